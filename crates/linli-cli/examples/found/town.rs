//! A simulated street beside what linli says of the files that its people kept.

use std::collections::BTreeMap;
use std::fs;
use std::path::PathBuf;

use linli::definition::Undefined;
use linli::marginality::{DriftRule, State};
use linli::panel::Panel;
use linli::plan::Tier;
use linli::signal;
use linli::simulate::{Group, Scenario, Street, simulate};
use linli::study::{Drifting, quietly};
use linli::time::Day;
use linli::{Error, Study};
use linli_io::{OpenOptions, open_with, pseudonym_key, write_street};

use crate::reading::READINGS;

/// A street, opened and run.
pub(crate) struct Town {
    pub(crate) street: Street,
    pub(crate) study: Study,
    pub(crate) panel: Panel,
    /// What a coach is told at each month-end: signal, subject, the first day after.
    told: Vec<(&'static str, String, Day)>,
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
        let place = Place(std::env::temp_dir().join(format!("linli-found-{}-{seed}", std::process::id())));
        let dir = place.0.join("street");
        write_street(&street, &dir)?;
        let key = pseudonym_key(&dir, None)?;
        let mut study = open_with(&dir, &OpenOptions::default())?.study;
        // The team's own study: states by name, of whoever agreed.
        study.plan.release.tier = Tier::T0;
        study.plan.indicators = READINGS
            .iter()
            .flat_map(|reading| reading.looks_at)
            .filter(|id| study.catalogue.indicator(id).is_ok())
            .map(|&id| id.to_owned())
            .collect();
        study.plan.indicators.sort();
        study.plan.indicators.dedup();
        let outcome = study.run(&mut quietly)?;
        // The month-ends on which states are read: the first days after windows that do not overlap.
        let ends: Vec<Day> =
            outcome.provenance.protocol.windows().iter().filter(|w| w.disjoint).map(|w| w.end_day).collect();
        let by_id: BTreeMap<String, usize> = (0..street.people.len())
            .map(|person| (key.pseudonym(&street.scenario.id, &street.people[person].name), person))
            .collect();
        let mut told = Vec::new();
        for &end in &ends {
            told.extend(brief(&study, end)?);
        }
        let standing = standing(&street, &study, &ends, &by_id)?;
        Ok(Self { street, study, panel: outcome.panel, told, standing })
    }

    /// What is said of a member at the month-ends in a span.
    pub(crate) fn standing(&self, organization: usize, person: usize, from: Day, until: Day) -> Vec<Standing> {
        let all = self.standing.get(&(organization, person)).map_or(&[][..], Vec::as_slice);
        all.iter().copied().filter(|one| from < one.end && one.end <= until).collect()
    }

    /// The month-ends in a span at which a signal tells of an organization, or of its group.
    pub(crate) fn told(&self, signal: &str, organization: usize, from: Day, until: Day) -> Vec<Day> {
        let name = &self.street.organizations[organization].name;
        // Of series, `organization / series`.
        let of = |subject: &str| subject.split(" / ").next() == Some(name);
        let own = self.told.iter().filter(|(known, subject, _)| *known == signal && of(subject));
        let mut ends: Vec<Day> = own.map(|&(.., end)| end).filter(|&end| from < end && end <= until).collect();
        ends.dedup();
        ends
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

/// What a coach is told who runs the study on a day.
fn brief(study: &Study, end: Day) -> Result<Vec<(&'static str, String, Day)>, Error> {
    let mut plan = study.plan.clone();
    let first = plan.start.map_or(end.plus(-84), |start| start.max(end.plus(-84)));
    (plan.start, plan.end, plan.step) = (Some(first), Some(end), plan.window);
    plan.indicators = signal::SIGNALS.iter().flat_map(|signal| signal.reads).map(|read| read.id().to_owned()).collect();
    plan.indicators.sort();
    plan.indicators.dedup();
    let outcome = study.clone().with_plan(plan).run(&mut quietly)?;
    Ok(outcome.findings.iter().map(|finding| (finding.signal.card.id, finding.subject.clone(), end)).collect())
}

fn standing(
    street: &Street,
    study: &Study,
    ends: &[Day],
    by_id: &BTreeMap<String, usize>,
) -> Result<BTreeMap<(usize, usize), Vec<Standing>>, Error> {
    let mut standing: BTreeMap<(usize, usize), Vec<Standing>> = BTreeMap::new();
    for group in &street.groups {
        let Some(organization) = group.organization else { continue };
        for &end in ends {
            let drifts = study.drifts(&group.name, end, &DriftRule::default())?;
            for placement in study.placements(&group.name, end)? {
                let Some(&person) = by_id.get(&study.records.people()[placement.person.index()].id) else { continue };
                let drift = drifts.people.iter().find(|one| one.person == placement.person).copied();
                let one = Standing { end, state: placement.state, drift };
                standing.entry((organization, person)).or_default().push(one);
            }
        }
    }
    Ok(standing)
}

/// A folder that goes away with its value.
struct Place(PathBuf);

impl Drop for Place {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}
