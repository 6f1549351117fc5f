//! Which day a text speaks of, against the day on which it was written: 明天, 周六, 下周三, 3月8日, 8号, 正月十五.
//!
//! What cannot be meant as a day of the next or the last weeks is no day. Every Wednesday (每周三) is none either.

mod number;
mod off;

use linli::time::Day;

use self::number::{day_number, hour, numeral};
use super::said::Signs;

/// A day, and perhaps an hour, that a text speaks of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct When {
    /// Days after the one on which it was written; less than 0 for a day before. [`NEXT`] is what was announced last.
    pub days: i16,
    /// The hour that stands beside it, in quarters of an hour from midnight.
    pub quarter: Option<u8>,
    /// Whether the text says that nothing will be held then: 取消, 改期.
    pub is_off: bool,
}

/// The day of whatever was announced last: a text that calls off need not name it.
pub const NEXT: i16 = i16::MAX;

/// Days further off than this are another year's, or a mistake.
const AHEAD: i32 = 120;
/// So far back somebody still speaks of what was held.
const BACK: i32 = 30;
/// The most days read of one text.
const MOST: usize = 4;
/// Longer texts are forwarded articles.
const LONGEST: usize = 6000;

/// Without one of these a text names no day.
const SIGNS: [char; 13] = ['天', '日', '号', '周', '期', '拜', '晚', '早', '儿', '月', '年', '-', '/'];

/// Words for a day begin with one of these, or with a digit.
static FIRST: Signs = Signs::of("大今明后昨前周星礼下上这本正一二两三四五六七八九十廿");

/// The days by a word alone. The longer stand first.
const WORDS: &[(&str, i32)] = &[
    ("大后天", 3),
    ("大前天", -3),
    ("今天", 0),
    ("今日", 0),
    ("今晚", 0),
    ("今早", 0),
    ("今儿", 0),
    ("明天", 1),
    ("明日", 1),
    ("明晚", 1),
    ("明早", 1),
    ("明儿", 1),
    ("后天", 2),
    ("昨天", -1),
    ("昨日", -1),
    ("昨晚", -1),
    ("昨儿", -1),
    ("前天", -2),
];

/// The first day of the lunar year (正月初一), by year of the calendar.
const NEW_YEARS: &[(i32, u32, u32)] = &[
    (2010, 2, 14),
    (2011, 2, 3),
    (2012, 1, 23),
    (2013, 2, 10),
    (2014, 1, 31),
    (2015, 2, 19),
    (2016, 2, 8),
    (2017, 1, 28),
    (2018, 2, 16),
    (2019, 2, 5),
    (2020, 1, 25),
    (2021, 2, 12),
    (2022, 2, 1),
    (2023, 1, 22),
    (2024, 2, 10),
    (2025, 1, 29),
    (2026, 2, 17),
    (2027, 2, 6),
    (2028, 1, 26),
    (2029, 2, 13),
    (2030, 2, 3),
    (2031, 1, 23),
    (2032, 2, 11),
    (2033, 1, 31),
    (2034, 2, 19),
    (2035, 2, 8),
];

/// The days a text speaks of, in its order, each once; one of several readings is that which lies ahead.
pub fn days_spoken_of(text: &str, written: Day) -> Vec<When> {
    let mut found = named(text, written);
    off::mark(text, &mut found);
    found.into_iter().map(|(_, when)| when).collect()
}

/// The days that a text names, with their places in it.
fn named(text: &str, written: Day) -> Vec<(usize, When)> {
    let mut found: Vec<(usize, When)> = Vec::new();
    if text.len() > LONGEST || !text.contains(SIGNS) {
        return found;
    }
    let mut rest = text;
    let mut before = None;
    while let Some(c) = rest.chars().next() {
        // A digit within a longer number begins nothing.
        let inside = c.is_ascii_digit() && before.is_some_and(|b: char| b.is_ascii_digit() || b == '.' || b == '第');
        let read = if inside { None } else { day_at(rest, before, written) };
        let Some((day, after)) = read else {
            before = Some(c);
            rest = rest.get(c.len_utf8()..).unwrap_or_default();
            continue;
        };
        before = rest.strip_suffix(after).and_then(|word| word.chars().next_back());
        let late = before == Some('晚');
        rest = after;
        let days = day.number() - written.number();
        if !(-BACK..=AHEAD).contains(&days) {
            continue;
        }
        let when = When { days: days as i16, quarter: hour(rest, late), is_off: false };
        let place = text.len() - rest.len();
        // 3月8日周三下午: one day, said twice.
        if let Some((_, known)) = found.iter_mut().find(|(_, known)| known.days == when.days) {
            known.quarter = known.quarter.or(when.quarter);
        } else if found.len() < MOST {
            found.push((place, when));
        } else {
            break;
        }
    }
    found
}

