//! Do two relations among the same people go together: quadratic assignment.

use super::super::moments::correlation;
use super::super::stream::Stream;
use super::super::text;
use super::arrange::orders;
use super::{Chance, Dyads, PermutationP, SquareMatrix, Tally, check_draws};
use crate::error::{Error, ErrorKind};

/// The outcome of a QAP test.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Qap {
    /// Actors.
    pub n: usize,
    /// Which cells were compared.
    pub dyads: Dyads,
    /// Pearson's correlation of the cells.
    pub r: f64,
    /// Two-sided: |r| of an arrangement at least as large.
    pub p: PermutationP,
    /// r of an arrangement at least as large.
    pub p_high: PermutationP,
    /// r of an arrangement at least as small.
    pub p_low: PermutationP,
    /// Mean of r over the arrangements.
    pub mean: f64,
    /// Its standard deviation over them; `None` for a single one.
    pub deviation: Option<f64>,
    /// The seed.
    pub seed: u64,
}

/// Correlates two matrices and compares with what comes out when the actors of the first change places.
///
/// Where n! is at most `draws`, all orders are tried. With few actors, or alike ones, p cannot be small: not below the
/// number of orders that leave a matrix as it is, over n!. QAP tests association by label, not likeness of shape.
///
/// # Errors
///
/// Matrices of different size or of fewer than three actors; one whose cells are all equal; one that is not symmetric
/// where pairs count once; no draws.
///
/// # Complexity
///
/// n² a draw.
///
/// # References
///
/// Hubert, L. J. (1987). Assignment Methods in Combinatorial Data Analysis. Krackhardt, D. (1988). Predicting with
/// networks. Social Networks 10:359–381.
///
/// # Examples
///
/// ```
/// use linli::statistics::{Dyads, SquareMatrix, Stream, qap};
///
/// let chat = SquareMatrix::from_rows(&[[0.0, 1.0, 0.0], [1.0, 0.0, 0.0], [0.0, 0.0, 0.0]])?;
/// let found = qap(&chat, &chat, Dyads::Undirected, 9999, &mut Stream::of(2017, &["qap".into()]))?;
/// assert_eq!(found.r, 1.0);
/// // One tie among three: a third of all orders leave it where it is.
/// assert_eq!(found.p.value, 2.0 / 6.0);
/// # Ok::<(), linli::Error>(())
/// ```
pub fn qap(x: &SquareMatrix, y: &SquareMatrix, dyads: Dyads, draws: usize, stream: &mut Stream) -> Result<Qap, Error> {
    check_draws(draws)?;
    check_same(&[("x", x), ("y", y)], dyads)?;
    let fixed = y.cells(dyads);
    let Some(r) = correlation(&x.cells(dyads), &fixed) else {
        let message = "all cells of a matrix are equal; there is nothing to correlate";
        return Err(Error::new(ErrorKind::Input, message));
    };
    let (mut far, mut high, mut low) = (Tally::new(r.abs(), 1.0), Tally::new(r, 1.0), Tally::new(-r, 1.0));
    let mut chance = Chance::default();
    let seed = stream.seed();
    let arrangements = orders(x.len(), draws, stream, |order| {
        let other = correlation(&x.rearranged(order, dyads), &fixed);
        far.add(other.map(f64::abs));
        high.add(other);
        low.add(other.map(|r| -r));
        chance.0.extend(other);
    });
    Ok(Qap {
        n: x.len(),
        dyads,
        r,
        p: far.p(arrangements),
        p_high: high.p(arrangements),
        p_low: low.p(arrangements),
        mean: chance.mean().unwrap_or(r),
        deviation: chance.deviation(),
        seed,
    })
}

/// Refuses matrices that are not of the same actors.
pub(super) fn check_same(matrices: &[(&str, &SquareMatrix)], dyads: Dyads) -> Result<(), Error> {
    let n = matrices[0].1.len();
    for (name, matrix) in matrices {
        if matrix.len() != n {
            let message = format!("{name} has {} actors, {} has {n}; the same are needed", matrix.len(), matrices[0].0);
            return Err(Error::new(ErrorKind::Input, message));
        }
        matrix.check(dyads, name)?;
    }
    if n < 3 {
        return Err(Error::new(ErrorKind::Input, format!("{n} actors; at least 3 can change places")));
    }
    Ok(())
}

