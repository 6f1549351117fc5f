//! Mathematics on slices. Knows no group and no panel; sums run in the order given.

mod jackknife;
mod rank;

pub use jackknife::{Jackknife, LEAST_PARTS, Scale, jackknife, t_975};
pub use rank::{midranks, quartiles, slope_sign, spearman};

/// Gini coefficient of non-negative values, zeros included: 2 Σ i·x₍ᵢ₎ / (n Σ x) − (n + 1) / n, i = 1…n ascending.
///
/// `None` when there are no values or all are 0. Range 0 ≤ G ≤ 1 − 1/n. The slice is left sorted.
pub fn gini(values: &mut [f64]) -> Option<f64> {
    let n = values.len() as f64;
    values.sort_by(f64::total_cmp);
    let total: f64 = values.iter().sum();
    if values.is_empty() || total <= 0.0 {
        return None;
    }
    let ranked: f64 = values.iter().enumerate().map(|(i, x)| (i + 1) as f64 * x).sum();
    // One division: the numerator is exact for counts, so that equal shares give 0 and no value leaves the range.
    Some((2.0 * ranked - (n + 1.0) * total) / (n * total))
}

/// The middle value, or the mean of the two in the middle. `None` for no values. The slice is left sorted.
pub fn median(values: &mut [f64]) -> Option<f64> {
    values.sort_by(f64::total_cmp);
    let half = values.len() / 2;
    match values.len() {
        0 => None,
        n if n % 2 == 1 => Some(values[half]),
        _ => Some(f64::midpoint(values[half - 1], values[half])),
    }
}

/// The .975 quantile of the standard normal distribution.
const Z: f64 = 1.959_963_984_540_054;

/// Wilson's 95 % interval for `hits` out of `trials`; `None` without trials.
pub fn wilson(hits: u32, trials: u32) -> Option<[f64; 2]> {
    if trials == 0 || hits > trials {
        return None;
    }
    let (k, n) = (f64::from(hits), f64::from(trials));
    let (p, z2) = (k / n, Z * Z);
    let centre = (p + z2 / (2.0 * n)) / (1.0 + z2 / n);
    let half = Z / (1.0 + z2 / n) * (p * (1.0 - p) / n + z2 / (4.0 * n * n)).sqrt();
    let low = if hits == 0 { 0.0 } else { (centre - half).max(0.0) };
    let high = if hits == trials { 1.0 } else { (centre + half).min(1.0) };
    Some([low, high])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn gini_by_hand() {
        assert_eq!(gini(&mut [1.0, 1.0, 1.0]), Some(0.0));
        // One of four has everything: 1 − 1/4.
        assert_eq!(gini(&mut [0.0, 8.0, 0.0, 0.0]), Some(0.75));
        assert_eq!(gini(&mut []), None);
        assert_eq!(gini(&mut [0.0, 0.0]), None);
        for n in 1..=500_u32 {
            let mut one = vec![0.0; n as usize];
            one[0] = 5.0;
            assert_eq!(gini(&mut one), Some(f64::from(n - 1) / f64::from(n)));
            assert_eq!(gini(&mut vec![3.0; n as usize]), Some(0.0));
        }
    }

    #[test]
    fn median_of_even_and_odd() {
        assert_eq!(median(&mut [3.0, 1.0, 2.0]), Some(2.0));
        assert_eq!(median(&mut [4.0, 1.0, 2.0, 3.0]), Some(2.5));
        assert_eq!(median(&mut []), None);
    }

    #[test]
    fn wilson_against_a_published_pair() {
        // Newcombe (1998), Statistics in Medicine 17:857–872, Table I, method 3: 81/263 gives .2553 to .3662.
        let [low, high] = wilson(81, 263).unwrap();
        assert!((low - 0.2553).abs() < 5e-5 && (high - 0.3662).abs() < 5e-5, "{low} {high}");
        // 15/148: .0624 to .1605; 0/20: 0 to .1611; 1/29: .0061 to .1718.
        let [low, high] = wilson(15, 148).unwrap();
        assert!((low - 0.0624).abs() < 5e-5 && (high - 0.1605).abs() < 5e-5, "{low} {high}");
        let [low, high] = wilson(0, 20).unwrap();
        assert!(low.abs() < 1e-15 && (high - 0.1611).abs() < 5e-5, "{low} {high}");
        assert_eq!(wilson(0, 0), None);
    }
}
