//! `groups.csv`: which organization a group belongs to, its layer, and the files that hold it.

use linli::Location;
use linli::diagnostic::Diagnostics;
use linli::records::{GroupOrigin, Layer};
use linli::time::Day;

use super::{Others, Table, TableFormat, optional, required, word};

pub(super) static FORMAT: TableFormat = TableFormat {
    id: "groups",
    title_zh: "微信群",
    meaning: "chat groups; without it each file in chats/ is a first-layer group of an organization of its own name",
    columns: &[
        required("group", &["群", "微信群", "群名", "name"], "the group's name"),
        optional("organization", &["组织", "自组织"], "the organization of a first-layer group"),
        optional("layer", &["层", "层级"], "first 第一层 or second 第二层"),
        optional("platform", &["平台"], "wechat, qq, telegram, …"),
        optional(
            "files",
            &["文件", "file"],
            "the files in chats/, with `;` between them; the group's name where it is empty",
        ),
        optional("opened_on", &["建群日期"], "when it was opened"),
        optional("created_by", &["建群人"], "by whom"),
        optional("origin", &["缘由"], "own_wish, encouraged, required or for_grant"),
    ],
    others: Others::Ignored,
};

/// One group of the table.
#[derive(Debug, Clone)]
pub(crate) struct GroupRow {
    pub(crate) group: String,
    pub(crate) organization: Option<String>,
    pub(crate) layer: Option<Layer>,
    pub(crate) platform: Option<String>,
    pub(crate) files: Vec<String>,
    pub(crate) opened_on: Option<Day>,
    pub(crate) created_by: Option<String>,
    pub(crate) origin: Option<GroupOrigin>,
    pub(crate) location: Location,
}

/// The groups of the table.
pub(crate) fn read(table: &Table, odd: &mut Diagnostics) -> Vec<GroupRow> {
    let mut groups = Vec::new();
    for row in table.rows(odd) {
        let Some(group) = row.required("group", odd) else { continue };
        let files = row.text("files").unwrap_or_default().split([';', '；', '|', '、']).map(crate::value::trim);
        groups.push(GroupRow {
            group: group.to_owned(),
            organization: row.text("organization").map(str::to_owned),
            layer: row.value("layer", "first or second", odd, |text| {
                word(
                    text,
                    &[
                        (Layer::First, &["first", "1", "第一层", "一"]),
                        (Layer::Second, &["second", "2", "第二层", "二"]),
                    ],
                )
            }),
            platform: row.text("platform").map(str::to_owned),
            files: files.filter(|file| !file.is_empty()).map(str::to_owned).collect(),
            opened_on: row.moment("opened_on", odd).map(|moment| moment.day),
            created_by: row.text("created_by").map(str::to_owned),
            origin: row.value("origin", "own_wish, encouraged, required or for_grant", odd, |text| {
                word(
                    text,
                    &[
                        (GroupOrigin::OwnWish, &["own_wish", "自己要建", "自愿", "自发"]),
                        (GroupOrigin::Encouraged, &["encouraged", "鼓励"]),
                        (GroupOrigin::Required, &["required", "要求"]),
                        (GroupOrigin::ForGrant, &["for_grant", "为申请", "为项目"]),
                    ],
                )
            }),
            location: row.location(),
        });
    }
    groups
}
