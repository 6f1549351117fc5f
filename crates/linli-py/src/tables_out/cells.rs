//! Single cells of the tables handed out: for people to read, and for Python without any data frame.

use arrow_array::cast::AsArray;
use arrow_array::types::{
    Date32Type, Float64Type, Int8Type, Int32Type, Int64Type, TimestampMicrosecondType, UInt32Type, UInt64Type,
};
use arrow_array::{Array, RecordBatch};
use arrow_schema::{DataType, Schema};
use linli::time::{Day, Timestamp, Zone};
use pyo3::prelude::*;
use pyo3::types::{PyDict, PyList};

/// One cell.
pub(super) enum Cell {
    Nothing,
    Text(String),
    Real(f64),
    Whole(i64),
    Truth(bool),
    Date(Day),
    Time(Timestamp, Zone),
    List(Vec<Cell>),
}

impl Cell {
    /// The cell of a row. Knows the types that tables here are made of.
    pub(super) fn of(array: &dyn Array, row: usize) -> Self {
        if array.is_null(row) {
            return Self::Nothing;
        }
        match array.data_type() {
            DataType::Utf8 => Self::Text(array.as_string::<i32>().value(row).to_owned()),
            DataType::Float64 => Self::Real(array.as_primitive::<Float64Type>().value(row)),
            DataType::UInt32 => Self::Whole(i64::from(array.as_primitive::<UInt32Type>().value(row))),
            DataType::UInt64 => Self::Whole(array.as_primitive::<UInt64Type>().value(row) as i64),
            DataType::Int32 => Self::Whole(i64::from(array.as_primitive::<Int32Type>().value(row))),
            DataType::Int64 => Self::Whole(array.as_primitive::<Int64Type>().value(row)),
            DataType::Boolean => Self::Truth(array.as_boolean().value(row)),
            DataType::Date32 => Self::Date(Day::from_number(array.as_primitive::<Date32Type>().value(row))),
            DataType::Timestamp(_, zone) => {
                let zone = zone.as_deref().and_then(|name| Zone::named(name).ok()).unwrap_or(Zone::UTC);
                let micros = array.as_primitive::<TimestampMicrosecondType>().value(row);
                Self::Time(Timestamp::from_micros(micros), zone)
            }
            DataType::Dictionary(key, _) if **key == DataType::Int8 => {
                let coded = array.as_dictionary::<Int8Type>();
                coded.key(row).map_or(Self::Nothing, |at| Self::of(coded.values(), at))
            }
            DataType::Dictionary(..) => {
                let coded = array.as_dictionary::<Int32Type>();
                coded.key(row).map_or(Self::Nothing, |at| Self::of(coded.values(), at))
            }
            DataType::List(_) => {
                let list = array.as_list::<i32>().value(row);
                Self::List((0..list.len()).map(|at| Self::of(&list, at)).collect())
            }
            _ => Self::Nothing,
        }
    }

    /// The cell as a short text.
    pub(super) fn text(&self) -> String {
        match self {
            Self::Nothing => "–".to_owned(),
            Self::Text(text) => text.clone(),
            Self::Real(value) => real(*value),
            Self::Whole(value) => value.to_string(),
            Self::Truth(value) => value.to_string(),
            Self::Date(day) => day.to_string(),
            Self::Time(at, zone) => zone.format(*at).replace('T', " "),
            Self::List(cells) => cells.iter().map(Self::text).collect::<Vec<_>>().join(", "),
        }
    }

    /// The cell as Python's own value.
    fn object<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        Ok(match self {
            Self::Nothing => py.None().into_bound(py),
            Self::Text(text) => text.into_pyobject(py)?.into_any(),
            Self::Real(value) => value.into_pyobject(py)?.into_any(),
            Self::Whole(value) => value.into_pyobject(py)?.into_any(),
            Self::Truth(value) => value.into_pyobject(py)?.to_owned().into_any(),
            Self::Date(day) => {
                py.import("datetime")?.getattr("date")?.call_method1("fromisoformat", (day.to_string(),))?
            }
            Self::Time(at, zone) => {
                let zone = py.import("zoneinfo")?.getattr("ZoneInfo")?.call1((zone.name(),))?;
                let datetime = py.import("datetime")?.getattr("datetime")?;
                let (seconds, micros) = (at.micros().div_euclid(1_000_000), at.micros().rem_euclid(1_000_000));
                let whole = datetime.call_method1("fromtimestamp", (seconds, zone))?;
                let parts = PyDict::new(py);
                parts.set_item("microsecond", micros)?;
                whole.call_method("replace", (), Some(&parts))?
            }
            Self::List(cells) => {
                let objects = cells.iter().map(|cell| cell.object(py)).collect::<PyResult<Vec<_>>>()?;
                PyList::new(py, objects)?.into_any()
            }
        })
    }
}

/// Four significant digits, which is what a glance takes in.
fn real(value: f64) -> String {
    if value == 0.0 || value.fract() == 0.0 && value.abs() < 1e9 {
        return format!("{value}");
    }
    let digits = (3 - value.abs().log10().floor() as i64).clamp(0, 12) as usize;
    format!("{value:.digits$}").trim_end_matches('0').trim_end_matches('.').to_owned()
}

/// Batches as a dictionary of lists.
pub(super) fn dictionary<'py>(
    py: Python<'py>,
    schema: &Schema,
    batches: impl Iterator<Item = PyResult<RecordBatch>>,
) -> PyResult<Bound<'py, PyDict>> {
    let lists: Vec<Bound<'py, PyList>> = schema.fields().iter().map(|_| PyList::empty(py)).collect();
    for batch in batches {
        let batch = batch?;
        for (list, column) in lists.iter().zip(batch.columns()) {
            for row in 0..batch.num_rows() {
                list.append(Cell::of(column, row).object(py)?)?;
            }
        }
    }
    let dictionary = PyDict::new(py);
    for (field, list) in schema.fields().iter().zip(lists) {
        dictionary.set_item(field.name(), list)?;
    }
    Ok(dictionary)
}
