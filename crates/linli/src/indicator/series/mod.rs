//! Indicators of a series of activities.

mod series_activities;
mod series_cadence;
mod series_flagged_attendance;
mod series_half_life;
mod series_idle_weeks;
mod series_later_attendance;
mod series_longest_gap;
mod series_opening_attendance;
mod series_opening_concentration;
mod series_opening_excess;
mod series_opening_return;
mod series_opening_survival;
mod series_ordinary_attendance;
mod series_weeks;

pub use series_activities::SERIES_ACTIVITIES;
pub use series_cadence::SERIES_CADENCE;
pub use series_flagged_attendance::SERIES_FLAGGED_ATTENDANCE;
pub use series_half_life::SERIES_HALF_LIFE;
pub use series_idle_weeks::SERIES_IDLE_WEEKS;
pub use series_later_attendance::SERIES_LATER_ATTENDANCE;
pub use series_longest_gap::SERIES_LONGEST_GAP;
pub use series_opening_attendance::SERIES_OPENING_ATTENDANCE;
pub use series_opening_concentration::SERIES_OPENING_CONCENTRATION;
pub use series_opening_excess::SERIES_OPENING_EXCESS;
pub use series_opening_return::SERIES_OPENING_RETURN;
pub use series_opening_survival::SERIES_OPENING_SURVIVAL;
pub use series_ordinary_attendance::SERIES_ORDINARY_ATTENDANCE;
pub use series_weeks::SERIES_WEEKS;
