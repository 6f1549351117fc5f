//! The people of a chat by what a message can call them.

use std::collections::BTreeMap;

use linli::records::{GroupId, PersonId};
use linli::{Error, ErrorKind, Location};

use super::stage::Stage;
use crate::draft::Draft;
use crate::identity::{Seen, is_oneself};

/// Who is who in one chat as one file has it.
pub(super) struct Cast<'s> {
    /// By position of the writer.
    pub(super) authors: Vec<PersonId>,
    /// By name; `None` where two bear it, or where it was not asked for yet.
    by_name: BTreeMap<&'s str, Bearer>,
    by_id: BTreeMap<&'s str, PersonId>,
    scope: String,
    group: &'s str,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Bearer {
    /// On a member list, or a name that aliases.csv has for somebody; becomes a person when somebody points there.
    Listed,
    One(PersonId),
    Several,
}

/// The platform's ids of the writers, in their order.
fn platform_ids(stage: &Stage) -> impl Iterator<Item = Option<String>> {
    let platform = stage.platform.as_deref().unwrap_or("chat");
    stage.authors.iter().map(move |author| author.id.as_deref().map(|id| format!("{platform}:{id}")))
}

/// Tells identity whom the platform's ids of a chat belong to. Every chat is asked before any name is resolved: a name
/// without an id may be known by a file that is read later.
pub(super) fn introduce(
    draft: &mut Draft,
    stage: &Stage,
    name: &str,
    group: GroupId,
    place: &Location,
) -> Result<(), Error> {
    let scope = draft.scope_of_group(group);
    let seen = Seen { scope: Some(&scope), group: Some(name), location: place };
    for (author, id) in stage.authors.iter().zip(platform_ids(stage)) {
        if let Some(id) = id {
            draft.who.note_shown(&id, stage.shown(author), seen)?;
        }
    }
    Ok(())
}

/// Makes people of the platform's ids of a chat.
pub(super) fn admit(
    draft: &mut Draft,
    stage: &Stage,
    name: &str,
    group: GroupId,
    place: &Location,
) -> Result<(), Error> {
    let scope = draft.scope_of_group(group);
    let seen = Seen { scope: Some(&scope), group: Some(name), location: place };
    for (author, id) in stage.authors.iter().zip(platform_ids(stage)) {
        if let Some(id) = id {
            draft.platform_person(&id, stage.shown(author), seen)?;
        }
    }
    let platform = stage.platform.as_deref().unwrap_or("chat");
    for (id, unseen) in &stage.known_as {
        draft.who.note_unseen(&format!("{platform}:{id}"), unseen);
    }
    let ids: Vec<Option<String>> = platform_ids(stage).collect();
    for &(writer, was) in &stage.renames {
        let (Some(author), Some(id)) = (stage.authors.get(writer as usize), ids.get(writer as usize)) else { continue };
        match id {
            // Other sources may still have the name of before.
            Some(id) => drop(draft.platform_person(id, stage.names.at(was), seen)?),
            None => draft.who.note_rename(stage.names.at(was), stage.shown(author), &scope),
        }
    }
    Ok(())
}

/// Further names of a chat: those on the member lists of its group, and those that aliases.csv has for whoever is there.
/// Somebody may be called by a name of before that no file of theirs shows.
pub(super) fn further_names(
    draft: &mut Draft,
    stage: &Stage,
    listed: &[String],
    name: &str,
    group: GroupId,
    place: &Location,
) -> Vec<String> {
    let scope = draft.scope_of_group(group);
    let seen = Seen { scope: Some(&scope), group: Some(name), location: place };
    let shown = stage.authors.iter().map(|author| stage.shown(author)).chain(listed.iter().map(String::as_str));
    let other = draft.who.other_names(shown, platform_ids(stage).flatten(), seen);
    listed.iter().cloned().chain(other).collect()
}

