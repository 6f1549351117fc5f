//! The list of published numbers and published errors names only tests and cases that are there.

use std::path::{Path, PathBuf};

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

fn entries(register: &str) -> Vec<toml::Table> {
    let text = std::fs::read_to_string(root().join("tests/cases/oracle/published.toml")).expect("the list");
    let file: toml::Table = text.parse().unwrap_or_else(|error| panic!("published.toml: {error}"));
    let entries = file[register].as_array().expect("a list of entries");
    entries.iter().map(|entry| entry.as_table().expect("an entry").clone()).collect()
}

fn list<'a>(entry: &'a toml::Table, key: &str) -> Vec<&'a str> {
    let values = entry[key].as_array().into_iter().flatten();
    values.map(|value| value.as_str().expect("a name")).collect()
}

/// All sources, with their paths.
fn sources() -> Vec<(String, String)> {
    let mut found = Vec::new();
    let mut folders = vec![root().join("tests"), root().join("crates")];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(&folder).expect("a folder") {
            let path = entry.expect("a folder that can be read").path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|ending| ending == "rs") {
                let text = std::fs::read_to_string(&path).expect("a source file");
                found.push((path.to_string_lossy().replace('\\', "/"), text));
            }
        }
    }
    found
}

/// Whether a case stands in the file of this name, of an oracle, an indicator or a tie rule.
fn has_case(name: &str) -> bool {
    let (file, case) = name.split_once('/').expect("file/case");
    let of = |register: &str| {
        let path = root().join("tests/cases").join(register).join(format!("{file}.json"));
        std::fs::read_to_string(path).is_ok_and(|text| text.contains(&format!("\"name\": \"{case}\"")))
    };
    ["oracle", "indicator", "tie"].into_iter().any(of)
}

#[test]
fn every_published_number_has_its_cases_or_a_reason() {
    let sources = sources();
    for entry in entries("oracle") {
        let cases = list(&entry, "cases");
        let tests = if entry.contains_key("tests") { list(&entry, "tests") } else { Vec::new() };
        let open = cases.is_empty() && tests.is_empty();
        assert!(!open || !entry["note"].as_str().unwrap_or_default().is_empty(), "{}", entry["id"]);
        for case in cases {
            assert!(has_case(case), "{}: there is no case {case}", entry["id"]);
        }
        for test in tests {
            assert!(has_test(&sources, test), "{}: there is no test {test}", entry["id"]);
        }
    }
}

/// Whether a test stands in a file of this name.
fn has_test(sources: &[(String, String)], test: &str) -> bool {
    let (file, function) = test.rsplit_once("::").unwrap_or(("", test));
    let there = |(path, text): &(String, String)| {
        let of = |indent: &str| text.contains(&format!("#[test]\n{indent}fn {function}("));
        path.ends_with(file) && (of("") || of("    "))
    };
    sources.iter().any(there)
}

#[test]
fn every_published_error_has_its_test_or_is_not_offered() {
    let (entries, sources) = (entries("error"), sources());
    let ids: Vec<String> = entries.iter().map(|entry| entry["id"].as_str().unwrap_or_default().to_owned()).collect();
    let expected = (1..=40).map(|k| format!("E{k}")).chain((1..=9).map(|k| format!("D{k}")));
    assert!(ids.iter().cloned().eq(expected), "{ids:?}");
    for entry in &entries {
        let (tests, cases, here) = (list(entry, "tests"), list(entry, "cases"), entry["here"].as_str().expect("words"));
        let open = tests.is_empty() && cases.is_empty();
        let absent =
            ["not offered", "no network format", "no indicator reads"].iter().any(|words| here.contains(words));
        assert!(!open || absent, "{}: neither a test nor `not offered`", entry["id"]);
        for test in tests {
            assert!(has_test(&sources, test), "{}: there is no test {test}", entry["id"]);
        }
        for case in cases {
            assert!(has_case(case), "{}: there is no case {case}", entry["id"]);
        }
    }
}

#[test]
fn the_scripts_stand_beside_their_results() {
    let folder = Path::new("tests/cases/oracle/software");
    for file in ["draw.py", "python.py", "r.R", "networkx.csv", "python-igraph.csv", "r-igraph.csv", "sna.csv"] {
        assert!(root().join(folder).join(file).is_file(), "{file}");
    }
}
