//! Ratios of beta functions as sums of logarithms: B(a + i, b + j) / B(a, b) = a⁽ⁱ⁾ b⁽ʲ⁾ / (a + b)⁽ⁱ⁺ʲ⁾, with the rising
//! factorial a⁽ⁱ⁾ = a (a + 1) … (a + i − 1).

/// ln a⁽ⁱ⁾ for i = 0 … n.
#[derive(Debug, Clone)]
pub(super) struct Rising(Vec<f64>);

impl Rising {
    pub(super) fn of(a: f64, n: u32) -> Self {
        let steps = (0..n).scan(0.0, |sum, i| {
            *sum += libm::log(a + f64::from(i));
            Some(*sum)
        });
        Self(std::iter::once(0.0).chain(steps).collect())
    }

    pub(super) fn ln(&self, i: u32) -> f64 {
        self.0[i as usize]
    }
}

/// ln B(a + i, b + j) / B(a, b) for i + j ≤ n.
#[derive(Debug, Clone)]
pub(super) struct BetaRatios {
    a: Rising,
    b: Rising,
    both: Rising,
}

impl BetaRatios {
    pub(super) fn of(a: f64, b: f64, n: u32) -> Self {
        Self { a: Rising::of(a, n), b: Rising::of(b, n), both: Rising::of(a + b, n) }
    }

    pub(super) fn ln(&self, i: u32, j: u32) -> f64 {
        self.a.ln(i) + self.b.ln(j) - self.both.ln(i + j)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ratios_by_hand() {
        // B(3, 5) / B(1, 2) = (1/105) / (1/2); B(1.5, 2.5) / B(.5, 1.5) = Γ(1.5)Γ(2.5)Γ(2) / (Γ(.5)Γ(1.5)Γ(4)) = (.5 · 1.5) / 6 · … .
        assert!((libm::exp(BetaRatios::of(1.0, 2.0, 5).ln(2, 3)) - 2.0 / 105.0).abs() < 1e-15);
        assert!((libm::exp(BetaRatios::of(0.5, 1.5, 2).ln(1, 1)) - 0.5 * 1.5 / 6.0).abs() < 1e-15);
        assert!(BetaRatios::of(0.7, 3.0, 0).ln(0, 0).abs() < 1e-15);
    }
}
