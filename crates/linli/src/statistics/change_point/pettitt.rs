//! Pettitt's test for one change at an unknown time.
//!
//! T: number of values, Uₜ = Σᵢ≤ₜ Σⱼ>ₜ sgn(xᵢ − xⱼ), K = max |Uₜ|.

use super::super::order::{median, ranks};
use super::super::series::points;
use super::super::text;
use crate::error::Error;

/// Up to this many values p is exact, over all T! orders; above, it is Pettitt's approximation.
pub const LONGEST_EXACT: usize = 16;

/// The outcome of Pettitt's test.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Pettitt {
    /// Values given, undefined ones among them.
    pub given: usize,
    /// Values used.
    pub n: usize,
    /// Place, from 0, of the last value before the change; the first such place where several reach K.
    pub last_before: usize,
    /// Place of the first value after it.
    pub first_after: usize,
    /// How many values stand up to the change: τ, in Pettitt's words.
    pub before: usize,
    /// max |Uₜ|.
    pub k: u64,
    /// The probability of a K at least as large in a random order of the values.
    pub p: f64,
    /// Whether p counts all orders, or is min(1, 2 exp(−6K² / (T³ + T²))).
    pub exact: bool,
    /// The smallest p that these values can give in any order: no test of so few can find anything below.
    pub floor: f64,
    /// Median up to the change, and after it.
    pub medians: [f64; 2],
}

/// Finds the likeliest time of one change of level, and how surprising it is.
///
/// `values` stand in the order of disjoint windows; `None` is undefined and keeps its place. Ties are allowed.
///
/// # Edge cases
///
/// All values equal: K = 0 and p = 1. Below 12 windows little can be found: see `floor`.
///
/// # Errors
///
/// Fewer than four values, a value that is not finite, more than [`LONGEST`](super::super::LONGEST) values.
///
/// # Complexity
///
/// T log T; the exact p takes T · 2ᵀ steps, as Uₜ depends only on which values come first, not in which order.
///
/// # References
///
/// Pettitt, A. N. (1979). A non-parametric approach to the change-point problem. Applied Statistics 28(2):126–135.
///
/// # Examples
///
/// ```
/// use linli::statistics::pettitt;
///
/// let turns = [9, 8, 9, 7, 8, 9, 2, 3, 1, 2, 3, 1].map(|turns| Some(f64::from(turns)));
/// let found = pettitt(&turns)?;
/// assert_eq!((found.before, found.k, found.exact), (6, 36, true));
/// # Ok::<(), linli::Error>(())
/// ```
pub fn pettitt(values: &[Option<f64>]) -> Result<Pettitt, Error> {
    let given = points(values, 4, "a change point")?;
    let x: Vec<f64> = given.iter().map(|point| point.x).collect();
    let n = x.len();
    let doubled = doubled_ranks(&x);
    let (mut u, mut k, mut before) = (0, 0, 1);
    for (t, rank) in doubled[..n - 1].iter().enumerate() {
        u += score(*rank, n);
        if u.unsigned_abs() > k {
            (k, before) = (u.unsigned_abs(), t + 1);
        }
    }
    let exact = n <= LONGEST_EXACT;
    let p = |k: u64| if exact { exact_p(&doubled, k) } else { approximate_p(n, k) };
    let middle = |part: &[f64]| median(&mut part.to_vec()).unwrap_or(f64::NAN);
    Ok(Pettitt {
        given: values.len(),
        n,
        last_before: given[before - 1].t,
        first_after: given[before].t,
        before,
        k,
        p: p(k),
        exact,
        floor: p(largest(&doubled)),
        medians: [middle(&x[..before]), middle(&x[before..])],
    })
}

/// Twice the rank, so that shared ranks are whole.
fn doubled_ranks(x: &[f64]) -> Vec<u64> {
    ranks(x).iter().map(|rank| (2.0 * rank) as u64).collect()
}

/// What one value adds to U: 2 · rank − (T + 1), its wins less its losses against all others.
fn score(doubled_rank: u64, n: usize) -> i64 {
    doubled_rank as i64 - (n as i64 + 1)
}

/// The largest K in any order: that of the sorted values.
fn largest(doubled: &[u64]) -> u64 {
    let mut sorted = doubled.to_vec();
    sorted.sort_unstable();
    let n = doubled.len();
    let running = sorted[..n - 1].iter().scan(0_i64, |u, &rank| {
        *u += score(rank, n);
        Some(u.unsigned_abs())
    });
    running.max().unwrap_or(0)
}

