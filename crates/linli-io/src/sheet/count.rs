//! Sheets that count people and name none.

use crate::grid::Grid;
use crate::table::header_key;
use crate::value;

const COUNTS: &[&str] = &[
    "到场人数",
    "人数",
    "参加人数",
    "参与人数",
    "总人数",
    "实到人数",
    "实到",
    "出席人数",
    "签到人数",
    "到会人数",
    "headcount",
    "受益人数",
];

/// The number of people a sheet gives: beside, or below, a word that means it.
pub(super) fn headcount(grid: &Grid) -> Option<u32> {
    let number = |text: &str| value::whole(text).or_else(|| value::people(text));
    for (at, row) in grid.rows().enumerate() {
        for (column, cell) in row.cells() {
            let (label, inside) = cell.split_once([':', '：']).unwrap_or((cell, ""));
            if !COUNTS.contains(&header_key(label).as_str()) {
                continue;
            }
            let below = || grid.rows().nth(at + 1).and_then(|next| number(next.cell(column)));
            let found = number(inside).or_else(|| number(row.cell(column + 1))).or_else(below);
            if found.is_some() {
                return found;
            }
        }
    }
    None
}
