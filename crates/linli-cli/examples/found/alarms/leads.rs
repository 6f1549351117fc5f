//! How soon after the planted day a signal tells of it.

use std::collections::BTreeSet;

use linli::signal::{About, SIGNALS};
use linli::simulate::{self, Fact, Plant};

use super::watched::{Watched, watched};
use crate::heard::Whom;
use crate::town::Town;

/// One signal and one plant that it is for.
#[derive(Debug, Clone)]
pub(crate) struct Lead {
    pub(crate) signal: &'static str,
    pub(crate) plant: Plant,
    pub(crate) planted: u32,
    /// Weeks from the planted day to the first telling, of those found.
    pub(crate) weeks: Vec<i32>,
}

/// Every signal with every plant that it is for.
#[derive(Debug, Clone, Default)]
pub(crate) struct Leads(pub(crate) Vec<Lead>);

impl Leads {
    /// Of one street.
    pub(crate) fn of(town: &Town) -> Self {
        let pairs = watched().flat_map(|of| of.plants.iter().map(move |&plant| (of, plant)));
        Self(pairs.map(|(of, plant)| lead(town, of, plant)).collect())
    }

    /// With those of another street.
    pub(crate) fn and(mut self, other: Self) -> Self {
        if self.0.is_empty() {
            return other;
        }
        for (own, other) in self.0.iter_mut().zip(other.0) {
            own.planted += other.planted;
            own.weeks.extend(other.weeks);
        }
        self
    }
}

fn lead(town: &Town, of: &'static Watched, plant: Plant) -> Lead {
    let of_persons = SIGNALS.iter().any(|signal| signal.card.id == of.signal && signal.about == About::Person);
    let mut lead = Lead { signal: of.signal, plant, planted: 0, weeks: Vec::new() };
    let mut done = BTreeSet::new();
    for fact in town.street.facts.iter().filter(|fact| fact.plant == plant) {
        let person = fact.person.filter(|_| of_persons);
        // Two people of one group are one subject for a signal about groups; a signal about groups needs one.
        let has_group = plant.about() != simulate::About::Group || town.group(fact.organization).is_some();
        if !has_group || !done.insert((fact.organization, person)) {
            continue;
        }
        lead.planted += 1;
        lead.weeks.extend(weeks(town, of, fact, person));
    }
    lead
}

/// Weeks to the first new telling, where there is one in time.
fn weeks(town: &Town, of: &Watched, fact: &Fact, person: Option<usize>) -> Option<i32> {
    let name = &town.street.organizations[fact.organization].name;
    let end = fact.until.unwrap_or(town.span().1);
    let until = of.within.map_or(end, |days| fact.from.plus(days).min(end));
    let is_it = |whom: &Whom| whom.is_of(name) && (person.is_none() || whom.person == person);
    let first = *town.heard.newly_told(of.signal, is_it, fact.from, until).first()?;
    Some((first.number() - fact.from.number()) / 7)
}
