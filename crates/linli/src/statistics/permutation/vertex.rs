//! Two networks of the same actors, the actors taken as a sample: Snijders & Borgatti's bootstrap of vertices.

use super::super::moments::{mean, standard_deviation};
use super::super::normal::two_sided;
use super::super::order::quantile;
use super::super::stream::Stream;
use super::super::text;
use super::{SquareMatrix, check_draws};
use crate::error::{Error, ErrorKind};

/// The outcome of a comparison by vertex bootstrap.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct VertexComparison {
    /// Actors.
    pub n: usize,
    /// The statistic of the first and of the second network.
    pub values: [f64; 2],
    /// Second less first.
    pub difference: f64,
    /// Standard errors of the two statistics.
    pub errors: [f64; 2],
    /// Standard error of the difference, the same actors drawn in both.
    pub paired_error: f64,
    /// Difference over its paired standard error; `None` when that is 0.
    pub t: Option<f64>,
    /// Difference over √(se₁² + se₂²), as for different actors.
    pub unpaired_t: Option<f64>,
    /// Two-sided p of t by the normal distribution.
    pub p: Option<f64>,
    /// 2.5 % and 97.5 % quantiles of the differences drawn.
    pub interval: [f64; 2],
    /// Draws in which both statistics were defined, and draws.
    pub draws: [usize; 2],
    /// The seed.
    pub seed: u64,
}

/// Compares a statistic of two networks of the same actors by drawing actors with replacement, the same in both.
///
/// A tie between copies of different actors is the tie between them; between copies of one actor it is a random dyad of
/// the network, the same in both.
///
/// It answers: would other actors of the kind show the difference? A roster is a census, so that is rarely the question:
/// for *change*, with a fixed roster, this test is far too cautious (nominal 5 %, true about 0–1 %). Use
/// [`compare_days`](super::compare_days).
///
/// # Errors
///
/// Networks of different size or of fewer than three actors, a statistic undefined for one of them or in more than a tenth
/// of the draws, no draws.
///
/// # References
///
/// Snijders, T. A. B. & Borgatti, S. P. (1999). Non-parametric standard errors and tests for network statistics.
/// Connections 22(2):161–170.
///
/// # Examples
///
/// ```
/// use linli::statistics::{SquareMatrix, Stream, compare_networks};
///
/// let march = SquareMatrix::from_rows(&[[0.0, 1.0, 1.0], [1.0, 0.0, 0.0], [1.0, 0.0, 0.0]])?;
/// let june = SquareMatrix::from_rows(&[[0.0, 1.0, 0.0], [1.0, 0.0, 0.0], [0.0, 0.0, 0.0]])?;
/// let mut stream = Stream::of(2017, &["density".into()]);
/// let found = compare_networks(&march, &june, 1000, &mut stream, SquareMatrix::density)?;
/// assert!((found.difference + 1.0 / 3.0).abs() < 1e-12);
/// # Ok::<(), linli::Error>(())
/// ```
pub fn compare_networks(
    first: &SquareMatrix,
    second: &SquareMatrix,
    draws: usize,
    stream: &mut Stream,
    mut statistic: impl FnMut(&SquareMatrix) -> Option<f64>,
) -> Result<VertexComparison, Error> {
    check_draws(draws)?;
    let n = first.len();
    if second.len() != n || n < 3 {
        let message = format!("networks of {n} and {} actors; the same actors are needed, at least 3", second.len());
        return Err(Error::new(ErrorKind::Input, message));
    }
    let (Some(a), Some(b)) = (statistic(first), statistic(second)) else {
        return Err(Error::new(ErrorKind::Input, "the statistic is undefined for one of the networks"));
    };
    let seed = stream.seed();
    let (mut left, mut right, mut differences) = (Vec::new(), Vec::new(), Vec::new());
    let mut drawn = Drawn::new(n);
    for _ in 0..draws {
        drawn.draw(stream);
        if let (Some(a), Some(b)) = (statistic(&drawn.network(first)), statistic(&drawn.network(second))) {
            left.push(a);
            right.push(b);
            differences.push(b - a);
        }
    }
    if differences.len() < 2 || differences.len() * 10 < draws * 9 {
        let message = format!("the statistic is defined in {} of {draws} draws only", differences.len());
        return Err(Error::new(ErrorKind::Input, message).with_hint("use a statistic that sparse networks have"));
    }
    let error = |values: &[f64]| standard_deviation(values).unwrap_or(0.0);
    let errors = [error(&left), error(&right)];
    let paired_error = error(&differences);
    let over = |error: f64| (error > 0.0).then(|| (b - a) / error);
    let centre = mean(&differences).unwrap_or(b - a);
    differences.sort_by(f64::total_cmp);
    let end = |q: f64| quantile(&differences, q).unwrap_or(centre);
    let t = over(paired_error);
    Ok(VertexComparison {
        n,
        values: [a, b],
        difference: b - a,
        errors,
        paired_error,
        t,
        unpaired_t: over((errors[0] * errors[0] + errors[1] * errors[1]).sqrt()),
        p: t.map(two_sided),
        interval: [end(0.025), end(0.975)],
        draws: [differences.len(), draws],
        seed,
    })
}

