//! Panel tables as Arrow: value columns borrow the panel's own memory, and keep it alive.

use std::collections::HashMap;
use std::ptr::NonNull;
use std::sync::Arc;

use arrow_array::types::{Float64Type, Int8Type, Int32Type, UInt32Type};
use arrow_array::{
    ArrayRef, BooleanArray, Date32Array, DictionaryArray, Float64Array, Int8Array, Int32Array, PrimitiveArray,
    RecordBatch,
};
use arrow_buffer::{ArrowNativeType, BooleanBuffer, Buffer, NullBuffer, ScalarBuffer};
use arrow_schema::{ArrowError, DataType, Field, Schema, SchemaRef};
use linli::indicator::Indicator;
use linli::panel::{ColumnChunk, Key, Panel, Table as CoreTable, TableChunk, Values};
use linli::plan::Tier;
use linli::{Error, Kind, Undefined};
use pyo3::exceptions::PyTypeError;
use pyo3::prelude::*;

use super::batches::Batches;
use super::column::{Column, status_array};
use super::sheet::words;
use super::table::Table;
use crate::errors::raise;

/// What every row of one panel table has in common.
pub(crate) struct Rows {
    panel: Panel,
    table: CoreTable,
    tier: Tier,
    /// The words of each key, windows apart.
    labels: Vec<ArrayRef>,
    /// Rows chosen of every chunk; all without it.
    chosen: Option<Vec<Vec<u32>>>,
}

impl Rows {
    /// All rows of a table. `people` is how the release calls people.
    pub(crate) fn new(panel: &Panel, table: &CoreTable, people: &[String], tier: Tier) -> Self {
        let dictionaries = panel.dictionaries();
        let of = |key: &Key| -> ArrayRef {
            match key {
                Key::Person => Arc::new(words(people)),
                Key::Population => Arc::new(words(dictionaries.populations.iter().map(|p| p.id()))),
                key => Arc::new(words(dictionaries.strings(*key))),
            }
        };
        let labels = table.id().keys().iter().map(of).collect();
        Self { panel: panel.clone(), table: table.clone(), tier, labels, chosen: None }
    }

    /// Only the rows that `keep` wants, by their key codes.
    fn choose(&self, keep: impl Fn(&TableChunk, usize) -> bool) -> Self {
        let chunks = self.table.chunks().iter().enumerate();
        let chosen = chunks.map(|(at, chunk)| {
            let wanted = |&row: &u32| keep(chunk, row as usize);
            match &self.chosen {
                Some(chosen) => chosen[at].iter().copied().filter(wanted).collect(),
                None => (0..chunk.rows() as u32).filter(wanted).collect(),
            }
        });
        let chosen = Some(chosen.collect());
        Self {
            panel: self.panel.clone(),
            table: self.table.clone(),
            tier: self.tier,
            labels: self.labels.clone(),
            chosen,
        }
    }

    /// The chunk of a part: the panel's own, or the chosen rows of it.
    fn chunk(&self, at: usize) -> Arc<TableChunk> {
        let chunk = &self.table.chunks()[at];
        match &self.chosen {
            None => Arc::clone(chunk),
            Some(chosen) => Arc::new(gathered(chunk, &chosen[at])),
        }
    }

    fn key_fields(&self) -> Vec<Field> {
        let coded = || DataType::Dictionary(Box::new(DataType::Int32), Box::new(DataType::Utf8));
        let field = |name: &str, kind: DataType, meaning: &str| {
            Field::new(name, kind, false).with_metadata(HashMap::from([("meaning".to_owned(), meaning.to_owned())]))
        };
        let of = |key: &Key| match key {
            Key::Window => vec![
                field("window_start", DataType::Date32, "first day of the window"),
                field("window_end", DataType::Date32, "first day after the window"),
                field(
                    "disjoint",
                    DataType::Boolean,
                    "whether the window is of the disjoint series, for tests and trends",
                ),
            ],
            key => vec![field(key.id(), coded(), key.meaning())],
        };
        self.table.id().keys().iter().flat_map(of).collect()
    }

