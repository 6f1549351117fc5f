//! `organizations.csv`: the neighbours' own organizations.

use linli::records::Stage;

use super::{Others, Table, TableFormat, optional, required, word};
use crate::draft::Draft;

pub(super) static FORMAT: TableFormat = TableFormat {
    id: "organizations",
    title_zh: "组织",
    meaning: "the neighbours' own organizations",
    columns: &[
        required(
            "organization",
            &["组织", "自组织", "组织名称", "名称", "name"],
            "its name, as the folder in sheets/ and the groups use it",
        ),
        optional("kind", &["类型", "类别"], "what kind: interest, service, …"),
        optional("community", &["社区", "所在社区"], "the community it belongs to"),
        optional("stage", &["阶段"], "seed 种子, sapling 小苗 or registered 注册"),
        optional("stage_on", &["阶段日期"], "since when it is at that stage"),
    ],
    others: Others::Covariates,
};

/// Takes the organizations into the study. What the table does not list, others may not misspell unnoticed.
pub(crate) fn read(table: &Table, draft: &mut Draft) {
    for row in table.rows(&mut draft.odd) {
        let Some(name) = row.required("organization", &mut draft.odd) else { continue };
        let id = draft.list_organization(name);
        let stage = row.value("stage", "seed, sapling or registered", &mut draft.odd, |text| {
            word(
                text,
                &[
                    (Stage::Seed, &["seed", "种子"]),
                    (Stage::Sapling, &["sapling", "小苗", "苗"]),
                    (Stage::Registered, &["registered", "注册", "已注册"]),
                ],
            )
        });
        let stage_on = row.moment("stage_on", &mut draft.odd).map(|moment| moment.day);
        let organization = draft.builder.organization_mut(id);
        organization.stage = stage.or(organization.stage);
        organization.stage_on = stage_on.or(organization.stage_on);
        let further =
            table.extra().iter().filter_map(|(at, header)| Some((header.clone(), row.extra(*at)?.to_owned())));
        organization.further.extend(further);
        organization.kind = row.text("kind").map(str::to_owned).or(organization.kind.take());
        organization.community = row.text("community").map(str::to_owned).or(organization.community.take());
    }
}
