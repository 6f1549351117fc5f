//! One file of the panel back into columns.

use std::collections::BTreeMap;
use std::io::Read;

use linli::definition::Undefined;
use linli::indicator::TableId;
use linli::panel::{ColumnChunk, Key, Values};
use linli::plan::Tier;
use linli::time::Day;
use linli::{Error, ErrorKind, Location};

use super::super::descriptor::{Field, Resource};
use super::super::layout::{self, key_columns};
use super::super::sheet;
use super::{Labels, SavedColumn, SavedKey, SavedTable, SavedWindow, mangled, rows, wrong_cell};

pub(super) fn read(id: TableId, resource: &Resource, tier: Tier, source: &mut dyn Read) -> Result<SavedTable, Error> {
    let path = layout::path(id);
    let fields = resource.schema.as_ref().map_or(&[][..], |schema| &schema.fields);
    let mut shape = Shape::of(id, fields)?;
    let expected: Vec<&str> = fields.iter().map(|field| field.name.as_str()).collect();
    let mut count = 0_usize;
    rows(&path, source, &expected, &mut |record, line| {
        // Codes and row numbers are 32 bits wide.
        if count == u32::MAX as usize {
            return Err(Error::new(ErrorKind::Limit, format!("`{path}` has more than {count} rows")));
        }
        count += 1;
        shape.take(record, tier).map_err(|found| mangled(&path, line, &found))
    })?;
    Ok(shape.finish(id, count))
}

/// Where what stands in a row, and what was taken so far.
struct Shape {
    keys: Vec<KeyReader>,
    columns: Vec<ColumnReader>,
    tier: usize,
}

/// A key; it begins at `at` and takes as many cells as the key has columns.
struct KeyReader {
    key: Key,
    at: usize,
    codes: Vec<u32>,
    text: Dictionary<String>,
    windows: Dictionary<SavedWindow>,
}

struct ColumnReader {
    id: String,
    at: usize,
    status: Option<usize>,
    low: Option<usize>,
    high: Option<usize>,
    categories: Vec<String>,
    cells: ColumnChunk,
}

/// Values to codes, in the order first seen.
struct Dictionary<T> {
    codes: BTreeMap<T, u32>,
}

impl<T: Ord> Dictionary<T> {
    fn new() -> Self {
        Self { codes: BTreeMap::new() }
    }

    fn code<Q: Ord + ?Sized + ToOwned<Owned = T>>(&mut self, value: &Q) -> u32
    where
        T: std::borrow::Borrow<Q>,
    {
        if let Some(&code) = self.codes.get(value) {
            return code;
        }
        let code = self.codes.len() as u32;
        self.codes.insert(value.to_owned(), code);
        code
    }

    fn into_labels(self) -> Vec<T> {
        let mut labels: Vec<(u32, T)> = self.codes.into_iter().map(|(value, code)| (code, value)).collect();
        labels.sort_by_key(|&(code, _)| code);
        labels.into_iter().map(|(_, value)| value).collect()
    }
}

impl Shape {
    /// The shape of a file by its described columns, which must be those of the table.
    fn of(id: TableId, fields: &[Field]) -> Result<Self, Error> {
        let wrong = |name: &str| {
            let message = format!("column `{name}` of table `{}` does not stand where linli writes it", id.id());
            Error::new(ErrorKind::Input, message)
                .with_hint("the file was changed; run the study again")
                .at(Location::file("datapackage.json"))
        };
        let mut at = 0;
        let mut keys = Vec::new();
        for &key in id.keys() {
            let begins = at;
            for column in key_columns(key) {
                if fields.get(at).is_none_or(|field| field.name != column.name) {
                    return Err(wrong(column.name));
                }
                at += 1;
            }
            let (text, windows) = (Dictionary::new(), Dictionary::new());
            keys.push(KeyReader { key, at: begins, codes: Vec::new(), text, windows });
        }
        let mut columns: Vec<ColumnReader> = Vec::new();
        let mut tier = None;
        for (at, field) in fields.iter().enumerate().skip(at) {
            let name = field.name.as_str();
            if tier.is_some() {
                return Err(wrong(name));
            }
            let companion =
                |columns: &mut Vec<ColumnReader>, suffix: &str, of: fn(&mut ColumnReader) -> &mut Option<usize>| {
                    let last = columns.last_mut().filter(|last| name.strip_suffix(suffix) == Some(last.id.as_str()));
                    *of(last.ok_or_else(|| wrong(name))?) = Some(at);
                    Ok(())
                };
            match field.role.as_str() {
                "value" => columns.push(ColumnReader::of(field, at).ok_or_else(|| wrong(name))?),
                "status" => companion(&mut columns, "_status", |column| &mut column.status)?,
                "low" => companion(&mut columns, "_low", |column| &mut column.low)?,
                "high" => companion(&mut columns, "_high", |column| &mut column.high)?,
                "tier" => tier = Some(at),
                _ => return Err(wrong(name)),
            }
        }
        for column in &mut columns {
            column.cells.reasons = column.status.map(|_| Vec::new());
            column.cells.bounds = column.low.zip(column.high).map(|_| [Vec::new(), Vec::new()]);
        }
        Ok(Self { keys, columns, tier: tier.ok_or_else(|| wrong("tier"))? })
    }

