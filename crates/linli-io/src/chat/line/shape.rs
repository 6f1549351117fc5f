//! One line of LINE's text: the head of the file, a day, a message, or what goes on from the line above.

use linli::time::Day;

use super::super::DateOrder;
use super::super::reading::clock;
use super::super::whatsapp::stamp::{self, Written};
use crate::value;

/// A line that begins something.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Row<'a> {
    /// `上午10:05<TAB>name<TAB>text`; the name is empty where the program reports. Inside, whether there is such an hour.
    Head { second: Option<u32>, name: &'a str, text: &'a str },
    /// A clock, and blanks where tabs stand as a rule.
    Spaced,
    /// Anything else.
    Other,
}

/// Reads a line.
pub(super) fn row(line: &str) -> Row<'_> {
    let Some((before, rest)) = line.split_once('\t') else {
        return if is_spaced(line) { Row::Spaced } else { Row::Other };
    };
    match (stamp::alone(before.trim_matches(' ')), rest.split_once('\t')) {
        (None, _) => Row::Other,
        // Older programs put one tab before their reports.
        (Some(clock), None) => Row::Head { second: clock.second_of_day, name: "", text: rest },
        (Some(clock), Some((name, text))) => Row::Head { second: clock.second_of_day, name, text },
    }
}

/// A clock, perhaps with its half of the day, and words after it.
fn is_spaced(line: &str) -> bool {
    let words = |line: &str| line.split_once(' ').is_some_and(|(_, words)| !words.is_empty());
    let halved = || line.match_indices(' ').nth(1).and_then(|(at, _)| line.split_at_checked(at));
    let clock = |text: &str| stamp::alone(text).is_some();
    let first = line.split(' ').next().unwrap_or_default();
    !clock(line) && ((clock(first) && words(line)) || halved().is_some_and(|(both, rest)| clock(both) && words(rest)))
}

/// The beginning of the file: `[LINE] name的聊天记录`.
pub(super) fn title(line: &str) -> Option<&str> {
    let line = line.trim_end_matches([' ', '\t']);
    let bare = line.strip_prefix("[LINE]").map(|rest| rest.trim_start_matches(' '));
    let words = bare.unwrap_or(line);
    for before in ["Chat history in ", "Chat history with ", "與", "与"] {
        if let Some(rest) = words.strip_prefix(before) {
            let ends = ["的聊天記錄", "的聊天记录", "的聊天紀錄"];
            let name = ends.iter().find_map(|end| rest.strip_suffix(end));
            if before.is_ascii() || name.is_some() {
                return Some(name.unwrap_or(rest).trim_matches('"'));
            }
        }
    }
    let ends = ["的聊天記錄", "的聊天记录", "的聊天紀錄", "とのトーク履歴", "のトーク履歴"];
    let name = ends.iter().find_map(|end| words.strip_suffix(end));
    name.filter(|_| bare.is_some()).or(bare).filter(|name| !name.is_empty())
}

/// What follows `保存日期：` and its like.
pub(super) fn saved(line: &str) -> Option<&str> {
    let words = ["保存日期", "儲存日期", "储存日期", "保存日時", "Saved on", "저장한 날짜"];
    let rest = words.iter().find_map(|word| line.strip_prefix(word))?;
    Some(rest.strip_prefix([':', '：'])?.trim_start_matches(' '))
}

/// The day of `2026/01/30 10:00`, where its order needs no guess.
pub(super) fn saved_on(written: &str) -> Option<Day> {
    value::leading_day(written).map(|(day, _)| day)
}

/// The line that begins a day.
#[derive(Debug, Clone, Copy)]
pub(super) struct Date {
    written: Written,
    /// From Monday, 0.
    weekday: i32,
}

/// Reads `2026/1/30（五）`, `2025.12.10 Wednesday`, `Fri, 1/30/2026`: a date and its weekday, and nothing else.
pub(super) fn date(line: &str) -> Option<Date> {
    let line = line.trim_matches([' ', '\t', '\u{200E}']);
    if let Some((weekday, rest)) = line.split_once(", ")
        && let Some(weekday) = self::weekday(weekday)
    {
        let (written, rest) = stamp::date(rest)?;
        return rest.is_empty().then_some(Date { written, weekday });
    }
    let (written, rest) = stamp::date(line)?;
    Some(Date { written, weekday: weekday(rest)? })
}

impl Date {
    /// The one order in which the date is of its weekday.
    pub(super) fn order(self) -> Option<DateOrder> {
        let fits = |order: DateOrder| self.read(Some(order)).filter(|&day| of_week(day) == self.weekday);
        let days: Vec<(DateOrder, Day)> =
            DateOrder::ALL.iter().filter_map(|&order| Some((order, fits(order)?))).collect();
        let (order, first) = *days.first()?;
        days.iter().all(|(_, day)| *day == first).then_some(order)
    }

