//! Columns of ids and words, of whatever type Arrow gives them, read without making a string a row.

use arrow_array::cast::AsArray;
use arrow_array::types::{
    ArrowDictionaryKeyType, Float32Type, Float64Type, Int8Type, Int16Type, Int32Type, Int64Type, UInt8Type, UInt16Type,
    UInt32Type, UInt64Type,
};
use arrow_array::{
    Array, BooleanArray, Float64Array, Int64Array, LargeStringArray, PrimitiveArray, StringArray, StringViewArray,
    UInt64Array,
};
use arrow_schema::DataType;
use linli::Error;

use crate::errors::input;

/// One cell: a word or a whole number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Cell<'a> {
    /// Text.
    Text(&'a str),
    /// A whole number.
    Whole(i64),
}

/// A column whose cells are words or whole numbers.
pub(crate) enum Ids<'a> {
    Text(&'a StringArray),
    Large(&'a LargeStringArray),
    View(&'a StringViewArray),
    Whole(&'a Int64Array),
    Unsigned(&'a UInt64Array),
    /// Whole numbers that pandas made real because some were missing.
    Real(&'a Float64Array),
    Truth(&'a BooleanArray),
    /// Narrower numbers, widened once a batch.
    Widened(Int64Array),
    /// Positions in a list of words.
    Coded {
        codes: Vec<Option<u32>>,
        words: Box<Ids<'a>>,
        len: usize,
    },
    /// Nothing but nulls.
    Nothing,
}

impl<'a> Ids<'a> {
    /// Reads a column, or says what it must be.
    pub(crate) fn of(array: &'a dyn Array, table: &str, column: &str) -> Result<Self, Error> {
        macro_rules! widened {
            ($type:ty) => {
                Self::Widened(array.as_primitive::<$type>().unary(i64::from))
            };
        }
        Ok(match array.data_type() {
            DataType::Utf8 => Self::Text(array.as_string()),
            DataType::LargeUtf8 => Self::Large(array.as_string()),
            DataType::Utf8View => Self::View(array.as_string_view()),
            DataType::Int64 => Self::Whole(array.as_primitive::<Int64Type>()),
            DataType::UInt64 => Self::Unsigned(array.as_primitive::<UInt64Type>()),
            DataType::Float64 => Self::Real(array.as_primitive::<Float64Type>()),
            DataType::Boolean => Self::Truth(array.as_boolean()),
            DataType::Int32 => widened!(Int32Type),
            DataType::Int16 => widened!(Int16Type),
            DataType::Int8 => widened!(Int8Type),
            DataType::UInt32 => widened!(UInt32Type),
            DataType::UInt16 => widened!(UInt16Type),
            DataType::UInt8 => widened!(UInt8Type),
            DataType::Float32 => {
                let whole = |value: f32| real(f64::from(value));
                Self::Widened(array.as_primitive::<Float32Type>().iter().map(|v| v.and_then(whole)).collect())
            }
            DataType::Dictionary(key, _) => coded(array, key, table, column)?,
            DataType::Null => Self::Nothing,
            other => {
                return Err(input(
                    format!("column `{column}` of table `{table}` is {other}; it must hold text or whole numbers"),
                    "cast it before it is handed over",
                ));
            }
        })
    }

    /// The cell of a row; `None` where there is none.
    pub(crate) fn at(&self, row: usize) -> Option<Cell<'_>> {
        match self {
            Self::Text(array) => array.is_valid(row).then(|| Cell::Text(array.value(row))),
            Self::Large(array) => array.is_valid(row).then(|| Cell::Text(array.value(row))),
            Self::View(array) => array.is_valid(row).then(|| Cell::Text(array.value(row))),
            Self::Whole(array) => array.is_valid(row).then(|| Cell::Whole(array.value(row))),
            Self::Widened(array) => array.is_valid(row).then(|| Cell::Whole(array.value(row))),
            Self::Unsigned(array) => {
                array.is_valid(row).then(|| array.value(row)).and_then(|v| i64::try_from(v).ok()).map(Cell::Whole)
            }
            Self::Real(array) => array.is_valid(row).then(|| array.value(row)).and_then(real).map(Cell::Whole),
            Self::Truth(array) => {
                array.is_valid(row).then(|| Cell::Text(if array.value(row) { "true" } else { "false" }))
            }
            Self::Coded { words, .. } => words.at(self.code(row)? as usize),
            Self::Nothing => None,
        }
    }

    /// The cell as it would be written; `None` where there is none, or only spaces.
    pub(crate) fn text(&self, row: usize) -> Option<String> {
        match self {
            Self::Real(array) => {
                array.is_valid(row).then(|| array.value(row)).filter(|v| !v.is_nan()).map(|v| v.to_string())
            }
            _ => match self.at(row)? {
                Cell::Text(text) => Some(text.trim()).filter(|text| !text.is_empty()).map(str::to_owned),
                Cell::Whole(number) => Some(number.to_string()),
            },
        }
    }

    /// The position of the cell's word in the list of words, where the column has one.
    pub(crate) fn code(&self, row: usize) -> Option<u32> {
        match self {
            Self::Coded { codes, .. } => codes.get(row).copied().flatten(),
            _ => None,
        }
    }

    /// How many words the list has, where the column has one.
    pub(crate) fn words(&self) -> Option<usize> {
        match self {
            Self::Coded { len, .. } => Some(*len),
            _ => None,
        }
    }
}

/// A real number that is whole and exact.
fn real(value: f64) -> Option<i64> {
    (value.fract() == 0.0 && value.abs() <= 9_007_199_254_740_992.0).then_some(value as i64)
}

fn coded<'a>(array: &'a dyn Array, key: &DataType, table: &str, column: &str) -> Result<Ids<'a>, Error> {
    fn codes<K: ArrowDictionaryKeyType>(array: &dyn Array) -> (Vec<Option<u32>>, &dyn Array)
    where
        i128: From<K::Native>,
    {
        let array = array.as_dictionary::<K>();
        let keys: &PrimitiveArray<K> = array.keys();
        let len = array.values().len();
        let inside = |key: K::Native| u32::try_from(i128::from(key)).ok().filter(|&k| (k as usize) < len);
        (keys.iter().map(|key| key.and_then(inside)).collect(), array.values().as_ref())
    }
    let (codes, words) = match key {
        DataType::Int8 => codes::<Int8Type>(array),
        DataType::Int16 => codes::<Int16Type>(array),
        DataType::Int32 => codes::<Int32Type>(array),
        DataType::Int64 => codes::<Int64Type>(array),
        DataType::UInt8 => codes::<UInt8Type>(array),
        DataType::UInt16 => codes::<UInt16Type>(array),
        DataType::UInt32 => codes::<UInt32Type>(array),
        _ => codes::<UInt64Type>(array),
    };
    let len = words.len();
    Ok(Ids::Coded { codes, words: Box::new(Ids::of(words, table, column)?), len })
}

/// What cells mean, remembered: a word is looked up when it is first seen, or once a batch where the column has a list.
pub(crate) struct Known<V> {
    slots: Vec<Option<(u64, Key, V)>>,
    listed: Vec<Option<V>>,
}

/// A cell, owned.
#[derive(Debug)]
enum Key {
    Text(Box<str>),
    Whole(i64),
}

/// Places for words. More distinct words than this are right as well, and slower.
const SLOTS: usize = 1 << 16;

impl<V: Copy> Known<V> {
    /// Nothing is known yet.
    pub(crate) fn new() -> Self {
        Self { slots: Vec::new(), listed: Vec::new() }
    }

    /// Begins a batch: what its list of words means is not known yet.
    pub(crate) fn begin(&mut self, column: &Ids<'_>) {
        self.listed.clear();
        self.listed.resize(column.words().unwrap_or(0), None);
    }

    /// What the cell of a row means; `None` where there is none.
    pub(crate) fn at(
        &mut self,
        column: &Ids<'_>,
        row: usize,
        look_up: impl FnOnce(&str) -> Result<V, Error>,
    ) -> Result<Option<V>, Error> {
        if let Some(code) = column.code(row) {
            let code = code as usize;
            if let Some(Some(value)) = self.listed.get(code) {
                return Ok(Some(*value));
            }
            let Some(cell) = column.at(row) else { return Ok(None) };
            let value = self.cell(cell, look_up)?;
            if let Some(place) = self.listed.get_mut(code) {
                *place = Some(value);
            }
            return Ok(Some(value));
        }
        column.at(row).map(|cell| self.cell(cell, look_up)).transpose()
    }

    fn cell(&mut self, cell: Cell<'_>, look_up: impl FnOnce(&str) -> Result<V, Error>) -> Result<V, Error> {
        if self.slots.is_empty() {
            self.slots.resize_with(SLOTS, || None);
        }
        let hash = match cell {
            Cell::Text(text) => hash(text.as_bytes()),
            Cell::Whole(number) => mix(number as u64),
        };
        let slot = &mut self.slots[(hash >> 32) as usize % SLOTS];
        if let Some((known, key, value)) = slot
            && *known == hash
        {
            let same = match (&*key, cell) {
                (Key::Text(a), Cell::Text(b)) => **a == *b,
                (Key::Whole(a), Cell::Whole(b)) => *a == b,
                _ => false,
            };
            if same {
                return Ok(*value);
            }
        }
        let (key, value) = match cell {
            Cell::Text(text) => (Key::Text(text.into()), look_up(text)?),
            Cell::Whole(number) => (Key::Whole(number), look_up(&number.to_string())?),
        };
        *slot = Some((hash, key, value));
        Ok(value)
    }
}

/// A quick hash for finding a place; equality is checked after.
fn hash(bytes: &[u8]) -> u64 {
    let mut chunks = bytes.chunks_exact(8);
    let mut state = bytes.len() as u64;
    for chunk in &mut chunks {
        state = mix(state ^ chunk.try_into().map_or(0, u64::from_le_bytes));
    }
    let rest = chunks.remainder().iter().fold(0, |rest, &byte| rest << 8 | u64::from(byte));
    mix(state ^ rest)
}

const fn mix(state: u64) -> u64 {
    let wide = (state ^ 0x9e37_79b9_7f4a_7c15) as u128 * 0xd6e8_feb8_6659_fd93;
    (wide >> 64) as u64 ^ wide as u64
}
