//! WeChat's own export: messages selected on a phone and sent by mail or share, as text.
//!
//! ```text
//! 邻里花园志愿群 微信群上的聊天记录如下，请查收。
//!
//! —————  2017-03-06  —————
//!
//!
//! 张三  16:21
//!
//! 周六上午清洗楼道，来的报名
//! ```

mod shape;

use std::io::BufRead;

use linli::Error;
use linli::diagnostic::{BAD_TIME, EMPTY_NAME, HEADER_LIKE_TEXT, UNREAD_LINES};
use linli::records::{Field, Fields, MessageKind};

use super::reading::draft::Draft;
use super::reading::wechat::{People, Post, Quotes};
use super::reading::{clock, is_blank, report_bad};
use super::{ChatFormat, ChatHead, RawMessage, ReadOptions, Reading, Receiver, Sample};
use crate::decode::{Line, Lines};
use shape::{Dated, Speaker, date_line, is_title_line, speaker_line, title};

pub(super) static FORMAT: ChatFormat = ChatFormat {
    id: "wechat_text",
    title: "WeChat, chat history sent as text",
    title_zh: "微信聊天记录文本（邮件或分享）",
    note: "Select messages in WeChat and send them by mail: the one official way out. Minute times in local time, names \
           as the exporter sees them (her private remarks, where she made any), no ids, no joins and leaves; quotes appear only where the sender's \
           client wrote them into the text.",
    fields: Fields::of(&[Field::Mention, Field::Kind, Field::Named, Field::Length, Field::Cue]),
    settle: None,
    sniff,
    read: Reading::Stream(read),
};

fn sniff(sample: &Sample<'_>) -> u8 {
    let (mut dates, mut speakers) = (0, 0);
    for line in sample.lines().take(400) {
        if is_title_line(line) {
            return 95;
        }
        dates += u32::from(date_line(line).is_some());
        speakers += u32::from(dates > 0 && speaker_line(line).is_some());
    }
    match (dates, speakers) {
        (0, _) => 0,
        (_, 0) => 40,
        _ => 85,
    }
}

pub(super) fn read(reader: &mut dyn BufRead, options: &ReadOptions, receiver: &mut dyn Receiver) -> Result<(), Error> {
    let mut lines = Lines::new(reader, &options.file, options.limits.line)?;
    let mut state = State {
        options,
        receiver,
        people: People::new(options),
        draft: Draft::none(),
        begun: false,
        day: None,
        before: Before::Blank,
        waiting: None,
        title: None,
        style: Style::default(),
    };
    while let Some(line) = lines.next_line()? {
        state.line(&line)?;
    }
    state.finish()
}

/// What stood in the line before.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Before {
    Blank,
    Text,
}

/// How speaker lines stood among their neighbours so far. The export is consistent, so a line of a message that happens
/// to end like a speaker line can be told by standing otherwise.
#[derive(Default)]
struct Style {
    before_blank: u32,
    before_text: u32,
}

impl Style {
    /// Whether a line right under text can be a speaker line: yes in the form without blank lines.
    fn allows(&self, before: Before) -> bool {
        before == Before::Blank || self.before_blank <= self.before_text
    }

    /// Whether it can be one when text follows at once.
    fn allows_text_after(&self) -> bool {
        self.before_text > 0 || self.before_blank < 3
    }
}

/// A speaker line whose next line is not seen yet.
struct Waiting {
    line: u64,
    raw: String,
}

struct State<'a> {
    options: &'a ReadOptions,
    receiver: &'a mut dyn Receiver,
    people: People,
    draft: Draft,
    /// The receiver knows of the chat.
    begun: bool,
    /// The last date line.
    day: Option<Dated>,
    before: Before,
    waiting: Option<Waiting>,
    /// A title line inside the file: the beginning of another chat if a date line follows.
    title: Option<Waiting>,
    style: Style,
}

