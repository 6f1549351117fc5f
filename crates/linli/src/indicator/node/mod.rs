//! Indicators of a person in a group.

mod node_betweenness;
mod node_closeness;
mod node_constraint;
mod node_core;
mod node_degree;
mod node_in_strength;
mod node_out_strength;
mod node_recency;
mod node_recency_to_rhythm;
mod node_seen_days;
mod node_seen_weeks;
mod node_seen_weeks_share;
mod node_tenure;
mod node_tie_decay_strength;
mod node_turns;
mod node_uptake;

pub use node_betweenness::NODE_BETWEENNESS;
pub use node_closeness::NODE_CLOSENESS;
pub use node_constraint::NODE_CONSTRAINT;
pub use node_core::NODE_CORE;
pub use node_degree::NODE_DEGREE;
pub use node_in_strength::NODE_IN_STRENGTH;
pub use node_out_strength::NODE_OUT_STRENGTH;
pub use node_recency::NODE_RECENCY;
pub use node_recency_to_rhythm::NODE_RECENCY_TO_RHYTHM;
pub use node_seen_days::NODE_SEEN_DAYS;
pub use node_seen_weeks::NODE_SEEN_WEEKS;
pub use node_seen_weeks_share::NODE_SEEN_WEEKS_SHARE;
pub use node_tenure::NODE_TENURE;
pub use node_tie_decay_strength::NODE_TIE_DECAY_STRENGTH;
pub use node_turns::NODE_TURNS;
pub use node_uptake::NODE_UPTAKE;
