//! How unequally a total is shared out.

/// Gini coefficient of non-negative values, zeros included: 2 Σ i·x₍ᵢ₎ / (n Σ x) − (n + 1) / n, i = 1…n ascending.
///
/// `None` when there are no values or all are 0. Range 0 ≤ G ≤ 1 − 1/n. The slice is left sorted.
pub fn gini(values: &mut [f64]) -> Option<f64> {
    // One division: the numerator is exact for counts, so that equal shares give 0 and no value leaves the range.
    let n = values.len() as f64;
    spread(values).map(|(numerator, total)| numerator / (n * total))
}

/// Gini coefficient times n/(n − 1), so that one who has everything gives 1 however few there are. For n < 10.
///
/// `None` for fewer than two values, or when all are 0. Range 0 ≤ G ≤ 1. The slice is left sorted.
///
/// # References
///
/// Deaton, A. (1997). The Analysis of Household Surveys. Johns Hopkins University Press.
///
/// # Examples
///
/// ```
/// use linli::statistics::gini_corrected;
///
/// assert_eq!(gini_corrected(&mut [0.0, 0.0, 6.0]), Some(1.0));
/// assert_eq!(gini_corrected(&mut [6.0]), None);
/// ```
pub fn gini_corrected(values: &mut [f64]) -> Option<f64> {
    // Not G·n/(n − 1), for the same reason.
    let n = values.len() as f64;
    spread(values).filter(|_| n > 1.0).map(|(numerator, total)| numerator / ((n - 1.0) * total))
}

/// 2 Σ i·x₍ᵢ₎ − (n + 1) Σ x, and Σ x; `None` when there is nothing to share out.
fn spread(values: &mut [f64]) -> Option<(f64, f64)> {
    values.sort_by(f64::total_cmp);
    let total: f64 = values.iter().sum();
    if values.is_empty() || total <= 0.0 {
        return None;
    }
    let ranked: f64 = values.iter().enumerate().map(|(i, x)| (i + 1) as f64 * x).sum();
    Some((2.0 * ranked - (values.len() as f64 + 1.0) * total, total))
}

/// Contributor absence factor: the smallest number of contributors who together made at least half of the whole.
///
/// `None` when nothing was contributed. The slice is left sorted, largest first.
///
/// # References
///
/// CHAOSS, Contributor Absence Factor (Working Group Risk).
///
/// # Examples
///
/// ```
/// use linli::statistics::absence_factor;
///
/// // The example of the definition: half of 2475 is 1237.5, and 1000 + 433 reach it.
/// let mut commits = [1000.0, 202.0, 90.0, 33.0, 332.0, 343.0, 42.0, 433.0];
/// assert_eq!(absence_factor(&mut commits), Some(2));
/// ```
pub fn absence_factor(contributions: &mut [f64]) -> Option<usize> {
    contributions.sort_by(|a, b| b.total_cmp(a));
    let total: f64 = contributions.iter().sum();
    if contributions.is_empty() || total <= 0.0 {
        return None;
    }
    let mut reached = 0.0;
    for (k, x) in contributions.iter().enumerate() {
        reached += x;
        if 2.0 * reached >= total {
            return Some(k + 1);
        }
    }
    // Only rounding can end here: all of them together are the whole.
    Some(contributions.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The example of the definition (CHAOSS, Contributor Absence Factor): half of 2475 is 1237.5, and 1000 + 433 reach it.
    #[test]
    fn the_published_contributors() {
        let mut commits = [1000.0, 202.0, 90.0, 33.0, 332.0, 343.0, 42.0, 433.0];
        assert_eq!(absence_factor(&mut commits), Some(2));
    }

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
            assert_eq!(gini_corrected(&mut one), (n > 1).then_some(1.0));
        }
    }

    #[test]
    fn the_correction_is_a_factor() {
        let mut turns = [3.0, 1.0, 4.0, 1.0, 5.0, 9.0, 2.0];
        let plain = gini(&mut turns).unwrap();
        let corrected = gini_corrected(&mut turns).unwrap();
        assert!((corrected - plain * 7.0 / 6.0).abs() < 1e-15, "{plain} {corrected}");
        assert_eq!(gini_corrected(&mut [0.0, 0.0]), None);
    }

    #[test]
    fn absence_factor_at_its_edges() {
        assert_eq!(absence_factor(&mut []), None);
        assert_eq!(absence_factor(&mut [0.0]), None);
        assert_eq!(absence_factor(&mut [7.0]), Some(1));
        // Exactly half is half.
        assert_eq!(absence_factor(&mut [1.0, 2.0, 3.0, 6.0]), Some(1));
        assert_eq!(absence_factor(&mut [1.0; 7]), Some(4));
    }
}
