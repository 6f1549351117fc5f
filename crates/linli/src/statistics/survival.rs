//! How long until something happens, when for some it has not happened yet.
//!
//! Kaplan–Meier: S(t) = Π (1 − d/n) over the times with events up to t; n: at risk just before, d: events.

use super::normal::Z95;
use super::text;
use crate::error::{Error, ErrorKind};

/// One spell.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Spell {
    /// How long it was seen.
    pub time: f64,
    /// How it was left.
    pub end: SpellEnd,
}

/// How a spell was left.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SpellEnd {
    /// What is waited for happened.
    Event,
    /// It had not happened when one stopped looking.
    Censored,
}

/// On which scale the interval is symmetric. All three rest on Greenwood's Σ d / (n (n − d)).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[non_exhaustive]
pub enum IntervalScale {
    /// ln(−ln S): stays within 0 and 1 and is the soundest for few spells.
    #[default]
    LogMinusLog,
    /// ln S: what R's `survfit` does unless told otherwise; cut at 1.
    Log,
    /// S itself; cut at 0 and 1.
    Plain,
}

/// The curve at one time.
#[derive(Debug, Clone, Copy, PartialEq)]
#[non_exhaustive]
pub struct SurvivalStep {
    /// The time.
    pub time: f64,
    /// Spells still going on just before.
    pub at_risk: usize,
    /// Events at this time.
    pub events: usize,
    /// Spells censored at this time, after its events.
    pub censored: usize,
    /// S(t).
    pub survival: f64,
    /// 95 % interval. `None` where S is 0, and on the scale ln(−ln S) where it is 1.
    pub interval: Option<[f64; 2]>,
}

/// A Kaplan–Meier curve.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Survival {
    /// Spells.
    pub n: usize,
    /// Events among them.
    pub events: usize,
    /// The scale of the intervals.
    pub scale: IntervalScale,
    /// One step for each time at which a spell was left, ascending.
    pub steps: Vec<SurvivalStep>,
    /// The first time with S ≤ ½; the middle of the stretch where S is exactly ½. `None` when ½ is not reached.
    pub median: Option<f64>,
    /// 95 % interval of the median: where the interval of S crosses ½. `None` on a side that does not.
    pub median_interval: [Option<f64>; 2],
}

/// Estimates how many are still waiting after how long.
///
/// # Edge cases
///
/// No events: S stays 1 and there is no median. An event and a censoring at the same time: the event comes first.
///
/// # Errors
///
/// No spells; a time that is negative or not finite.
///
/// # References
///
/// Kaplan, E. L. & Meier, P. (1958). JASA 53:457–481. Greenwood, M. (1926). Reports on Public Health 33. Brookmeyer, R. &
/// Crowley, J. (1982). Biometrics 38:29–41.
///
/// # Examples
///
/// ```
/// use linli::statistics::{IntervalScale, Spell, SpellEnd, kaplan_meier};
///
/// let seen = |time, end| Spell { time, end };
/// let answers = [seen(1.0, SpellEnd::Event), seen(2.0, SpellEnd::Event), seen(2.0, SpellEnd::Censored)];
/// let curve = kaplan_meier(&answers, IntervalScale::default())?;
/// assert_eq!(curve.median, Some(2.0));
/// # Ok::<(), linli::Error>(())
/// ```
pub fn kaplan_meier(spells: &[Spell], scale: IntervalScale) -> Result<Survival, Error> {
    if spells.is_empty() {
        return Err(Error::new(ErrorKind::Input, "no spells; at least one is needed"));
    }
    if let Some(wrong) = spells.iter().find(|spell| !(spell.time.is_finite() && spell.time >= 0.0)) {
        return Err(Error::new(ErrorKind::Input, format!("a spell of {}; times are 0 or more", wrong.time)));
    }
    // Added to 0, −0 is 0.
    let mut sorted: Vec<Spell> = spells.iter().map(|spell| Spell { time: spell.time + 0.0, ..*spell }).collect();
    sorted.sort_by(|a, b| a.time.total_cmp(&b.time));
    let (mut at_risk, mut survival, mut greenwood) = (sorted.len(), 1.0, 0.0);
    let mut steps = Vec::new();
    for same in sorted.chunk_by(|a, b| a.time.total_cmp(&b.time).is_eq()) {
        let events = same.iter().filter(|spell| spell.end == SpellEnd::Event).count();
        let (n, d) = (at_risk as f64, events as f64);
        survival *= (n - d) / n;
        greenwood += d / (n * (n - d));
        let interval = interval(survival, greenwood, scale);
        let censored = same.len() - events;
        steps.push(SurvivalStep { time: same[0].time, at_risk, events, censored, survival, interval });
        at_risk -= same.len();
    }
    let lower = steps.iter().map(|step| step.interval.map(|[low, _]| low));
    let upper = steps.iter().map(|step| step.interval.map(|[_, high]| high));
    let median_interval = [crossing(&steps, lower), crossing(&steps, upper)];
    let median = crossing(&steps, steps.iter().map(|step| Some(step.survival)));
    let events = steps.iter().map(|step| step.events).sum();
    Ok(Survival { n: spells.len(), events, scale, steps, median, median_interval })
}

