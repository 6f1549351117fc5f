//! Did something change between two spans of days: the roster is a census, the days are what varies.
//!
//! d: statistic of the days after less statistic of the days before; c: the |d| that is just significant at 5 %.

use super::super::jackknife::{standard_error, t_975};
use super::super::normal::Z80;
use super::super::stream::Stream;
use super::super::text;
use super::arrange::choices;
use super::{Arrangements, Chance, PermutationP, Tally, check_draws};
use crate::error::{Error, ErrorKind};
use crate::time::Day;

/// What happened on one day: of one group, or of all groups of a programme together.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct DaySample<D> {
    /// The day. Leave out days that are not covered, and holidays.
    pub day: Day,
    /// What the statistic reads.
    pub what: D,
}

/// How two spans are compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DayOptions {
    /// Random arrangements of the days; all, where there are no more.
    pub draws: usize,
}

impl Default for DayOptions {
    fn default() -> Self {
        Self { draws: 9_999 }
    }
}

/// The outcome of a comparison of two spans.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct DayComparison {
    /// How it was compared.
    pub options: DayOptions,
    /// Days before and after.
    pub days: [usize; 2],
    /// The statistic before and after.
    pub values: [f64; 2],
    /// After less before.
    pub difference: f64,
    /// Two-sided: |d| of an arrangement at least as large.
    pub p: PermutationP,
    /// Arrangements in which the statistic was undefined; they count as hits.
    pub undefined: u64,
    /// 95 % interval of the difference, from leaving out one day at a time. `None` with fewer than eight days in a span, or
    /// when the statistic is undefined without one of them.
    pub interval: Option<[f64; 2]>,
    /// The smallest change that would have been found at the 5 % level four times in five: c + z.₈ · sd(d) over the
    /// arrangements. Where there was a change, sd(d) holds some of it, so this is rather too large. `None` when no change
    /// could have been found.
    pub detectable: Option<f64>,
    /// The seed.
    pub seed: u64,
}

/// Compares a statistic of two spans of days by exchanging days of the same weekday.
///
/// `statistic` sees the days of one span in ascending order, and gives `None` where it is undefined. Days keep whole: what hangs together within a day stays together.
///
/// **Several groups** are pooled by taking as a day what happened in all groups on it, and as statistic what is asked of
/// them together (a mean of their densities, say). Groups that share a shock then share it in every arrangement.
///
/// **The interval** is the difference ∓ t √(SE₁² + SE₂²), SE² = (T − 1)/T Σ (x₍ₜ₎ − x̄)² over the values without one day
/// each, t of Student on one less than the days of the shorter span. A bootstrap of days will not do: a resample holds 63 % of
/// the days, and networks of fewer days have fewer tied pairs (decision 0013). Where weekdays differ much it is too wide.
///
/// # Errors
///
/// An empty span; a day that occurs twice; spans that overlap; a statistic undefined for one of them; no weekday that
/// both spans have, so that nothing can be exchanged; 0 draws.
///
/// # Complexity
///
/// One call of `statistic` for each span and draw, and one for each day.
///
/// # Examples
///
/// ```
/// use linli::statistics::{DayOptions, DaySample, Stream, compare_days};
/// use linli::time::Day;
///
/// let day = |number: i32, turns: f64| DaySample { day: Day::from_number(17_000 + number), what: turns };
/// let before: Vec<_> = (0..28).map(|i| day(i, f64::from(8 + i % 5))).collect();
/// let after: Vec<_> = (28..56).map(|i| day(i, f64::from(3 + i % 5))).collect();
/// let mean = |days: &[&f64]| Some(days.iter().copied().sum::<f64>() / days.len() as f64);
/// let mut stream = Stream::of(2017, &["turns".into()]);
/// let found = compare_days(&before, &after, DayOptions::default(), &mut stream, mean)?;
/// assert!(found.p.value < 0.001 && found.difference < -4.0);
/// // A change of 2 turns a day would have been seen as well.
/// assert!(found.detectable.unwrap() < 2.5);
/// # Ok::<(), linli::Error>(())
/// ```
pub fn compare_days<D>(
    before: &[DaySample<D>],
    after: &[DaySample<D>],
    options: DayOptions,
    stream: &mut Stream,
    mut statistic: impl FnMut(&[&D]) -> Option<f64>,
) -> Result<DayComparison, Error> {
    check_draws(options.draws)?;
    let mut spans = Spans::of(before, after)?;
    let [first, second] = spans.parts();
    let (Some(a), Some(b)) = (statistic(&first), statistic(&second)) else {
        return Err(Error::new(ErrorKind::Input, "the statistic is undefined in one of the spans"));
    };
    let seed = stream.seed();
    let mut tally = Tally::new((b - a).abs(), a.abs() + b.abs());
    let (mut chance, mut undefined) = (Chance::default(), 0);
    let arrangements = spans.exchange(options.draws, stream, |[first, second]| {
        let d = statistic(&first).zip(statistic(&second)).map(|(a, b)| b - a);
        tally.add(d.map(f64::abs));
        undefined += u64::from(d.is_none());
        chance.0.extend(d);
    });
    let p = tally.p(arrangements);
    let detectable = detectable(&chance, arrangements);
    let interval = without_one_day([&first, &second], b - a, statistic);
    let days = [before.len(), after.len()];
    Ok(DayComparison { options, days, values: [a, b], difference: b - a, p, undefined, interval, detectable, seed })
}