/// One draw of actors, and which dyad stands in for each pair of copies of one actor.
struct Drawn {
    actors: Vec<usize>,
    stand_ins: Vec<(usize, usize)>,
}

impl Drawn {
    fn new(n: usize) -> Self {
        Self { actors: vec![0; n], stand_ins: Vec::new() }
    }

    fn draw(&mut self, stream: &mut Stream) {
        let n = self.actors.len();
        stream.fill_below(n, &mut self.actors);
        self.stand_ins.clear();
        for i in 0..n {
            for j in i + 1..n {
                if self.actors[i] == self.actors[j] {
                    let u = stream.below(n);
                    let v = stream.below(n - 1);
                    self.stand_ins.push((u, if v >= u { v + 1 } else { v }));
                }
            }
        }
    }

    fn network(&self, of: &SquareMatrix) -> SquareMatrix {
        let n = self.actors.len();
        let mut network = SquareMatrix::empty(n);
        let mut stand_ins = self.stand_ins.iter();
        for i in 0..n {
            for j in i + 1..n {
                let (a, b) = (self.actors[i], self.actors[j]);
                let (a, b) = if a == b { stand_ins.next().copied().unwrap_or((0, 1)) } else { (a, b) };
                network.put(i, j, of.at(a, b));
                network.put(j, i, of.at(b, a));
            }
        }
        network
    }
}

impl VertexComparison {
    /// The sentences a methods section needs.
    pub fn methods_text(&self) -> String {
        let undefined = match self.draws[1] - self.draws[0] {
            0 => String::new(),
            k => format!(", {k} of them undefined and left out"),
        };
        let test = match (self.t, self.p) {
            (Some(t), Some(p)) => format!("t = {}, two-sided {} (normal)", text::number(t), text::p(p)),
            _ => "no t, as nothing varies".to_owned(),
        };
        format!(
            "Two networks of the same {} actors were compared with the actors taken as a sample (paired vertex bootstrap, \
             Snijders and Borgatti 1999; {} draws{undefined}, seed {}): {} and {}, difference {} (standard error {}, 95 % \
             interval {} to {}), {test}.",
            self.n,
            self.draws[1],
            self.seed,
            text::number(self.values[0]),
            text::number(self.values[1]),
            text::number(self.difference),
            text::number(self.paired_error),
            text::number(self.interval[0]),
            text::number(self.interval[1])
        )
    }
}

#[cfg(test)]
mod tests {
    use super::super::Dyads;
    use super::*;

    #[test]
    fn equal_networks_do_not_differ_and_complete_ones_do_not_vary() {
        let ring = SquareMatrix::of_cells(4, &[1.0, 0.0, 1.0, 1.0, 0.0, 1.0], Dyads::Undirected);
        let mut stream = Stream::of(1, &["vertex".into()]);
        let same = compare_networks(&ring, &ring, 200, &mut stream, SquareMatrix::density).unwrap();
        assert_eq!((same.difference, same.paired_error, same.t), (0.0, 0.0, None));
        assert!(same.errors[0] > 0.05 && same.unpaired_t == Some(0.0));
        // Whatever stands in for a copy's tie with itself is a tie as well.
        let complete = SquareMatrix::of_cells(4, &[1.0; 6], Dyads::Undirected);
        let found = compare_networks(&complete, &complete, 200, &mut stream, SquareMatrix::density).unwrap();
        assert!(found.errors.iter().all(|error| *error < 1e-15));
    }

    #[test]
    fn an_undirected_network_stays_one() {
        let tie = SquareMatrix::of_cells(5, &[1.0, 1.0, 0.0, 0.0, 1.0, 0.0, 0.0, 0.0, 0.0, 1.0], Dyads::Undirected);
        let mut stream = Stream::of(1, &["vertex".into()]);
        let mut drawn = Drawn::new(5);
        let mut densities = Vec::new();
        for _ in 0..4_000 {
            drawn.draw(&mut stream);
            let network = drawn.network(&tie);
            network.check(Dyads::Undirected, "the draw").unwrap();
            densities.extend(network.density());
        }
        // Copies of one actor get the mean dyad, so density has no bias: 4/10.
        assert!((mean(&densities).unwrap() - 0.4).abs() < 0.01);
    }

    #[test]
    fn different_rosters_are_refused() {
        let (three, four) = (SquareMatrix::empty(3), SquareMatrix::empty(4));
        assert!(compare_networks(&three, &four, 9, &mut Stream::of(1, &[]), |_| Some(0.0)).is_err());
        assert!(compare_networks(&three, &three, 9, &mut Stream::of(1, &[]), |_| None).is_err());
    }
}
