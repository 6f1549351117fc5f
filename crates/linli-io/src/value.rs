//! What people write into cells: dates, times, numbers, yes and no.

use linli::time::Day;

/// Trims what is invisible at the ends of a cell or a name: ASCII space and U+3000. Nothing inside is touched.
pub(crate) fn trim(text: &str) -> &str {
    text.trim_matches(|c: char| c.is_ascii_whitespace() || c == '\u{3000}')
}

/// Full-width forms (`２０１７：`) as ASCII, trimmed.
pub(crate) fn fold(text: &str) -> String {
    trim(text)
        .chars()
        .map(|c| match c {
            '\u{3000}' | '\u{a0}' => ' ',
            '\u{ff01}'..='\u{ff5e}' => char::from_u32(u32::from(c) - 0xfee0).unwrap_or(c),
            _ => c,
        })
        .collect()
}

/// A day, and the second of that day where a time stands with it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Moment {
    pub(crate) day: Day,
    pub(crate) second: Option<u32>,
}

/// Reads `2017-03-06`, `2017/3/6`, `2017.3.6`, `2017年3月6日`, `20170306`, with or without a weekday and a time.
pub(crate) fn moment(text: &str) -> Option<Moment> {
    let folded = fold(text);
    let (day, rest) = leading_day(&folded)?;
    let rest = after_weekday(rest.trim_start_matches(['T', ' ', ',']).trim());
    // Half a day is no time.
    if rest.is_empty() || matches!(rest, "上午" | "下午" | "晚上" | "中午" | "早上" | "全天") {
        return Some(Moment { day, second: None });
    }
    Some(Moment { day, second: Some(time(rest)?) })
}

/// Reads a day; a time beside it is accepted and left.
pub(crate) fn day(text: &str) -> Option<Day> {
    moment(text).map(|moment| moment.day)
}

/// The day at the very beginning of a text, and what follows it.
pub(crate) fn leading_day(text: &str) -> Option<(Day, &str)> {
    let (year, digits, rest) = number(text)?;
    if digits == 8 {
        let day = calendar_day(year / 10_000, year / 100 % 100, year % 100)?;
        return Some((day, rest));
    }
    if digits != 4 {
        return None;
    }
    let (month, _, rest) = number(rest.strip_prefix(['-', '/', '.', '年'])?.trim_start())?;
    let (of_month, digits, rest) = number(rest.strip_prefix(['-', '/', '.', '月'])?.trim_start())?;
    if digits > 2 {
        return None;
    }
    Some((calendar_day(year, month, of_month)?, rest.strip_prefix(['日', '号']).unwrap_or(rest)))
}

/// The first day written anywhere in a text, and what follows it.
pub(crate) fn find_day(text: &str) -> Option<(Day, &str)> {
    let mut before = ' ';
    for (at, c) in text.char_indices() {
        if c.is_ascii_digit()
            && !before.is_ascii_digit()
            && let Some(found) = leading_day(&text[at..])
        {
            return Some(found);
        }
        before = c;
    }
    None
}

/// Month and day without a year: `2.10`, `3/1`, `3月5日`.
pub(crate) fn month_and_day(text: &str) -> Option<(u32, u32)> {
    let folded = fold(text);
    let (month, digits, rest) = number(&folded)?;
    let rest = rest.strip_prefix(['-', '/', '.', '月'])?;
    let (day, day_digits, rest) = number(rest)?;
    let rest = rest.strip_prefix(['日', '号']).unwrap_or(rest);
    let fits = digits <= 2 && day_digits <= 2 && after_weekday(rest.trim()).is_empty();
    // Any leap year says which days a month can have.
    (fits && calendar_day(2016, month, day).is_some()).then_some((month, day))
}

/// A day of a year that can be meant.
pub(crate) fn calendar_day(year: u32, month: u32, day: u32) -> Option<Day> {
    if !(1900..=2100).contains(&year) {
        return None;
    }
    Day::from_ymd(i32::try_from(year).ok()?, month, day)
}

