//! QQ's message records as text: of one chat or of all, and what people copy from the window or the telephone.
//!
//! ```text
//! 消息对象:纸鸢胡同布艺组
//! ================================================================
//!
//! 2019-09-23 8:43:38 PM 【管理员】秦姨(10001)
//! 周三下午两点做杯垫
//! ```

pub(super) mod notice;
mod shape;

use std::io::BufRead;

use linli::Error;
use linli::diagnostic::{EMPTY_NAME, UNREAD_LINES};
use linli::records::{Field, Fields, MessageKind};

use super::reading::draft::Draft;
use super::reading::{clock, is_blank, placeholder, report_bad};
use super::whatsapp::order;
use super::{ChatFormat, ChatHead, DateOrder, RawMessage, ReadOptions, Reading, Receiver, Sample};
use crate::decode::{Line, Lines};
use shape::{Head, On};
pub(super) use shape::{numbered, time, untitled};

pub(super) static FORMAT: ChatFormat = ChatFormat {
    id: "qq_text",
    title: "QQ, message records as text",
    title_zh: "QQ 消息记录文本",
    note: "The message manager of the desktop client saves one chat or all of them as text; copies from the window and \
           the telephone are read too. Local times to the second, QQ numbers where the chat is a group, joins as text, no \
           replies.",
    fields: FIELDS,
    settle: Some(settle),
    sniff,
    read: Reading::Stream(read),
};

pub(super) const FIELDS: Fields = Fields::of(&[
    Field::Mention,
    Field::Kind,
    Field::Named,
    Field::Length,
    Field::Cue,
    Field::Join,
    Field::Seconds,
    Field::PersonId,
]);

fn sniff(sample: &Sample<'_>) -> u8 {
    let (mut saved, mut known, mut copied, mut phone) = (0, 0, 0, false);
    for line in sample.lines().take(400) {
        if line.trim_start_matches('\u{FEFF}').starts_with(shape::TITLE) {
            return 97;
        }
        phone |= shape::phone_day(line).is_some();
        match shape::head(line) {
            Some(Head::Saved { id, .. }) => {
                saved += 1;
                known += u32::from(id.is_some());
            }
            Some(Head::Copied { .. }) => copied += 1,
            Some(Head::Phone { .. }) | None => {}
        }
    }
    let named = sample.lines().take(20).any(|line| line.starts_with(shape::PARTNER));
    match (named && saved > 0, known, phone, copied) {
        (true, ..) => 90,
        (_, 1.., ..) => 85,
        (_, _, true, _) => 88,
        (_, _, _, 1..) => 50,
        _ => 0,
    }
}

/// Copies from the window have dates as the computer writes them.
fn settle(reader: &mut dyn BufRead, options: &ReadOptions) -> Result<Option<DateOrder>, Error> {
    let mut first = None;
    order::settle_by(reader, options, |line| {
        let head = shape::head(line)?;
        // What looks like another kind of head is a line of somebody's message.
        let kind = *first.get_or_insert(head.kind());
        match head {
            Head::Copied { on: On::Written(date), .. } if kind == shape::Kind::Copied => Some(date),
            _ => None,
        }
    })
}

fn read(reader: &mut dyn BufRead, options: &ReadOptions, receiver: &mut dyn Receiver) -> Result<(), Error> {
    let mut lines = Lines::new(reader, &options.file, options.limits.line)?;
    let mut state = State {
        options,
        receiver,
        draft: Draft::none(),
        id: None,
        kind: None,
        begun: false,
        heading: true,
        before: Before::Frame,
        after_blank: false,
        day: None,
    };
    while let Some(line) = lines.next_line()? {
        state.line(&line)?;
    }
    state.give()?;
    state.begin(None)
}

/// What stood in the line before.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Before {
    Blank,
    Words,
    /// Nothing yet, a rule, the name of a chat, a day.
    Frame,
}

struct State<'a> {
    options: &'a ReadOptions,
    receiver: &'a mut dyn Receiver,
    draft: Draft,
    /// The number of the writer.
    id: Option<String>,
    /// How messages of this file begin.
    kind: Option<shape::Kind>,
    /// The receiver knows of a chat.
    begun: bool,
    /// No message came since the beginning or since a rule, so that a chat may be named.
    heading: bool,
    before: Before,
    /// Messages of this file begin after a blank line.
    after_blank: bool,
    /// The day of the last line with a date only.
    day: Option<On>,
}

