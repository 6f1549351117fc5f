//! `activities.csv`: what took place.

use linli::records::{
    Activity, ActivityOrigin, DaySpan, Fields, Initiator, OrganizationId, Serves, Source, SourceKind,
};
use linli::time::Day;
use linli::{diagnostic, records};

use super::{Others, Table, TableFormat, TableRow, optional, required, word};
use crate::draft::Draft;
use crate::value;

pub(super) static FORMAT: TableFormat = TableFormat {
    id: "activities",
    title_zh: "活动",
    meaning: "what took place",
    columns: &[
        required("organization", &["组织", "自组织", "主办"], "whose activity it is"),
        required("title", &["名称", "活动名称", "活动标题", "活动", "标题"], "its title"),
        required(
            "start",
            &["开始", "开始时间", "日期", "活动日期", "时间", "date"],
            "the day, with the time where it is known",
        ),
        optional(
            "id",
            &["编号", "activity", "activity_id"],
            "an id that attendance.csv uses; day and title where it is empty",
        ),
        optional("kind", &["类型", "类别", "活动类型"], "what kind, in any words"),
        optional("end", &["结束", "结束时间"], "when it ended"),
        optional("venue", &["地点", "场地"], "where"),
        optional("headcount", &["人数", "到场人数"], "how many came"),
        optional("incentive", &["礼品", "发东西"], "yes 是 or no 否: whether something was given out"),
        optional("guests", &["来宾", "领导"], "yes 是 or no 否: whether leaders, press or other guests came"),
        optional(
            "initiated_by",
            &["发起", "谁发起"],
            "residents 居民, organization 自组织, staff 社工 or government 街道",
        ),
        optional("serves", &["服务对象", "受益对象"], "members 自己人 or others 别人"),
        optional("partners", &["合作", "合作方"], "who helped to hold it"),
        optional("origin", &["来历"], "recorded 记录, confirmed 确认 or proposed 待确认"),
    ],
    others: Others::Ignored,
};

/// Takes the activities into the study.
pub(crate) fn read(table: &Table, draft: &mut Draft) {
    let mut covers: Option<DaySpan> = None;
    let mut organizations: Vec<OrganizationId> = Vec::new();
    let mut rows = 0;
    for row in table.rows(&mut draft.odd) {
        let Some(activity) = activity(&row, draft) else { continue };
        let span = DaySpan { start: activity.day, end: activity.day.plus(1) };
        covers = Some(covers.map_or(span, |c| DaySpan { start: c.start.min(span.start), end: c.end.max(span.end) }));
        organizations.push(activity.organization);
        rows += 1;
        draft.builder.activity(activity);
    }
    // A table of headers alone is a form to fill in, not a source.
    if rows == 0 {
        return;
    }
    organizations.sort();
    organizations.dedup();
    let fields = if table.has("headcount") { &[records::Field::Headcount][..] } else { &[] };
    draft.builder.source(Source {
        label: table.file.clone(),
        kind: SourceKind::Table,
        format: FORMAT.id,
        groups: Vec::new(),
        organizations,
        covers: covers.into_iter().collect(),
        exported_on: None,
        fields: Fields::of(fields),
        rows,
    });
}

fn activity(row: &TableRow<'_>, draft: &mut Draft) -> Option<Activity> {
    let organization = row.required("organization", &mut draft.odd)?;
    let title = row.required("title", &mut draft.odd)?;
    row.required("start", &mut draft.odd)?;
    let moment = row.moment("start", &mut draft.odd)?;
    let start = super::header::instant(moment, draft.zone, &row.location(), &mut draft.odd);
    let end = row.text("end").and_then(|text| value::time(text).map(|_| moment.day).or_else(|| value::day(text)));
    if end.is_some_and(|end| end < moment.day) {
        draft.odd.push(&diagnostic::SPELL_ORDER, row.location(), "the activity ends before it starts");
        return None;
    }
    let organization = draft.organization(organization, &row.location());
    let odd = &mut draft.odd;
    Some(Activity {
        id: row.text("id").map_or_else(|| activity_id(moment.day, title), str::to_owned),
        organization,
        title: title.to_owned(),
        kind: row.text("kind").map(str::to_owned),
        day: moment.day,
        start,
        venue: row.text("venue").map(str::to_owned),
        headcount: row.value("headcount", "a whole number", odd, |t| value::whole(t).or_else(|| value::people(t))),
        incentive: row.value("incentive", "yes or no", odd, value::yes),
        guests: row.value("guests", "yes or no", odd, value::yes),
        initiated_by: row.value("initiated_by", "residents, organization, staff or government", odd, |text| {
            word(
                text,
                &[
                    (Initiator::Residents, &["residents", "居民", "居民自己"]),
                    (Initiator::Organization, &["organization", "自组织", "组织", "队里"]),
                    (Initiator::Staff, &["staff", "社工", "辅导者", "老师", "社造"]),
                    (Initiator::Government, &["government", "街道", "居委会", "社区居委会", "政府"]),
                ],
            )
        }),
        serves: row.value("serves", "members or others", odd, |text| {
            word(
                text,
                &[
                    (Serves::Members, &["members", "自己人", "成员", "队员"]),
                    (Serves::Others, &["others", "别人", "他人", "居民", "老人", "邻居"]),
                ],
            )
        }),
        origin: row
            .value("origin", "recorded, confirmed or proposed", odd, |text| {
                word(
                    text,
                    &[
                        (ActivityOrigin::Recorded, &["recorded", "记录"]),
                        (ActivityOrigin::Confirmed, &["confirmed", "确认", "是"]),
                        (ActivityOrigin::Proposed, &["proposed", "待确认"]),
                    ],
                )
            })
            .unwrap_or(ActivityOrigin::Recorded),
        has_list: false,
        partners: row.text("partners").map(str::to_owned),
    })
}

/// The id of an activity that has none of its own; the same whether it comes from the table or from a sheet.
pub(crate) fn activity_id(day: Day, title: &str) -> String {
    if title.is_empty() { day.to_string() } else { format!("{day} {title}") }
}
