//! Do ties run between groups or within them: Krackhardt & Stern's E–I index with its permutation test.
//!
//! E: ties between groups, I: ties within; I⁺ and E⁺: pairs of actors within and between groups, m = E + I.

use super::super::stream::Stream;
use super::super::text;
use super::arrange::orders;
use super::{Chance, Dyads, PermutationP, SquareMatrix, TwoTallies, check_draws};
use crate::error::{Error, ErrorKind};

/// The outcome of an E–I test.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct EiIndex {
    /// Actors.
    pub n: usize,
    /// Ties between groups.
    pub external: usize,
    /// Ties within groups.
    pub internal: usize,
    /// (E − I) / (E + I): −1 all within, 1 all between.
    pub index: f64,
    /// The smallest and largest index that so many ties could have among groups of these sizes.
    pub range: [f64; 2],
    /// The index moved from that range to −1 … 1; `None` when the sizes leave no choice.
    pub rescaled: Option<f64>,
    /// Mean index when the labels change places.
    pub mean: f64,
    /// Its standard deviation; `None` for a single arrangement.
    pub deviation: Option<f64>,
    /// An index at least as small: ties within groups.
    pub p_low: PermutationP,
    /// An index at least as large: ties between groups.
    pub p_high: PermutationP,
    /// Two-sided: twice the smaller of both.
    pub p: PermutationP,
    /// The seed.
    pub seed: u64,
}

/// Computes E–I of ties among labelled actors, and compares with what comes out when the labels change places.
///
/// Every cell other than 0 is one tie. With one or two actors a group the index is decided by the sizes alone: look at
/// `range` and `rescaled` first.
///
/// # Errors
///
/// As many labels as actors are needed; no ties; all actors in one group; no draws.
///
/// # References
///
/// Krackhardt, D. & Stern, R. N. (1988). Informal networks and organizational crises. Social Psychology Quarterly
/// 51(2):123–140.
///
/// # Examples
///
/// ```
/// use linli::statistics::{Dyads, SquareMatrix, Stream, ei_index};
///
/// let ties = SquareMatrix::from_rows(&[
///     [0.0, 1.0, 0.0, 0.0],
///     [1.0, 0.0, 0.0, 0.0],
///     [0.0, 0.0, 0.0, 1.0],
///     [0.0, 0.0, 1.0, 0.0],
/// ])?;
/// let mut stream = Stream::of(2017, &["ei".into()]);
/// let found = ei_index(&ties, &["dance", "dance", "sewing", "sewing"], Dyads::Undirected, 9999, &mut stream)?;
/// assert_eq!((found.index, found.p_low.value), (-1.0, 8.0 / 24.0));
/// # Ok::<(), linli::Error>(())
/// ```
pub fn ei_index<L: PartialEq>(
    network: &SquareMatrix,
    labels: &[L],
    dyads: Dyads,
    draws: usize,
    stream: &mut Stream,
) -> Result<EiIndex, Error> {
    check_draws(draws)?;
    network.check(dyads, "the network")?;
    let n = network.len();
    if labels.len() != n {
        return Err(Error::new(ErrorKind::Input, format!("{} labels for {n} actors", labels.len())));
    }
    let places: Vec<usize> = (0..n).collect();
    let within = |a: usize, b: usize| labels[a] == labels[b];
    let pairs = move |i: usize| {
        let first = if dyads == Dyads::Directed { 0 } else { i + 1 };
        (first..n).filter(move |&j| j != i).map(move |j| (i, j))
    };
    let ties: Vec<(usize, usize)> = (0..n).flat_map(pairs).filter(|&(i, j)| network.at(i, j) != 0.0).collect();
    let inside = |order: &[usize]| ties.iter().filter(|&&(i, j)| within(order[i], order[j])).count();
    let m = ties.len();
    let (possible, possible_inside) =
        ((0..n).flat_map(pairs).count(), (0..n).flat_map(pairs).filter(|&(i, j)| within(i, j)).count());
    if m == 0 {
        return Err(Error::new(ErrorKind::Input, "no ties; the index is undefined"));
    }
    if possible_inside == possible {
        return Err(Error::new(
            ErrorKind::Input,
            "all actors are in one group; there is no tie between groups to look for",
        ));
    }
    let index = |internal: usize| (m as f64 - 2.0 * internal as f64) / m as f64;
    let internal = inside(&places);
    let observed = index(internal);
    // Most inside: as many as there are pairs; fewest: what does not fit between groups.
    let range = [index(m.min(possible_inside)), index(m.saturating_sub(possible - possible_inside))];
    let rescaled = (range[1] > range[0]).then(|| 2.0 * (observed - range[0]) / (range[1] - range[0]) - 1.0);
    let mut both = TwoTallies::new(observed, 1.0);
    let mut chance = Chance::default();
    let seed = stream.seed();
    let arrangements = orders(n, draws, stream, |order| {
        let other = index(inside(order));
        both.add(Some(other));
        chance.0.push(other);
    });
    let [p_low, p_high, p] = both.p(arrangements);
    Ok(EiIndex {
        n,
        external: m - internal,
        internal,
        index: observed,
        range,
        rescaled,
        mean: chance.mean().unwrap_or(observed),
        deviation: chance.deviation(),
        p_low,
        p_high,
        p,
        seed,
    })
}

