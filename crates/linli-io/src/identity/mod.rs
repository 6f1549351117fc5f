//! Who is who. Identity is proved by an id or by a person's word in a table, never guessed.
//!
//! In this order: a platform's id; `aliases.csv`; `people.csv`; the staff of the plan, who are the same everywhere. An
//! account is whom a table or the plan knows by the name it is shown under, where nothing speaks against it ([`accounts`]);
//! else a name is one person within its *scope* — an organization with its groups, sheets and member lists, or a group
//! that belongs to none. So 张姐 in two groups are two people until somebody says otherwise: in aliases.csv, or by a
//! decision about two people met ([`decision`]), which holds whatever the order of decisions and can be taken back.

mod accounts;
pub(crate) mod decision;
mod name;

use std::collections::{BTreeMap, BTreeSet};

use linli::{Error, Location, refusal};

use self::accounts::Accounts;
use self::decision::Decisions;
pub use self::name::is_oneself;
pub(crate) use self::name::{
    Cleaned, LONGEST_NAME, clean_name, floor, is_identifier, is_service, is_service_account, is_system,
    is_system_account, spelling,
};
use crate::table::{Alias, PersonRow};

/// As many names of one account as a reason to ask can need.
const MOST_UNSEEN: usize = 20;

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
    /// Ids of people.csv, as they stand there.
    ids: BTreeSet<String>,
    /// The same as ids of the study.
    listed: BTreeSet<String>,
    staff: BTreeSet<String>,
    /// Platform ids that were shown under a name some alias speaks of.
    linked: BTreeMap<String, String>,
    /// Platform ids that were shown under a name a table or the plan knows.
    known: Accounts,
    /// The names that aliases have for an id.
    called: BTreeMap<String, BTreeSet<String>>,
    /// The platform id behind a name in a scope; `None` where there are several.
    shown: BTreeMap<(String, String), Option<String>>,
    /// Everybody who was ever met under a name.
    bearers: BTreeMap<String, BTreeSet<String>>,
    /// Who is whom by a person's decision: an id, and the one that stands for it.
    same: BTreeMap<String, String>,
    /// What chats say of changed names without an id: scope, name before, name after.
    renames: BTreeSet<[String; 3]>,
    /// Names that a group does not see, by the platform's id: account names, and remarks of whoever exported.
    unseen: BTreeMap<String, BTreeSet<String>>,
    /// Ids that a platform gave.
    accounts: BTreeSet<String>,
    /// Everybody met, by the id before any decision.
    met: BTreeMap<String, BTreeSet<Sighting>>,
}

/// A name somebody was met under, and where.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Sighting {
    pub(crate) name: String,
    /// The organization, or the group that belongs to none.
    pub(crate) scope: Option<String>,
    /// Whether a sheet or a table has the name: there stand the names people were given.
    pub(crate) is_given: bool,
}

impl Identity {
    pub(crate) fn new(aliases: Vec<Alias>, people: Vec<PersonRow>, staff: &[String]) -> Self {
        let spelt = |name: &str| spelling(name).into_owned();
        let mut identity = Self { staff: staff.iter().map(|name| spelt(name)).collect(), ..Self::default() };
        for mut alias in aliases {
            alias.person = spelt(&alias.person);
            identity.targets.insert(alias.person.clone());
            identity.called.entry(global_id(&alias.person)).or_default().insert(spelt(&alias.name));
            identity.aliases.entry(spelt(&alias.name)).or_default().push(alias);
        }
        for row in people {
            let (id, name) = (global_id(&row.id), global_id(&spelt(&row.name)));
            if let Some(names) = identity.called.get(&name).filter(|_| name != id).cloned() {
                identity.called.entry(id.clone()).or_default().extend(names);
            }
            identity.listed.insert(id);
            identity.ids.insert(row.id.clone());
            identity.people.entry(spelt(&row.name)).or_default().push(row);
        }
        identity
    }

    /// Takes up what a person decided. Two rows of people.csv cannot be one person.
    pub(crate) fn decide(&mut self, decisions: &Decisions) -> Result<(), Error> {
        self.same = decisions.classes(|id| self.is_listed(id))?;
        self.known.decided(decisions);
        Ok(())
    }

    /// Everybody met, by the id before any decision, with the names they were met under.
    pub(crate) fn met(&self) -> &BTreeMap<String, BTreeSet<Sighting>> {
        &self.met
    }

    /// Notes that a chat shows a change of name, by names alone: a reason to ask, and no proof.
    pub(crate) fn note_rename(&mut self, was: &str, name: &str, scope: &str) {
        self.renames.insert([scope.to_owned(), was.to_owned(), name.to_owned()]);
    }

    /// Changes of name that chats show without an id: scope, name before, name after.
    pub(crate) fn renames(&self) -> impl Iterator<Item = &[String; 3]> {
        self.renames.iter()
    }

