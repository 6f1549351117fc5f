//! LINE's chat history as text: a line for each day, then `時刻<TAB>名<TAB>文`.
//!
//! ```text
//! [LINE] 纸鸢班的聊天记录
//! 保存日期：2026/01/31 09:00
//!
//! 2026/1/30（五）
//! 上午10:05<TAB>老顾<TAB>周六糊纸鸢
//! ```

mod shape;
mod words;

use std::io::BufRead;

use linli::diagnostic::{BAD_TIME, UNREAD_LINES};
use linli::records::{Field, Fields, MessageKind};
use linli::time::Day;
use linli::{Error, ErrorKind, Location, refusal};

use self::shape::{Date, Row};
use super::reading::draft::Draft;
use super::reading::{clock, is_blank, is_mark, report_bad};
use super::whatsapp::order;
use super::{ChatFormat, ChatHead, DateOrder, Event, Party, RawMessage, ReadOptions, Reading, Receiver, Sample};
use crate::decode::Lines;

pub(super) static FORMAT: ChatFormat = ChatFormat {
    id: "line",
    title: "LINE, exported chat",
    title_zh: "LINE 导出的聊天记录",
    note: "Export chat history, on the telephone. Minutes in local time, names as the exporter sees them, joins, leaves and \
           messages taken back; no ids and no replies. Files of the computer's program have blanks instead of tabs, so that \
           names cannot be told from words: they are refused.",
    fields: Fields::of(&[Field::Kind, Field::Length, Field::Cue, Field::Join, Field::Leave, Field::Recall]),
    settle: Some(settle),
    sniff,
    read: Reading::Stream(read),
};

fn sniff(sample: &Sample<'_>) -> u8 {
    let mut lines = sample.lines().map(|line| line.trim_start_matches(is_mark)).filter(|line| !is_blank(line));
    let (first, second) = (lines.next().unwrap_or_default(), lines.next().unwrap_or_default());
    if first.starts_with("[LINE]") {
        return 95;
    }
    if shape::title(first).is_some() && shape::saved(second).is_some() {
        return 93;
    }
    let is_head = |line: &str| matches!(shape::row(line), Row::Head { .. });
    let begins = |line: &str| shape::date(line).is_some();
    if begins(first) && is_head(second) { 85 } else { 0 }
}

/// The order of dates with the year last: their weekdays tell it, or else the whole file.
fn settle(reader: &mut dyn BufRead, options: &ReadOptions) -> Result<Option<DateOrder>, Error> {
    let mut told = None;
    let settled = order::settle_by(reader, options, |line| {
        let date = shape::date(line).filter(|date| !date.is_plain())?;
        told = told.or(date.order());
        Some(date.written())
    });
    told.map_or(settled, |order| Ok(Some(order)))
}

fn read(reader: &mut dyn BufRead, options: &ReadOptions, receiver: &mut dyn Receiver) -> Result<(), Error> {
    let mut lines = Lines::new(reader, &options.file, options.limits.line)?;
    let mut state = State {
        options,
        receiver,
        draft: Draft::none(),
        day: None,
        waiting: None,
        title: None,
        exported_on: None,
        begun: false,
        tabbed: false,
    };
    while let Some(line) = lines.next_line()? {
        report_bad(&line, state.receiver);
        state.line(line.text.trim_start_matches(is_mark), line.number)?;
    }
    if let Some((_, text)) = state.waiting.take() {
        state.draft.push(&text, options)?;
    }
    state.give()?;
    state.begin()
}

struct State<'a> {
    options: &'a ReadOptions,
    receiver: &'a mut dyn Receiver,
    draft: Draft,
    day: Option<Day>,
    /// A date inside quotation marks: it is a new day only where a message follows.
    waiting: Option<(Option<Day>, String)>,
    title: Option<String>,
    exported_on: Option<Day>,
    begun: bool,
    /// Whether a message with tabs was seen.
    tabbed: bool,
}