    fn key_columns(&self, chunk: &Arc<TableChunk>) -> Result<Vec<ArrayRef>, ArrowError> {
        let mut columns: Vec<ArrayRef> = Vec::new();
        for ((key, codes), labels) in self.table.id().keys().iter().zip(&chunk.keys).zip(&self.labels) {
            if *key == Key::Window {
                let windows = &self.panel.dictionaries().windows;
                let of = |code: &u32| &windows[*code as usize];
                columns.push(Arc::new(Date32Array::from_iter_values(codes.iter().map(|c| of(c).first_day.number()))));
                columns.push(Arc::new(Date32Array::from_iter_values(codes.iter().map(|c| of(c).end_day.number()))));
                columns.push(Arc::new(BooleanArray::from_iter(codes.iter().map(|c| Some(of(c).disjoint)))));
            } else {
                // Codes count few things: as signed numbers they are the same bits.
                let codes: ScalarBuffer<i32> = lent(codes, chunk);
                columns.push(Arc::new(DictionaryArray::<Int32Type>::try_new(
                    Int32Array::new(codes, None),
                    Arc::clone(labels),
                )?));
            }
        }
        Ok(columns)
    }
}

impl Batches for Rows {
    fn schema(&self) -> SchemaRef {
        let mut fields = self.key_fields();
        let bounds = |at: usize| self.table.chunks().first().is_some_and(|chunk| chunk.columns[at].bounds.is_some());
        for (at, indicator) in self.table.indicators().iter().enumerate() {
            fields.push(Field::new(indicator.id(), data_type(indicator.kind), true).with_metadata(card(indicator)));
            if bounds(at) {
                for end in ["low", "high"] {
                    fields.push(Field::new(format!("{}_{end}", indicator.id()), DataType::Float64, true));
                }
            }
        }
        let about = HashMap::from([
            ("linli".to_owned(), env!("CARGO_PKG_VERSION").to_owned()),
            ("table".to_owned(), self.table.id().id().to_owned()),
            ("tier".to_owned(), self.tier.mark().to_owned()),
        ]);
        Arc::new(Schema::new_with_metadata(fields, about))
    }

    fn rows(&self) -> usize {
        self.chosen.as_ref().map_or_else(|| self.table.rows(), |chosen| chosen.iter().map(Vec::len).sum())
    }

    fn parts(&self) -> usize {
        self.table.chunks().len()
    }

    fn part(&self, at: usize) -> Result<RecordBatch, ArrowError> {
        let chunk = self.chunk(at);
        let mut columns = self.key_columns(&chunk)?;
        for (column, indicator) in chunk.columns.iter().zip(self.table.indicators()) {
            columns.push(values(column, indicator.kind, &chunk)?);
            if let Some(bounds) = &column.bounds {
                for bound in bounds {
                    let known = NullBuffer::from_iter(bound.iter().map(|b| !b.is_nan()));
                    columns.push(Arc::new(Float64Array::new(lent(bound, &chunk), Some(known))));
                }
            }
        }
        RecordBatch::try_new(self.schema(), columns)
    }
}

/// Values as Arrow holds them: lent, with a bit a row where some are undefined.
fn values(column: &ColumnChunk, kind: Kind, chunk: &Arc<TableChunk>) -> Result<ArrayRef, ArrowError> {
    let valid = column
        .reasons
        .as_ref()
        .map(|reasons| NullBuffer::new(BooleanBuffer::collect_bool(reasons.len(), |row| reasons[row] == 0)));
    Ok(match &column.values {
        Values::Real(values) => Arc::new(PrimitiveArray::<Float64Type>::new(lent(values, chunk), valid)),
        Values::Count(values) => Arc::new(PrimitiveArray::<UInt32Type>::new(lent(values, chunk), valid)),
        Values::Date(values) => Arc::new(Date32Array::new(lent(values, chunk), valid)),
        Values::Category(values) => {
            let Kind::Category(names) = kind else { return Err(ArrowError::SchemaError("no category".to_owned())) };
            let codes = Int8Array::new(lent(values, chunk), valid);
            Arc::new(DictionaryArray::<Int8Type>::try_new(codes, Arc::new(words(names)))?)
        }
    })
}

