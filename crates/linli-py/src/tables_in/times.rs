//! Columns of times: instants, local times, counts since 1970, and written times.

use arrow_array::cast::AsArray;
use arrow_array::types::{
    Date32Type, Date64Type, TimestampMicrosecondType, TimestampMillisecondType, TimestampNanosecondType,
    TimestampSecondType,
};
use arrow_array::{Array, Date32Array, PrimitiveArray};
use arrow_schema::{DataType, TimeUnit};
use linli::diagnostic::{self, DiagnosticCode};
use linli::time::{DAY, Day, Resolved, SECOND, Timestamp, Zone};
use linli::{Error, ErrorKind};

use super::ids::{Cell, Ids};
use crate::errors::input;

/// The years a time can mean, 1990 to 2100, in seconds: a count fits between them in one unit at most.
const SECONDS: std::ops::Range<i64> = 631_152_000..4_133_980_800;

/// A column of times.
pub(crate) enum Times<'a> {
    /// Counts from the epoch, with how many stand for a microsecond, or how many microseconds stand for one.
    Counted { values: Counts<'a>, scale: Scale, local: Local },
    /// Civil days.
    Days(&'a Date32Array),
    /// Whole numbers since 1970, or text.
    Free(Ids<'a>),
}

/// Whether counts are instants or show what a clock on the wall showed.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Local {
    Instant,
    Wall,
}

/// The counts of a timestamp column.
pub(crate) struct Counts<'a> {
    values: &'a [i64],
    array: &'a dyn Array,
}

/// How a count becomes microseconds.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Scale {
    Times(i64),
    Over(i64),
}

impl Scale {
    fn micros(self, count: i64) -> Option<i64> {
        match self {
            Self::Times(factor) => count.checked_mul(factor),
            Self::Over(divisor) => Some(count.div_euclid(divisor)),
        }
    }

    const fn name(self) -> &'static str {
        match self {
            Self::Times(1) => "microseconds",
            Self::Times(1_000) => "milliseconds",
            Self::Times(_) => "seconds",
            Self::Over(_) => "nanoseconds",
        }
    }
}

const SCALES: [Scale; 4] = [Scale::Times(SECOND), Scale::Times(1_000), Scale::Times(1), Scale::Over(1_000)];

/// A time as read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Reading {
    /// An instant.
    At(Timestamp),
    /// A day without a time.
    On(Day),
    /// Nothing stands there.
    Missing,
    /// Something that is no time, or none of the years that can be meant.
    Bad,
}

impl<'a> Times<'a> {
    /// Reads a column, or says what it must be.
    pub(crate) fn of(array: &'a dyn Array, table: &str, column: &str) -> Result<Self, Error> {
        fn values<T: arrow_array::ArrowPrimitiveType<Native = i64>>(array: &dyn Array) -> Counts<'_> {
            let typed: &PrimitiveArray<T> = array.as_primitive();
            Counts { values: typed.values(), array }
        }
        Ok(match array.data_type() {
            DataType::Timestamp(unit, zone) => {
                let (values, scale) = match unit {
                    TimeUnit::Second => (values::<TimestampSecondType>(array), SCALES[0]),
                    TimeUnit::Millisecond => (values::<TimestampMillisecondType>(array), SCALES[1]),
                    TimeUnit::Microsecond => (values::<TimestampMicrosecondType>(array), SCALES[2]),
                    TimeUnit::Nanosecond => (values::<TimestampNanosecondType>(array), SCALES[3]),
                };
                Self::Counted { values, scale, local: if zone.is_some() { Local::Instant } else { Local::Wall } }
            }
            DataType::Date32 => Self::Days(array.as_primitive::<Date32Type>()),
            DataType::Date64 => {
                Self::Counted { values: values::<Date64Type>(array), scale: SCALES[1], local: Local::Wall }
            }
            DataType::Boolean | DataType::Float32 => return Err(refused(array, table, column)),
            _ => Self::Free(Ids::of(array, table, column).map_err(|_| refused(array, table, column))?),
        })
    }
}

