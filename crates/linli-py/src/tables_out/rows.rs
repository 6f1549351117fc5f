//! Rows of the panel as Arrow: value columns borrow the panel's own memory, and keep it alive.

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
use linli::indicator::{Indicator, TableId};
use linli::panel::{ColumnChunk, Key, Panel, Table as CoreTable, TableChunk, Values};
use linli::plan::Tier;
use linli::{Catalogue, Kind};
use linli_io::run_folder::{Labels as SavedLabels, SavedTable, SavedWindow};

use super::batches::Batches;
use super::sheet::{apart, words};

/// The rows of one panel table, of a run or of a run folder.
pub(crate) struct Rows {
    id: TableId,
    tier: Tier,
    keys: Vec<(Key, Labels)>,
    columns: Vec<Described>,
    chunks: Vec<Arc<TableChunk>>,
    /// Rows chosen of every chunk; all without it.
    chosen: Option<Vec<Vec<u32>>>,
}

/// What the codes of a key stand for.
#[derive(Clone)]
pub(super) enum Labels {
    /// What each code says; the words, each once; the place of every code among them, where two codes say one word.
    Words(Vec<String>, ArrayRef, Option<Vec<i32>>),
    Windows(Vec<SavedWindow>),
}

impl Labels {
    fn words(list: Vec<String>) -> Self {
        let (once, places) = apart(&list);
        let places = (once.len() < list.len()).then_some(places);
        Self::Words(list, once, places)
    }
}

/// What is known of a column before its values.
#[derive(Clone)]
pub(super) struct Described {
    pub(super) id: String,
    categories: Option<ArrayRef>,
    kind: DataType,
    bounds: bool,
    card: HashMap<String, String>,
}

impl Rows {
    /// The rows of a run. `people` is how the release calls people.
    pub(crate) fn new(panel: &Panel, table: &CoreTable, people: &[String], tier: Tier) -> Self {
        let dictionaries = panel.dictionaries();
        let labels = |key: Key| match key {
            Key::Person => Labels::words(people.to_vec()),
            Key::Population => Labels::words(dictionaries.populations.iter().map(|p| p.id().to_owned()).collect()),
            Key::Window => Labels::Windows(
                dictionaries
                    .windows
                    .iter()
                    .map(|w| SavedWindow { first_day: w.first_day, end_day: w.end_day, disjoint: w.disjoint })
                    .collect(),
            ),
            key => Labels::words(dictionaries.strings(key).to_vec()),
        };
        let bounds = |at: usize| table.chunks().first().is_some_and(|chunk| chunk.columns[at].bounds.is_some());
        let described = |(at, indicator): (usize, &&'static Indicator)| {
            let categories = match indicator.kind {
                Kind::Category(names) => names.iter().map(|&name| name.to_owned()).collect(),
                _ => Vec::new(),
            };
            Described::new(indicator.id(), &Values::empty(indicator.kind), &categories, bounds(at), Some(indicator))
        };
        Self {
            id: table.id(),
            tier,
            keys: table.id().keys().iter().map(|&key| (key, labels(key))).collect(),
            columns: table.indicators().iter().enumerate().map(described).collect(),
            chunks: table.chunks().to_vec(),
            chosen: None,
        }
    }

    /// The rows of a run folder.
    pub(crate) fn saved(table: SavedTable, tier: Tier) -> Self {
        let catalogue = Catalogue::standard();
        let mut chunk = TableChunk { keys: Vec::new(), columns: Vec::new() };
        let (mut keys, mut columns) = (Vec::new(), Vec::new());
        for key in table.keys {
            chunk.keys.push(key.codes);
            let labels = match key.labels {
                SavedLabels::Text(list) => Labels::words(list),
                SavedLabels::Windows(windows) => Labels::Windows(windows),
            };
            keys.push((key.key, labels));
        }
        for column in table.columns {
            let card = catalogue.indicator(&column.id).ok();
            let bounds = column.cells.bounds.is_some();
            columns.push(Described::new(&column.id, &column.cells.values, &column.categories, bounds, card));
            chunk.columns.push(column.cells);
        }
        Self { id: table.id, tier, keys, columns, chunks: vec![Arc::new(chunk)], chosen: None }
    }

