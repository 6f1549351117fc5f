//! The organization kernel: activities, series, and what an organization did in each window.

use super::Protocol;
use super::belonging::staff_of;
use super::rows::Rows;
use crate::definition::Undefined;
use crate::error::Error;
use crate::frame::{ActivityFrame, OrganizationFrame, SeriesFrame};
use crate::indicator::{Compute, TableId};
use crate::panel::Tables;
use crate::records::{
    Activity, ActivityId, ActivityOrigin, Attendance, AttendanceStatus, DaySpan, Field, Fields, OrganizationId, Part,
    PersonId, Records, SourceKind,
};

/// What the organization kernel reads.
#[derive(Debug, Clone, Copy)]
pub struct OrganizationHistory<'a> {
    /// The records.
    pub records: &'a Records,
    /// Which organization.
    pub organization: OrganizationId,
    /// The names of all series, ascending; codes count into this.
    pub series: &'a [String],
    /// Whom the plan names as staff, by person; roles are read from the memberships.
    pub named_staff: &'a [bool],
}

/// The series each activity of one organization belongs to, in their order: its kind, else its venue, else all activities
/// together, which are called `(all)`.
///
/// A venue nobody wrote down is not another venue: such an activity goes on with the series before it, and the first venue
/// that is ever named after it is where it was held. Else one sheet with a venue would have an opening of its own. Only
/// what came before decides, so that what comes later changes no earlier value.
pub fn series_of(activities: &[Activity]) -> Vec<&str> {
    let (mut before, mut began_unnamed, mut first) = (None, false, None);
    let mut names = Vec::with_capacity(activities.len());
    for activity in activities {
        let is_held = activity.origin != ActivityOrigin::Proposed;
        let name = match (activity.kind.as_deref(), activity.venue.as_deref()) {
            (Some(kind), _) => kind,
            (None, None) => before.unwrap_or(ALL),
            (None, Some(venue)) if began_unnamed && first.is_none_or(|first| first == venue) => ALL,
            (None, Some(venue)) => venue,
        };
        if is_held && activity.kind.is_none() {
            began_unnamed |= before.is_none() && activity.venue.is_none();
            first = first.or(activity.venue.as_deref());
            before = Some(name);
        }
        names.push(name);
    }
    names
}

/// The series of activities of which neither kind nor venue is known.
const ALL: &str = "(all)";

/// Computes every row of one organization, in key order.
pub fn organization(protocol: &Protocol, history: OrganizationHistory<'_>) -> Result<Tables, Error> {
    let held = Held::of(history);
    let tables =
        [activities(protocol, history, &held), series(protocol, history, &held), windows(protocol, history, &held)];
    Ok(Tables(tables.into_iter().filter(|r| !r.is_unasked()).map(|rows| (rows.table, rows.in_order())).collect()))
}

/// The held activities of the organization, in order, with who came to each.
struct Held<'a> {
    first: usize,
    activities: &'a [Activity],
    present: Vec<Vec<PersonId>>,
    /// Series code and the positions of its activities, by ascending code.
    series: Vec<(u32, Vec<usize>)>,
}

impl<'a> Held<'a> {
    fn of(history: OrganizationHistory<'a>) -> Self {
        let range = history.records.activities_of(history.organization);
        let activities = &history.records.activities()[range.clone()];
        let staff = staff_of(history.records, history.organization, history.named_staff);
        let resident = |row: &&Attendance| {
            row.status == AttendanceStatus::Present && row.part != Some(Part::Guest) && !staff[row.person.index()]
        };
        let present = range
            .clone()
            .map(|at| {
                let rows = history.records.attendance_of(ActivityId::from_index(at));
                rows.iter().filter(resident).map(|row| row.person).collect()
            })
            .collect();
        let mut series: Vec<(u32, Vec<usize>)> = Vec::new();
        let names = series_of(activities);
        let all = activities.iter().zip(names).enumerate();
        for (at, (_, name)) in all.filter(|(_, (activity, _))| activity.origin != ActivityOrigin::Proposed) {
            let code = history.series.partition_point(|known| known.as_str() < name) as u32;
            match series.binary_search_by_key(&code, |&(known, _)| known) {
                Ok(found) => series[found].1.push(at),
                Err(place) => series.insert(place, (code, vec![at])),
            }
        }
        Self { first: range.start, activities, present, series }
    }

    /// How many came to each of these activities, counted one way: by lists if the first has one, else by headcounts.
    fn came(&self, members: &[usize]) -> Vec<Option<u32>> {
        let list = |at: usize| self.activities[at].has_list.then(|| self.present[at].len() as u32);
        let headcount = |at: usize| self.activities[at].headcount;
        let by_list = members.first().is_some_and(|&first| list(first).is_some());
        members.iter().map(|&at| if by_list { list(at) } else { headcount(at) }).collect()
    }
}

fn activities(protocol: &Protocol, history: OrganizationHistory<'_>, held: &Held<'_>) -> Rows {
    let mut rows = Rows::new(TableId::Activities, protocol.of_table(TableId::Activities), |_| false);
    if rows.is_unasked() {
        return rows;
    }
    let mut opening: Vec<Result<&[PersonId], Undefined>> = vec![Err(Undefined::IsOpening); held.activities.len()];
    for (_, members) in &held.series {
        for &at in members.iter().skip(1) {
            let first = members[0];
            let has_list = held.activities[first].has_list;
            opening[at] = if has_list { Ok(&held.present[first]) } else { Err(Undefined::NotRecorded) };
        }
    }
    for (at, activity) in held.activities.iter().enumerate().filter(|(_, a)| a.origin != ActivityOrigin::Proposed) {
        rows.key(&[history.organization.index() as u32, (held.first + at) as u32]);
        let frame = ActivityFrame { activity, present: &held.present[at], opening: opening[at] };
        for (column, indicator) in rows.indicators.clone().into_iter().enumerate() {
            if let Compute::Activity(compute) = indicator.compute {
                rows.cell(column, compute(&frame));
            }
        }
    }
    rows
}

