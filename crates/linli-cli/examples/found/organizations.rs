//! Readings of organizations: openings, gifts, lists, steps, and who does the work.

use linli::Error;
use linli::definition::{Undefined, Value};
use linli::indicator::TableId;
use linli::panel::{Key, Row};
use linli::records::ActivityId;
use linli::time::Day;

use crate::groups::most;
use crate::reading::{Seen, Subject};
use crate::town::Town;

/// Flagged activities, and copied lists, from which on a habit is spoken of.
const LEAST: usize = 3;
/// Names from which on two lists that are the same to the name are more than a small circle.
const LEAST_NAMES: f64 = 10.0;

/// What a hall is told by, with its counts.
pub(crate) const HALL: &[&str] =
    &["series_opening_attendance", "series_later_attendance", "series_opening_return", "series_opening_survival"];

/// The counts of a hall at the end: opening, a middling activity after it, shares of those of the opening who came again
/// and who came to one of the last three.
pub(crate) fn hall(town: &Town, of: Subject) -> Result<Option<[f64; 4]>, Error> {
    let all = last_of_series(town, of, HALL)?;
    let whole = |values: &Vec<Result<f64, Undefined>>| {
        Some([values[0].ok()?, values[1].ok()?, values[2].ok()?, values[3].ok()?])
    };
    Ok(all.iter().filter_map(whole).max_by(|a, b| a[0].total_cmp(&b[0])))
}

pub(crate) fn bought_attendance(town: &Town, of: Subject) -> Result<Seen, Error> {
    let ids = ["series_flagged_attendance", "series_ordinary_attendance"];
    let mut why = Seen::no("no series");
    let Some(own) = town.organization(of.organization) else { return Ok(why) };
    let activities = town.study.records.activities();
    let flagged = |a: &&linli::records::Activity| a.incentive == Some(true) || a.guests == Some(true);
    let flagged = activities.iter().filter(|a| a.organization == own).filter(flagged).count();
    for values in last_of_series(town, of, &ids)? {
        why = match (values[0], values[1]) {
            _ if flagged < LEAST => Seen::no("fewer than three flagged activities"),
            (Ok(with), Ok(without)) if with >= 1.5 * without => return Ok(Seen::HABIT),
            (Ok(_), Ok(_)) => Seen::no("less than one and a half times"),
            (Err(reason), _) | (_, Err(reason)) => undefined(reason),
        };
    }
    Ok(why)
}

pub(crate) fn copied_sheets(town: &Town, of: Subject) -> Result<Seen, Error> {
    let Some(table) = town.panel.table(TableId::Activities) else { return Ok(Seen::Nothing) };
    let (overlap, names) = (table.column("act_sheet_overlap")?, table.column("act_attendance")?);
    let Some(own) = town.organization(of.organization) else { return Ok(Seen::no("no such organization")) };
    let records = &town.study.records;
    let days = of.from..of.from.plus(182);
    let (mut copies, mut lists) = (0, 0);
    for row in table.iter() {
        let Some(at) = row.key(Key::Activity).map(|code| ActivityId::from_index(code as usize)) else { continue };
        let activity = &records.activities()[at.index()];
        let (Ok(likeness), Ok(names)) = (row.value(overlap), row.value(names)) else { continue };
        if activity.organization == own && days.contains(&activity.day) && names >= LEAST_NAMES {
            lists += 1;
            copies += usize::from((1.0 - likeness).abs() < 1e-12);
        }
    }
    Ok(match (copies >= LEAST, lists >= LEAST) {
        (true, _) => Seen::HABIT,
        (false, true) => Seen::no("fewer than three copies"),
        (false, false) => Seen::no("fewer than three lists of ten names"),
    })
}

pub(crate) fn skipped_step(town: &Town, of: Subject) -> Result<Seen, Error> {
    if !(town.knows("org_step_1") && town.knows("org_step_2")) {
        return Ok(Seen::Nothing);
    }
    let last = |id| Ok::<_, Error>(months(town, of, id)?.pop().map_or(Err(Undefined::NotCovered), |(_, value)| value));
    Ok(match (last("org_step_1")?, last("org_step_2")?) {
        (Ok(visit), Ok(group)) if group < visit => Seen::HABIT,
        (Ok(_), Ok(_)) => Seen::no("the visit stands first"),
        (Err(reason), _) | (_, Err(reason)) => undefined(reason),
    })
}