/// Numbers of a chunk as a buffer that borrows them, read as numbers of the same width.
fn lent<T: Copy, U: ArrowNativeType>(values: &[T], chunk: &Arc<TableChunk>) -> ScalarBuffer<U> {
    const { assert!(size_of::<T>() == size_of::<U>() && align_of::<T>() == align_of::<U>()) };
    let owner: Arc<TableChunk> = Arc::clone(chunk);
    // SAFETY: `values` are numbers inside `chunk` (every caller passes a field of the same chunk), which is never changed
    // behind its `Arc` and lives as long as the buffer's owner does. Every bit pattern of a number is one of another of
    // the same width and alignment.
    let buffer = unsafe { Buffer::from_custom_allocation(NonNull::from(values).cast(), size_of_val(values), owner) };
    ScalarBuffer::new(buffer, 0, values.len())
}

fn data_type(kind: Kind) -> DataType {
    match kind {
        Kind::Real => DataType::Float64,
        Kind::Count => DataType::UInt32,
        Kind::Date => DataType::Date32,
        Kind::Category(_) => DataType::Dictionary(Box::new(DataType::Int8), Box::new(DataType::Utf8)),
    }
}

fn card(indicator: &Indicator) -> HashMap<String, String> {
    let card = &indicator.card;
    let unit = format!("{} / {}", card.numerator.id(), card.denominator.id());
    let range = format!("{} to {}", card.range[0], card.range[1]);
    let entries = [
        ("title", card.title.to_owned()),
        ("title_zh", card.title_zh.to_owned()),
        ("definition", card.formula.to_owned()),
        ("unit", unit),
        ("range", range),
        ("revision", card.revision.to_string()),
    ];
    entries.into_iter().map(|(key, value)| (key.to_owned(), value)).collect()
}

/// Some rows of a chunk.
fn gathered(chunk: &TableChunk, rows: &[u32]) -> TableChunk {
    fn of<T: Copy>(values: &[T], rows: &[u32]) -> Vec<T> {
        rows.iter().map(|&row| values[row as usize]).collect()
    }
    let column = |column: &ColumnChunk| ColumnChunk {
        values: match &column.values {
            Values::Real(values) => Values::Real(of(values, rows)),
            Values::Count(values) => Values::Count(of(values, rows)),
            Values::Category(values) => Values::Category(of(values, rows)),
            Values::Date(values) => Values::Date(of(values, rows)),
        },
        reasons: column.reasons.as_ref().map(|reasons| of(reasons, rows)),
        bounds: column.bounds.as_ref().map(|[low, high]| [of(low, rows), of(high, rows)]),
    };
    TableChunk {
        keys: chunk.keys.iter().map(|codes| of(codes, rows)).collect(),
        columns: chunk.columns.iter().map(column).collect(),
    }
}

/// The tidy form: one row a key and indicator.
struct Long(Arc<Rows>);

impl Batches for Long {
    fn schema(&self) -> SchemaRef {
        let mut fields = self.0.key_fields();
        let coded = |key: DataType| DataType::Dictionary(Box::new(key), Box::new(DataType::Utf8));
        fields.push(Field::new("indicator", coded(DataType::Int32), false));
        fields.push(Field::new("value", DataType::Float64, true));
        fields.push(Field::new("status", coded(DataType::Int8), false));
        Arc::new(Schema::new(fields))
    }

    fn rows(&self) -> usize {
        self.0.rows() * self.0.table.indicators().len()
    }

    fn parts(&self) -> usize {
        self.0.parts() * self.0.table.indicators().len()
    }

    fn part(&self, at: usize) -> Result<RecordBatch, ArrowError> {
        let rows = &self.0;
        let (indicator, chunk) = (at / rows.parts(), rows.chunk(at % rows.parts()));
        let column = &chunk.columns[indicator];
        let mut columns = rows.key_columns(&chunk)?;
        let ids = words(rows.table.indicators().iter().map(|i| i.id()));
        let codes = Int32Array::from_value(indicator as i32, chunk.rows());
        columns.push(Arc::new(DictionaryArray::<Int32Type>::try_new(codes, Arc::new(ids))?));
        columns.push(Arc::new(Float64Array::from_iter((0..chunk.rows()).map(|row| column.at(row).ok()))));
        columns.push(Arc::new(status_array(reasons(column, chunk.rows()).into())?));
        RecordBatch::try_new(self.schema(), columns)
    }
}

