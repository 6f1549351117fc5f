//! The generated reference pages: the registers print them, this puts them into `docs/reference`.

use std::collections::BTreeMap;
use std::fs;
use std::path::PathBuf;

use crate::shell::{cargo, output, root};

/// Writes every page.
pub fn write() -> Result<(), String> {
    for (path, text) in generated()? {
        let file = root().join(&path);
        if let Some(folder) = file.parent() {
            fs::create_dir_all(folder).map_err(|error| format!("{}: {error}", folder.display()))?;
        }
        fs::write(&file, text).map_err(|error| format!("{path}: {error}"))?;
    }
    for stale in stale()? {
        fs::remove_file(root().join(&stale)).map_err(|error| format!("{stale}: {error}"))?;
    }
    Ok(())
}

/// Says which pages are not what the registers print.
pub fn check() -> Result<(), String> {
    let mut wrong: Vec<String> = generated()?
        .into_iter()
        .filter(|(path, text)| fs::read_to_string(root().join(path)).ok().as_ref() != Some(text))
        .map(|(path, _)| path)
        .collect();
    wrong.extend(stale()?);
    if wrong.is_empty() {
        return Ok(());
    }
    Err(format!("not current: {}\nrun `cargo xtask docs` and read the difference", wrong.join(", ")))
}

/// Path and text of every page. The program prints them one after another, each behind a line `=== path`.
fn generated() -> Result<BTreeMap<String, String>, String> {
    let mut command = cargo();
    command.args(["run", "--quiet", "--profile", "ci", "--package", "linli-cli", "--example", "reference_pages"]);
    let printed = output(&mut command)?;
    let mut pages: BTreeMap<String, String> = BTreeMap::new();
    let mut path = None;
    for line in printed.lines() {
        if let Some(next) = line.strip_prefix("=== ") {
            path = Some(next.to_owned());
            pages.insert(next.to_owned(), String::new());
        } else if let Some(page) = path.as_ref().and_then(|path| pages.get_mut(path)) {
            page.push_str(line);
            page.push('\n');
        }
    }
    Ok(pages)
}

/// Pages in the generated folder that nothing generates any more.
fn stale() -> Result<Vec<String>, String> {
    let current = generated()?;
    let mut stale = Vec::new();
    let mut folders: Vec<PathBuf> = vec![root().join("docs/reference")];
    while let Some(folder) = folders.pop() {
        let Ok(entries) = fs::read_dir(&folder) else { continue };
        for entry in entries.flatten() {
            let path = entry.path();
            if path.is_dir() {
                folders.push(path);
            } else if let Ok(relative) = path.strip_prefix(root()) {
                let relative = relative.to_string_lossy().replace('\\', "/");
                if !current.contains_key(&relative) {
                    stale.push(relative);
                }
            }
        }
    }
    stale.sort();
    Ok(stale)
}
