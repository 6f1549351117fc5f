//! Instants, civil days, zones, and windows resolved to instants. Nothing here reads a clock.

use std::fmt;

use chrono::{Datelike, NaiveDate, NaiveDateTime, NaiveTime, Offset, TimeDelta, TimeZone};
use chrono_tz::Tz;

use crate::error::{Error, ErrorKind};

/// Microseconds in a second.
pub const SECOND: i64 = 1_000_000;
/// Microseconds in a day of 24 hours.
pub const DAY: i64 = 86_400 * SECOND;

/// An instant, in microseconds since 1970-01-01T00:00Z.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
#[serde(transparent)]
pub struct Timestamp(i64);

impl Timestamp {
    /// The instant so many microseconds after the epoch.
    pub const fn from_micros(micros: i64) -> Self {
        Self(micros)
    }

    /// Microseconds since the epoch.
    pub const fn micros(self) -> i64 {
        self.0
    }

    /// Whether the instant lies on a day from [`Day::FIRST`] until [`Day::END`] in some zone: those are at most a day
    /// away from universal time.
    pub const fn is_meant(self) -> bool {
        (Day::FIRST.0 as i64 - 1) * DAY <= self.0 && self.0 < (Day::END.0 as i64 + 1) * DAY
    }

    /// The instant this much later, as far as the range allows.
    #[must_use]
    pub const fn plus(self, micros: i64) -> Self {
        Self(self.0.saturating_add(micros))
    }
}

/// A civil day, counted from 1970-01-01.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Day(i32);

impl Day {
    /// The first day that records can mean, 1900-01-01.
    pub const FIRST: Self = Self(-25_567);
    /// The day after the last that records can mean, 2200-01-01.
    pub const END: Self = Self(84_006);

    /// The day so many days after 1970-01-01.
    pub const fn from_number(number: i32) -> Self {
        Self(number)
    }

    /// Days since 1970-01-01.
    pub const fn number(self) -> i32 {
        self.0
    }

    /// A day of the calendar, if there is such a one.
    pub fn from_ymd(year: i32, month: u32, day: u32) -> Option<Self> {
        NaiveDate::from_ymd_opt(year, month, day).map(Self::from_date)
    }

    /// Reads `2017-03-06`.
    pub fn parse(text: &str) -> Option<Self> {
        NaiveDate::parse_from_str(text, "%Y-%m-%d").ok().map(Self::from_date)
    }

    /// The day itself, if records can mean it or the day after the last of them.
    pub(crate) fn meant(self) -> Result<Self, Error> {
        if (Self::FIRST..=Self::END).contains(&self) {
            return Ok(self);
        }
        let (first, last) = (Self::FIRST, Self::END);
        Err(Error::new(ErrorKind::Plan, (format!("the day {self} is out of reach"), format!("{self}这一天够不着")))
            .with_hint((format!("days are from {first} to {last}"), format!("日期要在{first}到{last}之间"))))
    }

    /// The day so many days later, as far as the range allows.
    #[must_use]
    pub const fn plus(self, days: i32) -> Self {
        Self(self.0.saturating_add(days))
    }

    /// The Monday on or before this day.
    #[must_use]
    pub fn monday(self) -> Self {
        // 1970-01-01 was a Thursday.
        Self(self.0.saturating_sub((self.0.rem_euclid(7) + 3) % 7))
    }

    /// Year, month and day.
    pub fn ymd(self) -> (i32, u32, u32) {
        let date = self.date();
        (date.year(), date.month(), date.day())
    }

    fn from_date(date: NaiveDate) -> Self {
        Self(date.num_days_from_ce() - EPOCH_FROM_CE)
    }

    fn date(self) -> NaiveDate {
        let end = if self.0 < 0 { NaiveDate::MIN } else { NaiveDate::MAX };
        NaiveDate::from_num_days_from_ce_opt(self.0.saturating_add(EPOCH_FROM_CE)).unwrap_or(end)
    }
}

const EPOCH_FROM_CE: i32 = 719_163;

impl fmt::Display for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (year, month, day) = self.ymd();
        write!(f, "{year:04}-{month:02}-{day:02}")
    }
}

impl serde::Serialize for Day {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> serde::Deserialize<'de> for Day {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        Self::parse(&text)
            .ok_or_else(|| serde::de::Error::custom(format!("`{text}` is not a date; write it as 2017-03-06")))
    }
}

