//! A table of messages, one row a message: comma, semicolon or tab between cells. With headers of our own
//! (`group,time,author,…` or `群,时间,发言人,…`), or with any others and a declaration of which column is what.

mod columns;

use std::collections::BTreeSet;
use std::io::BufRead;

use linli::diagnostic::{BAD_BYTES, BAD_ROW, BAD_TIME, EMPTY_NAME, RAGGED_ROW, UNKNOWN_KIND};
use linli::records::{Cue, Cues, Field, Fields, Flags, How, MessageKind};
use linli::{Error, ErrorKind, Location, refusal};

use super::chatlab::extension::FLAGS;
use super::reading::placeholder;
use super::reading::rows::Rows;
use super::reading::time;
use super::write::MEMBER;
use super::{
    Aim, ChatFormat, ChatHead, Event, Party, RawMessage, ReadOptions, Reading, Receiver, Reduced, Sample, Taken,
};
use crate::run_folder::sheet::unguarded;
use columns::{Column, Columns};

pub(super) static FORMAT: ChatFormat = ChatFormat {
    id: "table",
    title: "Table of messages, CSV or TSV",
    title_zh: "消息表格（CSV、TSV）",
    note: "One row a message, from any program: the headers `group, time, author, author_id, id, reply_to, mentions, kind, \
           length, text` or their Chinese names, or any others with `columns` in study.toml. Without a column for the \
           group, the file is one group. Several people in one cell stand with semicolons between them.",
    fields: Fields::of(&[
        Field::Reply,
        Field::Mention,
        Field::Kind,
        Field::Length,
        Field::Named,
        Field::Cue,
        Field::Recall,
        Field::Join,
        Field::Leave,
        Field::Seconds,
        Field::PersonId,
    ]),
    settle: None,
    sniff,
    read: Reading::Stream(read),
};

/// The most groups of one table.
const MOST_GROUPS: usize = 100_000;

fn sniff(sample: &Sample<'_>) -> u8 {
    let Some(headers) = headers(sample) else { return 0 };
    let has = |column| Columns::own(&headers).is_some_and(|columns| columns.at(column).is_some());
    match (has(Column::Time) && has(Column::Author), has(Column::Group)) {
        (true, true) => 86,
        (true, false) => 82,
        _ => 0,
    }
}

/// The cells of the first line, if it looks like one of a table.
fn headers(sample: &Sample<'_>) -> Option<Vec<String>> {
    let first = sample.text.trim_start_matches('\u{FEFF}').lines().find(|line| !line.trim().is_empty())?;
    let delimiter = crate::grid::delimiter(first);
    let mut reader =
        csv::ReaderBuilder::new().has_headers(false).flexible(true).delimiter(delimiter).from_reader(first.as_bytes());
    let record = reader.records().next()?.ok()?;
    (record.len() > 1).then(|| record.iter().map(str::to_owned).collect())
}

/// The error of a table whose headers fit nothing, if a file is a table at all.
pub(super) fn unfit(sample: &Sample<'_>) -> Option<Error> {
    let ending = sample.file.rsplit_once('.').map(|(_, ending)| ending.to_ascii_lowercase());
    let headers = headers(sample).filter(|_| ending.is_some_and(|ending| ending == "csv" || ending == "tsv"))?;
    Some(match Columns::own(&headers) {
        Some(_) => columns::missing(Column::Time, &headers, sample.file),
        None => columns::double(sample.file),
    })
}

fn read(reader: &mut dyn BufRead, options: &ReadOptions, receiver: &mut dyn Receiver) -> Result<(), Error> {
    let mut rows = Rows::new(reader, options)?;
    let Some(headers) = rows.next()? else { return receiver.chat(ChatHead::default()) };
    let headers: Vec<String> = headers.iter().map(str::to_owned).collect();
    let columns = Columns::of(&headers, options)?;
    receiver.recorded(columns.fields())?;
    if columns.at(Column::Group).is_none() {
        receiver.chat(ChatHead::default())?;
        // What this table has columns for, not what a table can have.
        receiver.recorded(columns.fields())?;
    }
    let (mut group, mut seen) = (None::<String>, BTreeSet::new());
    let mut row = Vec::new();
    while let Some(record) = rows.next()? {
        row.clear();
        row.extend(record.iter().map(|cell| unguarded(cell).into_owned()));
        let line = rows.line();
        if row.iter().skip(headers.len()).any(|cell| !cell.is_empty()) {
            receiver.odd(&RAGGED_ROW, line, "more cells than headers");
            continue;
        }
        let row = Row { columns: &columns, cells: &row };
        if columns.at(Column::Group).is_some() {
            let Some(title) = row.text(Column::Group) else {
                receiver.odd(&BAD_ROW, line, "the group is empty");
                continue;
            };
            if group.as_deref() != Some(title) {
                turn(title, &mut seen).map_err(|error| error.at(Location::line(&options.file, line)))?;
                group = Some(title.to_owned());
                let platform = row.text(Column::Platform);
                receiver.chat(ChatHead { title: Some(title), platform, exported_on: None })?;
                receiver.recorded(columns.fields())?;
            }
        }
        take(&row, line, options, receiver)?;
    }
    let replaced = rows.replaced();
    if replaced > 0 {
        receiver.odd(&BAD_BYTES, 1, &format!("{replaced} invalid sequences replaced in the whole file"));
    }
    Ok(())
}