    /// Which table.
    pub(super) fn id(&self) -> TableId {
        self.id
    }

    /// Of which tier.
    pub(super) fn tier(&self) -> Tier {
        self.tier
    }

    /// Ids of the indicators.
    pub(super) fn ids(&self) -> impl Iterator<Item = &str> {
        self.columns.iter().map(|column| column.id.as_str())
    }

    /// The keys, with what their codes stand for.
    pub(super) fn keys(&self) -> &[(Key, Labels)] {
        &self.keys
    }

    /// Only the rows that `keep` wants, by their key codes.
    pub(super) fn choose(&self, keep: impl Fn(&TableChunk, usize) -> bool) -> Self {
        let chosen = self.chunks.iter().enumerate().map(|(at, chunk)| {
            let wanted = |&row: &u32| keep(chunk, row as usize);
            match &self.chosen {
                Some(chosen) => chosen[at].iter().copied().filter(wanted).collect(),
                None => (0..chunk.rows() as u32).filter(wanted).collect(),
            }
        });
        let chosen = Some(chosen.collect());
        let (keys, columns, chunks) = (self.keys.clone(), self.columns.clone(), self.chunks.clone());
        Self { id: self.id, tier: self.tier, keys, columns, chunks, chosen }
    }

    /// Whether there is a row of which this holds, by its key codes.
    pub(super) fn any(&self, holds: impl Fn(&TableChunk, usize) -> bool) -> bool {
        self.chunks.iter().enumerate().any(|(at, chunk)| match &self.chosen {
            Some(chosen) => chosen[at].iter().any(|&row| holds(chunk, row as usize)),
            None => (0..chunk.rows()).any(|row| holds(chunk, row)),
        })
    }

    /// The chunk of a part: the panel's own, or the chosen rows of it.
    pub(super) fn chunk(&self, at: usize) -> Arc<TableChunk> {
        match &self.chosen {
            None => Arc::clone(&self.chunks[at]),
            Some(chosen) => Arc::new(gathered(&self.chunks[at], &chosen[at])),
        }
    }

    /// Reasons of one column by code, 0 for a value.
    pub(super) fn reasons(&self, column: usize) -> Vec<i8> {
        let mut codes = Vec::with_capacity(self.rows());
        for part in 0..self.parts() {
            let chunk = self.chunk(part);
            codes.extend(reasons(&chunk.columns[column], chunk.rows()));
        }
        codes
    }

    pub(super) fn key_fields(&self) -> Vec<Field> {
        let field = |name: &str, kind: DataType, meaning: &str| {
            Field::new(name, kind, false).with_metadata(HashMap::from([("meaning".to_owned(), meaning.to_owned())]))
        };
        let of = |(key, labels): &(Key, Labels)| match labels {
            Labels::Windows(_) => vec![
                field("window_start", DataType::Date32, "first day of the window"),
                field("window_end", DataType::Date32, "first day after the window"),
                field(
                    "disjoint",
                    DataType::Boolean,
                    "whether the window is of the disjoint series, for tests and trends",
                ),
            ],
            Labels::Words(..) => vec![field(key.id(), coded(DataType::Int32), key.meaning())],
        };
        self.keys.iter().flat_map(of).collect()
    }

    pub(super) fn key_columns(&self, chunk: &Arc<TableChunk>) -> Result<Vec<ArrayRef>, ArrowError> {
        let mut columns: Vec<ArrayRef> = Vec::new();
        for ((_, labels), codes) in self.keys.iter().zip(&chunk.keys) {
            match labels {
                Labels::Windows(windows) => {
                    let of = |code: &u32| &windows[*code as usize];
                    columns
                        .push(Arc::new(Date32Array::from_iter_values(codes.iter().map(|c| of(c).first_day.number()))));
                    columns.push(Arc::new(Date32Array::from_iter_values(codes.iter().map(|c| of(c).end_day.number()))));
                    columns.push(Arc::new(codes.iter().map(|c| Some(of(c).disjoint)).collect::<BooleanArray>()));
                }
                Labels::Words(_, words, places) => {
                    let codes = match places {
                        Some(places) => Int32Array::from_iter_values(codes.iter().map(|&code| places[code as usize])),
                        // Codes count few things: as signed numbers they are the same bits.
                        None => Int32Array::new(lent(codes, chunk), None),
                    };
                    columns.push(Arc::new(DictionaryArray::<Int32Type>::try_new(codes, Arc::clone(words))?));
                }
            }
        }
        Ok(columns)
    }
}

