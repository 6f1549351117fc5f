//! The organization kernel: activities, series, and what an organization did in each window.

use super::Protocol;
use super::rows::Rows;
use crate::error::Error;
use crate::frame::{ActivityFrame, OrganizationFrame, SeriesFrame};
use crate::indicator::{Compute, TableId};
use crate::panel::Tables;
use crate::records::{Activity, ActivityId, ActivityOrigin, AttendanceStatus, OrganizationId, PersonId, Records};

/// What the organization kernel reads.
#[derive(Debug, Clone, Copy)]
pub struct OrganizationHistory<'a> {
    /// The records.
    pub records: &'a Records,
    /// Which organization.
    pub organization: OrganizationId,
    /// The names of all series, ascending; codes count into this.
    pub series: &'a [String],
}

/// The series an activity belongs to within its organization: its kind, else its venue, else all activities together.
pub fn series_of(activity: &Activity) -> &str {
    activity.kind.as_deref().or(activity.venue.as_deref()).unwrap_or("(all)")
}

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
        let present = range
            .clone()
            .map(|at| {
                let rows = history.records.attendance_of(ActivityId::from_index(at));
                rows.iter().filter(|row| row.status == AttendanceStatus::Present).map(|row| row.person).collect()
            })
            .collect();
        let mut series: Vec<(u32, Vec<usize>)> = Vec::new();
        for (at, activity) in activities.iter().enumerate().filter(|(_, a)| a.origin != ActivityOrigin::Proposed) {
            let name = series_of(activity);
            let code = history.series.partition_point(|known| known.as_str() < name) as u32;
            match series.binary_search_by_key(&code, |&(known, _)| known) {
                Ok(found) => series[found].1.push(at),
                Err(place) => series.insert(place, (code, vec![at])),
            }
        }
        Self { first: range.start, activities, present, series }
    }

    /// How many came, by list or else by headcount.
    fn came(&self, at: usize) -> Option<u32> {
        let activity = &self.activities[at];
        if activity.has_list { Some(self.present[at].len() as u32) } else { activity.headcount }
    }
}

fn activities(protocol: &Protocol, history: OrganizationHistory<'_>, held: &Held<'_>) -> Rows {
    let mut rows = Rows::new(TableId::Activities, protocol.of_table(TableId::Activities), |_| false);
    if rows.is_unasked() {
        return rows;
    }
    let mut opening: Vec<Option<&[PersonId]>> = vec![None; held.activities.len()];
    for (_, members) in &held.series {
        let first = members.iter().position(|&at| held.activities[at].has_list);
        if let Some(first) = first {
            for &at in &members[first + 1..] {
                opening[at] = Some(&held.present[members[first]]);
            }
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
        let came: Vec<Option<u32>> = members.iter().map(|&at| held.came(at)).collect();
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
    for (w, window) in protocol.windows().iter().enumerate() {
        let from = recorded.partition_point(|a| a.day < window.first_day);
        let until = recorded.partition_point(|a| a.day < window.end_day);
        rows.key(&[history.organization.index() as u32, w as u32]);
        let frame = OrganizationFrame { window, activities: &recorded[from..until] };
        for (column, indicator) in rows.indicators.clone().into_iter().enumerate() {
            if let Compute::Organization(compute) = indicator.compute {
                rows.cell(column, compute(&frame));
            }
        }
    }
    rows
}
