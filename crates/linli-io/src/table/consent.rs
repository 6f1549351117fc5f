//! `consent.csv`: who agreed to what.

use linli::records::Consent;
use linli::{Error, diagnostic};

use super::{Others, Table, TableFormat, optional, required, word};
use crate::draft::Draft;

pub(super) static FORMAT: TableFormat = TableFormat {
    id: "consent",
    title_zh: "同意",
    meaning: "who agreed to what; read last, so that every name is known",
    columns: &[
        required("person", &["姓名", "名字", "name"], "who"),
        optional("organization", &["组织", "自组织"], "tells two people of one name apart"),
        optional("source", &["来源"], "which source it speaks of; all where it is empty"),
        optional("from", &["开始", "同意日期", "日期"], "first day"),
        optional("until", &["结束", "撤回日期"], "last day, itself included"),
        required("purpose", &["用途", "目的"], "coaching 辅导, evaluation 评估 or research 研究"),
    ],
    others: Others::Ignored,
};

/// Takes the consents into the study. A name nobody bears is reported on its own: consent must not be lost.
pub(crate) fn read(table: &Table, draft: &mut Draft) -> Result<(), Error> {
    for row in table.rows(&mut draft.odd) {
        let Some(name) = row.required("person", &mut draft.odd) else { continue };
        let Some(purpose) = row.required("purpose", &mut draft.odd) else { continue };
        let known = word(
            purpose,
            &[
                ("coaching", &["coaching", "辅导"]),
                ("evaluation", &["evaluation", "评估"]),
                ("research", &["research", "研究"]),
            ],
        );
        let Some(purpose) = known else {
            draft.odd.push(
                &diagnostic::BAD_ROW,
                row.location(),
                format!("`purpose` is `{purpose}`; expected coaching, evaluation or research"),
            );
            continue;
        };
        let (from, until) = (row.moment("from", &mut draft.odd), row.moment("until", &mut draft.odd));
        // An unreadable end would leave a consent open that somebody closed.
        if row.text("until").is_some() && until.is_none() {
            continue;
        }
        let Some(person) = draft.known_person(name, row.text("organization"), &row.location())? else {
            draft.odd.push(&diagnostic::CONSENT_PERSON, row.location(), "the person is in no other source");
            continue;
        };
        draft.builder.consent(Consent {
            person,
            source: row.text("source").map(str::to_owned),
            from: from.map(|moment| moment.day),
            until: until.map(|moment| moment.day.plus(1)),
            purpose: purpose.to_owned(),
        });
    }
    Ok(())
}