/// Reads `14:00`, `14:00:30`, `下午2:30`, `2:30 pm`, `14点`, `8点半`; of `14:00-16:00` the beginning.
pub(crate) fn time(text: &str) -> Option<u32> {
    let folded = fold(text).to_lowercase();
    let mut rest = folded.as_str();
    let mut half = None;
    for (word, afternoon) in [
        ("凌晨", false),
        ("早上", false),
        ("上午", false),
        ("中午", true),
        ("下午", true),
        ("晚上", true),
        ("am", false),
        ("pm", true),
    ] {
        if let Some(after) = rest.strip_prefix(word) {
            (rest, half) = (after.trim_start(), Some(afternoon));
        }
    }
    let (hour, digits, after) = number(rest)?;
    let (mut minute, mut second) = (0, 0);
    rest = after;
    if let Some(after) = rest.strip_prefix(':') {
        (minute, rest) = number(after).map(|(minute, _, rest)| (minute, rest))?;
        if let Some(after) = rest.strip_prefix(':') {
            (second, rest) = number(after).map(|(second, _, rest)| (second, rest))?;
            // A fraction of a second says nothing here.
            rest = rest.strip_prefix('.').map_or(rest, |rest| rest.trim_start_matches(|c: char| c.is_ascii_digit()));
        }
    } else {
        rest = rest.strip_prefix(['点', '时'])?;
        if let Some(after) = rest.strip_prefix('半') {
            (minute, rest) = (30, after);
        } else if let Some((written, _, after)) = number(rest) {
            (minute, rest) = (written, after.strip_prefix('分').unwrap_or(after));
        }
    }
    rest = rest.trim_start();
    for (word, afternoon) in [("am", false), ("pm", true), ("a.m.", false), ("p.m.", true)] {
        if let Some(after) = rest.strip_prefix(word) {
            (rest, half) = (after.trim_start(), Some(afternoon));
        }
    }
    let hour = match half {
        Some(true) if hour < 12 => hour + 12,
        Some(false) if hour == 12 => 0,
        _ => hour,
    };
    let ends = rest.is_empty() || rest.starts_with(['-', '~', '—', '–', '至', '到', '开', '起']);
    (ends && digits <= 2 && hour < 24 && minute < 60 && second < 60).then(|| hour * 3600 + minute * 60 + second)
}

/// The day of an Excel serial number, which counts from the last day of 1899 and believes in 1900-02-29.
pub(crate) fn serial_day(serial: f64) -> Option<Day> {
    if !(61.0..=73_415.0).contains(&serial) {
        return None;
    }
    Some(Day::from_number(serial.floor() as i32 - 25_569))
}

/// A whole number.
pub(crate) fn whole(text: &str) -> Option<u32> {
    let folded = fold(text);
    let digits = folded.strip_suffix(".0").unwrap_or(&folded);
    (!digits.is_empty() && digits.bytes().all(|b| b.is_ascii_digit())).then(|| digits.parse().ok()).flatten()
}

/// A number of people written as such: `15人`, `约18位`, `26人（名单在学校）`.
pub(crate) fn people(text: &str) -> Option<u32> {
    let folded = fold(text);
    let rest = folded.trim_start_matches(['约', '共', '计', ' ']);
    let (count, _, rest) = number(rest)?;
    rest.trim_start().starts_with(['人', '位', '名']).then_some(count)
}

/// Reads yes and no as they are written or ticked.
pub(crate) fn yes(text: &str) -> Option<bool> {
    match fold(text).to_lowercase().as_str() {
        "是" | "有" | "对" | "yes" | "y" | "true" | "1" | "√" | "✓" | "✔" | "☑" | "v" => Some(true),
        "否" | "无" | "没有" | "不" | "no" | "n" | "false" | "0" | "×" | "✗" | "✘" | "x" => Some(false),
        _ => None,
    }
}

