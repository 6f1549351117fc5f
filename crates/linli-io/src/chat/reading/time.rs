//! Times as tables write them.

use linli::diagnostic::BAD_TIME;
use linli::time::{Day, SECOND, Timestamp, Zone};
use linli::{Error, Location, refusal};

use super::super::reading::{clock, number};
use super::super::{DateOrder, ReadOptions, Receiver};
use crate::value;

/// Reads ISO 8601 with or without a zone, `2017/3/6 14:00`, `2017年3月6日 下午2:00`, and counts since 1970 in seconds,
/// milliseconds or microseconds. What could be meant in two ways is asked.
pub(in crate::chat) fn read(
    text: &str,
    line: u64,
    options: &ReadOptions,
    receiver: &mut dyn Receiver,
) -> Result<Option<Timestamp>, Error> {
    let digits = text.strip_prefix('-').unwrap_or(text);
    let is_count = !digits.is_empty() && (digits.len() < text.len() || digits.len() >= 9);
    if is_count && digits.bytes().all(|byte| byte.is_ascii_digit()) {
        // A count too long for any clock is one that cannot be.
        let count = text.parse().unwrap_or(i64::MAX);
        return Ok(clock::unix(count, line, receiver));
    }
    let (civil, micros, offset) = parts(text);
    let at = match value::moment(civil) {
        Some(moment) => valid(moment.day).map(|day| (day, moment.second.unwrap_or_default())),
        None if shown(civil).is_some() => shown(civil),
        None => match (ambiguous(civil), options.date_order) {
            (Some(_), None) => return Err(unsettled(options, line)),
            (Some(date), Some(order)) => arranged(date, order),
            (None, _) => None,
        },
    };
    let time = match (offset, at) {
        (Some(offset), at @ Some(_)) => {
            clock::local(Zone::UTC, at, line, receiver).map(|local| local.plus(-offset * SECOND))
        }
        (_, Some(at)) => clock::local(options.zone, Some(at), line, receiver),
        // What begins as a date and is none makes wrong numbers; a note in the column of times does not.
        (_, None) if text.starts_with(|c: char| c.is_numeric()) => {
            receiver.refuse(&refusal::NO_SUCH_TIME, &BAD_TIME, line, "there is no such day or hour");
            None
        }
        (_, None) => {
            receiver.refuse(&refusal::NO_SUCH_TIME, &BAD_TIME, line, "no time that can be read");
            None
        }
    };
    Ok(time.map(|time| time.plus(micros)))
}

/// A day with what only clocks show: 24:00, and second 60.
fn shown(text: &str) -> Option<(Day, u32)> {
    let folded = value::fold(text);
    let (day, rest) = value::leading_day(&folded)?;
    let (hour, _, rest) = number(rest.trim_start_matches(['T', ' ', ',']), 2)?;
    let (minute, _, rest) = number(rest.strip_prefix(':')?, 2)?;
    let (second, _, rest) = rest.strip_prefix(':').map_or(Some((0, 0, rest)), |rest| number(rest, 2))?;
    let at = valid(day).zip(clock::second_of_day(hour, minute, second));
    at.filter(|_| rest.is_empty())
}

fn valid(day: Day) -> Option<Day> {
    let (year, month, of_month) = day.ymd();
    clock::day(u32::try_from(year).ok()?, month, of_month)
}

/// Date and time, microseconds beyond the second, and the offset from universal time in seconds.
fn parts(text: &str) -> (&str, i64, Option<i64>) {
    let (text, offset) = offset(text);
    let fraction = text.rsplit_once(['.', ',']).filter(|(before, digits)| {
        let clock =
            before.rsplit_once(':').is_some_and(|(_, second)| second.len() == 2 && before.matches(':').count() > 1);
        clock && (1..=9).contains(&digits.len()) && digits.bytes().all(|byte| byte.is_ascii_digit())
    });
    match fraction {
        Some((civil, digits)) => {
            let six: String = digits.chars().chain(std::iter::repeat('0')).take(6).collect();
            (civil, six.parse().unwrap_or_default(), offset)
        }
        None => (text, 0, offset),
    }
}

/// `Z`, `+08:00`, `+0800`, `+08` at the end of a time.
fn offset(text: &str) -> (&str, Option<i64>) {
    if !text.contains(':') {
        return (text, None);
    }
    if let Some(civil) = text.strip_suffix(['Z', 'z']) {
        return (civil, Some(0));
    }
    let Some(at) = text.rfind(['+', '-']) else { return (text, None) };
    let (civil, sign) = text.split_at(at);
    let digits: String = sign.chars().filter(char::is_ascii_digit).collect();
    let shaped = sign.chars().skip(1).all(|c| c.is_ascii_digit() || c == ':') && matches!(digits.len(), 2 | 4);
    if !shaped || !civil.contains(':') {
        return (text, None);
    }
    let hours: i64 = digits.get(..2).and_then(|text| text.parse().ok()).unwrap_or_default();
    let minutes: i64 = digits.get(2..).and_then(|text| text.parse().ok()).unwrap_or_default();
    if hours > 14 || minutes > 59 {
        return (text, None);
    }
    let seconds = hours * 3600 + minutes * 60;
    (civil.trim_end_matches(' '), Some(if sign.starts_with('-') { -seconds } else { seconds }))
}

/// A date of three numbers whose year does not come first with four digits, and the second of its day.
type Written = ([u32; 3], u32);

fn ambiguous(text: &str) -> Option<Written> {
    let folded = value::fold(text);
    let (a, _, rest) = number(&folded, 2)?;
    let (b, _, rest) = number(rest.strip_prefix(['/', '-', '.'])?, 2)?;
    let (c, _, rest) = number(rest.strip_prefix(['/', '-', '.'])?, 4)?;
    let rest = rest.trim_start_matches([',', ' ', 'T']);
    let second = if rest.is_empty() { 0 } else { value::time(rest)? };
    Some(([a, b, c], second))
}

fn arranged(([a, b, c], second): Written, order: DateOrder) -> Option<(Day, u32)> {
    let (year, month, day) = match order {
        DateOrder::DayFirst => (c, b, a),
        DateOrder::MonthFirst => (c, a, b),
        DateOrder::YearFirst => (a, b, c),
    };
    let year = if year < 100 { year + 2000 } else { year };
    clock::day(year, month, day).map(|day| (day, second))
}

fn unsettled(options: &ReadOptions, line: u64) -> Error {
    let message = "the time can be read with the day, the month or the year in several places";
    Error::refused(&refusal::DATE_ORDER, message).at(Location::line(&options.file, line)).with_hint(format!(
        "say date_order = \"day-first\", \"month-first\" or \"year-first\" in study.toml under [sources.\"{}\"], or run \
         again with --date-order",
        options.file
    ))
}
