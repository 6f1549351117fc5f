//! A simulated street beside what linli says of the files that its people kept.

use std::collections::BTreeMap;

use linli::definition::Undefined;
use linli::marginality::{DriftRule, State};
use linli::panel::Panel;
use linli::simulate::{Group, Scenario, Street, simulate};
use linli::study::{Drifting, quietly};
use linli::time::Day;
use linli::{Error, Study};

use crate::heard::{Heard, Opened, month_ends};
use crate::reading::READINGS;

/// A street, opened and run.
pub(crate) struct Town {
    pub(crate) street: Street,
    pub(crate) study: Study,
    pub(crate) panel: Panel,
    /// What a coach is told at each month-end.
    pub(crate) heard: Heard,
    /// By organization and person, one for every month-end on which they were a member.
    standing: BTreeMap<(usize, usize), Vec<Standing>>,
}

/// What is said of one member on one month-end.
#[derive(Clone, Copy)]
pub(crate) struct Standing {
    /// The first day after.
    pub(crate) end: Day,
    /// The state; `no_consent` for whoever did not agree.
    pub(crate) state: Result<State, Undefined>,
    /// Seen days and what they say; `None` where they are not asked.
    pub(crate) drift: Option<Drifting>,
}

impl Town {
    /// The street of a seed: lived, written down, opened, run. Its files go away.
    pub(crate) fn of(scenario: &Scenario, seed: u64) -> Result<Self, Error> {
        let street = simulate(scenario, seed)?;
        let mut opened = Opened::of(&street)?;
        let study = &mut opened.study;
        study.plan.indicators = READINGS
            .iter()
            .flat_map(|reading| reading.looks_at)
            .filter(|id| study.catalogue.indicator(id).is_ok())
            .map(|&id| id.to_owned())
            .collect();
        study.plan.indicators.sort();
        study.plan.indicators.dedup();
        let outcome = study.run(&mut quietly)?;
        let heard = Heard::of(&opened)?;
        let standing = standing(&street, &opened)?;
        Ok(Self { street, study: opened.study, panel: outcome.panel, heard, standing })
    }

    /// What is said of a member at the month-ends in a span.
    pub(crate) fn standing(&self, organization: usize, person: usize, from: Day, until: Day) -> Vec<Standing> {
        let all = self.standing.get(&(organization, person)).map_or(&[][..], Vec::as_slice);
        all.iter().copied().filter(|one| from < one.end && one.end <= until).collect()
    }

    /// The month-ends in a span at which a signal tells of an organization, or of its group.
    pub(crate) fn told(&self, signal: &str, organization: usize, from: Day, until: Day) -> Vec<Day> {
        let name = &self.street.organizations[organization].name;
        self.heard.told(signal, name, from, until)
    }

    /// The chat group of an organization.
    pub(crate) fn group(&self, organization: usize) -> Option<&Group> {
        self.street.groups.iter().find(|group| group.organization == Some(organization))
    }

    /// Members, staff apart, of organizations that have a chat group.
    pub(crate) fn members(&self) -> Vec<(usize, usize)> {
        let own = |m: &&linli::simulate::Membership| self.group(m.organization).is_some();
        self.street.memberships.iter().filter(own).map(|m| (m.organization, m.person)).collect()
    }

    /// Whether an indicator is known.
    pub(crate) fn knows(&self, id: &str) -> bool {
        self.study.catalogue.indicator(id).is_ok()
    }

    /// The first day, and the day after the last.
    pub(crate) fn span(&self) -> (Day, Day) {
        (self.street.scenario.start, self.street.scenario.end())
    }
}

fn standing(street: &Street, opened: &Opened) -> Result<BTreeMap<(usize, usize), Vec<Standing>>, Error> {
    let (study, ends) = (&opened.study, month_ends(&opened.study)?);
    let mut standing: BTreeMap<(usize, usize), Vec<Standing>> = BTreeMap::new();
    for group in &street.groups {
        let Some(organization) = group.organization else { continue };
        for &end in &ends {
            let drifts = study.drifts(&group.name, end, &DriftRule::default())?;
            for placement in study.placements(&group.name, end)? {
                let id = &study.records.people()[placement.person.index()].id;
                let Some(&person) = opened.by_id.get(id) else { continue };
                let drift = drifts.people.iter().find(|one| one.person == placement.person).copied();
                let one = Standing { end, state: placement.state, drift };
                standing.entry((organization, person)).or_default().push(one);
            }
        }
    }
    Ok(standing)
}
