//! `attendance.csv`: who came.

use std::collections::BTreeMap;

use linli::records::{
    ActivityId, Attendance, AttendanceStatus, DaySpan, Field, Fields, OrganizationId, Part, Source, SourceKind,
};
use linli::{Error, diagnostic, refusal};

use super::{Others, Table, TableFormat, TableRow, activity_id, optional, required, word};
use crate::draft::Draft;
use crate::run_folder::sheet::unguarded;

pub(super) static FORMAT: TableFormat = TableFormat {
    id: "attendance",
    title_zh: "出席",
    meaning: "who came; activities are those of activities.csv and of the sheets",
    columns: &[
        required(
            "activity",
            &["活动", "活动名称", "活动标题", "event"],
            "the activity: its id, its day and title, or its title where no other has it",
        ),
        required("person", &["姓名", "名字", "name"], "who"),
        optional("organization", &["组织", "自组织"], "whose activity, where titles repeat"),
        optional("date", &["日期", "活动日期"], "its day, where titles repeat"),
        optional("part", &["参与", "分工"], "organizer 组织, helper 帮忙, recipient 参加 or guest 来宾"),
        optional("status", &["状态", "出席情况"], "present 到, absent 未到 or excused 请假; present where it is empty"),
    ],
    others: Others::Ignored,
};

/// Takes the attendance into the study.
pub(crate) fn read(table: &Table, draft: &mut Draft) -> Result<(), Error> {
    let index = index(draft);
    let mut covers: Vec<DaySpan> = Vec::new();
    let mut organizations: Vec<OrganizationId> = Vec::new();
    let mut rows = 0;
    for row in table.rows(&mut draft.odd) {
        let Some(name) = row.required("person", &mut draft.odd) else { continue };
        let Some(activity) = activity(&row, &index, draft)? else { continue };
        let about = draft.builder.activity_mut(activity);
        about.has_list = true;
        let (organization, day) = (about.organization, about.day);
        let scope = draft.builder.organization_mut(organization).id.clone();
        let Some(person) = draft.person(name, Some(&scope), None, &row.location())? else { continue };
        let odd = &mut draft.odd;
        let part = row.value("part", "organizer, helper, recipient or guest", odd, part);
        let status = row.value("status", "present, absent or excused", odd, status);
        // A status that cannot be read may say that they did not come.
        if row.text("status").is_some() && status.is_none() {
            continue;
        }
        draft.builder.attendance(Attendance {
            activity,
            person,
            part,
            status: status.unwrap_or(AttendanceStatus::Present),
        })?;
        covers.push(DaySpan { start: day, end: day.plus(1) });
        organizations.push(organization);
        rows += 1;
    }
    // A table of headers alone is a form to fill in, not a source.
    if rows == 0 {
        return Ok(());
    }
    organizations.sort();
    organizations.dedup();
    draft.builder.source(Source {
        label: table.file.clone(),
        kind: SourceKind::Table,
        format: FORMAT.id,
        groups: Vec::new(),
        organizations,
        covers: linli::records::union_of_spans(covers),
        exported_on: None,
        fields: Fields::of(&[Field::Attendance]),
        rows,
    });
    Ok(())
}

/// Activities by what a row may call them: id, day and title, or title alone.
pub(super) type Index = BTreeMap<String, Vec<ActivityId>>;

pub(super) fn index(draft: &Draft) -> Index {
    let mut index = Index::new();
    for (at, activity) in draft.builder.activities() {
        let mut names = [activity.id.clone(), activity_id(activity.day, &activity.title), activity.title.clone()];
        names.sort();
        for name in names.iter().enumerate().filter(|(i, name)| *i == 0 || names[i - 1] != **name).map(|(_, name)| name)
        {
            index.entry(name.clone()).or_default().push(at);
        }
    }
    index
}

