//! Which column of a table is which: by our names, or by the names the caller maps to them.

use std::collections::BTreeMap;

use arrow_schema::Schema;
use linli::diagnostic::{self, Diagnostics};
use linli::{Error, Location};
use linli_io::table::is_private;

use crate::errors::input;

/// A column a table can have.
pub(crate) struct Column {
    /// Our name.
    pub(crate) id: &'static str,
    /// Another name of ours.
    pub(crate) also: Option<&'static str>,
    /// Whether the table cannot be read without it.
    pub(crate) required: bool,
}

/// A column the table must have.
pub(crate) const fn required(id: &'static str) -> Column {
    Column { id, also: None, required: true }
}

/// A column the table may have.
pub(crate) const fn optional(id: &'static str) -> Column {
    Column { id, also: None, required: false }
}

impl Column {
    /// The same column, known under another name too.
    pub(crate) const fn or(mut self, also: &'static str) -> Self {
        self.also = Some(also);
        self
    }
}

/// What the caller calls our columns.
pub(crate) type Names = BTreeMap<String, String>;

/// Where the columns of one table stand.
#[derive(Debug, Default)]
pub(crate) struct Places {
    /// By declared column, its position in the table.
    at: Vec<Option<usize>>,
    /// Positions and names of columns that are not declared.
    pub(crate) extra: Vec<(usize, String)>,
    /// Columns that are never read.
    private: Vec<(usize, String)>,
}

impl Places {
    /// Finds the declared columns of a table.
    pub(crate) fn of(table: &str, declared: &[Column], names: &Names, schema: &Schema) -> Result<Self, Error> {
        for name in names.keys() {
            if !declared.iter().any(|c| c.id == name || c.also == Some(name)) {
                return Err(Error::unknown(format!("column of table `{table}`"), name, declared.iter().map(|c| c.id)));
            }
        }
        let position = |name: &str| schema.fields().iter().position(|field| field.name() == name);
        let mut at = Vec::with_capacity(declared.len());
        for column in declared {
            let mapped = names.get(column.id).or_else(|| column.also.and_then(|also| names.get(also)));
            let found = match mapped {
                Some(theirs) => Some(position(theirs).ok_or_else(|| {
                    let known = schema.fields().iter().map(|f| f.name().as_str());
                    Error::unknown(format!("column in the table given as `{table}`"), theirs, known)
                })?),
                None => position(column.id).or_else(|| column.also.and_then(position)),
            };
            if found.is_none() && column.required {
                return Err(missing(table, column.id, schema));
            }
            at.push(found);
        }
        let extra = schema.fields().iter().enumerate().filter(|(i, _)| !at.contains(&Some(*i)));
        // pandas writes its index as a column; it is no more than a row number.
        let extra = extra.filter(|(_, field)| !field.name().starts_with("__index_level_"));
        let extra = extra.map(|(i, field)| (i, field.name().clone()));
        let (private, extra) = extra.partition(|(_, name): &(usize, String)| is_private(name));
        Ok(Self { at, extra, private })
    }

    /// The position of the declared column of this number.
    pub(crate) fn position(&self, declared: usize) -> Option<usize> {
        self.at.get(declared).copied().flatten()
    }

    /// Notes the columns that are never read.
    pub(crate) fn note_private(&self, table: &str, odd: &mut Diagnostics) {
        for (_, name) in &self.private {
            odd.push(&diagnostic::PRIVATE_COLUMN, Location::file(table), format!("`{name}`"));
        }
    }

    /// Notes the columns that are not read.
    pub(crate) fn note_extra(&self, table: &str, odd: &mut Diagnostics) {
        for (_, name) in &self.extra {
            odd.push(&diagnostic::UNKNOWN_COLUMN, Location::file(table), format!("`{name}`"));
        }
    }
}

fn missing(table: &str, column: &str, schema: &Schema) -> Error {
    let has: Vec<String> = schema.fields().iter().take(20).map(|f| format!("`{}`", f.name())).collect();
    let has = if has.is_empty() { "no column".to_owned() } else { has.join(", ") };
    let hint = if table == "messages" {
        format!("say which it is: columns={{\"{column}\": \"…\"}}")
    } else {
        format!("say which it is: columns={{\"{table}\": {{\"{column}\": \"…\"}}}}")
    };
    input(format!("table `{table}` has no column `{column}`; it has {has}"), hint)
}
