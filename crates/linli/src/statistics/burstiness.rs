//! Is talk even, random or in bursts, and do short gaps follow short gaps.
//!
//! n: events, μ and σ: mean and (population) standard deviation of the gaps between them, r = σ / μ.

use super::moments::{correlation, mean, squares};
use crate::error::{Error, ErrorKind};

/// How uneven the gaps between events are.
#[derive(Debug, Clone, Copy, PartialEq)]
#[non_exhaustive]
pub struct Burstiness {
    /// Events.
    pub n: usize,
    /// Goh & Barabási's B = (σ − μ)/(σ + μ): −1 even, 0 random, towards 1 in bursts. Biased for few events.
    pub b: f64,
    /// Kim & Jo's Aₙ = (√(n + 1) r − √(n − 1)) / ((√(n + 1) − 2) r + √(n − 1)): B without its dependence on n. Use this.
    pub a: f64,
    /// Goh & Barabási's memory M: correlation of each gap with the next. `None` below three gaps, or when gaps do not vary.
    pub memory: Option<f64>,
}

/// Burstiness and memory of ascending times, in any unit. Below 30 events they are noise.
///
/// # Edge cases
///
/// Evenly spaced: B = A = −1 (0/0 in Aₙ does not occur).
///
/// # Errors
///
/// Fewer than three times; times that descend or are not finite; all times the same.
///
/// # References
///
/// Goh, K.-I. & Barabási, A.-L. (2008). Burstiness and memory in complex systems. EPL 81:48002. Kim, E.-K. & Jo, H.-H.
/// (2016). Measuring burstiness for finite event sequences. Physical Review E 94:032311.
///
/// # Examples
///
/// ```
/// use linli::statistics::burstiness;
///
/// let found = burstiness(&[1.0, 8.0, 9.0, 32.0, 33.0, 34.0, 39.0, 40.0, 50.0, 51.0, 52.0, 55.0])?;
/// assert_eq!(format!("{:.4} {:.4}", found.b, found.a), "0.1331 0.2578");
/// # Ok::<(), linli::Error>(())
/// ```
pub fn burstiness(times: &[f64]) -> Result<Burstiness, Error> {
    if times.len() < 3 {
        return Err(Error::new(ErrorKind::Input, format!("burstiness needs at least 3 events; {} given", times.len())));
    }
    let gaps: Vec<f64> = times.windows(2).map(|pair| pair[1] - pair[0]).collect();
    if let Some(at) = gaps.iter().position(|gap| !(gap.is_finite() && *gap >= 0.0)) {
        let message = format!("times must ascend; {} is followed by {}", times[at], times[at + 1]);
        return Err(Error::new(ErrorKind::Input, message).with_hint("sort the times"));
    }
    let mu = mean(&gaps).unwrap_or(0.0);
    if mu <= 0.0 {
        return Err(Error::new(ErrorKind::Input, format!("all {} events at one time; there is no gap", times.len())));
    }
    let n = times.len() as f64;
    let sigma = (squares(&gaps).max(0.0) / gaps.len() as f64).sqrt();
    let (r, up, down) = (sigma / mu, (n + 1.0).sqrt(), (n - 1.0).sqrt());
    Ok(Burstiness {
        n: times.len(),
        b: (sigma - mu) / (sigma + mu),
        a: (up * r - down) / ((up - 2.0) * r + down),
        memory: if gaps.len() < 3 { None } else { correlation(&gaps[..gaps.len() - 1], &gaps[1..]) },
    })
}

const HOUR: f64 = 3_600.0;
const DAY: f64 = 24.0 * HOUR;
const WEEK: f64 = 7.0 * DAY;

/// When in a day and a week talk happens, from the talk of all: hour of day × day of week.
#[derive(Debug, Clone, PartialEq)]
pub struct WeeklyRhythm {
    /// Active time at the beginning of each hour of a week, in seconds, and at its end: a week of active time is a week.
    active: Vec<f64>,
}

