//! Days and hours as they are said: one place for all cues. Which day it is, `when` finds out; here it is enough that one is named.

use crate::text::said::{Said, Words, words};
use crate::text::when::day_named;

/// Days that are near and not named: 下次活动, 这周照常.
const NEAR: Words =
    words!["下周", "下星期", "下礼拜", "下次", "下回", "本周", "这周", "这礼拜", "本月", "下个月", "月底"];
/// Parts of the day, and hours that all know.
const PARTS: Words = words![
    "上午",
    "下午",
    "中午",
    "晚上",
    "早上",
    "早晨",
    "傍晚",
    "今晚",
    "明晚",
    "明早",
    "老时间",
    "时间不变",
    "照旧",
    "照常",
];
/// Whether it names a day that may lie ahead.
pub(super) fn names_day(text: &Said<'_>) -> bool {
    text.names_day(|| day_named(text).is_some())
}

/// Whether it names a day, or one that is near: 下次, 本周.
pub(super) fn names_near_day(text: &Said<'_>) -> bool {
    text.has(NEAR) || names_day(text)
}

/// Whether it names an hour or a part of the day.
pub(super) fn names_hour(text: &Said<'_>) -> bool {
    names_hour_in(text, text)
}

/// Whether a part of it does.
fn names_hour_in(text: &Said<'_>, part: &str) -> bool {
    text.has_in(part, PARTS) || names_clock(part)
}

/// Whether it begins with a day, and names an hour before the first mark: 周日上午九点花园除草.
pub(super) fn opens_with_time(text: &Said<'_>) -> bool {
    let first = clauses(text).next().unwrap_or_default();
    let lead = |at: usize| first.get(..at).is_some_and(|lead| lead.chars().count() <= 2);
    day_named(first).is_some_and(|(at, _)| lead(at)) && names_hour_in(text, first)
}

/// Whether it names an hour of the clock: 九点, 9:30; 有一点 and 早点 are none.
pub(super) fn names_clock(text: &str) -> bool {
    let number = |c: char| {
        c.is_ascii_digit() || matches!(c, '一' | '二' | '两' | '三' | '四' | '五' | '六' | '七' | '八' | '九' | '十')
    };
    let mut signs = text.chars().peekable();
    let (mut earlier, mut last) = (' ', ' ');
    while let Some(c) = signs.next() {
        let next = signs.peek().copied().unwrap_or(' ');
        // 一点 is a little, unless it is 十一点, 下午一点 or 一点半.
        let little = last == '一'
            && earlier != '十'
            && !matches!(earlier, '午' | '晚' | '夜')
            && !matches!(next, '半' | '钟' | '整');
        if matches!(c, '点') && number(last) && !little && !matches!(next, '儿' | '意' | '建' | '要') {
            return true;
        }
        if matches!(c, ':' | '：') && last.is_ascii_digit() && next.is_ascii_digit() {
            return true;
        }
        (earlier, last) = (last, c);
    }
    false
}

/// What stands between marks.
pub(super) fn clauses(text: &str) -> impl Iterator<Item = &str> {
    let mark = |c: char| {
        c.is_whitespace()
            || matches!(c, '。' | '，' | '！' | '？' | '；' | '、' | ',' | '!' | '?' | ';' | '~' | '～' | '…')
    };
    text.split(mark).filter(|clause| !clause.is_empty())
}
