//! Clocks without dates: which day a line is of, from the file's name, from markers in the log and from the order of lines.

use linli::time::{Day, Resolved, Zone};

use super::super::ReadOptions;
use super::super::reading::{clock, number};
use super::line::Stamp;

/// Lines of two writers may stand a little out of order; a larger step back is another day.
const JITTER: u32 = 5 * 60;
const HALF: u32 = 12 * 3600;

/// What a log leaves open.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Undated {
    /// The day.
    Day,
    /// The year.
    Year,
}

/// The day of each line.
pub(super) struct Days {
    zone: Zone,
    day: Option<Day>,
    /// The second of the day of the line before, on a clock of 24 hours.
    last: Option<u32>,
    /// The hour of the line before, as written.
    hour: u32,
    /// An hour was seen that only a clock of 24 hours shows.
    is_whole: bool,
    /// On a clock of twelve hours, whether it is after noon.
    half: Option<bool>,
    year: Option<i32>,
    month: u32,
}

impl Days {
    pub(super) fn new(options: &ReadOptions) -> Self {
        let day = in_name(&options.file);
        Self {
            zone: options.zone,
            day,
            last: None,
            hour: 0,
            is_whole: false,
            half: None,
            year: options.year.or(day.map(|day| day.ymd().0)),
            month: 0,
        }
    }

    /// Whether the clock turned out to be one of twelve hours.
    pub(super) const fn is_twelve(&self) -> bool {
        self.half.is_some()
    }

    /// The log says the day, and perhaps the second, itself.
    pub(super) fn mark(&mut self, day: Option<Day>, second: Option<u32>) {
        if let Some(day) = day {
            (self.day, self.last, self.year, self.month) = (Some(day), second, Some(day.ymd().0), day.ymd().1);
        }
    }

    /// Day and second of a stamp; None where it cannot be read.
    pub(super) fn at(&mut self, stamp: Stamp) -> Result<Option<(Day, u32)>, Undated> {
        match stamp {
            Stamp::Whole(at) => Ok(at),
            Stamp::Yearless(month, day, second) => {
                let year = self.year.ok_or(Undated::Year)?;
                // December, then January.
                let year = if month + 6 < self.month { year.saturating_add(1) } else { year };
                let found = u32::try_from(year).ok().and_then(|year| clock::day(year, month, day));
                if found.is_some() {
                    (self.year, self.month) = (Some(year), month);
                }
                Ok(found.zip(second))
            }
            Stamp::Clock(Some(second)) => self.clock(second).map(Some),
            Stamp::Clock(None) | Stamp::None => Ok(None),
        }
    }

    fn clock(&mut self, second: u32) -> Result<(Day, u32), Undated> {
        let mut day = self.day.ok_or(Undated::Day)?;
        let hour = second / 3600;
        self.is_whole |= hour == 0 || hour > 12;
        // One o'clock after twelve, and never an hour beyond: a clock of twelve hours, which was at noon.
        if self.half.is_none() && !self.is_whole && self.last.is_some() && self.hour == 12 && hour == 1 {
            self.half = Some(true);
        }
        let mut now = match self.half {
            Some(late) => second % HALF + if late { HALF } else { 0 },
            None => second,
        };
        if self.last.is_some_and(|last| now.saturating_add(JITTER) < last) && !self.repeats(day, now) {
            match &mut self.half {
                Some(late) => {
                    *late = !*late;
                    now = second % HALF + if *late { HALF } else { 0 };
                    day = if *late { day } else { day.plus(1) };
                }
                None => day = day.plus(1),
            }
        }
        (self.day, self.last, self.hour) = (Some(day), Some(now), hour);
        Ok((day, now))
    }

    /// The hour that a change of the clock gives twice.
    fn repeats(&self, day: Day, second: u32) -> bool {
        matches!(self.zone.resolve(day, second), Resolved::Fold(_))
    }
}

