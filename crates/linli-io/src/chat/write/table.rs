//! A table of messages as CSV: one row a message, no text. What a text showed stands in its place, and no cell begins like
//! a formula.

use std::io::Write;

use linli::Error;
use linli::diagnostic::{DiagnosticCode, Diagnostics};
use linli::records::{Cue, Flags, How, MessageKind};
use linli::time::{SECOND, Timestamp, Zone};

use super::super::{ChatHead, Event, RawMessage, Receiver, Reduced, Taken};
use super::chatlab::flags;
use super::{line, unwritable};
use crate::run_folder::sheet::{BYTE_ORDER_MARK, Sheet};
use crate::text;

/// The columns, in their order.
pub(in crate::chat) const COLUMNS: [&str; 17] = [
    "group",
    "platform",
    "time",
    "author",
    "author_id",
    "id",
    "reply_to",
    "mentions",
    "kind",
    "length",
    "cues",
    "flags",
    "answers",
    "names",
    "by",
    "number",
    "overlaps",
];

/// The word in `kind` for a row that lists a member and has no time.
pub(in crate::chat) const MEMBER: &str = "member";

/// Writes one row a message while messages stream through. Texts are reduced and dropped; of events,
/// only who invited or removed somebody is written.
pub struct TableWriter<W> {
    out: W,
    begun: bool,
    group: String,
    platform: String,
    odd: Diagnostics,
}

impl<W: Write> TableWriter<W> {
    /// Writes into `out`.
    pub fn new(out: W) -> Self {
        Self { out, begun: false, group: String::new(), platform: String::new(), odd: Diagnostics::new() }
    }

    /// What was odd on the way, by line of the source.
    pub fn diagnostics(&self) -> &Diagnostics {
        &self.odd
    }

    /// Ends the table, which has its headers even if no message came.
    pub fn finish(mut self) -> Result<W, Error> {
        self.begin()?;
        self.out.flush().map_err(unwritable)?;
        Ok(self.out)
    }

    fn begin(&mut self) -> Result<(), Error> {
        if !std::mem::replace(&mut self.begun, true) {
            self.out.write_all(BYTE_ORDER_MARK.as_bytes()).map_err(unwritable)?;
            Sheet::new(&mut self.out).row(COLUMNS).map_err(unwritable)?;
        }
        Ok(())
    }

    fn row(&mut self, cells: [&str; 15]) -> Result<(), Error> {
        self.begin()?;
        let Self { out, group, platform, .. } = self;
        let all = [group.as_str(), platform.as_str()].into_iter().chain(cells);
        Sheet::new(out).row(all).map_err(unwritable)
    }
}

impl<W: Write> Receiver for TableWriter<W> {
    fn chat(&mut self, head: ChatHead<'_>) -> Result<(), Error> {
        head.title.unwrap_or_default().clone_into(&mut self.group);
        head.platform.unwrap_or_default().clone_into(&mut self.platform);
        Ok(())
    }

    fn member(&mut self, name: &str, id: Option<&str>) -> Result<(), Error> {
        self.row(["", name, id.unwrap_or_default(), "", "", "", MEMBER, "", "", "", "", "", "", "", ""])
    }

    fn message(&mut self, message: RawMessage<'_>) -> Result<(), Error> {
        // The program's own notices are no rows: a row has an author.
        if message.author.is_empty() || message.kind == MessageKind::System {
            return Ok(());
        }
        let kept = message.kept.unwrap_or_else(|| reduced(&message));
        let aimed = |how| {
            message.aims.iter().filter(move |aim| aim.how == how).map(|aim| aim.person.id.unwrap_or(aim.person.name))
        };
        let mentions: Vec<&str> = message.mentioned_ids.iter().copied().chain(aimed(How::Mention)).collect();
        let answers: Vec<&str> = message.quoted.into_iter().chain(aimed(How::Reply)).collect();
        let cues: Vec<&str> = kept.cues.iter().map(Cue::id).collect();
        self.row([
            &instant(message.time),
            message.author,
            message.author_id.unwrap_or_default(),
            message.id.unwrap_or_default(),
            message.reply_to.unwrap_or_default(),
            &listed(&mentions),
            message.kind.id(),
            &kept.length.to_string(),
            &cues.join(";"),
            &flags(kept.flags).join(";"),
            &listed(&answers),
            &listed(&aimed(How::Named).collect::<Vec<_>>()),
            if let Event::By(by) = message.event { by.name } else { "" },
            &message.number.map(|number| number.to_string()).unwrap_or_default(),
            &message.taken.iter().copied().map(taken).collect::<Vec<_>>().join(";"),
        ])
    }

    fn odd(&mut self, code: &'static DiagnosticCode, number: u64, detail: &str) {
        self.odd.push(code, line(number), detail);
    }
}

/// `17x3`: three pieces of the message of this number. A spreadsheet takes `17:3` for an hour.
fn taken(Taken { number, shared }: Taken) -> String {
    format!("{number}x{shared}")
}

/// What is kept of a text.
fn reduced(message: &RawMessage<'_>) -> Reduced {
    let features = text::features(message.text, message.kind);
    let mut flags = if features.to_all { Flags::TO_ALL } else { Flags::NONE };
    if message.recalled {
        flags = flags.with(Flags::RECALLED);
    }
    Reduced { length: features.length, cues: features.cues, flags }
}

/// The instant in universal time, as far as microseconds where there are any.
fn instant(at: Timestamp) -> String {
    let micros = at.micros().rem_euclid(SECOND);
    let whole = Zone::UTC.format(at);
    if micros == 0 { format!("{whole}Z") } else { format!("{whole}.{micros:06}Z") }
}

/// Several texts in one cell: with semicolons between them, or as JSON where one holds a semicolon.
fn listed(texts: &[&str]) -> String {
    if texts.iter().any(|text| text.is_empty() || text.contains(';') || text.starts_with('[') || text.trim() != *text) {
        return serde_json::Value::from(texts).to_string();
    }
    texts.join(";")
}

impl<W> std::fmt::Debug for TableWriter<W> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("TableWriter").field("begun", &self.begun).finish_non_exhaustive()
    }
}