fn reasons(column: &ColumnChunk, rows: usize) -> Vec<i8> {
    column.reasons.as_ref().map_or_else(|| vec![0; rows], |reasons| reasons.iter().map(|&code| code as i8).collect())
}

/// One table of the panel: rows of one grain, sorted by their keys.
///
/// An undefined value is null, and its reason is in :meth:`status` and :meth:`long`. Windows overlap (``disjoint`` marks
/// the series for tests and trends). Every column of an indicator carries its card as Arrow metadata.
///
/// Examples
/// --------
/// ``outcome.panel.networks.to_pandas(windows="disjoint", ties="explicit")`` is a data frame for a regression.
#[pyclass(frozen, extends = Table, module = "linli")]
pub(crate) struct PanelTable {
    rows: Arc<Rows>,
}

impl PanelTable {
    /// The class and its base, for Python.
    pub(crate) fn new(rows: Rows) -> PyClassInitializer<Self> {
        let rows = Arc::new(rows);
        let about = format!("{} ({})", rows.table.id().id(), rows.tier.mark());
        PyClassInitializer::from(Table::shared(Arc::clone(&rows) as Arc<dyn Batches>, about))
            .add_subclass(Self { rows })
    }

    fn indicator(&self, py: Python<'_>, id: &str) -> PyResult<usize> {
        self.rows.table.column(id).map_err(|error| raise(py, &error))
    }

    /// The rows that these names choose.
    fn chosen(&self, py: Python<'_>, filters: &Filters) -> PyResult<Rows> {
        let disjoint = match filters.windows.as_deref() {
            None | Some("rolling") => false,
            Some("disjoint") => true,
            Some(other) => {
                let error = Error::unknown("choice of windows", other, ["disjoint", "rolling"]);
                return Err(raise(py, &error));
            }
        };
        let keys = self.rows.table.id().keys();
        let place = |wanted: Key| keys.iter().position(|&key| key == wanted);
        let mut wanted = Vec::new();
        for (key, names) in
            [(Key::Ties, &filters.ties), (Key::Population, &filters.population), (Key::Group, &filters.group)]
        {
            let Some(names) = names else { continue };
            let Some(at) = place(key) else {
                let table = self.rows.table.id().id();
                return Err(PyTypeError::new_err(format!("table `{table}` has no key `{}` to choose by", key.id())));
            };
            let dictionaries = self.rows.panel.dictionaries();
            let known: Vec<&str> = match key {
                Key::Population => dictionaries.populations.iter().map(|p| p.id()).collect(),
                key => dictionaries.strings(key).iter().map(String::as_str).collect(),
            };
            let code = |name: &String| {
                let found = known.iter().position(|k| k == name);
                found.map(|at| at as u32).ok_or_else(|| Error::unknown(key.id(), name, known.iter().copied()))
            };
            let codes: Vec<u32> =
                names.iter().map(code).collect::<Result<_, _>>().map_err(|error| raise(py, &error))?;
            wanted.push((at, codes));
        }
        let window = place(Key::Window).filter(|_| disjoint);
        let windows = &self.rows.panel.dictionaries().windows;
        Ok(self.rows.choose(|chunk, row| {
            window.is_none_or(|at| windows[chunk.keys[at][row] as usize].disjoint)
                && wanted.iter().all(|(at, codes)| codes.contains(&chunk.keys[*at][row]))
        }))
    }
}

/// What `select` and its kin choose by.
struct Filters {
    windows: Option<String>,
    ties: Option<Vec<String>>,
    population: Option<Vec<String>>,
    group: Option<Vec<String>>,
}

impl Filters {
    fn is_empty(&self) -> bool {
        matches!(self.windows.as_deref(), None | Some("rolling"))
            && self.ties.is_none()
            && self.population.is_none()
            && self.group.is_none()
    }
}

/// One name, or several.
#[derive(FromPyObject)]
pub(crate) enum OneOrMore {
    /// One.
    One(String),
    /// Several.
    More(Vec<String>),
}

impl From<OneOrMore> for Vec<String> {
    fn from(names: OneOrMore) -> Self {
        match names {
            OneOrMore::One(name) => vec![name],
            OneOrMore::More(names) => names,
        }
    }
}

