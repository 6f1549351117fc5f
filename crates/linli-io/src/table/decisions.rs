//! What a person said about two names: answers in `aliases.todo.csv`, and the log `aliases.log.csv`.
//!
//! The first is written by `linli check` and answered in place; the second grows by `linli merge` and `linli unmerge`.

use linli::Location;
use linli::diagnostic::{self, Diagnostics};

use super::{Others, Table, TableFormat, optional, required};
use crate::identity::decision::{Decision, Pair, Verdict};
use crate::value;

pub(super) static TODO: TableFormat = TableFormat {
    id: "aliases.todo",
    title_zh: "别名待办",
    meaning: "who could be whom, written by `linli check`; answer 是 or 否 in place, what settles most stands first",
    columns: &[
        optional(
            "answer",
            &["答案", "答案answer", "是不是一个人"],
            "是 or yes: one person; 否 or no: two; where only one name is given, the name of who it is; empty: not said yet",
        ),
        optional("name", &["名字", "名字name"], "a name"),
        optional("where", &["在哪里", "在哪里where"], "where it was seen"),
        optional("other", &["另一个名字", "另一个名字other"], "another name"),
        optional("other_where", &["另一个在哪里", "另一个在哪里other_where"], "where that was seen"),
        optional("evidence", &["依据", "依据evidence"], "why the two could be one person"),
        optional("settles", &["可对上", "可对上settles"], "messages and attendances that a yes would join"),
        optional("share", &["占未对上", "占未对上share"], "their part of all that is not joined yet"),
        optional("cumulative", &["累计", "累计cumulative"], "the same for all questions up to this one"),
        optional("note", &["备注", "备注note"], "anything a person wants to note; it is kept"),
        required("id", &["编号", "编号id"], "the first person's id within this study; not to be changed"),
        optional("other_id", &["另一个编号", "另一个编号other_id"], "the other person's id; not to be changed"),
    ],
    others: Others::Ignored,
};

pub(crate) static LOG: TableFormat = TableFormat {
    id: "aliases.log",
    title_zh: "别名记录",
    meaning: "what was decided with `linli merge` and `linli unmerge`, in order; of two lines about the same two ids the later holds",
    columns: &[
        optional("day", &["日期"], "the day of the decision"),
        required("decision", &["决定"], "merge 合并: one person; unmerge 拆开: what was said before holds no more"),
        required("id", &["编号"], "one person's id within this study"),
        required("other_id", &["另一个编号"], "the other's"),
    ],
    others: Others::Ignored,
};

/// One line of the to-do list that a person began to fill in.
#[derive(Clone, PartialEq, Eq)]
pub(crate) struct TodoRow {
    /// The cells in the order of the columns.
    pub(crate) cells: Vec<String>,
    pub(crate) pair: Option<Pair>,
    /// What is answered, where it can be read.
    pub(crate) is_answered: bool,
}

/// The to-do list as a person left it.
#[derive(Default)]
pub(crate) struct Todo {
    /// Lines with an answer or a note.
    pub(crate) rows: Vec<TodoRow>,
    pub(crate) decisions: Vec<Decision>,
    /// Who somebody is, by a name typed in answer to a line with one name.
    pub(crate) named: Vec<Named>,
}

/// Somebody, and the name a person gives them.
pub(crate) struct Named {
    pub(crate) id: String,
    pub(crate) name: String,
    /// The organization, or the group that belongs to none, in which the name is meant.
    pub(crate) scope: String,
    pub(crate) location: Location,
}

/// Reads the lines that a person began to fill in.
pub(crate) fn read_todo(table: &Table, odd: &mut Diagnostics) -> Todo {
    let mut todo = Todo::default();
    for row in table.rows(odd) {
        let (answer, note) = (row.text("answer"), row.text("note"));
        if answer.is_none() && note.is_none() {
            continue;
        }
        let cell = |column: &super::Column| bare(row.text(column.id).unwrap_or_default()).into_owned();
        let cells: Vec<String> = TODO.columns.iter().map(cell).collect();
        if let (Some(id), None) = (row.text("id"), row.text("other_id")) {
            if let Some(name) = answer.filter(|answer| value::yes(answer).is_none()) {
                let place = row.text("where").unwrap_or_default();
                let scope = place.split_once(" · ").map_or(place, |(scope, _)| scope);
                let (id, name, scope) = (bare(id).into_owned(), bare(name).into_owned(), bare(scope).into_owned());
                todo.named.push(Named { id, name, scope, location: row.location() });
            } else if answer.is_some_and(|answer| value::yes(answer) == Some(true)) {
                odd.push(
                    &diagnostic::BAD_ROW,
                    row.location(),
                    ("`answer` is 是; write the name of who it is", "写的是“是”，这里要写是谁的名字"),
                );
            }
            todo.rows.push(TodoRow { cells, pair: None, is_answered: answer.is_some() });
            continue;
        }
        let pair = row.text("id").zip(row.text("other_id")).and_then(|(one, other)| Pair::of(&bare(one), &bare(other)));
        let said = row.answer("answer", "是 / 否", odd, value::yes);
        if let (Some(said), Some(pair)) = (said, &pair) {
            let verdict = if said { Verdict::Same } else { Verdict::Different };
            todo.decisions.push(Decision { pair: pair.clone(), verdict, location: row.location() });
        } else if pair.is_none() {
            odd.push(&diagnostic::BAD_ROW, row.location(), "`id` and `other_id` do not name two people");
        }
        todo.rows.push(TodoRow { cells, pair, is_answered: answer.is_some() });
    }
    todo
}

/// Reads the log.
pub(crate) fn read_log(table: &Table, odd: &mut Diagnostics) -> Vec<Decision> {
    let mut decisions = Vec::new();
    for row in table.rows(odd) {
        let (Some(_), Some(one), Some(other)) =
            (row.required("decision", odd), row.required("id", odd), row.required("other_id", odd))
        else {
            continue;
        };
        let Some(verdict) = row.value("decision", "merge or unmerge", odd, verdict) else { continue };
        let Some(pair) = Pair::of(&bare(one), &bare(other)) else {
            odd.push(&diagnostic::BAD_ROW, row.location(), "`id` and `other_id` do not name two people");
            continue;
        };
        decisions.push(Decision { pair, verdict, location: row.location() });
    }
    decisions
}

fn verdict(text: &str) -> Option<Verdict> {
    super::word(text, &[(Verdict::Same, &["merge", "合并"]), (Verdict::Withdrawn, &["unmerge", "拆开", "撤销"])])
}

/// A cell without the sign that keeps a spreadsheet from running it.
fn bare(cell: &str) -> std::borrow::Cow<'_, str> {
    crate::run_folder::sheet::unguarded(cell)
}

crate::redacted!(TodoRow, Todo, Named);
