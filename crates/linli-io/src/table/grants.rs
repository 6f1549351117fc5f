//! `grants.csv`: applications, granted or refused.

use linli::diagnostic;
use linli::records::{Decision, Grant, Money};

use super::{Others, Table, TableFormat, log, optional, required, word};
use crate::draft::Draft;
use crate::value;

/// What a cell of money may hold.
pub(super) const SUM: &str = "a sum such as 3000 or 3000.50";

pub(super) static FORMAT: TableFormat = TableFormat {
    id: "grants",
    title_zh: "创投",
    meaning: "applications and decisions; refusals are kept. Sums are kept in hundredths of the currency",
    columns: &[
        optional("round", &["轮次", "批次"], "which round, in any words"),
        required("organization", &["组织", "自组织"], "who applied"),
        optional("applied_on", &["申请日期"], "when"),
        optional("decision", &["结果"], "granted 批准, refused 未批准 or pending 待定"),
        optional("amount_asked", &["申请金额"], "how much was asked: 3000, 3000.50 or 1.2万"),
        optional("amount_granted", &["批准金额"], "how much was granted"),
        optional("decided_on", &["批准日期", "决定日期"], "when it was decided"),
    ],
    others: Others::Ignored,
};

/// Takes the applications into the study.
pub(crate) fn read(table: &Table, draft: &mut Draft) {
    let mut kept = log::Kept::default();
    for row in table.rows(&mut draft.odd) {
        let odd = &mut draft.odd;
        let Some(name) = row.required("organization", odd) else { continue };
        let applied_on = row.moment("applied_on", odd).map(|moment| moment.day);
        let decided_on = row.moment("decided_on", odd).map(|moment| moment.day);
        if let (Some(applied), Some(decided)) = (applied_on, decided_on)
            && decided < applied
        {
            odd.push(&diagnostic::SPELL_ORDER, row.location(), format!("{applied} … {decided}"));
            continue;
        }
        let grant = Grant {
            applied_on,
            decided_on,
            round: row.text("round").map(str::to_owned),
            decision: row.value("decision", "granted, refused or pending", odd, decision),
            asked: row.value("amount_asked", SUM, odd, sum),
            granted: row.value("amount_granted", SUM, odd, sum),
            organization: draft.organization(name, &row.location()),
        };
        kept.add(grant.organization);
        draft.builder.grant(grant);
    }
    kept.source(table, FORMAT.id, draft);
}

/// A sum of money, whatever the width of its digits.
pub(super) fn sum(text: &str) -> Option<Money> {
    Money::parse(&value::fold(text))
}

fn decision(text: &str) -> Option<Decision> {
    word(
        text,
        &[
            (
                Decision::Granted,
                &["granted", "批准", "已批准", "通过", "已通过", "同意", "入选", "立项", "中标", "获批", "approved"],
            ),
            (
                Decision::Refused,
                &[
                    "refused",
                    "未批准",
                    "不批准",
                    "没批",
                    "未通过",
                    "不通过",
                    "没通过",
                    "拒绝",
                    "落选",
                    "未入选",
                    "rejected",
                ],
            ),
            (Decision::Pending, &["pending", "待定", "未定", "审核中", "评审中", "等待", "待批"]),
        ],
    )
}
