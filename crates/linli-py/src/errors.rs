//! The one door between Python and Rust: leave the interpreter, run, come back, say in Python's words what went wrong.

use std::time::{Duration, Instant};

use linli::{Error, ErrorKind, Location};
use linli_report::printable;
use pyo3::exceptions::PyKeyboardInterrupt;
use pyo3::prelude::*;
use pyo3::types::PyType;

/// Runs work without holding the interpreter. Everything that computes or reads goes through here.
pub(crate) fn leave<T: Send>(py: Python<'_>, work: impl FnOnce() -> Result<T, Error> + Send) -> PyResult<T> {
    py.detach(work).map_err(|error| raise(py, &error))
}

/// Like [`leave`], for work that takes long: it can come back now and then to hear Ctrl-C and to call Python.
pub(crate) fn leave_listening<T: Send>(
    py: Python<'_>,
    work: impl FnOnce(&mut Listener) -> Result<T, Error> + Send,
) -> PyResult<T> {
    let mut listener = Listener { heard: Instant::now(), raised: None };
    let result = py.detach(|| work(&mut listener));
    // What a signal or a callback raised is what the caller sees, unchanged.
    result.map_err(|error| listener.raised.unwrap_or_else(|| raise(py, &error)))
}

/// How often long work listens for Ctrl-C.
const LISTEN: Duration = Duration::from_millis(50);

/// Hears Ctrl-C during work that has left the interpreter.
pub(crate) struct Listener {
    heard: Instant,
    raised: Option<PyErr>,
}

impl Listener {
    /// Listens, at most every 50 ms; an error stops the work.
    pub(crate) fn listen(&mut self) -> Result<(), Error> {
        if self.heard.elapsed() < LISTEN {
            return Ok(());
        }
        self.call(|_| Ok(()))
    }

    /// Whether it is time to listen again.
    pub(crate) fn is_due(&self) -> bool {
        self.heard.elapsed() >= LISTEN
    }

    /// Comes back to Python: hears signals, then runs `call`. What either raises stops the work.
    pub(crate) fn call(&mut self, call: impl FnOnce(Python<'_>) -> PyResult<()>) -> Result<(), Error> {
        let heard = Python::attach(|py| py.check_signals().and_then(|()| call(py)));
        self.heard = Instant::now();
        heard.map_err(|raised| {
            self.raised = Some(raised);
            Error::new(ErrorKind::Cancelled, "the work was stopped")
        })
    }
}

/// The Python exception of an error.
pub(crate) fn raise(py: Python<'_>, error: &Error) -> PyErr {
    if error.kind() == ErrorKind::Cancelled {
        return PyKeyboardInterrupt::new_err(error.to_string());
    }
    build(py, error).unwrap_or_else(|failure| failure)
}

/// An error of the input, at no place in particular.
pub(crate) fn input(message: impl Into<linli::error::Words>, hint: impl Into<linli::error::Words>) -> Error {
    Error::new(ErrorKind::Input, message).with_hint(hint)
}

/// The name under which `kind` stands on the exception.
const fn kind_id(kind: ErrorKind) -> &'static str {
    match kind {
        ErrorKind::Input => "input",
        ErrorKind::Ambiguous => "ambiguous",
        ErrorKind::Plan => "plan",
        ErrorKind::UnknownName => "unknown_name",
        ErrorKind::Limit => "limit",
        ErrorKind::File => "file",
        ErrorKind::Cancelled => "cancelled",
        _ => "other",
    }
}

const fn class(kind: ErrorKind) -> &'static str {
    match kind {
        ErrorKind::Input | ErrorKind::Ambiguous => "InputError",
        ErrorKind::Plan => "ConfigError",
        ErrorKind::UnknownName => "UnknownNameError",
        ErrorKind::Limit => "LimitError",
        ErrorKind::File => "FileError",
        _ => "LinliError",
    }
}

fn build(py: Python<'_>, error: &Error) -> PyResult<PyErr> {
    // The classes are written in Python: two parents each, which an extension cannot declare.
    let class = py.import("linli._errors")?.getattr(class(error.kind()))?.cast_into::<PyType>()?;
    let location = Some(error.location()).filter(|place| **place != Location::default()).map(ToString::to_string);
    // A traceback prints it as it is.
    let raised =
        class.call1((printable(&error.to_string()), kind_id(error.kind()), location, error.hint(), error.code()))?;
    Ok(PyErr::from_value(raised))
}
