//! What was odd about a study: a table, and a summary to read.

use std::fmt::Write;

use linli::Location;
use linli::diagnostic::{Diagnostics, Severity};
use pyo3::prelude::*;

use crate::shown::shown;
use crate::tables_out::{Kept, Sheet, Table, failed, lists, words};

/// What was odd, one row a kind; its repr is a summary to read.
#[pyclass(frozen, extends = Table, module = "linli")]
pub(crate) struct Check {
    text: String,
}

impl Check {
    /// The class and its base, for Python.
    pub(super) fn new(remarks: &Diagnostics, about: String) -> PyResult<PyClassInitializer<Self>> {
        let rows = oddities(remarks).map_err(|error| failed(&error))?;
        Ok(PyClassInitializer::from(Table::new(rows, about)).add_subclass(Self { text: summary(remarks) }))
    }
}

#[pymethods]
impl Check {
    fn __repr__(&self) -> &str {
        &self.text
    }

    fn __str__(&self) -> &str {
        &self.text
    }
}

fn severity(severity: Severity) -> &'static str {
    match severity {
        Severity::Note => "note",
        Severity::Warning => "warning",
    }
}

fn place(location: &Location, detail: &str) -> String {
    shown(&if *location == Location::default() { detail.to_owned() } else { format!("{location}: {detail}") })
}

fn oddities(remarks: &Diagnostics) -> Result<Kept, arrow_schema::ArrowError> {
    let rows = || remarks.iter();
    Sheet::new()
        .column("code", words(rows().map(|(code, ..)| code.id)))
        .column("severity", words(rows().map(|(code, ..)| severity(code.severity))))
        .column("count", arrow_array::UInt64Array::from_iter_values(rows().map(|(_, count, _)| count)))
        .column("meaning", words(rows().map(|(code, ..)| code.meaning)))
        .column("meaning_zh", words(rows().map(|(code, ..)| code.meaning_zh)))
        .column("remedy", words(rows().map(|(code, ..)| code.remedy)))
        .column("samples", {
            lists(rows().map(|(.., samples)| samples.iter().map(|s| place(&s.location, &s.detail)).collect::<Vec<_>>()))
        })
        .finish()
}

/// How many places of one kind the summary shows.
const SHOWN: usize = 3;

fn summary(remarks: &Diagnostics) -> String {
    if remarks.is_empty() {
        return "nothing odd".to_owned();
    }
    let mut text = String::new();
    // Writing to a String cannot fail.
    let mut line = |parts: std::fmt::Arguments<'_>| {
        let _ = text.write_fmt(parts);
        text.push('\n');
    };
    for (code, count, samples) in remarks.iter() {
        line(format_args!("{} {} × {count}: {}", severity(code.severity), code.id, code.meaning));
        line(format_args!("    {}", code.remedy));
        for sample in samples.iter().take(SHOWN) {
            line(format_args!("    - {}", place(&sample.location, &sample.detail)));
        }
        if count > SHOWN as u64 {
            line(format_args!("    - … {} more", count - SHOWN as u64));
        }
    }
    text.trim_end().to_owned()
}
