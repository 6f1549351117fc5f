//! Planted, found, missed and why; and what the same reading says of everybody else.

use std::collections::BTreeMap;

use linli::Error;
use linli::simulate::{About, Fact, Plant};

use crate::organizations;
use crate::reading::{Reading, Seen, Subject};
use crate::town::Town;

/// What became of one plant's reading on all streets read so far.
pub(crate) struct Tally {
    pub(crate) reading: &'static Reading,
    pub(crate) planted: u32,
    pub(crate) found: u32,
    /// How many were missed, or called where nothing should be, by why.
    pub(crate) missed: BTreeMap<String, u32>,
    /// Weeks from the day to the finding.
    pub(crate) weeks: Vec<i32>,
    /// Those in whom nothing of the kind is planted: asked, called, and called as the diary has it; of a control the last
    /// counts its own calls.
    pub(crate) others: [u32; 3],
    /// Whether the diary can be asked.
    pub(crate) has_diary: bool,
    /// Controls asked and called.
    pub(crate) controls: [u32; 2],
    /// Whether nothing looks for it.
    pub(crate) nothing: bool,
    /// Counts of halls, as [`organizations::hall`] gives them.
    pub(crate) halls: Vec<[f64; 4]>,
}

impl Tally {
    /// Of one street.
    pub(crate) fn of(reading: &'static Reading, town: &Town) -> Result<Self, Error> {
        let mut tally = Self {
            reading,
            planted: 0,
            found: 0,
            missed: BTreeMap::new(),
            weeks: Vec::new(),
            others: [0; 3],
            has_diary: false,
            controls: [0; 2],
            nothing: false,
            halls: Vec::new(),
        };
        tally.read(town)?;
        Ok(tally)
    }

    /// With what became of it on other streets.
    pub(crate) fn and(mut self, other: Self) -> Self {
        self.planted += other.planted;
        self.found += other.found;
        for (why, count) in other.missed {
            *self.missed.entry(why).or_default() += count;
        }
        self.weeks.extend(other.weeks);
        self.others.iter_mut().zip(other.others).for_each(|(own, other)| *own += other);
        self.has_diary |= other.has_diary;
        self.controls.iter_mut().zip(other.controls).for_each(|(own, other)| *own += other);
        self.nothing |= other.nothing;
        self.halls.extend(other.halls);
        self
    }

    /// Reads a street: those planted, then everybody else on the days of the first of them.
    fn read(&mut self, town: &Town) -> Result<(), Error> {
        let plant = self.reading.plant;
        let own: Vec<&Fact> = town.street.facts.iter().filter(|fact| fact.plant == plant).collect();
        for fact in &own {
            let subject = subject(town, fact);
            self.planted += 1;
            if plant == Plant::MosquitoHall {
                self.halls.extend(organizations::hall(town, subject)?);
            }
            match (self.reading.look)(town, subject)? {
                Seen::Yes { weeks, .. } => {
                    self.found += 1;
                    self.weeks.extend(weeks);
                }
                Seen::Called { by, diary } => {
                    *self.missed.entry(by).or_default() += 1;
                    self.others[2] += u32::from(diary);
                }
                // A control of which nothing is said.
                Seen::No(_) if plant.is_control() => {}
                Seen::No(why) => *self.missed.entry(why).or_default() += 1,
                Seen::Nothing => self.nothing = true,
            }
        }
        let Some(first) = own.first().filter(|_| !plant.is_control()) else { return Ok(()) };
        for (other, is_control) in others(town, plant) {
            let span = subject(town, first);
            let seen = (self.reading.look)(town, Subject { from: span.from, until: span.until, ..other })?;
            let (yes, diary) = match seen {
                Seen::Yes { diary, .. } => (true, diary),
                Seen::Called { .. } | Seen::No(_) => (false, None),
                Seen::Nothing => return Ok(()),
            };
            self.has_diary |= diary.is_some();
            if is_control {
                self.controls[0] += 1;
                self.controls[1] += u32::from(yes);
            } else {
                self.others[0] += 1;
                self.others[1] += u32::from(yes);
                self.others[2] += u32::from(diary == Some(true));
            }
        }
        Ok(())
    }
}

fn subject(town: &Town, fact: &Fact) -> Subject {
    let person = fact.person.filter(|_| fact.plant.about() == About::Person);
    let (_, end) = town.span();
    Subject { organization: fact.organization, person, from: fact.from, until: fact.until.unwrap_or(end) }
}

/// Everybody in whom nothing of the kind is planted, and whether they are a control. A fall that another plant brings about
/// is no false call, so whoever bears another fact is left out: a person a personal one, a group one about groups, an
/// organization the same one only.
fn others(town: &Town, plant: Plant) -> Vec<(Subject, bool)> {
    let (from, until) = town.span();
    let facts = &town.street.facts;
    let all: Vec<Subject> = match plant.about() {
        About::Person => {
            let of = |(organization, person)| Subject { organization, person: Some(person), from, until };
            town.members().into_iter().map(of).collect()
        }
        About::Group | About::Organization => {
            let all = 0..town.street.organizations.len();
            let own = all.filter(|&at| plant.about() == About::Organization || town.group(at).is_some());
            own.map(|organization| Subject { organization, person: None, from, until }).collect()
        }
    };
    let borne = |of: &Subject| {
        let own = facts.iter().filter(|fact| fact.organization == of.organization);
        own.filter(|fact| match plant.about() {
            About::Person => fact.plant.about() == About::Person && fact.person == of.person,
            About::Group => fact.plant.about() == About::Group,
            About::Organization => fact.plant == plant,
        })
        .map(|fact| fact.plant)
        .collect::<Vec<_>>()
    };
    all.into_iter()
        .filter_map(|of| {
            let borne = borne(&of);
            borne.iter().all(|plant| plant.is_control()).then_some((of, !borne.is_empty()))
        })
        .collect()
}
