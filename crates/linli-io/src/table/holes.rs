//! `proposed/holes.csv`: long silences of chats, written by `linli check` and answered in place.

use linli::Location;
use linli::diagnostic::{self, Diagnostics};
use linli::time::Day;

use super::{Others, Table, TableFormat, optional, required, word};
use crate::run_folder::sheet::unguarded;
use crate::value;

pub(crate) static FORMAT: TableFormat = TableFormat {
    id: "holes",
    title_zh: "空白",
    meaning: "stretches of a chat without a message, written by `linli check`; answer 没人说话 or 缺 in place",
    columns: &[
        optional(
            "answer",
            &["答案", "答案answer"],
            "没人说话 or silent: nobody said anything; 缺 or missing: a piece of the export is missing, and nothing covers those days",
        ),
        optional("group", &["群", "群group"], "the chat"),
        optional("before", &["之前", "之前before"], "the last day with a message before"),
        optional("after", &["之后", "之后after"], "the first day with a message after"),
        optional("days", &["天数", "天数days"], "days without a message, holidays of the calendar left out"),
        optional("longest_before", &["以前最长", "以前最长longest_before"], "the longest such stretch until then"),
        optional("note", &["备注", "备注note"], "anything you want to note; it is kept"),
        required("id", &["编号", "编号id"], "both days and the chat; not to be changed"),
    ],
    others: Others::Ignored,
};

/// What a person says of a stretch without a message.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Silence {
    /// Nobody said anything.
    Silent,
    /// A piece of the export is missing.
    Missing,
}

/// One line that a person began to fill in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct HoleRow {
    /// The days around it, and the chat.
    pub(crate) id: (Day, Day, String),
    pub(crate) answer: Option<Silence>,
    /// The cells in the order of the columns.
    pub(crate) cells: Vec<String>,
    pub(crate) location: Location,
}

/// Reads the lines that a person began to fill in.
pub(crate) fn read(table: &Table, odd: &mut Diagnostics) -> Vec<HoleRow> {
    let mut rows = Vec::new();
    for row in table.rows(odd) {
        if row.text("answer").is_none() && row.text("note").is_none() {
            continue;
        }
        let Some(id) = row.required("id", odd) else { continue };
        let days = value::leading_day(&unguarded(id)).and_then(|(before, rest)| {
            let (after, group) = value::leading_day(value::trim(rest))?;
            Some((before, after, value::trim(group).to_owned()))
        });
        let Some(id) = days.filter(|(before, after, _)| before < after) else {
            odd.push(&diagnostic::BAD_ROW, row.location(), "`id` is no stretch of a chat; it is not to be changed");
            continue;
        };
        let answer = row.answer("answer", "没人说话 / 缺", odd, |text| {
            word(
                text,
                &[
                    (Silence::Silent, &["没人说话", "没说话", "安静", "没人", "静", "silent", "quiet"]),
                    (Silence::Missing, &["缺", "缺了", "少", "少了", "缺资料", "没导出", "missing"]),
                ],
            )
        });
        let cell = |column: &super::Column| unguarded(row.text(column.id).unwrap_or_default()).into_owned();
        rows.push(HoleRow { id, answer, cells: FORMAT.columns.iter().map(cell).collect(), location: row.location() });
    }
    rows
}
