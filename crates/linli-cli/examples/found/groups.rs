//! Readings of groups: comparisons of two quarters, and what stands in the panel month by month.

use std::cmp::Ordering;

use linli::Error;
use linli::definition::{Undefined, Value};
use linli::indicator::TableId;
use linli::panel::Key;
use linli::population::{Base, Population, Staff};
use linli::records::{DaySpan, OrganizationId};
use linli::study::CompareOptions;
use linli::time::Day;

use crate::reading::{Seen, Subject};
use crate::town::Town;

/// Months of which most must say it.
const LEAST_MONTHS: usize = 3;
/// Two comparisons share .05.
const ALPHA: f64 = 0.025;

pub(crate) fn thickens(town: &Town, of: Subject) -> Result<Seen, Error> {
    change(town, of, Some(Ordering::Greater))
}

pub(crate) fn empties(town: &Town, of: Subject) -> Result<Seen, Error> {
    change(town, of, Some(Ordering::Less))
}

/// A steady group at the days on which others change.
pub(crate) fn changes(town: &Town, of: Subject) -> Result<Seen, Error> {
    use linli::simulate::Plant::{Empties, Thickens};
    let days = town.street.facts.iter().filter(|fact| matches!(fact.plant, Thickens | Empties));
    let mut calls = Vec::new();
    for fact in days {
        if let Seen::Yes { .. } = change(town, Subject { from: fact.from, ..of }, None)? {
            calls.push(fact.plant.id());
        }
    }
    let by = format!("at the days of {}", calls.join(" and "));
    Ok(if calls.is_empty() { Seen::no("") } else { Seen::Called { by, diary: false } })
}

/// A steady group of which it is said that it has gone quiet.
pub(crate) fn quiet(town: &Town, of: Subject) -> Result<Seen, Error> {
    let months = town.told("quiet", of.organization, of.from, of.until).len();
    let by = "told".to_owned();
    Ok(if months == 0 { Seen::no("") } else { Seen::Called { by, diary: false } })
}

/// Whether the quarter from six weeks after differs from the quarter before, in one direction or in either.
fn change(town: &Town, of: Subject, wanted: Option<Ordering>) -> Result<Seen, Error> {
    let Some(group) = town.group(of.organization) else { return Ok(Seen::no("no chat")) };
    let (before, after) = (span(of.from.plus(-84)), span(of.from.plus(42)));
    let mut options = CompareOptions::default();
    options.groups = vec![group.name.clone()];
    let mut why = Vec::new();
    for indicator in ["net_density", "net_turns"] {
        match town.study.compare(indicator, before, after, &options)?.change {
            Ok(change) => {
                let direction = change.estimate.total_cmp(&0.0);
                if change.p <= ALPHA && wanted.is_none_or(|wanted| direction == wanted) {
                    return Ok(Seen::HABIT);
                }
                why.push(format!("`{indicator}` not told from chance"));
            }
            Err(reason) => why.push(format!("`{indicator}` is `{}`", reason.id())),
        }
    }
    Ok(Seen::No(why.join(", ")))
}

fn span(start: Day) -> DaySpan {
    DaySpan { start, end: start.plus(84) }
}

pub(crate) fn staff_facing(town: &Town, of: Subject) -> Result<Seen, Error> {
    let everybody = Population { base: Base::Present, staff: Staff::Included };
    let months = months(town, of.organization, (TableId::Networks, "net_staff_tie_share"), everybody)?;
    Ok(most(months.into_iter().map(|(_, share)| share.map(|share| share > 0.5)), "below one half"))
}

pub(crate) fn quiet_channel(town: &Town, of: Subject) -> Result<Seen, Error> {
    let members = Population { base: Base::Present, staff: Staff::Removed };
    let came = attendances(town, of.organization)?;
    let months = months(town, of.organization, (TableId::Groups, "net_turns"), members)?;
    let said = months.into_iter().filter_map(|(end, turns)| {
        let listed: Vec<f64> =
            came.iter().filter(|(day, _)| (end.plus(-28)..end).contains(day)).map(|&(_, came)| came).collect();
        (listed.len() >= 3).then(|| turns.map(|turns| turns < listed.iter().sum()))
    });
    Ok(most(said, "more turns than attendances"))
}

/// Whether most of the months that say anything say yes.
pub(crate) fn most(months: impl Iterator<Item = Result<bool, Undefined>>, otherwise: &str) -> Seen {
    let all: Vec<Result<bool, Undefined>> = months.collect();
    let said: Vec<bool> = all.iter().filter_map(|month| month.ok()).collect();
    if said.len() < LEAST_MONTHS {
        let mut reasons: Vec<&str> = all.iter().filter_map(|month| month.err()).map(|reason| reason.id()).collect();
        reasons.sort_unstable();
        let most = reasons.chunk_by(|a, b| a == b).max_by_key(|same| same.len());
        return Seen::No(most.map_or_else(|| "no such month".to_owned(), |same| format!("mostly `{}`", same[0])));
    }
    if 2 * said.iter().filter(|&&yes| yes).count() > said.len() { Seen::HABIT } else { Seen::no(otherwise) }
}

/// The values of a group's indicator by month-end, of the windows that do not overlap.
fn months(
    town: &Town,
    organization: usize,
    (table, id): (TableId, &str),
    population: Population,
) -> Result<Vec<(Day, Value)>, Error> {
    let (Some(table), Some(group)) = (town.panel.table(table), town.group(organization)) else { return Ok(Vec::new()) };
    let (column, dictionaries) = (table.column(id)?, town.panel.dictionaries());
    let rows = table.iter().filter(|row| {
        row.key(Key::Group).is_some_and(|code| dictionaries.groups[code as usize] == group.name)
            && row.key(Key::Population).is_some_and(|code| dictionaries.populations[code as usize] == population)
    });
    let months = rows.filter_map(|row| {
        let window = dictionaries.windows[row.key(Key::Window)? as usize];
        window.disjoint.then(|| (window.end_day, row.value(column)))
    });
    Ok(months.collect())
}

/// Day and number of people of every listed activity of an organization.
fn attendances(town: &Town, organization: usize) -> Result<Vec<(Day, f64)>, Error> {
    let Some(table) = town.panel.table(TableId::Activities) else { return Ok(Vec::new()) };
    let column = table.column("act_attendance")?;
    let Some(own) = town.organization(organization) else { return Ok(Vec::new()) };
    let records = &town.study.records;
    let rows = table.iter().filter_map(|row| {
        let activity = &records.activities()[row.key(Key::Activity)? as usize];
        (activity.organization == own).then(|| Some((activity.day, row.value(column).ok()?)))?
    });
    Ok(rows.collect())
}

impl Town {
    /// An organization of the street, in the records.
    pub(crate) fn organization(&self, at: usize) -> Option<OrganizationId> {
        let name = &self.street.organizations[at].name;
        self.study.records.organizations().iter().position(|o| o.id == *name).map(OrganizationId::from_index)
    }
}
