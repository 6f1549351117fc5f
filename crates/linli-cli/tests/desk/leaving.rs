//! What leaves a simulated street, and to whom: nobody's name but to the team, and numbers that fill the funder's page.

use std::fs;
use std::path::{Path, PathBuf};

use linli::plan::{Plan, Purpose};
use linli::release::{DisclosureRules, Reader};
use linli::study::quietly;
use linli_cli::{AuditSampleOptions, ExportOptions, ReportOptions, RunOptions, SimulateOptions};
use linli_io::Opened;
use linli_io::chat::Export;
use linli_report::Language;

use super::folder::{open, place};

/// A street of this test's own, and every name its people go by.
fn street() -> (PathBuf, Vec<String>) {
    let dir = place("leaving").join("street");
    let options =
        SimulateOptions { scenario: "dashilar".to_owned(), seed: 2017, effect: "medium".to_owned(), out: dir.clone() };
    linli_cli::simulate(&options).unwrap();
    let people = fs::read_to_string(dir.with_file_name("street.truth").join("people.csv")).unwrap();
    let mut lines = people.trim_start_matches('\u{feff}').lines();
    let heads: Vec<&str> = lines.next().unwrap().split(',').collect();
    let called = |head: &&str| ["name", "nickname", "renamed"].iter().any(|known| head.contains(known));
    let columns: Vec<usize> = (0..heads.len()).filter(|&at| called(&heads[at])).collect();
    let cells = |line: &str| -> Vec<String> {
        let cells: Vec<&str> = line.split(',').collect();
        columns.iter().map(|&at| cells[at].trim_matches('"').to_owned()).collect()
    };
    let is_name = |cell: &String| cell.chars().count() > 1 && !cell.starts_with("20");
    let mut names: Vec<String> = lines.flat_map(cells).filter(is_name).collect();
    names.sort();
    names.dedup();
    (dir, names)
}

fn files(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).unwrap().flatten() {
        let path = entry.path();
        if path.is_dir() { found.extend(files(&path)) } else { found.push(path) }
    }
    found.sort();
    found
}

fn with_plan(opened: &mut Opened, change: impl FnOnce(Plan) -> Plan) {
    let plan = change(opened.study.plan.clone());
    opened.study = opened.study.clone().with_plan(plan);
}

#[test]
fn nobody_is_named_in_what_leaves_a_street_and_the_funders_page_is_filled() {
    let (dir, names) = street();
    assert!(names.len() > 600, "{}", names.len());
    let out = place("leaving-out");
    let source = RunOptions { dir: dir.clone(), out: Some(out.join("outcome")), ..RunOptions::default() };
    let mut opened = open(&dir);
    linli_cli::run(&opened, &source, &mut quietly).unwrap();
    for (format, name) in [(Export::ChatLabLines, "chat.jsonl"), (Export::Table, "chat.csv")] {
        linli_cli::export(&opened, &ExportOptions { out: out.join(name), format }).unwrap();
    }
    let sheet = AuditSampleOptions { n: 20, seed: 3, out: out.join("audit.csv") };
    assert_eq!(linli_cli::audit_sample(&opened, &sheet).unwrap(), 20);
    assert!(linli_cli::audit_sample(&opened, &sheet).is_err(), "answers may stand in the sheet");

    // People agreed to be coached: no page for money comes of that.
    let page = |audience, name: &str, language| ReportOptions {
        source: source.clone(),
        audience: Some(audience),
        out: out.join(name),
        language,
    };
    let refused = linli_cli::report(&opened, &page(Reader::Funder, "no.html", Language::Zh), &mut quietly).unwrap_err();
    assert!(refused.to_string().contains("coaching") && !out.join("no.html").exists(), "{refused}");

    // What was asked is typed back: nineteen as recorded, one not, and the rest is the study's.
    let typed = fs::read_to_string(&sheet.out).unwrap();
    let answered: Vec<String> = typed
        .lines()
        .enumerate()
        .map(|(at, line)| match at {
            0 => line.to_owned(),
            1 => format!("没有,老周,2019-01-02,{}", line.trim_start_matches(',')),
            _ => format!("有,,,{}", line.trim_start_matches(',')),
        })
        .collect();
    fs::write(dir.join("audit.csv"), answered.join("\n")).unwrap();
    opened = open(&dir);
    with_plan(&mut opened, |plan| Plan {
        purpose: Purpose::Evaluation,
        indicators: vec!["org_activities".to_owned()],
        ..plan
    });
    for (language, name) in [(Language::Zh, "zh"), (Language::En, "en")] {
        for reader in [Reader::Funder, Reader::Public] {
            let options = page(reader, &format!("{}.{name}.html", reader.id()), language);
            linli_cli::report(&opened, &options, &mut quietly).unwrap();
        }
    }

    let outcome = opened.study.run(&mut quietly).unwrap();
    let rules = DisclosureRules::new(linli_io::pseudonym_key(&dir, None).unwrap());
    let funder = outcome.funder(&rules).unwrap();
    assert_eq!(funder, outcome.funder(&rules).unwrap());
    let cells = funder.cells();
    assert!(10 * cells.hits >= 6 * cells.of, "{cells:?}");
    let checked = funder.programme.checked.unwrap();
    let found = checked.found.unwrap();
    assert_eq!((checked.drawn, found.hits, found.of), (20, 19, 20));
    // The public's numbers are those of the funder or none, so that neither tells more of the other.
    let public = outcome.public(&rules).unwrap();
    assert_eq!(public.programme.doing, funder.programme.doing);
    for (open, whole) in public.programme.coming_back.iter().zip(&funder.programme.coming_back) {
        for (open, whole) in [(open.all, whole.all), (open.ordinary, whole.ordinary)] {
            assert!(open.is_err() || open == whole);
        }
    }

    let written = files(&out);
    assert!(written.len() > 20, "{}", written.len());
    let mut told = Vec::new();
    for path in written {
        let bytes = fs::read(&path).unwrap();
        let text = String::from_utf8_lossy(&bytes);
        for name in names.iter().filter(|name| text.contains(name.as_str())) {
            told.push(format!("{name} in {}", path.file_name().unwrap().to_string_lossy()));
        }
    }
    assert!(told.is_empty(), "{} names: {:?}", told.len(), &told[..told.len().min(20)]);
}
