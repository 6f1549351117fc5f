//! What is planted, turned into how people live on a day.

use super::cast::{Cast, Habits};
use super::plant::{Fact, Plant};
use super::scenario::Scenario;
use super::season::{self, Season};
use super::street::Membership;
use crate::time::Day;

/// Everybody's ways, by day.
#[derive(Debug)]
pub(super) struct Lives<'a> {
    pub(super) scenario: &'a Scenario,
    pub(super) seasons: &'a [Season],
    pub(super) cast: &'a Cast,
    /// Positions of memberships, by organization.
    of: Vec<Vec<usize>>,
    /// Facts about the person of a membership.
    personal: Vec<Vec<&'a Fact>>,
    /// Facts about an organization or its group.
    common: Vec<Vec<&'a Fact>>,
}

/// How a group talks on a day, as shares of the usual.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Mood {
    /// How much members begin.
    pub(super) begins: f64,
    /// How many answers come.
    pub(super) answers: f64,
    /// How much of what members answer goes to members.
    pub(super) among_members: f64,
    /// How much staff announce.
    pub(super) announces: f64,
    /// How much of activities is shown.
    pub(super) shows: f64,
}

impl<'a> Lives<'a> {
    pub(super) fn new(scenario: &'a Scenario, seasons: &'a [Season], cast: &'a Cast) -> Self {
        let mut of = vec![Vec::new(); scenario.organizations.len()];
        for (at, membership) in cast.memberships.iter().enumerate() {
            of[membership.organization].push(at);
        }
        let about = |m: &Membership| {
            let own = |fact: &&Fact| {
                fact.person == Some(m.person) && fact.organization == m.organization && fact.plant != Plant::OnePerson
            };
            cast.facts.iter().filter(own).collect()
        };
        let mut common = vec![Vec::new(); scenario.organizations.len()];
        for fact in cast.facts.iter().filter(|fact| fact.plant.about() != super::About::Person) {
            common[fact.organization].push(fact);
        }
        Self { scenario, seasons, cast, of, personal: cast.memberships.iter().map(about).collect(), common }
    }

    /// The memberships of an organization.
    pub(super) fn members(&self, organization: usize) -> &[usize] {
        &self.of[organization]
    }

    pub(super) fn membership(&self, m: usize) -> &'a Membership {
        &self.cast.memberships[m]
    }

    pub(super) fn habits(&self, m: usize) -> &'a Habits {
        &self.cast.habits[m]
    }

    /// What is planted in an organization and holds on a day.
    pub(super) fn holds(&self, organization: usize, plant: Plant, day: Day) -> Option<&'a Fact> {
        self.common[organization].iter().copied().find(|fact| fact.plant == plant && fact.holds(day))
    }

    /// What is planted in a member and holds on a day.
    pub(super) fn bears(&self, m: usize, plant: Plant, day: Day) -> Option<&'a Fact> {
        self.personal[m].iter().copied().find(|fact| fact.plant == plant && fact.holds(day))
    }

    /// Whether a member is here on a day.
    pub(super) fn is_here(&self, m: usize, day: Day) -> bool {
        let membership = self.membership(m);
        membership.holds(day) && !membership.is_away(day) && self.bears(m, Plant::Leaves, day).is_none()
    }

    /// How much of their usual a member says on a day.
    pub(super) fn talks(&self, m: usize, day: Day) -> f64 {
        if !self.is_here(m, day) {
            return 0.0;
        }
        let mut share = self.fading(m, day);
        for plant in [Plant::Lurks, Plant::AttendsSilently] {
            share *= self.bears(m, plant, day).map_or(1.0, |fact| fact.effect.exceptions());
        }
        share
    }

    /// The chance that a member comes on a day, without regard to what is given out.
    pub(super) fn comes(&self, m: usize, day: Day) -> f64 {
        if !self.is_here(m, day) {
            return 0.0;
        }
        let organization = self.membership(m).organization;
        let empties = self.falling(organization, day);
        let quiet = self.holds(organization, Plant::QuietChannel, day).is_some();
        let comes = self.habits(m).comes * self.fading(m, day) * empties;
        if quiet { comes.max(0.75) } else { comes }
    }

    /// What is left of somebody who drifts.
    fn fading(&self, m: usize, day: Day) -> f64 {
        self.bears(m, Plant::Drifts, day).map_or(1.0, |fact| 1.0 - fact.progress(day) * (1.0 - fact.effect.fallen()))
    }

    /// What is left of a group that empties.
    fn falling(&self, organization: usize, day: Day) -> f64 {
        let fact = self.holds(organization, Plant::Empties, day);
        fact.map_or(1.0, |fact| 1.0 - fact.progress(day) * (1.0 - fact.effect.fallen()))
    }

    /// How a group talks on a day.
    pub(super) fn mood(&self, organization: usize, day: Day) -> Mood {
        let season = season::talkativeness(self.seasons, day);
        let mut mood = Mood { begins: season, answers: 1.0, among_members: 1.0, announces: 1.0, shows: 1.0 };
        let left = self.falling(organization, day);
        (mood.begins, mood.answers) = (mood.begins * left, mood.answers * left);
        if let Some(fact) = self.holds(organization, Plant::Thickens, day) {
            let risen = 1.0 + fact.progress(day) * (fact.effect.risen() - 1.0);
            // More is begun and more is answered: together what the effect says.
            (mood.begins, mood.answers) = (mood.begins * libm::sqrt(risen), mood.answers * libm::sqrt(risen));
        }
        if let Some(fact) = self.holds(organization, Plant::StaffFacing, day) {
            mood.begins *= 0.35;
            (mood.among_members, mood.announces) = (fact.effect.exceptions(), 2.5);
        }
        if let Some(fact) = self.holds(organization, Plant::QuietChannel, day) {
            let left = (fact.effect.exceptions() / 2.0).max(0.02);
            (mood.begins, mood.answers, mood.announces, mood.shows) = (mood.begins * left, left, left, left);
        }
        if let Some(fact) = self.bursts(organization, day) {
            mood.begins *= fact.effect.risen();
        }
        mood
    }

    /// Whether an organization is busy because an inspection comes.
    pub(super) fn bursts(&self, organization: usize, day: Day) -> Option<&'a Fact> {
        let bursts = season::before_inspection(self.seasons, day);
        self.holds(organization, Plant::InspectionBursts, day).filter(|_| bursts)
    }
}