fn series(protocol: &Protocol, history: OrganizationHistory<'_>, held: &Held<'_>) -> Rows {
    let mut rows = Rows::new(TableId::Series, protocol.of_table(TableId::Series), |_| false);
    if rows.is_unasked() {
        return rows;
    }
    for (code, members) in &held.series {
        let all: Vec<&Activity> = members.iter().map(|&at| &held.activities[at]).collect();
        let came = held.came(members);
        for (w, window) in protocol.windows().iter().enumerate() {
            let until = all.partition_point(|activity| activity.day < window.end_day);
            if until == 0 {
                continue;
            }
            rows.key(&[history.organization.index() as u32, *code, w as u32]);
            let frame = SeriesFrame { window, activities: &all[..until], attendance: &came[..until] };
            for (column, indicator) in rows.indicators.clone().into_iter().enumerate() {
                if let Compute::Series(compute) = indicator.compute {
                    rows.cell(column, compute(&frame));
                }
            }
        }
    }
    rows
}

fn windows(protocol: &Protocol, history: OrganizationHistory<'_>, held: &Held<'_>) -> Rows {
    let mut rows = Rows::new(TableId::Organizations, protocol.of_table(TableId::Organizations), |_| false);
    if rows.is_unasked() {
        return rows;
    }
    let recorded: Vec<Activity> =
        held.activities.iter().filter(|a| a.origin != ActivityOrigin::Proposed).cloned().collect();
    let days = recorded_days(history, held.activities);
    for (w, window) in protocol.windows().iter().enumerate() {
        let from = recorded.partition_point(|a| a.day < window.first_day);
        let until = recorded.partition_point(|a| a.day < window.end_day);
        rows.key(&[history.organization.index() as u32, w as u32]);
        let gap = match days {
            None => Some(Undefined::NotRecorded),
            Some(days) => {
                (days.end <= window.first_day || window.end_day <= days.start).then_some(Undefined::NotCovered)
            }
        };
        let frame = OrganizationFrame { window, activities: &recorded[from..until] };
        for (column, indicator) in rows.indicators.clone().into_iter().enumerate() {
            if let Compute::Organization(compute) = indicator.compute {
                rows.cell(column, gap.map_or_else(|| compute(&frame), Err));
            }
        }
    }
    rows
}

/// From the first to the last record of an activity of the organization; `None` if nothing records them.
fn recorded_days(history: OrganizationHistory<'_>, activities: &[Activity]) -> Option<DaySpan> {
    let sources = history.records.sources().iter().filter(|source| {
        matches!(source.kind, SourceKind::Sheet | SourceKind::Table)
            && source.fields.meets(Fields::of(&[Field::Attendance, Field::Headcount]))
            && source.organizations.contains(&history.organization)
    });
    let covers = sources.flat_map(|source| source.covers.iter().copied());
    let days = activities.iter().map(|a| DaySpan { start: a.day, end: a.day.plus(1) });
    covers.chain(days).reduce(|a, b| DaySpan { start: a.start.min(b.start), end: a.end.max(b.end) })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::time::{Day, Timestamp};

    fn held(kind: Option<&str>, venue: Option<&str>, origin: ActivityOrigin) -> Activity {
        Activity {
            id: String::new(),
            organization: OrganizationId::from_index(0),
            title: String::new(),
            kind: kind.map(str::to_owned),
            day: Day::from_number(0),
            start: Timestamp::from_micros(0),
            venue: venue.map(str::to_owned),
            headcount: None,
            incentive: None,
            guests: None,
            initiated_by: None,
            serves: None,
            partners: None,
            origin,
            has_list: false,
        }
    }

    #[test]
    fn a_venue_nobody_wrote_down_is_not_another_venue() {
        use ActivityOrigin::{Proposed, Recorded};
        let hall = || held(None, Some("hall"), Recorded);
        let yard = || held(None, Some("yard"), Recorded);
        let song = || held(Some("song"), None, Recorded);
        let bare = || held(None, None, Recorded);
        assert_eq!(series_of(&[hall(), yard(), song(), hall()]), ["hall", "yard", "song", "hall"]);
        // One sheet without a venue, and one with: no series ends or begins there.
        assert_eq!(series_of(&[hall(), bare(), song(), hall()]), ["hall", "hall", "song", "hall"]);
        assert_eq!(series_of(&[bare(), hall(), bare()]), ["(all)", "(all)", "(all)"]);
        // Another venue is another series, and what follows without a word goes on with it.
        assert_eq!(series_of(&[bare(), hall(), yard(), bare(), hall()]), ["(all)", "(all)", "yard", "yard", "(all)"]);
        // What is only proposed has no venue and decides nothing.
        let proposed = || held(None, None, Proposed);
        assert_eq!(series_of(&[proposed(), hall(), yard()])[1..], ["hall", "yard"]);
    }
}
