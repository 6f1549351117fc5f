//! What every chat passes through on its way to whoever takes it: messages are counted, and times are held to what a
//! message can be of.

use linli::diagnostic::{BAD_TIME, CLOCK_BACK, DiagnosticCode, EMPTY_SOURCE, FUTURE_TIME, WRONG_ENDING};
use linli::error::RefusalCode;
use linli::records::Fields;
use linli::time::{Day, Timestamp};
use linli::{Error, Location, refusal};

use super::{ChatHead, RawMessage, ReadOptions, Receiver, Sample, Times};

/// How far a clock may be ahead of the day of reading: two days, for zones and telephones set wrong.
const AHEAD: i32 = 2;

/// How far times may go back while ids go on before it is said, in microseconds: servers put messages of one minute into
/// an order of their own.
const BACK: i64 = 60_000_000;

/// A receiver with its book-keeping.
pub(super) struct Counted<'a> {
    receiver: &'a mut dyn Receiver,
    options: &'a ReadOptions,
    messages: u64,
    /// What the file is refused for; said at the next message, or at its end.
    refused: Option<Error>,
    /// The number and time of the message before.
    last: Option<(u64, Timestamp)>,
    /// The last day a message can be of.
    latest: Option<Day>,
}

impl<'a> Counted<'a> {
    pub(super) fn new(receiver: &'a mut dyn Receiver, options: &'a ReadOptions) -> Self {
        let latest = options.as_of.map(|day| day.plus(AHEAD));
        Self { receiver, options, messages: 0, refused: None, last: None, latest }
    }

    /// Ends the file.
    pub(super) fn finish(mut self, format: &str) -> Result<(), Error> {
        self.answer()?;
        if self.messages == 0 {
            self.odd(&EMPTY_SOURCE, 1, &format!("read as {format}"));
        }
        Ok(())
    }

    /// Says so where the name of a file ends like another kind of text than it is.
    pub(super) fn compare_ending(&mut self, sample: &Sample<'_>) {
        let text = sample.text.trim_start_matches(['\u{FEFF}', ' ', '\n', '\r', '\t']);
        let is_json = text.starts_with('{')
            || (text.starts_with('[') && text.get(1..).unwrap_or_default().trim_start().starts_with(['{', ']']));
        let is_page = text.get(..200).unwrap_or(text).to_ascii_lowercase().contains("<html");
        let ending = sample.file.rsplit_once('.').map(|(_, ending)| ending.to_ascii_lowercase()).unwrap_or_default();
        let fits = match ending.as_str() {
            // JSON lines may begin with comments.
            "json" | "jsonl" | "ndjson" => is_json || text.starts_with('#'),
            "htm" | "html" => !is_json,
            "txt" | "csv" | "tsv" | "log" | "md" => !is_json && !is_page,
            _ => true,
        };
        if !fits {
            self.receiver.odd(&WRONG_ENDING, 1, "read as what it is");
        }
    }

    fn answer(&mut self) -> Result<(), Error> {
        self.refused.take().map_or(Ok(()), Err)
    }

    /// Whether a message can be of its time; what is beyond the day of reading is reported or refused.
    fn can_be(&mut self, message: &RawMessage<'_>) -> bool {
        let (Some(as_of), Some(latest)) = (self.options.as_of, self.latest) else { return true };
        let day = self.options.zone.day(message.time);
        if day > latest {
            let detail = format!("the message is of {day}, and the study is read on {as_of}");
            self.refuse(&refusal::FUTURE_MESSAGE, &BAD_TIME, message.line, &detail);
            return false;
        }
        if day > as_of {
            self.receiver.odd(&FUTURE_TIME, message.line, &format!("{day}, and the study is read on {as_of}"));
        }
        true
    }

    /// Numbers that go on while times go back: a clock was set back. Lines of a text have no numbers, so their order is
    /// nobody's word.
    fn compare(&mut self, message: &RawMessage<'_>) {
        let Some(number) = message.id.and_then(|id| id.parse::<u64>().ok()) else { return };
        if let Some((before, time)) = self.last
            && number > before
            && message.time.micros() < time.micros().saturating_sub(BACK)
        {
            self.receiver.odd(&CLOCK_BACK, message.line, "its id is higher than that of the message before");
        }
        self.last = Some((number, message.time));
    }
}

impl Receiver for Counted<'_> {
    fn chat(&mut self, head: ChatHead<'_>) -> Result<(), Error> {
        self.answer()?;
        self.last = None;
        self.receiver.chat(head)
    }

    fn recorded(&mut self, fields: Fields) -> Result<(), Error> {
        self.receiver.recorded(fields)
    }

    fn part(&mut self, name: &str) -> Result<(), Error> {
        self.receiver.part(name)
    }

    fn member(&mut self, name: &str, id: Option<&str>) -> Result<(), Error> {
        self.receiver.member(name, id)
    }

    fn known_as(&mut self, id: &str, name: &str) {
        self.receiver.known_as(id, name);
    }

    fn message(&mut self, message: RawMessage<'_>) -> Result<(), Error> {
        self.answer()?;
        if !self.can_be(&message) {
            return self.answer();
        }
        self.compare(&message);
        self.messages += 1;
        self.receiver.message(message)
    }

    fn odd(&mut self, code: &'static DiagnosticCode, line: u64, detail: &str) {
        self.receiver.odd(code, line, detail);
    }

    fn left_out(&mut self, part: &str, why: &str) {
        self.receiver.left_out(part, why);
    }

    fn refuse(&mut self, code: &'static RefusalCode, instead: &'static DiagnosticCode, line: u64, detail: &str) {
        match self.options.times {
            Times::Lenient => self.receiver.odd(instead, line, detail),
            Times::Strict if self.refused.is_none() => {
                self.refused = Some(Error::refused(code, detail).at(Location::line(&self.options.file, line)));
            }
            Times::Strict => {}
        }
    }
}
