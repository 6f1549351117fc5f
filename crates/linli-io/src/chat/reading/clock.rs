//! Times as exports write them → instants, with the years that can be meant and the clock changes that cannot be read.

use linli::diagnostic::{BAD_TIME, HOUR_24, LEAP_SECOND, TIME_FOLD, TIME_GAP, TIME_SCALE};
use linli::refusal;
use linli::time::{Day, Resolved, SECOND, Timestamp, Zone};

use super::super::Receiver;

/// The years a chat can be from. No chat program is older, and a later year is a clock gone wrong.
const YEARS: std::ops::RangeInclusive<i32> = 2000..=2100;

/// What a clock shows for a moment that is none of its day: midnight after the day.
const DAY: u32 = 86_400;
/// Marks the sixtieth second of a minute, which stands for the one before it.
const LEAP: u32 = 1 << 20;

/// The civil day, if it exists. Whether its year can be meant, [`local`] says.
pub(in crate::chat) fn day(year: u32, month: u32, day: u32) -> Option<Day> {
    let year = i32::try_from(year).ok().filter(|year| (1..=9999).contains(year))?;
    Day::from_ymd(year, month, day)
}

/// Whether a chat can be of this day.
pub(in crate::chat) fn can_be_meant(day: Day) -> bool {
    YEARS.contains(&day.ymd().0)
}

/// The second of the day of a 24-hour clock. 24:00 is midnight after the day, and second 60 of a minute a leap second:
/// both are for [`local`] only, which accepts and reports them.
pub(in crate::chat) fn second_of_day(hour: u32, minute: u32, second: u32) -> Option<u32> {
    match (hour, minute, second) {
        (24, 0, 0) => Some(DAY),
        (..24, ..60, 60) => Some(LEAP + hour * 3600 + minute * 60 + 59),
        (..24, ..60, ..60) => Some(hour * 3600 + minute * 60 + second),
        _ => None,
    }
}

/// The instant of a local time; what could not be read or is not unique is reported.
pub(in crate::chat) fn local(
    zone: Zone,
    at: Option<(Day, u32)>,
    line: u64,
    receiver: &mut dyn Receiver,
) -> Option<Timestamp> {
    let Some((day, second)) = at else {
        receiver.refuse(&refusal::NO_SUCH_TIME, &BAD_TIME, line, "there is no such day or hour");
        return None;
    };
    let (day, second) = match second {
        DAY => {
            receiver.odd(&HOUR_24, line, "taken as midnight of the next day");
            (day.plus(1), 0)
        }
        LEAP.. => {
            receiver.odd(&LEAP_SECOND, line, "taken as the second before it");
            (day, second - LEAP)
        }
        _ => (day, second),
    };
    if !can_be_meant(day) {
        let detail = format!("the year {} is not between 2000 and 2100", day.ymd().0);
        receiver.refuse(&refusal::YEAR_RANGE, &BAD_TIME, line, &detail);
        return None;
    }
    let resolved = zone.resolve(day, second);
    match resolved {
        Resolved::Once(_) => {}
        Resolved::Gap(_) => receiver.odd(&TIME_GAP, line, &format!("in {}", zone.name())),
        Resolved::Fold(_) => {
            let detail = format!("the clocks of {} show this time twice", zone.name());
            receiver.refuse(&refusal::REPEATED_HOUR, &TIME_FOLD, line, &detail);
        }
    }
    Some(resolved.timestamp())
}

/// The instant of a count since 1970: seconds, milliseconds or microseconds by its size, which for the years accepted
/// cannot be confused.
pub(in crate::chat) fn unix(count: i64, line: u64, receiver: &mut dyn Receiver) -> Option<Timestamp> {
    if count < 0 {
        receiver.refuse(&refusal::NEGATIVE_TIME, &BAD_TIME, line, "the count since 1970 is negative");
        return None;
    }
    let stamp = instant(count);
    if stamp.is_none() {
        receiver.refuse(&refusal::YEAR_RANGE, &BAD_TIME, line, "the count since 1970 is not of the years 2000 to 2100");
    }
    stamp
}

/// The same, where nobody needs to hear of a bad one.
pub(in crate::chat) fn instant(count: i64) -> Option<Timestamp> {
    let micros = match count {
        ..0 => None,
        0..100_000_000_000 => count.checked_mul(SECOND),
        100_000_000_000..100_000_000_000_000 => count.checked_mul(1000),
        _ => Some(count),
    };
    micros.map(Timestamp::from_micros).filter(|&at| can_be_meant(Zone::UTC.day(at)))
}

/// The instant of a count that the format says is of seconds. One of thousandths or millionths is understood and
/// reported: somebody converted the file.
pub(in crate::chat) fn unix_seconds(count: i64, line: u64, receiver: &mut dyn Receiver) -> Option<Timestamp> {
    let stamp = unix(count, line, receiver);
    if stamp.is_some() && count >= 100_000_000_000 {
        receiver.odd(&TIME_SCALE, line, "the count since 1970 is finer than seconds");
    }
    stamp
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
    fn midnight_after_the_day_and_the_leap_second() {
        let mut recorder = Recorder::default();
        let mut at = |date, h, m, s| local(Zone::UTC, Some(date).zip(second_of_day(h, m, s)), 9, &mut recorder);
        let (eve, new_year) = (day(2016, 12, 31).unwrap(), day(2017, 1, 1).unwrap());
        assert_eq!(at(eve, 24, 0, 0), at(new_year, 0, 0, 0));
        // The last leap second so far was 2016-12-31T23:59:60Z (IERS Bulletin C 52).
        assert_eq!(at(eve, 23, 59, 60), at(eve, 23, 59, 59));
        assert_eq!((recorder.codes("hour-24"), recorder.codes("leap-second")), (vec![9], vec![9]));
    }

    #[test]
    fn counts_finer_than_seconds_are_understood_and_reported() {
        let mut recorder = Recorder::default();
        let second = unix_seconds(1_544_006_350, 1, &mut recorder);
        assert_eq!(unix_seconds(1_544_006_350_000, 2, &mut recorder), second);
        assert_eq!(recorder.codes("time-scale"), [2]);
    }

    #[test]
    fn impossible_days_and_hours() {
        assert!(!day(1999, 12, 31).is_some_and(can_be_meant) && day(2000, 1, 1).is_some_and(can_be_meant));
        assert!(!day(2101, 1, 1).is_some_and(can_be_meant) && day(0, 1, 1).is_none() && day(10_000, 1, 1).is_none());
        assert!(day(2017, 2, 30).is_none() && second_of_day(24, 0, 1).is_none() && second_of_day(23, 59, 61).is_none());
        let mut recorder = Recorder::default();
        for year in [1, 1999, 2101, 9999] {
            assert_eq!(local(Zone::UTC, day(year, 5, 1).zip(Some(0)), 3, &mut recorder), None);
        }
        assert_eq!(recorder.codes("bad-time"), [3, 3, 3, 3]);
        assert_eq!(iso("2018-12-05T10:39:10"), day(2018, 12, 5).zip(Some(38_350)));
        assert_eq!(iso("2018-12-05T10:39"), None);
    }
}
