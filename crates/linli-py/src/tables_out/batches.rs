//! A table that can be handed over again and again, some rows at a time.

use std::sync::Arc;

use arrow_array::{RecordBatch, RecordBatchReader};
use arrow_schema::{ArrowError, SchemaRef};

/// What a table is made from. Parts are made when they are asked for, and kept by nobody here.
pub(crate) trait Batches: Send + Sync {
    /// The columns.
    fn schema(&self) -> SchemaRef;
    /// Number of rows in all parts.
    fn rows(&self) -> usize;
    /// Number of parts.
    fn parts(&self) -> usize;
    /// The rows of one part.
    fn part(&self, at: usize) -> Result<RecordBatch, ArrowError>;
}

/// Batches that were made once.
pub(crate) struct Kept {
    /// The columns.
    pub(crate) schema: SchemaRef,
    /// The rows.
    pub(crate) batches: Vec<RecordBatch>,
}

impl Batches for Kept {
    fn schema(&self) -> SchemaRef {
        Arc::clone(&self.schema)
    }

    fn rows(&self) -> usize {
        self.batches.iter().map(RecordBatch::num_rows).sum()
    }

    fn parts(&self) -> usize {
        self.batches.len()
    }

    fn part(&self, at: usize) -> Result<RecordBatch, ArrowError> {
        Ok(self.batches[at].clone())
    }
}

/// The first rows of a table.
pub(crate) fn head(source: &dyn Batches, rows: usize) -> Result<Kept, ArrowError> {
    let mut batches = Vec::new();
    let mut left = rows;
    for at in 0..source.parts() {
        if left == 0 {
            break;
        }
        let part = source.part(at)?;
        let part = part.slice(0, part.num_rows().min(left));
        left -= part.num_rows();
        batches.push(part);
    }
    Ok(Kept { schema: source.schema(), batches })
}

/// The last rows of a table, in order.
pub(crate) fn tail(source: &dyn Batches, rows: usize) -> Result<Kept, ArrowError> {
    let mut batches = Vec::new();
    let mut left = rows;
    for at in (0..source.parts()).rev() {
        if left == 0 {
            break;
        }
        let part = source.part(at)?;
        let count = part.num_rows().min(left);
        batches.push(part.slice(part.num_rows() - count, count));
        left -= count;
    }
    batches.reverse();
    Ok(Kept { schema: source.schema(), batches })
}

/// Hands a table over part by part.
pub(crate) struct Handing {
    source: Arc<dyn Batches>,
    next: usize,
}

impl Handing {
    /// From the first part.
    pub(crate) fn new(source: Arc<dyn Batches>) -> Self {
        Self { source, next: 0 }
    }
}

impl Iterator for Handing {
    type Item = Result<RecordBatch, ArrowError>;

    fn next(&mut self) -> Option<Self::Item> {
        (self.next < self.source.parts()).then(|| {
            self.next += 1;
            self.source.part(self.next - 1)
        })
    }
}

impl RecordBatchReader for Handing {
    fn schema(&self) -> SchemaRef {
        self.source.schema()
    }
}
