//! The team's log of what was done about findings.

use std::path::{Path, PathBuf};

use linli::Error;
use linli::brief::Action;
use linli::time::Day;

use crate::questions::todo::add_line;
use crate::table::{ACTIONS, OPENED, action_cell};

/// Adds a line to `actions.csv` of a study folder, and says where it stands.
///
/// # Errors
/// A file that cannot be read or written.
pub fn add_action(dir: &Path, action: &Action) -> Result<PathBuf, Error> {
    add_line(dir, "actions.csv", ACTIONS.columns, &|column| action_cell(action, column))
}

/// Writes down in `opened.csv` of a study folder that names were shown as they are: when, how many, and why.
///
/// # Errors
/// A file that cannot be read or written.
pub fn note_opened(dir: &Path, on: Day, names: usize, why: &str) -> Result<PathBuf, Error> {
    add_line(dir, "opened.csv", OPENED.columns, &|column| match column {
        "at" => on.to_string(),
        "names" => names.to_string(),
        _ => why.to_owned(),
    })
}
