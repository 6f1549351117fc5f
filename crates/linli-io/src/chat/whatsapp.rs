//! WhatsApp's chat export as text, of telephones of both kinds and of every locale seen:
//! `[15/01/20, 02:22:56] name: text` (iOS), `15/01/20, 2:22 pm - name: text` (Android).

mod media;
pub(super) mod order;
mod phrases;
mod report;
pub(super) mod stamp;
mod words;

use std::io::BufRead;

use linli::diagnostic::{EMPTY_NAME, UNREAD_LINES};
use linli::error::RefusalCode;
use linli::records::{Field, Fields, MessageKind};
use linli::{Error, Location, refusal};

use super::reading::draft::Draft;
use super::reading::{clock, is_blank, report_bad, speech};
use super::{ChatFormat, ChatHead, Event, Party, RawMessage, ReadOptions, Reading, Receiver, Sample};
use crate::decode::Lines;
use report::{Report, Someone};
use words::Meaning;

pub(super) static FORMAT: ChatFormat = ChatFormat {
    id: "whatsapp",
    title: "WhatsApp, exported chat",
    title_zh: "WhatsApp 导出的聊天",
    note: "Export chat, on the telephone. Local times, names as in the exporter's contacts, joins and leaves as text; \
           replies are not marked, mentions carry a telephone number instead of a name. Long chats are cut by the \
           telephone.",
    // Without its pictures an Android export does not say whether something was a picture or a voice message.
    fields: Fields::of(&[Field::Named, Field::Length, Field::Cue, Field::Join, Field::Leave, Field::Recall]),
    settle: Some(order::settle),
    sniff,
    read: Reading::Stream(read),
};

fn sniff(sample: &Sample<'_>) -> u8 {
    let head = |line: &str| stamp::split(line).is_some();
    let heads = sample.lines().take(200).filter(|line| head(line)).count();
    let first = sample.lines().find(|line| !is_blank(line)).is_some_and(head);
    match (heads, first) {
        (0, _) => 0,
        (_, true) => 80,
        (1, false) => 30,
        (_, false) => 60,
    }
}

fn read(reader: &mut dyn BufRead, options: &ReadOptions, receiver: &mut dyn Receiver) -> Result<(), Error> {
    receiver.chat(ChatHead { platform: Some("whatsapp"), ..ChatHead::default() })?;
    let mut lines = Lines::new(reader, &options.file, options.limits.line)?;
    let mut draft = Draft::none();
    let mut colons = speech::Colons::default();
    let mut began = false;
    while let Some(line) = lines.next_line()? {
        report_bad(&line, receiver);
        let Some(stamp) = stamp::split(line.text) else {
            if draft.is_open() {
                draft.push(line.text, options)?;
            } else if !began && !is_blank(line.text) {
                receiver.odd(&UNREAD_LINES, line.number, "no date and time at its beginning");
            }
            continue;
        };
        give(&mut draft, receiver)?;
        began = true;
        let Some((year, month, day)) = stamp.date.arranged(options.date_order) else {
            return Err(unsettled(&refusal::DATE_ORDER, options).at(Location::line(&options.file, line.number)));
        };
        let at = clock::day(year, month, day).zip(stamp.second_of_day);
        let Some(time) = clock::local(options.zone, at, line.number, receiver) else { continue };
        match words::meaning(stamp.rest) {
            Meaning::Reported(report) => {
                tell(&report, RawMessage::of(time, line.number, "", report.kind), options, receiver)?;
            }
            Meaning::Said { name: "", .. } => {
                receiver.odd(&EMPTY_NAME, line.number, "nothing stands before the colon");
            }
            Meaning::Said { name, text } => {
                colons.see(name, text, line.number);
                draft.begin(time, line.number, name, None);
                draft.push(text, options)?;
            }
        }
    }
    give(&mut draft, receiver)?;
    colons.finish(receiver);
    Ok(())
}

/// The error of a file whose dates can be read in several ways.
pub(super) fn unsettled(code: &'static RefusalCode, options: &ReadOptions) -> Error {
    let hint = "run again with --date-order day-first or month-first (or year-first, for years of two digits; in Python \
                date_order=\"day_first\"); it holds for every chat that leaves its dates open";
    Error::refused(code, "the dates can be read with the day, the month or the year in several places")
        .at(Location::file(&options.file))
        .with_hint(hint)
}

/// Hands over a report: one message for each person it concerns. The exporter is somebody only where a person said who.
fn tell(
    report: &Report<'_>,
    bare: RawMessage<'_>,
    options: &ReadOptions,
    receiver: &mut dyn Receiver,
) -> Result<(), Error> {
    let named = |someone| match someone {
        Someone::Named(name) => Some(name),
        Someone::Exporter => options.me.as_deref(),
    };
    let event = match (report.title, report.was, report.by.and_then(named)) {
        (Some(title), ..) => Event::Titled(title),
        (_, Some(was), _) => Event::Was(was),
        (.., Some(name)) => Event::By(Party { name, id: None }),
        _ => Event::None,
    };
    let mut told = false;
    for author in report.who.iter().filter_map(|&someone| named(someone)) {
        told = true;
        receiver.message(RawMessage { author, event, ..bare })?;
    }
    if told {
        return Ok(());
    }
    // A new title is one whoever gave it; what else happens to nobody in particular is a notice.
    let kind = if report.title.is_some() { bare.kind } else { MessageKind::System };
    let event = if report.title.is_some() { event } else { Event::None };
    receiver.message(RawMessage { kind, event, ..bare })
}

fn give(draft: &mut Draft, receiver: &mut dyn Receiver) -> Result<(), Error> {
    if draft.is_open() {
        let said = media::said(draft.text());
        let bare = RawMessage::of(draft.time, draft.line, &draft.author, said.kind);
        receiver.message(RawMessage { text: &said.text, recalled: said.kind == MessageKind::Recall, ..bare })?;
        draft.close();
    }
    Ok(())
}

#[cfg(test)]
mod locales;
#[cfg(test)]
mod tests;