    /// The date itself, for deciding its order from the whole file.
    pub(super) fn written(self) -> Written {
        self.written
    }

    /// Whether the year comes first, so that nothing is open.
    pub(super) fn is_plain(self) -> bool {
        self.written.parts[0].1 == 4
    }

    /// The day; None where the order is open, or there is no such day.
    pub(super) fn read(self, order: Option<DateOrder>) -> Option<Day> {
        let (year, month, day) = self.written.arranged(order)?;
        clock::day(year, month, day)
    }
}

fn of_week(day: Day) -> i32 {
    day.number() - day.monday().number()
}

/// A weekday in English, Chinese, Japanese or Korean, in brackets or not.
fn weekday(text: &str) -> Option<i32> {
    let word = text.trim_matches([' ', '(', ')', '（', '）', ',', '.']);
    let english = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];
    if let Some(found) = (0..).zip(english).find(|(_, name)| *name == word || name.get(..3) == Some(word)) {
        return Some(found.0);
    }
    let word = ["星期", "禮拜", "礼拜", "周", "週"].iter().find_map(|before| word.strip_prefix(before)).unwrap_or(word);
    let word = ["曜日", "요일"].iter().find_map(|after| word.strip_suffix(after)).unwrap_or(word);
    let mut letters = word.chars();
    let letter = letters.next().filter(|_| letters.next().is_none())?;
    ["一二三四五六日", "月火水木金土日", "월화수목금토일"]
        .iter()
        .find_map(|week| (0..).zip(week.chars()).find(|(_, known)| *known == letter))
        .map(|(number, _)| number)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_in_every_language() {
        // 2026-01-30 is a Friday.
        for line in [
            "2026/1/30（五）",
            "2026/01/30(金)",
            "2026/1/30周五",
            "2026.01.30 Friday",
            "2026. 1. 30. 금요일",
            "2026/1/30 星期五",
        ] {
            let date = date(line).unwrap();
            assert_eq!((date.read(None), date.weekday), (Day::from_ymd(2026, 1, 30), 4), "{line}");
        }
        assert_eq!(date("Fri, 1/30/2026").unwrap().order(), Some(DateOrder::MonthFirst));
        // 3 April 2026 is a Friday, 4 March 2026 is a Wednesday.
        assert_eq!(date("Fri, 03/04/2026").unwrap().order(), Some(DateOrder::DayFirst));
        assert_eq!(date("Wed, 03/04/2026").unwrap().order(), Some(DateOrder::MonthFirst));
        assert_eq!(date("Sun, 03/04/2026").unwrap().order(), None);
        for none in ["2026/1/30", "2026/1/30（五）活动", "五", "", "Fri, 今天", "10:05\t甲\t好"] {
            assert!(date(none).is_none(), "{none}");
        }
    }

    #[test]
    fn heads_of_every_clock() {
        let second = Some(14 * 3600 + 300);
        for line in [
            "14:05\t甲\t好",
            "下午2:05\t甲\t好",
            "下午 02:05\t甲\t好",
            "午後2:05\t甲\t好",
            "2:05 PM\t甲\t好",
            "02:05PM\t甲\t好",
        ] {
            assert_eq!(row(line), Row::Head { second, name: "甲", text: "好" }, "{line}");
        }
        assert_eq!(row("上午12:00\t\t甲已退群"), Row::Head { second: Some(0), name: "", text: "甲已退群" });
        assert_eq!(row("25:00\t甲\t好"), Row::Head { second: None, name: "甲", text: "好" });
        for spaced in ["14:05 甲 好", "下午2:05 甲 好", "02:05 PM 甲 好"] {
            assert_eq!(row(spaced), Row::Spaced, "{spaced}");
        }
        for other in ["甲\t乙\t丙", "两点见", "14:05", "2:05 PM", ""] {
            assert_eq!(row(other), Row::Other, "{other}");
        }
    }

    #[test]
    fn titles() {
        for line in [
            "[LINE] 三号楼的聊天记录",
            "[LINE] 三号楼的聊天記錄",
            "[LINE] Chat history in 三号楼",
            "Chat history with 三号楼",
            "[LINE] 三号楼のトーク履歴",
            "[LINE] 與三号楼的聊天記錄",
            "[LINE] 三号楼とのトーク履歴",
        ] {
            assert_eq!(title(line), Some("三号楼"), "{line}");
        }
        assert_eq!((title("三号楼的聊天记录"), title("[LINE]")), (None, None));
        assert_eq!(saved("保存日期：2026/01/30 10:00").and_then(saved_on), Day::from_ymd(2026, 1, 30));
        assert_eq!((saved("Saved on: 1/30/2026, 10:00").and_then(saved_on), saved("保存")), (None, None));
    }
}