impl State<'_> {
    fn line(&mut self, text: &str, line: u64) -> Result<(), Error> {
        let row = shape::row(text);
        if let Some((day, words)) = self.waiting.take() {
            if matches!(row, Row::Head { .. }) {
                self.day = day;
            } else {
                self.draft.push(&words, self.options)?;
            }
        }
        if let Row::Head { second, name, text } = row {
            self.give()?;
            self.begin()?;
            self.tabbed = true;
            return self.head(second, name, text, line);
        }
        if let Some(date) = shape::date(text) {
            let day = self.settled(date, line)?;
            if self.draft.is_open() && is_open(self.draft.text()) {
                self.waiting = Some((day, text.to_owned()));
                return Ok(());
            }
            self.give()?;
            self.day = day;
            return Ok(());
        }
        if self.draft.is_open() {
            return self.draft.push(text, self.options);
        }
        self.before(text, &row, line)
    }

    /// A line that is part of no message.
    fn before(&mut self, text: &str, row: &Row<'_>, line: u64) -> Result<(), Error> {
        if *row == Row::Spaced && !self.tabbed && self.day.is_some() {
            return Err(Error::new(ErrorKind::Input, "blanks stand where LINE's telephones write tabs")
                .at(Location::line(&self.options.file, line))
                .with_hint("a name cannot be told from words in this file; export the chat again on a telephone"));
        }
        if is_blank(text) {
        } else if let Some(title) = shape::title(text).filter(|_| !self.begun && self.title.is_none()) {
            self.title = Some(title.to_owned());
        } else if let Some(written) = shape::saved(text).filter(|_| !self.begun) {
            self.exported_on = shape::saved_on(written);
        } else {
            self.receiver.odd(&UNREAD_LINES, line, "no clock and no tab at its beginning");
        }
        Ok(())
    }

    fn begin(&mut self) -> Result<(), Error> {
        if std::mem::replace(&mut self.begun, true) {
            return Ok(());
        }
        let head = ChatHead { title: self.title.as_deref(), platform: Some("line"), exported_on: self.exported_on };
        self.receiver.chat(head)
    }

    /// The day of a date; its weekday says which number is the day.
    fn settled(&mut self, date: Date, line: u64) -> Result<Option<Day>, Error> {
        let order = date.order().or(self.options.date_order);
        if order.is_none() && !date.is_plain() {
            let message = "the dates can be read with the day or the month first";
            return Err(Error::refused(&refusal::DATE_ORDER, message).at(Location::line(&self.options.file, line)));
        }
        let day = date.read(order);
        if day.is_none() {
            self.receiver.refuse(&refusal::NO_SUCH_TIME, &BAD_TIME, line, "there is no such day");
        }
        Ok(day)
    }

    fn head(&mut self, second: Option<u32>, name: &str, text: &str, line: u64) -> Result<(), Error> {
        let Some(day) = self.day else {
            self.receiver.refuse(&refusal::NO_SUCH_TIME, &BAD_TIME, line, "no day stands before the message");
            return Ok(());
        };
        let at = second.map(|second| (day, second));
        let Some(time) = clock::local(self.options.zone, at, line, self.receiver) else { return Ok(()) };
        let name = name.trim_matches([' ', '\u{200E}']);
        if name.is_empty() {
            return self.report(text, RawMessage::of(time, line, "", MessageKind::System));
        }
        self.draft.begin(time, line, name, None);
        self.draft.push(text, self.options)
    }

    /// Hands over a report: one message for each person it concerns. The exporter is somebody only where a person said who.
    fn report(&mut self, text: &str, bare: RawMessage<'_>) -> Result<(), Error> {
        let report = words::report(text);
        let me = self.options.me.as_deref();
        let named = |name| if words::is_exporter(name) { me } else { Some(name) };
        let event = match (report.title, report.by.and_then(named)) {
            (Some(title), _) => Event::Titled(title),
            (None, Some(name)) => Event::By(Party { name, id: None }),
            (None, None) => Event::None,
        };
        let kind = report.kind.unwrap_or(MessageKind::System);
        let mut told = false;
        for author in report.who.iter().filter_map(|&name| named(name)) {
            told = true;
            let recalled = kind == MessageKind::Recall;
            self.receiver.message(RawMessage { author, kind, recalled, event, ..bare })?;
        }
        if told {
            return Ok(());
        }
        // A new title is one whoever gave it; what else happens to nobody in particular is a notice.
        let (kind, event) = if report.title.is_some() { (kind, event) } else { (bare.kind, Event::None) };
        self.receiver.message(RawMessage { kind, event, ..bare })
    }

    /// Hands over the message that is complete.
    fn give(&mut self) -> Result<(), Error> {
        if !self.draft.is_open() {
            return Ok(());
        }
        let text = unquoted(self.draft.text());
        let (kind, text) = words::said(&text);
        let bare = RawMessage::of(self.draft.time, self.draft.line, &self.draft.author, kind);
        self.receiver.message(RawMessage { text, recalled: kind == MessageKind::Recall, ..bare })?;
        self.draft.close();
        Ok(())
    }
}

/// Whether quotation marks around several lines are open still.
fn is_open(text: &str) -> bool {
    text.starts_with('"') && (text.len() == 1 || !text.ends_with('"'))
}

/// Words of several lines without the quotation marks the program puts around them.
fn unquoted(text: &str) -> std::borrow::Cow<'_, str> {
    let inside = text.strip_prefix('"').and_then(|text| text.strip_suffix('"'));
    match inside.filter(|inside| inside.contains('\n')) {
        Some(inside) => inside.replace("\"\"", "\"").trim_matches(['\n', ' ']).to_owned().into(),
        None => text.into(),
    }
}

#[cfg(test)]
mod tests;
