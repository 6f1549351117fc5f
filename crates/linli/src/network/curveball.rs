//! Two-mode networks with given numbers of attendances, drawn at random: everybody comes as often, every occasion is as
//! full (the curveball algorithm; Strona, Nappo, Boccacci, Fattorini & San-Miguel-Ayanz 2014, Nature Communications 5:4114).

use crate::statistics::Stream;

/// A chain of networks. A step takes two people, pools the occasions that only one of them took part in, and deals them out
/// anew, to each as many as before; such steps reach every network with these numbers, all equally often (Carstens 2015).
#[derive(Debug, Clone)]
pub(super) struct Chain {
    rows: Vec<Vec<u32>>,
}

/// Steps before the first network and between two, for each person.
const STEPS: usize = 5;

impl Chain {
    /// The chain from these rows, each ascending.
    pub(super) fn of(rows: Vec<Vec<u32>>) -> Self {
        Self { rows }
    }

    /// The next network, each row ascending.
    pub(super) fn draw(&mut self, stream: &mut Stream) -> &[Vec<u32>] {
        let n = self.rows.len();
        for _ in 0..if n < 2 { 0 } else { STEPS * n } {
            let a = stream.below(n);
            let b = (a + 1 + stream.below(n - 1)) % n;
            self.trade(a, b, stream);
        }
        &self.rows
    }

    fn trade(&mut self, a: usize, b: usize, stream: &mut Stream) {
        let (one, other) = (std::mem::take(&mut self.rows[a]), std::mem::take(&mut self.rows[b]));
        let (kept, own): (Vec<u32>, Vec<u32>) = one.iter().partition(|&at| other.binary_search(at).is_ok());
        let theirs = other.into_iter().filter(|at| kept.binary_search(at).is_err());
        let mut pool: Vec<u32> = own.iter().copied().chain(theirs).collect();
        stream.choose(own.len(), &mut pool);
        let deal = |part: &[u32]| {
            let mut row: Vec<u32> = kept.iter().chain(part).copied().collect();
            row.sort_unstable();
            row
        };
        (self.rows[a], self.rows[b]) = (deal(&pool[..own.len()]), deal(&pool[own.len()..]));
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;

    #[test]
    fn every_network_with_these_numbers_comes_equally_often() {
        // Three people with 2, 1, 1 attendances at three occasions of 2, 1, 1. By hand: the first misses one of three
        // occasions; missing the full one leaves it to the other two (1 way); missing another, that one and a place at the
        // full one are for the two to share (2 ways each): 5 in all.
        let mut chain = Chain::of(vec![vec![0, 1], vec![0], vec![2]]);
        let mut stream = Stream::of(7, &["curveball".into()]);
        let mut seen: BTreeMap<Vec<Vec<u32>>, i32> = BTreeMap::new();
        for _ in 0..5000 {
            let drawn = chain.draw(&mut stream).to_vec();
            assert_eq!(drawn.iter().map(Vec::len).collect::<Vec<_>>(), [2, 1, 1]);
            let full = |at| drawn.iter().flatten().filter(|&&other| other == at).count();
            assert_eq!([full(0), full(1), full(2)], [2, 1, 1]);
            *seen.entry(drawn).or_default() += 1;
        }
        // Binomial(5000, 1/5): four standard deviations are 113.
        assert_eq!(seen.len(), 5);
        assert!(seen.values().all(|&count| (count - 1000).abs() < 113), "{seen:?}");
    }

    #[test]
    fn one_person_has_nobody_to_trade_with() {
        let mut stream = Stream::of(7, &[]);
        assert_eq!(Chain::of(vec![vec![0, 3]]).draw(&mut stream), [vec![0, 3]]);
        assert!(Chain::of(Vec::new()).draw(&mut stream).is_empty());
    }
}
