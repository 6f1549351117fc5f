//! Is a network more closed, or more even, than its size, ties or dyads alone explain: conditional uniform graphs.

use super::super::stream::Stream;
use super::super::text;
use super::{Arrangements, Chance, Dyads, PermutationP, SquareMatrix, TwoTallies, check_draws};
use crate::error::{Error, ErrorKind};

/// What random networks share with the one seen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Condition {
    /// The number of actors: each tie is there with probability ½.
    Size,
    /// Actors and ties.
    Edges,
    /// Actors and mutual, one-way and absent pairs. For directed ties.
    DyadCensus,
}

/// The outcome of a CUG test.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Cug {
    /// What random networks share with the one seen.
    pub condition: Condition,
    /// Actors.
    pub n: usize,
    /// The statistic of the network seen.
    pub observed: f64,
    /// Its mean over the random networks; `None` when undefined in all of them.
    pub mean: Option<f64>,
    /// Its standard deviation over them.
    pub deviation: Option<f64>,
    /// A random network's statistic at least as small.
    pub p_low: PermutationP,
    /// At least as large.
    pub p_high: PermutationP,
    /// Two-sided: twice the smaller of both.
    pub p: PermutationP,
    /// The seed.
    pub seed: u64,
}

/// Compares a statistic of a network with that of random networks under a condition.
///
/// Every cell other than 0 is a tie, and the statistic sees ties as 1. It gives `None` where it is undefined.
///
/// # Errors
///
/// Fewer than two actors, a statistic undefined for the network seen, a dyad census of undirected ties, a matrix that is
/// not symmetric where pairs count once, no draws.
///
/// # References
///
/// Anderson, B. S., Butts, C. & Carley, K. (1999). The interaction of size and density with graph-level indices. Social
/// Networks 21:239–267.
///
/// # Examples
///
/// ```
/// use linli::statistics::{Condition, Dyads, SquareMatrix, Stream, cug};
///
/// let ring = SquareMatrix::from_rows(&[[0.0, 1.0, 0.0], [0.0, 0.0, 1.0], [1.0, 0.0, 0.0]])?;
/// let mutual = |network: &SquareMatrix| Some(network.at(0, 1) * network.at(1, 0));
/// let mut stream = Stream::of(2017, &["cug".into()]);
/// let found = cug(&ring, Condition::Edges, Dyads::Directed, 999, &mut stream, mutual)?;
/// assert_eq!(found.observed, 0.0);
/// // 3 ties on 6 places: both of two given ones with probability 3/6 · 2/5.
/// assert!((found.mean.unwrap() - 0.2).abs() < 0.05);
/// # Ok::<(), linli::Error>(())
/// ```
pub fn cug(
    network: &SquareMatrix,
    condition: Condition,
    dyads: Dyads,
    draws: usize,
    stream: &mut Stream,
    mut statistic: impl FnMut(&SquareMatrix) -> Option<f64>,
) -> Result<Cug, Error> {
    check_draws(draws)?;
    network.check(dyads, "the network")?;
    let n = network.len();
    if n < 2 {
        return Err(Error::new(ErrorKind::Input, format!("{n} actors; at least 2 can have a tie")));
    }
    if condition == Condition::DyadCensus && dyads == Dyads::Undirected {
        return Err(
            Error::new(ErrorKind::Plan, "undirected ties have no dyad census").with_hint("condition on the ties")
        );
    }
    let seen: Vec<f64> = network.cells(dyads).iter().map(|&x| f64::from(u8::from(x != 0.0))).collect();
    let seen = SquareMatrix::of_cells(n, &seen, dyads);
    let Some(observed) = statistic(&seen) else {
        return Err(Error::new(ErrorKind::Input, "the statistic is undefined for the network seen"));
    };
    let mut source = Source::of(&seen, condition, dyads);
    let mut both = TwoTallies::new(observed, observed);
    let mut chance = Chance::default();
    let seed = stream.seed();
    for _ in 0..draws {
        let value = statistic(source.draw(stream));
        both.add(value);
        chance.0.extend(value);
    }
    let [p_low, p_high, p] = both.p(Arrangements::Drawn(draws as u64));
    let (mean, deviation) = (chance.mean(), chance.deviation());
    Ok(Cug { condition, n, observed, mean, deviation, p_low, p_high, p, seed })
}

/// Where random networks come from.
struct Source {
    condition: Condition,
    dyads: Dyads,
    n: usize,
    /// The cells, or for a census the pairs: 2 mutual, 1 one-way, 0 absent.
    pool: Vec<f64>,
    network: SquareMatrix,
}

