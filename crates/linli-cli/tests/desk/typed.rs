//! What people typed, in everything that commands write and say: no cell runs, no terminal obeys, no line is forged, no file
//! strays, and what is read back is what was typed. Pages are looked at by linli-report and, with a browser's parser, by pytest.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use linli::Study;
use linli::study::quietly;
use linli::time::Day;
use linli_cli::{AuditSampleOptions, ExportOptions, FormOptions, RunOptions, SampleOptions};
use linli_io::chat::Export;
use linli_io::run_folder::Labels;
use linli_report::one_line;

use super::folder::{open, place};

/// A text as somebody could type it, and its case.
struct Typed {
    case: String,
    text: String,
}

/// Every text of `tests/cases/output/typed.json`.
fn typed() -> Vec<Typed> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/cases/output/typed.json");
    let list: serde_json::Value = serde_json::from_str(&fs::read_to_string(path).unwrap()).unwrap();
    let cases = list["cases"].as_array().unwrap();
    assert_eq!(cases.len(), 24);
    let of_case = |case: &serde_json::Value| -> Vec<Typed> {
        let texts = case["texts"].as_array().unwrap().iter().map(|text| text.as_str().unwrap().to_owned());
        texts.map(|text| Typed { case: case["id"].as_str().unwrap().to_owned(), text }).collect()
    };
    cases.iter().flat_map(of_case).collect()
}

/// A CSV as careful people write it.
fn table(rows: &[&[&str]]) -> String {
    let cell = |text: &&str| format!("\"{}\"", text.replace('"', "\"\""));
    rows.iter().map(|row| row.iter().map(cell).collect::<Vec<_>>().join(",") + "\n").collect()
}

/// A study of twelve weeks in which this text is the study's title and the name of a group, an organization, a person, and of
/// the title, kind and venue of every activity.
fn study_of(home: &Path, text: &str) -> PathBuf {
    let dir = home.join("study");
    let monday = Day::parse("2017-02-06").unwrap();
    let title = toml::Value::String(text.to_owned());
    let plan = format!(
        "id = 'typed'\ntitle = {title}\nzone = 'Asia/Shanghai'\nstart = '2017-02-06'\nend = '2017-05-01'\nlanguage = 'zh'\n\
         [release]\ntier = 'T0'\npersons = true\n"
    );
    let (mut messages, mut activities, mut attendance) = (Vec::new(), Vec::new(), Vec::new());
    for week in 0..12 {
        let day = monday.plus(7 * week);
        let noon = i64::from(day.number()) * 86_400 + 4 * 3_600;
        for (at, author) in [text, "乙一", "丙一"].into_iter().enumerate().filter(|(at, _)| *at > 0 || week < 5) {
            let words = if at == 0 { "@乙一\u{2005} 明天谁来？" } else { text };
            messages.push(serde_json::json!({
                "sender": format!("p{at}"), "accountName": author, "timestamp": noon + 60 * at as i64, "type": 0, "content": words,
            }));
        }
        activities.push([
            text.to_owned(),
            text.to_owned(),
            day.to_string(),
            text.to_owned(),
            text.to_owned(),
            format!("n{week}"),
        ]);
        for (at, person) in [text, "乙一", "丙一"].into_iter().enumerate().filter(|(at, _)| *at > 0 || week < 5) {
            let part = if at == 1 { "organizer" } else { "" };
            attendance.push([format!("n{week}"), person.to_owned(), part.to_owned()]);
        }
    }
    let chat = serde_json::json!({
        "chatlab": {"version": "0.0.2", "exportedAt": 1_493_568_000},
        "meta": {"name": text, "platform": "wechat"}, "messages": messages,
    });
    let borrowed = |rows: &[Vec<&str>]| table(&rows.iter().map(Vec::as_slice).collect::<Vec<_>>());
    let rows = |head: &[&'static str], rows: &[Vec<String>]| {
        let all = rows.iter().map(|row| row.iter().map(String::as_str).collect());
        borrowed(&std::iter::once(head.to_vec()).chain(all).collect::<Vec<_>>())
    };
    let people = ["", "乙一", "丙一"].map(|name| if name.is_empty() { text } else { name });
    let each = |more: &[&str]| people.map(|who| [&[who], more].concat().iter().map(|&cell| cell.to_owned()).collect());
    let columns = ["organization", "title", "start", "kind", "venue", "id"];
    for (path, content) in [
        ("study.toml", plan),
        ("chats/a.json", chat.to_string()),
        ("groups.csv", table(&[&["group", "organization", "files"], &[text, text, "a.json"]])),
        ("organizations.csv", table(&[&["organization", "kind", "community"], &[text, text, text]])),
        ("activities.csv", rows(&columns, &activities.map_rows())),
        ("attendance.csv", rows(&["activity", "person", "part"], &attendance.map_rows())),
        ("memberships.csv", rows(&["person", "organization"], &each(&[text]))),
        ("consent.csv", rows(&["person", "purpose"], &each(&["coaching"]))),
    ] {
        let path = dir.join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, content).unwrap();
    }
    dir
}

