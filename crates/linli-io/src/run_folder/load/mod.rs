//! A run folder read back, so that its columns can be handed out again.

mod table;

use std::io::Read;
use std::path::Path;

use linli::indicator::TableId;
use linli::panel::{ColumnChunk, Key};
use linli::plan::Tier;
use linli::time::Day;
use linli::{Error, ErrorKind, Location, Plan};

use super::compare::not_own;
use super::descriptor::{Descriptor, Resource};
use super::files::{self, Digesting};
use super::{findings, layout, place, sheet};

/// Largest table file read back: its columns are of that order in memory.
const MAX_TABLE: u64 = 4 << 30;

/// An outcome as its run folder holds it.
#[derive(Debug, Clone)]
pub struct Saved {
    /// Of which tier it is.
    pub tier: Tier,
    /// The plan it was run under.
    pub plan: Plan,
    /// The tables, in the order of the panel.
    pub tables: Vec<SavedTable>,
    /// The findings, in their order.
    pub findings: Vec<SavedFinding>,
    /// The run record, whole.
    pub run: serde_json::Value,
    /// Files read here whose bytes are not those written: somebody changed them.
    pub altered: Vec<String>,
}

/// One table.
#[derive(Debug, Clone, PartialEq)]
pub struct SavedTable {
    /// Which.
    pub id: TableId,
    /// Number of rows.
    pub rows: usize,
    /// Its keys, in the order of [`TableId::keys`].
    pub keys: Vec<SavedKey>,
    /// Its columns, in the order of the file.
    pub columns: Vec<SavedColumn>,
}

/// One key: a code a row, and what the codes stand for, in the order they first occur.
#[derive(Debug, Clone, PartialEq)]
pub struct SavedKey {
    /// Which key.
    pub key: Key,
    /// A code a row.
    pub codes: Vec<u32>,
    /// What they stand for.
    pub labels: Labels,
}

/// What codes stand for.
#[derive(Debug, Clone, PartialEq)]
pub enum Labels {
    /// Ids and names.
    Text(Vec<String>),
    /// Windows.
    Windows(Vec<SavedWindow>),
}

/// A time window.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct SavedWindow {
    /// First day inside.
    pub first_day: Day,
    /// First day after.
    pub end_day: Day,
    /// Whether it is of the disjoint series.
    pub disjoint: bool,
}

/// The column of an indicator: values, reasons and bounds in one chunk.
#[derive(Debug, Clone, PartialEq)]
pub struct SavedColumn {
    /// The indicator.
    pub id: String,
    /// What positions in a category column stand for; none in others.
    pub categories: Vec<String>,
    /// The cells.
    pub cells: ColumnChunk,
}

/// A finding as written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SavedFinding {
    /// Its id.
    pub id: String,
    /// The signal.
    pub signal: String,
    /// What kind of thing the subject is.
    pub about: String,
    /// What it was found in.
    pub subject: String,
    /// First day it speaks of.
    pub since: Day,
    /// First day after.
    pub until: Day,
    /// The day on which it expires.
    pub expires: Day,
    /// What was seen.
    pub statement: String,
    /// 看到了什么.
    pub statement_zh: String,
    /// The cells it rests on, as `table:indicator[row]=value; …`.
    pub evidence: String,
    /// What else could explain it.
    pub explanations: String,
    /// 也可能.
    pub explanations_zh: String,
}

/// Reads a run folder back.
///
/// # Errors
/// If the folder is not linli's, if a file is larger than is read, or if one was cut off or mangled: then with its line.
pub fn load(dir: &Path) -> Result<Saved, Error> {
    load_within(dir, MAX_TABLE)
}

pub(super) fn load_within(dir: &Path, max_table: u64) -> Result<Saved, Error> {
    if !place::is_own(dir)? {
        return Err(not_own(dir));
    }
    let run: serde_json::Value = files::read_json(dir, "run.json")?;
    let tier: Tier = said(&run, "tier")?;
    let plan_toml: String = said(&run, "plan_toml")?;
    let plan = Plan::from_toml(&plan_toml).map_err(|error| {
        Error::new(ErrorKind::Input, "the plan in the run record cannot be read")
            .with_source(error)
            .with_hint("it may be of another version of linli; run the study again")
            .at(Location::file("run.json"))
    })?;
    let descriptor: Descriptor = files::read_json(dir, "datapackage.json")?;
    let mut saved = Saved { tier, plan, tables: Vec::new(), findings: Vec::new(), run, altered: Vec::new() };
    for resource in &descriptor.resources {
        if !resource.path.starts_with("panel/") || resource.schema.is_none() {
            continue;
        }
        let id = TableId::ALL.iter().copied().find(|&id| layout::path(id) == resource.path).ok_or_else(|| {
            Error::unknown(("table", "表"), &resource.path, TableId::ALL.iter().map(|id| id.id()))
                .at(Location::file("datapackage.json"))
        })?;
        // The place of the file comes from the table, never from what the descriptor says.
        let path = layout::path(id);
        let mut source = Digesting::new(files::open(dir, &path, max_table)?);
        let table = table::read(id, resource, tier, &mut source)?;
        let rows = saved.run.get("rows").and_then(|rows| rows.get(id.id())).and_then(serde_json::Value::as_u64);
        if rows != Some(table.rows as u64) {
            let wrote = rows.map_or_else(|| "none".to_owned(), |rows| rows.to_string());
            return Err(mangled(
                &path,
                table.rows as u64 + 1,
                &format!("{} rows, and {wrote} were written", table.rows),
            ));
        }
        saved.tables.push(table);
        note_altered(source, &path, resource, &mut saved.altered)?;
    }
    saved.tables.sort_by_key(|table| table.id);
    if let Some(twice) = saved.tables.windows(2).find(|pair| pair[0].id == pair[1].id) {
        let message = format!("table `{}` stands in it twice", twice[0].id.id());
        return Err(Error::new(ErrorKind::Input, message).at(Location::file("datapackage.json")));
    }
    let mut source = Digesting::new(files::open(dir, "findings.csv", max_table)?);
    saved.findings = read_findings(&mut source)?;
    if let Some(resource) = descriptor.resources.iter().find(|resource| resource.path == "findings.csv") {
        note_altered(source, "findings.csv", resource, &mut saved.altered)?;
    }
    Ok(saved)
}