impl State<'_> {
    fn line(&mut self, line: &Line<'_>) -> Result<(), Error> {
        report_bad(line, self.receiver);
        let text = line.text;
        let now = if is_blank(text) { Before::Blank } else { Before::Words };
        let before = std::mem::replace(&mut self.before, now);
        if shape::is_rule(text) {
            (self.heading, self.before) = (true, Before::Frame);
            return self.give();
        }
        if self.heading && (text.starts_with(shape::TITLE) || text.starts_with(shape::FOLDER)) {
            self.before = Before::Frame;
            return self.give();
        }
        if self.heading
            && let Some(partner) = text.strip_prefix(shape::PARTNER)
        {
            self.give()?;
            (self.begun, self.before) = (false, Before::Frame);
            return self.begin(Some(partner.trim_matches(' ')));
        }
        if let Some(day) = shape::phone_day(text) {
            self.before = Before::Frame;
            self.give()?;
            self.day = Some(day);
            return self.begin(None);
        }
        let head = shape::head(text).filter(|head| self.is_kind(head));
        match head {
            // A line of a message may look like a head; where heads stand after blank lines, it is told by standing elsewhere.
            Some(head) if before != Before::Words || head.id().is_some() || !self.after_blank => {
                self.after_blank |= before == Before::Blank;
                self.speak(&head, line.number)
            }
            _ if self.draft.is_open() => self.draft.push(text, self.options),
            _ => {
                if !self.begun && !is_blank(text) {
                    self.receiver.odd(&UNREAD_LINES, line.number, "no date and time at its beginning");
                }
                Ok(())
            }
        }
    }

    /// Whether a head is of the kind that this file has; a name with a time needs a day before it.
    fn is_kind(&self, head: &Head<'_>) -> bool {
        self.kind.map_or(head.kind() != shape::Kind::Phone || self.day.is_some(), |kind| kind == head.kind())
    }

    fn begin(&mut self, title: Option<&str>) -> Result<(), Error> {
        if std::mem::replace(&mut self.begun, true) {
            return Ok(());
        }
        self.day = self.day.filter(|_| title.is_none());
        self.receiver.chat(ChatHead { title, platform: Some("qq"), exported_on: None })
    }

    fn speak(&mut self, head: &Head<'_>, line: u64) -> Result<(), Error> {
        let (on, second) = match *head {
            Head::Phone { second, .. } => (self.day.unwrap_or(On::Day(None)), second),
            Head::Saved { on, second, .. } | Head::Copied { on, second, .. } => (on, second),
        };
        let on = match on {
            On::Day(day) => day,
            On::Written(date) => {
                let Some((year, month, day)) = date.arranged(self.options.date_order) else {
                    let place = linli::Location::line(&self.options.file, line);
                    return Err(super::whatsapp::unsettled(&linli::refusal::DATE_ORDER, self.options).at(place));
                };
                clock::day(year, month, day)
            }
        };
        self.give()?;
        self.begin(None)?;
        (self.heading, self.kind) = (false, Some(head.kind()));
        let Some(time) = clock::local(self.options.zone, on.zip(second), line, self.receiver) else { return Ok(()) };
        let (name, id) = (head.name(), head.id());
        if name.is_empty() && id.is_none() {
            self.receiver.odd(&EMPTY_NAME, line, "nothing stands beside the time");
            return Ok(());
        }
        self.id = id.map(str::to_owned);
        self.draft.begin(time, line, if name.is_empty() { id.unwrap_or_default() } else { name }, None);
        Ok(())
    }

    /// Hands over the message that is complete.
    fn give(&mut self) -> Result<(), Error> {
        if !self.draft.is_open() {
            return Ok(());
        }
        let (draft, id) = (&self.draft, self.id.as_deref());
        let bare = RawMessage::of(draft.time, draft.line, &draft.author, MessageKind::Text);
        if id.is_some_and(|id| notice::SENDERS.contains(&id)) {
            notice::tell(draft.text(), bare, self.receiver)?;
        } else {
            let (kind, text) = match placeholder::bracketed(draft.text()) {
                Some(found) => found,
                None if placeholder::is_sign_up(draft.text()) => (MessageKind::SignUp, draft.text()),
                None => (MessageKind::Text, draft.text()),
            };
            self.receiver.message(RawMessage { kind, text, author_id: id, ..bare })?;
        }
        self.draft.close();
        Ok(())
    }
}

#[cfg(test)]
mod tests;