/// Another group begins. Its rows must stand together: a chat is taken in whole, one after the other.
fn turn(title: &str, seen: &mut BTreeSet<String>) -> Result<(), Error> {
    if !seen.insert(title.to_owned()) {
        return Err(Error::new(ErrorKind::Input, "rows of a group come back after rows of another")
            .with_hint("sort the table by its group column"));
    }
    if seen.len() > MOST_GROUPS {
        return Err(Error::new(ErrorKind::Limit, format!("the table has more than {MOST_GROUPS} groups"))
            .with_hint("check which column is the group"));
    }
    Ok(())
}

/// One row through its columns.
struct Row<'r> {
    columns: &'r Columns,
    cells: &'r [String],
}

impl<'r> Row<'r> {
    /// The cell of a column, where it says something.
    fn text(&self, column: Column) -> Option<&'r str> {
        let cell = self.cells.get(self.columns.at(column)?)?;
        Some(crate::value::trim(cell)).filter(|text| !text.is_empty())
    }

    /// Several texts in one cell.
    fn list(&self, column: Column) -> Vec<String> {
        let Some(text) = self.text(column) else { return Vec::new() };
        let list = text.starts_with('[').then(|| serde_json::from_str::<Vec<String>>(text).ok()).flatten();
        list.unwrap_or_else(|| {
            text.split([';', '；']).map(str::trim).filter(|part| !part.is_empty()).map(str::to_owned).collect()
        })
    }

    fn kept(&self) -> Option<Reduced> {
        let any = [Column::Length, Column::Cues, Column::Flags].iter().any(|&column| self.text(column).is_some());
        let named = |name: &String| Cue::ALL.iter().copied().find(|cue| cue.id() == name);
        (any && self.text(Column::Text).is_none()).then(|| Reduced {
            length: self.text(Column::Length).and_then(|text| text.parse().ok()).unwrap_or_default(),
            cues: self.list(Column::Cues).iter().filter_map(named).fold(Cues::NONE, Cues::with),
            flags: self
                .list(Column::Flags)
                .iter()
                .filter_map(|name| FLAGS.into_iter().find(|(known, _)| known == name))
                .fold(Flags::NONE, |flags, (_, flag)| flags.with(flag)),
        })
    }
}

/// Hands over one row.
fn take(row: &Row<'_>, line: u64, options: &ReadOptions, receiver: &mut dyn Receiver) -> Result<(), Error> {
    let author = row.text(Column::Author).or(row.text(Column::AuthorId)).unwrap_or_default();
    let author_id = row.text(Column::AuthorId);
    let written = row.text(Column::Kind);
    if written == Some(MEMBER) && row.text(Column::Time).is_none() {
        return if author.is_empty() { Ok(()) } else { receiver.member(author, author_id) };
    }
    let text = row.columns.at(Column::Text).and_then(|at| row.cells.get(at)).map_or("", String::as_str);
    let kind = match written.map(columns::kind) {
        Some(Some(kind)) => kind,
        None if placeholder::is_sign_up(text) => MessageKind::SignUp,
        None => MessageKind::Text,
        Some(None) => {
            receiver.odd(&UNKNOWN_KIND, line, "the kind is taken as `other`");
            MessageKind::Other
        }
    };
    let Some(at) = row.text(Column::Time) else {
        receiver.refuse(&refusal::NO_SUCH_TIME, &BAD_TIME, line, "the time is empty");
        return Ok(());
    };
    let Some(time) = time::read(at, line, options, receiver)? else { return Ok(()) };
    let system = kind == MessageKind::System;
    if author.is_empty() && !system {
        receiver.odd(&EMPTY_NAME, line, "the author is empty");
        return Ok(());
    }
    let (mentions, answers, names) = (row.list(Column::Mentions), row.list(Column::Answers), row.list(Column::Names));
    // Where writers have ids, people are pointed at by them; else by what stands in the column of the author.
    let by_id = row.columns.at(Column::AuthorId).is_some();
    let aims: Vec<Aim<'_>> = answers
        .iter()
        .map(|text| aim(text, by_id, How::Reply))
        .chain(mentions.iter().map(|text| aim(text, by_id, How::Mention)))
        .chain(names.iter().map(|text| aim(text, by_id, How::Named)))
        .collect();
    let kept = row.kept();
    let taken: Vec<Taken> = row.list(Column::Overlaps).iter().filter_map(|text| taken(text)).collect();
    let recalled = kept.map_or(kind == MessageKind::Recall, |kept| kept.flags.has(Flags::RECALLED));
    receiver.message(RawMessage {
        author_id: author_id.filter(|_| !system),
        text: if recalled { "" } else { text },
        id: row.text(Column::Id),
        reply_to: row.text(Column::ReplyTo),
        recalled,
        event: row.text(Column::By).map_or(Event::None, |name| Event::By(Party { name, id: None })),
        aims: &aims,
        kept,
        number: row.text(Column::Number).and_then(|text| text.parse().ok()),
        taken: &taken,
        ..RawMessage::of(time, line, if system { "" } else { author }, kind)
    })
}

/// `17x3`, as it is written.
fn taken(text: &str) -> Option<Taken> {
    let (number, shared) = text.split_once('x')?;
    Some(Taken { number: number.parse().ok()?, shared: shared.parse().ok()? })
}

fn aim(text: &str, by_id: bool, how: How) -> Aim<'_> {
    let person = if by_id { Party { name: "", id: Some(text) } } else { Party { name: text, id: None } };
    Aim { person, how }
}

#[cfg(test)]
mod tests;