impl Dyads {
    pub(super) const fn text(self) -> &'static str {
        match self {
            Self::Directed => "ordered pairs",
            Self::Undirected => "pairs",
        }
    }
}

impl Qap {
    /// The sentence a methods section needs.
    pub fn methods_text(&self) -> String {
        format!(
            "The association of the two networks was tested by the quadratic assignment procedure over {} of {} actors: \
             r = {}, two-sided (|r|) {}; this test cannot give less than p = {}.",
            self.dyads.text(),
            self.n,
            text::number(self.r),
            self.p.text(self.seed),
            text::number(self.p.floor)
        )
    }
}

#[cfg(test)]
mod tests {
    use super::super::Arrangements;
    use super::*;

    fn stream() -> Stream {
        Stream::of(2017, &["qap".into()])
    }

    fn drawn(n: usize, stream: &mut Stream) -> SquareMatrix {
        let cells: Vec<f64> = (0..n * (n - 1)).map(|_| stream.below(3) as f64).collect();
        SquareMatrix::of_cells(n, &cells, Dyads::Directed)
    }

    /// All 24 orders of four actors, each cell by its definition.
    #[test]
    fn brute_force_at_four() {
        let mut source = Stream::of(4, &["qap".into()]);
        for _ in 0..40 {
            let (x, y) = (drawn(4, &mut source), drawn(4, &mut source));
            let Ok(found) = qap(&x, &y, Dyads::Directed, 24, &mut stream()) else { continue };
            let mut all = Vec::new();
            for code in 0..256_usize {
                let order = [code & 3, code >> 2 & 3, code >> 4 & 3, code >> 6 & 3];
                if (0..4).all(|a| order.contains(&a)) {
                    let pairs = (0..4).flat_map(|i| (0..4).filter(move |&j| j != i).map(move |j| (i, j)));
                    let (a, b): (Vec<f64>, Vec<f64>) =
                        pairs.map(|(i, j)| (x.at(order[i], order[j]), y.at(i, j))).unzip();
                    all.push(correlation(&a, &b).unwrap());
                }
            }
            assert_eq!(all.len(), 24);
            let hits = all.iter().filter(|r| r.abs() >= found.r.abs() - 1e-12).count();
            assert_eq!(found.p.arrangements, Arrangements::All(24));
            assert!((found.p.value - hits as f64 / 24.0).abs() < 1e-15);
            let higher = all.iter().filter(|r| **r >= found.r - 1e-12).count();
            assert!((found.p_high.value - higher as f64 / 24.0).abs() < 1e-15);
            assert!((found.mean - all.iter().sum::<f64>() / 24.0).abs() < 1e-12);
        }
    }

    #[test]
    fn draws_come_near_to_all_and_follow_their_seed() {
        let mut source = Stream::of(5, &["qap".into()]);
        let (x, y) = (drawn(6, &mut source), drawn(6, &mut source));
        let all = qap(&x, &y, Dyads::Directed, 720, &mut stream()).unwrap();
        let some = qap(&x, &y, Dyads::Directed, 719, &mut stream()).unwrap();
        assert_eq!(some.p.arrangements, Arrangements::Drawn(719));
        assert!((some.p.value - all.p.value).abs() < 0.06, "{} {}", some.p.value, all.p.value);
        assert_eq!(some, qap(&x, &y, Dyads::Directed, 719, &mut stream()).unwrap());
        let other = qap(&x, &y, Dyads::Directed, 719, &mut Stream::of(1, &["qap".into()])).unwrap();
        assert_ne!(some.mean.to_bits(), other.mean.to_bits());
    }

    #[test]
    fn what_cannot_be_compared_is_refused() {
        let three = SquareMatrix::of_cells(3, &[1.0, 0.0, 0.0], Dyads::Undirected);
        let four = SquareMatrix::of_cells(4, &[1.0], Dyads::Undirected);
        assert!(qap(&three, &four, Dyads::Directed, 99, &mut stream()).is_err());
        assert!(qap(&three, &SquareMatrix::empty(3), Dyads::Directed, 99, &mut stream()).is_err());
        assert!(qap(&three, &three, Dyads::Directed, 0, &mut stream()).is_err());
        let two = SquareMatrix::of_cells(2, &[1.0], Dyads::Undirected);
        assert!(qap(&two, &two, Dyads::Directed, 99, &mut stream()).is_err());
    }
}
