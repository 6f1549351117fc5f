//! The date and time that begin a message, in every shape seen.

use super::super::DateOrder;
use super::super::reading::{clock, digit, is_mark, number};

/// The three numbers of a date as they stand, each with its number of digits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::chat) struct Written {
    pub(in crate::chat) parts: [(u32, u8); 3],
    year_first_usual: bool,
}

impl Written {
    /// Whether the shape alone says that the year comes first.
    pub(super) fn begins_with_year(self) -> bool {
        self.parts[0].1 == 4
    }

    /// Whether telephones write dates with the year first in this way: with hyphens, or points and blanks as in Korea.
    /// Dates with slashes or bare points and years of two digits have the day or the month first in all but one locale.
    pub(super) fn usual_with_year_first(self) -> bool {
        self.year_first_usual || self.begins_with_year()
    }

    /// Year, month and day in this order, if the shape allows it. Years of two digits are of this century.
    pub(in crate::chat) fn arranged(self, order: Option<DateOrder>) -> Option<(u32, u32, u32)> {
        let [a, b, c] = self.parts;
        let order = if self.begins_with_year() { DateOrder::YearFirst } else { order? };
        let (year, month, day) = match order {
            DateOrder::DayFirst => (c, b, a),
            DateOrder::MonthFirst => (c, a, b),
            DateOrder::YearFirst => (a, b, c),
        };
        let century = if year.1 == 2 { 2000 } else { 0 };
        (month.1 <= 2 && day.1 <= 2).then_some((century + year.0, month.0, day.0))
    }
}

/// The head of a message, and what follows it.
#[derive(Debug)]
pub(super) struct Stamp<'a> {
    pub(super) date: Written,
    /// None if there is no such hour.
    pub(super) second_of_day: Option<u32>,
    pub(super) rest: &'a str,
}

/// Splits a line that begins a message.
pub(super) fn split(line: &str) -> Option<Stamp<'_>> {
    let line = line.trim_start_matches(is_mark);
    let (bracketed, line) = line.strip_prefix('[').map_or((false, line), |rest| (true, rest));
    // Most lines are told from a head by their first character.
    line.chars().next().and_then(digit)?;
    let (date, rest) = date(line)?;
    let (before, rest) = between(rest)?;
    let (hour, minute, second, rest) = time(rest)?;
    let (after, rest) = half_after(rest);
    let rest = if bracketed {
        rest.trim_start_matches(is_space).strip_prefix(']')?.trim_start_matches(is_space)
    } else {
        let rest = rest.trim_start_matches(is_space).strip_prefix(['-', '–'])?;
        if !rest.is_empty() && !rest.starts_with(is_space) {
            return None;
        }
        rest.trim_start_matches(is_space)
    };
    let hour = in_half(hour, before.or(after));
    let second_of_day = hour.and_then(|hour| clock::second_of_day(hour, minute, second));
    Some(Stamp { date, second_of_day, rest: rest.trim_start_matches(is_mark) })
}

/// Blanks of every width that stand in dates and times: U+00A0, U+2009, U+202F among them.
fn is_space(c: char) -> bool {
    matches!(c, ' ' | '\u{A0}' | '\u{2009}' | '\u{202F}') || is_mark(c)
}

/// Three numbers of a date, and what follows.
pub(in crate::chat) fn date(text: &str) -> Option<(Written, &str)> {
    let (a, a_digits, rest) = number(text, 4)?;
    let (mark, rest) = separator(rest)?;
    let (b, b_digits, rest) = number(rest, 2)?;
    let (second_mark, rest) = separator(rest)?;
    let (c, c_digits, rest) = number(rest, 4)?;
    let same = mark == second_mark || matches!((mark, second_mark), ('年', '月') | ('년', '월'));
    // One four-digit number at most, and none of three digits.
    let shaped = matches!((a_digits, c_digits), (1 | 2, 1 | 2 | 4) | (4, 1 | 2));
    let rest = rest.strip_prefix(['.', '日', '일']).unwrap_or(rest);
    let year_first_usual = matches!(mark, '-' | '年' | '년') || (mark == '.' && dotted_and_spaced(text));
    let parts = [(a, a_digits), (b, b_digits), (c, c_digits)];
    (same && shaped).then_some((Written { parts, year_first_usual }, rest))
}

/// `20. 1. 15.`
fn dotted_and_spaced(date: &str) -> bool {
    date.split_once('.').is_some_and(|(_, rest)| rest.starts_with(is_space))
}

