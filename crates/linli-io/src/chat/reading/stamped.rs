//! Texts in which every message begins with a line that bears its time and its writer: what tools write that have no
//! format of their own.

use std::io::BufRead;

use linli::diagnostic::{EMPTY_NAME, NAME_WITH_COLON, UNREAD_LINES};
use linli::records::MessageKind;
use linli::time::{Day, Timestamp};
use linli::{Error, Location, refusal};

use super::super::{ChatHead, RawMessage, ReadOptions, Receiver, Sample};
use super::draft::Draft;
use super::wechat::{People, Post, Quotes};
use super::{clock, is_blank, number, report_bad};
use crate::decode::Lines;

/// A date and a time as a line writes them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::chat) struct Stamp {
    /// None where the line leaves it out.
    pub(in crate::chat) year: Option<u32>,
    month: u32,
    day: u32,
    /// None where there is no such time.
    second_of_day: Option<u32>,
    pub(in crate::chat) has_seconds: bool,
}

/// The line a message begins with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::chat) struct Head<'a> {
    pub(in crate::chat) at: Stamp,
    pub(in crate::chat) name: &'a str,
    pub(in crate::chat) id: Option<&'a str>,
    /// Words in the same line.
    pub(in crate::chat) words: Option<&'a str>,
}

/// A line before the first message.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::chat) enum Preamble<'a> {
    /// The chat's title.
    Title(&'a str),
    /// The day of export.
    ExportedOn(Option<Day>),
    /// Something that says nothing of the chat.
    Known,
    /// No line of this format.
    Strange,
}

/// How one format writes.
#[derive(Clone, Copy)]
pub(in crate::chat) struct Shape {
    pub(in crate::chat) head: for<'a> fn(&'a str) -> Option<Head<'a>>,
    pub(in crate::chat) preamble: for<'a> fn(&'a str) -> Preamble<'a>,
    /// Parts what is answered, and the name of whoever said it, from the words.
    pub(in crate::chat) quote: for<'a> fn(&'a str) -> (Option<&'a str>, &'a str),
    /// Whether a name is the program's own.
    pub(in crate::chat) is_system: fn(&str) -> bool,
}

/// No quotes beside those of WeChat itself.
pub(in crate::chat) fn unquoted(words: &str) -> (Option<&str>, &str) {
    (None, words)
}

/// The program's name for itself, in the tools' languages.
pub(in crate::chat) fn is_system(name: &str) -> bool {
    matches!(name, "系统消息" | "系统" | "系統消息" | "系統" | "System Message" | "System" | "system")
}

/// How many of the first lines are heads, and how many there are.
pub(in crate::chat) fn heads(sample: &Sample<'_>, head: for<'a> fn(&'a str) -> Option<Head<'a>>) -> (usize, usize) {
    let lines = sample.lines().filter(|line| !is_blank(line)).take(400);
    lines.fold((0, 0), |(heads, all), line| (heads + usize::from(head(line).is_some()), all + 1))
}

/// Reads `2017-04-05 08:01:00`, `2017/4/5 8:01`, `04-05 08:01:00` at the beginning; the rest follows a blank or nothing.
pub(in crate::chat) fn leading(text: &str) -> Option<(Stamp, &str)> {
    let (first, digits, rest) = number(text, 4)?;
    let between = rest.chars().next().filter(|c| matches!(c, '-' | '/' | '.'))?;
    let (second, _, rest) = number(rest.strip_prefix(between)?, 2)?;
    let ((year, month, day), rest) = match (digits, rest.strip_prefix(between)) {
        (4, Some(rest)) => {
            let (day, _, rest) = number(rest, 2)?;
            ((Some(first), second, day), rest)
        }
        (1 | 2, None) => ((None, first, second), rest),
        _ => return None,
    };
    let (hour, _, rest) = number(rest.strip_prefix([' ', 'T'])?, 2)?;
    let (minute, 2, rest) = number(rest.strip_prefix([':', '：'])?, 2)? else { return None };
    let (second, rest) = match rest.strip_prefix([':', '：']) {
        Some(rest) => {
            let (second, 2, rest) = number(rest, 2)? else { return None };
            (Some(second), rest)
        }
        None => (None, rest),
    };
    let second_of_day = clock::second_of_day(hour, minute, second.unwrap_or_default());
    Some((Stamp { year, month, day, second_of_day, has_seconds: second.is_some() }, rest))
}

/// A name and, at the end of the line, date and time.
pub(in crate::chat) fn trailing(line: &str) -> Option<(&str, Stamp)> {
    let line = line.trim_end_matches([' ', '\t']);
    let time = line.rfind(' ')?;
    let before = line.get(..time)?.trim_end_matches(' ');
    let date = before.rfind(' ').map_or(0, |at| at + 1);
    let (stamp, "") = leading(line.get(date..)?)? else { return None };
    Some((line.get(..date)?.trim_matches(' '), stamp))
}

/// `name(id)`, where the id has no blank and no bracket.
pub(in crate::chat) fn bearer(text: &str) -> (&str, Option<&str>) {
    let found = text.strip_suffix(')').and_then(|text| text.rsplit_once('('));
    match found {
        Some((name, id)) if !id.is_empty() && !id.contains([' ', ')']) => (name.trim_matches(' '), Some(id)),
        _ => (text, None),
    }
}

/// The year of each line where lines have none: it goes on when the months begin anew.
struct Years {
    year: Option<i32>,
    month: u32,
}

impl Years {
    fn of(&mut self, stamp: &Stamp, line: u64, options: &ReadOptions) -> Result<u32, Error> {
        if let Some(year) = stamp.year {
            return Ok(year);
        }
        let Some(year) = self.year.as_mut() else {
            return Err(Error::refused(&refusal::YEAR_MISSING, "the dates have no year")
                .at(Location::line(&options.file, line)));
        };
        // A chat that was silent for half a year is rarer than a line that came late.
        if stamp.month + 6 < self.month {
            *year = year.saturating_add(1);
        } else if self.month > 0 && stamp.month > self.month + 6 {
            return Ok(u32::try_from(*year - 1).unwrap_or_default());
        }
        self.month = stamp.month;
        Ok(u32::try_from(*year).unwrap_or_default())
    }
}

/// Reads the whole text.
pub(in crate::chat) fn read(
    shape: Shape,
    reader: &mut dyn BufRead,
    options: &ReadOptions,
    receiver: &mut dyn Receiver,
) -> Result<(), Error> {
    let mut lines = Lines::new(reader, &options.file, options.limits.line)?;
    let mut state = State {
        shape,
        options,
        receiver,
        draft: Draft::none(),
        id: None,
        people: People::new(options),
        years: Years { year: options.year, month: 0 },
        title: None,
        exported_on: None,
        begun: false,
        lost: false,
    };
    while let Some(line) = lines.next_line()? {
        report_bad(&line, state.receiver);
        state.line(line.text, line.number)?;
    }
    state.give()?;
    state.begin()
}

struct State<'a> {
    shape: Shape,
    options: &'a ReadOptions,
    receiver: &'a mut dyn Receiver,
    draft: Draft,
    id: Option<String>,
    people: People,
    years: Years,
    title: Option<String>,
    exported_on: Option<Day>,
    begun: bool,
    /// The lines that follow belong to a message that was left out.
    lost: bool,
}

