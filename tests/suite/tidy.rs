//! The house rules that no lint knows: who may use whom, what the core may not touch, how long a file may be.

use std::path::{Path, PathBuf};

/// The modules of the core: each uses only what stands above it.
const ORDER: &[&str] = &[
    "error",
    "refusal",
    "diagnostic",
    "definition",
    "time",
    "statistics",
    "records",
    "population",
    "plan",
    "tie",
    "network",
    "marginality",
    "frame",
    "indicator",
    "panel",
    "engine",
    "comparison",
    "signal",
    "study",
    "brief",
    "tracker",
    "release",
    "simulate",
];

/// What the core may not touch, and the one place that may.
const FORBIDDEN: &[(&str, &[&str])] = &[
    ("HashMap", &["records/builder.rs"]),
    ("HashSet", &[]),
    ("std::fs", &[]),
    ("std::env", &[]),
    ("std::net", &[]),
    ("std::process", &[]),
    ("Instant::", &[]),
    ("SystemTime", &[]),
    ("Utc::now", &[]),
    ("Local::now", &[]),
    ("thread_rng", &[]),
    ("println!", &[]),
    ("eprintln!", &[]),
    ("dbg!", &[]),
    ("unsafe", &[]),
    (".mul_add(", &[]),
    (".ln()", &[]),
    (".exp()", &[]),
    (".powf(", &[]),
];

const LONGEST: usize = 500;

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

/// All `.rs` files below a folder, build output left out.
fn rust_files(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(folder) = folders.pop() {
        let Ok(entries) = std::fs::read_dir(&folder) else { continue };
        for path in entries.map(|entry| entry.expect("a folder that can be read").path()) {
            let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
            if path.is_dir() && name != "target" && !name.starts_with('.') {
                folders.push(path);
            } else if path.extension().is_some_and(|e| e == "rs") {
                found.push(path);
            }
        }
    }
    found.sort();
    found
}

/// The code of a file of the core: neither comments nor its tests.
fn code(path: &Path) -> String {
    let text = std::fs::read_to_string(path).expect("a source file");
    let text = text.split("#[cfg(test)]").next().unwrap_or_default().to_owned();
    let lines = text.lines().filter(|line| !line.trim_start().starts_with("//"));
    lines.collect::<Vec<_>>().join("\n")
}

/// The modules that a text names as `crate::x`, in braces too.
fn used(text: &str) -> Vec<String> {
    let word = |text: &str| text.chars().take_while(|c| c.is_ascii_alphanumeric() || *c == '_').collect::<String>();
    let mut names = Vec::new();
    // `$crate::` is what a macro leaves at its caller's place.
    for part in text.replace("$crate::", "").split("crate::").skip(1) {
        match part.strip_prefix('{') {
            // A group is closed at its own depth; what matters is the first word after each comma at depth 0.
            Some(group) => {
                let (mut depth, mut start) = (0, true);
                for (at, c) in group.char_indices() {
                    match c {
                        '{' => depth += 1,
                        '}' if depth == 0 => break,
                        '}' => depth -= 1,
                        ',' if depth == 0 => start = true,
                        _ if start && !c.is_whitespace() => {
                            names.push(word(&group[at..]));
                            start = false;
                        }
                        _ => {}
                    }
                }
            }
            None => names.push(word(part)),
        }
    }
    names
}

#[test]
fn the_reader_of_paths_reads_paths() {
    let text = "use crate::time::{Day, Span};\nuse crate::{error::{Error, Kind}, plan};\nlet x: crate::records::Group;";
    assert_eq!(used(text), ["time", "error", "plan", "records"]);
}

#[test]
fn a_module_uses_only_what_stands_above_it() {
    let core = root().join("crates/linli/src");
    let rank = |name: &str| ORDER.iter().position(|&module| module == name);
    let mut uses = 0;
    for path in rust_files(&core) {
        let inside = path.strip_prefix(&core).expect("below the core").to_string_lossy().replace('\\', "/");
        let module = inside.split(['/', '.']).next().unwrap_or_default().to_owned();
        if module == "lib" {
            continue;
        }
        let own = rank(&module).unwrap_or_else(|| panic!("{inside}: where does `{module}` stand in the order?"));
        for name in used(&code(&path)) {
            // Macros and what lib.rs re-exports are no modules.
            let Some(other) = rank(&name) else {
                assert!(name == "declare", "{inside} uses crate::{name}, which is no module");
                continue;
            };
            assert!(other <= own, "{inside} uses crate::{name}, which stands below `{module}`");
            uses += 1;
        }
    }
    assert!(uses > 100, "only {uses} uses were found");
}

#[test]
fn the_core_touches_no_clock_file_environment_or_hash_order() {
    let core = root().join("crates/linli/src");
    for path in rust_files(&core) {
        let inside = path.strip_prefix(&core).expect("below the core").to_string_lossy().replace('\\', "/");
        let text = code(&path);
        for (word, allowed) in FORBIDDEN {
            assert!(!text.contains(word) || allowed.contains(&inside.as_str()), "{inside} has `{word}`");
        }
    }
}

#[test]
fn no_file_is_too_long() {
    let files = rust_files(&root());
    assert!(files.len() > 80, "only {} files", files.len());
    let long: Vec<String> = files
        .iter()
        .map(|path| (path, std::fs::read_to_string(path).expect("a source file").lines().count()))
        .filter(|(_, lines)| *lines > LONGEST)
        .map(|(path, lines)| format!("{} has {lines} lines", path.display()))
        .collect();
    assert!(long.is_empty(), "{long:#?}");
}

/// What is simulated is compared with what is measured, so it may not come from it.
#[test]
fn the_simulated_street_knows_nothing_of_what_is_measured() {
    let folder = root().join("crates/linli/src/simulate");
    let files = rust_files(&folder);
    assert!(files.len() > 10, "only {} files", files.len());
    for path in files {
        for name in used(&code(&path)) {
            let measures = ["tie", "network", "frame", "indicator", "panel", "engine", "signal", "study", "population"];
            assert!(!measures.contains(&name.as_str()), "{} uses crate::{name}", path.display());
        }
    }
}
