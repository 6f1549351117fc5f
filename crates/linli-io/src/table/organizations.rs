//! `organizations.csv`: the neighbours' own organizations.

use super::{Others, Table, TableFormat, later, optional, required};
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
        later("stage", &["阶段"], "seed 种子, sapling 小苗 or registered 注册"),
        later("stage_on", &["阶段日期"], "since when it is at that stage"),
    ],
    others: Others::Ignored,
};

/// Takes the organizations into the study. What the table does not list, others may not misspell unnoticed.
pub(crate) fn read(table: &Table, draft: &mut Draft) {
    for row in table.rows(&mut draft.odd) {
        let Some(name) = row.required("organization", &mut draft.odd) else { continue };
        let id = draft.list_organization(name);
        let organization = draft.builder.organization_mut(id);
        organization.kind = row.text("kind").map(str::to_owned).or(organization.kind.take());
        organization.community = row.text("community").map(str::to_owned).or(organization.community.take());
    }
}
