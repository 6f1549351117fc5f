//! The files of the panel: a row at a time, from the chunks, through no string of the whole.

use std::io::{self, Write};

use linli::definition::{Kind, Undefined};
use linli::panel::{ColumnChunk, Key, Values};
use linli::records::PersonId;
use linli::release::Release;
use linli::time::Day;

use super::layout::{Layout, ValueColumns};
use super::sheet::{self, Sheet};

pub(super) fn write(release: &dyn Release, layout: &Layout<'_>, out: &mut dyn Write) -> io::Result<()> {
    let mut sheet = Sheet::new(out);
    for column in layout.columns() {
        sheet.text(&column.name())?;
    }
    sheet.end_row()?;
    // Labels are made ready once, not once a row.
    let labels: Vec<Vec<String>> = layout.id().keys().iter().map(|&key| labels(release, key)).collect();
    for chunk in layout.table.chunks() {
        for row in 0..chunk.rows() {
            for (codes, labels) in chunk.keys.iter().zip(&labels) {
                sheet.ready(&labels[codes[row] as usize])?;
            }
            for (column, of) in chunk.columns.iter().zip(layout.values()) {
                cells(&mut sheet, column, of, row)?;
            }
            sheet.ready(release.tier().id())?;
            sheet.end_row()?;
        }
    }
    Ok(())
}

/// What the codes of a key stand for, as cells.
fn labels(release: &dyn Release, key: Key) -> Vec<String> {
    let dictionaries = release.outcome().panel.dictionaries();
    let ready = |text: &str| sheet::cell(text).into_owned();
    match key {
        Key::Person => {
            let people = (0..dictionaries.people.len()).map(PersonId::from_index);
            people.map(|person| ready(release.person(person))).collect()
        }
        Key::Window => {
            let windows = dictionaries.windows.iter();
            windows.map(|w| format!("{},{},{}", w.first_day, w.end_day, w.disjoint)).collect()
        }
        Key::Population => dictionaries.populations.iter().map(|p| p.id().to_owned()).collect(),
        _ => dictionaries.strings(key).iter().map(|text| ready(text)).collect(),
    }
}

/// The value, its status and its bounds, as far as the table has such columns.
fn cells(sheet: &mut Sheet<'_>, column: &ColumnChunk, of: &ValueColumns, row: usize) -> io::Result<()> {
    let reason = column.reasons.as_ref().and_then(|reasons| Undefined::from_code(reasons[row]));
    match (reason, &column.values) {
        (Some(_), _) => sheet.empty()?,
        (None, Values::Real(values)) => sheet.real(values[row])?,
        (None, Values::Count(values)) => sheet.ready(values[row])?,
        (None, Values::Date(values)) => sheet.ready(Day::from_number(values[row]))?,
        (None, Values::Category(values)) => {
            let Kind::Category(names) = of.indicator.kind else { return Err(misfit(of)) };
            sheet.text(names.get(usize::from(values[row])).ok_or_else(|| misfit(of))?)?;
        }
    }
    if !of.missing.is_empty() {
        sheet.ready(reason.map_or("ok", Undefined::id))?;
    }
    if of.bounded {
        for side in 0..2 {
            match column.bounds.as_ref().map(|bounds| bounds[side][row]).filter(|bound| !bound.is_nan()) {
                Some(bound) => sheet.real(bound)?,
                None => sheet.empty()?,
            }
        }
    }
    Ok(())
}

/// An application's indicator that gives a category it does not declare.
fn misfit(of: &ValueColumns) -> io::Error {
    io::Error::other(format!("indicator `{}` gives a category it does not declare", of.indicator.id()))
}
