//! The checked plan and the three kernels — group, organization, programme — which every door calls and nothing else.

mod belonging;
mod beyond;
mod catalogue;
mod clock;
mod consents;
mod days;
mod gate;
mod group;
mod invitations;
mod lives;
mod margins;
mod occasions;
mod openings;
mod organization;
mod past;
mod programme;
mod protocol;
mod rows;
mod sightings;
mod standing;
mod talk;
mod ties;

pub(crate) use belonging::{staff_anywhere, staff_of};
pub use catalogue::Catalogue;
pub use days::{GroupDays, Sides, SpokenTurn};
pub(crate) use group::everybody;
pub use group::{GroupHistory, GroupSummary, Scratch, group};
pub(crate) use margins::Person;
pub use occasions::occasions;
pub use organization::{ALL as ALL_SERIES, OrganizationHistory, organization, series_of};
pub(crate) use organization::{Measured, Period, chosen_organizations, held_activities_of, period};
pub use programme::{ProgrammeHistory, most_pairs, programme};
pub use protocol::{ChosenTies, Extent, Protocol, Rest};
pub(crate) use protocol::{for_the_team, not_for_release};
pub(crate) use standing::{Days, days, joiners, placed};
