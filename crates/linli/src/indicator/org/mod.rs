//! Indicators of an organization.

mod org_absence_factor;
mod org_activities;
mod org_attendance_total;
mod org_evidence_habit;
mod org_helper_conversion;
mod org_joint_share;
mod org_organizer_succession;
mod org_organizers;
mod org_recipients;
mod org_resident_initiated_share;
mod org_returning;
mod org_service_share;
mod org_staffless_share;
mod org_top_organizer_share;

pub use org_absence_factor::ORG_ABSENCE_FACTOR;
pub use org_activities::ORG_ACTIVITIES;
pub use org_attendance_total::ORG_ATTENDANCE_TOTAL;
pub use org_evidence_habit::ORG_EVIDENCE_HABIT;
pub use org_helper_conversion::ORG_HELPER_CONVERSION;
pub use org_joint_share::ORG_JOINT_SHARE;
pub use org_organizer_succession::ORG_ORGANIZER_SUCCESSION;
pub use org_organizers::ORG_ORGANIZERS;
pub use org_recipients::ORG_RECIPIENTS;
pub use org_resident_initiated_share::ORG_RESIDENT_INITIATED_SHARE;
pub use org_returning::ORG_RETURNING;
pub use org_service_share::ORG_SERVICE_SHARE;
pub use org_staffless_share::ORG_STAFFLESS_SHARE;
pub use org_top_organizer_share::ORG_TOP_ORGANIZER_SHARE;
