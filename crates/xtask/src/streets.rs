//! The pages of what is found of what was planted, and of false alarms. They take half an hour, so `cargo xtask ci` does
//! not write them anew.

use crate::shell::{cargo, root, run};

/// Reads streets of many seeds once and writes both pages.
pub fn write() -> Result<(), String> {
    let mut command = cargo();
    command.args(["run", "--quiet", "--release", "--package", "linli-cli", "--example", "found", "--"]);
    command.arg(root().join("docs/concepts"));
    run(&mut command)
}
