//! The standard normal distribution, as far as tests need it.

/// The .975 quantile: what a 95 % interval reaches to either side, in standard errors.
pub(crate) const Z95: f64 = 1.959_963_984_540_054;

/// The .8 quantile: what a power of 80 % adds.
pub(crate) const Z80: f64 = 0.841_621_233_572_914_3;

/// P(|Z| ≥ |z|).
pub(crate) fn two_sided(z: f64) -> f64 {
    libm::erfc(z.abs() / std::f64::consts::SQRT_2)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_quantiles_are_quantiles() {
        assert!((two_sided(Z95) - 0.05).abs() < 1e-15);
        assert!((two_sided(Z80) - 0.4).abs() < 1e-15);
        assert_eq!(two_sided(0.0).to_bits(), 1.0_f64.to_bits());
    }
}
