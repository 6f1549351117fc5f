//! Who is who. Identity is proved by an id or by a person's word in a table, never guessed.
//!
//! In this order: a platform's id; `aliases.csv`; `people.csv`; the staff of the plan, who are the same everywhere;
//! else a name is one person within its *scope* — an organization with its groups, sheets and member lists, or a group
//! that belongs to none. So 张姐 in two groups are two people until somebody says otherwise.

use std::collections::{BTreeMap, BTreeSet};

use linli::{Error, Location, refusal};

use crate::table::{Alias, PersonRow};
use crate::value;

/// The longest name kept, in bytes.
pub(crate) const LONGEST_NAME: usize = 512;

/// Where a name was read.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Seen<'a> {
    /// The organization, or the group that belongs to none.
    pub(crate) scope: Option<&'a str>,
    /// The group, if it was one.
    pub(crate) group: Option<&'a str>,
    /// The place in a file.
    pub(crate) location: &'a Location,
}

/// What is known about names before and while sources are read.
#[derive(Default)]
pub(crate) struct Identity {
    aliases: BTreeMap<String, Vec<Alias>>,
    /// Names that aliases point at: known by that name everywhere.
    targets: BTreeSet<String>,
    people: BTreeMap<String, Vec<PersonRow>>,
    ids: BTreeSet<String>,
    staff: BTreeSet<String>,
    /// Platform ids that were shown under a name some alias speaks of.
    linked: BTreeMap<String, String>,
    /// The platform id behind a name in a scope; `None` where there are several.
    shown: BTreeMap<(String, String), Option<String>>,
    /// Everybody who was ever met under a name.
    bearers: BTreeMap<String, BTreeSet<String>>,
}

impl Identity {
    pub(crate) fn new(aliases: Vec<Alias>, people: Vec<PersonRow>, staff: &[String]) -> Self {
        let staff = staff.iter().map(|name| value::trim(name).to_owned()).collect();
        let mut identity = Self { staff, ..Self::default() };
        for alias in aliases {
            identity.targets.insert(alias.person.clone());
            identity.aliases.entry(alias.name.clone()).or_default().push(alias);
        }
        for row in people {
            identity.ids.insert(row.id.clone());
            identity.people.entry(row.name.clone()).or_default().push(row);
        }
        identity
    }

    pub(crate) fn is_staff(&self, name: &str) -> bool {
        self.staff.contains(name)
    }

    /// Whether a table or the plan knows the name everywhere.
    pub(crate) fn is_global(&self, name: &str) -> bool {
        self.targets.contains(name) || self.people.contains_key(name) || self.ids.contains(name)
    }

    /// The id of the person a name means where it was read.
    pub(crate) fn resolve(&mut self, name: &str, seen: Seen<'_>) -> Result<String, Error> {
        let id = match self.proved(name, seen)? {
            Some(id) => id,
            None => match seen.scope {
                Some(scope) => self
                    .shown
                    .get(&(scope.to_owned(), name.to_owned()))
                    .cloned()
                    .flatten()
                    .unwrap_or_else(|| scoped_id(scope, name)),
                None => self.only_bearer(name, seen.location)?.unwrap_or_else(|| global_id(name)),
            },
        };
        self.bearers.entry(name.to_owned()).or_default().insert(id.clone());
        Ok(id)
    }

    /// The id of somebody who was met before under this name, if anybody was.
    pub(crate) fn known(&self, name: &str, seen: Seen<'_>) -> Result<Option<String>, Error> {
        if let Some(id) = self.proved(name, seen)? {
            return Ok(Some(id));
        }
        let Some(scope) = seen.scope else { return self.only_bearer(name, seen.location) };
        let scoped = scoped_id(scope, name);
        let by_platform = self.shown.get(&(scope.to_owned(), name.to_owned())).cloned().flatten();
        let met = |id: &String| self.bearers.get(name).is_some_and(|all| all.contains(id));
        Ok(by_platform.or(Some(scoped)).filter(met))
    }

    /// Notes that a platform id was shown under a name, before anybody is resolved: a person who changed their name is
    /// whom an alias of either name says.
    pub(crate) fn note_shown(&mut self, platform_id: &str, name: &str, seen: Seen<'_>) -> Result<(), Error> {
        if let Some(person) = self.by_alias(name, seen)? {
            self.linked.entry(platform_id.to_owned()).or_insert(person);
        }
        Ok(())
    }

    /// The id of the person behind a platform's id.
    pub(crate) fn resolve_platform(&mut self, platform_id: &str, name: &str, seen: Seen<'_>) -> Result<String, Error> {
        let id = match self.by_alias(platform_id, seen)? {
            Some(id) => id,
            None => self.linked.get(platform_id).cloned().unwrap_or_else(|| platform_id.to_owned()),
        };
        if let Some(scope) = seen.scope {
            let behind = self.shown.entry((scope.to_owned(), name.to_owned())).or_insert_with(|| Some(id.clone()));
            if behind.as_ref() != Some(&id) {
                *behind = None;
            }
        }
        self.bearers.entry(name.to_owned()).or_default().insert(id.clone());
        Ok(id)
    }