/// The activity a row means. One that nobody knows is named; one that could be two is asked for.
pub(super) fn activity(row: &TableRow<'_>, index: &Index, draft: &mut Draft) -> Result<Option<ActivityId>, Error> {
    let Some(wanted) = row.required("activity", &mut draft.odd) else { return Ok(None) };
    let day = row.moment("date", &mut draft.odd).map(|moment| moment.day);
    let organization = row.text("organization").and_then(|name| {
        let known = |name: &str| draft.builder.known_organization(name);
        known(name).or_else(|| known(&unguarded(name)))
    });
    // A table that linli wrote keeps spreadsheets from running a name; one that people type does not.
    let candidates = index.get(wanted).or_else(|| index.get(&*unguarded(wanted))).map_or(&[][..], Vec::as_slice);
    let fits = |&&at: &&ActivityId| {
        let activity = draft.builder.activity_ref(at);
        day.is_none_or(|day| activity.day == day)
            && (row.text("organization").is_none() || organization == Some(activity.organization))
    };
    let found: Vec<ActivityId> = candidates.iter().filter(fits).copied().collect();
    if found.len() > 1 {
        let whole =
            |&&at: &&ActivityId| [wanted, &*unguarded(wanted)].contains(&draft.builder.activity_ref(at).id.as_str());
        if let [at] = found.iter().filter(whole).copied().collect::<Vec<_>>()[..] {
            return Ok(Some(at));
        }
        return Err(Error::refused(
            &refusal::ACTIVITY_OF_SEVERAL,
            format!("`{wanted}` is the name of {} activities", found.len()),
        )
        .at(row.location())
        .with_hint("add the columns `organization` and `date`, or give activities.csv an `id`"));
    }
    if found.is_empty() {
        draft.odd.push(
            &diagnostic::UNKNOWN_NAME,
            row.location(),
            (
                format!("there is no activity `{wanted}` in activities.csv or sheets/; the row was left out"),
                format!("activities.csv 和 sheets/ 里都没有“{wanted}”这次活动，这一行没有算"),
            ),
        );
    }
    Ok(found.first().copied())
}

pub(crate) fn status(text: &str) -> Option<AttendanceStatus> {
    word(
        text,
        &[
            (
                AttendanceStatus::Present,
                &[
                    "present",
                    "到",
                    "出席",
                    "正常",
                    "迟到",
                    "早退",
                    "准时",
                    "全勤",
                    "到场",
                    "已到场",
                    "已参加",
                    "补签",
                    "已到",
                    "已签",
                    "已签到",
                    "签到",
                    "来了",
                    "√",
                    "✓",
                    "✔",
                    "☑",
                    "v",
                    "1",
                    "是",
                    "有",
                    "yes",
                    "y",
                    "true",
                    "o",
                    "○",
                ],
            ),
            (
                AttendanceStatus::Absent,
                &[
                    "absent",
                    "未到",
                    "缺席",
                    "缺勤",
                    "没来",
                    "没到",
                    "未签到",
                    "未签",
                    "未来",
                    "旷",
                    "旷课",
                    "缺课",
                    "未参加",
                    "没参加",
                    "未出席",
                    "未到场",
                    "×",
                    "✗",
                    "✘",
                    "x",
                    "0",
                    "否",
                    "no",
                    "n",
                    "false",
                ],
            ),
            (AttendanceStatus::Excused, &["excused", "请假", "△", "事假", "病假", "假", "公假"]),
        ],
    )
}

pub(crate) fn part(text: &str) -> Option<Part> {
    word(
        text,
        &[
            (Part::Organizer, &["organizer", "组织", "组织者", "负责", "负责人", "主持", "主讲"]),
            (Part::Helper, &["helper", "帮忙", "志愿者", "协助", "服务"]),
            (Part::Recipient, &["recipient", "参加", "参与", "参加者", "参与者", "受益", "用餐"]),
            (Part::Guest, &["guest", "来宾", "嘉宾", "领导"]),
        ],
    )
}