impl State<'_> {
    fn line(&mut self, line: &Line<'_>) -> Result<(), Error> {
        report_bad(line, self.receiver);
        let blank = is_blank(line.text);
        if let Some(waiting) = self.waiting.take() {
            self.settle(&waiting, blank)?;
        }
        if let Some(day) = date_line(line.text) {
            return self.date(line.number, day);
        }
        if !blank && let Some(title) = self.title.take() {
            self.text(&title.raw, title.line)?;
        }
        let held = || Waiting { line: line.number, raw: line.text.to_owned() };
        if self.day.is_some() && self.style.allows(self.before) && speaker_line(line.text).is_some() {
            self.waiting = Some(held());
        } else if is_title_line(line.text) {
            if self.begun {
                self.title = Some(held());
            } else {
                self.chat(title(line.text))?;
            }
        } else {
            self.text(line.text, line.number)?;
        }
        self.before = if blank { Before::Blank } else { Before::Text };
        Ok(())
    }

    fn date(&mut self, line: u64, day: Dated) -> Result<(), Error> {
        self.give()?;
        match self.title.take() {
            Some(head) => self.chat(title(&head.raw))?,
            None if !self.begun => self.chat(None)?,
            None => {}
        }
        if day == Dated::Never {
            self.receiver.odd(&BAD_TIME, line, "no such day between 2000 and 2100");
        }
        (self.day, self.before) = (Some(day), Before::Blank);
        Ok(())
    }

    fn chat(&mut self, title: Option<&str>) -> Result<(), Error> {
        self.begun = true;
        self.receiver.chat(ChatHead { title, platform: Some("wechat"), exported_on: None })
    }

    /// Decides about a speaker line now that the line after it is seen.
    fn settle(&mut self, waiting: &Waiting, blank_after: bool) -> Result<(), Error> {
        let Some(speaker) = speaker_line(&waiting.raw) else { return Ok(()) };
        if !blank_after && !self.style.allows_text_after() {
            self.receiver.odd(&HEADER_LIKE_TEXT, waiting.line, "text follows at once, as after no other");
            return self.text(&waiting.raw, waiting.line);
        }
        let counted = if blank_after { &mut self.style.before_blank } else { &mut self.style.before_text };
        *counted = counted.saturating_add(1);
        self.speak(&speaker, waiting.line)
    }

    fn speak(&mut self, speaker: &Speaker<'_>, line: u64) -> Result<(), Error> {
        self.give()?;
        let day = self.day.and_then(|dated| if let Dated::On(day) = dated { Some(day) } else { None });
        let at = day.zip(clock::second_of_day(speaker.hour, speaker.minute, 0));
        let Some(time) = clock::local(self.options.zone, at, line, self.receiver) else { return Ok(()) };
        if speaker.name.is_empty() {
            self.receiver.odd(&EMPTY_NAME, line, "nothing stands before the time");
        } else {
            self.draft.begin(time, line, speaker.name, None);
        }
        Ok(())
    }

    fn text(&mut self, text: &str, line: u64) -> Result<(), Error> {
        if self.draft.is_open() {
            self.draft.push(text, self.options)?;
        } else if self.day.is_none() && !is_blank(text) && !shape::is_salutation(text) {
            self.receiver.odd(&UNREAD_LINES, line, "no date line yet");
        }
        Ok(())
    }

    /// Hands over the message that is complete.
    fn give(&mut self) -> Result<(), Error> {
        if !self.draft.is_open() {
            return Ok(());
        }
        let frame = RawMessage::of(self.draft.time, self.draft.line, &self.draft.author, MessageKind::Text);
        let post = Post { frame, quotes: Quotes::ByAuthor };
        post.give(self.draft.text(), &mut self.people, self.receiver)?;
        self.draft.close();
        Ok(())
    }

    fn finish(&mut self) -> Result<(), Error> {
        if let Some(waiting) = self.waiting.take() {
            self.settle(&waiting, true)?;
        }
        if let Some(head) = self.title.take() {
            self.text(&head.raw, head.line)?;
        }
        self.give()?;
        if self.begun { Ok(()) } else { self.chat(None) }
    }
}

#[cfg(test)]
mod tests;