/// A length of time in the plan: `28d`, `8w`, `12h`, `60m`, `300s`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Span(i64);

impl Span {
    /// So many whole days; the longest span there is for more.
    pub const fn days(days: i64) -> Self {
        Self(days.saturating_mul(DAY))
    }

    /// So many seconds; the longest span there is for more.
    pub const fn seconds(seconds: i64) -> Self {
        Self(seconds.saturating_mul(SECOND))
    }

    /// Microseconds.
    pub const fn micros(self) -> i64 {
        self.0
    }

    /// Whole days, if it is so many.
    pub fn whole_days(self) -> Option<i32> {
        (self.0 % DAY == 0).then(|| i32::try_from(self.0 / DAY).ok()).flatten()
    }

    /// Reads `28d`.
    pub fn parse(text: &str) -> Result<Self, Error> {
        let wrong = || {
            Error::new(ErrorKind::Plan, (format!("`{text}` is not a length of time"), format!("“{text}”不是一段时间")))
                .with_hint((
                    "write a whole number and one of w, d, h, m, s, as in `28d` or `60m`",
                    "写整数加单位 w、d、h、m、s（周、天、时、分、秒），比如 28d",
                ))
        };
        let split = text.find(|c: char| !c.is_ascii_digit()).ok_or_else(wrong)?;
        let number: i64 = text[..split].parse().map_err(|_| wrong())?;
        let unit = match &text[split..] {
            "w" => 7 * DAY,
            "d" => DAY,
            "h" => 3600 * SECOND,
            "m" => 60 * SECOND,
            "s" => SECOND,
            _ => return Err(wrong()),
        };
        // A century is longer than any plan means and short enough for every later sum.
        number.checked_mul(unit).filter(|&micros| micros <= 36_525 * DAY).map(Self).ok_or_else(wrong)
    }
}

impl fmt::Display for Span {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let seconds = self.0 / SECOND;
        match seconds {
            0 => write!(f, "0s"),
            s if s % 86_400 == 0 => write!(f, "{}d", s / 86_400),
            s if s % 3_600 == 0 => write!(f, "{}h", s / 3_600),
            s if s % 60 == 0 => write!(f, "{}m", s / 60),
            s => write!(f, "{s}s"),
        }
    }
}

impl serde::Serialize for Span {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> serde::Deserialize<'de> for Span {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        Self::parse(&text).map_err(serde::de::Error::custom)
    }
}

/// The zone in which the study's days begin.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Zone(Tz);

/// What a local time meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Resolved {
    /// One instant.
    Once(Timestamp),
    /// A clock change skips this time; the instant is later by the length of the gap.
    Gap(Timestamp),
    /// A clock change repeats this time; the instant is the first.
    Fold(Timestamp),
}

impl Resolved {
    /// The instant taken.
    pub const fn timestamp(self) -> Timestamp {
        match self {
            Self::Once(t) | Self::Gap(t) | Self::Fold(t) => t,
        }
    }
}

impl Zone {
    /// Universal time.
    pub const UTC: Self = Self(Tz::UTC);

    /// A zone by its IANA name, such as `Asia/Shanghai`.
    pub fn named(name: &str) -> Result<Self, Error> {
        name.parse().map(Self).map_err(|_| {
            Error::unknown(("time zone", "时区"), name, chrono_tz::TZ_VARIANTS.iter().map(|zone| zone.name()))
        })
    }