/// The last date in a file's name or path: `2004-11-15`, `2004_11_15`, `20041115`, `2004/11/15`.
fn in_name(name: &str) -> Option<Day> {
    let starts = name.char_indices().filter(|&(at, c)| {
        let before = name.get(..at).and_then(|before| before.chars().next_back());
        c.is_ascii_digit() && !before.is_some_and(|c| c.is_ascii_digit())
    });
    starts.filter_map(|(at, _)| dated(name.get(at..)?)).next_back()
}

fn dated(text: &str) -> Option<Day> {
    if let Some((all, 8, _)) = number(text, 8) {
        return clock::day(all / 10_000, all / 100 % 100, all % 100).filter(|&day| clock::can_be_meant(day));
    }
    let (year, 4, rest) = number(text, 4)? else { return None };
    let between = rest.chars().next().filter(|c| matches!(c, '-' | '_' | '.' | '/'))?;
    let (month, _, rest) = number(rest.strip_prefix(between)?, 2)?;
    let (day, _, _) = number(rest.strip_prefix(between)?, 2)?;
    clock::day(year, month, day).filter(|&day| clock::can_be_meant(day))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn days(file: &str, zone: &str) -> Days {
        Days::new(&ReadOptions::new(file, Zone::named(zone).unwrap()))
    }

    fn read(days: &mut Days, clocks: &[&str]) -> Vec<String> {
        let one = |clock: &str| {
            let (hour, minute) = clock.split_once(':').unwrap();
            let second = hour.parse::<u32>().unwrap() * 3600 + minute.parse::<u32>().unwrap() * 60;
            let (day, second) = days.at(Stamp::Clock(Some(second))).unwrap().unwrap();
            format!("{day} {:02}:{:02}", second / 3600, second / 60 % 60)
        };
        clocks.iter().copied().map(one).collect()
    }

    #[test]
    fn midnight_is_where_the_clock_goes_back() {
        let mut days = days("2011-11-13_02.raw.txt", "Asia/Shanghai");
        assert_eq!(
            read(&mut days, &["22:10", "23:59", "00:00", "00:02", "23:58"])[1..],
            ["2011-11-13 23:59", "2011-11-14 00:00", "2011-11-14 00:02", "2011-11-14 23:58"]
        );
        // A minute out of order is no new day.
        assert_eq!(read(&mut days, &["23:57", "09:00"]), ["2011-11-14 23:57", "2011-11-15 09:00"]);
    }

    #[test]
    fn a_clock_of_twelve_hours_shows_after_noon() {
        let mut days = days("2004-11-15", "UTC");
        let read = read(&mut days, &["12:18", "12:59", "01:00", "11:59", "12:00", "01:30", "12:10"]);
        assert_eq!(
            read,
            [
                "2004-11-15 12:18",
                "2004-11-15 12:59",
                "2004-11-15 13:00",
                "2004-11-15 23:59",
                "2004-11-16 00:00",
                "2004-11-16 01:30",
                "2004-11-16 12:10"
            ]
        );
        assert!(days.is_twelve());
    }

    #[test]
    fn the_doubled_hour_of_a_clock_change_is_one_night() {
        let mut days = days("2017-11-05.log", "America/New_York");
        assert_eq!(
            read(&mut days, &["00:30", "01:59", "01:05", "02:10"])[2..],
            ["2017-11-05 01:05", "2017-11-05 02:10"]
        );
    }

    #[test]
    fn dates_in_names() {
        let ymd = |name| in_name(name).map(|day: Day| day.to_string());
        for name in
            ["2004-11-15_03.raw.txt", "#ubuntu_20041115.log", "irclogs/2004/11/15/#c.txt", "1/2003-01-01/2004.11.15"]
        {
            assert_eq!(ymd(name).as_deref(), Some("2004-11-15"), "{name}");
        }
        for name in ["chat", "2004-13-01", "120041115", "2004-11", "1904-11-15"] {
            assert_eq!(ymd(name), None, "{name}");
        }
    }
}
