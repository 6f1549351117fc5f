//! What may leave: contents of different kinds, not one content with different labels.

mod aggregate;
mod aggregates;
mod coming_back;
mod reader;
mod rules;
#[cfg(test)]
mod tests;

use std::collections::BTreeMap;

use crate::engine::for_the_team;
use crate::error::{Error, ErrorKind};
use crate::frame::Needs;
use crate::plan::{Plan, Tier};
use crate::records::{PersonId, Records};
use crate::study::{Outcome, Study};

pub use aggregates::{
    Accounts, Checked, ComingBack, Doing, Funder, Gap, Keeping, OrganizationAggregates, People, Programme, Public,
    Unknown, UnknownFact, Week, WeekState,
};
pub use coming_back::{Cohort, Returning};
pub use reader::Reader;
pub use rules::{DisclosureRules, PeopleShare};

mod sealed {
    pub trait Sealed {}
}

/// What files, tables and reports are written from: an outcome, and what may be said of a person.
pub trait Release: sealed::Sealed {
    /// The tier, which everything written bears.
    fn tier(&self) -> Tier;
    /// The outcome.
    fn outcome(&self) -> &Outcome;
    /// How a person is called.
    fn person(&self, person: PersonId) -> &str;
    /// The plan as it may leave. It gives the same panel; whom it names is called as everybody is here.
    fn plan(&self) -> Plan;
}

/// T0: named, for the team. Its Debug shows no name.
pub struct Team<'a> {
    outcome: &'a Outcome,
    labels: Vec<&'a str>,
}

/// T1: keyed pseudonyms, for research. Personal data, not anonymous.
#[derive(Debug)]
pub struct Research<'a> {
    outcome: &'a Outcome,
}

impl std::fmt::Debug for Team<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Team({} people)", self.labels.len())
    }
}

impl sealed::Sealed for Team<'_> {}
impl sealed::Sealed for Research<'_> {}

impl Release for Team<'_> {
    fn tier(&self) -> Tier {
        Tier::T0
    }

    fn outcome(&self) -> &Outcome {
        self.outcome
    }

    fn person(&self, person: PersonId) -> &str {
        self.labels[person.index()]
    }

    fn plan(&self) -> Plan {
        self.outcome.study.plan.clone()
    }
}

impl Release for Research<'_> {
    fn tier(&self) -> Tier {
        Tier::T1
    }

    fn outcome(&self) -> &Outcome {
        self.outcome
    }

    fn person(&self, person: PersonId) -> &str {
        &self.outcome.study.records.people()[person.index()].id
    }

    fn plan(&self) -> Plan {
        let study = &self.outcome.study;
        let named = |text: &str| study.plan.staff.iter().any(|name| name == text);
        // Names nobody answers to stay behind: they are names all the same, and change nothing.
        let staff = study
            .records
            .people()
            .iter()
            .filter(|p| named(p.name.reveal()) || named(p.given.reveal()) || named(&p.id))
            .map(|p| p.id.clone())
            .collect();
        // Whoever exported a file is named there only to be told apart.
        let mut plan = Plan { staff, me: None, ..study.plan.clone() };
        plan.sources.values_mut().for_each(|choice| choice.me = None);
        plan
    }
}

impl Outcome {
    /// The team's release: names. Two people of one name are told apart by their given ids.
    ///
    /// # Errors
    /// Where the plan's tier is another: nobody's name leaves but where the plan says so.
    pub fn team(&self) -> Result<Team<'_>, Error> {
        let tier = self.study.plan.release.tier;
        if tier != Tier::T0 {
            return Err(Error::new(
                ErrorKind::Plan,
                (
                    format!("the plan releases {}, without names", tier.id()),
                    format!("方案的发布级别是 {}，不带姓名", tier.id()),
                ),
            )
            .with_hint((
                "for the team's own use, set tier = \"T0\" under [release]",
                "只给团队自己看的，在 [release] 下写 tier = \"T0\"",
            )));
        }
        Ok(Team { outcome: self, labels: names(&self.study.records) })
    }

    /// The research release: keyed pseudonyms.
    ///
    /// # Errors
    /// If the records were made without a key: ids as given are names. If the panel names states of persons: they are
    /// for the team alone.
    pub fn research(&self) -> Result<Research<'_>, Error> {
        let chosen = self.provenance.protocol.indicators();
        if let Some(label) = chosen.iter().find(|i| i.needs.meets(Needs::FOR_THE_TEAM)) {
            return Err(for_the_team(label, Tier::T1));
        }
        pseudonyms(&self.study.records).map(|_| Research { outcome: self })
    }

    /// The release of the plan's tier.
    pub fn release(&self) -> Result<Box<dyn Release + '_>, Error> {
        match self.study.plan.release.tier {
            Tier::T0 => Ok(Box::new(self.team()?)),
            _ => Ok(Box::new(self.research()?)),
        }
    }
}

impl Study {
    /// How the release of the plan's tier calls each person, by [`PersonId`]: what may be shown before a run.
    pub fn person_labels(&self) -> Result<Vec<&str>, Error> {
        match self.plan.release.tier {
            Tier::T0 => Ok(names(&self.records)),
            _ => pseudonyms(&self.records),
        }
    }
}

/// Names; two people of one name are told apart by their given ids.
fn names(records: &Records) -> Vec<&str> {
    let people = records.people();
    let mut bearers: BTreeMap<&str, u32> = BTreeMap::new();
    for person in people {
        *bearers.entry(person.name.reveal()).or_default() += 1;
    }
    let label = |name, given| if bearers.get(name) == Some(&1) { name } else { given };
    people.iter().map(|p| label(p.name.reveal(), p.given.reveal())).collect()
}

/// Keyed pseudonyms, and nothing in their place.
fn pseudonyms(records: &Records) -> Result<Vec<&str>, Error> {
    if records.is_pseudonymous() {
        return Ok(records.people().iter().map(|p| p.id.as_str()).collect());
    }
    Err(Error::new(
        ErrorKind::Plan,
        (
            "tier T1 needs keyed pseudonyms, and the records were made without a key",
            "T1 级要用假名，而这里没有假名钥匙",
        ),
    )
    .with_hint((
        "give a key when the study is opened, or set tier = \"T0\" for the team's own use",
        "给出钥匙；只给团队自己看的，写 tier = \"T0\"",
    )))
}