/// Leading digits: their value, how many there are, and what follows. Nine digits at most.
fn number(text: &str) -> Option<(u32, usize, &str)> {
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    if digits == 0 || digits > 9 {
        return None;
    }
    Some((text[..digits].parse().ok()?, digits, &text[digits..]))
}

fn after_weekday(text: &str) -> &str {
    let open = text.trim_start_matches(['(', '[']);
    for word in ["周", "星期", "礼拜"] {
        if let Some(rest) = open.strip_prefix(word)
            && let Some(rest) = rest.strip_prefix(['一', '二', '三', '四', '五', '六', '日', '天'])
        {
            return rest.trim_start_matches([')', ']']).trim_start();
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(year: i32, month: u32, day: u32) -> Day {
        Day::from_ymd(year, month, day).unwrap()
    }

    #[test]
    fn days_as_people_write_them() {
        for text in [
            "2017-03-06",
            "2017/3/6",
            "2017.3.6",
            "2017年3月6日",
            "２０１７．３．６",
            "20170306",
            "2017-3-6 (周一)",
            "2017-03-06T14:00:00",
            "2017年3月6日 上午",
        ] {
            assert_eq!(day(text), Some(of(2017, 3, 6)), "{text}");
        }
        for text in [
            "",
            "03/04/2017",
            "17-3-6",
            "2017-02-30",
            "2017-3",
            "2017-3-123",
            "99999999999",
            "2017-03-06 x",
            "3月6日",
            "1799-01-01",
        ] {
            assert_eq!(day(text), None, "{text}");
        }
    }

    #[test]
    fn times_as_people_write_them() {
        let at = |h: u32, m: u32| Some(h * 3600 + m * 60);
        for (text, expected) in [
            ("14:00", at(14, 0)),
            ("１４：３０", at(14, 30)),
            ("下午2:30", at(14, 30)),
            ("2:30 PM", at(14, 30)),
            ("上午12:10", at(0, 10)),
            ("8点半", at(8, 30)),
            ("14点", at(14, 0)),
            ("9点10分", at(9, 10)),
            ("14:00-16:00", at(14, 0)),
            ("24:00", None),
            ("14:60", None),
            ("14", None),
            ("家里", None),
            ("999999999:00", None),
        ] {
            assert_eq!(time(text), expected, "{text}");
        }
        let moment = moment("2017年2月10日 14:00").unwrap();
        assert_eq!((moment.day, moment.second), (of(2017, 2, 10), at(14, 0)));
    }

    #[test]
    fn serial_days_of_both_sides_of_the_leap_that_was_not() {
        assert_eq!(serial_day(42_800.6), Some(of(2017, 3, 6)));
        assert_eq!(serial_day(61.0), Some(of(1900, 3, 1)));
        assert_eq!(serial_day(60.0), None);
        assert_eq!(serial_day(f64::NAN), None);
    }

    #[test]
    fn months_numbers_and_counts() {
        assert_eq!(month_and_day("2.10"), Some((2, 10)));
        assert_eq!(month_and_day("3月5日"), Some((3, 5)));
        assert_eq!(month_and_day("13.1"), None);
        assert_eq!(month_and_day("2.30"), None);
        assert_eq!(people("约18位"), Some(18));
        assert_eq!(people("26人（名单在学校）"), Some(26));
        assert_eq!(people("28号"), None);
        assert_eq!(whole("86"), Some(86));
        assert_eq!(whole("10+1"), None);
        assert_eq!(yes("√"), Some(true));
        assert_eq!(yes("没去"), None);
    }

    #[test]
    fn a_day_is_found_inside_a_line() {
        assert_eq!(find_day("日期:2017.2.11").map(|(day, _)| day), Some(of(2017, 2, 11)));
        assert_eq!(find_day("电话 13812345678"), None);
    }
}