impl Source {
    fn of(seen: &SquareMatrix, condition: Condition, dyads: Dyads) -> Self {
        let n = seen.len();
        let pool = match condition {
            Condition::Size | Condition::Edges => seen.cells(dyads),
            Condition::DyadCensus => (0..n)
                .flat_map(|i| (i + 1..n).map(move |j| (i, j)))
                .map(|(i, j)| seen.at(i, j) + seen.at(j, i))
                .collect(),
        };
        Self { condition, dyads, n, pool, network: SquareMatrix::empty(n) }
    }

    fn draw(&mut self, stream: &mut Stream) -> &SquareMatrix {
        match self.condition {
            Condition::Size => self.pool.iter_mut().for_each(|cell| *cell = stream.below(2) as f64),
            Condition::Edges | Condition::DyadCensus => stream.shuffle(&mut self.pool),
        }
        if self.condition == Condition::DyadCensus {
            let mut pairs = self.pool.iter();
            for i in 0..self.n {
                for j in i + 1..self.n {
                    let ties = pairs.next().copied().unwrap_or(0.0);
                    let there = if ties > 0.5 && ties < 1.5 { stream.below(2) as f64 } else { ties / 2.0 };
                    self.network.put(i, j, there);
                    self.network.put(j, i, ties - there);
                }
            }
        } else {
            self.network = SquareMatrix::of_cells(self.n, &self.pool, self.dyads);
        }
        &self.network
    }
}

impl Cug {
    /// The sentence a methods section needs.
    pub fn methods_text(&self) -> String {
        let given = match self.condition {
            Condition::Size => "size",
            Condition::Edges => "size and number of ties",
            Condition::DyadCensus => "size and dyad census",
        };
        let chance = match (self.mean, self.deviation) {
            (Some(mean), Some(deviation)) => {
                format!("mean {}, standard deviation {}", text::number(mean), text::number(deviation))
            }
            (Some(mean), None) => format!("mean {}", text::number(mean)),
            _ => "undefined".to_owned(),
        };
        format!(
            "The network of {} actors was compared with uniform random networks of the same {given}: observed {}, random \
             {chance}; two-sided (twice the smaller tail) {}.",
            self.n,
            text::number(self.observed),
            self.p.text(self.seed)
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn census(network: &SquareMatrix) -> [usize; 3] {
        let n = network.len();
        let mut counts = [0; 3];
        for i in 0..n {
            (i + 1..n).for_each(|j| counts[(network.at(i, j) + network.at(j, i)) as usize] += 1);
        }
        counts
    }

    #[test]
    fn random_networks_keep_what_they_must() {
        let rows = [[0.0, 1.0, 1.0, 0.0], [1.0, 0.0, 0.0, 0.0], [0.0, 1.0, 0.0, 1.0], [0.0, 0.0, 1.0, 0.0]];
        let network = SquareMatrix::from_rows(&rows).unwrap();
        let mut stream = Stream::of(1, &["cug".into()]);
        let mut seen = Vec::new();
        let mut look = |network: &SquareMatrix| {
            seen.push((network.cells(Dyads::Directed).iter().sum::<f64>(), census(network), network.at(0, 1)));
            Some(network.at(0, 1))
        };
        let found = cug(&network, Condition::DyadCensus, Dyads::Directed, 3_000, &mut stream, &mut look).unwrap();
        assert!(seen.iter().all(|(_, counts, _)| *counts == [2, 2, 2]));
        // Each ordered pair is tied in 2/6 (mutual) + 1/6 (one-way, this way): half of the networks.
        assert!((found.mean.unwrap() - 0.5).abs() < 0.03, "{found:?}");
        seen.clear();
        let mut look = |network: &SquareMatrix| {
            seen.push((network.cells(Dyads::Directed).iter().sum::<f64>(), census(network), network.at(0, 1)));
            Some(network.at(0, 1))
        };
        cug(&network, Condition::Edges, Dyads::Directed, 200, &mut stream, &mut look).unwrap();
        assert!(
            seen.iter().all(|(ties, _, _)| (*ties - 6.0).abs() < 0.5)
                && seen.iter().any(|(_, counts, _)| counts[2] != 2)
        );
        let mean = |network: &SquareMatrix| network.density();
        let found = cug(&network, Condition::Size, Dyads::Directed, 3_000, &mut stream, mean).unwrap();
        assert!((found.mean.unwrap() - 0.5).abs() < 0.01 && found.p.value > 0.9, "{found:?}");
    }

    #[test]
    fn nothing_to_condition_on_is_refused() {
        let pair = SquareMatrix::of_cells(2, &[1.0], Dyads::Undirected);
        let mut stream = Stream::of(1, &[]);
        assert!(cug(&pair, Condition::DyadCensus, Dyads::Undirected, 9, &mut stream, |_| Some(0.0)).is_err());
        assert!(cug(&pair, Condition::Edges, Dyads::Undirected, 9, &mut stream, |_| None).is_err());
        assert!(cug(&SquareMatrix::empty(1), Condition::Edges, Dyads::Directed, 9, &mut stream, |_| None).is_err());
    }
}
