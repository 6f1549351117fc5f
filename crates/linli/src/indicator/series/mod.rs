//! Indicators of a series of activities.

mod series_later_attendance;
mod series_opening_attendance;
mod series_opening_excess;

pub use series_later_attendance::SERIES_LATER_ATTENDANCE;
pub use series_opening_attendance::SERIES_OPENING_ATTENDANCE;
pub use series_opening_excess::SERIES_OPENING_EXCESS;