/// Where a text names a day that is not said to be past, and where the words for it end, in bytes.
pub(super) fn day_named(text: &str) -> Option<(usize, usize)> {
    if text.len() > LONGEST || !text.contains(SIGNS) {
        return None;
    }
    // Which day it is, is not asked: any will do to count from.
    let written = Day::from_ymd(2024, 5, 8)?;
    let mut before = None;
    text.char_indices().find_map(|(at, c)| {
        let last = before.replace(c);
        let inside = c.is_ascii_digit() && last.is_some_and(|b: char| b.is_ascii_digit() || b == '.' || b == '第');
        let rest = text.get(at..)?;
        if inside || rest.starts_with(['昨', '前', '上']) || rest.starts_with("大前天") || last == Some('上') {
            return None;
        }
        day_at(rest, last, written).map(|(_, after)| (at, text.len() - after.len()))
    })
}

/// The day that a text begins with, and what stands after it.
fn day_at(text: &str, before: Option<char>, written: Day) -> Option<(Day, &str)> {
    if !text.starts_with(|c: char| c.is_ascii_digit() || FIRST.has(c)) {
        return None;
    }
    if let Some(&(word, days)) = WORDS.iter().find(|(word, _)| text.starts_with(word)) {
        return Some((written.plus(days), text.get(word.len()..)?));
    }
    week_day(text, before, written).or_else(|| lunar(text, written)).or_else(|| dated(text, written))
}

/// 周六, 下周三, 这个星期天, 周末.
fn week_day(text: &str, before: Option<char>, written: Day) -> Option<(Day, &str)> {
    if matches!(before, Some('每' | '个' | '逢' | '一' | '两' | '半' | '四')) {
        return None;
    }
    let shifts = [("下下个", 2), ("下下", 2), ("下个", 1), ("下", 1), ("上个", -1), ("上", -1), ("这个", 0), ("本", 0)];
    let shifted = shifts.iter().chain(&[("这", 0)]).find_map(|&(word, weeks)| Some((weeks, text.strip_prefix(word)?)));
    let (weeks, rest) = shifted.map_or((None, text), |(weeks, rest)| (Some(weeks), rest));
    let rest = ["周", "星期", "礼拜"].iter().find_map(|word| rest.strip_prefix(word))?;
    let name = rest.chars().next()?;
    let after = rest.get(name.len_utf8()..)?;
    let at = match name {
        '一' | '1' => 0,
        '二' | '2' => 1,
        '三' | '3' => 2,
        '四' | '4' => 3,
        '五' | '5' => 4,
        '六' | '6' | '末' => 5,
        '日' | '天' | '七' | '7' => 6,
        _ => return None,
    };
    // 周年, 周大夫 and 周一一 are no days; 周日报 is a paper.
    if after.starts_with(['年', '报']) {
        return None;
    }
    let monday = written.monday();
    let day = match weeks {
        Some(weeks) => monday.plus(7 * weeks + at),
        None => Some(monday.plus(at)).filter(|day| *day >= written).unwrap_or_else(|| monday.plus(at + 7)),
    };
    Some((day, after))
}

/// 正月十五, 大年初二.
fn lunar(text: &str, written: Day) -> Option<(Day, &str)> {
    let rest = ["大年", "正月"].iter().find_map(|word| text.strip_prefix(word))?;
    let rest = rest.strip_prefix('初').unwrap_or(rest);
    let (number, after) = numeral(rest)?;
    if !(1..=30).contains(&number) {
        return None;
    }
    let year = written.ymd().0;
    let first = NEW_YEARS.iter().filter(|(of, ..)| (year..=year + 1).contains(of));
    let days = first.filter_map(|&(year, month, day)| Some(Day::from_ymd(year, month, day)?.plus(number as i32 - 1)));
    days.min_by_key(|day| (day.number() - written.number()).abs()).map(|day| (day, after))
}

/// 2017年3月8日, 2017-03-08, 3月8号, 三月八号, 8号.
fn dated(text: &str, written: Day) -> Option<(Day, &str)> {
    if let Some(found) = crate::value::leading_day(text).filter(|_| text.starts_with("20")) {
        return Some(found);
    }
    let (number, rest) = numeral(text)?;
    if let Some(rest) = rest.strip_prefix('月').filter(|_| (1..=12).contains(&number)) {
        let (day, after) = numeral(rest)?;
        let after = after.strip_prefix(['日', '号', '號']).or_else(|| (day > 0).then_some(after))?;
        // 3月8个 and 3月500元 are no days.
        if after.starts_with(['个', '元', '块', '份', '人', '次', '天', '期', '.', '%']) {
            return None;
        }
        let year = written.ymd().0;
        let years = (year - 1..=year + 1).filter_map(|year| Day::from_ymd(year, number, day));
        return years.min_by_key(|day| (day.number() - written.number()).abs()).map(|day| (day, after));
    }
    let after = day_number(rest)?;
    let (year, month, _) = written.ymd();
    let of = |month: u32, year: i32| Day::from_ymd(year, month, number);
    let this = of(month, year);
    let next = if month == 12 { of(1, year + 1) } else { of(month + 1, year) };
    // Of last week's days one still speaks; before that it is the next month's.
    let recent = this.filter(|day| day.number() + 7 >= written.number());
    recent.or(next).map(|day| (day, after))
}

#[cfg(test)]
mod tests;