/// Rows as the writer above takes them.
trait Rows {
    fn map_rows(self) -> Vec<Vec<String>>;
}

impl<const N: usize> Rows for Vec<[String; N]> {
    fn map_rows(self) -> Vec<Vec<String>> {
        self.into_iter().map(Vec::from).collect()
    }
}

/// Whether a spreadsheet could take a cell for something to compute or to obey.
fn runs(cell: &str) -> bool {
    let bare = cell.trim_start_matches(|c: char| c.is_whitespace() || c.is_control() || c == '\u{feff}');
    let begins = bare.starts_with(['=', '+', '-', '@', '＝', '＋', '－', '＠']);
    cell.starts_with(['\t', '\r', '\0']) || (begins && cell.parse::<f64>().is_err())
}

/// Every cell of a CSV, as a reader takes it that splits at this character.
fn cells(bytes: &[u8], delimiter: u8) -> Vec<String> {
    let bytes = bytes.strip_prefix("\u{feff}".as_bytes()).unwrap_or(bytes);
    let mut reader =
        csv::ReaderBuilder::new().has_headers(false).flexible(true).delimiter(delimiter).from_reader(bytes);
    let rows = reader.byte_records().map(Result::unwrap);
    rows.flat_map(|row| row.iter().map(|cell| String::from_utf8_lossy(cell).into_owned()).collect::<Vec<_>>()).collect()
}

fn files(folder: &Path) -> BTreeSet<PathBuf> {
    let entries = fs::read_dir(folder).unwrap().flatten().map(|entry| entry.path());
    entries.flat_map(|path| if path.is_dir() { files(&path) } else { BTreeSet::from([path]) }).collect()
}

/// The names of groups, organizations and people, and what stands in activities: what was typed, as it was understood.
fn understood(study: &Study) -> [BTreeSet<String>; 3] {
    let records = &study.records;
    [
        records.groups().iter().map(|group| group.id.clone()).collect(),
        records.organizations().iter().map(|organization| organization.id.clone()).collect(),
        study.person_labels().unwrap().into_iter().map(str::to_owned).collect(),
    ]
}

