//! A group drawn from known rates.
//!
//! Person i is active by aᵢ ~ Gamma(1), the pair (i, j) is close by dᵢⱼ ~ Gamma(½), day t is busy by s ~ Gamma(2)/2, all with
//! the mean 1 but for scale; turns of i to j on day t are Poisson with the mean λᵢⱼ s, λᵢⱼ ∝ aᵢ aⱼ dᵢⱼ, Σ λ = the turns of a day.

use libm::{cos, exp, log, pow, sqrt};
use linli::statistics::Stream;

/// The rates of a group.
#[derive(Debug)]
pub(crate) struct Process {
    people: usize,
    /// λᵢⱼ, row by row.
    rates: Vec<f64>,
}

impl Process {
    /// So many people with so many turns that give a tie in 28 days.
    pub(crate) fn draw(people: usize, turns: u32, stream: &mut Stream) -> Self {
        let activity: Vec<f64> = (0..people).map(|_| gamma(stream, 1.0)).collect();
        let mut rates = vec![0.0; people * people];
        for i in 0..people {
            for j in 0..people {
                let close = gamma(stream, 0.5);
                if i != j {
                    rates[i * people + j] = activity[i] * activity[j] * close;
                }
            }
        }
        let scale = f64::from(turns) / 28.0 / rates.iter().sum::<f64>();
        Self { people, rates: rates.into_iter().map(|rate| rate * scale).collect() }
    }

    /// The turns of one day, who to whom; every rate is multiplied by `busy`.
    pub(crate) fn day(&self, busy: f64, stream: &mut Stream) -> Vec<(usize, usize)> {
        let mut turns = Vec::new();
        for (at, rate) in self.rates.iter().enumerate() {
            let count = poisson(stream, rate * busy);
            turns.extend(std::iter::repeat_n((at / self.people, at % self.people), count));
        }
        turns
    }

    /// The expected density of so many days.
    pub(crate) fn density(&self, days: i32, factor: f64) -> f64 {
        let tied: f64 = self.rates.iter().map(|rate| tied(rate * factor, days)).sum();
        tied / (self.people * (self.people - 1)) as f64
    }

    /// The expected mean degree of so many days, ties taken without their direction.
    pub(crate) fn mean_degree(&self, days: i32) -> f64 {
        let n = self.people;
        let pairs = (0..n).flat_map(|i| (0..i).map(move |j| (i, j)));
        let tied: f64 = pairs.map(|(i, j)| tied(self.rates[i * n + j] + self.rates[j * n + i], days)).sum();
        2.0 * tied / n as f64
    }
}

/// How busy each of so many days is: Gamma(2)/2, every day correlated with the day before by `runs`: a part of the day
/// before, thinned by a beta variate, and a fresh part.
pub(crate) fn busy_days(days: i32, runs: f64, stream: &mut Stream) -> Vec<f64> {
    let mut last = gamma(stream, 2.0);
    let mut busy = Vec::with_capacity(days as usize);
    for _ in 0..days {
        busy.push(last / 2.0);
        // X' = B X + G, B ~ Beta(2ρ, 2 − 2ρ), G ~ Gamma(2 − 2ρ): Gamma(2) again, correlation ρ (Lewis, McKenzie and Hugus
        // 1989, Naval Research Logistics 36:633).
        let (kept, rest) = if runs > 0.0 {
            let (a, b) = (gamma(stream, 2.0 * runs), gamma(stream, 2.0 - 2.0 * runs));
            (a / (a + b), gamma(stream, 2.0 - 2.0 * runs))
        } else {
            (0.0, gamma(stream, 2.0))
        };
        last = kept * last + rest;
    }
    busy
}

/// How likely a pair is tied in so many days: unless all are without a turn, and E exp(−λ s) = (1 + λ/2)⁻² for
/// s ~ Gamma(2)/2.
fn tied(rate: f64, days: i32) -> f64 {
    1.0 - pow(1.0 + rate / 2.0, f64::from(-2 * days))
}

/// A gamma variate of this shape and scale 1 (Marsaglia and Tsang 2000, ACM TOMS 26:363; below 1 by its boost).
fn gamma(stream: &mut Stream, shape: f64) -> f64 {
    if shape < 1.0 {
        let u: f64 = 1.0 - stream.unit();
        return gamma(stream, shape + 1.0) * pow(u, 1.0 / shape);
    }
    let d = shape - 1.0 / 3.0;
    let c = 1.0 / sqrt(9.0 * d);
    loop {
        let x = normal(stream);
        let v = pow(1.0 + c * x, 3.0);
        let u = 1.0 - stream.unit();
        if v > 0.0 && log(u) < 0.5 * x * x + d - d * v + d * log(v) {
            return d * v;
        }
    }
}

/// A standard normal variate (Box and Muller 1958).
fn normal(stream: &mut Stream) -> f64 {
    let (u, v) = (1.0 - stream.unit(), stream.unit());
    sqrt(-2.0 * log(u)) * cos(std::f64::consts::TAU * v)
}

/// A Poisson variate, by multiplying uniform ones: means are small here.
fn poisson(stream: &mut Stream, mean: f64) -> usize {
    let (limit, mut product, mut k) = (exp(-mean), 1.0, 0);
    loop {
        product *= 1.0 - stream.unit();
        if product <= limit {
            return k;
        }
        k += 1;
    }
}