impl State<'_> {
    fn line(&mut self, text: &str, line: u64) -> Result<(), Error> {
        if let Some(head) = (self.shape.head)(text) {
            self.give()?;
            self.begin()?;
            return self.speak(&head, line);
        }
        if self.draft.is_open() {
            return self.draft.push(text, self.options);
        }
        if self.lost || is_blank(text) {
            return Ok(());
        }
        match (self.shape.preamble)(text) {
            Preamble::Title(title) => self.title = Some(title.to_owned()),
            Preamble::ExportedOn(day) => self.exported_on = day,
            Preamble::Known => {}
            Preamble::Strange => self.receiver.odd(&UNREAD_LINES, line, "no line of a message yet"),
        }
        Ok(())
    }

    fn begin(&mut self) -> Result<(), Error> {
        if self.begun {
            return Ok(());
        }
        self.begun = true;
        let head = ChatHead { title: self.title.as_deref(), platform: Some("wechat"), exported_on: self.exported_on };
        self.receiver.chat(head)
    }

    fn speak(&mut self, head: &Head<'_>, line: u64) -> Result<(), Error> {
        self.lost = true;
        let year = self.years.of(&head.at, line, self.options)?;
        let at = clock::day(year, head.at.month, head.at.day).zip(head.at.second_of_day);
        let Some(time) = clock::local(self.options.zone, at, line, self.receiver) else { return Ok(()) };
        let is_system = (self.shape.is_system)(head.name);
        if head.name.is_empty() && !is_system {
            self.receiver.odd(&EMPTY_NAME, line, "nobody stands beside the time");
            return Ok(());
        }
        if head.id.is_some() && bearer(head.name).1.is_some_and(|id| id.starts_with("wxid_")) {
            self.receiver.odd(&NAME_WITH_COLON, line, "an account in brackets stands before the writer's own");
        }
        self.lost = false;
        self.id = head.id.map(str::to_owned);
        self.draft.begin(time, line, head.name, is_system.then_some(MessageKind::System));
        head.words.map_or(Ok(()), |words| self.draft.push(words, self.options))
    }

    /// Hands over the message that is complete.
    fn give(&mut self) -> Result<(), Error> {
        if !self.draft.is_open() {
            return Ok(());
        }
        let (time, line): (Timestamp, u64) = (self.draft.time, self.draft.line);
        let kind = self.draft.kind.unwrap_or(MessageKind::Text);
        let (quoted, words) = (self.shape.quote)(self.draft.text());
        let author = if kind == MessageKind::System { "" } else { self.draft.author.as_str() };
        let author = People::author(author, self.options).to_owned();
        let frame = RawMessage::of(time, line, &author, kind);
        let frame = RawMessage { author_id: self.id.as_deref().filter(|_| !author.is_empty()), quoted, ..frame };
        Post { frame, quotes: Quotes::ByAuthor }.give(words, &mut self.people, self.receiver)?;
        self.draft.close();
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stamps_at_both_ends() {
        let (stamp, rest) = leading("2026-10-05 21:40:12 老王").unwrap();
        assert_eq!((stamp.year, stamp.month, stamp.day, stamp.has_seconds, rest), (Some(2026), 10, 5, true, " 老王"));
        let (name, stamp) = trailing("张 三(3栋)  2024/1/5 9:05 ").unwrap();
        assert_eq!((name, stamp.second_of_day, stamp.has_seconds), ("张 三(3栋)", Some(32_700), false));
        assert_eq!(leading("04-05 08:01:00").unwrap().0.year, None);
        for none in ["2026-10 21:40", "2026-10-05", "21:40:12 老王", "1-2-3 4:05", "2026-10-05 4:5", ""] {
            assert!(leading(none).is_none(), "{none}");
        }
        for none in ["明天 2024-01-15", "见 10:30", "", " "] {
            assert!(trailing(none).is_none(), "{none}");
        }
    }

    #[test]
    fn ids_in_brackets() {
        assert_eq!(bearer("小孙  (7号院)(wxid_sun01)"), ("小孙  (7号院)", Some("wxid_sun01")));
        assert_eq!((bearer("小孙"), bearer("小孙()")), (("小孙", None), ("小孙()", None)));
    }
}