    /// Notes a name that the group does not see: a reason to ask, and never a name in the study.
    pub(crate) fn note_unseen(&mut self, platform_id: &str, name: &str) {
        let person = self.linked.get(platform_id).or_else(|| self.known.person(platform_id));
        let id = person.map_or(platform_id, String::as_str).to_owned();
        let names = self.unseen.entry(id).or_default();
        if names.len() < MOST_UNSEEN {
            names.insert(name.to_owned());
        }
    }

    /// The names of an id that no group sees.
    pub(crate) fn unseen(&self, id: &str) -> impl Iterator<Item = &String> {
        self.unseen.get(id).into_iter().flatten()
    }

    /// Whether a platform gave this id.
    pub(crate) fn is_account(&self, id: &str) -> bool {
        self.accounts.contains(id)
    }

    /// The id that stands for an id.
    pub(crate) fn stands_for(&self, id: &str) -> String {
        self.same.get(id).cloned().unwrap_or_else(|| id.to_owned())
    }

    /// Everybody met of whom no table and no plan says who they are: neither people.csv nor aliases.csv, nor `staff`. Ids
    /// that stand for others, each once.
    pub(crate) fn names_alone(&self) -> BTreeSet<String> {
        let said = self.targets.iter().chain(&self.staff).map(|name| global_id(name));
        let said: BTreeSet<String> = said.chain(self.listed.iter().cloned()).collect();
        let sure: BTreeSet<String> =
            self.met.keys().filter(|id| said.contains(*id)).map(|id| self.stands_for(id)).collect();
        self.met.keys().map(|id| self.stands_for(id)).filter(|id| !sure.contains(id)).collect()
    }

    /// Whether people.csv lists this id.
    pub(crate) fn is_listed(&self, id: &str) -> bool {
        self.listed.contains(id)
    }

    /// The name that a table says an id is called by: people.csv, or the person of aliases.csv.
    pub(crate) fn listed_name(&self, id: &str) -> Option<&str> {
        let listed = self.people.iter().find(|(_, rows)| rows.iter().any(|row| global_id(&row.id) == id));
        let target = || self.targets.iter().find(|name| global_id(name) == id);
        listed.map(|(name, _)| name.as_str()).or_else(|| target().map(String::as_str))
    }

    /// Whether several accounts of a scope were shown under a name, so that the name alone means none of them.
    pub(crate) fn is_shared(&self, name: &str, scope: Option<&str>) -> bool {
        let shown = |scope: &str| self.shown.get(&(scope.to_owned(), name.to_owned()));
        scope.and_then(shown).is_some_and(Option::is_none)
    }

    /// The id that a name has within a scope, as long as no account bears it there.
    pub(crate) fn id_within(&self, name: &str, scope: &str, location: &Location) -> String {
        let name = spelling(name);
        let seen = Seen { scope: Some(scope), group: None, location };
        self.proved(&name, seen).ok().flatten().unwrap_or_else(|| scoped_id(scope, &name))
    }

    /// Whoever a file calls `我`: one unknown person of that file.
    pub(crate) fn oneself(&mut self, name: &str, seen: Seen<'_>) -> String {
        let file = seen.location.file.as_deref().unwrap_or_default();
        let within = seen.scope.map_or_else(|| global_id(name), |scope| scoped_id(scope, name));
        self.meet(format!("{within}@{}", escaped(file)), name, seen)
    }

    /// Notes that somebody was met, and gives the id that stands for them.
    fn meet(&mut self, id: String, name: &str, seen: Seen<'_>) -> String {
        let standing = self.stands_for(&id);
        self.bearers.entry(name.to_owned()).or_default().insert(standing.clone());
        let chosen = |file: &str| file.starts_with("chats/") || file.starts_with("rosters/") || file == "study.toml";
        let is_given = seen.location.file.as_deref().is_some_and(|file| !chosen(file));
        let sighting = Sighting { name: name.to_owned(), scope: seen.scope.map(str::to_owned), is_given };
        self.met.entry(id).or_default().insert(sighting);
        standing
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
        Ok(self.meet(id, name, seen))
    }

    /// The id of somebody who was met before under this name, if anybody was.
    pub(crate) fn known(&self, name: &str, seen: Seen<'_>) -> Result<Option<String>, Error> {
        if let Some(id) = self.proved(name, seen)? {
            return Ok(Some(self.stands_for(&id)));
        }
        let Some(scope) = seen.scope else { return self.only_bearer(name, seen.location) };
        let scoped = scoped_id(scope, name);
        let by_platform = self.shown.get(&(scope.to_owned(), name.to_owned())).cloned().flatten();
        let met = |id: &String| self.bearers.get(name).is_some_and(|all| all.contains(id));
        Ok(by_platform.or(Some(scoped)).map(|id| self.stands_for(&id)).filter(met))
    }

