//! `audit.csv`: a random check. `linli audit-sample` writes it; a visitor, or whoever telephones, answers in place.

use linli::records::{ActivityId, Audit, Records};
use linli::time::Day;
use linli::{Error, diagnostic};

use super::attendance::{activity, index};
use super::{Others, Table, TableFormat, log, optional, required, word};
use crate::draft::Draft;
use crate::value;

pub(crate) static FORMAT: TableFormat = TableFormat {
    id: "audit",
    title_zh: "抽查",
    meaning: "a random check, drawn by `linli audit-sample`: answer 有 or 没有 in place and put it into the study folder",
    columns: &[
        optional(
            "found",
            &["找到", "和记录一样", "结果"],
            "yes 有 or no 没有: whether it was held as it is recorded; empty: nobody has asked yet",
        ),
        optional("by", &["谁去的", "谁问的"], "who went or telephoned; it stays in this file"),
        optional("at", &["哪天去的", "时间"], "on which day"),
        required("activity", &["活动", "活动名称"], "the activity: its id; not to be changed"),
        optional("organization", &["组织", "自组织"], "whose"),
        optional("date", &["日期", "活动日期"], "its day"),
        optional("title", &["标题", "活动标题"], "what it is called"),
        optional("venue", &["场地", "地点"], "where it is recorded to have been"),
    ],
    others: Others::Ignored,
};

/// Takes the check into the study. Every activity must be known by then.
pub(crate) fn read(table: &Table, draft: &mut Draft) -> Result<(), Error> {
    let index = index(draft);
    let mut kept = log::Kept::default();
    for row in table.rows(&mut draft.odd) {
        let Some(activity) = activity(&row, &index, draft)? else { continue };
        let found = row.value("found", "yes 有 or no 没有", &mut draft.odd, found);
        // An answer that cannot be read is no "not asked yet".
        if row.text("found").is_some() && found.is_none() {
            continue;
        }
        let day = row.value("at", "a date like 2017-03-06", &mut draft.odd, value::day);
        if let Some(day) = day.filter(|&day| day < draft.builder.activity_ref(activity).day) {
            let detail =
                (format!("asked on {day}, before the activity was held"), format!("{day}去问的，那时活动还没办"));
            draft.odd.push(&diagnostic::BAD_ROW, row.location(), detail);
            continue;
        }
        kept.add(draft.builder.activity_ref(activity).organization);
        draft.builder.audit(Audit { activity, day, found });
    }
    kept.source(table, FORMAT.id, draft);
    Ok(())
}

fn found(text: &str) -> Option<bool> {
    let said = word(
        text,
        &[
            (true, &["found", "找到", "办了", "属实", "一样", "√"]),
            (false, &["没办", "不属实", "不一样", "没找到", "×"]),
        ],
    );
    said.or_else(|| value::yes(text))
}

/// The cell of a drawn activity in a column; empty where it is to be answered.
pub(crate) fn cell_of(records: &Records, at: ActivityId, column: &str) -> String {
    let drawn = &records.activities()[at.index()];
    match column {
        "activity" => drawn.id.clone(),
        "organization" => records.organizations()[drawn.organization.index()].id.clone(),
        "date" => Day::to_string(&drawn.day),
        "title" => drawn.title.clone(),
        "venue" => drawn.venue.clone().unwrap_or_default(),
        _ => String::new(),
    }
}
