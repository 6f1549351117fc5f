//! `actions.csv`: what was done about findings. `linli done` adds a line; a person may add and change lines too.

use linli::brief::{Action, ActionState};
use linli::diagnostic::Diagnostics;

use super::{Others, Table, TableFormat, later, optional, required, word};
use crate::run_folder::sheet::unguarded;
use crate::value;

pub(crate) static FORMAT: TableFormat = TableFormat {
    id: "actions",
    title_zh: "跟进",
    meaning: "what was done about a finding; `linli done` adds a line",
    columns: &[
        required("finding", &["发现", "编号"], "which finding: its id, F and seven characters"),
        required("at", &["时间", "日期"], "when"),
        optional("by", &["谁", "跟进人"], "by whom"),
        optional("action", &["做法", "跟进"], "what was done"),
        optional(
            "result",
            &["结果"],
            "under_way 在做, explained 有原因 (silent until it changes) or put_off 先放一放 (silent until a day, or until it changes); empty is under_way",
        ),
        optional("until", &["到哪天"], "up to which day it is put off"),
        optional("value", &["当时的数"], "the finding's value when this was written; linli writes it"),
    ],
    others: Others::Ignored,
};

/// When names were shown as they are: a log linli writes and nothing reads.
pub(crate) static OPENED: TableFormat = TableFormat {
    id: "opened",
    title_zh: "看名记录",
    meaning: "when names were shown as they are, and why; `linli brief --named` adds a line, nothing reads it",
    columns: &[
        later("at", &["日期"], "the day of the brief"),
        later("names", &["几个名字"], "how many names"),
        later("why", &["为什么"], "why"),
    ],
    others: Others::Ignored,
};

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Result {
    UnderWay,
    Explained,
    PutOff,
}

/// What was done, in the order of the lines.
pub(crate) fn read(table: &Table, odd: &mut Diagnostics) -> Vec<Action> {
    let mut actions = Vec::new();
    for row in table.rows(odd) {
        let (Some(finding), Some(_)) = (row.required("finding", odd), row.required("at", odd)) else { continue };
        let Some(on) = row.moment("at", odd).map(|moment| moment.day) else { continue };
        let result = row.value("result", "under_way 在做, explained 有原因 or put_off 先放一放", odd, result);
        let until = row.value("until", "a date like 2017-03-06", odd, value::day);
        let state = match (result, until) {
            (Some(Result::PutOff), Some(until)) => ActionState::PutOff(until),
            // Put off to no day is put off until it changes.
            (Some(Result::Explained | Result::PutOff), _) => ActionState::Explained,
            _ => ActionState::UnderWay,
        };
        let text = |column| unguarded(row.text(column).unwrap_or_default()).into_owned();
        let value =
            row.value("value", "a number", odd, |text| text.parse().ok().filter(|value: &f64| value.is_finite()));
        actions.push(Action {
            finding: unguarded(finding).into_owned(),
            on,
            by: text("by"),
            what: text("action"),
            state,
            value,
        });
    }
    actions
}

fn result(text: &str) -> Option<Result> {
    word(
        text,
        &[
            (Result::UnderWay, &["under_way", "在做", "做了", "done"][..]),
            (Result::Explained, &["explained", "有原因", "不用管"]),
            (Result::PutOff, &["put_off", "snoozed", "先放一放", "放一放"]),
        ],
    )
}

/// The cells of a line, by column.
pub(crate) fn cell_of(action: &Action, column: &str) -> String {
    let (result, until) = match action.state {
        ActionState::UnderWay => ("under_way", None),
        ActionState::Explained => ("explained", None),
        ActionState::PutOff(until) => ("put_off", Some(until)),
    };
    match column {
        "finding" => action.finding.clone(),
        "at" => action.on.to_string(),
        "by" => action.by.clone(),
        "action" => action.what.clone(),
        "result" => result.to_owned(),
        "until" => until.map(|day| day.to_string()).unwrap_or_default(),
        "value" => action.value.map(|value| value.to_string()).unwrap_or_default(),
        _ => String::new(),
    }
}
