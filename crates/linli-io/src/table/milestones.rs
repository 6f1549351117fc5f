//! `milestones.csv`: what an organization reached, and when.

use linli::records::{Milestone, MilestoneKind};

use super::{Others, Table, TableFormat, log, required, word};
use crate::draft::Draft;

pub(super) static FORMAT: TableFormat = TableFormat {
    id: "milestones",
    title_zh: "大事",
    meaning: "what an organization reached, and when",
    columns: &[
        required("organization", &["组织", "自组织"], "who"),
        required("date", &["日期"], "when"),
        required(
            "kind",
            &["类型", "大事", "事项"],
            "rules_adopted 通过章程, handbook 写成手册, proposal_draft 写出申请书, proposal_submitted 递交申请, reimbursed 报账, \
             audit_passed 通过审计, registered_district 街道备案, registered_city 民政注册, new_organizer 新的组织者, \
             stage_seed 种子 or stage_sapling 小苗",
        ),
    ],
    others: Others::Ignored,
};

/// Takes the milestones into the study.
pub(crate) fn read(table: &Table, draft: &mut Draft) {
    let mut kept = log::Kept::default();
    for row in table.rows(&mut draft.odd) {
        let odd = &mut draft.odd;
        let Some(name) = row.required("organization", odd) else { continue };
        let Some(day) = row.required("date", odd).and_then(|_| row.moment("date", odd)).map(|moment| moment.day) else {
            continue;
        };
        let Some(kind) =
            row.required("kind", odd).and_then(|_| row.value("kind", "one of the kinds listed", odd, kind))
        else {
            continue;
        };
        let organization = draft.organization(name, &row.location());
        kept.add(organization);
        draft.builder.milestone(Milestone { organization, day, kind });
    }
    kept.source(table, FORMAT.id, draft);
}

fn kind(text: &str) -> Option<MilestoneKind> {
    use MilestoneKind as Kind;
    word(
        text,
        &[
            (Kind::RulesAdopted, &["rules_adopted", "通过章程", "章程", "定章程", "有了章程", "公约", "定公约"][..]),
            (Kind::Handbook, &["handbook", "写成手册", "手册", "写手册", "做手册", "编手册"]),
            (Kind::ProposalDraft, &["proposal_draft", "写出申请书", "申请书", "写申请书", "项目书", "写项目书"]),
            (Kind::ProposalSubmitted, &["proposal_submitted", "递交申请", "交申请书", "交申请", "申报", "提交申请"]),
            (Kind::Reimbursed, &["reimbursed", "报账", "报销", "完成报账", "自己报账"]),
            (Kind::AuditPassed, &["audit_passed", "通过审计", "审计通过", "结项"]),
            (
                Kind::RegisteredDistrict,
                &["registered_district", "街道备案", "备案", "社区备案", "街道注册", "区里备案"],
            ),
            (Kind::RegisteredCity, &["registered_city", "民政注册", "注册", "民政局注册", "社会组织注册", "正式注册"]),
            (Kind::NewOrganizer, &["new_organizer", "新的组织者", "新骨干", "新能人", "新带头人"]),
            (Kind::StageSeed, &["stage_seed", "种子", "成为种子", "种子组织"]),
            (Kind::StageSapling, &["stage_sapling", "小苗", "成为小苗", "小苗组织", "苗"]),
        ],
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_is_read_by_its_own_name() {
        for &known in MilestoneKind::ALL {
            assert_eq!(kind(known.id()), Some(known));
        }
    }
}
