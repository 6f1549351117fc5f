//! `proposed/activities.csv`: what chats tell of that nobody wrote down, written by `linli check` and answered in place.

use linli::diagnostic::{self, Diagnostics};
use linli::time::Day;

use super::{Others, Table, TableFormat, optional, required};
use crate::discover::is_made;
use crate::run_folder::sheet::unguarded;
use crate::value::{self, Moment};

pub(crate) static FORMAT: TableFormat = TableFormat {
    id: "proposed",
    title_zh: "待确认活动",
    meaning: "activities that chats tell of and nobody wrote down, written by `linli check`; answer 是, 否, 改 or 同 in place",
    columns: &[
        optional(
            "answer",
            &["答案", "答案answer"],
            "是 or yes: it was held; 否 or no: it was not, and is not proposed again; 改 or change: held, with the day and title as corrected in this line; 同 or same: it is the activity that stands under 同日, of several there the one of this title",
        ),
        optional("organization", &["组织", "组织organization"], "whose activity it would be"),
        optional("group", &["群", "群group"], "the chat that tells of it"),
        optional("day", &["日期", "日期day"], "the day; corrected here with the answer 改"),
        optional("start", &["开始", "开始start"], "the hour, where an announcement gave one"),
        optional(
            "title",
            &["名称", "名称title"],
            "what it was, in your words; until then its day, its hour and what tells of it",
        ),
        optional("confidence", &["把握", "把握confidence"], "how much speaks for it, an order and no probability"),
        optional(
            "evidence",
            &["依据", "依据evidence"],
            "which messages tell of it: what they show, when, and in which role",
        ),
        optional("same_day", &["同日", "同日same_day"], "what other organizations wrote down for that day"),
        optional("note", &["备注", "备注note"], "anything you want to note; it is kept"),
        required("id", &["编号", "编号id"], "day and chat as proposed; not to be changed"),
    ],
    others: Others::Ignored,
};

/// What a person says of a proposal.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Verdict {
    Held,
    NotHeld,
    /// Held, as corrected in the line.
    Changed,
    /// It is what another organization wrote down for that day.
    Elsewhere,
}

/// One line that a person began to fill in.
#[derive(Clone, PartialEq, Eq)]
pub(crate) struct ProposedRow {
    /// Day and chat as proposed.
    pub(crate) id: (Day, String),
    pub(crate) verdict: Option<Verdict>,
    pub(crate) moment: Moment,
    pub(crate) title: String,
    /// The cells in the order of the columns.
    pub(crate) cells: Vec<String>,
    pub(crate) location: linli::Location,
}

/// Reads the lines that a person began to fill in.
pub(crate) fn read(table: &Table, odd: &mut Diagnostics) -> Vec<ProposedRow> {
    let mut rows = Vec::new();
    for row in table.rows(odd) {
        let title = row.text("title").unwrap_or_default();
        // A title that nobody typed is no beginning of an answer.
        let typed = !title.is_empty() && !is_made(&unguarded(title));
        if !typed && ["answer", "note"].iter().all(|column| row.text(column).is_none()) {
            continue;
        }
        let Some(id) = row.required("id", odd).map(unguarded) else { continue };
        let Some((proposed, group)) = value::leading_day(&id) else {
            odd.push(&diagnostic::BAD_ROW, row.location(), "`id` is no day and chat; it is not to be changed");
            continue;
        };
        let verdict = row.answer("answer", "是 / 否 / 改 / 同", odd, verdict);
        // Only a correction is looked at: a spreadsheet may have shown the day in its own way.
        let corrected = verdict == Some(Verdict::Changed);
        let given = if corrected { row.moment("day", odd) } else { None };
        let hour = row.text("start").and_then(value::time);
        let day = given.map_or(proposed, |moment| moment.day);
        let cell = |column: &super::Column| unguarded(row.text(column.id).unwrap_or_default()).into_owned();
        rows.push(ProposedRow {
            id: (proposed, value::trim(group).to_owned()),
            verdict,
            moment: Moment { day, second: given.and_then(|moment| moment.second).or(hour) },
            title: unguarded(row.text("title").unwrap_or_default()).into_owned(),
            cells: FORMAT.columns.iter().map(cell).collect(),
            location: row.location(),
        });
    }
    rows
}

fn verdict(text: &str) -> Option<Verdict> {
    match value::yes(text) {
        Some(true) => Some(Verdict::Held),
        Some(false) => Some(Verdict::NotHeld),
        None => super::word(
            text,
            &[
                (Verdict::Changed, &["改", "改为", "change", "changed", "c"]),
                (Verdict::Elsewhere, &["同", "同一次", "同日", "就是那次", "same", "s"]),
            ],
        ),
    }
}

crate::redacted!(ProposedRow);