fn separator(text: &str) -> Option<(char, &str)> {
    let mark = text.chars().next().filter(|c| matches!(c, '/' | '.' | '-' | '年' | '月' | '년' | '월'))?;
    Some((mark, text.get(mark.len_utf8()..)?.trim_start_matches(is_space)))
}

/// Before or after noon.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Half {
    Before,
    After,
    /// 中午: from eleven to two.
    Noon,
}

/// The words of Chinese, Japanese and Korean telephones stand before the time in exports of iOS and Android alike.
const HALVES: &[(&str, Half)] = &[
    ("上午", Half::Before),
    ("凌晨", Half::Before),
    ("早上", Half::Before),
    ("清晨", Half::Before),
    ("午前", Half::Before),
    ("오전", Half::Before),
    ("中午", Half::Noon),
    ("下午", Half::After),
    ("晚上", Half::After),
    ("傍晚", Half::After),
    ("午後", Half::After),
    ("오후", Half::After),
    ("vorm.", Half::Before),
    ("nachm.", Half::After),
    ("ÖÖ", Half::Before),
    ("ÖS", Half::After),
];

/// What stands between date and time: a comma, blanks, in some locales a short word, or a half of the day.
fn between(text: &str) -> Option<(Option<Half>, &str)> {
    let at = text.char_indices().take(20).find(|&(_, c)| digit(c).is_some())?.0;
    let (gap, rest) = text.split_at_checked(at)?;
    let word = gap.trim_matches(|c: char| is_space(c) || matches!(c, ',' | '،' | '，'));
    if let Some((_, half)) = HALVES.iter().find(|(known, _)| *known == word) {
        return Some((Some(*half), rest));
    }
    if let Some((half, "")) = latin_half(word) {
        return Some((Some(half), rest));
    }
    let filler = word.chars().all(|c| c.is_alphabetic() || c == ' ' || is_space(c));
    (!gap.is_empty() && filler).then_some((None, rest))
}

fn time(text: &str) -> Option<(u32, u32, u32, &str)> {
    let (hour, _, rest) = number(text, 2)?;
    let (minute, 2, rest) = number(rest.strip_prefix([':', '.', '：'])?, 2)? else { return None };
    match rest.strip_prefix([':', '.', '：']).and_then(|rest| number(rest, 2)) {
        Some((second, 2, rest)) => Some((hour, minute, second, rest)),
        _ => Some((hour, minute, 0, rest)),
    }
}

/// A clock that stands alone.
#[derive(Debug)]
pub(in crate::chat) struct Alone {
    /// None if there is no such hour.
    pub(in crate::chat) second_of_day: Option<u32>,
}

/// Reads a clock that stands alone, with the half of the day before or after it.
pub(in crate::chat) fn alone(text: &str) -> Option<Alone> {
    let (before, rest) = between(text).filter(|(half, _)| half.is_some()).unwrap_or((None, text));
    let (hour, minute, second, rest) = time(rest)?;
    let (after, rest) = half_after(rest);
    let hour = in_half(hour, before.or(after));
    let second_of_day = hour.and_then(|hour| clock::second_of_day(hour, minute, second));
    rest.chars().all(is_space).then_some(Alone { second_of_day })
}

fn half_after(text: &str) -> (Option<Half>, &str) {
    let rest = text.trim_start_matches(is_space);
    if let Some((half, rest)) = latin_half(rest) {
        return (Some(half), rest);
    }
    let known = HALVES.iter().find_map(|(word, half)| Some((*half, rest.strip_prefix(word)?)));
    known.map_or((None, text), |(half, rest)| (Some(half), rest))
}

/// `AM`, `pm`, `a.m.`, `p. m.`
fn latin_half(text: &str) -> Option<(Half, &str)> {
    let half = match text.chars().next()? {
        'a' | 'A' => Half::Before,
        'p' | 'P' => Half::After,
        _ => return None,
    };
    let rest = text.get(1..)?;
    let rest = rest.strip_prefix('.').unwrap_or(rest).trim_start_matches(is_space);
    let rest = rest.strip_prefix(['m', 'M'])?;
    Some((half, rest.strip_prefix('.').unwrap_or(rest)))
}