/// A field of the run record.
fn said<T: serde::de::DeserializeOwned>(run: &serde_json::Value, key: &str) -> Result<T, Error> {
    let value = run.get(key).cloned().unwrap_or_default();
    serde_json::from_value(value).map_err(|error| {
        Error::new(ErrorKind::Input, format!("the run record has no `{key}` that can be read"))
            .with_source(error)
            .with_hint("the file was changed; run the study again")
            .at(Location::file("run.json"))
    })
}

/// Reads a file to its end and notes it where its bytes are not those written.
fn note_altered<R: Read>(
    mut source: Digesting<R>,
    path: &str,
    resource: &Resource,
    altered: &mut Vec<String>,
) -> Result<(), Error> {
    std::io::copy(&mut source, &mut std::io::sink())
        .map_err(|error| Error::new(ErrorKind::File, format!("`{path}` cannot be read")).with_source(error))?;
    if resource.hash != format!("sha256:{}", source.finish(path).sha256) {
        altered.push(path.to_owned());
    }
    Ok(())
}

fn read_findings(source: &mut dyn Read) -> Result<Vec<SavedFinding>, Error> {
    let expected: Vec<&str> = findings::columns().map(|column| column.name).collect();
    let mut findings = Vec::new();
    rows("findings.csv", source, &expected, &mut |record, line| {
        let text = |at: usize| sheet::unguarded(record.get(at).unwrap_or_default()).into_owned();
        let day = |at: usize| {
            let cell = record.get(at).unwrap_or_default();
            Day::parse(cell).ok_or_else(|| mangled("findings.csv", line, &wrong_cell(cell, "a date like 2017-03-06")))
        };
        findings.push(SavedFinding {
            id: text(0),
            signal: text(1),
            about: text(2),
            subject: text(3),
            since: day(4)?,
            until: day(5)?,
            expires: day(6)?,
            statement: text(7),
            statement_zh: text(8),
            evidence: text(9),
            explanations: text(10),
            explanations_zh: text(11),
        });
        Ok(())
    })?;
    Ok(findings)
}

/// Hands on the rows of a CSV whose header must be the one expected, each with its line.
fn rows(
    path: &str,
    source: &mut dyn Read,
    expected: &[&str],
    take: &mut dyn FnMut(&csv::StringRecord, u64) -> Result<(), Error>,
) -> Result<(), Error> {
    let mut reader = csv::ReaderBuilder::new().has_headers(false).from_reader(source);
    let mut record = csv::StringRecord::new();
    let mut header = true;
    while reader.read_record(&mut record).map_err(|error| unreadable_row(path, &error))? {
        let line = record.position().map_or(0, csv::Position::line);
        if !header {
            take(&record, line)?;
            continue;
        }
        header = false;
        if record.iter().ne(expected.iter().copied()) {
            let at = record.iter().zip(expected).position(|(found, expected)| found != *expected);
            let expected = expected.get(at.unwrap_or(record.len())).copied().unwrap_or("no more columns");
            return Err(mangled(path, 1, &format!("the header differs from the one written at `{expected}`")));
        }
    }
    if header {
        return Err(mangled(path, 1, "the file is empty"));
    }
    Ok(())
}

fn unreadable_row(path: &str, error: &csv::Error) -> Error {
    let line = error.position().map_or(0, csv::Position::line);
    match error.kind() {
        csv::ErrorKind::Io(error) => Error::new(ErrorKind::File, format!("`{path}` cannot be read ({error})")),
        csv::ErrorKind::UnequalLengths { expected_len, len, .. } => {
            mangled(path, line, &format!("a row of {len} cells among rows of {expected_len}"))
        }
        csv::ErrorKind::Utf8 { .. } => mangled(path, line, "bytes that are not UTF-8"),
        _ => mangled(path, line, "a row that cannot be read"),
    }
}

/// A cell that is not what stands in such a column, without repeating it at length.
fn wrong_cell(cell: &str, expected: &str) -> String {
    let shown: String = cell.chars().take(40).collect();
    format!("`{shown}` is not {expected}")
}

/// A file that is not as it was written.
fn mangled(path: &str, line: u64, found: &str) -> Error {
    Error::new(ErrorKind::Input, found)
        .with_hint("the file was changed or cut off; run the study again, or restore it")
        .at(Location::line(path, line))
}
