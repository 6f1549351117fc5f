//! The lines of QQ's texts that are not somebody's words.

use linli::time::Day;

use super::super::reading::{clock, number};
use super::super::whatsapp::stamp::{self, Written};

pub(super) const TITLE: &str = "消息记录（此消息记录为文本格式";
pub(super) const FOLDER: &str = "消息分组:";
pub(super) const PARTNER: &str = "消息对象:";

/// The day of a head.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum On {
    /// A day, or one that does not exist.
    Day(Option<Day>),
    /// Three numbers in an order that the computer's language decides.
    Written(Written),
}

/// The head of a message. The second of the day is None if there is no such hour.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Head<'a> {
    /// `2019-09-23 8:43:38 PM 【管理员】秦姨(10001)`
    Saved { on: On, second: Option<u32>, name: &'a str, id: Option<&'a str> },
    /// `秦姨 2/14/2020 9:16:13 PM`, copied from the window.
    Copied { on: On, second: Option<u32>, name: &'a str, id: Option<&'a str> },
    /// `秦姨  23:50:12 `, copied from a telephone.
    Phone { second: Option<u32>, name: &'a str },
}

/// Which of the heads.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Saved,
    Copied,
    Phone,
}

impl<'a> Head<'a> {
    pub(super) fn kind(&self) -> Kind {
        match self {
            Self::Saved { .. } => Kind::Saved,
            Self::Copied { .. } => Kind::Copied,
            Self::Phone { .. } => Kind::Phone,
        }
    }

    pub(super) fn name(&self) -> &'a str {
        match *self {
            Self::Saved { name, .. } | Self::Copied { name, .. } | Self::Phone { name, .. } => name,
        }
    }

    pub(super) fn id(&self) -> Option<&'a str> {
        match *self {
            Self::Saved { id, .. } | Self::Copied { id, .. } => id,
            Self::Phone { .. } => None,
        }
    }
}

/// Reads a head in any of its shapes.
pub(super) fn head(line: &str) -> Option<Head<'_>> {
    saved(line).or_else(|| copied(line)).or_else(|| phone(line))
}

fn saved(line: &str) -> Option<Head<'_>> {
    let (year, 4, rest) = number(line, 4)? else { return None };
    let (month, _, rest) = number(rest.strip_prefix('-')?, 2)?;
    let (day, _, rest) = number(rest.strip_prefix('-')?, 2)?;
    let (time, rest) = time(rest.strip_prefix(' ')?)?;
    let rest = rest.strip_prefix(' ')?.trim_matches(' ');
    let (name, id) = numbered(untitled(rest));
    Some(Head::Saved { on: On::Day(clock::day(year, month, day)), second: time, name, id })
}

/// From the right: what people are called may hold anything.
fn copied(line: &str) -> Option<Head<'_>> {
    let line = line.trim_end_matches(' ');
    // Most lines are told from a head by their last character.
    if !line.ends_with(|c: char| c.is_ascii_digit() || c == 'M') {
        return None;
    }
    let halved = line.strip_suffix(" AM").or_else(|| line.strip_suffix(" PM")).unwrap_or(line);
    let (before, _) = halved.rsplit_once(' ')?;
    let (name, _) = before.rsplit_once(' ')?;
    let rest = line.get(name.len() + 1..)?;
    let (date, rest) = stamp::date(rest)?;
    let (second, rest) = time(rest.strip_prefix(' ')?)?;
    let name = name.trim_matches(' ');
    if !rest.is_empty() || name.is_empty() {
        return None;
    }
    let on = match date.parts {
        [(year, 4), (month, _), (day, _)] => On::Day(clock::day(year, month, day)),
        _ => On::Written(date),
    };
    let (name, id) = numbered(name);
    Some(Head::Copied { on, second, name, id })
}

fn phone(line: &str) -> Option<Head<'_>> {
    let (name, rest) = line.trim_end_matches(' ').rsplit_once("  ")?;
    let (second, "") = time(rest)? else { return None };
    let name = name.trim_matches(' ');
    (!name.is_empty()).then_some(Head::Phone { second, name })
}

/// `— —  2020-2-21  — —`
pub(super) fn phone_day(line: &str) -> Option<On> {
    let inside = line.trim_matches(' ').strip_prefix("— —")?.strip_suffix("— —")?.trim_matches([' ', '—']);
    let (year, 4, rest) = number(inside, 4)? else { return None };
    let (month, _, rest) = number(rest.strip_prefix(['-', '/'])?, 2)?;
    let (day, _, "") = number(rest.strip_prefix(['-', '/'])?, 2)? else { return None };
    Some(On::Day(clock::day(year, month, day)))
}

