//! Networks with given degrees, drawn at random: the configuration model on simple networks, by exchanges of ends.

use std::collections::BTreeSet;

use crate::statistics::Stream;

/// A chain of simple undirected networks in which everybody keeps their degree.
///
/// It starts from the one network that Havel's and Hakimi's construction gives for the degrees, so that it hangs on them
/// alone. A step takes two tied pairs a–b and c–d and makes them a–d and c–b, unless that gives a loop or a second tie;
/// such steps reach every network with these degrees, all equally often.
#[derive(Debug, Clone)]
pub(super) struct Configuration {
    n: usize,
    edges: Vec<(u32, u32)>,
    tied: BTreeSet<(u32, u32)>,
    stream: Stream,
}

/// Steps before the first network and between two, for each tied pair.
const STEPS: usize = 10;

impl Configuration {
    /// The chain for these degrees, which are those of some simple network.
    pub(super) fn of(degrees: &[usize], stream: Stream) -> Self {
        let mut left: Vec<(usize, u32)> = degrees.iter().enumerate().map(|(v, &d)| (d, v as u32)).collect();
        let mut edges = Vec::new();
        loop {
            left.sort_by_key(|&(d, v)| (std::cmp::Reverse(d), v));
            let Some(&(d, v)) = left.first().filter(|&&(d, _)| d > 0) else { break };
            left[0].0 = 0;
            for other in left.iter_mut().skip(1).take(d).filter(|other| other.0 > 0) {
                other.0 -= 1;
                edges.push((v, other.1));
            }
        }
        let tied = edges.iter().map(|&(a, b)| pair(a, b)).collect();
        Self { n: degrees.len(), edges, tied, stream }
    }

    /// The next network, as ascending neighbours.
    pub(super) fn draw(&mut self) -> Vec<Vec<u32>> {
        let m = self.edges.len();
        for _ in 0..STEPS * m {
            let (x, y) = (self.stream.below(m), self.stream.below(m));
            let ((a, b), (c, d)) = (self.edges[x], self.edges[y]);
            // Either way round of the second pair, as likely.
            let (c, d) = if self.stream.below(2) == 0 { (c, d) } else { (d, c) };
            let new = [pair(a, d), pair(c, b)];
            if x == y || a == d || c == b || new.iter().any(|pair| self.tied.contains(pair)) {
                continue;
            }
            self.tied.remove(&pair(a, b));
            self.tied.remove(&pair(c, d));
            self.tied.extend(new);
            (self.edges[x], self.edges[y]) = ((a, d), (c, b));
        }
        let mut neighbours = vec![Vec::new(); self.n];
        for &(a, b) in &self.edges {
            neighbours[a as usize].push(b);
            neighbours[b as usize].push(a);
        }
        for row in &mut neighbours {
            row.sort_unstable();
        }
        neighbours
    }
}

fn pair(a: u32, b: u32) -> (u32, u32) {
    (a.min(b), a.max(b))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn degrees_are_kept_and_every_network_comes_equally_often() {
        // Degrees 2 2 1 1 on four people: the path has two forms, 2-0-1-3 and 3-0-1-2.
        let degrees = [2, 2, 1, 1];
        let mut chain = Configuration::of(&degrees, Stream::of(7, &[]));
        let mut seen = std::collections::BTreeMap::new();
        for _ in 0..4000 {
            let drawn = chain.draw();
            assert!(drawn.iter().zip(degrees).all(|(row, d)| row.len() == d));
            *seen.entry(drawn).or_insert(0) += 1;
        }
        assert_eq!(seen.len(), 2);
        // Binomial(4000, 1/2): four standard deviations are 126.
        assert!(seen.values().all(|&count: &i32| (count - 2000).abs() < 126), "{seen:?}");
        // A ring of five has 12 forms.
        let mut chain = Configuration::of(&[2; 5], Stream::of(8, &[]));
        let mut seen = std::collections::BTreeMap::new();
        for _ in 0..12_000 {
            *seen.entry(chain.draw()).or_insert(0) += 1;
        }
        assert_eq!(seen.len(), 12);
        assert!(seen.values().all(|&count: &i32| (count - 1000).abs() < 160), "{seen:?}");
    }
}
