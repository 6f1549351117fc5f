//! Which group a file holds, which organization it belongs to, and its layer.

use std::collections::{BTreeMap, BTreeSet};

use linli::records::{GroupId, Layer};
use linli::{Error, Location, Plan, diagnostic};

use crate::draft::Draft;
use crate::table::GroupRow;
use crate::value;

/// What groups.csv and the plan say about groups.
#[derive(Debug)]
pub(crate) struct GroupBook {
    rows: BTreeMap<String, GroupRow>,
    by_file: BTreeMap<String, String>,
    second: BTreeSet<String>,
}

impl GroupBook {
    pub(crate) fn new(rows: Vec<GroupRow>, plan: &Plan) -> Self {
        let mut book = Self {
            rows: BTreeMap::new(),
            by_file: BTreeMap::new(),
            second: plan.second_layer.iter().map(|name| value::trim(name).to_owned()).collect(),
        };
        for row in rows {
            for file in &row.files {
                let file = file.trim_start_matches("chats/");
                book.by_file.insert(file.to_owned(), row.group.clone());
            }
            if row.layer == Some(Layer::Second) {
                book.second.insert(row.group.clone());
            }
            book.rows.insert(row.group.clone(), row);
        }
        book
    }

    /// The group a chat file holds: as groups.csv says, or the file's own name.
    ///
    /// `第二层 组长群.txt` is the second-layer group 组长群.
    pub(crate) fn of_file(&mut self, file: &str) -> String {
        match self.told(file) {
            Some(group) => group,
            None => self.of_name(stem(file)),
        }
    }

    /// The group a file's name means.
    pub(crate) fn of_name(&mut self, name: &str) -> String {
        let whole = value::trim(name);
        match whole.strip_prefix("第二层").map(|rest| rest.trim_start_matches([' ', '_', '-', '\u{3000}'])) {
            Some(rest) if !rest.is_empty() && rest.len() + "第二层".len() < whole.len() => {
                self.second.insert(rest.to_owned());
                rest.to_owned()
            }
            _ => whole.to_owned(),
        }
    }

    /// The group that groups.csv says a chat file holds.
    pub(crate) fn told(&self, file: &str) -> Option<String> {
        self.by_file.get(file).or_else(|| self.by_file.get(stem(file))).cloned()
    }

    /// Whether groups.csv or the plan names the group.
    pub(crate) fn knows(&self, group: &str) -> bool {
        self.rows.contains_key(group) || self.second.contains(group)
    }

    /// Makes the group in the records.
    pub(crate) fn open(&self, name: &str, platform: Option<&str>, draft: &mut Draft) -> GroupId {
        let row = self.rows.get(name);
        let layer = if self.second.contains(name) { Layer::Second } else { Layer::First };
        // A first-layer group that nobody places belongs to the organization of its own name.
        let organization = (layer == Layer::First).then(|| match row.and_then(|row| row.organization.as_deref()) {
            Some(organization) => {
                let place = row.map_or_else(Location::default, |row| row.location.clone());
                draft.organization(organization, &place)
            }
            None => draft.builder.organization(name),
        });
        let id = draft.builder.group(name);
        let group = draft.builder.group_mut(id);
        group.layer = layer;
        group.organization = organization;
        group.opened_on = row.and_then(|row| row.opened_on);
        group.origin = row.and_then(|row| row.origin);
        let declared = row.and_then(|row| row.platform.as_deref());
        group.platform = group.platform.take().or(declared.or(platform).map(str::to_owned));
        id
    }

    /// Makes the groups that only groups.csv knows, and names what was said about groups and files that are not there.
    pub(crate) fn settle(&self, files: &BTreeSet<String>, draft: &mut Draft) {
        for row in self.rows.values() {
            if draft.builder.known_group(&row.group).is_none() {
                self.open(&row.group, None, draft);
            }
            for file in &row.files {
                let name = file.trim_start_matches("chats/");
                if !files.iter().any(|known| known == name || stem(known) == name) {
                    draft.odd.push(
                        &diagnostic::UNKNOWN_NAME,
                        row.location.clone(),
                        (format!("there is no file `{name}` in chats/"), format!("chats 里没有“{name}”这个文件")),
                    );
                }
            }
        }
    }
}

impl GroupBook {
    /// Who opened the groups, once everybody is known. Nobody becomes a person by this alone.
    pub(crate) fn settle_creators(&self, draft: &mut Draft) -> Result<(), Error> {
        for row in self.rows.values() {
            let (Some(name), Some(group)) = (&row.created_by, draft.builder.known_group(&row.group)) else { continue };
            let scope = draft.scope_of_group(group);
            let person = draft.known_person(name, Some(&scope), &row.location)?;
            if person.is_none() {
                let detail = "`created_by` is somebody whom no other source shows";
                draft.odd.push(&diagnostic::UNKNOWN_NAME, row.location.clone(), detail);
            }
            draft.builder.group_mut(group).created_by = person;
        }
        Ok(())
    }
}

