//! Mean, standard deviation and autocorrelation, with the rounding of their sums taken back.

/// A sum that keeps what each addition rounds away (Neumaier 1974).
fn sum(values: impl Iterator<Item = f64>) -> f64 {
    let (mut sum, mut lost) = (0.0_f64, 0.0);
    for x in values {
        let next = sum + x;
        lost += if sum.abs() >= x.abs() { (sum - next) + x } else { (x - next) + sum };
        sum = next;
    }
    sum + lost
}

/// The mean; `None` for no values.
pub fn mean(values: &[f64]) -> Option<f64> {
    let n = values.len() as f64;
    if values.is_empty() {
        return None;
    }
    let first = sum(values.iter().copied()) / n;
    // Corrected once: the second pass adds up what the division rounded away.
    Some(first + sum(values.iter().map(|x| x - first)) / n)
}

/// Σ (x − mean)²; 0 for no values.
pub(crate) fn squares(values: &[f64]) -> f64 {
    let Some(m) = mean(values) else { return 0.0 };
    let deviations = sum(values.iter().map(|x| x - m));
    // The second term is 0 but for the rounding of the mean (Chan, Golub & LeVeque 1983).
    sum(values.iter().map(|x| (x - m) * (x - m))) - deviations * deviations / values.len() as f64
}

/// The standard deviation with n − 1; `None` below two values.
pub fn standard_deviation(values: &[f64]) -> Option<f64> {
    (values.len() > 1).then(|| (squares(values).max(0.0) / (values.len() - 1) as f64).sqrt())
}

/// The autocorrelation at a lag: Σ (xₜ − m)(xₜ₊ₗ − m) / Σ (xₜ − m)², m the mean of all that are there.
///
/// Missing values keep their place: only pairs that are `lag` steps apart and both there enter the numerator. `None`
/// when there is no value or all are equal.
pub fn autocorrelation(values: &[Option<f64>], lag: usize) -> Option<f64> {
    let there: Vec<f64> = values.iter().flatten().copied().collect();
    let m = mean(&there)?;
    let whole = squares(&there);
    if whole <= 0.0 {
        return None;
    }
    let pairs = values.iter().zip(values.iter().skip(lag));
    Some(sum(pairs.filter_map(|(a, b)| Some(((*a)? - m) * ((*b)? - m)))) / whole)
}

/// Pearson's correlation of paired values; `None` when one side does not vary.
pub(crate) fn correlation(x: &[f64], y: &[f64]) -> Option<f64> {
    let (mx, my) = (mean(x)?, mean(y)?);
    let (sx, sy) = (squares(x), squares(y));
    if sx <= 0.0 || sy <= 0.0 {
        return None;
    }
    let together = sum(x.iter().zip(y).map(|(a, b)| (a - mx) * (b - my)));
    Some((together / (sx.sqrt() * sy.sqrt())).clamp(-1.0, 1.0))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Correct digits: −log₁₀ of the relative error, 15 where there is none.
    fn digits(value: f64, certified: f64) -> f64 {
        let error = ((value - certified) / certified).abs();
        if error < 1e-15 { 15.0 } else { -libm::log10(error) }
    }

    fn holds(values: &[f64], certified: [f64; 3], least: [f64; 3]) {
        let given: Vec<Option<f64>> = values.iter().copied().map(Some).collect();
        let found = [mean(values), standard_deviation(values), autocorrelation(&given, 1)].map(Option::unwrap);
        for i in 0..3 {
            let got = digits(found[i], certified[i]);
            assert!(got >= least[i], "{}: {got:.1} digits of {}", found[i], certified[i]);
        }
    }

    /// NIST Statistical Reference Datasets, univariate: the made-up data whose values follow from their description.
    #[test]
    fn nist_numerical_accuracy() {
        let alternating = |middle: f64, low: f64, high: f64| -> Vec<f64> {
            std::iter::once(middle).chain((0..1000).map(|i| if i % 2 == 0 { low } else { high })).collect()
        };
        holds(&[10_000_001.0, 10_000_003.0, 10_000_002.0], [10_000_002.0, 1.0, -0.5], [14.0, 13.0, 13.0]);
        holds(&alternating(1.2, 1.1, 1.3), [1.2, 0.1, -0.999], [14.0, 13.0, 13.0]);
        // From here on the data themselves are rounded: no more digits are in them.
        holds(&alternating(1_000_000.2, 1_000_000.1, 1_000_000.3), [1_000_000.2, 0.1, -0.999], [14.0, 9.0, 9.0]);
        holds(&alternating(10_000_000.2, 10_000_000.1, 10_000_000.3), [10_000_000.2, 0.1, -0.999], [14.0, 8.0, 8.0]);
    }

    #[test]
    fn a_missing_value_keeps_its_place() {
        let whole = [Some(1.0), Some(2.0), Some(3.0), Some(4.0)];
        // m = 2.5: (−1.5)(−.5) + (−.5)(.5) + (.5)(1.5) = 1.25 of 5.
        assert_eq!(autocorrelation(&whole, 1), Some(0.25));
        // 1 _ 3 5: m = 3, pairs one step apart: (3, 5) alone, 0 · 2 = 0 of 8.
        assert_eq!(autocorrelation(&[Some(1.0), None, Some(3.0), Some(5.0)], 1), Some(0.0));
        assert_eq!(autocorrelation(&[Some(1.0), Some(1.0)], 1), None);
    }
}