impl WeeklyRhythm {
    /// The rhythm of these times, in seconds of local time since some Monday 00:00.
    ///
    /// The share of an hour of the week is the share of its hour of day times that of its day of week: 24 + 7 numbers from
    /// what may be a few hundred events, not 168.
    ///
    /// # Errors
    ///
    /// No times, or one that is not finite.
    pub fn of(times: &[f64]) -> Result<Self, Error> {
        if times.is_empty() || times.iter().any(|time| !time.is_finite()) {
            let message = format!("a rhythm needs finite times, at least one; {} given", times.len());
            return Err(Error::new(ErrorKind::Input, message));
        }
        let (mut hours, mut days) = ([0.0; 24], [0.0; 7]);
        for time in times {
            let within = time.rem_euclid(WEEK);
            days[((within / DAY) as usize).min(6)] += 1.0;
            hours[((within.rem_euclid(DAY) / HOUR) as usize).min(23)] += 1.0;
        }
        let n = times.len() as f64;
        let mut active = vec![0.0];
        let mut sum = 0.0;
        for day in days {
            for hour in hours {
                sum += WEEK * (day / n) * (hour / n);
                active.push(sum);
            }
        }
        Ok(Self { active })
    }

    /// Active time at an instant: it runs fast when people usually talk and slowly, or not at all, when they never do.
    /// Gaps measured in it have lost the daily and weekly cycle (Jo et al. 2012, New Journal of Physics 14:013055).
    pub fn active(&self, time: f64) -> f64 {
        let weeks = (time / WEEK).floor();
        let within = time - weeks * WEEK;
        let hour = ((within / HOUR) as usize).min(167);
        let inside = (within - hour as f64 * HOUR) / HOUR;
        weeks * WEEK + self.active[hour] + inside * (self.active[hour + 1] - self.active[hour])
    }
}

#[cfg(test)]
mod tests {
    use super::super::stream::Stream;
    use super::*;

    /// teneto's series, B published as .13311003; every second step: −1.
    #[test]
    fn published_series() {
        let found = burstiness(&[1.0, 8.0, 9.0, 32.0, 33.0, 34.0, 39.0, 40.0, 50.0, 51.0, 52.0, 55.0]).unwrap();
        assert!((found.b - 0.133_110_03).abs() < 5e-9 && (found.a - 0.2578).abs() < 5e-5, "{found:?}");
        let even = burstiness(&[2.0, 4.0, 6.0, 8.0, 10.0]).unwrap();
        assert_eq!((even.b, even.a, even.memory), (-1.0, -1.0, None));
    }

    #[test]
    fn memory_by_hand() {
        // Gaps 1 2 1 2: (1, 2, 1) with (2, 1, 2).
        assert_eq!(burstiness(&[0.0, 1.0, 3.0, 4.0, 6.0]).unwrap().memory, Some(-1.0));
    }

    #[test]
    fn what_has_no_gaps_is_refused() {
        for times in [&[1.0, 2.0][..], &[1.0, 1.0, 1.0], &[2.0, 1.0, 3.0], &[1.0, f64::NAN, 3.0]] {
            assert!(burstiness(times).is_err(), "{times:?}");
        }
    }

    #[test]
    fn a_week_of_active_time_is_a_week() {
        let mut stream = Stream::of(1, &["rhythm".into()]);
        // Random talk, but only from 18 to 22, and thrice as much on Sundays.
        let mut times = Vec::new();
        for day in 0..700 {
            let chance = if day % 7 == 6 { 0.03 } else { 0.01 };
            let minutes = (18 * 60..22 * 60).filter(|_| stream.unit() < chance);
            times.extend(minutes.map(|minute| f64::from(day) * DAY + f64::from(minute) * 60.0));
        }
        let rhythm = WeeklyRhythm::of(&times).unwrap();
        assert!((rhythm.active(3.0 * WEEK) - 3.0 * WEEK).abs() < 1e-3);
        // At night no active time passes.
        assert!((rhythm.active(5.0 * DAY + 23.0 * HOUR) - rhythm.active(6.0 * DAY + 17.0 * HOUR)).abs() < 1e-6);
        let raw = burstiness(&times).unwrap().a;
        let active: Vec<f64> = times.iter().map(|&time| rhythm.active(time)).collect();
        let rest = burstiness(&active).unwrap().a;
        // The cycle alone looks like bursts; without it, talk is random.
        assert!(raw > 0.15 && rest.abs() < 0.03, "{raw} {rest}");
    }
}