/// `8:43:38`, with AM or PM behind it: the second of the day, if there is such an hour, and what follows.
pub(in crate::chat) fn time(text: &str) -> Option<(Option<u32>, &str)> {
    let (hour, _, rest) = number(text, 2)?;
    let (minute, 2, rest) = number(rest.strip_prefix(':')?, 2)? else { return None };
    let (second, 2, rest) = number(rest.strip_prefix(':')?, 2)? else { return None };
    let (hour, rest) = match (rest.strip_prefix(" AM"), rest.strip_prefix(" PM")) {
        (Some(rest), _) => ((1..=12).contains(&hour).then_some(hour % 12), rest),
        (_, Some(rest)) => ((1..=12).contains(&hour).then_some(hour % 12 + 12), rest),
        _ => (Some(hour), rest),
    };
    Some((hour.and_then(|hour| clock::second_of_day(hour, minute, second)), rest))
}

/// A rule between chats.
pub(super) fn is_rule(line: &str) -> bool {
    line.len() >= 32 && line.bytes().all(|byte| byte == b'=')
}

/// A name without the title in the group that stands before it.
pub(in crate::chat) fn untitled(text: &str) -> &str {
    let after = text.strip_prefix('【').and_then(|rest| rest.split_once('】'));
    after.map_or(text, |(_, name)| if name.is_empty() { text } else { name })
}

/// A name and the number or the mail address behind it. A nickname may hold brackets: the last ones count.
pub(in crate::chat) fn numbered(text: &str) -> (&str, Option<&str>) {
    let number = text.strip_suffix(')').and_then(|rest| rest.rsplit_once('('));
    if let Some((name, id)) = number
        && (5..=12).contains(&id.len())
        && id.bytes().all(|byte| byte.is_ascii_digit())
    {
        return (name, Some(id));
    }
    let mail = text.strip_suffix('>').and_then(|rest| rest.rsplit_once('<'));
    match mail {
        Some((name, id)) if id.contains('@') && !id.contains(' ') => (name, Some(id)),
        _ => (text, None),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn heads() {
        let seen = |line: &str| {
            head(line).map(|head| {
                let second = match head {
                    Head::Saved { second, .. } | Head::Copied { second, .. } | Head::Phone { second, .. } => second,
                };
                (head.name().to_owned(), head.id().map(str::to_owned), second)
            })
        };
        let person =
            |name: &str, id: Option<&str>, second| Some((name.to_owned(), id.map(str::to_owned), Some(second)));
        let evening = 20 * 3600 + 43 * 60 + 38;
        assert_eq!(seen("2019-09-23 20:43:38 秦姨(10001)"), person("秦姨", Some("10001"), evening));
        assert_eq!(seen("2019-09-23 8:43:38 PM 【管理员】秦姨(布)(10001)"), person("秦姨(布)", Some("10001"), evening));
        assert_eq!(seen("2019-09-23 20:43:38 秦姨<qin@example.org>"), person("秦姨", Some("qin@example.org"), evening));
        assert_eq!(seen("2019-09-23 20:43:38 (10001)"), person("", Some("10001"), evening));
        assert_eq!(seen("2019-09-23 20:43:38 秦姨"), person("秦姨", None, evening));
        assert_eq!(seen("秦 姨 2/14/2020 8:43:38 PM"), person("秦 姨", None, evening));
        assert_eq!(seen("秦姨 2020/2/14 20:43:38"), person("秦姨", None, evening));
        assert_eq!(seen("秦姨  20:43:38 "), person("秦姨", None, evening));
        assert_eq!(seen("2019-09-23 0:30:00 AM 秦姨"), Some(("秦姨".to_owned(), None, None)));
        for text in ["2019-09-23", "2019-09-23 20:43:38", "秦姨 20:43", "20:43:38", "2019-09-23 20:43 秦姨", ""] {
            assert_eq!(head(text), None, "{text}");
        }
    }

    #[test]
    fn days_rules_and_titles() {
        assert_eq!(phone_day("— —  2020-2-21  — —"), Some(On::Day(Day::from_ymd(2020, 2, 21))));
        assert_eq!(phone_day("— —  2020-2-30  — —"), Some(On::Day(None)));
        assert_eq!(phone_day("—————  2020-02-21  —————"), None);
        assert!(is_rule(&"=".repeat(64)) && !is_rule("====="));
        assert_eq!((untitled("【潜水】秦姨"), untitled("【秦姨】")), ("秦姨", "【秦姨】"));
        assert_eq!(numbered("秦姨(3栋)"), ("秦姨(3栋)", None));
    }
}
