//! Times as exports write them → instants, with the years that can be meant and the clock changes that cannot be read.

use linli::diagnostic::{BAD_TIME, TIME_FOLD, TIME_GAP};
use linli::time::{Day, Resolved, SECOND, Timestamp, Zone};

use super::super::Receiver;

/// The years a chat can be from. No chat program is older, and a later year is a clock gone wrong.
const YEARS: std::ops::RangeInclusive<i32> = 2000..=2100;

/// The civil day, if it exists and its year can be meant.
pub(in crate::chat) fn day(year: u32, month: u32, day: u32) -> Option<Day> {
    let year = i32::try_from(year).ok().filter(|year| YEARS.contains(year))?;
    Day::from_ymd(year, month, day)
}

/// The second of the day of a 24-hour clock.
pub(in crate::chat) fn second_of_day(hour: u32, minute: u32, second: u32) -> Option<u32> {
    (hour < 24 && minute < 60 && second < 60).then(|| hour * 3600 + minute * 60 + second)
}

/// The instant of a local time; what could not be read or is not unique is reported.
pub(in crate::chat) fn local(
    zone: Zone,
    at: Option<(Day, u32)>,
    line: u64,
    receiver: &mut dyn Receiver,
) -> Option<Timestamp> {
    let Some((day, second)) = at else {
        receiver.odd(&BAD_TIME, line, "no such day or hour between 2000 and 2100");
        return None;
    };
    let resolved = zone.resolve(day, second);
    match resolved {
        Resolved::Once(_) => {}
        Resolved::Gap(_) => receiver.odd(&TIME_GAP, line, &format!("in {}", zone.name())),
        Resolved::Fold(_) => receiver.odd(&TIME_FOLD, line, &format!("in {}", zone.name())),
    }
    Some(resolved.timestamp())
}

/// The instant of a count since 1970: seconds, milliseconds or microseconds by its size, which for the years accepted
/// cannot be confused.
pub(in crate::chat) fn unix(count: i64, line: u64, receiver: &mut dyn Receiver) -> Option<Timestamp> {
    let stamp = instant(count);
    if stamp.is_none() {
        receiver.odd(&BAD_TIME, line, "a count of seconds outside the years 2000 to 2100");
    }
    stamp
}

/// The same, where nobody needs to hear of a bad one.
pub(in crate::chat) fn instant(count: i64) -> Option<Timestamp> {
    let micros = match count {
        0..100_000_000_000 => count.checked_mul(SECOND),
        100_000_000_000..100_000_000_000_000 => count.checked_mul(1000),
        100_000_000_000_000.. => Some(count),
        _ => None,
    };
    micros.map(Timestamp::from_micros).filter(|&at| YEARS.contains(&Zone::UTC.day(at).ymd().0))
}

/// Reads `2018-12-05T10:39:10`.
pub(in crate::chat) fn iso(text: &str) -> Option<(Day, u32)> {
    let (date, time) = text.split_once(['T', ' '])?;
    let (year, month, number) = three(date, '-')?;
    let (hour, minute, second) = three(time, ':')?;
    Some((day(year, month, number)?, second_of_day(hour, minute, second)?))
}

fn three(text: &str, between: char) -> Option<(u32, u32, u32)> {
    let (a, _, rest) = super::number(text, 4)?;
    let (b, _, rest) = super::number(rest.strip_prefix(between)?, 2)?;
    let (c, _, rest) = super::number(rest.strip_prefix(between)?, 2)?;
    rest.is_empty().then_some((a, b, c))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::chat::tests::Recorder;

    #[test]
    fn counts_are_told_apart_by_their_size() {
        let mut recorder = Recorder::default();
        let second = unix(1_544_006_350, 1, &mut recorder);
        assert_eq!(second, Some(Timestamp::from_micros(1_544_006_350_000_000)));
        assert_eq!(unix(1_544_006_350_000, 1, &mut recorder), second);
        assert_eq!(unix(1_544_006_350_000_000, 1, &mut recorder), second);
        assert!(recorder.odd.is_empty());
        for count in [-1, 0, 946_684_799, 4_133_980_800, i64::MAX, i64::MIN] {
            assert_eq!(unix(count, 7, &mut recorder), None, "{count}");
        }
        assert_eq!(recorder.codes("bad-time"), vec![7; 6]);
    }

    #[test]
    fn gaps_and_folds_are_reported() {
        let zone = Zone::named("America/New_York").unwrap();
        let mut recorder = Recorder::default();
        local(zone, day(2017, 3, 12).map(|d| (d, 2 * 3600 + 1800)), 4, &mut recorder);
        local(zone, day(2017, 11, 5).map(|d| (d, 3600 + 1800)), 5, &mut recorder);
        assert_eq!((recorder.codes("time-gap"), recorder.codes("time-fold")), (vec![4], vec![5]));
        assert_eq!(local(zone, None, 6, &mut recorder), None);
        assert_eq!(recorder.codes("bad-time"), [6]);
    }

    #[test]
    fn impossible_days_and_hours() {
        assert!(day(1999, 12, 31).is_none() && day(2000, 1, 1).is_some() && day(2101, 1, 1).is_none());
        assert!(day(2017, 2, 30).is_none() && second_of_day(24, 0, 0).is_none() && second_of_day(23, 59, 60).is_none());
        assert_eq!(iso("2018-12-05T10:39:10"), day(2018, 12, 5).zip(Some(38_350)));
        assert_eq!(iso("2018-12-05T10:39"), None);
    }
}