impl<'s> Cast<'s> {
    /// `listed` are the [`further_names`] of the chat.
    pub(super) fn new(
        draft: &mut Draft,
        stage: &'s Stage,
        listed: &'s [String],
        name: &'s str,
        group: GroupId,
        place: &Location,
    ) -> Result<Self, Error> {
        let scope = draft.scope_of_group(group);
        let mut cast =
            Self { authors: Vec::new(), by_name: BTreeMap::new(), by_id: BTreeMap::new(), scope, group: name };
        // A plain line about a join or a recall has a name and no id: it is about the one bearer of the name in this chat,
        // even where another chat knows another.
        let mut bearers: BTreeMap<&str, Option<PersonId>> = BTreeMap::new();
        let mut identified: Vec<Option<PersonId>> = Vec::new();
        for (author, id) in stage.authors.iter().zip(platform_ids(stage)) {
            let shown = stage.shown(author);
            let seen = Seen { scope: Some(&cast.scope), group: Some(name), location: place };
            let person = id.map(|id| draft.platform_person(&id, shown, seen)).transpose()?;
            if person.is_some() && !is_oneself(shown) {
                let bearer = bearers.entry(shown).or_insert(person);
                *bearer = bearer.filter(|_| *bearer == person);
            }
            identified.push(person);
        }
        for (author, person) in stage.authors.iter().zip(identified) {
            let shown = stage.shown(author);
            let person = match person.or_else(|| bearers.get(shown).copied().flatten()) {
                Some(person) => Some(person),
                None => draft.person(shown, Some(&cast.scope), Some(name), place)?,
            };
            // Names were cleaned when they were staged, so nobody is lost here; positions must not shift.
            let Some(person) = person else {
                return Err(Error::new(ErrorKind::Input, "a writer has no name").at(place.clone()));
            };
            cast.authors.push(person);
            let bearer = cast.by_name.entry(shown).or_insert(Bearer::One(person));
            if *bearer != Bearer::One(person) {
                *bearer = Bearer::Several;
            }
            if let Some(id) = author.id.as_deref() {
                cast.by_id.insert(id, person);
            }
        }
        for shown in listed {
            cast.by_name.entry(shown).or_insert(Bearer::Listed);
        }
        Ok(cast)
    }

    /// Adds whom other files of the group know and this one does not: an answer may be in one file and whom it names in
    /// another.
    pub(super) fn meet(casts: &mut [Self]) {
        let mut all: BTreeMap<&'s str, Bearer> = BTreeMap::new();
        let mut ids: BTreeMap<&'s str, PersonId> = BTreeMap::new();
        for cast in casts.iter() {
            ids.extend(cast.by_id.iter().map(|(&id, &person)| (id, person)));
            for (&name, &bearer) in &cast.by_name {
                let known = all.entry(name).or_insert(bearer);
                match (*known, bearer) {
                    (Bearer::Listed, _) => *known = bearer,
                    (_, Bearer::Listed) => {}
                    (one, other) if one == other => {}
                    _ => *known = Bearer::Several,
                }
            }
        }
        for cast in casts {
            for (&name, &bearer) in &all {
                cast.by_name.entry(name).or_insert(bearer);
            }
            for (&id, &person) in &ids {
                cast.by_id.entry(id).or_insert(person);
            }
        }
    }

    /// The names a message of this chat can call somebody by.
    pub(super) fn names(&self) -> impl Iterator<Item = &'s str> {
        self.by_name.keys().copied()
    }

    /// The one person of this chat whom a platform's id means.
    pub(super) fn identified(&self, id: &str) -> Option<PersonId> {
        self.by_id.get(id).copied()
    }

    /// The one person of this chat whom a name means.
    pub(super) fn called(&self, draft: &mut Draft, name: &str, place: &Location) -> Result<Option<PersonId>, Error> {
        Ok(match self.by_name.get(name) {
            None | Some(Bearer::Several) => None,
            Some(&Bearer::One(person)) => Some(person),
            Some(Bearer::Listed) => draft.person(name, Some(&self.scope), Some(self.group), place)?,
        })
    }

    /// The one person of this chat whom all of these names mean.
    pub(super) fn called_all(
        &self,
        draft: &mut Draft,
        names: &[&str],
        place: &Location,
    ) -> Result<Option<PersonId>, Error> {
        if let [name] = names {
            return self.called(draft, name, place);
        }
        let mut bearers = names.iter().map(|name| self.by_name.get(name).copied());
        let Some(Some(Bearer::One(person))) = bearers.next() else { return Ok(None) };
        Ok(bearers.all(|other| other == Some(Bearer::One(person))).then_some(person))
    }
}

crate::redacted!(Cast<'_>);
