//! `expenses.csv`: money spent.

use linli::diagnostic;
use linli::records::{ActivityId, Expense, OrganizationId};
use linli::time::Day;

use super::attendance::{Index, index};
use super::grants::{SUM, sum};
use super::{Others, Table, TableFormat, TableRow, log, optional, required, word};
use crate::draft::Draft;
use crate::value;

pub(super) static FORMAT: TableFormat = TableFormat {
    id: "expenses",
    title_zh: "支出",
    meaning: "money spent; two equal payments of one day are written as one sum",
    columns: &[
        required("organization", &["组织", "自组织"], "who spent it"),
        required("date", &["日期", "支出日期"], "when"),
        required("amount", &["金额", "支出金额"], "how much: 86, 86.50 or 1.2万"),
        optional("receipt", &["票据", "发票"], "yes 是 or no 否: whether there is a receipt"),
        optional("activity", &["活动", "活动名称"], "for which activity: its id, its day and title, or its title"),
    ],
    others: Others::Ignored,
};

/// Takes the expenses into the study. Every activity must be known by then.
pub(crate) fn read(table: &Table, draft: &mut Draft) {
    let index = index(draft);
    let mut kept = log::Kept::default();
    for row in table.rows(&mut draft.odd) {
        let odd = &mut draft.odd;
        let Some(name) = row.required("organization", odd) else { continue };
        let Some(day) = row.required("date", odd).and_then(|_| row.moment("date", odd)).map(|moment| moment.day) else {
            continue;
        };
        // A payment without its sum says nothing.
        let Some(amount) = row.required("amount", odd).and_then(|_| row.value("amount", SUM, odd, sum)) else {
            continue;
        };
        let receipt = row.value("receipt", "yes or no", odd, receipt);
        let organization = draft.organization(name, &row.location());
        let activity = activity(&row, &index, (organization, day), draft);
        kept.add(organization);
        draft.builder.expense(Expense { organization, day, activity, amount, receipt });
    }
    kept.source(table, FORMAT.id, draft);
}

/// The activity an expense was for: one of the organization's own, of several the one of that day. Of an activity that
/// cannot be told the expense stands alone.
fn activity(
    row: &TableRow<'_>,
    index: &Index,
    (organization, day): (OrganizationId, Day),
    draft: &mut Draft,
) -> Option<ActivityId> {
    let wanted = row.text("activity")?;
    let about = |at: ActivityId| draft.builder.activity_ref(at);
    let all = index.get(wanted).into_iter().flatten().copied();
    let own: Vec<ActivityId> = all.filter(|&at| about(at).organization == organization).collect();
    let whole = own.iter().copied().find(|&at| about(at).id == wanted);
    let of_the_day: Vec<ActivityId> = own.iter().copied().filter(|&at| about(at).day == day).collect();
    match (whole, &own[..], &of_the_day[..]) {
        (Some(only), ..) | (None, &[only], _) | (None, _, &[only]) => return Some(only),
        _ => {}
    }
    draft.odd.push(
        &diagnostic::UNKNOWN_NAME,
        row.location(),
        (
            format!("there is not one activity `{wanted}` of that organization; the expense stands without it"),
            format!("这个队没有或不止一次叫“{wanted}”的活动，这笔支出不算在哪次活动上"),
        ),
    );
    None
}

fn receipt(text: &str) -> Option<bool> {
    let named = word(
        text,
        &[
            (true, &["发票", "收据", "小票", "票据", "电子发票", "有票", "有发票", "receipt", "invoice"][..]),
            (false, &["白条", "没票", "无票", "没有票", "没发票", "无发票", "none"]),
        ],
    );
    named.or_else(|| value::yes(text))
}
