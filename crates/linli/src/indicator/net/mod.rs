//! Indicators of a group's network.

mod net_active;
mod net_centralization_degree;
mod net_density;
mod net_explicit_share;
mod net_gini_turns;
mod net_isolate_share;
mod net_mean_degree;
mod net_members;
mod net_reciprocity;
mod net_silent_share;
mod net_staff_turn_share;
mod net_ties;
mod net_transitivity;
mod net_turns;

pub use net_active::NET_ACTIVE;
pub use net_centralization_degree::NET_CENTRALIZATION_DEGREE;
pub use net_density::NET_DENSITY;
pub use net_explicit_share::NET_EXPLICIT_SHARE;
pub use net_gini_turns::NET_GINI_TURNS;
pub use net_isolate_share::NET_ISOLATE_SHARE;
pub use net_mean_degree::NET_MEAN_DEGREE;
pub use net_members::NET_MEMBERS;
pub use net_reciprocity::NET_RECIPROCITY;
pub use net_silent_share::NET_SILENT_SHARE;
pub use net_staff_turn_share::NET_STAFF_TURN_SHARE;
pub use net_ties::NET_TIES;
pub use net_transitivity::NET_TRANSITIVITY;
pub use net_turns::NET_TURNS;