/// The days of both spans, ascending, and on which side each stands.
struct Spans<'a, D> {
    days: Vec<&'a DaySample<D>>,
    is_after: Vec<bool>,
    /// The places of the days of each weekday that both spans have, and how many of them stand after.
    weekdays: Vec<(Vec<usize>, usize)>,
}

impl<'a, D> Spans<'a, D> {
    fn of(before: &'a [DaySample<D>], after: &'a [DaySample<D>]) -> Result<Self, Error> {
        let wrong = |message: String| Err(Error::new(ErrorKind::Input, message));
        if before.is_empty() || after.is_empty() {
            let message = format!("{} days before and {} after; each span has at least one", before.len(), after.len());
            return wrong(message);
        }
        let mut all: Vec<(&DaySample<D>, bool)> =
            before.iter().map(|day| (day, false)).chain(after.iter().map(|day| (day, true))).collect();
        all.sort_by_key(|(sample, is_after)| (sample.day, *is_after));
        if let Some(pair) = all.windows(2).find(|pair| pair[0].0.day == pair[1].0.day) {
            let where_ = if pair[0].1 == pair[1].1 { "occurs twice in one span" } else { "stands in both spans" };
            return wrong(format!("the day {} {where_}; a day counts once", pair[0].0.day));
        }
        if all.windows(2).filter(|pair| pair[0].1 != pair[1].1).count() > 1 {
            let message = "the spans overlap: days of one lie between days of the other".to_owned();
            return wrong(message);
        }
        let (days, is_after): (Vec<_>, Vec<bool>) = all.into_iter().unzip();
        let weekdays: Vec<(Vec<usize>, usize)> = (0..7)
            .map(|weekday| {
                let same = (0..days.len()).filter(|&at: &usize| days[at].day.number().rem_euclid(7) == weekday);
                let places: Vec<usize> = same.collect();
                let after = places.iter().filter(|&&at| is_after[at]).count();
                (places, after)
            })
            .filter(|(places, after)| *after > 0 && *after < places.len())
            .collect();
        if weekdays.is_empty() {
            return wrong("no weekday occurs in both spans; no day can be exchanged for another".to_owned());
        }
        Ok(Self { days, is_after, weekdays })
    }

    fn parts(&self) -> [Vec<&'a D>; 2] {
        let side = |after: bool| {
            self.days.iter().zip(&self.is_after).filter(|(_, is)| **is == after).map(|(day, _)| &day.what).collect()
        };
        [side(false), side(true)]
    }