    /// The IANA name.
    pub fn name(self) -> &'static str {
        self.0.name()
    }

    /// The instant of a local date and time.
    pub fn resolve(self, day: Day, seconds_of_day: u32) -> Resolved {
        let time = NaiveTime::from_num_seconds_from_midnight_opt(seconds_of_day.min(86_399), 0).unwrap_or_default();
        let local = day.date().and_time(time);
        let instant = |naive: NaiveDateTime, offset: i32| {
            Timestamp(naive.and_utc().timestamp_micros() - i64::from(offset) * SECOND)
        };
        match self.0.offset_from_local_datetime(&local) {
            chrono::LocalResult::Single(offset) => Resolved::Once(instant(local, offset.fix().local_minus_utc())),
            chrono::LocalResult::Ambiguous(a, b) => {
                let (a, b) = (offset_instant(local, &a), offset_instant(local, &b));
                Resolved::Fold(a.min(b))
            }
            chrono::LocalResult::None => {
                // Read the clock as it stood before the change: that is later by exactly the gap.
                let before = local.checked_sub_signed(TimeDelta::days(1)).unwrap_or(local);
                let offset = match self.0.offset_from_local_datetime(&before) {
                    chrono::LocalResult::Single(o) | chrono::LocalResult::Ambiguous(o, _) => o.fix().local_minus_utc(),
                    chrono::LocalResult::None => 0,
                };
                Resolved::Gap(instant(local, offset))
            }
        }
    }

    /// The instant at which a local day begins.
    pub fn midnight(self, day: Day) -> Timestamp {
        self.resolve(day, 0).timestamp()
    }

    /// The local day of an instant.
    pub fn day(self, at: Timestamp) -> Day {
        Day::from_date(self.local(at).date())
    }

    /// The local day and the second of that day.
    pub fn day_and_second(self, at: Timestamp) -> (Day, u32) {
        use chrono::Timelike;
        let local = self.local(at);
        (Day::from_date(local.date()), local.time().num_seconds_from_midnight())
    }

    /// The local time as `2017-03-06T14:00:00`.
    pub fn format(self, at: Timestamp) -> String {
        self.local(at).format("%Y-%m-%dT%H:%M:%S").to_string()
    }

    fn local(self, at: Timestamp) -> NaiveDateTime {
        let utc = chrono::DateTime::from_timestamp_micros(at.0).map_or(NaiveDateTime::MIN, |t| t.naive_utc());
        let offset = self.0.offset_from_utc_datetime(&utc).fix().local_minus_utc();
        utc.checked_add_signed(TimeDelta::seconds(i64::from(offset))).unwrap_or(utc)
    }
}

fn offset_instant(local: NaiveDateTime, offset: &impl Offset) -> Timestamp {
    Timestamp(local.and_utc().timestamp_micros() - i64::from(offset.fix().local_minus_utc()) * SECOND)
}

/// The release of the IANA zone data compiled in.
pub const ZONE_DATA: &str = chrono_tz::IANA_TZDB_VERSION;

/// A half-open window `[start, end)` of whole local days.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Window {
    /// First instant inside.
    pub start: Timestamp,
    /// First instant after.
    pub end: Timestamp,
    /// First day inside.
    pub first_day: Day,
    /// First day after.
    pub end_day: Day,
    /// Whether it belongs to the disjoint series that tests and trends use.
    pub disjoint: bool,
}

impl Window {
    /// The window from one day up to, and without, another.
    pub fn of_days(first_day: Day, end_day: Day, zone: Zone) -> Self {
        Self { start: zone.midnight(first_day), end: zone.midnight(end_day), first_day, end_day, disjoint: true }
    }

    /// Whether an instant lies inside.
    pub fn contains(&self, at: Timestamp) -> bool {
        self.start <= at && at < self.end
    }

    /// Number of days.
    pub fn days(&self) -> i32 {
        self.end_day.number().saturating_sub(self.first_day.number())
    }
}

/// The most windows that [`windows`] gives. Daily steps through half a century stay below it.
pub const MAX_WINDOWS: usize = 20_000;

/// How many rolling windows there are, before [`windows`] stops at [`MAX_WINDOWS`].
pub fn window_count(first: Day, end: Day, length: i32, step: i32) -> u64 {
    if end <= first || length <= 0 || step <= 0 {
        return 0;
    }
    let room = i64::from(end.number()) - i64::from(first.number()) - i64::from(length);
    if room < 0 { 1 } else { (room / i64::from(step) + 1).unsigned_abs() }
}