    fn proved(&self, name: &str, seen: Seen<'_>) -> Result<Option<String>, Error> {
        if let Some(id) = self.by_alias(name, seen)? {
            return Ok(Some(id));
        }
        if let Some(id) = self.in_people(name, seen)? {
            return Ok(Some(id));
        }
        Ok((self.targets.contains(name) || self.staff.contains(name)).then(|| global_id(name)))
    }

    fn by_alias(&self, name: &str, seen: Seen<'_>) -> Result<Option<String>, Error> {
        let Some(aliases) = self.aliases.get(name) else { return Ok(None) };
        let fits = |wanted: &Option<String>, given: Option<&str>| wanted.as_deref().is_none_or(|w| given == Some(w));
        let in_source = |alias: &Alias| alias.source.as_deref().is_none_or(|source| is_source(source, seen.location));
        let precision = |alias: &Alias| {
            [&alias.group, &alias.organization, &alias.source].iter().filter(|field| field.is_some()).count()
        };
        let fitting: Vec<&Alias> = aliases
            .iter()
            .filter(|a| fits(&a.group, seen.group) && fits(&a.organization, seen.scope) && in_source(a))
            .collect();
        let Some(best) = fitting.iter().map(|alias| precision(alias)).max() else { return Ok(None) };
        let mut people: Vec<&str> =
            fitting.iter().filter(|alias| precision(alias) == best).map(|alias| alias.person.as_str()).collect();
        people.sort_unstable();
        people.dedup();
        match people[..] {
            [person] => Ok(Some(self.in_people(person, seen)?.unwrap_or_else(|| global_id(person)))),
            _ => Err(two_people(name, seen.location)
                .with_hint("give the line in aliases.csv a group, an organization or a source")),
        }
    }

    fn in_people(&self, name: &str, seen: Seen<'_>) -> Result<Option<String>, Error> {
        let Some(rows) = self.people.get(name) else {
            return Ok(self.ids.contains(name).then(|| global_id(name)));
        };
        if let [row] = &rows[..] {
            return Ok(Some(global_id(&row.id)));
        }
        let here: Vec<&PersonRow> =
            rows.iter().filter(|row| row.organization.is_some() && row.organization.as_deref() == seen.scope).collect();
        match here[..] {
            [row] => Ok(Some(global_id(&row.id))),
            // All bearers belong elsewhere: here it is one more person.
            [] if seen.scope.is_some() && rows.iter().all(|row| row.organization.is_some()) => Ok(None),
            _ => Err(two_people(name, seen.location)
                .with_hint("write the id of people.csv, or say in aliases.csv who it is in this source")),
        }
    }

    fn only_bearer(&self, name: &str, location: &Location) -> Result<Option<String>, Error> {
        let Some(all) = self.bearers.get(name) else { return Ok(None) };
        match all.len() {
            0 | 1 => Ok(all.first().cloned()),
            count => Err(Error::refused(&refusal::NAME_OF_SEVERAL, format!("`{name}` is the name of {count} people"))
                .at(location.clone())
                .with_hint("name the organization in the same row")),
        }
    }
}

/// The id of a name that is known everywhere.
pub(crate) fn global_id(name: &str) -> String {
    escaped(name)
}

/// The id of a name within its scope.
fn scoped_id(scope: &str, name: &str) -> String {
    format!("{}/{}", escaped(scope), escaped(name))
}

/// `/` parts scope and name, so it must not stand inside either.
fn escaped(name: &str) -> String {
    if name.contains(['%', '/']) { name.replace('%', "%25").replace('/', "%2F") } else { name.to_owned() }
}

fn is_source(source: &str, location: &Location) -> bool {
    let Some(file) = location.file.as_deref() else { return false };
    let name = file.rsplit('/').next().unwrap_or(file);
    let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
    source == file || source == name || source == stem
}

fn two_people(name: &str, location: &Location) -> Error {
    Error::refused(&refusal::NAME_OF_SEVERAL, format!("`{name}` is the name of two people")).at(location.clone())
}

/// What a name is after cleaning.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Cleaned<'a> {
    /// A name.
    Name(&'a str),
    /// A name longer than any; this is its beginning.
    Cut(&'a str),
    /// Nothing that can be seen.
    Empty,
}

/// Trims a name, and only that: two spaces inside belong to it.
pub(crate) fn clean_name(name: &str) -> Cleaned<'_> {
    let name = value::trim(name);
    if name.chars().all(is_invisible) {
        return Cleaned::Empty;
    }
    if name.len() <= LONGEST_NAME {
        return Cleaned::Name(name);
    }
    let end = (0..=LONGEST_NAME).rev().find(|&at| name.is_char_boundary(at)).unwrap_or(0);
    Cleaned::Cut(&name[..end])
}