#[test]
fn no_cell_of_any_table_runs_and_what_is_read_back_is_what_was_typed() {
    let home = place("typed");
    let (mut checks, mut leaks) = (0, Vec::new());
    for (at, Typed { case, text }) in typed().into_iter().enumerate() {
        let home = home.join(at.to_string());
        let dir = study_of(&home, &text);
        if text.contains('\0') {
            // A table with a NUL is no text and is not read; such a name comes in by data frames, which pytest tries.
            let refused = linli_cli::open(&RunOptions { dir, ..RunOptions::default() }).unwrap_err().to_string();
            assert!(refused.contains("groups.csv") && !refused.contains('\0'), "{refused}");
            continue;
        }
        let opened = open(&dir);
        let (study, known) = (&opened.study, understood(&opened.study));
        if known.each_ref().map(BTreeSet::len) != [1, 1, 3] {
            leaks.push(format!("{case} {text:?} is understood as {known:?}"));
        }
        let source = RunOptions { dir: dir.clone(), as_of: Day::parse("2017-05-02"), ..RunOptions::default() };
        let out = dir.join("outcome");
        linli_cli::run(&opened, &source, &mut quietly).unwrap();
        linli_cli::todo(&opened, &dir, linli::plan::Language::Zh).unwrap();
        linli_cli::proposed(&opened, &dir, linli::plan::Language::Zh).unwrap();
        linli_cli::holes(&opened, &dir, linli::plan::Language::Zh).unwrap();
        let sampled = SampleOptions { source, messages: 30, seed: 1, out: home.join("sample.csv") };
        linli_cli::sample(&opened, &sampled).unwrap();
        linli_cli::audit_sample(&opened, &AuditSampleOptions { n: 5, seed: 1, out: home.join("audit.csv") }).unwrap();
        for export in Export::ALL {
            let again = home.join(export.id());
            let name = if *export == Export::Table { "a.csv" } else { "a.json" };
            fs::create_dir_all(again.join("chats")).unwrap();
            let options = ExportOptions { out: again.join("chats").join(name), format: *export };
            linli_cli::export(&opened, &options).unwrap();
            fs::write(again.join("study.toml"), "id = 'again'\nzone = 'Asia/Shanghai'\n[release]\ntier = 'T0'\n")
                .unwrap();
            // Without groups.csv a group is called as its file.
            let read = understood(&open(&again).study)[2].clone();
            if read != known[2] {
                leaks.push(format!("{case} {text:?}: {} gives {read:?} for {known:?}", export.id()));
            }
            checks += 1;
        }

        let typed_by_hand = ["groups", "organizations", "activities", "attendance", "memberships", "consent"];
        let mut tables = 0;
        for path in files(&home).into_iter().filter(|path| path.extension().is_some_and(|ending| ending == "csv")) {
            if typed_by_hand.iter().any(|name| path == dir.join(name).with_extension("csv")) {
                continue;
            }
            let bytes = fs::read(&path).unwrap();
            for delimiter in *b",;" {
                for cell in cells(&bytes, delimiter).into_iter().filter(|cell| runs(cell)).take(1) {
                    leaks.push(format!("{case} {text:?}: {cell:?} in {}", path.display()));
                }
            }
            tables += 1;
        }
        assert!(tables > 10, "{tables}");
        checks += 2 * tables;

        let saved = linli_io::run_folder::load(&out).unwrap();
        let keys = |column: &str| -> BTreeSet<String> {
            let keys = saved.tables.iter().flat_map(|table| &table.keys).filter(|key| key.key.id() == column);
            let labels =
                keys.filter_map(|key| if let Labels::Text(labels) = &key.labels { Some(labels) } else { None });
            labels.flatten().cloned().collect()
        };
        for (column, known) in ["group", "organization", "person"].iter().zip(&known) {
            if keys(column) != *known {
                leaks.push(format!("{case} {text:?}: loaded {:?} for {known:?}", keys(column)));
            }
            checks += 1;
        }
        for name in ["datapackage.json", "run.json"] {
            let whole: serde_json::Value = serde_json::from_slice(&fs::read(out.join(name)).unwrap()).unwrap();
            assert!(whole.to_string().contains(&serde_json::Value::from(study.plan.title.as_str()).to_string()));
            checks += 1;
        }

        let organization = known[1].first().unwrap().clone();
        let sheet = home.join("sheet.xlsx");
        let options = FormOptions { organization, out: sheet.clone(), ..FormOptions::default() };
        linli_cli::form(&opened, &options).unwrap();
        let mut book: calamine::Xlsx<_> = calamine::open_workbook(&sheet).unwrap();
        let formulas = calamine::Reader::worksheets(&mut book).len();
        assert!(formulas > 0);
        let name = calamine::Reader::sheet_names(&book)[0].clone();
        let range = calamine::Reader::worksheet_range(&mut book, &name).unwrap();
        let printed: BTreeSet<String> = range.used_cells().map(|(_, _, cell)| cell.to_string()).collect();
        if !known[2].iter().all(|name| printed.contains(name)) {
            leaks.push(format!("{case} {text:?}: the form has {printed:?}"));
        }
        assert!(calamine::Reader::worksheet_formula(&mut book, &name).unwrap().used_cells().next().is_none());
        checks += 2;

        // Nothing bears the name of what was typed, and nothing lies beside the place of this test.
        for path in files(&home) {
            let plain = path.strip_prefix(&home).unwrap().to_string_lossy().into_owned();
            assert!(plain.is_ascii() || plain.contains("台账"), "{case} {text:?}: {plain}");
            checks += 1;
        }
    }
    assert!(checks > 4_000, "{checks}");
    assert!(leaks.is_empty(), "{} leaks in {checks} checks:\n{}", leaks.len(), leaks.join("\n"));
}