/// Where a falling curve gets to ½: the middle of the stretch at exactly ½, if there is one.
fn crossing(steps: &[SurvivalStep], heights: impl Iterator<Item = Option<f64>>) -> Option<f64> {
    // So near to ½ is ½: the products of thirds and halves are rounded.
    const NEAR: f64 = 1e-12;
    let mut heights = heights.zip(steps).filter(|(_, step)| step.events > 0);
    let (height, reached) = heights.find(|(height, _)| height.is_some_and(|height| height <= 0.5 + NEAR))?;
    let level = height.is_some_and(|height| height >= 0.5 - NEAR);
    // The stretch ends with the next event; after the last, with the last time looked at.
    let end = heights.next().map_or_else(|| steps.last().map(|step| step.time), |(_, step)| Some(step.time));
    if level { end.map(|end| f64::midpoint(reached.time, end)) } else { Some(reached.time) }
}

fn interval(s: f64, greenwood: f64, scale: IntervalScale) -> Option<[f64; 2]> {
    if s <= 0.0 {
        return None;
    }
    let reach = Z95 * greenwood.sqrt();
    match scale {
        IntervalScale::LogMinusLog if s >= 1.0 => None,
        IntervalScale::LogMinusLog => {
            let log = libm::log(s);
            let factor = |sign: f64| libm::exp(log * libm::exp(sign * reach / log.abs()));
            Some([factor(1.0), factor(-1.0)])
        }
        IntervalScale::Log => Some([s * libm::exp(-reach), (s * libm::exp(reach)).min(1.0)]),
        IntervalScale::Plain => Some([(s - s * reach).max(0.0), (s + s * reach).min(1.0)]),
    }
}

impl Survival {
    /// The sentences a methods section needs.
    pub fn methods_text(&self) -> String {
        let scale = match self.scale {
            IntervalScale::LogMinusLog => "symmetric in ln(−ln S)",
            IntervalScale::Log => "symmetric in ln S",
            IntervalScale::Plain => "symmetric in S",
        };
        let bound = |at: Option<f64>| at.map_or("not reached".to_owned(), text::number);
        let median = match self.median {
            Some(median) => format!(
                "the median is {} (95 % interval {} to {})",
                text::number(median),
                bound(self.median_interval[0]),
                bound(self.median_interval[1])
            ),
            None => "the median is not reached".to_owned(),
        };
        format!(
            "Time to the event was estimated by Kaplan and Meier's method on {}, {} of them with the event, with \
             Greenwood's 95 % intervals {scale}; {median}.",
            text::count(self.n, "spell", "spells"),
            self.events
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn spells(times: &[(f64, SpellEnd)]) -> Vec<Spell> {
        times.iter().map(|&(time, end)| Spell { time, end }).collect()
    }

    use SpellEnd::{Censored, Event};

    #[test]
    fn by_hand() {
        let curve = kaplan_meier(
            &spells(&[(4.0, Event), (1.0, Event), (2.0, Censored), (3.0, Event), (3.0, Censored)]),
            IntervalScale::Plain,
        )
        .unwrap();
        let seen: Vec<_> = curve.steps.iter().map(|s| (s.time, s.at_risk, s.events, s.censored)).collect();
        assert_eq!(seen, [(1.0, 5, 1, 0), (2.0, 4, 0, 1), (3.0, 3, 1, 1), (4.0, 1, 1, 0)]);
        // 4/5; then 2/3 of it; then nothing.
        assert!((curve.steps[2].survival - 8.0 / 15.0).abs() < 1e-15);
        assert_eq!((curve.steps[3].survival, curve.steps[3].interval), (0.0, None));
        assert_eq!((curve.median, curve.events), (Some(4.0), 3));
    }

    #[test]
    fn exactly_half_is_a_stretch_and_less_is_none() {
        let half = kaplan_meier(&spells(&[(1.0, Event), (2.0, Event), (5.0, Event), (9.0, Event)]), IntervalScale::Log);
        assert_eq!(half.unwrap().median, Some(3.5));
        let never =
            kaplan_meier(&spells(&[(1.0, Event), (2.0, Censored), (3.0, Censored)]), IntervalScale::Log).unwrap();
        assert_eq!(never.median, None);
        assert!(never.methods_text().ends_with("the median is not reached."));
        let none = kaplan_meier(&spells(&[(1.0, Censored)]), IntervalScale::LogMinusLog).unwrap();
        assert_eq!((none.steps[0].survival, none.steps[0].interval, none.median), (1.0, None, None));
    }

    #[test]
    fn impossible_times_are_refused() {
        assert!(kaplan_meier(&[], IntervalScale::Log).is_err());
        for time in [-1.0, f64::NAN, f64::INFINITY] {
            assert!(kaplan_meier(&spells(&[(time, Event)]), IntervalScale::Log).is_err());
        }
    }
}
