//! Rows of one table on their way into a chunk.

use crate::definition::{Portion, Share, Undefined, Value};
use crate::indicator::{Cells, Indicator, TableId};
use crate::panel::{ColumnChunk, TableChunk, Values};
use crate::statistics;

/// Rows of one table, columns as plain numbers with a reason code each, in the order they are computed.
#[derive(Debug)]
pub(super) struct Rows {
    pub(super) table: TableId,
    pub(super) indicators: Vec<&'static Indicator>,
    keys: Vec<Vec<u32>>,
    columns: Vec<Column>,
}

/// What an indicator above the group gives.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Measured {
    Value(Value),
    Share(Share),
}

#[derive(Debug)]
struct Column {
    values: Vec<f64>,
    reasons: Vec<u8>,
    bounds: Option<[Vec<f64>; 2]>,
}

impl Rows {
    pub(super) fn new(
        table: TableId,
        indicators: Vec<&'static Indicator>,
        bounded: impl Fn(&Indicator) -> bool,
    ) -> Self {
        let columns = indicators
            .iter()
            .map(|i| Column {
                values: Vec::new(),
                reasons: Vec::new(),
                bounds: bounded(i).then(|| [Vec::new(), Vec::new()]),
            })
            .collect();
        Self { table, indicators, keys: vec![Vec::new(); table.keys().len()], columns }
    }

    /// Whether nobody asked for this table.
    pub(super) fn is_unasked(&self) -> bool {
        self.indicators.is_empty()
    }

    /// Adds the keys of one row; its cells follow, column by column.
    pub(super) fn key(&mut self, codes: &[u32]) {
        for (column, &code) in self.keys.iter_mut().zip(codes) {
            column.push(code);
        }
    }

    /// Adds one cell to a column.
    pub(super) fn cell(&mut self, column: usize, value: Value) {
        let column = &mut self.columns[column];
        column.values.push(value.unwrap_or(0.0) + 0.0);
        column.reasons.push(value.err().map_or(0, Undefined::code));
    }

    /// Whether a column keeps bounds.
    pub(super) fn wants_bounds(&self, column: usize) -> bool {
        self.columns[column].bounds.is_some()
    }

    /// Adds bounds beside the cell just added, where the column keeps them.
    pub(super) fn bounds(&mut self, column: usize, bounds: Option<[f64; 2]>) {
        if let Some([low, high]) = &mut self.columns[column].bounds {
            let [l, h] = bounds.unwrap_or([f64::NAN; 2]);
            low.push(l);
            high.push(h);
        }
    }

    /// Adds one cell that is a value alone, or a share with its interval.
    pub(super) fn measured(&mut self, column: usize, measured: Measured) {
        match measured {
            Measured::Value(value) => {
                self.cell(column, value);
                self.bounds(column, None);
            }
            Measured::Share(share) => {
                self.cell(column, share.and_then(Portion::value));
                self.bounds(column, share.ok().and_then(|portion| statistics::wilson(portion.hits, portion.of)));
            }
        }
    }

    /// Adds so many cells to a column, written in place.
    pub(super) fn cells(&mut self, column: usize, count: usize, write: impl FnOnce(&mut Cells<'_>)) {
        let column = &mut self.columns[column];
        let start = column.values.len();
        column.values.resize(start + count, 0.0);
        // A place nobody writes is undefined, never a zero.
        column.reasons.resize(start + count, Undefined::NotRecorded.code());
        write(&mut Cells::new(&mut column.values[start..], &mut column.reasons[start..]));
    }

    /// The chunk, rows stably sorted by one of the keys.
    pub(super) fn sorted_by_key(self, key: usize) -> TableChunk {
        let mut order: Vec<u32> = (0..self.keys[key].len() as u32).collect();
        order.sort_by_key(|&row| self.keys[key][row as usize]);
        self.chunk(Some(&order))
    }

    /// The chunk, rows as they came.
    pub(super) fn in_order(self) -> TableChunk {
        self.chunk(None)
    }

    fn chunk(self, order: Option<&[u32]>) -> TableChunk {
        let count = self.keys.first().map_or(0, Vec::len);
        let row = |at: usize| order.map_or(at, |order| order[at] as usize);
        let keys = self.keys.iter().map(|codes| (0..count).map(|at| codes[row(at)]).collect()).collect();
        let columns = self
            .columns
            .into_iter()
            .zip(&self.indicators)
            .map(|(column, indicator)| {
                let mut values = Values::empty(indicator.kind);
                for at in 0..count {
                    values.push(column.values[row(at)]);
                }
                let any = column.reasons.iter().any(|&reason| reason != 0);
                let reasons = any.then(|| (0..count).map(|at| column.reasons[row(at)]).collect());
                let bounds = column.bounds.map(|both| both.map(|b| (0..count).map(|at| b[row(at)]).collect()));
                ColumnChunk { values, reasons, bounds }
            })
            .collect();
        TableChunk { keys, columns }
    }
}
