//! Indicators of one person's attendance.

mod part_alive;
mod part_attendance;
mod part_attendance_class;
mod part_attendance_rate;
mod part_expected_attendance;
mod part_first_taken;
mod part_taken;

pub use part_alive::PART_ALIVE;
pub use part_attendance::PART_ATTENDANCE;
pub use part_attendance_class::PART_ATTENDANCE_CLASS;
pub use part_attendance_rate::PART_ATTENDANCE_RATE;
pub use part_expected_attendance::PART_EXPECTED_ATTENDANCE;
pub use part_first_taken::PART_FIRST_TAKEN;
pub use part_taken::PART_TAKEN;
