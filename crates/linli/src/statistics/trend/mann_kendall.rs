//! The score S, its variance, and its exact distribution over all orders of the values.
//!
//! Seasons are tested apart and added up; the ordinary test has one season. n: values, t: sizes of the groups of equal
//! values.

use super::super::order::multiplicities;

/// S and what belongs to it.
#[derive(Debug)]
pub(super) struct Score {
    /// Values.
    pub(super) n: usize,
    /// Pairs that rise less pairs that fall.
    pub(super) s: i64,
    /// The largest S these values can have in any order: the number of pairs that are not tied.
    pub(super) most: i64,
    /// Σ over seasons of [n(n − 1)(2n + 5) − Σ t(t − 1)(2t + 5)] / 18.
    pub(super) variance: f64,
    /// S over Σ √(pairs · untied pairs).
    pub(super) tau: Option<f64>,
}

impl Score {
    pub(super) fn of(seasons: &[Vec<f64>]) -> Self {
        let (mut n, mut s, mut most, mut eighteenfold, mut scale) = (0, 0, 0, 0, 0.0);
        for values in seasons {
            for (i, x) in values.iter().enumerate() {
                s += values[i + 1..].iter().map(|y| i64::from(y > x) - i64::from(y < x)).sum::<i64>();
            }
            let ties = multiplicities(values);
            let whole = values.len() as u64;
            let pairs = |k: u64| k * k.saturating_sub(1) / 2;
            let term = |k: u64| k * k.saturating_sub(1) * (2 * k + 5);
            let untied = pairs(whole) - ties.iter().map(|&t| pairs(t)).sum::<u64>();
            eighteenfold += term(whole) - ties.iter().map(|&t| term(t)).sum::<u64>();
            most += untied as i64;
            scale += (pairs(whole) as f64).sqrt() * (untied as f64).sqrt();
            n += values.len();
        }
        let tau = (scale > 0.0).then(|| (s as f64 / scale).clamp(-1.0, 1.0));
        Self { n, s, most, variance: eighteenfold as f64 / 18.0, tau }
    }
}

/// (S ∓ 1) / √Var S, 0 for S = 0; `None` when S ≠ 0 has no positive variance.
pub(super) fn z(s: i64, variance: f64) -> Option<f64> {
    if s == 0 {
        return Some(0.0);
    }
    (variance > 0.0).then(|| (s - s.signum()) as f64 / variance.sqrt())
}

/// How many of the different orders of the values have how many falling pairs.
///
/// The counts are the coefficients of the Gaussian multinomial [n; t₁, t₂, …] in q (MacMahon 1915), one factor a season:
/// S is the number of untied pairs less twice the falling ones.
#[derive(Debug)]
pub(super) struct Orders(Vec<u64>);

impl Orders {
    /// At most [`EXACT`](super::EXACT) values in all, so that counts stay below 10!.
    pub(super) fn of(seasons: &[Vec<f64>]) -> Self {
        let mut counts = vec![1];
        for values in seasons {
            let mut placed = 0;
            for t in multiplicities(values) {
                // Times [placed + t choose t]: (1 − q^(placed + i)) / (1 − q^i), i = 1…t.
                for i in 1..=t as usize {
                    counts = times_one_less(&counts, placed + i);
                    counts = over_one_less(&counts, i);
                }
                placed += t as usize;
            }
        }
        Self(counts.into_iter().map(i64::unsigned_abs).collect())
    }

    /// The share of orders whose S is at least as far from 0.
    pub(super) fn two_sided(&self, s: i64) -> f64 {
        let most = self.0.len() as i64 - 1;
        let far = |falling: &(usize, &u64)| (most - 2 * falling.0 as i64).abs() >= s.abs();
        let hits: u64 = self.0.iter().enumerate().filter(far).map(|(_, count)| count).sum();
        hits as f64 / self.0.iter().sum::<u64>() as f64
    }
}

/// A polynomial times 1 − q^k.
fn times_one_less(polynomial: &[i64], k: usize) -> Vec<i64> {
    let mut product = polynomial.to_vec();
    product.resize(polynomial.len() + k, 0);
    for (i, coefficient) in polynomial.iter().enumerate() {
        product[i + k] -= coefficient;
    }
    product
}

/// A polynomial over 1 − q^k, which divides it.
fn over_one_less(polynomial: &[i64], k: usize) -> Vec<i64> {
    let mut quotient = polynomial.to_vec();
    for i in k..quotient.len() {
        quotient[i] += quotient[i - k];
    }
    quotient.truncate(polynomial.len() - k);
    quotient
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Every order of the places 0…n − 1.
    fn orders(n: usize) -> Vec<Vec<usize>> {
        if n == 0 {
            return vec![Vec::new()];
        }
        let shorter = orders(n - 1);
        shorter
            .iter()
            .flat_map(|order| {
                (0..n).map(|at| {
                    let mut order = order.clone();
                    order.insert(at, n - 1);
                    order
                })
            })
            .collect()
    }

    #[test]
    fn the_exact_p_is_brute_force() {
        for values in [vec![1.0, 2.0, 3.0, 4.0, 5.0], vec![1.0, 1.0, 2.0, 3.0, 3.0, 3.0], vec![4.0, 4.0, 4.0]] {
            let all: Vec<i64> = orders(values.len())
                .iter()
                .map(|order| Score::of(&[order.iter().map(|&i| values[i]).collect()]).s)
                .collect();
            let most = Score::of(std::slice::from_ref(&values)).most;
            for s in 0..=most {
                let hits = all.iter().filter(|other| other.abs() >= s).count();
                let p = Orders::of(std::slice::from_ref(&values)).two_sided(s);
                assert!((p - hits as f64 / all.len() as f64).abs() < 1e-15, "{values:?} {s}: {p}");
            }
        }
    }

    #[test]
    fn seasons_are_added_up() {
        let seasons = [vec![1.0, 2.0, 3.0], vec![5.0, 4.0, 4.0]];
        let orders_of = |values: &Vec<f64>| -> Vec<i64> {
            orders(3).iter().map(|order| Score::of(&[order.iter().map(|&i| values[i]).collect()]).s).collect()
        };
        let (first, second) = (orders_of(&seasons[0]), orders_of(&seasons[1]));
        for s in 0..=5 {
            let hits =
                first.iter().flat_map(|a| second.iter().map(move |b| a + b)).filter(|sum| sum.abs() >= s).count();
            assert!((Orders::of(&seasons).two_sided(s) - hits as f64 / 36.0).abs() < 1e-15, "{s}");
        }
        assert_eq!(Score::of(&seasons).s, 1);
    }
}