/// Characters that show nothing: spaces, controls, joiners and the Hangul fillers people hide behind.
fn is_invisible(c: char) -> bool {
    c.is_whitespace()
        || c.is_control()
        || matches!(c, '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{115f}' | '\u{1160}' | '\u{17b4}' | '\u{17b5}' | '\u{180b}'..='\u{180f}'
            | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{2800}' | '\u{3164}'
            | '\u{fe00}'..='\u{fe0f}' | '\u{feff}' | '\u{ffa0}' | '\u{e0000}'..='\u{e0fff}')
}

crate::redacted!(Identity, Cleaned<'_>);

#[cfg(test)]
mod tests {
    use linli::ErrorKind;

    use super::*;

    fn alias(name: &str, person: &str, group: Option<&str>) -> Alias {
        let group = group.map(str::to_owned);
        Alias { name: name.to_owned(), person: person.to_owned(), group, organization: None, source: None }
    }

    fn location() -> Location {
        Location::line("chats/a.txt", 3)
    }

    fn seen<'a>(scope: &'a str, location: &'a Location) -> Seen<'a> {
        Seen { scope: Some(scope), group: Some(scope), location }
    }

    #[test]
    fn one_name_in_two_scopes_is_two_people() {
        let (mut who, at) = (Identity::default(), location());
        let (a, b) = (who.resolve("张姐", seen("A", &at)).unwrap(), who.resolve("张姐", seen("B", &at)).unwrap());
        assert_eq!((a.as_str(), b.as_str()), ("A/张姐", "B/张姐"));
        let nowhere = Seen { scope: None, group: None, location: &at };
        assert_eq!(who.resolve("张姐", nowhere).unwrap_err().kind(), ErrorKind::Ambiguous);
        assert_eq!(who.known("张姐", seen("B", &at)).unwrap().as_deref(), Some("B/张姐"));
        assert_eq!(who.known("张姐", seen("C", &at)).unwrap(), None);
    }

    #[test]
    fn aliases_join_and_the_more_precise_one_holds() {
        let aliases =
            vec![alias("张姐", "张桂芬", Some("A")), alias("张姐", "张丽娟", None), alias("小张", "张桂芬", None)];
        let (mut who, at) = (Identity::new(aliases, Vec::new(), &["小林老师".to_owned()]), location());
        for (name, scope, id) in [
            ("张姐", "A", "张桂芬"),
            ("张姐", "B", "张丽娟"),
            ("小张", "B", "张桂芬"),
            ("张桂芬", "C", "张桂芬"),
            ("小林老师", "A", "小林老师"),
            ("小林老师", "B", "小林老师"),
            ("老张", "B", "B/老张"),
        ] {
            assert_eq!(who.resolve(name, seen(scope, &at)).unwrap(), id, "{name} in {scope}");
        }
        let mut who = Identity::new(vec![alias("张姐", "a", None), alias("张姐", "b", None)], Vec::new(), &[]);
        assert_eq!(who.resolve("张姐", seen("A", &at)).unwrap_err().kind(), ErrorKind::Ambiguous);
    }

    #[test]
    fn a_platform_id_outlives_a_change_of_name() {
        let (mut who, at) = (Identity::default(), location());
        let id = |who: &mut Identity, name| who.resolve_platform("telegram:7", name, seen("A", &at)).unwrap();
        assert_eq!(id(&mut who, "凤霞"), "telegram:7");
        assert_eq!(id(&mut who, "豆豆姥姥"), "telegram:7");
        // A name on a sheet of the same organization means the one who bears it there.
        assert_eq!(who.resolve("凤霞", seen("A", &at)).unwrap(), "telegram:7");
        assert_eq!(who.resolve("凤霞", seen("B", &at)).unwrap(), "B/凤霞");
        who.resolve_platform("telegram:8", "凤霞", seen("A", &at)).unwrap();
        assert_eq!(who.resolve("凤霞", seen("A", &at)).unwrap(), "A/凤霞");
        let mut who = Identity::new(vec![alias("凤霞", "李凤霞", None)], Vec::new(), &[]);
        who.note_shown("telegram:7", "豆豆姥姥", seen("A", &at)).unwrap();
        who.note_shown("telegram:7", "凤霞", seen("A", &at)).unwrap();
        assert_eq!(id(&mut who, "豆豆姥姥"), "李凤霞");
    }

    #[test]
    fn names_are_trimmed_and_nothing_more() {
        assert_eq!(clean_name(" 小孙  (7号院)\u{3000}"), Cleaned::Name("小孙  (7号院)"));
        assert_eq!(clean_name("\u{200b}\u{3164} "), Cleaned::Empty);
        assert_eq!(clean_name(&"字".repeat(171)), Cleaned::Cut(&"字".repeat(170)));
        assert!(matches!(clean_name(&"a".repeat(512)), Cleaned::Name(_)));
        assert_ne!(scoped_id("a/b", "c"), scoped_id("a", "b/c"));
    }
}