#[pymethods]
impl PanelTable {
    /// Return the rows of these windows, tie rules, populations and groups.
    ///
    /// Parameters
    /// ----------
    /// windows : {"rolling", "disjoint"}, optional
    ///     ``"disjoint"`` keeps the series that does not overlap, for tests and trends.
    /// ties, population, group : str or list of str, optional
    ///     Names to keep; all by default.
    ///
    /// Returns
    /// -------
    /// PanelTable
    #[pyo3(signature = (*, windows=None, ties=None, population=None, group=None))]
    fn select(
        slf: &Bound<'_, Self>,
        windows: Option<String>,
        ties: Option<OneOrMore>,
        population: Option<OneOrMore>,
        group: Option<OneOrMore>,
    ) -> PyResult<Py<Self>> {
        let filters = Filters {
            windows,
            ties: ties.map(Into::into),
            population: population.map(Into::into),
            group: group.map(Into::into),
        };
        let chosen = slf.get().chosen(slf.py(), &filters)?;
        if filters.is_empty() {
            return Ok(slf.clone().unbind());
        }
        Py::new(slf.py(), Self::new(chosen))
    }

    /// Return the table as a ``pandas.DataFrame``; undefined values are missing, ids are categories.
    ///
    /// Parameters
    /// ----------
    /// windows, ties, population, group
    ///     As in :meth:`select`.
    ///
    /// Returns
    /// -------
    /// pandas.DataFrame
    #[pyo3(signature = (*, windows=None, ties=None, population=None, group=None))]
    fn to_pandas<'py>(
        slf: &Bound<'py, Self>,
        windows: Option<String>,
        ties: Option<OneOrMore>,
        population: Option<OneOrMore>,
        group: Option<OneOrMore>,
    ) -> PyResult<Bound<'py, PyAny>> {
        let chosen = Self::select(slf, windows, ties, population, group)?.into_bound(slf.py());
        Table::to_pandas(chosen.as_super())
    }

    /// Return the table as a ``polars.DataFrame``; undefined values are null.
    ///
    /// Parameters
    /// ----------
    /// windows, ties, population, group
    ///     As in :meth:`select`.
    ///
    /// Returns
    /// -------
    /// polars.DataFrame
    #[pyo3(signature = (*, windows=None, ties=None, population=None, group=None))]
    fn to_polars<'py>(
        slf: &Bound<'py, Self>,
        windows: Option<String>,
        ties: Option<OneOrMore>,
        population: Option<OneOrMore>,
        group: Option<OneOrMore>,
    ) -> PyResult<Bound<'py, PyAny>> {
        let chosen = Self::select(slf, windows, ties, population, group)?.into_bound(slf.py());
        Table::to_polars(chosen.as_super())
    }

    /// Say of every row whether an indicator has a value, and why not.
    ///
    /// Parameters
    /// ----------
    /// indicator : str
    ///     Its id.
    ///
    /// Returns
    /// -------
    /// Column
    ///     ``ok``, or the reason, one a row.
    fn status(&self, py: Python<'_>, indicator: &str) -> PyResult<Column> {
        let at = self.indicator(py, indicator)?;
        let mut codes = Vec::with_capacity(self.rows.rows());
        for part in 0..self.rows.parts() {
            let chunk = self.rows.chunk(part);
            codes.extend(reasons(&chunk.columns[at], chunk.rows()));
        }
        Ok(Column::of(codes))
    }

    /// Return the tidy form: keys, ``indicator``, ``value`` and ``status``, one row a key and indicator.
    ///
    /// Returns
    /// -------
    /// Table
    fn long(&self) -> Table {
        Table::new(
            Long(Arc::clone(&self.rows)),
            format!("{}, long ({})", self.rows.table.id().id(), self.rows.tier.mark()),
        )
    }

    fn __repr__(slf: &Bound<'_, Self>) -> String {
        let table = slf.as_super().get();
        let rows = &slf.get().rows;
        let ids: Vec<&str> = rows.table.indicators().iter().map(|i| i.id()).collect();
        format!("<linli.PanelTable {}: {}>", table.caption(), ids.join(", "))
    }
}

// Codes of reasons fit a signed byte, so that pandas takes them as categories.
const _: () = assert!(Undefined::ALL.len() < 128);
