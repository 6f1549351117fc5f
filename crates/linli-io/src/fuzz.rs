//! One body per reader for tests with damaged files: bytes in, and a line that says what became of them.
//!
//! The mutation test on the stable toolchain and the targets in `tests/fuzz/` run the same bodies. A body may not panic, and two
//! runs over the same bytes say the same. This is no part of the interface.

use std::hash::{DefaultHasher, Hash, Hasher};
use std::io::{Cursor, Read};

use linli::diagnostic::{DiagnosticCode, Diagnostics};
use linli::time::Zone;
use linli::{Error, Plan};

use crate::archive::Archive;
use crate::chat::{self, ChatFormat, ChatHead, FORMATS, RawMessage, ReadOptions, Receiver, Times};
use crate::draft::Draft;
use crate::grid::{Grid, GridLimits, read_csv, read_workbook};
use crate::groups::GroupBook;
use crate::identity::Identity;
use crate::limits::Limits;
use crate::roster::Picture;
use crate::sheet::{self, Heading};
use crate::table::{self, TABLES, Table};

/// What one body says of some bytes.
pub type Body = fn(&[u8]) -> String;

/// Every body with its name.
pub static BODIES: &[(&str, Body)] = &[
    ("chat", chat),
    ("chat_named", chat_named),
    ("archive", archive),
    ("sheet", sheet),
    ("workbook", workbook),
    ("roster", roster),
    ("table", table),
    ("plan", plan),
];

/// A chat whose format is recognised.
pub fn chat(bytes: &[u8]) -> String {
    let (strict, lenient) = (read(bytes, None, Times::default()), read(bytes, None, Times::Lenient));
    format!("{strict} {lenient}")
}

/// A chat read as a format it need not be of; the last byte says which.
pub fn chat_named(bytes: &[u8]) -> String {
    let Some((&which, rest)) = bytes.split_last() else { return String::new() };
    let format = FORMATS.get(usize::from(which) % FORMATS.len()).copied();
    read(rest, format, Times::Lenient)
}

fn read(bytes: &[u8], format: Option<&'static ChatFormat>, times: Times) -> String {
    let Ok(zone) = Zone::named("Asia/Shanghai") else { return String::new() };
    let options = ReadOptions { times, ..ReadOptions::new("chat", zone) };
    let mut seen = Seen::default();
    let outcome = chat::read(Cursor::new(bytes), &options, format, &mut seen).map(|format| format.id);
    said(outcome, &seen.0)
}

/// The parts of an archive, each to its end.
pub fn archive(bytes: &[u8]) -> String {
    let mut seen = Seen::default();
    let mut reader = Cursor::new(bytes);
    let all = Archive::open(&mut reader, "a.zip", &Limits::default()).and_then(|mut archive| {
        for part in 0..archive.names().len() {
            let mut content = Vec::new();
            let read = archive.part(part)?.read_to_end(&mut content);
            read.map_err(|cause| crate::source::unreadable("a.zip", cause))?;
            (&archive.names()[part], content).hash(&mut seen.0);
        }
        Ok(archive.names().len())
    });
    said(all, &seen.0)
}

/// A sign-in sheet as delimited text.
pub fn sheet(bytes: &[u8]) -> String {
    let text = String::from_utf8_lossy(bytes);
    let name: String = text.chars().take(12).collect();
    said(read_csv(&text, "s.csv", &GridLimits::default()).map(|grid| of_grid(&grid, &name)), &DefaultHasher::new())
}

/// A workbook, and what its worksheets say as sign-in sheets.
pub fn workbook(bytes: &[u8]) -> String {
    let sheets = read_workbook(bytes, "s.xlsx", &GridLimits::default());
    let read = sheets.map(|sheets| sheets.iter().map(|sheet| of_grid(&sheet.grid, &sheet.name)).collect::<Vec<_>>());
    said(read, &DefaultHasher::new())
}

fn of_grid(grid: &Grid, name: &str) -> String {
    let mut odd = Diagnostics::new();
    let found = sheet::read(grid, "s", &Heading::read(name), &mut odd);
    let names = sheet::names(grid).map_or(0, |names| names.len());
    format!("{} {names} {}", found.is_some(), odd.iter().count())
}

