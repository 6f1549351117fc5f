//! Indicators of a person in a group.

mod node_betweenness;
mod node_closeness;
mod node_constraint;
mod node_core;
mod node_coreness;
mod node_degree;
mod node_effective_size;
mod node_efficiency;
mod node_harmonic_closeness;
mod node_in_strength;
mod node_onion_layer;
mod node_out_strength;
mod node_recency;
mod node_reciprocated_share;
mod node_seen_days;
mod node_staff_tie_share;
mod node_turns;

pub use node_betweenness::NODE_BETWEENNESS;
pub use node_closeness::NODE_CLOSENESS;
pub use node_constraint::NODE_CONSTRAINT;
pub use node_core::NODE_CORE;
pub use node_coreness::NODE_CORENESS;
pub use node_degree::NODE_DEGREE;
pub use node_effective_size::NODE_EFFECTIVE_SIZE;
pub use node_efficiency::NODE_EFFICIENCY;
pub use node_harmonic_closeness::NODE_HARMONIC_CLOSENESS;
pub use node_in_strength::NODE_IN_STRENGTH;
pub use node_onion_layer::NODE_ONION_LAYER;
pub use node_out_strength::NODE_OUT_STRENGTH;
pub use node_recency::NODE_RECENCY;
pub use node_reciprocated_share::NODE_RECIPROCATED_SHARE;
pub use node_seen_days::NODE_SEEN_DAYS;
pub use node_staff_tie_share::NODE_STAFF_TIE_SHARE;
pub use node_turns::NODE_TURNS;