pub(crate) fn sixth_step(town: &Town, of: Subject) -> Result<Seen, Error> {
    if !town.knows("org_step_6") {
        return Ok(Seen::Nothing);
    }
    let last = months(town, of, "org_step_6")?.pop().map_or(Err(Undefined::NotCovered), |(_, value)| value);
    Ok(match last {
        Ok(day) if day >= f64::from(of.from.number()) => {
            Seen::Yes { weeks: Some((day as i32 - of.from.number()) / 7), diary: None }
        }
        Ok(_) => Seen::no("before the day"),
        Err(reason) => undefined(reason),
    })
}

pub(crate) fn ready_alone(town: &Town, of: Subject) -> Result<Seen, Error> {
    let lately = |(end, _): &(Day, _)| town.span().1.number() - end.number() < 182;
    let (habit, alone) = (months(town, of, "org_evidence_habit")?, months(town, of, "org_staffless_share")?);
    let both = habit.into_iter().zip(alone).filter(|(month, _)| lately(month));
    Ok(most(both.map(|((_, habit), (_, alone))| Ok(habit? >= 0.8 && alone? >= 0.5)), "less of either"))
}

pub(crate) fn keeps_record(town: &Town, of: Subject) -> Result<Seen, Error> {
    let told = |from, until| town.told("keeps_record", of.organization, from, until);
    Ok(match (told(of.from.plus(-182), of.from).first(), told(of.from, of.from.plus(182)).first()) {
        (Some(_), _) => Seen::no("told before the day"),
        (None, Some(first)) => Seen::Yes { weeks: Some((first.number() - of.from.number()) / 7), diary: None },
        (None, None) => Seen::no("never told"),
    })
}

pub(crate) fn one_person(town: &Town, of: Subject) -> Result<Seen, Error> {
    let factors = months(town, of, "org_absence_factor")?.into_iter();
    Ok(most(factors.map(|(_, factor)| factor.map(|factor| factor < 1.5)), "two people or more in most months"))
}

fn undefined(reason: Undefined) -> Seen {
    Seen::No(format!("`{}`", reason.id()))
}

/// The values of an organization's indicator by month-end.
fn months(town: &Town, of: Subject, id: &str) -> Result<Vec<(Day, Value)>, Error> {
    let Some(table) = town.panel.table(TableId::Organizations) else { return Ok(Vec::new()) };
    let (column, dictionaries) = (table.column(id)?, town.panel.dictionaries());
    let rows = table.iter().filter(|row| is_of(town, row, of)).filter_map(|row| {
        let window = dictionaries.windows[row.key(Key::Window)? as usize];
        window.disjoint.then(|| (window.end_day, row.value(column)))
    });
    Ok(rows.collect())
}

/// Values of every series of an organization, at its last window.
fn last_of_series(town: &Town, of: Subject, ids: &[&str]) -> Result<Vec<Vec<Result<f64, Undefined>>>, Error> {
    let Some(table) = town.panel.table(TableId::Series) else { return Ok(Vec::new()) };
    let columns: Vec<usize> = ids.iter().map(|id| table.column(id)).collect::<Result<_, _>>()?;
    let own: Vec<Row<'_>> = table.iter().filter(|row| is_of(town, row, of)).collect();
    let series = own.chunk_by(|a, b| a.key(Key::Series) == b.key(Key::Series));
    Ok(series.filter_map(|rows| rows.last()).map(|row| columns.iter().map(|&c| row.value(c)).collect()).collect())
}

fn is_of(town: &Town, row: &Row<'_>, of: Subject) -> bool {
    let dictionaries = town.panel.dictionaries();
    let name = &town.street.organizations[of.organization].name;
    row.key(Key::Organization).is_some_and(|code| dictionaries.organizations[code as usize] == *name)
}
