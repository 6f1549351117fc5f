//! A share of a count, with its interval.

use super::normal::Z95;

/// Wilson's 95 % interval for `hits` out of `trials`; `None` without trials.
pub fn wilson(hits: u32, trials: u32) -> Option<[f64; 2]> {
    if trials == 0 || hits > trials {
        return None;
    }
    let (k, n) = (f64::from(hits), f64::from(trials));
    let (p, z2) = (k / n, Z95 * Z95);
    let centre = (p + z2 / (2.0 * n)) / (1.0 + z2 / n);
    let half = Z95 / (1.0 + z2 / n) * (p * (1.0 - p) / n + z2 / (4.0 * n * n)).sqrt();
    let low = if hits == 0 { 0.0 } else { (centre - half).max(0.0) };
    let high = if hits == trials { 1.0 } else { (centre + half).min(1.0) };
    Some([low, high])
}

#[cfg(test)]
mod tests {
    use super::*;

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