    /// Notes that a platform id was shown under a name, before anybody is resolved: a person who changed their name is
    /// whom an alias of either name says.
    pub(crate) fn note_shown(&mut self, platform_id: &str, name: &str, seen: Seen<'_>) -> Result<(), Error> {
        let alias = self.by_alias(name, seen)?;
        if let Some(person) = &alias {
            self.linked.entry(platform_id.to_owned()).or_insert_with(|| person.clone());
        }
        // Where a name is several people's, it says nothing of an account, which is somebody without it.
        let meant = alias.or_else(|| self.proved(name, seen).ok().flatten());
        if let Some(person) = meant.filter(|_| !is_oneself(name)) {
            self.known.note(platform_id, &person);
        }
        Ok(())
    }

    /// The names that aliases.csv has for those who bear these names, and whom these accounts are, where they were seen.
    pub(crate) fn other_names<'n>(
        &self,
        names: impl Iterator<Item = &'n str>,
        platform_ids: impl Iterator<Item = String>,
        seen: Seen<'_>,
    ) -> Vec<String> {
        let by_name = names.filter_map(|name| self.proved(name, seen).ok().flatten());
        let by_id = platform_ids.filter_map(|id| self.behind(&id, seen).ok());
        let here: BTreeSet<String> = by_name.chain(by_id).flat_map(|id| [self.stands_for(&id), id]).collect();
        let called = here.iter().filter_map(|id| self.called.get(id)).flatten();
        let means = |name: &str| self.by_alias(name, seen).ok().flatten().is_some_and(|id| here.contains(&id));
        called.filter(|name| means(name)).cloned().collect()
    }

    /// The id of the person behind a platform's id, before any decision.
    fn behind(&self, platform_id: &str, seen: Seen<'_>) -> Result<String, Error> {
        let alias = self.by_alias(platform_id, seen)?;
        let linked = alias.as_ref().or_else(|| self.linked.get(platform_id));
        Ok(linked.or_else(|| self.known.person(platform_id)).map_or(platform_id, String::as_str).to_owned())
    }

    /// The id of the person behind a platform's id.
    pub(crate) fn resolve_platform(&mut self, platform_id: &str, name: &str, seen: Seen<'_>) -> Result<String, Error> {
        let id = self.behind(platform_id, seen)?;
        if id == platform_id {
            self.accounts.insert(id.clone());
        }
        // `我` behind an id is that person, and 我 on a sheet somebody else.
        if let Some(scope) = seen.scope
            && !is_oneself(name)
        {
            let behind = self.shown.entry((scope.to_owned(), name.to_owned())).or_insert_with(|| Some(id.clone()));
            if behind.as_ref() != Some(&id) {
                *behind = None;
            }
        }
        Ok(self.meet(id, name, seen))
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
        if let [person] = people[..] {
            return Ok(Some(self.in_people(person, seen)?.unwrap_or_else(|| global_id(person))));
        }
        let lines = fitting.iter().filter(|alias| precision(alias) == best).map(|alias| &alias.location);
        Err(two_people(lines, seen.location).with_hint((
            "give the line in aliases.csv a group, an organization or a source",
            "在“别名”表的这些行里写明群、组织或文件",
        )))
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
            _ => Err(two_people(rows.iter().map(|row| &row.location), seen.location).with_hint((
                "write the id of people.csv, or say in aliases.csv who it is in this source",
                "写上“人员”表里的编号，或者在“别名”表里写上这个文件里说的是哪一个",
            ))),
        }
    }

    fn only_bearer(&self, name: &str, location: &Location) -> Result<Option<String>, Error> {
        let Some(all) = self.bearers.get(name) else { return Ok(None) };
        match all.len() {
            0 | 1 => Ok(all.first().cloned()),
            count => Err(Error::refused(
                &refusal::NAME_OF_SEVERAL,
                (format!("a name here is the name of {count} people"), format!("这里的一个名字，叫的有{count}个人")),
            )
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

/// The name itself stays where it is: errors go to logs, and whoever has the tables finds it in these lines.
fn two_people<'l>(lines: impl Iterator<Item = &'l Location>, location: &Location) -> Error {
    let lines: Vec<&Location> = lines.take(6).collect();
    let shown = |one: &dyn Fn(&Location) -> String, between: &str| {
        lines.iter().map(|line| one(line)).collect::<Vec<_>>().join(between)
    };
    let message = (
        format!("a name here is the name of several people: see {}", shown(&Location::to_string, ", ")),
        format!("这里有个名字指几个人，见 {}", shown(&Location::zh, "、")),
    );
    Error::refused(&refusal::NAME_OF_SEVERAL, message).at(location.clone())
}

crate::redacted!(Identity, Sighting);

#[cfg(test)]
mod tests;
