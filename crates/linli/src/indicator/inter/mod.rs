//! Indicators of the second layer.

mod inter_delegate_coverage;
mod inter_delegate_turn_share;
mod inter_joint;
mod inter_pair_answers;
mod inter_pair_joint;
mod inter_pair_taken_up;
mod inter_pair_visits;
mod inter_peer_answer_share;
mod inter_showing_uptake;
mod inter_visits;

pub use inter_delegate_coverage::INTER_DELEGATE_COVERAGE;
pub use inter_delegate_turn_share::INTER_DELEGATE_TURN_SHARE;
pub use inter_joint::INTER_JOINT;
pub use inter_pair_answers::INTER_PAIR_ANSWERS;
pub use inter_pair_joint::INTER_PAIR_JOINT;
pub use inter_pair_taken_up::INTER_PAIR_TAKEN_UP;
pub use inter_pair_visits::INTER_PAIR_VISITS;
pub use inter_peer_answer_share::INTER_PEER_ANSWER_SHARE;
pub use inter_showing_uptake::INTER_SHOWING_UPTAKE;
pub use inter_visits::INTER_VISITS;
