//! Ranks, quartiles, and the sign of a slope.

use std::cmp::Ordering;

use super::moments::correlation;
use super::order::{median, quantile, ranks};

/// Spearman's rank correlation: Pearson's of the ranks. `None` below three pairs, or where one side is all alike.
///
/// # Panics
/// If the two are of different length.
pub fn spearman(x: &[f64], y: &[f64]) -> Option<f64> {
    assert_eq!(x.len(), y.len(), "a correlation is of pairs");
    if x.len() < 3 {
        return None;
    }
    correlation(&ranks(x), &ranks(y))
}

/// Lower quartile, median and upper quartile, by linear interpolation between order statistics (Hyndman and Fan's
/// type 7). `None` for no values. The slice is left sorted.
pub fn quartiles(values: &mut [f64]) -> Option<[f64; 3]> {
    let middle = median(values)?;
    Some([quantile(values, 0.25)?, middle, quantile(values, 0.75)?])
}

/// The sign of Theil–Sen's slope of `(time, value)`: the median of the slopes of all pairs at different times. `None`
/// below three points. Cost: quadratic in the points.
pub fn slope_sign(points: &[(u32, f64)]) -> Option<Ordering> {
    if points.len() < 3 {
        return None;
    }
    let mut slopes = Vec::with_capacity(points.len() * (points.len() - 1) / 2);
    for (i, &(t, x)) in points.iter().enumerate() {
        for &(u, y) in &points[..i] {
            if t != u {
                slopes.push((x - y) / (f64::from(t) - f64::from(u)));
            }
        }
    }
    median(&mut slopes).and_then(|slope| slope.partial_cmp(&0.0))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spearman_by_hand() {
        assert!((spearman(&[1.0, 2.0, 3.0], &[2.0, 4.0, 9.0]).unwrap() - 1.0).abs() < 1e-15);
        assert!((spearman(&[1.0, 2.0, 3.0], &[9.0, 4.0, 2.0]).unwrap() + 1.0).abs() < 1e-15);
        // d = 0, 1, 1, 0: 1 − 6·2 / (4·15).
        let r = spearman(&[1.0, 2.0, 3.0, 4.0], &[1.0, 3.0, 2.0, 4.0]).unwrap();
        assert!((r - 0.8).abs() < 1e-15, "{r}");
        assert_eq!(spearman(&[1.0, 2.0], &[1.0, 2.0]), None);
        assert_eq!(spearman(&[1.0, 1.0, 1.0], &[1.0, 2.0, 3.0]), None);
    }

    #[test]
    fn quartiles_interpolate() {
        assert_eq!(quartiles(&mut [4.0, 1.0, 3.0, 2.0]), Some([1.75, 2.5, 3.25]));
        assert_eq!(quartiles(&mut [7.0]), Some([7.0, 7.0, 7.0]));
        assert_eq!(quartiles(&mut []), None);
    }

    #[test]
    fn one_wild_value_does_not_turn_a_slope() {
        let points = [(0, 1.0), (1, 2.0), (2, 3.0), (3, -50.0), (4, 5.0)];
        assert_eq!(slope_sign(&points), Some(Ordering::Greater));
        assert_eq!(slope_sign(&points[..2]), None);
        assert_eq!(slope_sign(&[(0, 1.0), (1, 1.0), (2, 1.0)]), Some(Ordering::Equal));
    }
}