/// A file's name without its ending.
pub(crate) fn stem(file: &str) -> &str {
    let name = file.rsplit('/').next().unwrap_or(file);
    name.rsplit_once('.').map_or(name, |(stem, _)| stem)
}

/// What a name is without the number of a copy and without a date: `布工坊 (2)`, `布工坊_20170430` and
/// `布工坊 2017-04 - 副本` are all called 布工坊.
pub(crate) fn family(name: &str) -> &str {
    let mut rest = value::trim(name);
    loop {
        let shorter = trim_separators(without_copy(rest).or_else(|| without_date(rest)).unwrap_or(rest));
        if shorter.is_empty() || shorter == rest {
            return rest;
        }
        rest = shorter;
    }
}

fn trim_separators(text: &str) -> &str {
    text.trim_end_matches([' ', '_', '-', '－', '\u{3000}', '.'])
}

/// A number of up to three digits in brackets, or a word for a copy.
fn without_copy(name: &str) -> Option<&str> {
    for word in ["的副本", "副本", "拷贝", " copy", " Copy", " COPY"] {
        if let Some(rest) = name.strip_suffix(word) {
            return Some(rest);
        }
    }
    for [open, close] in [['(', ')'], ['（', '）']] {
        if let Some((rest, number)) = name.strip_suffix(close).and_then(|name| name.rsplit_once(open))
            && (1..=3).contains(&number.len())
            && number.bytes().all(|byte| byte.is_ascii_digit())
        {
            return Some(rest);
        }
    }
    None
}

/// Digits that begin with a year of this century, and what parts the parts of a date.
fn without_date(name: &str) -> Option<&str> {
    const BETWEEN: [char; 13] = ['-', '_', '.', '/', '~', '至', '到', '年', '月', '日', 'T', ' ', '时'];
    let tail = name.trim_end_matches(|c: char| c.is_ascii_digit() || BETWEEN.contains(&c));
    let date = name.get(tail.len()..)?.trim_start_matches(BETWEEN);
    let first = date.find(|c: char| !c.is_ascii_digit()).map_or(date, |end| date.get(..end).unwrap_or_default());
    let year = first.get(..4)?.parse::<u32>().ok().filter(|year| (2000..2100).contains(year));
    (year.is_some() && matches!(first.len(), 4 | 6 | 8 | 12 | 14)).then_some(tail)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_titles_and_layers() {
        let plan = Plan { second_layer: vec!["骨干群".to_owned()], ..Plan::new("a", "UTC") };
        let row = GroupRow {
            group: "布工坊".to_owned(),
            organization: None,
            layer: None,
            platform: None,
            files: vec!["a.txt".to_owned(), "chats/b".to_owned()],
            opened_on: None,
            created_by: None,
            origin: None,
            location: Location::default(),
        };
        let mut book = GroupBook::new(vec![row], &plan);
        assert_eq!(book.of_file("a.txt"), "布工坊");
        assert_eq!(book.of_file("b.json"), "布工坊");
        assert!(book.knows("布工坊") && book.knows("骨干群") && !book.knows("舞蹈队"));
        assert_eq!(book.of_file("舞蹈队.2.txt"), "舞蹈队.2");
        assert_eq!(book.of_file("第二层 组长群.txt"), "组长群");
        assert!(book.second.contains("组长群") && book.second.contains("骨干群"));
        assert_eq!(book.of_file("第二层.txt"), "第二层");
        assert_eq!(book.of_file("第二层微信群.txt"), "第二层微信群");
    }

    #[test]
    fn copies_and_dates_are_no_part_of_a_name() {
        for name in [
            "布工坊",
            "布工坊 (2)",
            "布工坊（12）",
            "布工坊 - 副本",
            "布工坊 - 副本 (2)",
            "布工坊_20170430",
            "布工坊20170430_1512",
            "布工坊 2017-04",
            "布工坊 2017年4月",
            "布工坊 2017",
            "布工坊_20170101-20170430 (1)",
            "布工坊 2017.4.1至2017.5.1",
        ] {
            assert_eq!(family(name), "布工坊", "{name}");
        }
        for name in ["3号楼 5", "舞蹈队.2", "舞蹈队 1999", "2017-04", "(2)", "5号院_12", "甲(社造)", "1234567", ""]
        {
            assert_eq!(family(name), name, "{name}");
        }
    }
}
