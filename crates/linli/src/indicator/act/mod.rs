//! Indicators of one activity.

mod act_attendance;
mod act_headcount_gap;
mod act_new_face_share;
mod act_notice_by;
mod act_notice_lead;
mod act_photos_by;
mod act_photos_lag;
mod act_place;
mod act_record_by;
mod act_record_lag;
mod act_return_rate;
mod act_sheet_by;
mod act_sheet_lag;
mod act_sheet_overlap;
mod act_show_rate;
mod act_sign_ups;
mod act_walk_in;

pub use act_attendance::ACT_ATTENDANCE;
pub use act_headcount_gap::ACT_HEADCOUNT_GAP;
pub use act_new_face_share::ACT_NEW_FACE_SHARE;
pub use act_notice_by::ACT_NOTICE_BY;
pub use act_notice_lead::ACT_NOTICE_LEAD;
pub use act_photos_by::ACT_PHOTOS_BY;
pub use act_photos_lag::ACT_PHOTOS_LAG;
pub use act_place::ACT_PLACE;
pub use act_record_by::ACT_RECORD_BY;
pub use act_record_lag::ACT_RECORD_LAG;
pub use act_return_rate::ACT_RETURN_RATE;
pub use act_sheet_by::ACT_SHEET_BY;
pub use act_sheet_lag::ACT_SHEET_LAG;
pub use act_sheet_overlap::ACT_SHEET_OVERLAP;
pub use act_show_rate::ACT_SHOW_RATE;
pub use act_sign_ups::ACT_SIGN_UPS;
pub use act_walk_in::ACT_WALK_IN;
