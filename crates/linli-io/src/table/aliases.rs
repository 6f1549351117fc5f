//! `aliases.csv`: which names are one person. Written by a person; never guessed.

use linli::Location;
use linli::diagnostic::Diagnostics;

use super::{Others, Table, TableFormat, optional, required};

pub(super) static FORMAT: TableFormat = TableFormat {
    id: "aliases",
    title_zh: "别名",
    meaning: "which names are one person; with a group, an organization or a source only there",
    columns: &[
        required("name", &["名字", "别名", "昵称", "微信名", "alias"], "the name as a source shows it"),
        required(
            "person",
            &["姓名", "本人", "是谁"],
            "the person: a name or id of people.csv, or any name to call them by",
        ),
        optional("group", &["群", "微信群", "群名"], "only in this group"),
        optional("organization", &["组织", "自组织"], "only in groups, sheets and member lists of this organization"),
        optional("source", &["来源", "文件"], "only in this file"),
    ],
    others: Others::Ignored,
};

/// One alias.
#[derive(Clone)]
pub(crate) struct Alias {
    pub(crate) name: String,
    pub(crate) person: String,
    pub(crate) group: Option<String>,
    pub(crate) organization: Option<String>,
    pub(crate) source: Option<String>,
    /// Where it stands.
    pub(crate) location: Location,
}

/// The aliases of the table.
pub(crate) fn read(table: &Table, odd: &mut Diagnostics) -> Vec<Alias> {
    let mut aliases = Vec::new();
    for row in table.rows(odd) {
        // A list of names to be filled in has empty lines; they ask, they do not say.
        let (Some(name), Some(person)) = (row.text("name"), row.text("person")) else { continue };
        aliases.push(Alias {
            name: name.to_owned(),
            person: person.to_owned(),
            group: row.text("group").map(str::to_owned),
            organization: row.text("organization").map(str::to_owned),
            source: row.text("source").map(str::to_owned),
            location: row.location(),
        });
    }
    aliases
}

crate::redacted!(Alias);
