//! Indicators of an organization.

mod org_activities;

pub use org_activities::ORG_ACTIVITIES;
