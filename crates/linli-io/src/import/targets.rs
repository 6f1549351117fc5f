//! Whom messages point at, once the names of a chat are known.

use std::collections::BTreeMap;
use std::rc::Rc;

use linli::records::{Flags, How, PersonId, Target};
use linli::{Error, Location};

use super::cast::Cast;
use super::stage::{Aimed, Pointers, Stage};
use crate::draft::Draft;
use crate::text::{Callings, Names, match_mentions};

/// Whom one message points at.
pub(super) struct Aim<'t> {
    /// Position of the message.
    pub(super) at: u32,
    pub(super) line: u32,
    /// In their order, each once.
    pub(super) targets: &'t [Target],
    pub(super) flags: Flags,
    /// How many targets are known to nobody here.
    pub(super) lost: u32,
}

/// Finds whom the messages of a chat point at, in the order of the messages. `writer` says whose the message at a position
/// is.
pub(super) fn each_aim(
    draft: &mut Draft,
    stage: &Stage,
    cast: &Cast<'_>,
    (label, writer): (&str, &dyn Fn(u32) -> Option<u32>),
    mut take: impl FnMut(&mut Draft, &Aim<'_>) -> Result<(), Error>,
) -> Result<(), Error> {
    let names: Names = cast.names().collect();
    let mut finder = Finder::new(stage, cast, &names, label);
    let mut pointers = stage.pointers.iter().copied().peekable();
    let mut heard = stage.spoken.callers().peekable();
    loop {
        let positions = [pointers.peek().map(|pointers| pointers.at), heard.peek().map(|heard| heard.0)];
        let Some(at) = positions.into_iter().flatten().min() else { return Ok(()) };
        finder.begin();
        let pointed = pointers.next_if(|pointers| pointers.at == at);
        if let Some(pointers) = pointed {
            finder.point(draft, pointers)?;
        }
        if let Some((_, calls)) = heard.next_if(|heard| heard.0 == at) {
            finder.call(draft, calls, writer(at))?;
        }
        if pointed.is_some() || !finder.targets.is_empty() {
            let Finder { targets, flags, lost, .. } = &mut finder;
            targets.sort();
            targets.dedup();
            let line = pointed.map_or(0, |pointers| pointers.line);
            take(draft, &Aim { at, line, targets, flags: *flags, lost: *lost })?;
        }
    }
}

/// A message that calls more people by name lists them, or tells of them.
const MOST_CALLED: usize = 2;

/// So many mentions are remembered: those that come again come early.
const MOST_READ: usize = 4096;

struct Finder<'s> {
    stage: &'s Stage,
    cast: &'s Cast<'s>,
    place: Location,
    names: &'s Names,
    callings: Callings<'s>,
    /// The same mentions are kept once, and looked through once.
    read_before: BTreeMap<(u32, u32), Rc<[&'s str]>>,
    targets: Vec<Target>,
    called: Vec<PersonId>,
    flags: Flags,
    lost: u32,
}

impl<'s> Finder<'s> {
    fn new(stage: &'s Stage, cast: &'s Cast<'s>, names: &'s Names, label: &str) -> Self {
        let calls = stage.spoken.calls();
        Self {
            stage,
            cast,
            place: Location::file(label),
            names,
            callings: Callings::among(cast.names(), |call| calls.binary_search(&call).is_ok()),
            read_before: BTreeMap::new(),
            targets: Vec::new(),
            called: Vec::new(),
            flags: Flags::NONE,
            lost: 0,
        }
    }

    fn begin(&mut self) {
        self.targets.clear();
        (self.flags, self.lost) = (Flags::NONE, 0);
    }

    fn aim(&mut self, person: Option<PersonId>, how: How) {
        self.flags = self.flags.with(Flags::ADDRESSED);
        if let Some(person) = person {
            self.targets.push(Target { person, how });
        } else {
            self.lost += 1;
            self.flags = self.flags.with(Flags::TO_OTHERS);
        }
    }

    /// What the message says of its targets: quotes, ids, names with an @.
    fn point(&mut self, draft: &mut Draft, pointers: Pointers) -> Result<(), Error> {
        let (stage, cast) = (self.stage, self.cast);
        if let Some(quoted) = pointers.quoted {
            self.aim(cast.called(draft, stage.names.at(quoted), &self.place)?, How::Reply);
        }
        for id in stage.ids(pointers) {
            self.aim(cast.identified(id), How::Mention);
        }
        for (aimed, how) in stage.aims(pointers) {
            let person = match aimed {
                Aimed::Writer(position) => cast.authors.get(*position as usize).copied(),
                Aimed::Name(name) => cast.called(draft, stage.names.at(*name), &self.place)?,
                Aimed::Id(id) => cast.identified(id),
            };
            self.aim(person, *how);
        }
        let written = stage.written(pointers);
        let known = self.read_before.get(&pointers.mentions).cloned();
        let found = known.unwrap_or_else(|| match_mentions(written, self.names).into());
        if self.read_before.len() < MOST_READ {
            self.read_before.entry(pointers.mentions).or_insert_with(|| Rc::clone(&found));
        }
        for name in found.iter() {
            self.aim(cast.called(draft, name, &self.place)?, How::Mention);
        }
        if found.is_empty() && !written.is_empty() && !pointers.to_all {
            self.aim(None, How::Mention);
        }
        Ok(())
    }

    /// Whom its words call by name, besides. Words that are nobody's name are no target.
    fn call(&mut self, draft: &mut Draft, calls: &[u64], writer: Option<u32>) -> Result<(), Error> {
        self.called.clear();
        let writer = writer.and_then(|writer| self.cast.authors.get(writer as usize)).copied();
        for &call in calls {
            let names = self.callings.of(call);
            let person = if names.is_empty() { None } else { self.cast.called_all(draft, names, &self.place)? };
            // Who signs does not call.
            if let Some(person) = person.filter(|&person| Some(person) != writer && !self.called.contains(&person)) {
                self.called.push(person);
            }
        }
        if self.called.len() > MOST_CALLED {
            return Ok(());
        }
        for at in 0..self.called.len() {
            let Some(&person) = self.called.get(at) else { break };
            if !self.targets.iter().any(|target| target.person == person) {
                self.aim(Some(person), How::Named);
            }
        }
        Ok(())
    }
}
