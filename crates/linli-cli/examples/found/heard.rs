//! What a coach is told who runs the study of a street at every month-end.

use std::collections::BTreeMap;
use std::fs;
use std::path::PathBuf;

use linli::definition::Undefined;
use linli::plan::Tier;
use linli::simulate::Street;
use linli::study::quietly;
use linli::time::Day;
use linli::{Error, Study};
use linli_io::{OpenOptions, open_with, pseudonym_key, write_street};

/// A street's files, opened as a coach would, and who in them is who.
pub(crate) struct Opened {
    pub(crate) study: Study,
    /// By pseudonym, the position in the street's people.
    pub(crate) by_id: BTreeMap<String, usize>,
}

impl Opened {
    /// Writes a street down and opens its files; they go away.
    pub(crate) fn of(street: &Street) -> Result<Self, Error> {
        let thread = std::thread::current().id();
        let place = format!("linli-found-{}-{thread:?}-{}", std::process::id(), street.seed);
        let place = Place(std::env::temp_dir().join(place.replace(['(', ')'], "")));
        let dir = place.0.join("street");
        write_street(street, &dir)?;
        let key = pseudonym_key(&dir, None)?;
        let mut study = open_with(&dir, &OpenOptions::default())?.study;
        // The team's own study: states by name, of whoever agreed.
        study.plan.release.tier = Tier::T0;
        study.plan.release.persons = true;
        let pseudonym = |person: usize| key.pseudonym(&street.scenario.id, &street.people[person].name);
        let by_id = (0..street.people.len()).map(|person| (pseudonym(person), person)).collect();
        Ok(Self { study, by_id })
    }
}

/// Of whom something is said: a subject as a finding has it, and one person of it by their position in the street.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Whom {
    pub(crate) subject: String,
    pub(crate) person: Option<usize>,
}

/// One signal at one month-end.
pub(crate) struct Month {
    pub(crate) signal: &'static str,
    /// The first day after.
    pub(crate) end: Day,
    /// Of whom something could be said.
    pub(crate) asked: Vec<Whom>,
    /// Why it could not, once for each subject.
    pub(crate) unsaid: Vec<Undefined>,
    /// Of whom something was found.
    pub(crate) told: Vec<Whom>,
}

/// What is told at every month-end, by day and signal.
pub(crate) struct Heard(pub(crate) Vec<Month>);

impl Heard {
    /// Runs the study at the month-ends: the first days after the plan's windows that share no day.
    pub(crate) fn of(opened: &Opened) -> Result<Self, Error> {
        let mut months = Vec::new();
        for end in month_ends(&opened.study)? {
            months.extend(month(opened, end)?);
        }
        Ok(Self(months))
    }

    /// The month-ends in a span at which a signal tells of somebody, or of something of them, and did not the month before.
    pub(crate) fn newly_told(&self, signal: &str, whom: impl Fn(&Whom) -> bool, from: Day, until: Day) -> Vec<Day> {
        let own = self.0.iter().filter(|month| month.signal == signal);
        let mut before = false;
        let mut ends = Vec::new();
        for month in own {
            let now = month.told.iter().any(&whom);
            if now && !before && from < month.end && month.end <= until {
                ends.push(month.end);
            }
            before = now;
        }
        ends
    }

    /// The month-ends in a span at which a signal tells of an organization: of its group, of a series, of people in it.
    pub(crate) fn told(&self, signal: &str, organization: &str, from: Day, until: Day) -> Vec<Day> {
        let own = self.0.iter().filter(|month| month.signal == signal && from < month.end && month.end <= until);
        own.filter(|month| month.told.iter().any(|whom| whom.is_of(organization))).map(|month| month.end).collect()
    }
}

impl Whom {
    /// Whether it is an organization, its group, a series of it, or somebody in it.
    pub(crate) fn is_of(&self, organization: &str) -> bool {
        self.organization() == organization
    }

    /// The organization, or what else the subject is. Of series, `organization / series`.
    pub(crate) fn organization(&self) -> &str {
        self.subject.split(" / ").next().unwrap_or(&self.subject)
    }

    /// The series, where it is one.
    pub(crate) fn series(&self) -> Option<&str> {
        self.subject.split_once(" / ").map(|(_, series)| series)
    }
}

/// The first days after windows that do not overlap.
pub(crate) fn month_ends(study: &Study) -> Result<Vec<Day>, Error> {
    let protocol = study.protocol()?;
    Ok(protocol.windows().iter().filter(|window| window.disjoint).map(|window| window.end_day).collect())
}

/// What every signal says on a day. Signals look back on windows no further than a quarter; what lies before stands in
/// the records.
fn month(opened: &Opened, end: Day) -> Result<Vec<Month>, Error> {
    let mut study = opened.study.up_to(end);
    let plan = &mut study.plan;
    plan.start = plan.start.max(Some(end.plus(-84)));
    plan.step = plan.window;
    let outcome = study.run(&mut quietly)?;
    let people = study.records.people();
    let whom = |subject: &str, person: Option<linli::records::PersonId>| Whom {
        subject: subject.to_owned(),
        person: person.and_then(|person| opened.by_id.get(&people[person.index()].id).copied()),
    };
    let of = |search: linli::signal::Search| {
        let found = outcome.findings.iter().filter(|finding| std::ptr::eq(finding.signal, search.signal));
        Month {
            signal: search.signal.card.id,
            end,
            asked: search.looked_at.iter().map(|one| whom(&one.subject, one.person)).collect(),
            unsaid: search.unsaid.iter().map(|&(_, reason)| reason).collect(),
            told: found.map(|finding| whom(&finding.subject, finding.person)).collect(),
        }
    };
    Ok(outcome.searches.iter().cloned().map(of).collect())
}

/// A folder that goes away with its value.
struct Place(PathBuf);

impl Drop for Place {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}
