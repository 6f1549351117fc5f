//! What people did at and for an organization's activities: who came as what, and who showed it in a chat.

use super::OrganizationHistory;
use super::activities::{CueDays, posts};
use super::held::Held;
use crate::frame::{HeldActivity, Listed};
use crate::records::{ActivityId, Attendance, AttendanceStatus, Part};

/// The held activities, in order.
pub(super) fn held_activities<'a>(history: OrganizationHistory<'a>, held: &Held<'a>) -> Vec<HeldActivity<'a>> {
    let cues = CueDays::of(history);
    let of = |at: usize| {
        let activity = &held.activities[at];
        let id = ActivityId::from_index(held.first + at);
        let came = history.records.attendance_of(id).iter().filter(|row| row.status == AttendanceStatus::Present);
        let (staff, others): (Vec<&Attendance>, Vec<&Attendance>) =
            came.partition(|row| held.staff[row.person.index()]);
        let residents = others.into_iter().filter(|row| row.part != Some(Part::Guest));
        HeldActivity {
            activity,
            people: residents.map(|row| Listed { person: row.person, part: row.part }).collect(),
            staff_came: !staff.is_empty(),
            posts: cues.on(activity).map(|()| posts(history, id, &held.staff)),
            shows_pictures: cues.shows_pictures(activity),
        }
    };
    held.positions().map(of).collect()
}
