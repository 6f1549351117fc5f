//! Whatever Python hands over as a table, as record batches.

use arrow_array::ffi::{FFI_ArrowArray, FFI_ArrowSchema, from_ffi};
use arrow_array::ffi_stream::{FFI_ArrowArrayStream, RecordBatchStreamReader};
use arrow_array::{Array, RecordBatch, RecordBatchReader, StructArray};
use arrow_schema::{ArrowError, DataType, Schema};
use linli::Error;
use pyo3::exceptions::PyTypeError;
use pyo3::prelude::*;
use pyo3::types::{PyCapsule, PyDict, PyString, PyTuple};

use crate::errors::{Listener, input, leave_listening};

/// Takes the rows of one table.
pub(crate) trait Rows: Send {
    /// The columns that follow; called again whenever they change.
    fn schema(&mut self, schema: &Schema) -> Result<(), Error>;
    /// Some rows.
    fn batch(&mut self, batch: &RecordBatch) -> Result<(), Error>;
}

/// Reads a table, which may be any object of the Arrow capsule protocol or an iterable of such.
pub(crate) fn read(table: &Bound<'_, PyAny>, name: &str, rows: &mut dyn Rows) -> PyResult<()> {
    let mut reading = Reading { name, rows, columns: None };
    if let Some(part) = part(table)? {
        return reading.take(table.py(), part);
    }
    let readable = !table.is_instance_of::<PyDict>() && !table.is_instance_of::<PyString>();
    let items = if readable { table.try_iter().ok() } else { None };
    let Some(items) = items else { return Err(refused(table, name)) };
    for item in items {
        let item = item?;
        let part = part(&item)?.ok_or_else(|| refused(&item, name))?;
        reading.take(table.py(), part)?;
    }
    Ok(())
}

fn refused(given: &Bound<'_, PyAny>, name: &str) -> PyErr {
    let kind = given.get_type().name().map_or_else(|_| "object".to_owned(), |n| n.to_string());
    PyTypeError::new_err(format!(
        "`{name}` is, or holds, a {kind}; it must be a table that speaks Arrow (pandas, polars, pyarrow, DuckDB) or an \
         iterable of such batches; wrap columns as pandas.DataFrame(…) or pyarrow.table(…)"
    ))
}

/// What one object holds.
enum Part {
    Stream(RecordBatchStreamReader),
    Batch(RecordBatch),
}

fn part(object: &Bound<'_, PyAny>) -> PyResult<Option<Part>> {
    if object.hasattr("__arrow_c_stream__")? {
        return stream(&object.call_method0("__arrow_c_stream__")?).map(Part::Stream).map(Some);
    }
    if object.hasattr("__arrow_c_array__")? {
        return array(&object.call_method0("__arrow_c_array__")?).map(Part::Batch).map(Some);
    }
    Ok(None)
}

fn stream(capsule: &Bound<'_, PyAny>) -> PyResult<RecordBatchStreamReader> {
    let pointer = capsule.cast::<PyCapsule>()?.pointer_checked(Some(c"arrow_array_stream"))?;
    // SAFETY: the capsule protocol says that a capsule of this name holds a valid stream. `from_raw` moves it out and
    // leaves an empty one behind, which the capsule's destructor then has nothing to do with.
    let raw = unsafe { FFI_ArrowArrayStream::from_raw(pointer.cast().as_ptr()) };
    RecordBatchStreamReader::try_new(raw).map_err(|error| not_a_table(&error))
}

fn array(pair: &Bound<'_, PyAny>) -> PyResult<RecordBatch> {
    let pair = pair.cast::<PyTuple>()?;
    let schema = pair.get_item(0)?.cast_into::<PyCapsule>()?.pointer_checked(Some(c"arrow_schema"))?;
    let array = pair.get_item(1)?.cast_into::<PyCapsule>()?.pointer_checked(Some(c"arrow_array"))?;
    // SAFETY: capsules of these names hold a valid schema and an array of it. Both are moved out; what stays behind is
    // released already, so the capsules' destructors do nothing.
    let data = unsafe {
        let schema = FFI_ArrowSchema::from_raw(schema.cast().as_ptr());
        let array = FFI_ArrowArray::from_raw(array.cast().as_ptr());
        from_ffi(array, &schema)
    }
    .map_err(|error| not_a_table(&error))?;
    if !matches!(data.data_type(), DataType::Struct(_)) {
        return Err(PyTypeError::new_err("an Arrow array of one column was given; give a table with named columns"));
    }
    let rows = StructArray::from(data);
    if rows.null_count() > 0 {
        return Err(PyTypeError::new_err("an Arrow struct array with null rows was given; give a record batch"));
    }
    Ok(RecordBatch::from(rows))
}

fn not_a_table(error: &ArrowError) -> PyErr {
    PyTypeError::new_err(format!("this is no Arrow table ({error}); give a table with named columns"))
}

struct Reading<'a> {
    name: &'a str,
    rows: &'a mut dyn Rows,
    columns: Option<Schema>,
}

impl Reading<'_> {
    fn take(&mut self, py: Python<'_>, part: Part) -> PyResult<()> {
        leave_listening(py, |listener| match part {
            Part::Batch(batch) => self.batch(&batch),
            Part::Stream(reader) => self.stream(reader, listener),
        })?;
        py.check_signals()
    }

    fn stream(&mut self, reader: RecordBatchStreamReader, listener: &mut Listener) -> Result<(), Error> {
        self.announce(&reader.schema())?;
        for batch in reader {
            let batch = batch.map_err(|error| {
                input(format!("table `{}` could not be read to its end", self.name), "its source says why")
                    .with_source(error.to_string())
            })?;
            self.batch(&batch)?;
            listener.listen()?;
        }
        Ok(())
    }

    fn batch(&mut self, batch: &RecordBatch) -> Result<(), Error> {
        self.announce(&batch.schema())?;
        self.rows.batch(batch)
    }

    fn announce(&mut self, schema: &Schema) -> Result<(), Error> {
        if self.columns.as_ref().is_none_or(|known| known.fields() != schema.fields()) {
            self.rows.schema(schema)?;
            self.columns = Some(schema.clone());
        }
        Ok(())
    }
}
