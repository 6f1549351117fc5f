//! The checked plan and the three kernels — group, organization, programme — which every door calls and nothing else.

mod belonging;
mod beyond;
mod catalogue;
mod clock;
mod gate;
mod group;
mod invitations;
mod lives;
mod occasions;
mod openings;
mod organization;
mod past;
mod programme;
mod protocol;
mod rows;
mod sightings;
mod ties;

pub(crate) use belonging::staff_of;
pub use catalogue::Catalogue;
pub use group::{GroupHistory, GroupSummary, Scratch, group};
pub use occasions::occasions;
pub use organization::{OrganizationHistory, organization, series_of};
pub use programme::programme;
pub use protocol::{ChosenTies, Extent, Protocol, Rest};