/// What the binary says in a folder, on both streams.
fn said(at: &Path, arguments: &[&str]) -> String {
    let output =
        Command::new(env!("CARGO_BIN_EXE_linli")).current_dir(at).args(arguments).env("LANG", "C").output().unwrap();
    String::from_utf8(output.stdout).unwrap() + &String::from_utf8(output.stderr).unwrap()
}

#[test]
fn no_terminal_obeys_and_no_line_is_forged() {
    let home = place("typed-said");
    let told = |at: usize, text: &str| -> Vec<String> {
        let home = home.join(at.to_string());
        let dir = study_of(&home, text);
        let opened = open(&dir);
        let [groups, organizations, _] = understood(&opened.study);
        let (group, organization) = (groups.first().unwrap(), organizations.first().unwrap());
        let unknown = format!("{text}不是");
        let day = ["--as-of", "2017-05-01"];
        [
            &["check", "study", "--all"][..],
            &["check", "study", "--all", "--language", "en"],
            &["run", "study"],
            &["brief", "study", "--language", "both"],
            &["inviting", "study", "--language", "both", "--named", "试", "--", group],
            &["person", "study", "--", text],
            &["form", "study", &format!("--organization={organization}"), "-o", "a.xlsx"],
            &["merge", "study", "--", "乙一", text],
            // Not found, and the nearest is told.
            &["inviting", "study", "--", &unknown],
            &["person", "study", "--language", "en", "--", &unknown],
            &["form", "study", &format!("--organization={unknown}"), "-o", "b.xlsx"],
            &["merge", "study", "--", "乙一", &unknown],
            &["run", "study", &format!("--groups={unknown}")],
            &["explain", "study", "--", &unknown],
            &["indicators", "--", &unknown],
        ]
        .into_iter()
        .map(|arguments| {
            let dated = ["brief", "inviting", "person", "explain"].contains(&arguments[0]);
            let at_end = arguments.iter().position(|&argument| argument == "--").unwrap_or(arguments.len());
            let mut all = arguments.to_vec();
            all.splice(at_end..at_end, day.into_iter().filter(|_| dated));
            said(&home, &all)
        })
        .collect()
    };
    let plain = told(0, "布工坊");
    assert!(plain.iter().all(|said| !said.trim().is_empty()), "{plain:#?}");
    assert!(plain[4].contains("乙一") && plain[5].contains("布工坊"), "{plain:#?}");
    let mut leaks = Vec::new();
    let mut checks = 0;
    let mut seen = BTreeSet::new();
    for (at, Typed { case, text }) in typed().into_iter().enumerate() {
        // One text of a case is enough where a terminal minds none of its characters; no argument and no table holds a NUL.
        let minds = text.chars().any(linli_report::is_unprintable) || one_line(&text) != text;
        if text.contains('\0') || (!seen.insert(case.clone()) && !minds) {
            continue;
        }
        // What follows a line's end in a name would be a line of its own.
        let forged: Vec<&str> =
            text.trim().split(['\n', '\r', '\u{2028}']).skip(1).filter(|line| !line.is_empty()).collect();
        for told in told(at + 1, &text) {
            checks += 1;
            let obeyed = told.chars().find(|&c| c != '\n' && linli_report::is_unprintable(c));
            if let Some(obeyed) = obeyed {
                leaks.push(format!("{case} {text:?}: {obeyed:?} in\n{told}"));
            }
            if let Some(line) = told.lines().find(|line| forged.iter().any(|piece| line.trim().starts_with(piece))) {
                leaks.push(format!("{case} {text:?}: the line {line:?} in\n{told}"));
            }
        }
    }
    assert!(checks > 400, "{checks}");
    assert!(leaks.is_empty(), "{} leaks in {checks} checks:\n{}", leaks.len(), leaks.join("\n\n"));
}
