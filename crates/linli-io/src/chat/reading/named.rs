//! The rows of a table whose headers its program always writes: cells by name.

use linli::Error;

use super::rows::Rows;

/// Reads the cells of N columns, whatever their order; empty where the table has no such column.
pub(in crate::chat) struct Named<'r, const N: usize> {
    rows: Rows<'r>,
    at: [Option<usize>; N],
    cells: [String; N],
}

impl<'r, const N: usize> Named<'r, N> {
    /// Reads the headers. None where the file has no row.
    pub(in crate::chat) fn new(mut rows: Rows<'r>, names: [&str; N]) -> Result<Option<Self>, Error> {
        let Some(headers) = rows.next()? else { return Ok(None) };
        let at =
            names.map(|name| headers.iter().position(|header| header.trim_start_matches('\u{FEFF}').trim() == name));
        Ok(Some(Self { rows, at, cells: [const { String::new() }; N] }))
    }

    /// The next row, and its line.
    pub(in crate::chat) fn next(&mut self) -> Result<Option<(&[String; N], u64)>, Error> {
        let Some(record) = self.rows.next()? else { return Ok(None) };
        for (cell, at) in self.cells.iter_mut().zip(self.at) {
            cell.clear();
            cell.push_str(at.and_then(|at| record.get(at)).unwrap_or_default());
        }
        let line = self.rows.line();
        Ok(Some((&self.cells, line)))
    }

    /// How many invalid sequences were replaced so far.
    pub(in crate::chat) fn replaced(&self) -> u64 {
        self.rows.replaced()
    }
}