fn approximate_p(n: usize, k: u64) -> f64 {
    let (t, k) = (n as f64, k as f64);
    (2.0 * libm::exp(-6.0 * k * k / (t * t * t + t * t))).min(1.0)
}

/// The share of all orders that somewhere have |Uₜ| ≥ K: one less those that never do, counted over the sets of values
/// that can stand first. At most [`LONGEST_EXACT`] values, so that counts stay below 2⁵³.
fn exact_p(doubled: &[u64], k: u64) -> f64 {
    let n = doubled.len();
    if k == 0 {
        return 1.0;
    }
    let mut orders = vec![0_u64; 1 << n];
    let mut sums = vec![0_i64; 1 << n];
    orders[0] = 1;
    let mut all = 1_u64;
    (1..=n as u64).for_each(|i| all *= i);
    for set in 1..1_usize << n {
        let newest = set.trailing_zeros() as usize;
        sums[set] = sums[set & (set - 1)] + score(doubled[newest], n);
        // Where K is reached, no order goes on.
        if sums[set].unsigned_abs() < k {
            let lasts = (0..n).filter(|i| set >> i & 1 == 1);
            orders[set] = lasts.map(|i| orders[set & !(1 << i)]).sum();
        }
    }
    (all - orders[(1 << n) - 1]) as f64 / all as f64
}

impl Pettitt {
    /// The sentences a methods section needs.
    pub fn methods_text(&self) -> String {
        let left_out = match self.given - self.n {
            0 => String::new(),
            k => format!(", {k} undefined left out"),
        };
        let how = if self.exact { "exact, over all orders of the values" } else { "Pettitt's approximation" };
        format!(
            "A single change of level was sought by Pettitt's test (1979) on {}{left_out}: K = {} after value {}, {} \
             ({how}); so many values cannot give less than p = {}. The median is {} up to the change and {} after it.",
            text::count(self.n, "value", "values"),
            self.k,
            self.last_before + 1,
            text::p(self.p),
            text::number(self.floor),
            text::number(self.medians[0]),
            text::number(self.medians[1])
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// K of one order by its definition.
    fn k(x: &[f64]) -> u64 {
        let sign = |a: f64, b: f64| i64::from(a > b) - i64::from(a < b);
        let u = |t: usize| x[..t].iter().flat_map(|a| x[t..].iter().map(move |b| sign(*a, *b))).sum::<i64>();
        (1..x.len()).map(|t| u(t).unsigned_abs()).max().unwrap()
    }

    fn each_order(x: &mut [f64], from: usize, see: &mut dyn FnMut(&[f64])) {
        if from == x.len() {
            return see(x);
        }
        for i in from..x.len() {
            x.swap(from, i);
            each_order(x, from + 1, see);
            x.swap(from, i);
        }
    }

    #[test]
    fn the_exact_p_is_brute_force() {
        for mut x in [vec![3.0, 1.0, 4.0, 1.0, 5.0, 9.0], vec![1.0, 2.0, 3.0, 4.0, 5.0], vec![2.0, 2.0, 2.0, 7.0]] {
            let found = pettitt(&x.iter().copied().map(Some).collect::<Vec<_>>()).unwrap();
            assert_eq!(found.k, k(&x));
            let (mut hits, mut all, mut most) = (0, 0, 0);
            each_order(&mut x, 0, &mut |order| {
                all += 1;
                hits += u32::from(k(order) >= found.k);
                most = most.max(k(order));
            });
            assert!((found.p - f64::from(hits) / f64::from(all)).abs() < 1e-15, "{x:?} {found:?}");
            assert_eq!(largest(&doubled_ranks(&x)), most);
        }
    }

    #[test]
    #[expect(clippy::float_cmp, reason = "medians of halves and whole numbers")]
    fn holes_keep_their_place_and_nothing_is_no_change() {
        let found = pettitt(&[None, Some(9.0), Some(8.0), None, Some(1.0), Some(2.0)]).unwrap();
        assert_eq!((found.before, found.last_before, found.first_after, found.n, found.given), (2, 2, 4, 4, 6));
        assert_eq!(found.medians, [8.5, 1.5]);
        let flat = pettitt(&[Some(1.0); 5]).unwrap();
        assert_eq!((flat.k, flat.p, flat.floor), (0, 1.0, 1.0));
        assert!(found.methods_text().contains("K = 4 after value 3, p = 0.3333 (exact"), "{}", found.methods_text());
    }
}
