//! What an organization held, and what is known of it: who came, and when a gap would mean anything.

use super::{OrganizationHistory, series_of};
use crate::engine::belonging::staff_of;
use crate::records::{
    Activity, ActivityId, ActivityOrigin, AttendanceStatus, DaySpan, Field, Fields, Part, PersonId, SourceKind,
};

/// The activities of the organization, in order, with who came to each; what is only proposed has no list here.
pub(super) struct Held<'a> {
    /// The position of the first among all activities.
    pub(super) first: usize,
    pub(super) activities: &'a [Activity],
    /// Who came, staff and guests apart, ascending.
    pub(super) present: Vec<Vec<PersonId>>,
    /// Everybody marked present, ascending.
    pub(super) sheets: Vec<Vec<PersonId>>,
    /// Series code and the positions of its activities, by ascending code.
    pub(super) series: Vec<(u32, Vec<usize>)>,
    /// Who is staff, by person.
    pub(super) staff: Vec<bool>,
    /// From the first to the last record of an activity; `None` if nothing records them.
    pub(super) recorded: Option<DaySpan>,
    /// Holidays, disjoint and ascending.
    pub(super) holidays: Vec<DaySpan>,
}

impl<'a> Held<'a> {
    pub(super) fn of(history: OrganizationHistory<'a>) -> Self {
        let range = history.records.activities_of(history.organization);
        let activities = &history.records.activities()[range.clone()];
        let staff = staff_of(history.records, history.organization, history.named_staff);
        let rows = |at: usize| {
            let rows = history.records.attendance_of(ActivityId::from_index(at));
            rows.iter().filter(|row| row.status == AttendanceStatus::Present)
        };
        let is_held = |at: usize| history.records.activities()[at].origin != ActivityOrigin::Proposed;
        let sheets = range.clone().map(|at| rows(at).filter(|_| is_held(at)).map(|row| row.person).collect());
        let residents = |at| rows(at).filter(|row| row.part != Some(Part::Guest) && !staff[row.person.index()]);
        let present = range.clone().map(|at| residents(at).map(|row| row.person).collect());
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
        let holidays = history.records.holidays();
        let (present, sheets) = (present.collect(), sheets.collect());
        let recorded = recorded_days(history, activities);
        Self { first: range.start, activities, present, sheets, series, staff, recorded, holidays }
    }

    /// The positions of what was held, in order.
    pub(super) fn positions(&self) -> impl Iterator<Item = usize> {
        let held = self.activities.iter().enumerate().filter(|(_, a)| a.origin != ActivityOrigin::Proposed);
        held.map(|(at, _)| at)
    }

    /// How many came to each of these activities, counted one way: by lists if the first has one, else by headcounts.
    pub(super) fn came(&self, members: &[usize]) -> Vec<Option<u32>> {
        let list = |at: usize| self.activities[at].has_list.then(|| self.present[at].len() as u32);
        let headcount = |at: usize| self.activities[at].headcount;
        let by_list = members.first().is_some_and(|&first| list(first).is_some());
        members.iter().map(|&at| if by_list { list(at) } else { headcount(at) }).collect()
    }
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