/// The hour of a 24-hour clock. `00:08 a. m.` and `20:49 p. m.` are seen and have one meaning each.
fn in_half(hour: u32, half: Option<Half>) -> Option<u32> {
    match half {
        Some(Half::Before) if hour == 12 => Some(0),
        Some(Half::Before) => (hour < 12).then_some(hour),
        Some(Half::After) if hour < 12 => Some(hour + 12),
        Some(Half::Noon) if hour < 3 => Some(hour + 12),
        _ => Some(hour),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn seen(line: &str) -> Option<(Vec<u32>, Option<u32>, String)> {
        split(line).map(|s| (s.date.parts.iter().map(|part| part.0).collect(), s.second_of_day, s.rest.to_owned()))
    }

    #[test]
    fn every_shape_of_head() {
        let half_past_two = Some(14 * 3600 + 22 * 60);
        for (line, date) in [
            ("15/01/20, 14:22 - A: b", [15, 1, 20]),
            ("15.01.2020, 14:22 - A: b", [15, 1, 2020]),
            ("15-01-20 14:22 - A: b", [15, 1, 20]),
            ("[2020-01-15 14:22] A: b", [2020, 1, 15]),
            ("\u{200E}[15/01/20, 14:22:00] \u{200E}A: b", [15, 1, 20]),
            ("[1/15/20, 2:22:00\u{202F}PM] A: b", [1, 15, 20]),
            ("1/15/20, 2:22\u{A0}p. m. - A: b", [1, 15, 20]),
            ("15/1/2020 à 14:22 - A: b", [15, 1, 2020]),
            ("15.1.2020 klo 14.22 - A: b", [15, 1, 2020]),
            ("15. 1. 2020. 14:22 - A: b", [15, 1, 2020]),
            ("2020/1/15 下午2:22 - A: b", [2020, 1, 15]),
            ("[2020/1/15 下午2:22:00] A: b", [2020, 1, 15]),
            ("2020年1月15日 下午2:22 - A: b", [2020, 1, 15]),
            ("2020/01/15, 午後2:22 - A: b", [2020, 1, 15]),
            ("2020. 1. 15. 오후 2:22 - A: b", [2020, 1, 15]),
            ("2020년 1월 15일 오후 2:22 - A: b", [2020, 1, 15]),
            ("15.01.20, 2:22 nachm. - A: b", [15, 1, 20]),
            ("15.01.2020 ÖS 2:22 - A: b", [15, 1, 2020]),
            ("15/01/20 14.22 - A: b", [15, 1, 20]),
            ("[15/1/20, 2:22:00 p.\u{A0}m.] A: b", [15, 1, 20]),
            ("２０２０/１/１５ １４：２２ - A: b", [2020, 1, 15]),
            ("15/01/20, 14:22 – A: b", [15, 1, 20]),
        ] {
            assert_eq!(seen(line), Some((date.to_vec(), half_past_two, "A: b".to_owned())), "{line}");
        }
    }

    #[test]
    fn hours_of_twelve_hour_clocks() {
        let hour = |text: &str| split(&format!("1/2/2020, {text} - A: b")).map(|s| s.second_of_day.map(|s| s / 3600));
        assert_eq!(hour("12:00 am"), Some(Some(0)));
        assert_eq!(hour("12:00 pm"), Some(Some(12)));
        assert_eq!(hour("00:08 a. m."), Some(Some(0)));
        assert_eq!(hour("11:08 PM"), Some(Some(23)));
        assert_eq!(hour("中午12:08"), Some(Some(12)));
        assert_eq!(hour("中午1:08"), Some(Some(13)));
        assert_eq!(hour("凌晨12:08"), Some(Some(0)));
        assert_eq!(hour("晚上11:08"), Some(Some(23)));
        assert_eq!(hour("13:00 am"), Some(None));
        assert_eq!(hour("24:00"), Some(Some(24)));
        assert_eq!(hour("24:01"), Some(None));
        assert_eq!(hour("23:60"), Some(None));
    }

    #[test]
    fn lines_of_text_are_no_heads() {
        for line in [
            "",
            "Hello",
            "15/01/20",
            "15/01/20 14:22",
            "15/01/20, 14:22 A: b",
            "15/01/20, 14:22 -A: b",
            "15/01-20, 14:22 - A: b",
            "123/01/20, 14:22 - A: b",
            "15/01/202, 14:22 - A: b",
            "2020/01/2020, 14:22 - A: b",
            "3.5 - 4.5",
            "[15/01/20, 14:22 A: b",
            "15/01/20, Saturday at half past 14:22 - A: b",
        ] {
            assert!(split(line).is_none(), "{line}");
        }
    }
}
