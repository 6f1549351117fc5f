//! Signal's chats as text: `[2019-12-24, 12:23] Jane Doe: Hello`, further lines of a message as they are.

use std::io::BufRead;

use linli::Error;
use linli::diagnostic::{EMPTY_NAME, UNREAD_LINES};
use linli::records::{Field, Fields, MessageKind};
use linli::time::Day;

use super::reading::clock;
use super::reading::draft::Draft;
use super::reading::{is_blank, number, report_bad, speech};
use super::{ChatFormat, ChatHead, RawMessage, ReadOptions, Reading, Receiver, Sample};
use crate::decode::Lines;

pub(super) static FORMAT: ChatFormat = ChatFormat {
    id: "signal",
    title: "Signal, text",
    title_zh: "Signal 文本",
    note: "Made by export tools for Signal Desktop. Minute times in local time, names as shown; neither replies nor \
           mentions nor joins are in it.",
    fields: Fields::of(&[Field::Named, Field::Length, Field::Cue]),
    settle: None,
    sniff,
    read: Reading::Stream(read),
};

fn sniff(sample: &Sample<'_>) -> u8 {
    let heads = sample.lines().filter(|line| head(line).is_some()).count();
    let first = sample.lines().find(|line| !is_blank(line)).is_some_and(|line| head(line).is_some());
    match (heads, first) {
        (0, _) => 0,
        (_, true) => 90,
        (1, false) => 30,
        (_, false) => 60,
    }
}

struct Head<'a> {
    at: Option<(Day, u32)>,
    rest: &'a str,
}

/// `[2019-12-24, 12:23] `, exactly: day and month cannot be confused, and there are no seconds.
fn head(line: &str) -> Option<Head<'_>> {
    let (year, 4, rest) = number(line.strip_prefix('[')?, 4)? else { return None };
    let (month, 2, rest) = number(rest.strip_prefix('-')?, 2)? else { return None };
    let (day, 2, rest) = number(rest.strip_prefix('-')?, 2)? else { return None };
    let (hour, 2, rest) = number(rest.strip_prefix(", ")?, 2)? else { return None };
    let (minute, 2, rest) = number(rest.strip_prefix(':')?, 2)? else { return None };
    let at = clock::day(year, month, day).zip(clock::second_of_day(hour, minute, 0));
    Some(Head { at, rest: rest.strip_prefix("] ")? })
}

fn read(reader: &mut dyn BufRead, options: &ReadOptions, receiver: &mut dyn Receiver) -> Result<(), Error> {
    receiver.chat(ChatHead { platform: Some("signal"), ..ChatHead::default() })?;
    let mut lines = Lines::new(reader, &options.file, options.limits.line)?;
    let mut draft = Draft::none();
    let mut colons = speech::Colons::default();
    // Lines after a head that could not be read belong to it and are left out with it.
    let mut began = false;
    while let Some(line) = lines.next_line()? {
        report_bad(&line, receiver);
        let Some(head) = head(line.text) else {
            if draft.is_open() {
                draft.push(line.text, options)?;
            } else if !began && !is_blank(line.text) {
                receiver.odd(&UNREAD_LINES, line.number, "no date and time at its beginning");
            }
            continue;
        };
        give(&mut draft, receiver)?;
        began = true;
        let Some(time) = clock::local(options.zone, head.at, line.number, receiver) else { continue };
        match speech::split(head.rest) {
            Some(("", _)) => receiver.odd(&EMPTY_NAME, line.number, "nothing stands before the colon"),
            Some((name, text)) => {
                colons.see(name, text, line.number);
                draft.begin(time, line.number, name, None);
                draft.push(text, options)?;
            }
            None => draft.begin(time, line.number, "", Some(MessageKind::System)),
        }
    }
    give(&mut draft, receiver)?;
    colons.finish(receiver);
    Ok(())
}

fn give(draft: &mut Draft, receiver: &mut dyn Receiver) -> Result<(), Error> {
    if draft.is_open() {
        let kind = draft.kind.unwrap_or(MessageKind::Text);
        let text = if kind == MessageKind::System { "" } else { draft.text() };
        receiver.message(RawMessage { text, ..RawMessage::of(draft.time, draft.line, &draft.author, kind) })?;
        draft.close();
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::super::tests::{Recorder, options};
    use super::*;

    fn recorded(text: &str) -> Recorder {
        let mut recorder = Recorder::default();
        read(&mut text.as_bytes(), &options(), &mut recorder).unwrap();
        recorder
    }

    #[test]
    fn further_lines_belong_to_the_message() {
        let recorder = recorded("[2019-12-24, 12:23] Jane Doe: Hello\nJohn!\n\nBye\n\n[2020-01-17, 21:49] J: a\n");
        assert_eq!(recorder.texts(), [("Jane Doe", "Hello\nJohn!\n\nBye"), ("J", "a")]);
        assert_eq!(recorder.times(), ["2019-12-24T12:23:00", "2020-01-17T21:49:00"]);
        assert_eq!(recorder.messages[1].line, 6);
    }

    #[test]
    fn bad_times_and_names_are_left_out() {
        let recorder = recorded(
            "Conversation\n[2019-02-30, 12:23] A: lost\nand this\n[2019-02-28, 25:00] A: lost\n[2019-02-28, 23:00] : x\n\
             [2019-02-28, 23:01] A: kept\n[2019-02-28, 23:02] the group was renamed\n",
        );
        assert_eq!(recorder.texts(), [("A", "kept"), ("", "")]);
        assert_eq!(recorder.messages[1].kind, MessageKind::System);
        assert_eq!(recorder.codes("bad-time"), [2, 4]);
        assert_eq!((recorder.codes("unread-lines"), recorder.codes("empty-name")), (vec![1], vec![5]));
    }

    #[test]
    fn whatsapp_is_not_signal() {
        for text in ["[2019-04-16 02:09] Mary: hi", "[15/01/20, 02:22:56] Mary: hi", "2019-12-24, 12:23 - Mary: hi"] {
            assert_eq!(sniff(&Sample { file: "a.txt", text, entries: &[] }), 0, "{text}");
        }
    }
}
