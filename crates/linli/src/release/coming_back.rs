//! Who comes back: people by the organization on whose list they first stood, and how far they came along.
//!
//! H: listed activities that are looked at after the first one somebody came to; S(k): share of those of whom H are over
//! who came to the k-th of them or to a later one.

use std::collections::BTreeMap;

use crate::engine;
use crate::frame::HeldActivity;
use crate::records::{OrganizationId, PersonId};
use crate::study::Outcome;
use crate::time::Day;

/// H.
pub(super) const LATER: usize = 4;

/// People of one organization: how many there are, and after each k how many still come.
///
/// Whole counts, for the team and for research alone: what a funder or the public has is rounded.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Cohort {
    /// Who first came at least four listed activities before the last one: of the others it cannot be known yet.
    pub of: u32,
    /// Of them, those who came to the k-th activity after their first, or to a later one of the four; k from 1.
    pub after: [u32; LATER],
}

/// Who comes back to an organization.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Returning {
    /// The organization on whose list they first stood.
    pub organization: OrganizationId,
    /// By all its activities with a list.
    pub all: Cohort,
    /// By those of them without gifts and guests.
    pub ordinary: Cohort,
}

impl Outcome {
    /// Who comes back, for every organization of the run, by all activities up to the last window's end that have a list.
    ///
    /// # Edge cases
    /// A study without a day has no rows. Days of which gifts and guests are not recorded count as ordinary.
    ///
    /// # Complexity
    /// O(organizations × (activities + names)).
    pub fn coming_back(&self) -> Vec<Returning> {
        let (study, staff) = (&self.study, self.study.named_staff());
        let Some(last) = self.provenance.protocol.windows().last() else { return Vec::new() };
        let own = study.organizations();
        let held = held_until(self, last.end_day, &own, &staff);
        let rows = own.into_iter().zip(cohorts(&held));
        rows.map(|(organization, [all, ordinary])| Returning { organization, all, ordinary }).collect()
    }
}

impl Outcome {
    /// How often each of an organization's people came, ascending, for every organization of the run: by all lists up to the
    /// last window's end, staff and guests apart. Whole counts, for the team and for research alone.
    ///
    /// # Complexity
    /// O(organizations × (activities + names)).
    pub fn attendances(&self) -> Vec<(OrganizationId, Vec<u32>)> {
        let (own, staff) = (self.study.organizations(), self.study.named_staff());
        let Some(last) = self.provenance.protocol.windows().last() else { return Vec::new() };
        let held = held_until(self, last.end_day, &own, &staff);
        let counts = held.iter().map(|held| {
            let mut times: BTreeMap<PersonId, u32> = BTreeMap::new();
            for listed in held.iter().filter(|held| held.activity.has_list).flat_map(|held| &held.people) {
                *times.entry(listed.person).or_default() += 1;
            }
            let mut counts: Vec<u32> = times.into_values().collect();
            counts.sort_unstable();
            counts
        });
        own.iter().copied().zip(counts).collect()
    }
}

/// What these organizations held before a day.
pub(super) fn held_until<'a>(
    outcome: &'a Outcome,
    end: Day,
    organizations: &[OrganizationId],
    staff: &'a [bool],
) -> Vec<Vec<HeldActivity<'a>>> {
    let of = |id| engine::held_activities_of(&outcome.study.records, id, staff);
    let before = |held: &HeldActivity<'_>| held.activity.day < end;
    organizations.iter().map(|&id| of(id).into_iter().filter(before).collect()).collect()
}

impl Cohort {
    /// Of listed activities in their order; only those count who are at home here.
    fn of(listed: &[&HeldActivity<'_>], is_home: impl Fn(PersonId) -> bool) -> Self {
        // The first activity of each, and the last of the following that counts.
        let mut lives: BTreeMap<PersonId, (usize, usize)> = BTreeMap::new();
        for (at, held) in listed.iter().enumerate() {
            for person in held.people.iter().map(|listed| listed.person).filter(|&person| is_home(person)) {
                let (first, last) = lives.entry(person).or_insert((at, at));
                if at - *first <= LATER {
                    *last = at;
                }
            }
        }
        let mut cohort = Self::default();
        for (first, last) in lives.into_values().filter(|(first, _)| first + LATER < listed.len()) {
            cohort.of += 1;
            cohort.after[..last - first].iter_mut().for_each(|count| *count += 1);
        }
        cohort
    }
}

/// Whether gifts were given or guests came. Days of which that is not recorded count as ordinary ones.
pub(super) fn is_stirred(held: &HeldActivity<'_>) -> bool {
    held.activity.incentive == Some(true) || held.activity.guests == Some(true)
}

/// For each organization the cohort of all its listed activities, and that of its ordinary ones. Everybody stands in one
/// organization: where they were first listed.
pub(super) fn cohorts(organizations: &[Vec<HeldActivity<'_>>]) -> Vec<[Cohort; 2]> {
    let listed = |held: &HeldActivity<'_>| held.activity.has_list;
    let mut homes: BTreeMap<PersonId, (Day, usize)> = BTreeMap::new();
    for (at, held) in organizations.iter().enumerate() {
        for held in held.iter().filter(|held| listed(held)) {
            for who in &held.people {
                let home = homes.entry(who.person).or_insert((held.activity.day, at));
                *home = (*home).min((held.activity.day, at));
            }
        }
    }
    let of = |(at, held): (usize, &Vec<HeldActivity<'_>>)| {
        let is_home = |person: PersonId| homes.get(&person).is_some_and(|&(_, home)| home == at);
        let all: Vec<_> = held.iter().filter(|held| listed(held)).collect();
        let ordinary: Vec<_> = all.iter().copied().filter(|held| !is_stirred(held)).collect();
        [Cohort::of(&all, is_home), Cohort::of(&ordinary, is_home)]
    };
    organizations.iter().enumerate().map(of).collect()
}