/// Rolling windows of `length` days every `step` days that lie whole inside `[first, end)`, [`MAX_WINDOWS`] at most.
///
/// Every (`length` / `step`)-th window, from the first, is marked [`Window::disjoint`].
/// A span shorter than one window gives the one window that is the span itself.
pub fn windows(first: Day, end: Day, length: i32, step: i32, zone: Zone) -> Vec<Window> {
    let count = window_count(first, end, length, step).min(MAX_WINDOWS as u64) as usize;
    if count == 0 {
        return Vec::new();
    }
    if i64::from(end.number()) - i64::from(first.number()) < i64::from(length) {
        return vec![Window::of_days(first, end, zone)];
    }
    let every = (length / step).max(1) as usize;
    let starts = std::iter::successors(Some(first), |start| Some(start.plus(step)));
    let all = starts.take(count).enumerate().map(|(at, start)| {
        let window = Window::of_days(start, start.plus(length), zone);
        Window { disjoint: at % every == 0, ..window }
    });
    all.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_count_from_the_epoch() {
        assert_eq!(Day::parse("1970-01-01").map(Day::number), Some(0));
        assert_eq!(Day::parse("2017-03-06").map(Day::monday), Day::parse("2017-03-06"));
        assert_eq!(Day::parse("2017-03-05").map(Day::monday), Day::parse("2017-02-27"));
        assert_eq!(Day::parse("2017-02-30"), None);
    }

    #[test]
    fn gap_and_fold_are_told_apart() {
        let zone = Zone::named("America/New_York").unwrap();
        let gap = Day::from_ymd(2017, 3, 12).unwrap();
        assert!(
            matches!(zone.resolve(gap, 2 * 3600 + 1800), Resolved::Gap(t) if zone.format(t) == "2017-03-12T03:30:00")
        );
        let fold = Day::from_ymd(2017, 11, 5).unwrap();
        assert!(matches!(zone.resolve(fold, 3600 + 1800), Resolved::Fold(_)));
        // China kept summer time from 1986 to 1991.
        let shanghai = Zone::named("Asia/Shanghai").unwrap();
        assert!(matches!(shanghai.resolve(Day::from_ymd(1986, 5, 4).unwrap(), 2 * 3600 + 60), Resolved::Gap(_)));
    }

    #[test]
    fn spans_read_and_print() {
        for text in ["28d", "60d", "12h", "5m", "7s", "0s"] {
            assert_eq!(Span::parse(text).unwrap().to_string(), text);
        }
        assert_eq!(Span::parse("8w").unwrap(), Span::days(56));
        for text in ["", "d", "28", "-1d", "1y", "99999999999999999999d", "999999999w"] {
            assert!(Span::parse(text).is_err(), "{text}");
        }
    }

    #[test]
    fn rolling_windows_mark_a_disjoint_series() {
        let first = Day::parse("2024-01-01").unwrap();
        let all = windows(first, first.plus(365), 28, 7, Zone::UTC);
        assert_eq!(all.len(), 49);
        assert_eq!(all.iter().filter(|w| w.disjoint).count(), 13);
        let disjoint: Vec<&Window> = all.iter().filter(|w| w.disjoint).collect();
        assert!(disjoint.windows(2).all(|pair| pair[0].end == pair[1].start));
        assert_eq!(window_count(first, first.plus(365), 28, 7), 49);
        assert_eq!(windows(first, first.plus(3), 28, 7, Zone::UTC).len(), 1);
        assert!(windows(first, first, 28, 7, Zone::UTC).is_empty());
    }

    #[test]
    fn days_and_windows_at_the_ends_of_the_range() {
        assert_eq!((Day::from_ymd(1900, 1, 1), Day::from_ymd(2200, 1, 1)), (Some(Day::FIRST), Some(Day::END)));
        let (low, high) = (Day::from_number(i32::MIN), Day::from_number(i32::MAX));
        // 2³¹ − 1 days after a Thursday is a Friday, as 2³¹ − 1 is 1 beyond a multiple of seven.
        assert_eq!((low.monday(), high.monday().number()), (low, i32::MAX - 4));
        assert_eq!((high.plus(1), low.plus(-1)), (high, low));
        assert!(low.ymd() < high.ymd());
        let zone = Zone::named("Asia/Shanghai").unwrap();
        let all = windows(low, high, 28, 1, zone);
        assert_eq!((all.len(), window_count(low, high, 28, 1)), (MAX_WINDOWS, u64::from(u32::MAX) - 27));
        assert_eq!(windows(high.plus(-28), high, 28, i32::MAX, zone).len(), 1);
        assert_eq!(windows(low, high, i32::MAX, 1, zone)[0].days(), i32::MAX);
        assert_eq!(Window::of_days(low, high, zone).days(), i32::MAX);
        assert!(!Timestamp::from_micros(i64::MIN).is_meant() && !Timestamp::from_micros(i64::MAX).is_meant());
        assert!(zone.midnight(Day::FIRST).is_meant());
        zone.day(Timestamp::from_micros(i64::MIN));
    }
}
