//! Logs of Internet Relay Chat, as irssi, `WeeChat`, ZNC, mIRC, `HexChat` and the channel archives write them.

mod days;
mod line;

use std::io::BufRead;

use linli::diagnostic::{BAD_TIME, EMPTY_NAME, TWELVE_HOURS};
use linli::records::{Field, Fields, MessageKind};
use linli::time::Timestamp;
use linli::{Error, Location, refusal};

use self::days::{Days, Undated};
use self::line::{Line, Stamp, Told};
use super::reading::{clock, is_blank, placeholder, report_bad};
use super::{ChatFormat, ChatHead, Event, Party, RawMessage, ReadOptions, Reading, Receiver, Sample};
use crate::decode::Lines;

pub(super) static FORMAT: ChatFormat = ChatFormat {
    id: "irc",
    title: "IRC log, text",
    title_zh: "IRC 日志（文本）",
    note: "Logs of irssi, WeeChat, ZNC, mIRC, HexChat and public archives. Names as shown, joins, leaves and changes of \
           name; no replies and no ids. Where lines have a clock and no date, the day of the first line stands in the \
           name of the file, and a clock that goes back means the next day.",
    fields: Fields::of(&[Field::Kind, Field::Named, Field::Length, Field::Cue, Field::Join, Field::Leave]),
    settle: None,
    sniff,
    read: Reading::Stream(read),
};

fn sniff(sample: &Sample<'_>) -> u8 {
    let (mut own, mut other, mut first) = (0_usize, 0_usize, None);
    for line in sample.lines().filter(|line| !is_blank(line)) {
        let fits = line::read(line).is_some_and(|line| match line {
            Line::Marker(..) => true,
            Line::Told(stamp, told) => !matches!((stamp, told), (Stamp::None, Told::Said { .. } | Told::Report)),
        });
        first.get_or_insert(fits);
        if fits { own += 1 } else { other += 1 }
    }
    match (own, first) {
        (0, _) => 0,
        (_, Some(true)) if own > other => 92,
        (2.., _) if own > other => 80,
        _ => 25,
    }
}

/// Lines that come before the first clock and wait for it; an archive begins with a few.
const MOST_WAITING: usize = 1000;

/// Somebody who came, left or changed their name.
struct Moved {
    line: u64,
    kind: MessageKind,
    who: String,
    /// Whoever removed them, or their name before.
    other: Option<String>,
}

impl Moved {
    fn give(&self, time: Timestamp, receiver: &mut dyn Receiver) -> Result<(), Error> {
        let event = match (&self.other, self.kind) {
            (Some(was), MessageKind::Rename) => Event::Was(was),
            (Some(by), _) => Event::By(Party { name: by, id: None }),
            (None, _) => Event::None,
        };
        receiver.message(RawMessage { event, ..RawMessage::of(time, self.line, &self.who, self.kind) })
    }
}

fn read(reader: &mut dyn BufRead, options: &ReadOptions, receiver: &mut dyn Receiver) -> Result<(), Error> {
    receiver.chat(ChatHead { platform: Some("irc"), ..ChatHead::default() })?;
    let mut lines = Lines::new(reader, &options.file, options.limits.line)?;
    let mut days = Days::new(options);
    let (mut last, mut waiting, mut is_twelve) = (None, Vec::new(), false);
    while let Some(text) = lines.next_line()? {
        report_bad(&text, receiver);
        let (stamp, told) = match line::read(text.text) {
            Some(Line::Marker(day, second)) => {
                days.mark(day, second);
                continue;
            }
            Some(Line::Told(stamp, told)) => (stamp, told),
            None if is_blank(text.text) => continue,
            None => {
                receiver.odd(&linli::diagnostic::BAD_ROW, text.number, "neither a message nor a report of the program");
                continue;
            }
        };
        if !matches!(stamp, Stamp::None) {
            let at = days.at(stamp).map_err(|open| undated(open, options, text.number))?;
            let Some(time) = clock::local(options.zone, at, text.number, receiver) else { continue };
            if days.is_twelve() && !is_twelve {
                receiver.odd(&TWELVE_HOURS, text.number, "the hour after 12 is 1");
                is_twelve = true;
            }
            for moved in waiting.drain(..) {
                Moved::give(&moved, time, receiver)?;
            }
            last = Some(time);
        }
        let moved = |kind, who: &str, other: Option<&str>| Moved {
            line: text.number,
            kind,
            who: who.to_owned(),
            other: other.map(str::to_owned),
        };
        let moved = match told {
            Told::Said { nick: "", .. } => {
                receiver.odd(&EMPTY_NAME, text.number, "nobody stands between the brackets");
                continue;
            }
            Told::Said { nick, text: said } => {
                let Some(time) = last else {
                    receiver.odd(&BAD_TIME, text.number, "no clock stands in this line or one before it");
                    continue;
                };
                let kind = if placeholder::is_sign_up(said) { MessageKind::SignUp } else { MessageKind::Text };
                receiver.message(RawMessage { text: said, ..RawMessage::of(time, text.number, nick, kind) })?;
                continue;
            }
            Told::Joined(nick) => moved(MessageKind::Join, nick, None),
            Told::Left { nick, by } => moved(MessageKind::Leave, nick, by),
            Told::Renamed { nick, was } => moved(MessageKind::Rename, nick, Some(was)),
            Told::Report => moved(MessageKind::System, "", None),
        };
        match last {
            Some(time) => moved.give(time, receiver)?,
            None if waiting.len() < MOST_WAITING => waiting.push(moved),
            None => receiver.odd(&BAD_TIME, text.number, "no clock stands in this line or one before it"),
        }
    }
    for moved in waiting {
        receiver.odd(&BAD_TIME, moved.line, "no clock stands in this line or any other");
    }
    Ok(())
}

fn undated(open: Undated, options: &ReadOptions, line: u64) -> Error {
    let (code, what) = match open {
        Undated::Day => (&refusal::DAY_MISSING, "the log has clocks and no date"),
        Undated::Year => (&refusal::YEAR_MISSING, "the log has dates without a year"),
    };
    Error::refused(code, what).at(Location::line(&options.file, line))
}

#[cfg(test)]
mod tests;
