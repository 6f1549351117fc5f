//! The tidy form of a panel table.

use std::sync::Arc;

use arrow_array::types::Int32Type;
use arrow_array::{DictionaryArray, Float64Array, Int32Array, RecordBatch};
use arrow_schema::{ArrowError, DataType, Field, Schema, SchemaRef};

use super::batches::Batches;
use super::column::status_array;
use super::rows::{Rows, coded, reasons};
use super::sheet::words;

/// The tidy form: one row a key and indicator.
pub(super) struct Long(pub(super) Arc<Rows>);

impl Batches for Long {
    fn schema(&self) -> SchemaRef {
        let mut fields = self.0.key_fields();
        fields.push(Field::new("indicator", coded(DataType::Int32), false));
        fields.push(Field::new("value", DataType::Float64, true));
        fields.push(Field::new("status", coded(DataType::Int8), false));
        Arc::new(Schema::new(fields))
    }

    fn rows(&self) -> usize {
        self.0.rows() * self.0.ids().count()
    }

    fn parts(&self) -> usize {
        self.0.parts() * self.0.ids().count()
    }

    fn part(&self, at: usize) -> Result<RecordBatch, ArrowError> {
        let rows = &self.0;
        let (indicator, chunk) = (at / rows.parts(), rows.chunk(at % rows.parts()));
        let column = &chunk.columns[indicator];
        let mut columns = rows.key_columns(&chunk)?;
        let ids = words(rows.ids());
        let codes = Int32Array::from_value(indicator as i32, chunk.rows());
        columns.push(Arc::new(DictionaryArray::<Int32Type>::try_new(codes, Arc::new(ids))?));
        columns.push(Arc::new((0..chunk.rows()).map(|row| column.at(row).ok()).collect::<Float64Array>()));
        columns.push(Arc::new(status_array(reasons(column, chunk.rows()).into())?));
        RecordBatch::try_new(self.schema(), columns)
    }
}