impl Times<'_> {
    /// Whether nothing stands in a row.
    pub(crate) fn is_missing(&self, row: usize) -> bool {
        match self {
            Self::Counted { values, .. } => values.array.is_null(row),
            Self::Days(days) => days.is_null(row),
            Self::Free(ids) => match ids.at(row) {
                None => true,
                Some(Cell::Text(text)) => text.trim().is_empty(),
                Some(Cell::Whole(_)) => false,
            },
        }
    }
}

fn refused(array: &dyn Array, table: &str, column: &str) -> Error {
    input(
        format!("column `{column}` of table `{table}` is {}; it holds no times", array.data_type()),
        "give timestamps, whole numbers since 1970, or text such as 2017-03-06 14:00",
    )
}

/// Turns cells into instants, in the plan's zone where they are local.
pub(crate) struct Clock {
    zone: Zone,
    /// The unit of whole numbers, once the first one has shown it.
    unit: Option<Scale>,
    /// A local hour, counted from 1970, that the zone shows once and whole, with its distance from universal time.
    steady: Option<(i64, i64)>,
    /// What the clock did to the last time read.
    pub(crate) odd: Option<&'static DiagnosticCode>,
}

impl Clock {
    /// A clock in this zone.
    pub(crate) fn new(zone: Zone) -> Self {
        Self { zone, unit: None, steady: None, odd: None }
    }

    /// The time in a row.
    ///
    /// # Errors
    /// Where whole numbers are of several units: which is meant must not be guessed.
    pub(crate) fn read(&mut self, column: &Times<'_>, row: usize) -> Result<Reading, Error> {
        self.odd = None;
        if column.is_missing(row) {
            return Ok(Reading::Missing);
        }
        Ok(match column {
            Times::Counted { values, scale, local } => {
                let micros = values.values.get(row).and_then(|&count| scale.micros(count));
                micros.map_or(Reading::Bad, |micros| match local {
                    Local::Instant => instant(micros),
                    Local::Wall => self.wall(micros),
                })
            }
            Times::Days(days) => day(Day::from_number(days.value(row))),
            Times::Free(ids) => match ids.at(row) {
                None => Reading::Missing,
                Some(Cell::Whole(count)) => self.count(count)?,
                Some(Cell::Text(text)) => match written(text.trim()) {
                    None => Reading::Bad,
                    Some(Written { day: on, micros: None, .. }) => day(on),
                    Some(Written { day, micros: Some(micros), offset }) => {
                        let local = i64::from(day.number()) * DAY + micros;
                        offset.map_or_else(|| self.wall(local), |offset| instant(local - offset * SECOND))
                    }
                },
            },
        })
    }

    /// The instant at which a day begins.
    pub(crate) fn midnight(&self, day: Day) -> Timestamp {
        self.zone.midnight(day)
    }

    /// The local day of an instant.
    pub(crate) fn day(&self, at: Timestamp) -> Day {
        self.zone.day(at)
    }

    fn count(&mut self, count: i64) -> Result<Reading, Error> {
        let fits = |scale: &Scale| scale.micros(count).is_some_and(within);
        let Some(unit) = self.unit else {
            self.unit = SCALES.iter().copied().find(fits);
            return Ok(self.unit.and_then(|unit| unit.micros(count)).map_or(Reading::Bad, instant));
        };
        if fits(&unit) {
            return Ok(unit.micros(count).map_or(Reading::Bad, instant));
        }
        match SCALES.iter().find(|scale| fits(scale)) {
            Some(other) => Err(Error::new(
                ErrorKind::Ambiguous,
                format!("the times are {} in some rows and {} in others", unit.name(), other.name()),
            )
            .with_hint("hand over timestamps, or whole numbers of one unit")),
            None => Ok(Reading::Bad),
        }
    }