    /// Takes one row, or says what is wrong with it.
    fn take(&mut self, record: &csv::StringRecord, tier: Tier) -> Result<(), String> {
        let cell = |at: usize| record.get(at).unwrap_or_default();
        if cell(self.tier) != tier.id() {
            return Err(wrong_cell(cell(self.tier), &format!("the tier {}", tier.id())));
        }
        for key in &mut self.keys {
            let code = if key.key == Key::Window {
                key.windows.code(&window([cell(key.at), cell(key.at + 1), cell(key.at + 2)])?)
            } else {
                key.text.code(&*sheet::unguarded(cell(key.at)))
            };
            key.codes.push(code);
        }
        self.columns.iter_mut().try_for_each(|column| column.take(&cell))
    }

    fn finish(self, id: TableId, rows: usize) -> SavedTable {
        let keys = self.keys.into_iter().map(|key| SavedKey {
            key: key.key,
            codes: key.codes,
            labels: match key.key {
                Key::Window => Labels::Windows(key.windows.into_labels()),
                _ => Labels::Text(key.text.into_labels()),
            },
        });
        let columns = self.columns.into_iter().map(|column| SavedColumn {
            id: column.id,
            categories: column.categories,
            cells: column.cells,
        });
        SavedTable { id, rows, keys: keys.collect(), columns: columns.collect() }
    }
}

fn window([first, end, disjoint]: [&str; 3]) -> Result<SavedWindow, String> {
    let day = |cell: &str| Day::parse(cell).ok_or_else(|| wrong_cell(cell, "a date like 2017-03-06"));
    let disjoint = disjoint.parse().map_err(|_| wrong_cell(disjoint, "`true` or `false`"))?;
    Ok(SavedWindow { first_day: day(first)?, end_day: day(end)?, disjoint })
}

impl ColumnReader {
    fn of(field: &Field, at: usize) -> Option<Self> {
        let values = match field.kind.as_str() {
            "real" => Values::Real(Vec::new()),
            "count" => Values::Count(Vec::new()),
            "date" => Values::Date(Vec::new()),
            "category" => Values::Category(Vec::new()),
            _ => return None,
        };
        let cells = ColumnChunk { values, reasons: None, bounds: None };
        let categories = field.constraints.choices.iter().map(|choice| sheet::unguarded(choice).into_owned()).collect();
        Some(Self { id: field.name.clone(), at, status: None, low: None, high: None, categories, cells })
    }

    fn take<'r>(&mut self, cell: &impl Fn(usize) -> &'r str) -> Result<(), String> {
        let text = cell(self.at);
        let reason = match self.status.map(cell) {
            None | Some("ok") => None,
            Some(id) => {
                let known = Undefined::ALL.iter().find(|reason| reason.id() == id);
                Some(known.ok_or_else(|| wrong_cell(id, "`ok` or a reason for having no value"))?)
            }
        };
        if let Some(reasons) = &mut self.cells.reasons {
            reasons.push(reason.map_or(0, |reason| reason.code()));
        }
        if reason.is_some() {
            if !text.is_empty() {
                return Err(wrong_cell(text, "empty, though the status says that there is no value"));
            }
            self.cells.values.push(0.0);
        } else {
            self.value(text)?;
        }
        if let (Some([low, high]), Some(at_low), Some(at_high)) = (&mut self.cells.bounds, self.low, self.high) {
            low.push(bound(cell(at_low))?);
            high.push(bound(cell(at_high))?);
        }
        Ok(())
    }

    fn value(&mut self, text: &str) -> Result<(), String> {
        match &mut self.cells.values {
            Values::Real(values) => values.push(number(text)?),
            Values::Count(values) => {
                values.push(text.parse().map_err(|_| wrong_cell(text, "a whole number from 0"))?);
            }
            Values::Date(values) => {
                values.push(Day::parse(text).ok_or_else(|| wrong_cell(text, "a date like 2017-03-06"))?.number());
            }
            Values::Category(values) => {
                let name = &*sheet::unguarded(text);
                let position = self.categories.iter().position(|known| known == name);
                let code = position.and_then(|position| u8::try_from(position).ok());
                values.push(code.ok_or_else(|| wrong_cell(text, "one of the column's categories"))?);
            }
        }
        Ok(())
    }
}

fn number(text: &str) -> Result<f64, String> {
    text.parse().map_err(|_| wrong_cell(text, "a number"))
}

/// A bound; NaN where there is none, as in the panel.
fn bound(text: &str) -> Result<f64, String> {
    if text.is_empty() { Ok(f64::NAN) } else { number(text) }
}
