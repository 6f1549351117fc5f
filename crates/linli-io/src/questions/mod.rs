//! Who could be whom: questions for a person, those first that would settle most. Nothing is merged for them.
//!
//! A question costs a person's minute, so they are ordered by what an answer would bring: the messages and attendances it
//! joins, times how often names so alike are one person's.

mod likeness;
mod people;
mod script;
#[cfg(test)]
mod tests;
pub(crate) mod todo;
mod variants;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::OnceLock;

use linli::records::{Layer, Records};

use self::likeness::{Likeness, likeness};
use self::people::{People, Person, Sides};
use crate::identity::decision::{Decisions, Pair};
use crate::identity::{Identity, Sighting, is_oneself};
use crate::table::TodoRow;

/// One question: are these two one person?
#[derive(Clone, PartialEq, Eq)]
pub(crate) struct Question {
    pub(crate) pair: Pair,
    /// A name of each, and where they were seen, in the order of the pair.
    pub(crate) names: [String; 2],
    pub(crate) places: [String; 2],
    /// Why, in Chinese and in English.
    pub(crate) evidence: [&'static str; 2],
    /// Messages and attendances that a yes would join to what else is known of the person.
    pub(crate) settles: u64,
    /// The part of all that is not joined yet, in thousandths.
    pub(crate) share: u32,
    /// The same for all questions up to this one, each person counted once.
    pub(crate) cumulative: u32,
}

/// Somebody of a chat whom no name elsewhere is like: who is this?
#[derive(Clone, PartialEq, Eq)]
pub(crate) struct Unknown {
    pub(crate) id: String,
    pub(crate) name: String,
    pub(crate) place: String,
    pub(crate) settles: u64,
    pub(crate) share: u32,
    pub(crate) cumulative: u32,
}

/// What is asked, in its order.
#[derive(Clone, Default)]
struct Asked {
    questions: Vec<Question>,
    unknown: Vec<Unknown>,
}

/// Who is who in a study folder: the questions that are open, what was decided, and everybody by name. For the team alone:
/// its Debug shows nothing.
#[derive(Clone, Default)]
pub struct WhoIsWho {
    people: People,
    /// Found when they are first asked for: a run needs none.
    open: OnceLock<Asked>,
    /// Pairs that are two people, by the ids that stand for them.
    two: BTreeSet<Pair>,
    /// Lines of the to-do list that a person began to fill in.
    kept: Vec<TodoRow>,
    /// The digest of the to-do list as it was read.
    read_as: Option<String>,
    is_foreign: bool,
    decisions: Decisions,
    met: BTreeMap<String, BTreeSet<Sighting>>,
    /// Ids of people.csv.
    listed: BTreeSet<String>,
    /// The scope of names in a group.
    scopes: BTreeMap<String, String>,
    /// The names people were given, by their pseudonym.
    given: BTreeMap<String, String>,
    /// Who bears a name that a source shows, by pseudonym.
    bearers: BTreeMap<String, BTreeSet<String>>,
}

/// What a person said, and the files it was said in.
#[derive(Default)]
pub(crate) struct Said {
    pub(crate) kept: Vec<TodoRow>,
    pub(crate) read_as: Option<String>,
    /// The to-do list has columns of a person's own.
    pub(crate) is_foreign: bool,
    pub(crate) decisions: Decisions,
}

impl WhoIsWho {
    /// Looks through everybody met.
    pub(crate) fn of(who: &Identity, records: &Records, said: Said, pseudonym: &dyn Fn(&str) -> String) -> Self {
        let scope = |group: &linli::records::Group| match (group.layer, group.organization) {
            (Layer::First, Some(organization)) => records.organizations()[organization.index()].id.clone(),
            _ => group.id.clone(),
        };
        let standing = |(pair, _): (&Pair, _)| Pair::of(&who.stands_for(&pair.one), &who.stands_for(&pair.other));
        let two = said.decisions.pairs().filter_map(standing).collect();
        Self {
            people: People::of(who, records, pseudonym),
            open: OnceLock::new(),
            two,
            kept: said.kept,
            read_as: said.read_as,
            is_foreign: said.is_foreign,
            decisions: said.decisions,
            met: who.met().clone(),
            listed: who.met().keys().filter(|id| who.is_listed(id)).cloned().collect(),
            scopes: records.groups().iter().map(|group| (group.id.clone(), scope(group))).collect(),
            given: given(who, pseudonym),
            bearers: bearers(who, pseudonym),
        }
    }

    /// The name a person was given, for the team's own papers: as `people.csv` or `aliases.csv` has it, else as a sheet
    /// does. `None` for somebody met in chats and on member screens alone, or called 我 everywhere.
    pub fn given_name(&self, pseudonym: &str) -> Option<&str> {
        self.given.get(pseudonym).map(String::as_str)
    }

    /// The pseudonyms of everybody whom some source shows under a name, ascending.
    pub fn bearers(&self, name: &str) -> impl Iterator<Item = &str> {
        self.bearers.get(name).into_iter().flatten().map(String::as_str)
    }

