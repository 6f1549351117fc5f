//! How often signals speak where nothing is planted.

use std::collections::{BTreeMap, BTreeSet};

use linli::simulate::{About, Street};

use super::diary::Told;
use super::watched::{Watched, watched};
use crate::heard::{Heard, Month, Whom};

/// What one signal says of subjects in whom nothing is planted.
#[derive(Debug, Clone, Default)]
pub(crate) struct Count {
    /// Months of subjects of which something could be said.
    pub(crate) asked: u32,
    /// In how many it found something.
    pub(crate) told: u32,
    /// In how many it found what it had not found the month before.
    pub(crate) fresh: u32,
    /// How many of those are so by the diary.
    pub(crate) fresh_so: u32,
    /// Subjects of which something could be said in any month.
    pub(crate) subjects: u32,
    /// Of how many it found something in any month.
    pub(crate) called: u32,
    /// How many of those were so by the diary when it was first told.
    pub(crate) called_so: u32,
    /// Months in which nothing could be said, by why.
    pub(crate) unsaid: BTreeMap<&'static str, u32>,
    /// By street: newly found, months asked, subjects called, subjects.
    pub(crate) streets: Vec<[u32; 4]>,
}

impl Count {
    fn add(&mut self, other: Self) {
        self.asked += other.asked;
        self.told += other.told;
        self.fresh += other.fresh;
        self.fresh_so += other.fresh_so;
        self.subjects += other.subjects;
        self.called += other.called;
        self.called_so += other.called_so;
        for (reason, months) in other.unsaid {
            *self.unsaid.entry(reason).or_default() += months;
        }
        self.streets.extend(other.streets);
    }
}

/// By signal, in the order of their ids: all subjects, and of these the controls.
#[derive(Debug, Clone, Default)]
pub(crate) struct Counts(pub(crate) Vec<[Count; 2]>);

impl Counts {
    /// Of one street on which nothing is planted but controls.
    pub(crate) fn of(street: &Street, heard: &Heard) -> Self {
        Self(watched().map(|of| counts(street, heard, of)).collect())
    }

    /// With those of another street.
    pub(crate) fn and(mut self, other: Self) -> Self {
        if self.0.is_empty() {
            return other;
        }
        for (own, other) in self.0.iter_mut().zip(other.0) {
            for (own, other) in own.iter_mut().zip(other) {
                own.add(other);
            }
        }
        self
    }
}

fn counts(street: &Street, heard: &Heard, of: &Watched) -> [Count; 2] {
    let mut counts = [Count::default(), Count::default()];
    let (mut before, mut called): (BTreeSet<&Whom>, BTreeSet<&Whom>) = Default::default();
    let mut subjects: BTreeSet<&Whom> = BTreeSet::new();
    let months: Vec<&Month> = heard.0.iter().filter(|month| month.signal == of.signal).collect();
    for month in months {
        for reason in &month.unsaid {
            *counts[0].unsaid.entry(reason.id()).or_default() += 1;
        }
        for whom in &month.asked {
            let mut one = Count { asked: 1, ..Count::default() };
            one.subjects = u32::from(subjects.insert(whom));
            if month.told.contains(whom) {
                let so = of.diary.is_some_and(|is_so| is_so(Told { street, whom, end: month.end }));
                let (is_new, is_first) = (!before.contains(whom), called.insert(whom));
                one.told = 1;
                (one.fresh, one.fresh_so) = (u32::from(is_new), u32::from(is_new && so));
                (one.called, one.called_so) = (u32::from(is_first), u32::from(is_first && so));
            }
            if is_control(street, whom) {
                counts[1].add(one.clone());
            }
            counts[0].add(one);
        }
        before = month.told.iter().collect();
    }
    for count in &mut counts {
        count.streets.push([count.fresh, count.asked, count.called, count.subjects]);
    }
    counts
}

/// Whether a subject is a control: a person who bears one, a group that does.
fn is_control(street: &Street, whom: &Whom) -> bool {
    let of_person = whom.person.is_some();
    street.facts.iter().any(|fact| {
        let is_of = whom.is_of(&street.organizations[fact.organization].name);
        let about_person = fact.plant.about() == About::Person;
        is_of && fact.plant.is_control() && about_person == of_person && (!of_person || fact.person == whom.person)
    })
}