    /// Shows all ways to exchange days of the same weekday where there are at most `draws`, otherwise random ones. The
    /// days stand anyhow afterwards.
    fn exchange(&mut self, draws: usize, stream: &mut Stream, mut see: impl FnMut([Vec<&'a D>; 2])) -> Arrangements {
        let ways = self.weekdays.iter().map(|(places, after)| choices(places.len(), *after));
        let all = ways.into_iter().try_fold(1_u64, |all, ways| all.checked_mul(ways?));
        if let Some(all) = all.filter(|&all| all <= draws as u64) {
            self.each(0, 0, 0, &mut see);
            return Arrangements::All(all);
        }
        let mut weekdays = self.weekdays.clone();
        for _ in 0..draws {
            for (places, after) in &mut weekdays {
                stream.choose(*after, places);
                places.iter().enumerate().for_each(|(i, &at)| self.is_after[at] = i < *after);
            }
            see(self.parts());
        }
        Arrangements::Drawn(draws as u64)
    }

    /// Every choice from a weekday's place `next` on, `chosen` standing after already, and of all further weekdays.
    fn each(&mut self, weekday: usize, next: usize, chosen: usize, see: &mut impl FnMut([Vec<&'a D>; 2])) {
        let Some((places, after)) = self.weekdays.get(weekday) else { return see(self.parts()) };
        if next == places.len() {
            return self.each(weekday + 1, 0, 0, see);
        }
        let (at, open, left) = (places[next], after - chosen, places.len() - next);
        if open < left {
            self.is_after[at] = false;
            self.each(weekday, next + 1, chosen, see);
        }
        if open > 0 {
            self.is_after[at] = true;
            self.each(weekday, next + 1, chosen + 1, see);
        }
    }
}

/// c + z.₈ · sd(d).
fn detectable(chance: &Chance, arrangements: Arrangements) -> Option<f64> {
    let mut sizes: Vec<f64> = chance.0.iter().map(|d| d.abs()).collect();
    sizes.sort_by(|a, b| b.total_cmp(a));
    // So many arrangements may be as extreme before p leaves 5 %. What was seen is one of all, and comes to those drawn.
    let allowed = match arrangements {
        Arrangements::All(all) => all / 20,
        Arrangements::Drawn(draws) => ((1 + draws) / 20).checked_sub(1)?,
    };
    if matches!(arrangements, Arrangements::All(_)) && allowed == 0 {
        return None;
    }
    let critical = sizes.get(allowed as usize)?;
    Some(critical + Z80 * chance.deviation()?)
}

/// The 95 % interval of a difference of two spans, by leaving out one day at a time: the sides are independent, so squared
/// errors add up. `None` with fewer than eight days in a span, or when the statistic is undefined without one of them.
pub(crate) fn without_one_day<D>(
    spans: [&[&D]; 2],
    difference: f64,
    mut statistic: impl FnMut(&[&D]) -> Option<f64>,
) -> Option<[f64; 2]> {
    let mut variance = 0.0;
    for days in spans {
        let mut without = Vec::with_capacity(days.len());
        for at in 0..days.len() {
            let others: Vec<&D> = days[..at].iter().chain(&days[at + 1..]).copied().collect();
            without.push(statistic(&others)?);
        }
        let error = standard_error(&without)?;
        variance += error * error;
    }
    let shorter = spans.iter().map(|days| days.len()).min()? as u32;
    let reach = t_975(shorter - 1) * variance.sqrt();
    // Where no day matters, nothing is known of the spread.
    (variance > 0.0).then_some([difference - reach, difference + reach])
}

impl DayComparison {
    /// The sentences a methods section needs.
    pub fn methods_text(&self) -> String {
        let interval = match self.interval {
            Some([low, high]) => format!(
                " (95 % interval {} to {}, leaving out one day at a time)",
                text::number(low),
                text::number(high)
            ),
            None => String::new(),
        };
        let undefined = match self.undefined {
            0 => String::new(),
            k => format!("; {k} arrangements in which it is undefined count as hits"),
        };
        let detectable = match self.detectable {
            Some(change) => format!(
                "The smallest change found at the 5 % level with a power of 80 % is {} (critical value of the permutation \
                 distribution plus 0.84 of its standard deviations).",
                text::number(change)
            ),
            None => "No change could have been found at the 5 % level with so few days.".to_owned(),
        };
        format!(
            "The value was {} over {} before and {} over {} after, a difference of {}{interval}. The difference was tested \
             by exchanging days of the same weekday: two-sided (|d|) {}{undefined}. {detectable}",
            text::number(self.values[0]),
            text::count(self.days[0], "day", "days"),
            text::number(self.values[1]),
            text::count(self.days[1], "day", "days"),
            text::number(self.difference),
            self.p.text(self.seed)
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn span(first: i32, values: &[f64]) -> Vec<DaySample<f64>> {
        let day = |(i, &what): (usize, &f64)| DaySample { day: Day::from_number(first + i as i32), what };
        values.iter().enumerate().map(day).collect()
    }

    fn average(days: &[&f64]) -> Option<f64> {
        Some(days.iter().copied().sum::<f64>() / days.len() as f64)
    }

    fn stream(key: &str) -> Stream {
        Stream::of(2017, &[key.into()])
    }

    /// Two weeks against one, three weekdays: each weekday's lone day after can be any of three.
    #[test]
    fn all_exchanges_by_hand() {
        let keep = |days: Vec<DaySample<f64>>| -> Vec<DaySample<f64>> {
            days.into_iter().filter(|sample| sample.day.number() % 7 < 3).collect()
        };
        let before = keep(span(0, &[1.0, 2.0, 3.0, 0.0, 0.0, 0.0, 0.0, 4.0, 5.0, 6.0]));
        let after = keep(span(14, &[7.0, 9.0, 11.0]));
        let found = compare_days(&before, &after, DayOptions::default(), &mut stream("hand"), average).unwrap();
        assert_eq!(found.p.arrangements, Arrangements::All(27));
        let mut hits = 0;
        for (a, b, c) in (0..27).map(|i| (i % 3, i / 3 % 3, i / 9)) {
            let (x, y, z) = ([1.0, 4.0, 7.0][a], [2.0, 5.0, 9.0][b], [3.0, 6.0, 11.0][c]);
            let (later, all) = (x + y + z, 48.0);
            let d: f64 = later / 3.0 - (all - later) / 6.0;
            hits += u32::from(d.abs() >= 5.5 - 1e-9);
        }
        assert_eq!((found.difference, found.p.hits), (5.5, u64::from(hits)));
        assert!((found.p.value - f64::from(hits) / 27.0).abs() < 1e-15);
        // Fewer than eight days: no interval.
        assert_eq!(found.interval, None);
    }

    /// Where weekdays differ and nothing else does, plain exchange would see noise only; within weekdays nothing moves.
    #[test]
    fn weekdays_are_kept_apart() {
        let week = [0.0, 0.0, 0.0, 0.0, 0.0, 30.0, 30.0];
        let (before, after) = (span(0, &week.repeat(4)), span(28, &week.repeat(4)));
        let options = DayOptions { draws: 199 };
        let found = compare_days(&before, &after, options, &mut stream("week"), |days| {
            let busy = days.iter().filter(|turns| ***turns > 0.0).count();
            assert!(days.len() == 27 || busy * 7 == days.len() * 2, "27 where one day is left out");
            average(days)
        });
        let found = found.unwrap();
        assert_eq!((found.difference, found.p.value, found.detectable), (0.0, 1.0, Some(0.0)));
        // By hand: mean 60/7, Σ (x − mean)² = 4·(5·(60/7)² + 2·(150/7)²) on either side, SE² = Σ / (28 · 27), t = 2.0518.
        let squares: f64 = 4.0 * (5.0 * 3_600.0 + 2.0 * 22_500.0) / 49.0;
        let reach = 2.0518 * (2.0 * squares / (28.0 * 27.0)).sqrt();
        let [low, high] = found.interval.unwrap();
        assert!((low + reach).abs() < 1e-3 && (high - reach).abs() < 1e-3, "{low} {high} {reach}");
    }

    #[test]
    fn spans_that_overlap_are_refused() {
        let refuse = |before: &[DaySample<f64>], after: &[DaySample<f64>]| {
            compare_days(before, after, DayOptions::default(), &mut stream("x"), average).unwrap_err().to_string()
        };
        let (ten, later) = (span(0, &[1.0; 10]), span(5, &[1.0; 10]));
        assert!(refuse(&ten, &later).starts_with("the day 1970-01-06 stands in both spans"));
        assert!(refuse(&ten, &[]).starts_with("10 days before and 0 after"));
        let (even, odd): (Vec<_>, Vec<_>) = span(0, &[1.0; 20]).into_iter().partition(|day| day.day.number() % 2 == 0);
        assert!(refuse(&even, &odd).starts_with("the spans overlap"));
        assert!(refuse(&span(0, &[1.0]), &span(1, &[1.0])).starts_with("no weekday"));
        let twice = [span(0, &[1.0]), span(0, &[2.0])].concat();
        assert!(refuse(&twice, &span(7, &[1.0])).contains("occurs twice"));
        let none = compare_days(&ten, &span(14, &[1.0; 10]), DayOptions::default(), &mut stream("x"), |_| None);
        assert!(none.unwrap_err().to_string().contains("undefined"));
        // After may lie before: the order of time is the caller's question.
        assert!(compare_days(&span(14, &[1.0; 10]), &ten, DayOptions::default(), &mut stream("x"), average).is_ok());
    }

    /// Uneven days without a change: p below .05 about once in twenty. With the change said to be detectable: found about
    /// four times in five. Intervals hold the true difference about nineteen times in twenty.
    #[test]
    fn level_power_and_interval_are_what_they_say() {
        let options = DayOptions { draws: 199 };
        let rounds = 300;
        let (mut false_alarms, mut found, mut held) = (0, 0, 0);
        for round in 0..rounds {
            let mut source = Stream::of(round, &["power".into()]);
            // A day has as many turns as its weekday brings, and busy days come at random.
            let mut draw = |n: usize, more: f64| -> Vec<f64> {
                (0..n).map(|i| (i % 7) as f64 + 9.0 * source.unit() * source.unit() + more).collect()
            };
            let (before, quiet) = (draw(56, 0.0), draw(56, 0.0));
            let same =
                compare_days(&span(0, &before), &span(56, &quiet), options, &mut stream("level"), average).unwrap();
            false_alarms += u32::from(same.p.value <= 0.05);
            held += u32::from(same.interval.is_some_and(|[low, high]| low <= 0.0 && 0.0 <= high));
            let change = same.detectable.unwrap();
            let more: Vec<f64> = draw(56, change);
            let other =
                compare_days(&span(0, &before), &span(56, &more), options, &mut stream("power"), average).unwrap();
            found += u32::from(other.p.value <= 0.05);
        }
        // Three standard errors about 15 and 240, and below 285: weekdays differ here, so intervals are rather too wide.
        assert!((4..=26).contains(&false_alarms), "{false_alarms} false alarms of {rounds}");
        assert!((219..=261).contains(&found), "{found} found of {rounds}");
        assert!(held >= 274, "{held} intervals of {rounds}");
    }

    #[test]
    fn the_text_says_how() {
        let (before, after) = (span(0, &[4.0; 28]), span(28, &[4.0; 28]));
        let options = DayOptions { draws: 99 };
        let found = compare_days(&before, &after, options, &mut stream("text"), average).unwrap();
        assert_eq!(
            found.methods_text(),
            "The value was 4 over 28 days before and 4 over 28 days after, a difference of 0. The difference was tested by exchanging days of the same \
             weekday: two-sided (|d|) p = 1.0000 (99 of 99 random arrangements, seed 2017). The smallest change found at \
             the 5 % level with a power of 80 % is 0 (critical value of the permutation distribution plus 0.84 of its \
             standard deviations)."
        );
    }
}
