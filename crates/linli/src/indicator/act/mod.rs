//! Indicators of one activity.

mod act_attendance;
mod act_return_rate;

pub use act_attendance::ACT_ATTENDANCE;
pub use act_return_rate::ACT_RETURN_RATE;