impl EiIndex {
    /// The sentence a methods section needs.
    pub fn methods_text(&self) -> String {
        let rescaled = self.rescaled.map_or("undefined".to_owned(), text::number);
        format!(
            "The E–I index (Krackhardt and Stern 1988) of {} actors is {} ({} ties between groups, {} within; possible \
             with groups of these sizes {} to {}, rescaled {rescaled}); labels permuted: mean {}, two-sided (twice the \
             smaller tail) {}.",
            self.n,
            text::number(self.index),
            self.external,
            self.internal,
            text::number(self.range[0]),
            text::number(self.range[1]),
            text::number(self.mean),
            self.p.text(self.seed)
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    #[expect(clippy::float_cmp, reason = "quotients of small whole numbers")]
    fn sizes_bound_the_index() {
        // Five ties among 2 + 2: at most two pairs lie within, so at least three are between.
        let ties = SquareMatrix::of_cells(4, &[1.0, 1.0, 1.0, 1.0, 1.0, 0.0], Dyads::Undirected);
        let mut stream = Stream::of(1, &["ei".into()]);
        let found = ei_index(&ties, &[0, 0, 1, 1], Dyads::Undirected, 9999, &mut stream).unwrap();
        assert_eq!((found.external, found.internal), (4, 1));
        assert_eq!(found.range, [0.2, 0.6]);
        assert_eq!(found.rescaled, Some(1.0));
        // The missing pair lies within in 1 of 3 ways: index .6, else .2.
        assert!((found.mean - (0.6 + 0.2 + 0.2) / 3.0).abs() < 1e-12);
        assert!((found.p_high.value - 1.0 / 3.0).abs() < 1e-12 && found.p_low.value == 1.0);
    }

    #[test]
    fn what_has_no_index_is_refused() {
        let ties = SquareMatrix::of_cells(3, &[1.0, 0.0, 0.0], Dyads::Undirected);
        let mut stream = Stream::of(1, &["ei".into()]);
        let mut refuse = |network: &SquareMatrix, labels: &[u8]| {
            ei_index(network, labels, Dyads::Undirected, 99, &mut stream).unwrap_err().to_string()
        };
        assert!(refuse(&SquareMatrix::empty(3), &[0, 0, 1]).starts_with("no ties"));
        assert!(refuse(&ties, &[0, 0, 0]).starts_with("all actors are in one group"));
        assert_eq!(refuse(&ties, &[0, 1]), "2 labels for 3 actors");
    }
}
