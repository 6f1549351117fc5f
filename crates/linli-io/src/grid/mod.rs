//! Cells of a CSV file or a worksheet as text: sparse, in one block of memory, within limits.

mod archive;
mod csv;
mod workbook;

use linli::error::RefusalCode;
use linli::{Error, Location, refusal};

pub(crate) use self::csv::{delimiter, read_csv};
pub(crate) use self::workbook::{Worksheet, glance, read_workbook};
use crate::limits::Limits;
use crate::value;

/// How much of one file is read before the answer is an error.
#[derive(Debug, Clone, Copy)]
pub(crate) struct GridLimits {
    /// Cells that hold something.
    pub(crate) cells: usize,
    /// Columns.
    pub(crate) columns: usize,
    /// Bytes of one cell.
    pub(crate) field: usize,
    /// Bytes of all cells together.
    pub(crate) text: usize,
}

impl Default for GridLimits {
    fn default() -> Self {
        Self::of(&Limits::default())
    }
}

impl GridLimits {
    /// As the reading of a folder says.
    pub(crate) const fn of(limits: &Limits) -> Self {
        let &Limits { cells, columns, field, text, .. } = limits;
        Self { cells, columns, field, text }
    }
}

/// The cells of one table, row by row.
///
/// Empty cells cost nothing, so that a sheet with one cell in its last corner is as small as it is.
#[derive(Default)]
pub(crate) struct Grid {
    text: String,
    /// Column, and where its text ends in `text`.
    cells: Vec<(u16, u32)>,
    /// Line in the file, and where its cells end in `cells`.
    rows: Vec<(u64, u32)>,
    /// Whether bare numbers may be days counted as spreadsheets do.
    serials: bool,
}

/// One row of a [`Grid`].
#[derive(Debug, Clone, Copy)]
pub(crate) struct Row<'a> {
    /// The line of the file, or the row of the worksheet, from 1.
    pub(crate) line: u64,
    grid: &'a Grid,
    first: usize,
    end: usize,
}

impl Grid {
    pub(crate) fn rows(&self) -> impl ExactSizeIterator<Item = Row<'_>> {
        (0..self.rows.len()).map(|at| self.row(at))
    }

    /// The row at a position that exists.
    pub(crate) fn row(&self, at: usize) -> Row<'_> {
        let first = if at == 0 { 0 } else { self.rows[at - 1].1 as usize };
        Row { line: self.rows[at].0, grid: self, first, end: self.rows[at].1 as usize }
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.cells.is_empty()
    }

    /// The text of the cell at a position in `cells`.
    fn cell(&self, at: usize) -> &str {
        let start = if at == 0 { 0 } else { self.cells[at - 1].1 as usize };
        &self.text[start..self.cells[at].1 as usize]
    }

    /// The day a cell of this grid means.
    pub(crate) fn day(&self, text: &str) -> Option<value::Moment> {
        value::moment(text).or_else(|| {
            let serial = self.serials.then(|| text.parse::<f64>().ok()).flatten()?;
            value::serial_day(serial).map(|day| value::Moment { day, second: None })
        })
    }

    /// Adds a cell to the row being written. Cells beyond the limits are an error.
    fn push(&mut self, column: usize, text: &str, limits: &GridLimits, place: Place<'_>) -> Result<(), Error> {
        let text = value::trim(text);
        if column >= limits.columns {
            return Err(place.over(&refusal::TABLE_COLUMNS, "columns", limits.columns));
        }
        // Form services write that nothing was written.
        if text.is_empty() || matches!(text, "(空)" | "（空）" | "(跳过)" | "（跳过）") {
            return Ok(());
        }
        if text.len() > limits.field {
            return Err(place.over(&refusal::TABLE_FIELD, "bytes in one cell", limits.field));
        }
        if self.cells.len() >= limits.cells {
            return Err(place.over(&refusal::TABLE_CELLS, "cells", limits.cells));
        }
        if self.text.len() + text.len() > limits.text.min(u32::MAX as usize) {
            return Err(place.over(&refusal::TABLE_TEXT, "bytes of text", limits.text));
        }
        self.text.push_str(text);
        let column =
            u16::try_from(column).map_err(|_| place.over(&refusal::TABLE_COLUMNS, "columns", limits.columns))?;
        self.cells.push((column, self.text.len() as u32));
        Ok(())
    }

    /// Ends the row being written. Rows without a cell are not kept.
    fn end_row(&mut self, line: u64) {
        let end = self.cells.len() as u32;
        if self.rows.last().map_or(0, |&(_, end)| end) < end {
            self.rows.push((line, end));
        }
    }
}

impl<'a> Row<'a> {
    /// The text of a column, empty where there is none.
    pub(crate) fn cell(&self, column: usize) -> &'a str {
        let Some(at) = self.grid.cells[self.first..self.end]
            .binary_search_by_key(&column, |&(at, _)| usize::from(at))
            .ok()
            .map(|offset| self.first + offset)
        else {
            return "";
        };
        self.grid.cell(at)
    }

    /// Columns that hold something, with their text.
    pub(crate) fn cells(&self) -> impl Iterator<Item = (usize, &'a str)> + use<'a> {
        let (grid, first) = (self.grid, self.first);
        (first..self.end).map(move |at| (usize::from(grid.cells[at].0), grid.cell(at)))
    }
}

/// Where a cell stands, for errors.
#[derive(Debug, Clone, Copy)]
struct Place<'a> {
    file: &'a str,
    line: u64,
}

impl Place<'_> {
    fn over(self, code: &'static RefusalCode, what: &str, limit: usize) -> Error {
        Error::refused(code, format!("the table has more than {limit} {what}")).at(Location::line(self.file, self.line))
    }
}

crate::redacted!(Grid);
