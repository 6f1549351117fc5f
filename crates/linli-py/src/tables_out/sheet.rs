//! Small tables, column by column.

use std::collections::BTreeMap;
use std::sync::Arc;

use arrow_array::builder::{ListBuilder, StringBuilder};
use arrow_array::types::Int32Type;
use arrow_array::{
    Array, ArrayRef, BooleanArray, Date32Array, DictionaryArray, Float64Array, Int32Array, RecordBatch, StringArray,
    UInt32Array, UInt64Array,
};
use arrow_schema::{ArrowError, Field, Schema};
use linli::time::Day;

use super::Kept;

/// A table being written.
#[derive(Default)]
pub(crate) struct Sheet {
    fields: Vec<Field>,
    columns: Vec<ArrayRef>,
}

impl Sheet {
    /// A table without columns.
    pub(crate) fn new() -> Self {
        Self::default()
    }

    /// The same table with one more column.
    pub(crate) fn column(mut self, name: &str, values: impl Array + 'static) -> Self {
        self.fields.push(Field::new(name, values.data_type().clone(), true));
        self.columns.push(Arc::new(values));
        self
    }

    /// The table as one batch.
    pub(crate) fn batch(self) -> Result<RecordBatch, ArrowError> {
        RecordBatch::try_new(Arc::new(Schema::new(self.fields)), self.columns)
    }

    /// The table.
    pub(crate) fn finish(self) -> Result<Kept, ArrowError> {
        let batch = self.batch()?;
        Ok(Kept { schema: batch.schema(), batches: vec![batch] })
    }
}

/// A column of words.
pub(crate) fn words<S: AsRef<str>>(values: impl IntoIterator<Item = S>) -> StringArray {
    StringArray::from_iter_values(values)
}

/// A column of real numbers.
pub(crate) fn numbers(values: impl IntoIterator<Item = Option<f64>>) -> Float64Array {
    values.into_iter().collect()
}

/// A column of whole numbers.
pub(crate) fn counts(values: impl IntoIterator<Item = u64>) -> UInt64Array {
    UInt64Array::from_iter_values(values)
}

/// A column of words, some of them missing.
pub(crate) fn texts<'a>(values: impl IntoIterator<Item = Option<&'a str>>) -> StringArray {
    values.into_iter().collect()
}

/// A column of whole numbers of 32 bits, some of them missing.
pub(crate) fn optional_counts(values: impl IntoIterator<Item = Option<u32>>) -> UInt32Array {
    values.into_iter().collect()
}

/// A column of yes and no.
pub(crate) fn flags(values: impl IntoIterator<Item = Option<bool>>) -> BooleanArray {
    values.into_iter().collect()
}

/// A column of whole numbers, some of which are not known.
pub(crate) fn known_counts(values: impl IntoIterator<Item = Option<u64>>) -> UInt64Array {
    values.into_iter().collect()
}

/// A column of days.
pub(crate) fn days(values: impl IntoIterator<Item = Option<Day>>) -> Date32Array {
    values.into_iter().map(|day| day.map(Day::number)).collect()
}

/// A column of lists of words.
pub(crate) fn lists<S: AsRef<str>>(values: impl IntoIterator<Item = Vec<S>>) -> arrow_array::ListArray {
    let mut lists = ListBuilder::new(StringBuilder::new());
    for list in values {
        for word in list {
            lists.values().append_value(word);
        }
        lists.append(true);
    }
    lists.finish()
}

/// A column of positions in a list of words.
pub(crate) fn coded(
    codes: impl IntoIterator<Item = Option<usize>>,
    words: ArrayRef,
) -> Result<DictionaryArray<Int32Type>, ArrowError> {
    let codes: Int32Array = codes.into_iter().map(|code| code.map(|code| code as i32)).collect();
    DictionaryArray::try_new(codes, words)
}

/// Words, each once, and at which place each of those given stands among them. Two organizations may hold activities of one
/// id, and whoever reads a dictionary as categories wants no word twice.
pub(crate) fn apart<S: AsRef<str>>(list: impl IntoIterator<Item = S>) -> (ArrayRef, Vec<i32>) {
    let (mut once, mut known, mut places) = (Vec::new(), BTreeMap::new(), Vec::new());
    for word in list {
        let place = *known.entry(word.as_ref().to_owned()).or_insert_with(|| {
            once.push(word.as_ref().to_owned());
            once.len() as i32 - 1
        });
        places.push(place);
    }
    (Arc::new(words(once)), places)
}