    /// What a clock on the wall means. Almost every hour is shown once and whole; those are answered without the zone.
    fn wall(&mut self, micros: i64) -> Reading {
        const HOUR: i64 = 3_600 * SECOND;
        if !within(micros) {
            return Reading::Bad;
        }
        let hour = micros.div_euclid(HOUR);
        if let Some((known, distance)) = self.steady
            && known == hour
        {
            return Reading::At(Timestamp::from_micros(micros - distance));
        }
        let resolve = |at: i64| {
            let day = Day::from_number(at.div_euclid(DAY) as i32);
            self.zone.resolve(day, (at.rem_euclid(DAY) / SECOND) as u32)
        };
        let distance = |at: i64| match resolve(at) {
            Resolved::Once(t) => Some(at - t.micros()),
            _ => None,
        };
        let (first, last) = (distance(hour * HOUR), distance((hour + 1) * HOUR - SECOND));
        self.steady = first.filter(|_| first == last).map(|distance| (hour, distance));
        let resolved = resolve(micros - micros.rem_euclid(SECOND));
        self.odd = match resolved {
            Resolved::Once(_) => None,
            Resolved::Gap(_) => Some(&diagnostic::TIME_GAP),
            Resolved::Fold(_) => Some(&diagnostic::TIME_FOLD),
        };
        Reading::At(resolved.timestamp().plus(micros.rem_euclid(SECOND)))
    }
}

fn within(micros: i64) -> bool {
    SECONDS.contains(&micros.div_euclid(SECOND))
}

fn instant(micros: i64) -> Reading {
    if within(micros) { Reading::At(Timestamp::from_micros(micros)) } else { Reading::Bad }
}

fn day(day: Day) -> Reading {
    if within(i64::from(day.number()) * DAY) { Reading::On(day) } else { Reading::Bad }
}

struct Written {
    day: Day,
    micros: Option<i64>,
    /// Seconds east of universal time.
    offset: Option<i64>,
}

/// Reads `2017-03-06`, `2017-03-06 14:00`, `2017-03-06T14:00:05.25+08:00`, with `/` or `-` between year, month and day.
fn written(text: &str) -> Option<Written> {
    let date = text.get(..10)?;
    let separator = date.as_bytes()[4];
    if !matches!(separator, b'-' | b'/') || date.as_bytes()[7] != separator {
        return None;
    }
    let year = i32::try_from(number(date.get(..4)?)?).ok()?;
    let part = |range| number(date.get(range)?).and_then(|n| u32::try_from(n).ok());
    let day = Day::from_ymd(year, part(5..7)?, part(8..10)?)?;
    let rest = text.get(10..)?;
    if rest.is_empty() {
        return Some(Written { day, micros: None, offset: None });
    }
    let rest = rest.strip_prefix(['T', ' '])?;
    let end = rest.find(['Z', 'z', '+', '-']).unwrap_or(rest.len());
    let (time, zone) = rest.split_at(end);
    let offset = match zone {
        "" => None,
        "Z" | "z" => Some(0),
        _ => Some(offset(zone)?),
    };
    Some(Written { day, micros: Some(time_of_day(time.trim_end())?), offset })
}

fn time_of_day(text: &str) -> Option<i64> {
    let (clock, fraction) = text.split_once(['.', ',']).unwrap_or((text, ""));
    let mut parts = clock.split(':').map(number);
    let (hour, minute) = (parts.next()??, parts.next()??);
    let second = parts.next().map_or(Some(0), |s| s)?;
    if parts.next().is_some() || hour > 23 || minute > 59 || second > 59 || fraction.len() > 9 {
        return None;
    }
    let micros = if fraction.is_empty() { 0 } else { number(&format!("{fraction:0<9}"))? / 1_000 };
    Some((hour * 3_600 + minute * 60 + second) * SECOND + micros)
}

fn offset(text: &str) -> Option<i64> {
    let sign = if text.starts_with('-') { -1 } else { 1 };
    let digits: String = text.get(1..)?.chars().filter(|&c| c != ':').collect();
    let (hours, minutes) = match digits.len() {
        2 => (number(&digits)?, 0),
        4 => (number(digits.get(..2)?)?, number(digits.get(2..)?)?),
        _ => return None,
    };
    (hours <= 18 && minutes <= 59).then_some(sign * (hours * 3_600 + minutes * 60))
}

/// A number in decimal digits and nothing else.
fn number(text: &str) -> Option<i64> {
    let digits = !text.is_empty() && text.len() <= 9 && text.bytes().all(|b| b.is_ascii_digit());
    digits.then(|| text.parse().ok()).flatten()
}
