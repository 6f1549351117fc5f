//! Everybody a study has met, with what hangs on them: where they were seen, and how much would be joined.

use std::collections::{BTreeMap, BTreeSet};

use linli::records::{Layer, MessageKind, PersonId, Records};

use super::likeness::Look;
use crate::identity::{Identity, is_oneself};

/// The kinds of source in which somebody was seen.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Sides(u8);

impl Sides {
    /// A first-layer group: its chat, or its member screen.
    pub(super) const CHAT: Self = Self(1);
    /// Sheets and tables, where people write the names they were given.
    pub(super) const SHEET: Self = Self(2);
    /// A second-layer group.
    pub(super) const SECOND: Self = Self(4);

    pub(super) const fn has(self, side: Self) -> bool {
        self.0 & side.0 != 0
    }

    /// Whether together they are more than the other alone.
    pub(super) const fn adds_to(self, other: Self) -> bool {
        self.0 & !other.0 != 0
    }

    fn add(&mut self, side: Self) {
        self.0 |= side.0;
    }
}

/// What says who somebody is: two people of the same kind of proof are two.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Proofs(u8);

impl Proofs {
    /// A row of people.csv.
    const LISTED: Self = Self(1);
    /// A name of staff in the plan.
    const STAFF: Self = Self(2);
    /// An account of a platform.
    const ACCOUNT: Self = Self(4);

    /// Whether one kind proves both.
    pub(super) const fn meets(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }

    fn add(&mut self, proof: Self) {
        self.0 |= proof.0;
    }
}

/// Somebody met.
#[derive(Clone)]
pub(super) struct Person {
    pub(super) id: String,
    pub(super) looks: Vec<Look>,
    /// Names that no group sees.
    pub(super) unseen: Vec<Look>,
    pub(super) scopes: BTreeSet<String>,
    pub(super) sides: Sides,
    /// Messages and attendances.
    pub(super) weight: u64,
    /// Activities they came to, by position.
    came_to: BTreeSet<u32>,
    pub(super) proofs: Proofs,
    /// Somebody whom a file calls 我.
    pub(super) is_unnamed: bool,
}

impl Person {
    /// Whether what one kind of source says of them is joined to another.
    pub(super) const fn is_linked(&self) -> bool {
        self.sides.0.count_ones() > 1
    }

    /// Whether the two came to one activity: two names on one sheet are two people.
    pub(super) fn met(&self, other: &Self) -> bool {
        let (few, many) = if self.came_to.len() < other.came_to.len() { (self, other) } else { (other, self) };
        few.came_to.iter().any(|activity| many.came_to.contains(activity))
    }

    /// Every name, those too that no group sees.
    pub(super) fn all_looks(&self) -> impl Iterator<Item = &Look> {
        self.looks.iter().chain(&self.unseen)
    }

    /// A name to ask by.
    pub(super) fn shown(&self) -> String {
        let names: Vec<&str> = self.looks.iter().map(|look| look.name.as_str()).take(3).collect();
        let unseen: Vec<&str> = self.unseen.iter().map(|look| look.name.as_str()).take(2).collect();
        let names = names.join(" / ");
        if unseen.is_empty() { names } else { format!("{names} [{}]", unseen.join(" / ")) }
    }

    /// Where they were seen: organization, and kinds of source.
    pub(super) fn place(&self) -> String {
        let scopes: Vec<&str> = self.scopes.iter().map(String::as_str).take(3).collect();
        let kinds =
            [(Sides::CHAT, "群聊 chat"), (Sides::SECOND, "第二层群 second layer"), (Sides::SHEET, "签到表 sheet")];
        let sides: Vec<&str> = kinds.iter().filter(|(side, _)| self.sides.has(*side)).map(|&(_, word)| word).collect();
        format!("{} · {}", scopes.join("、"), sides.join("、"))
    }
}

/// Everybody, in ascending id.
#[derive(Clone, Default)]
pub(super) struct People {
    all: Vec<Person>,
    /// Positions of two of whom a chat shows that one name became the other.
    renamed: Vec<(usize, usize)>,
}

impl People {
    /// Everybody met while the records were read.
    pub(super) fn of(who: &Identity, records: &Records, pseudonym: &dyn Fn(&str) -> String) -> Self {
        let measured = Measured::of(records);
        let mut people: BTreeMap<String, Person> = BTreeMap::new();
        for (id, sightings) in who.met() {
            let standing = who.stands_for(id);
            let person = people.entry(standing).or_insert_with_key(|standing| Person::new(standing, who));
            if who.is_account(id) {
                person.proofs.add(Proofs::ACCOUNT);
            }
            for unseen in who.unseen(id) {
                if !person.unseen.iter().any(|look| look.name == *unseen) {
                    person.unseen.push(Look::of(unseen));
                }
            }
            for seen in sightings {
                if who.is_staff(&seen.name) {
                    person.proofs.add(Proofs::STAFF);
                }
                person.scopes.extend(seen.scope.clone());
                if !person.looks.iter().any(|look| look.name == seen.name) {
                    person.looks.push(Look::of(&seen.name));
                }
            }
        }
        let mut all: Vec<Person> = people.into_values().collect();
        for person in &mut all {
            person.is_unnamed = person.looks.iter().all(|look| is_oneself(&look.name));
            let Some(at) = records.person(&pseudonym(&person.id)) else { continue };
            (person.sides, person.weight) = (measured.sides[at.index()], measured.weight[at.index()]);
            person.came_to = measured.came_to.get(&at).cloned().unwrap_or_default();
        }
        let mut named: BTreeMap<[&str; 2], Vec<usize>> = BTreeMap::new();
        for (id, sightings) in who.met() {
            let standing = who.stands_for(id);
            let Ok(at) = all.binary_search_by(|person| person.id.cmp(&standing)) else { continue };
            for seen in sightings {
                named.entry([seen.scope.as_deref().unwrap_or_default(), &seen.name]).or_default().push(at);
            }
        }
        let mut renamed = Vec::new();
        for [scope, was, name] in who.renames() {
            let (before, after) = (named.get(&[scope.as_str(), was]), named.get(&[scope.as_str(), name]));
            if let (Some([one]), Some([other])) = (before.map(Vec::as_slice), after.map(Vec::as_slice)) {
                renamed.push((*one, *other));
            }
        }
        Self { all, renamed }
    }

