//! Python's values as TOML has them, and back.

use pyo3::exceptions::PyTypeError;
use pyo3::prelude::*;
use pyo3::types::{PyBool, PyDict, PyFloat, PyInt, PyList, PyString, PyTuple};
use toml::{Table, Value};

/// Puts Python's values into a plan; `None` takes a key away.
pub(super) fn put(table: &mut Table, keys: &Bound<'_, PyDict>) -> PyResult<()> {
    for (key, given) in keys {
        let key: String = key.extract()?;
        if given.is_none() {
            table.remove(&key);
        } else {
            table.insert(key.clone(), value(&key, &given)?);
        }
    }
    Ok(())
}

/// A value of Python as TOML has it.
fn value(key: &str, given: &Bound<'_, PyAny>) -> PyResult<Value> {
    if let Ok(text) = given.cast::<PyString>() {
        return Ok(Value::String(text.to_string()));
    }
    if given.is_instance_of::<PyBool>() {
        return given.extract().map(Value::Boolean);
    }
    if given.is_instance_of::<PyInt>() {
        return given.extract().map(Value::Integer);
    }
    if given.is_instance_of::<PyFloat>() {
        return given.extract().map(Value::Float);
    }
    if let Ok(entries) = given.cast::<PyDict>() {
        let mut table = Table::new();
        put(&mut table, entries)?;
        return Ok(Value::Table(table));
    }
    if given.is_instance_of::<PyList>() || given.is_instance_of::<PyTuple>() {
        let items = given.try_iter()?.map(|item| value(key, &item?)).collect::<PyResult<_>>()?;
        return Ok(Value::Array(items));
    }
    if given.hasattr("isoformat")? {
        return Ok(Value::String(given.call_method0("isoformat")?.extract()?));
    }
    let kind = given.get_type().name()?;
    Err(PyTypeError::new_err(format!("`{key}` is a {kind}; a plan holds text, numbers, dates, lists and dictionaries")))
}

/// A value of TOML as Python has it.
pub(super) fn object<'py>(py: Python<'py>, value: &Value) -> PyResult<Bound<'py, PyAny>> {
    Ok(match value {
        Value::String(text) => PyString::new(py, text).into_any(),
        Value::Integer(number) => number.into_pyobject(py)?.into_any(),
        Value::Float(number) => number.into_pyobject(py)?.into_any(),
        Value::Boolean(truth) => truth.into_pyobject(py)?.to_owned().into_any(),
        Value::Datetime(time) => PyString::new(py, &time.to_string()).into_any(),
        Value::Array(items) => {
            let items = items.iter().map(|item| object(py, item)).collect::<PyResult<Vec<_>>>()?;
            PyList::new(py, items)?.into_any()
        }
        Value::Table(table) => {
            let dictionary = PyDict::new(py);
            for (key, value) in table {
                dictionary.set_item(key, object(py, value)?)?;
            }
            dictionary.into_any()
        }
    })
}