/// A member list, as text and as a table.
pub fn roster(bytes: &[u8]) -> String {
    let text = String::from_utf8_lossy(bytes);
    let Some((mut draft, mut book)) = desk() else { return String::new() };
    let lists = ["甲 2017-03-06.txt", "甲 2017-03-06.csv"];
    let read = lists.map(|file| Picture::read(file, &text, &mut book, &mut draft).map_or(0, |list| list.names.len()));
    format!("{read:?} {}", draft.odd.iter().count())
}

/// Every table a person types, from one text.
pub fn table(bytes: &[u8]) -> String {
    let text = String::from_utf8_lossy(bytes);
    let Some((mut draft, _)) = desk() else { return String::new() };
    let mut answers = Vec::new();
    for format in TABLES.iter().filter(|format| format.is_read()) {
        let read = read_csv(&text, "t.csv", &GridLimits::default())
            .and_then(|grid| Table::new(format, grid, "t.csv".to_owned(), &mut draft.odd))
            .and_then(|table| one_table(format.id, &table, &mut draft));
        answers.push(said(read, &DefaultHasher::new()));
    }
    format!("{} {}", answers.join(" "), draft.odd.iter().count())
}

fn one_table(id: &str, table: &Table, draft: &mut Draft) -> Result<usize, Error> {
    match id {
        "organizations" => table::read_organizations(table, draft),
        "activities" => table::read_activities(table, draft),
        "calendar" => table::read_calendar(table, draft),
        "grants" => table::read_grants(table, draft),
        "expenses" => table::read_expenses(table, draft),
        "milestones" => table::read_milestones(table, draft),
        "coaching" => table::read_coaching(table, draft)?,
        "attendance" => table::read_attendance(table, draft)?,
        "memberships" => table::read_memberships(table, draft)?,
        "consent" => table::read_consent(table, draft)?,
        "people" => return Ok(table::read_people(table, &mut draft.odd).len()),
        "aliases" => return Ok(table::read_aliases(table, &mut draft.odd).len()),
        "groups" => return Ok(table::read_groups(table, &mut draft.odd).len()),
        "aliases.todo" => return Ok(table::read_todo(table, &mut draft.odd).rows.len()),
        "actions" => return Ok(table::read_actions(table, &mut draft.odd).len()),
        "aliases.log" => return Ok(table::read_log(table, &mut draft.odd).len()),
        _ => {}
    }
    Ok(0)
}

/// A study.toml.
pub fn plan(bytes: &[u8]) -> String {
    said(Plan::from_toml(&String::from_utf8_lossy(bytes)).map(|plan| plan.id), &DefaultHasher::new())
}

/// An empty study to read into.
fn desk() -> Option<(Draft, GroupBook)> {
    let plan = Plan::from_toml("id = \"a\"\nzone = \"Asia/Shanghai\"\n").ok()?;
    let who = Identity::new(Vec::new(), Vec::new(), &plan.staff);
    Some((Draft::new(plan.zone().ok()?, who, Diagnostics::new()), GroupBook::new(Vec::new(), &plan)))
}

fn said<T: std::fmt::Debug>(outcome: Result<T, Error>, seen: &DefaultHasher) -> String {
    match outcome {
        Ok(value) => format!("{value:?} {:x}", seen.finish()),
        Err(error) => format!("{error} {:x}", seen.finish()),
    }
}

/// Takes everything a chat says, and remembers no word of it.
#[derive(Default)]
struct Seen(DefaultHasher);

impl Receiver for Seen {
    fn chat(&mut self, head: ChatHead<'_>) -> Result<(), Error> {
        (head.title, head.platform).hash(&mut self.0);
        Ok(())
    }

    fn member(&mut self, name: &str, id: Option<&str>) -> Result<(), Error> {
        (name, id).hash(&mut self.0);
        Ok(())
    }

    fn message(&mut self, message: RawMessage<'_>) -> Result<(), Error> {
        (message.line, message.author, message.author_id, message.text, message.id).hash(&mut self.0);
        (message.reply_to, message.quoted, message.mentioned_ids, message.recalled).hash(&mut self.0);
        format!("{message:?}").hash(&mut self.0);
        Ok(())
    }

    fn odd(&mut self, code: &'static DiagnosticCode, line: u64, detail: &str) {
        (code.id, line, detail).hash(&mut self.0);
    }
}
