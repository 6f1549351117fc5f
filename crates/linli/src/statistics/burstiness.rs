/// Burstiness of a finite sequence of events, by the gaps between them (Kim & Jo 2016): −1 for equal gaps, about 0 for
/// events at random, towards 1 for bursts. `None` for fewer than two gaps, or where all are 0.
///
/// With n events, r = σ / μ and σ the population standard deviation of the gaps:
/// A = (√(n + 1) r − √(n − 1)) / ((√(n + 1) − 2) r + √(n − 1)). O(n).
pub fn burstiness(gaps: &[f64]) -> Option<f64> {
    let count = gaps.len() as f64;
    let mean = gaps.iter().sum::<f64>() / count;
    if gaps.len() < 2 || mean <= 0.0 {
        return None;
    }
    let variance = gaps.iter().map(|gap| (gap - mean) * (gap - mean)).sum::<f64>() / count;
    let (r, n) = (variance.sqrt() / mean, count + 1.0);
    let (above, below) = ((n + 1.0).sqrt(), (n - 1.0).sqrt());
    Some(((above * r - below) / ((above - 2.0) * r + below)).clamp(-1.0, 1.0))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn by_hand_and_by_formula() {
        assert_eq!(burstiness(&[2.0, 2.0, 2.0]), Some(-1.0));
        // The series of twelve events in the documentation of teneto: A = .2578 (computed from the paper's formula).
        let times = [1.0, 8.0, 9.0, 32.0, 33.0, 34.0, 39.0, 40.0, 50.0, 51.0, 52.0, 55.0];
        let gaps: Vec<f64> = times.windows(2).map(|pair| pair[1] - pair[0]).collect();
        assert!((burstiness(&gaps).unwrap() - 0.257_824_992_368_884_1).abs() < 1e-12);
        // Gaps 1 and 3: μ = 2, σ = 1, r = ½, n = 3: (2 · ½ − √2) / ((2 − 2) · ½ + √2) = 1/√2 − 1.
        assert!((burstiness(&[1.0, 3.0]).unwrap() - (0.5_f64.sqrt() - 1.0)).abs() < 1e-15);
        assert_eq!((burstiness(&[1.0]), burstiness(&[0.0, 0.0])), (None, None));
    }
}
