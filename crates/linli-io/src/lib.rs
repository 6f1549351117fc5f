//! Files ↔ model: chat exports, sign-in sheets, rosters and tables into a study; panel, findings and record out of a run.
//!
//! linli reads files people already hold. It never touches databases, keys or devices.

pub mod chat;
pub mod run_folder;
