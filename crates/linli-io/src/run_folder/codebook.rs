//! `codebook.csv`: one row a column of every table, from the cards.

use std::io::{self, Write};

use linli::definition::{Card, Unit, reference};
use linli::plan::Tier;

use super::findings;
use super::layout::{CODEBOOK, Column, Described, Layout, TIER};
use super::sheet::{BYTE_ORDER_MARK, Sheet};

/// The columns, from left to right.
pub(super) fn columns() -> impl Iterator<Item = &'static Described> {
    CODEBOOK.iter().chain(TIER)
}

pub(super) fn write(layouts: &[Layout<'_>], tier: Tier, out: &mut dyn Write) -> io::Result<()> {
    out.write_all(BYTE_ORDER_MARK.as_bytes())?;
    let mut sheet = Sheet::new(out);
    sheet.row(columns().map(|column| column.name))?;
    for layout in layouts {
        for column in layout.columns() {
            let described = [column.title(), column.title_zh(), column.meaning(), column.meaning_zh()];
            let value = if let Column::Value(of) = column { Some(&of.indicator.card) } else { None };
            let missing = match column {
                Column::Value(of) => {
                    of.missing.iter().map(|(reason, count)| format!("{reason} ({count})")).collect::<Vec<_>>()
                }
                _ => Vec::new(),
            };
            let place = [layout.id().id(), &column.name(), column.role(), column.kind()];
            row(&mut sheet, place, &described, value, &missing.join("; "), tier)?;
        }
    }
    for column in findings::columns() {
        let described = [column.title, column.title_zh, column.meaning, column.meaning_zh].map(str::to_owned);
        let role = if column.name == TIER[0].name { "tier" } else { "value" };
        row(&mut sheet, ["findings", column.name, role, column.kind], &described, None, "", tier)?;
    }
    Ok(())
}

fn row(
    sheet: &mut Sheet<'_>,
    [table, column, role, kind]: [&str; 4],
    [title, title_zh, meaning, meaning_zh]: &[String; 4],
    card: Option<&Card>,
    missing: &str,
    tier: Tier,
) -> io::Result<()> {
    for text in [table, column, role, title, title_zh, kind] {
        sheet.text(text)?;
    }
    sheet.text(&card.map(unit).unwrap_or_default())?;
    sheet.text(&card.map(range).unwrap_or_default())?;
    sheet.text(meaning)?;
    sheet.text(meaning_zh)?;
    sheet.text(card.map_or("", |card| card.formula))?;
    sheet.text(&card.map(edge_cases).unwrap_or_default())?;
    sheet.text(card.map_or("", |card| card.caveat))?;
    sheet.text(card.map_or("", |card| card.caveat_zh))?;
    sheet.text(&card.map(references).unwrap_or_default())?;
    sheet.text(&card.map(|card| card.revision.to_string()).unwrap_or_default())?;
    sheet.text(missing)?;
    sheet.text(tier.id())?;
    sheet.end_row()
}

fn unit(card: &Card) -> String {
    match card.denominator {
        Unit::One => card.numerator.id().to_owned(),
        denominator => format!("{} / {}", card.numerator.id(), denominator.id()),
    }
}

/// As an interval, open where there is no end.
fn range(card: &Card) -> String {
    let [low, high] = card.range;
    let low = if low.is_finite() { format!("[{low}") } else { "(−∞".to_owned() };
    let high = if high.is_finite() { format!("{high}]") } else { "∞)".to_owned() };
    format!("{low}, {high}")
}

fn edge_cases(card: &Card) -> String {
    let edges = card.edges.iter().map(|edge| format!("{}: {} → {}", edge.id, edge.when, edge.then));
    edges.collect::<Vec<_>>().join("; ")
}

fn references(card: &Card) -> String {
    card.references.iter().map(|key| reference(key).unwrap_or(key)).collect::<Vec<_>>().join(" ")
}
