//! The three lines that are not text: the title, the date, the speaker.

use linli::time::Day;

use super::super::reading::{clock, digit, number};

/// Whether a line is the title that begins the export. Clients differ in wording, so it is matched loosely.
pub(super) fn is_title_line(line: &str) -> bool {
    // The English client names WeChat and the chat history; its exact words were not seen.
    let lower = || line.to_lowercase();
    if line.len() < 300 && line.contains("WeChat") && (lower().contains("chat history") || lower().contains("messages"))
    {
        return line.trim_end().ends_with(['.', ':', '!', '。', '：']);
    }
    let end = line.trim_end_matches([' ', '。', '.', '：', ':']);
    let told = ["聊天记录如下", "聊天記錄如下", "對話記錄如下", "对话记录如下"];
    (end.ends_with("请查收") || end.ends_with("請查收") || end.ends_with("如下"))
        && told.iter().any(|words| line.contains(words))
}

/// The chat's own title: the group's name, or `A 和 B`.
pub(super) fn title(line: &str) -> Option<&str> {
    let ends = ["微信群上的聊天", "在微信上的聊天", "微信群上的聊天記錄", "在微信上的聊天記錄"];
    let title = ends.iter().find_map(|end| line.split_once(end)).map(|(title, _)| title.trim_matches(' '));
    title.filter(|title| !title.is_empty())
}

/// Whether a line opens a mail.
pub(super) fn is_salutation(line: &str) -> bool {
    let line = line.trim_matches(' ');
    line == "Dear:" || line == "Dear：" || line == "Dear"
}

const DASHES: [char; 5] = ['—', '-', '–', '─', '－'];

/// What a date line says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Dated {
    On(Day),
    /// There is no such day, or not in the years that can be meant.
    Never,
}

/// `—————  2017-03-06  —————`
pub(super) fn date_line(line: &str) -> Option<Dated> {
    let line = line.trim_matches([' ', '\t']);
    let inside = line.trim_start_matches(DASHES);
    if line.chars().take_while(|c| DASHES.contains(c)).count() < 3 {
        return None;
    }
    let (year, 4, rest) = number(inside.trim_start_matches(' '), 4)? else { return None };
    let (month, _, rest) = number(rest.strip_prefix(['-', '/'])?, 2)?;
    let (day, _, rest) = number(rest.strip_prefix(['-', '/'])?, 2)?;
    let end = rest.trim_start_matches(' ');
    let dashes = end.chars().count();
    (dashes >= 3 && end.chars().all(|c| DASHES.contains(&c)))
        .then(|| clock::day(year, month, day).map_or(Dated::Never, Dated::On))
}

/// Who speaks, and when.
pub(super) struct Speaker<'a> {
    pub(super) name: &'a str,
    pub(super) hour: u32,
    pub(super) minute: u32,
}

/// `name  16:21`, matched from the right: names may hold two blanks and brackets themselves.
pub(super) fn speaker_line(line: &str) -> Option<Speaker<'_>> {
    let line = line.trim_end_matches(' ');
    line.chars().next_back().and_then(digit)?;
    let (name, time) = line.rsplit_once("  ")?;
    let (hour, _, rest) = number(time, 2)?;
    let (minute, 2, rest) = number(rest.strip_prefix([':', '：'])?, 2)? else { return None };
    rest.is_empty().then(|| Speaker { name: name.trim_matches(' '), hour, minute })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn titles() {
        let group = "邻里花园志愿群 微信群上的聊天记录如下，请查收。";
        assert!(is_title_line(group) && title(group) == Some("邻里花园志愿群"));
        let pair = "张三 和 李四 在微信上的聊天记录如下，请查收。";
        assert!(is_title_line(pair) && title(pair) == Some("张三 和 李四"));
        assert!(is_title_line("某某群的聊天記錄如下，請查收。") && !is_title_line("把聊天记录如下图发我"));
    }

    #[test]
    fn date_lines() {
        let day = Day::parse("2017-03-06").map(Dated::On);
        for line in
            ["—————  2017-03-06  —————", "----- 2017-03-06 -----", "—————  2017/3/6  —————", " ———2017-03-06——— "]
        {
            assert_eq!(date_line(line), day, "{line}");
        }
        assert_eq!(date_line("—————  2017-02-30  —————"), Some(Dated::Never));
        assert!(matches!(date_line("—————  0017-02-03  —————"), Some(Dated::On(_))));
        for line in ["2017-03-06", "— 2017-03-06 —", "—————  2017-03-06  ", "—————  03-06  —————", "- - - - -", "—————"]
        {
            assert_eq!(date_line(line), None, "{line}");
        }
    }

    #[test]
    fn speakers_are_matched_from_the_right() {
        let named = |line| speaker_line(line).map(|s: Speaker<'_>| (s.name.to_owned(), s.hour, s.minute));
        assert_eq!(named("张三  16:21"), Some(("张三".to_owned(), 16, 21)));
        assert_eq!(named("G  (一刀）  8:44"), Some(("G  (一刀）".to_owned(), 8, 44)));
        assert_eq!(named("李四  16：21 "), Some(("李四".to_owned(), 16, 21)));
        assert_eq!(named("  16:21"), Some((String::new(), 16, 21)));
        assert_eq!(named("李四  24:00"), Some(("李四".to_owned(), 24, 0)));
        for line in ["张三 16:21", "张三  16:2", "张三  116:21", "张三  16:21:05", "张三  下午", ""] {
            assert_eq!(named(line), None, "{line}");
        }
    }
}
