//! The organization kernel: activities, series, and what an organization did in each window.

mod activities;
mod doings;
mod exchanges;
mod held;
mod papers;
mod participants;
mod series;

use self::held::Held;
use super::Protocol;
pub(crate) use super::rows::Measured;
use super::rows::Rows;
use crate::definition::Undefined;
use crate::error::Error;
use crate::frame::{Doings, HeldActivity, Needs, Opportunity, OrganizationFrame};
use crate::indicator::{Compute, Indicator, TableId};
use crate::panel::Tables;
use crate::plan::Plan;
use crate::records::{Activity, ActivityOrigin, DaySpan, OrganizationId, Records};
use crate::statistics::OccasionModel;
use crate::time::Window;

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
    /// For each window how often people come again, as [`super::occasions`] gives it.
    pub occasions: &'a [Result<OccasionModel, Undefined>],
}

/// The organizations of a run: those of the plan's groups, all where the plan asks for all groups.
pub(crate) fn chosen_organizations(records: &Records, plan: &Plan) -> Vec<OrganizationId> {
    let mut chosen = vec![plan.groups.is_empty(); records.organizations().len()];
    for group in records.groups().iter().filter(|group| plan.groups.contains(&group.id)) {
        if let Some(organization) = group.organization {
            chosen[organization.index()] = true;
        }
    }
    let all = (0..chosen.len()).filter(|&at| chosen[at]);
    all.map(OrganizationId::from_index).collect()
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
pub const ALL: &str = "(all)";

/// Computes every row of one organization, in key order.
pub fn organization(protocol: &Protocol, history: OrganizationHistory<'_>) -> Result<Tables, Error> {
    let held = Held::of(history);
    let tables = [
        activities::rows(protocol, history, &held),
        series::rows(protocol, history, &held),
        participants::rows(protocol, history, &held),
        windows(protocol, history, &held),
    ];
    Ok(Tables(tables.into_iter().filter(|r| !r.is_unasked()).map(|rows| (rows.table, rows.in_order())).collect()))
}

/// What an organization held, in order, and what people did for it.
pub(crate) fn held_activities_of<'a>(
    records: &'a Records,
    organization: OrganizationId,
    named_staff: &'a [bool],
) -> Vec<HeldActivity<'a>> {
    let history = OrganizationHistory { records, organization, series: &[], named_staff, occasions: &[] };
    doings::held_activities(history, &Held::of(history))
}

/// For everybody who came to the organization's activities the listed ones from the first they came to.
pub(super) fn opportunities_of(history: OrganizationHistory<'_>) -> Vec<Vec<Opportunity>> {
    let each = participants::opportunities(history, &Held::of(history));
    each.into_iter().map(|(_, opportunities)| opportunities).collect()
}

fn windows(protocol: &Protocol, history: OrganizationHistory<'_>, held: &Held<'_>) -> Rows {
    let mut rows =
        Rows::new(TableId::Organizations, protocol.of_table(TableId::Organizations), |i| protocol.wants_interval(i));
    if rows.is_unasked() {
        return rows;
    }
    let desk = Desk::of(protocol, history, held, &rows.indicators);
    for (w, window) in protocol.windows().iter().enumerate() {
        rows.key(&[history.organization.index() as u32, w as u32]);
        let measured = desk.measured(window, &rows.indicators);
        for (column, measured) in measured.into_iter().enumerate() {
            if let Some(measured) = measured {
                rows.measured(column, measured);
            }
        }
    }
    rows
}

/// All there is of an organization, to be looked at window by window.
struct Desk<'a> {
    recorded: Vec<Activity>,
    days: Option<DaySpan>,
    doings: Vec<HeldActivity<'a>>,
    cabinet: papers::Cabinet<'a>,
}

impl<'a> Desk<'a> {
    fn of(
        protocol: &Protocol,
        history: OrganizationHistory<'a>,
        held: &Held<'a>,
        asked: &[&'static Indicator],
    ) -> Self {
        let recorded = held.activities.iter().filter(|a| a.origin != ActivityOrigin::Proposed).cloned().collect();
        let doings = doings::held_activities(history, held);
        let cabinet = papers::Cabinet::of(protocol, history, held, asked);
        Self { recorded, days: held.recorded, doings, cabinet }
    }

    /// What indicators of an organization give in a window; nothing for those of other tables.
    fn measured(&self, window: &Window, indicators: &[&'static Indicator]) -> Vec<Option<Measured>> {
        let from = self.recorded.partition_point(|a| a.day < window.first_day);
        let until = self.recorded.partition_point(|a| a.day < window.end_day);
        let gap = match self.days {
            None => Some(Undefined::NotRecorded),
            Some(days) => {
                (days.end <= window.first_day || window.end_day <= days.start).then_some(Undefined::NotCovered)
            }
        };
        let papers = self.cabinet.at(window);
        let frame = OrganizationFrame {
            papers: &papers,
            window,
            activities: &self.recorded[from..until],
            doings: Doings::of(window, &self.doings[..until]),
        };
        let of = |indicator: &&'static Indicator| {
            let gap = gap.filter(|_| !indicator.needs.has(Needs::PAPERS));
            match indicator.compute {
                Compute::Organization(compute) => Some(Measured::Value(gap.map_or_else(|| compute(&frame), Err))),
                Compute::OrganizationShare(compute) => Some(Measured::Share(gap.map_or_else(|| compute(&frame), Err))),
                _ => None,
            }
        };
        indicators.iter().map(of).collect()
    }
}

/// An organization over any one window, whatever windows the protocol has.
pub(crate) struct Period {
    /// What the indicators give, in their order; nothing for those of other tables.
    pub(crate) measured: Vec<Option<Measured>>,
    /// From the first to the last record of an activity; `None` if nothing records them.
    pub(crate) recorded: Option<DaySpan>,
}

/// What indicators of an organization give over one window.
pub(crate) fn period(
    protocol: &Protocol,
    history: OrganizationHistory<'_>,
    window: &Window,
    indicators: &[&'static Indicator],
) -> Period {
    let held = Held::of(history);
    let desk = Desk::of(protocol, history, &held, indicators);
    Period { measured: desk.measured(window, indicators), recorded: held.recorded }
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
