//! The page on numbers and errors that others published, from the list that the tests check.

use std::path::Path;

use super::table;

/// The page.
pub(super) fn page() -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/cases/oracle/published.toml");
    let text = std::fs::read_to_string(&path).expect("tests/cases/oracle/published.toml");
    let file: toml::Table = text.parse().unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    let entries = |register: &str| {
        let entries = file[register].as_array().cloned().unwrap_or_default();
        entries.into_iter().filter_map(|entry| entry.as_table().cloned()).collect::<Vec<_>>()
    };
    let words = |entry: &toml::Table, key: &str| entry[key].as_str().unwrap_or_default().to_owned();
    let names = |entry: &toml::Table, keys: &[&str]| {
        let all = keys.iter().filter_map(|key| entry.get(*key)).filter_map(|list| list.as_array()).flatten();
        all.filter_map(|name| name.as_str()).map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ")
    };
    let numbers = entries("oracle");
    let numbers =
        numbers.iter().map(|e| vec![words(e, "id"), words(e, "data"), names(e, &["cases", "tests"]), words(e, "note")]);
    let errors = entries("error");
    let errors = errors.iter().map(|e| {
        vec![words(e, "id"), words(e, "finding"), words(e, "source"), words(e, "here"), names(e, &["tests", "cases"])]
    });
    format!(
        "# Published numbers, and published errors · 已发表的数与已发表的错\n\n别人发表过的数，用来核对；别的软件出过的错，逐条说明这里怎么做、由哪个测试看着。\n\n\
         Numbers that others published are cases (`tests/cases/oracle`, compared within the precision printed). 2,000 random \
         networks are compared with stored results of networkx 3.6.1, python-igraph 1.0.0, R igraph 1.3.5 and sna 2.7.1 \
         (`tests/cases/oracle/software`).\n\n## Numbers\n\n{}\n## Errors and ambiguities found in published network software\n\n{}",
        table(&["no.", "what", "cases and tests", "note"], numbers),
        table(&["no.", "finding", "source", "here", "tests and cases"], errors)
    )
}