    /// Two of whom a chat shows that one name became the other.
    pub(super) fn renamed(&self) -> &[(usize, usize)] {
        &self.renamed
    }

    /// Everybody, with the position they stand at.
    pub(super) fn each(&self) -> impl Iterator<Item = (usize, &Person)> {
        self.all.iter().enumerate()
    }

    pub(super) fn at(&self, position: usize) -> &Person {
        &self.all[position]
    }

    /// Messages and attendances of people who are known from one kind of source alone.
    pub(super) fn unlinked_weight(&self) -> u64 {
        self.all.iter().filter(|person| !person.is_linked()).map(|person| person.weight).sum()
    }

    /// The people of each scope, those with most to settle first, and no more than so many.
    pub(super) fn by_scope(&self, most: usize) -> Vec<Vec<usize>> {
        let mut scopes: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
        for at in self.heaviest(usize::MAX) {
            for scope in &self.all[at].scopes {
                let within = scopes.entry(scope).or_default();
                if within.len() < most {
                    within.push(at);
                }
            }
        }
        scopes.into_values().collect()
    }

    /// People of the second layer, those with most to settle first.
    pub(super) fn of_second_layer(&self, most: usize) -> Vec<usize> {
        self.heaviest(usize::MAX).into_iter().filter(|&at| self.all[at].sides.has(Sides::SECOND)).take(most).collect()
    }

    /// People who speak in one first-layer group and are known from nowhere else, where sheets have names that are known from
    /// nowhere else either; those with most to settle first.
    pub(super) fn of_chats_alone(&self, most: usize) -> Vec<usize> {
        let lone = |person: &Person, side: Sides| person.sides == side && person.weight > 0 && person.scopes.len() == 1;
        let sheets: BTreeSet<&String> =
            self.all.iter().filter(|person| lone(person, Sides::SHEET)).flat_map(|person| &person.scopes).collect();
        let is_asked = |person: &Person| {
            let known = person.is_unnamed || person.proofs != Proofs::default() && person.proofs != Proofs::ACCOUNT;
            lone(person, Sides::CHAT) && !known && person.scopes.iter().all(|scope| sheets.contains(scope))
        };
        self.heaviest(usize::MAX).into_iter().filter(|&at| is_asked(&self.all[at])).take(most).collect()
    }

    /// Those with most to settle first.
    pub(super) fn heaviest(&self, most: usize) -> Vec<usize> {
        let mut all: Vec<usize> = (0..self.all.len()).collect();
        all.sort_by_key(|&at| std::cmp::Reverse(self.all[at].weight));
        all.truncate(most);
        all
    }

    /// People whose names are the same but for signs or an addition.
    pub(super) fn by_core(&self) -> Vec<Vec<usize>> {
        let mut cores: BTreeMap<&str, BTreeSet<usize>> = BTreeMap::new();
        for (at, person) in self.all.iter().enumerate() {
            for look in person.all_looks() {
                for key in [look.folded(), look.core()].into_iter().filter(|key| key.chars().count() > 1) {
                    cores.entry(key).or_default().insert(at);
                }
            }
        }
        cores.into_values().filter(|alike| alike.len() > 1).map(|alike| alike.into_iter().collect()).collect()
    }
}

impl Person {
    fn new(id: &str, who: &Identity) -> Self {
        Self {
            id: id.to_owned(),
            looks: Vec::new(),
            unseen: Vec::new(),
            scopes: BTreeSet::new(),
            sides: Sides::default(),
            weight: 0,
            came_to: BTreeSet::new(),
            proofs: if who.is_listed(id) { Proofs::LISTED } else { Proofs::default() },
            is_unnamed: false,
        }
    }
}

/// What the records say of each person, by position.
struct Measured {
    sides: Vec<Sides>,
    weight: Vec<u64>,
    came_to: BTreeMap<PersonId, BTreeSet<u32>>,
}

impl Measured {
    fn of(records: &Records) -> Self {
        let people = records.people().len();
        let mut measured =
            Self { sides: vec![Sides::default(); people], weight: vec![0; people], came_to: BTreeMap::new() };
        let side = |layer: Layer| if layer == Layer::Second { Sides::SECOND } else { Sides::CHAT };
        for (at, group) in records.groups().iter().enumerate() {
            for message in records.messages(linli::records::GroupId::from_index(at)).iter() {
                if message.kind != MessageKind::System {
                    measured.sides[message.author.index()].add(side(group.layer));
                    measured.weight[message.author.index()] += 1;
                }
            }
        }
        for membership in records.memberships().iter().filter(|m| m.listed) {
            let layer = membership.group.map_or(Sides::SHEET, |group| side(records.groups()[group.index()].layer));
            measured.sides[membership.person.index()].add(layer);
        }
        for row in records.attendance() {
            measured.sides[row.person.index()].add(Sides::SHEET);
            measured.weight[row.person.index()] += 1;
            measured.came_to.entry(row.person).or_default().insert(row.activity.index() as u32);
        }
        measured
    }
}

crate::redacted!(People, Person);
