//! The page of what is found of what was planted. It takes some minutes, so `cargo xtask ci` does not write it anew.

use std::fs;

use crate::shell::{cargo, output, root};

/// Reads streets of many seeds and writes the page.
pub fn write() -> Result<(), String> {
    let mut command = cargo();
    command.args(["run", "--quiet", "--release", "--package", "linli-cli", "--example", "found"]);
    let page = output(&mut command)?;
    let file = root().join("docs/concepts/found.md");
    fs::write(&file, page).map_err(|error| format!("{}: {error}", file.display()))
}