    /// The questions that are open, in their order.
    pub(crate) fn open(&self) -> &[Question] {
        &self.asked().questions
    }

    /// How many pairs of people have names that differ in width, script or signs alone, and are not decided on.
    pub(crate) fn variants(&self) -> usize {
        variants::variants(&self.people, &self.two)
    }

    /// People of chats whom no name elsewhere is like, those with most to settle first.
    pub(crate) fn unknown(&self) -> &[Unknown] {
        &self.asked().unknown
    }

    fn asked(&self) -> &Asked {
        self.open.get_or_init(|| questions(&self.people, &self.two))
    }
}

/// The names people were given, by their pseudonym.
fn given(who: &Identity, pseudonym: &dyn Fn(&str) -> String) -> BTreeMap<String, String> {
    let mut given: BTreeMap<String, String> = BTreeMap::new();
    for (id, sightings) in who.met() {
        let standing = who.stands_for(id);
        let listed = who.listed_name(&standing);
        let standing = pseudonym(&standing);
        if let Some(name) = listed {
            given.insert(standing, name.to_owned());
            continue;
        }
        // Of several the smallest, whatever the order of files.
        let written = sightings.iter().filter(|seen| seen.is_given && !is_oneself(&seen.name)).map(|seen| &seen.name);
        if let Some(name) = written.min() {
            let known = given.entry(standing).or_insert_with(|| name.clone());
            if name < known {
                known.clone_from(name);
            }
        }
    }
    given
}

fn bearers(who: &Identity, pseudonym: &dyn Fn(&str) -> String) -> BTreeMap<String, BTreeSet<String>> {
    let mut bearers: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for (id, sightings) in who.met() {
        let standing = pseudonym(&who.stands_for(id));
        for seen in sightings {
            bearers.entry(seen.name.clone()).or_default().insert(standing.clone());
        }
    }
    bearers
}

/// As many questions as anybody will look at.
const MOST_QUESTIONS: usize = 500;

/// People of one organization who are compared, each with each: those with most to settle.
const MOST_COMPARED: usize = 800;

/// As many lines as anybody will fill in without a suggestion.
const MOST_UNKNOWN: usize = 100;

/// Whoever has a question of at least this chance, in hundredths, is not asked about again without one.
const LIKELY: u32 = 30;

/// Pairs with a smaller chance than this, in hundredths, are not asked about.
const LEAST_CHANCE: u32 = 4;

/// Two people, and why they could be one.
struct Candidate {
    a: usize,
    b: usize,
    why: Likeness,
    chance: u32,
}

/// The questions that are open, in their order.
fn questions(people: &People, two: &BTreeSet<Pair>) -> Asked {
    let mut candidates = candidates(people);
    candidates.retain(|c| Pair::of(&people.at(c.a).id, &people.at(c.b).id).is_some_and(|pair| !two.contains(&pair)));
    // Of several who could be called alike, each is less likely.
    let mut alike: BTreeMap<(usize, Likeness), u32> = BTreeMap::new();
    for Candidate { a, b, why, .. } in candidates.iter().filter(|c| c.why.is_loose()) {
        *alike.entry((*a, *why)).or_default() += 1;
        *alike.entry((*b, *why)).or_default() += 1;
    }
    for c in &mut candidates {
        let rivals = |at: usize| alike.get(&(at, c.why)).copied().unwrap_or(1);
        c.chance /= rivals(c.a).max(rivals(c.b)).max(1);
    }
    // Somebody of whom one thing is nearly sure is unlikely to be anybody else.
    let mut best: BTreeMap<usize, u32> = BTreeMap::new();
    for c in &candidates {
        for at in [c.a, c.b] {
            let best = best.entry(at).or_default();
            *best = (*best).max(c.chance);
        }
    }
    for c in &mut candidates {
        let other = [c.a, c.b].iter().filter_map(|at| best.get(at)).copied().max().unwrap_or(0);
        if other > c.chance && other >= 60 && c.why.is_loose() {
            c.chance /= 3;
        }
    }
    candidates.retain(|c| c.chance >= LEAST_CHANCE);
    let brings = |c: &Candidate| gain(people.at(c.a), people.at(c.b));
    candidates.sort_by_cached_key(|c| {
        let expected = u128::from(brings(c)) * u128::from(c.chance);
        (std::cmp::Reverse(expected), std::cmp::Reverse(c.chance), people.at(c.a).id.clone(), people.at(c.b).id.clone())
    });
    candidates.truncate(MOST_QUESTIONS);

    let unlinked = people.unlinked_weight();
    let thousandths = |part: u64| u32::try_from(u128::from(part) * 1000 / u128::from(unlinked.max(1))).unwrap_or(1000);
    let (mut counted, mut settled) = (BTreeSet::new(), 0_u64);
    let question = |c: Candidate| {
        let (a, b) = (people.at(c.a), people.at(c.b));
        for (at, person) in [(c.a, a), (c.b, b)] {
            if !person.is_linked() && counted.insert(at) {
                settled += person.weight;
            }
        }
        let settles = gain(a, b);
        let pair = Pair::of(&a.id, &b.id)?;
        let (a, b) = if pair.one == a.id { (a, b) } else { (b, a) };
        Some(Question {
            pair,
            names: [a.shown(), b.shown()],
            places: [a.place(), b.place()],
            evidence: c.why.meaning(),
            settles,
            share: thousandths(settles).min(1000),
            cumulative: thousandths(settled).min(1000),
        })
    };
    let likely: BTreeSet<usize> = candidates.iter().filter(|c| c.chance >= LIKELY).flat_map(|c| [c.a, c.b]).collect();
    let questions = candidates.into_iter().filter_map(question).collect();
    let unknown = |at: usize| {
        let person = people.at(at);
        settled += if counted.insert(at) { person.weight } else { 0 };
        Unknown {
            id: person.id.clone(),
            name: person.shown(),
            place: person.place(),
            settles: person.weight,
            share: thousandths(person.weight).min(1000),
            cumulative: thousandths(settled).min(1000),
        }
    };
    let unknown =
        people.of_chats_alone(MOST_UNKNOWN).into_iter().filter(|at| !likely.contains(at)).map(unknown).collect();
    Asked { questions, unknown }
}

/// The messages and attendances that would be joined to another source.
fn gain(a: &Person, b: &Person) -> u64 {
    let of = |person: &Person, other: &Person| if other.sides.adds_to(person.sides) { person.weight } else { 0 };
    match of(a, b) + of(b, a) {
        // Two spellings within one kind of source: what is joined is the smaller part.
        0 => a.weight.min(b.weight),
        sum => sum,
    }
}

/// Pairs of people with names so alike that they could be one person's.
fn candidates(people: &People) -> Vec<Candidate> {
    let mut pairs: BTreeMap<(usize, usize), Candidate> = BTreeMap::new();
    for &(a, b) in people.renamed() {
        let pair = (a.min(b), a.max(b));
        if a != b && !people.at(a).proofs.meets(people.at(b).proofs) {
            let why = Likeness::Renamed;
            pairs.insert(pair, Candidate { a: pair.0, b: pair.1, why, chance: why.chance() });
        }
    }
    let mut consider = |a: usize, b: usize| {
        let (a, b) = (a.min(b), a.max(b));
        if a != b
            && !pairs.contains_key(&(a, b))
            && let Some((why, chance)) = could_be_one(people, a, b)
        {
            pairs.insert((a, b), Candidate { a, b, why, chance });
        }
    };
    for within in people.by_scope(MOST_COMPARED) {
        for (at, &a) in within.iter().enumerate() {
            for &b in &within[at + 1..] {
                consider(a, b);
            }
        }
    }
    // Those of the second layer belong to some first-layer group; in which, their names may say.
    let leaders = people.of_second_layer(MOST_COMPARED);
    let others = people.heaviest(MOST_COMPARED * 4);
    for &a in &leaders {
        for &b in &others {
            consider(a, b);
        }
    }
    // Across organizations only names that are the same but for signs.
    for alike in people.by_core() {
        for (at, &a) in alike.iter().enumerate().take(40) {
            for &b in alike[at + 1..].iter().take(40) {
                consider(a, b);
            }
        }
    }
    pairs.into_values().collect()
}

/// Whether two people could be one: why, and in how many of a hundred such cases they are.
fn could_be_one(people: &People, a: usize, b: usize) -> Option<(Likeness, u32)> {
    let (a, b) = (people.at(a), people.at(b));
    if a.proofs.meets(b.proofs) || a.is_unnamed || b.is_unnamed || a.met(b) {
        return None;
    }
    let looks = a.all_looks().flat_map(|look| b.all_looks().map(move |other| (look, other)));
    let (why, x, y) = looks.filter_map(|(x, y)| Some((likeness(x, y)?, x, y))).min_by_key(|&(why, ..)| why)?;
    let together = a.scopes.iter().any(|scope| b.scopes.contains(scope));
    let second = a.sides.has(Sides::SECOND) || b.sides.has(Sides::SECOND);
    let is_full = x.is_full() && y.is_full() && x.folded().chars().count() > 2;
    let chance = match (together, why) {
        (true, _) => why.chance(),
        // A full name is rarely two people's in one quarter; 张姐 and 平安是福 are in every group.
        (false, _) if why.travels() && is_full => why.chance() - 5,
        (false, _) if why.travels() => {
            if second {
                why.chance() / 2
            } else {
                why.chance() / 6
            }
        }
        (false, _) if second && a.sides.has(Sides::SECOND) != b.sides.has(Sides::SECOND) => why.chance() / 3,
        (false, _) => return None,
    };
    // Two names that speak in one chat are mostly two people; the same with something added may be one who renamed.
    let same_chat = together && a.sides.has(Sides::CHAT) && b.sides.has(Sides::CHAT);
    if same_chat && !matches!(why, Likeness::Variant | Likeness::Decorated | Likeness::Same) {
        return None;
    }
    Some((why, if same_chat { chance / 2 } else { chance }))
}

crate::redacted!(Question, Unknown, Asked, WhoIsWho, Said);
