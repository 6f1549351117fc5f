//! `calendar.csv`: days that mean something for everybody.

use linli::diagnostic;
use linli::records::CalendarEntry;

use super::{Others, Table, TableFormat, optional, required, word};
use crate::draft::Draft;

pub(super) static FORMAT: TableFormat = TableFormat {
    id: "calendar",
    title_zh: "日历",
    meaning: "holidays, inspections, deadlines: days that mean something for everybody",
    columns: &[
        required("start", &["开始", "开始日期", "日期", "date"], "first day"),
        optional("end", &["结束", "结束日期"], "last day, itself included; the first day where it is empty"),
        required("kind", &["类型", "类别"], "holiday 节假日, inspection 检查, deadline 截止, or any other word"),
    ],
    others: Others::Ignored,
};

/// Takes the calendar into the study.
pub(crate) fn read(table: &Table, draft: &mut Draft) {
    for row in table.rows(&mut draft.odd) {
        let odd = &mut draft.odd;
        let Some(start) = row.moment("start", odd).map(|moment| moment.day) else {
            if row.text("start").is_none() {
                odd.push(&diagnostic::BAD_ROW, row.location(), "`start` is empty");
            }
            continue;
        };
        let Some(kind) = row.required("kind", odd) else { continue };
        let last = row.moment("end", odd).map_or(start, |moment| moment.day);
        if row.text("end").is_some() && last < start {
            odd.push(&diagnostic::SPELL_ORDER, row.location(), format!("{start} … {last}"));
            continue;
        }
        let known = word(
            kind,
            &[
                ("holiday", &["holiday", "节假日", "假期", "节日", "放假"]),
                ("inspection", &["inspection", "检查", "验收", "参观", "评估"]),
                ("deadline", &["deadline", "截止", "截止日期"]),
            ],
        );
        draft.builder.calendar(CalendarEntry { start, end: last.plus(1), kind: known.unwrap_or(kind).to_owned() });
    }
}
