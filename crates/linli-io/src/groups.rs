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
    titles: BTreeMap<String, u32>,
}

impl GroupBook {
    pub(crate) fn new(rows: Vec<GroupRow>, plan: &Plan) -> Self {
        let mut book = Self {
            rows: BTreeMap::new(),
            by_file: BTreeMap::new(),
            second: plan.second_layer.iter().map(|name| value::trim(name).to_owned()).collect(),
            titles: BTreeMap::new(),
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
        let stem = stem(file);
        if let Some(group) = self.by_file.get(file).or_else(|| self.by_file.get(stem)) {
            return group.clone();
        }
        self.of_name(stem)
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

    /// The group of one chat among several in a file: its title, told apart by the file where titles repeat.
    pub(crate) fn of_title(&mut self, title: Option<&str>, file: &str) -> String {
        let title = title.map(value::trim).filter(|title| !title.is_empty()).unwrap_or(stem(file));
        let count = self.titles.entry(title.to_owned()).or_insert(0);
        *count += 1;
        match *count {
            1 => title.to_owned(),
            count => format!("{title} ({} {count})", stem(file)),
        }
    }

    /// Whether several files may hold the group, so that they may overlap.
    pub(crate) fn is_shared(&self, group: &str) -> bool {
        self.by_file.values().filter(|name| *name == group).count() > 1
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
                        format!("there is no file `{name}` in chats/"),
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
        assert!(book.is_shared("布工坊"));
        assert_eq!(book.of_file("舞蹈队.2.txt"), "舞蹈队.2");
        assert_eq!(book.of_file("第二层 组长群.txt"), "组长群");
        assert!(book.second.contains("组长群") && book.second.contains("骨干群"));
        assert_eq!(book.of_file("第二层.txt"), "第二层");
        assert_eq!(book.of_file("第二层微信群.txt"), "第二层微信群");
        assert_eq!(book.of_title(Some("t"), "x.json"), "t");
        assert_eq!(book.of_title(Some("t"), "x.json"), "t (x 2)");
    }
}
