//! Random choices, each from a stream of its own name.

use libm::{cos, exp, log, sqrt};

use crate::statistics::{Part, Stream};

/// Streams of one seed.
#[derive(Debug, Clone, Copy)]
pub(super) struct Seeds(pub(super) u64);

impl Seeds {
    /// The choices of this name. What is drawn elsewhere, or in another order, changes nothing here.
    pub(super) fn draw(self, name: &[Part<'_>]) -> Draw {
        let mut parts = vec![Part::Text("simulate")];
        parts.extend_from_slice(name);
        Draw(Stream::of(self.0, &parts))
    }
}

/// One stream of choices.
#[derive(Debug, Clone)]
pub(super) struct Draw(Stream);

impl Draw {
    /// 64 bits.
    pub(super) fn bits(&mut self) -> u64 {
        self.0.next_u64()
    }

    /// 0 to n − 1; 0 for n ≤ 1.
    pub(super) fn below(&mut self, n: usize) -> usize {
        self.0.below(n)
    }

    /// From `low` up to and without `high`.
    pub(super) fn between(&mut self, low: f64, high: f64) -> f64 {
        low + (high - low) * self.0.unit()
    }

    /// True with this probability.
    pub(super) fn chance(&mut self, p: f64) -> bool {
        self.0.unit() < p
    }

    /// How many events of a mean fall into a stretch, by the product of uniform numbers (Knuth 1969, 3.4.1); means here
    /// are small.
    pub(super) fn poisson(&mut self, mean: f64) -> u32 {
        let floor = exp(-mean.clamp(0.0, 200.0));
        let (mut count, mut product) = (0, self.0.unit());
        while product > floor {
            count += 1;
            product *= self.0.unit();
        }
        count
    }

    /// A positive number around a median, its logarithm spread by sigma (Box & Muller 1958).
    pub(super) fn lognormal(&mut self, median: f64, sigma: f64) -> f64 {
        let (u, v) = (1.0 - self.0.unit(), self.0.unit());
        median * exp(sigma * sqrt(-2.0 * log(u)) * cos(std::f64::consts::TAU * v))
    }

    /// A position, each as likely as its weight; none where all weights are 0.
    pub(super) fn weighted(&mut self, weights: &[f64]) -> Option<usize> {
        let total: f64 = weights.iter().sum();
        if total <= 0.0 {
            return None;
        }
        let mut left = self.0.unit() * total;
        for (at, &weight) in weights.iter().enumerate() {
            left -= weight;
            if weight > 0.0 && left < 0.0 {
                return Some(at);
            }
        }
        weights.iter().rposition(|&weight| weight > 0.0)
    }

    /// One of a list that is not empty.
    pub(super) fn pick<'a, T>(&mut self, items: &'a [T]) -> &'a T {
        &items[self.0.below(items.len())]
    }

    /// k of the items, in an order drawn from all orders; all of them for larger k.
    pub(super) fn some<T: Clone>(&mut self, k: usize, items: &[T]) -> Vec<T> {
        let mut items = items.to_vec();
        self.0.choose(k, &mut items);
        items.truncate(k);
        items
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_have_their_mean_and_variance() {
        for mean in [0.3, 2.0, 9.0] {
            let mut draw = Seeds(1).draw(&["poisson".into()]);
            let counts: Vec<f64> = (0..20_000).map(|_| f64::from(draw.poisson(mean))).collect();
            let average = counts.iter().sum::<f64>() / 20_000.0;
            let variance = counts.iter().map(|c| (c - average) * (c - average)).sum::<f64>() / 20_000.0;
            assert!((average - mean).abs() < 0.05 * mean.max(1.0), "{mean}: {average}");
            assert!((variance - mean).abs() < 0.06 * mean.max(1.0), "{mean}: {variance}");
        }
        assert_eq!(Seeds(1).draw(&[]).poisson(0.0), 0);
    }

    #[test]
    fn half_of_the_times_lie_below_their_median() {
        let mut draw = Seeds(1).draw(&["lognormal".into()]);
        let below = (0..20_000).filter(|_| draw.lognormal(6.0, 1.3) < 6.0).count();
        assert!((9_700..10_300).contains(&below), "{below}");
    }

    #[test]
    fn weights_are_chances() {
        let mut draw = Seeds(1).draw(&["weighted".into()]);
        let mut seen = [0_u32; 4];
        (0..20_000).for_each(|_| seen[draw.weighted(&[1.0, 0.0, 3.0, 0.0]).unwrap()] += 1);
        assert_eq!((seen[1], seen[3]), (0, 0));
        assert!((4_700..5_300).contains(&seen[0]), "{seen:?}");
        assert_eq!(draw.weighted(&[0.0, 0.0]), None);
        assert_eq!(draw.weighted(&[]), None);
    }
}
