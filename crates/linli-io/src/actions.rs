//! The team's log of what was done about findings.

use std::path::{Path, PathBuf};

use linli::brief::Action;
use linli::time::Day;
use linli::{Error, ErrorKind};

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
/// No reason; a file that cannot be read or written.
pub fn note_opened(dir: &Path, on: Day, names: usize, why: &str) -> Result<PathBuf, Error> {
    if why.trim().is_empty() {
        return Err(Error::new(
            ErrorKind::Plan,
            ("names are opened for a reason, and none is given", "打开名字要写明为什么，这里没有写"),
        )
        .with_hint((
            "write it behind --named or --because: \"to call them\"",
            "写在 --named 或 --because 后面：\"要打电话问候\"",
        )));
    }
    add_line(dir, "opened.csv", OPENED.columns, &|column| match column {
        "at" => on.to_string(),
        "names" => names.to_string(),
        _ => why.to_owned(),
    })
}
