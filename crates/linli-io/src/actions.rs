//! The team's log of what was done about findings.

use std::path::{Path, PathBuf};

use linli::Error;
use linli::brief::Action;

use crate::questions::todo::add_line;
use crate::table::{ACTIONS, action_cell};

/// Adds a line to `actions.csv` of a study folder, and says where it stands.
///
/// # Errors
/// A file that cannot be read or written.
pub fn add_action(dir: &Path, action: &Action) -> Result<PathBuf, Error> {
    add_line(dir, "actions.csv", ACTIONS.columns, &|column| action_cell(action, column))
}
