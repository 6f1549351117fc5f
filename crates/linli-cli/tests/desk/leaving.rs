//! What leaves a simulated street, and to whom: nobody's name but to the team, and numbers that fill the funder's page.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use linli::plan::{Language as Tongue, Plan, Purpose};
use linli::release::{DisclosureRules, Reader};
use linli::study::quietly;
use linli::time::Day;
use linli_cli::{
    AuditSampleOptions, CheckOptions, ExportOptions, FormOptions, InvitingOptions, MergeOptions, Ran, ReportOptions,
    RunOptions, SimulateOptions,
};
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
    // What a chat adds to a name, and what stands in its place: 永芳 of 永芳(7号院), and the account.
    let bare: Vec<String> = names.iter().filter_map(|name| Some(name.split_once('(')?.0.to_owned())).collect();
    names.extend(bare.into_iter().filter(is_name));
    names.push("wxid_".to_owned());
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

/// The names that stand in a text: panels are long, and names are many.
fn named<'n>(text: &str, by_first: &BTreeMap<char, Vec<&'n str>>) -> BTreeSet<&'n str> {
    let begins = |(at, first): (usize, char)| {
        let known = by_first.get(&first).map_or(&[][..], Vec::as_slice);
        known.iter().copied().filter(move |name| text[at..].starts_with(name))
    };
    text.char_indices().flat_map(begins).collect()
}

fn with_plan(opened: &mut Opened, change: impl FnOnce(Plan) -> Plan) {
    let plan = change(opened.study.plan.clone());
    opened.study = opened.study.clone().with_plan(plan);
}

/// What a check says of a folder, whole.
fn checked(dir: &Path) -> Vec<(String, String)> {
    let source = RunOptions { dir: dir.to_owned(), ..RunOptions::default() };
    let said = |language| {
        let options = CheckOptions { language: Some(language), all: true };
        let looked = linli_cli::look(&source).unwrap();
        ("check".to_owned(), linli_cli::check_text(looked, options).unwrap())
    };
    vec![said(Tongue::Zh), said(Tongue::En)]
}

/// What the commands print of a study that releases T1, and what they answer to whoever is wrong. The team's own command
/// `person`, `form` and whatever is asked with `--named` are not among it: they are for names.
fn printed(opened: &Opened, ran: &Ran) -> Vec<(String, String)> {
    let mut said = Vec::new();
    let briefed = linli_cli::brief(opened, Day::parse("2017-03-06"), &mut quietly).unwrap();
    assert!(!briefed.outcome.findings.is_empty());
    for tongue in [Tongue::Zh, Tongue::En] {
        let language = if tongue == Tongue::Zh { Language::Zh } else { Language::En };
        said.push(("run".to_owned(), ran.lines(tongue).join("\n")));
        said.push(("brief".to_owned(), briefed.text(language)));
        for finding in &briefed.outcome.findings {
            said.push((format!("explain {}", finding.id), linli_cli::explain(&briefed, &finding.id, tongue).unwrap()));
        }
        for group in briefed.outcome.study.records.groups() {
            let options = InvitingOptions { group: group.id.clone(), language, ..InvitingOptions::default() };
            said.push((format!("inviting {}", group.id), linli_cli::inviting(opened, &options).unwrap().text));
        }
    }
    // What a notebook or a log could show.
    let findings = &briefed.outcome.findings;
    said.push(("debug".to_owned(), format!("{:?} {findings:?} {:?}", briefed.brief, ran.outcome.provenance)));
    said.push(("plan".to_owned(), ran.outcome.release().unwrap().plan().to_toml()));

    let nobody = InvitingOptions { group: "没有这个群".to_owned(), ..InvitingOptions::default() };
    let merging =
        MergeOptions { one: "没有这个人".to_owned(), other: "也没有".to_owned(), ..MergeOptions::default() };
    let form = FormOptions { organization: "没有".to_owned(), out: "没有.xlsx".into(), ..FormOptions::default() };
    for error in [
        linli_cli::inviting(opened, &nobody).unwrap_err(),
        linli_cli::explain(&briefed, "F", Tongue::Zh).unwrap_err(),
        linli_cli::person(opened, &briefed, "没有这个人", Tongue::Zh).unwrap_err(),
        linli_cli::merge(opened, &merging).unwrap_err(),
        linli_cli::form(opened, &form).unwrap_err(),
        ran.outcome.team().map(drop).unwrap_err(),
        opened.study.placements("布工坊", Day::from_number(0)).unwrap_err(),
        opened.study.inviting("布工坊", Day::from_number(0)).unwrap_err(),
    ] {
        said.push(("error".to_owned(), format!("{error} {} {error:?}", error.zh())));
    }
    said
}

#[test]
fn nobody_is_named_in_what_leaves_a_street_and_the_funders_page_is_filled() {
    let (dir, names) = street();
    assert!(names.len() > 600, "{}", names.len());
    let out = place("leaving-out");
    let source = RunOptions { dir: dir.clone(), out: Some(out.join("outcome")), ..RunOptions::default() };
    let mut opened = open(&dir);
    let ran = linli_cli::run(&opened, &source, &mut quietly).unwrap();
    let mut said = printed(&opened, &ran);
    said.extend(checked(&dir));
    for (format, name) in
        [(Export::ChatLab, "chat.json"), (Export::ChatLabLines, "chat.jsonl"), (Export::Table, "chat.csv")]
    {
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
        ..ReportOptions::default()
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
    let mut by_first: BTreeMap<char, Vec<&str>> = BTreeMap::new();
    for name in &names {
        by_first.entry(name.chars().next().unwrap()).or_default().push(name);
    }
    assert!(named(&format!("给{}", names[0]), &by_first).contains(names[0].as_str()), "the search finds names");
    let mut told = Vec::new();
    for path in written {
        let bytes = fs::read(&path).unwrap();
        let text = String::from_utf8_lossy(&bytes);
        for name in named(&text, &by_first) {
            told.push(format!("{name} in {}", path.file_name().unwrap().to_string_lossy()));
        }
    }
    for (what, text) in &said {
        told.extend(named(text, &by_first).iter().map(|name| format!("{name} in {what}")));
    }
    assert!(said.len() > 40, "{}", said.len());
    assert!(told.is_empty(), "{} names: {:?}", told.len(), &told[..told.len().min(20)]);
}