impl Described {
    fn new(id: &str, values: &Values, categories: &Vec<String>, bounds: bool, indicator: Option<&Indicator>) -> Self {
        let kind = match values {
            Values::Real(_) => DataType::Float64,
            Values::Count(_) => DataType::UInt32,
            Values::Date(_) => DataType::Date32,
            Values::Category(_) => coded(DataType::Int8),
        };
        let categories: Option<ArrayRef> = match values {
            Values::Category(_) => Some(Arc::new(words(categories))),
            _ => None,
        };
        Self { id: id.to_owned(), categories, kind, bounds, card: indicator.map(card).unwrap_or_default() }
    }
}

pub(super) fn coded(key: DataType) -> DataType {
    DataType::Dictionary(Box::new(key), Box::new(DataType::Utf8))
}

impl Batches for Rows {
    fn schema(&self) -> SchemaRef {
        let mut fields = self.key_fields();
        for column in &self.columns {
            fields.push(Field::new(&column.id, column.kind.clone(), true).with_metadata(column.card.clone()));
            if column.bounds {
                for end in ["low", "high"] {
                    fields.push(Field::new(format!("{}_{end}", column.id), DataType::Float64, true));
                }
            }
        }
        let about = HashMap::from([
            ("linli".to_owned(), env!("CARGO_PKG_VERSION").to_owned()),
            ("table".to_owned(), self.id.id().to_owned()),
            ("tier".to_owned(), self.tier.mark().to_owned()),
        ]);
        Arc::new(Schema::new_with_metadata(fields, about))
    }

    fn rows(&self) -> usize {
        match &self.chosen {
            None => self.chunks.iter().map(|chunk| chunk.rows()).sum(),
            Some(chosen) => chosen.iter().map(Vec::len).sum(),
        }
    }

    fn parts(&self) -> usize {
        self.chunks.len()
    }

    fn part(&self, at: usize) -> Result<RecordBatch, ArrowError> {
        let chunk = self.chunk(at);
        let mut columns = self.key_columns(&chunk)?;
        for (column, described) in chunk.columns.iter().zip(&self.columns) {
            columns.push(values(column, described, &chunk)?);
            if let Some(bounds) = &column.bounds {
                for bound in bounds {
                    let known = bound.iter().map(|b| !b.is_nan()).collect::<NullBuffer>();
                    columns.push(Arc::new(Float64Array::new(lent(bound, &chunk), Some(known))));
                }
            }
        }
        RecordBatch::try_new(self.schema(), columns)
    }
}

/// Values as Arrow holds them: lent, with a bit a row where some are undefined.
fn values(column: &ColumnChunk, described: &Described, chunk: &Arc<TableChunk>) -> Result<ArrayRef, ArrowError> {
    let valid = column
        .reasons
        .as_ref()
        .map(|reasons| NullBuffer::new(BooleanBuffer::collect_bool(reasons.len(), |row| reasons[row] == 0)));
    Ok(match &column.values {
        Values::Real(values) => Arc::new(PrimitiveArray::<Float64Type>::new(lent(values, chunk), valid)),
        Values::Count(values) => Arc::new(PrimitiveArray::<UInt32Type>::new(lent(values, chunk), valid)),
        Values::Date(values) => Arc::new(Date32Array::new(lent(values, chunk), valid)),
        Values::Category(values) => {
            let codes = Int8Array::new(lent(values, chunk), valid);
            let names = described.categories.clone().unwrap_or_else(|| Arc::new(words::<&str>([])));
            Arc::new(DictionaryArray::<Int8Type>::try_new(codes, names)?)
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

pub(super) fn reasons(column: &ColumnChunk, rows: usize) -> Vec<i8> {
    column.reasons.as_ref().map_or_else(|| vec![0; rows], |reasons| reasons.iter().map(|&code| code as i8).collect())
}
