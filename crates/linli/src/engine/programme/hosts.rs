//! What all organizations held, by day, and who came: what visits and joint activities are counted from.

use super::ProgrammeHistory;
use crate::definition::Undefined;
use crate::engine::Protocol;
use crate::engine::belonging::staff_of;
use crate::frame::Hosted;
use crate::records::{ActivityId, ActivityOrigin, AttendanceStatus, OrganizationId, PersonId, Records};
use crate::time::Window;

/// Held activities of the organizations of a run.
pub(super) struct Hosts<'a> {
    history: ProgrammeHistory<'a>,
    /// By organization and day.
    held: Vec<Host>,
}

struct Host {
    activity: usize,
    people: Result<Vec<PersonId>, Undefined>,
    partners: Vec<OrganizationId>,
}

impl<'a> Hosts<'a> {
    pub(super) fn of(protocol: &Protocol, history: ProgrammeHistory<'a>) -> Self {
        let records = history.records;
        let mut held = Vec::new();
        for &organization in history.organizations {
            let staff = staff_of(records, organization, history.named_staff);
            let linked = records.linkage(organization, &staff).joins(protocol.plan().least_linkage);
            for at in records.activities_of(organization) {
                let activity = &records.activities()[at];
                if activity.origin == ActivityOrigin::Proposed {
                    continue;
                }
                let rows = records.attendance_of(ActivityId::from_index(at)).iter();
                let came = rows.filter(|row| row.status == AttendanceStatus::Present && !staff[row.person.index()]);
                let people = match (activity.has_list, linked) {
                    (false, _) => Err(Undefined::NotRecorded),
                    (true, false) => Err(Undefined::NotLinked),
                    (true, true) => Ok(came.map(|row| row.person).collect()),
                };
                let partners = activity.partners.as_deref().map_or_else(Vec::new, |text| partners(records, text));
                held.push(Host { activity: at, people, partners });
            }
        }
        Self { history, held }
    }

    /// What was held in a window.
    pub(super) fn hosted(&self, window: &Window) -> Vec<Hosted<'_>> {
        let activities = self.history.records.activities();
        let hosted = self.held.iter().map(|host| Hosted {
            activity: &activities[host.activity],
            people: host.people.as_deref().map_err(|&reason| reason),
            partners: &host.partners,
        });
        let here =
            |hosted: &Hosted<'_>| window.first_day <= hosted.activity.day && hosted.activity.day < window.end_day;
        hosted.filter(here).collect()
    }

    /// Whether partners of anything held before the window's end are written down.
    pub(super) fn partners_are_named(&self, window: &Window) -> bool {
        let activities = self.history.records.activities();
        let held = self.held.iter().map(|host| &activities[host.activity]);
        held.filter(|activity| activity.day < window.end_day).any(|activity| activity.partners.is_some())
    }
}

/// What stands between the names of partners.
const BETWEEN: [char; 9] = ['、', '，', ',', '；', ';', '/', '|', '+', '\n'];

/// The organizations among partners as somebody wrote them, ascending.
pub(super) fn partners(records: &Records, text: &str) -> Vec<OrganizationId> {
    let named = text.split(BETWEEN).filter_map(|name| records.organization(name.trim()));
    let mut partners: Vec<OrganizationId> = named.collect();
    partners.sort_unstable();
    partners.dedup();
    partners
}
