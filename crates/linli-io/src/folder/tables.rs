//! The tables of a study folder: a CSV or workbook each, or one workbook in place of all.

use std::collections::BTreeSet;
use std::fs::File;

use linli::diagnostic::{self, Diagnostics};
use linli::{Error, Location};

use super::listing::{Entry, Listing, WORKBOOK_ENDINGS, ending};
use super::refused::Refused;
use super::{is_blank, read_text};
use crate::grid::{Grid, GridLimits, Worksheet, glance, read_csv, read_workbook};
use crate::source::{self, InputFile};
use crate::table::{Table, TableFormat, is_notes};

/// Every table there is, matched to its columns.
#[derive(Debug)]
pub(super) struct Tables(Vec<(&'static TableFormat, Table)>);

impl Tables {
    pub(super) fn read(
        listing: &Listing,
        inputs: &mut Vec<InputFile>,
        odd: &mut Diagnostics,
        refused: &mut Refused,
    ) -> Self {
        let mut tables = Self(Vec::new());
        for (format, entry) in &listing.tables {
            if !format.is_read() {
                odd.push(&diagnostic::NOT_YET_READ, Location::file(&entry.label), format!("table `{}`", format.id));
            } else if let Some(grid) = refused.keep(&entry.label, first_grid(entry, inputs, odd)).flatten() {
                let table = Table::new(format, grid, entry.label.clone(), odd);
                tables.0.extend(refused.keep(&entry.label, table).map(|table| (*format, table)));
            }
        }
        for entry in &listing.ledgers {
            for sheet in refused.keep(&entry.label, workbook(entry, inputs, odd)).unwrap_or_default() {
                let label = format!("{}#{}", entry.label, sheet.name);
                if is_notes(&sheet.name) || refused.has(&label) {
                    continue;
                }
                match TableFormat::named(&sheet.name) {
                    Some(format) if format.is_read() && !sheet.grid.is_empty() => {
                        let table = Table::new(format, sheet.grid, label.clone(), odd);
                        tables.0.extend(refused.keep(&label, table).map(|table| (format, table)));
                    }
                    Some(format) if !sheet.grid.is_empty() => {
                        odd.push(&diagnostic::NOT_YET_READ, Location::file(label), format!("table `{}`", format.id));
                    }
                    Some(_) => {}
                    None => odd.push(&diagnostic::UNKNOWN_FILE, Location::file(label), "no table has this name"),
                }
            }
        }
        tables
    }

    /// Where each table was read.
    pub(super) fn labels(&self) -> BTreeSet<String> {
        self.0.iter().map(|(_, table)| table.file.clone()).collect()
    }

    /// The tables of one kind.
    pub(super) fn each<'a>(&'a self, id: &'a str) -> impl Iterator<Item = &'a Table> {
        self.0.iter().filter(move |(format, _)| format.id == id).map(|(_, table)| table)
    }
}

/// The cells of a CSV file, or of the first worksheet of a workbook.
fn first_grid(entry: &Entry, inputs: &mut Vec<InputFile>, odd: &mut Diagnostics) -> Result<Option<Grid>, Error> {
    if is_workbook(entry) {
        return Ok(workbook(entry, inputs, odd)?.into_iter().next().map(|sheet| sheet.grid));
    }
    let Some(text) = read_text(entry, inputs, odd)? else { return Ok(None) };
    read_csv(&text, &entry.label, &GridLimits::of(&entry.limits)).map(Some)
}

pub(super) fn is_workbook(entry: &Entry) -> bool {
    WORKBOOK_ENDINGS.contains(&ending(&entry.name).as_str())
}

/// The longest file that can be blank: a byte order mark.
const BLANK: u64 = 3;

/// The visible worksheets of a workbook. An empty file is named and left out.
pub(super) fn workbook(
    entry: &Entry,
    inputs: &mut Vec<InputFile>,
    odd: &mut Diagnostics,
) -> Result<Vec<Worksheet>, Error> {
    let failed = |error| source::unreadable(&entry.label, error);
    let mut file = File::open(&entry.path).map_err(failed)?;
    if file.metadata().map_err(failed)?.len() > BLANK {
        glance(&mut file, &entry.label)?;
    }
    let (bytes, input) = source::whole(&entry.path, &entry.label, entry.limits.table)?;
    inputs.push(input);
    if is_blank(&bytes) {
        odd.push(&diagnostic::EMPTY_SOURCE, Location::file(&entry.label), "the file is empty");
        return Ok(Vec::new());
    }
    let sheets = read_workbook(&bytes, &entry.label, &GridLimits::of(&entry.limits))?;
    for &line in sheets.iter().flat_map(|sheet| &sheet.typed_dates) {
        odd.push(&diagnostic::DATE_AS_TEXT, Location::line(&entry.label, line), "read as it is written");
    }
    Ok(sheets)
}
