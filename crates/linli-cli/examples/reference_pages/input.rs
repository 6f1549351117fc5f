//! The page on bad and awkward input: what becomes of each case of the list, from the data that the tests run.

use std::path::Path;

use linli::diagnostic::diagnostic_code;
use linli::refusal::{REFUSALS, refusal_code};

use super::table;

/// One line of the list.
struct Line {
    number: i64,
    form: String,
    title: String,
    result: String,
    code: String,
}

/// The page.
pub(super) fn page() -> String {
    let rows = lines().into_iter().map(|line| {
        let (what, remedy) = match line.result.as_str() {
            "O" => ("accepted as it is", "Nothing."),
            "D" => ("read, and said", diagnostic_code(&line.code).map_or("", |code| code.remedy)),
            "A" => ("asked", refusal_code(&line.code).map_or("", |code| code.remedy)),
            _ => ("refused", refusal_code(&line.code).map_or("", |code| code.remedy)),
        };
        vec![
            format!("{}{}", line.number, line.form),
            line.title,
            what.to_owned(),
            format!("`{}`", line.code),
            remedy.to_owned(),
        ]
    });
    let listed = table(&["no.", "what is fed", "what becomes of it", "code", "what to do"], rows);
    let refusals = REFUSALS.iter().map(|code| {
        let kind = if code.kind.asks() { "asks" } else { "refuses" };
        vec![format!("`{}`", code.id), kind.into(), code.meaning.into(), code.meaning_zh.into(), code.remedy.into()]
    });
    format!(
        "# Bad and awkward input\n\nEvery file is accepted as it is, read with a [diagnostic](diagnostics.md) that says what \
         was odd and where, asked about where an option must answer, or refused; then nothing is written. Each line is a \
         case that the tests run through the public door; its code is the diagnostic's or the refusal's own, and a name \
         where there is nothing to say.\n\n{listed}\n## Refusals\n\n{}",
        table(&["code", "", "meaning", "含义", "what to do"], refusals)
    )
}

fn lines() -> Vec<Line> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/cases/input");
    let mut lines = Vec::new();
    for entry in std::fs::read_dir(&folder).expect("tests/cases/input") {
        let path = entry.expect("a folder that can be read").path();
        // Files that cases are fed with stand beside them.
        if path.extension().is_none_or(|ending| ending != "toml") {
            continue;
        }
        let text = std::fs::read_to_string(&path).expect("a file that can be read");
        let file: toml::Table = text.parse().unwrap_or_else(|error| panic!("{}: {error}", path.display()));
        let cases = file.get("case").and_then(|cases| cases.as_array()).cloned().unwrap_or_default();
        lines.extend(cases.iter().filter_map(|case| case.as_table()).map(line));
    }
    lines.sort_by(|a, b| (a.number, &a.form).cmp(&(b.number, &b.form)));
    lines
}

fn line(case: &toml::Table) -> Line {
    let text = |key: &str| case.get(key).and_then(|value| value.as_str()).unwrap_or_default().to_owned();
    Line {
        number: case.get("number").and_then(|number| number.as_integer()).unwrap_or_default(),
        form: text("form"),
        title: text("title"),
        result: text("result"),
        code: text("code"),
    }
}
