//! The main job as a stranger does it: through the binary, on the bundled study and on samples from elsewhere.

#![allow(clippy::print_stderr, reason = "a test that cannot run says so")]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use linli::definition::Undefined;

/// The root of the workspace.
fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// The binary: named in `LINLI_BIN`, or built beside this test.
fn linli() -> Option<Command> {
    let beside = std::env::current_exe().ok().and_then(|exe| {
        let folder = exe.parent()?.parent()?.to_path_buf();
        Some(folder.join(format!("linli{}", std::env::consts::EXE_SUFFIX)))
    });
    let binary = std::env::var_os("LINLI_BIN").map(PathBuf::from).or(beside).filter(|path| path.is_file());
    if binary.is_none() {
        eprintln!("skipped: no linli binary; `cargo xtask test` builds it, or name one in LINLI_BIN");
    }
    binary.map(Command::new)
}

/// A folder of this test's own, empty.
fn place(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("main_job").join(name);
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).unwrap();
    folder
}

/// The shared data, where it is there.
fn shared(folder: &str) -> Option<PathBuf> {
    let shared = std::env::var_os("LINLI_SHARED").map_or_else(|| root().join("../shared"), PathBuf::from);
    let found = Some(shared.join("data").join(folder)).filter(|path| path.is_dir());
    if found.is_none() {
        eprintln!("skipped: no shared data; name the folder in LINLI_SHARED");
    }
    found
}

fn bundled() -> PathBuf {
    root().join("tests/cases/studies/huaiyin")
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap().flatten() {
        let target = to.join(entry.file_name());
        if entry.path().is_dir() {
            copy(&entry.path(), &target);
        } else {
            fs::copy(entry.path(), target).unwrap();
        }
    }
}

/// Every file of a folder with its bytes, by path.
fn files(folder: &Path) -> Vec<(String, Vec<u8>)> {
    let mut found = Vec::new();
    let mut open = vec![folder.to_path_buf()];
    while let Some(next) = open.pop() {
        for entry in fs::read_dir(next).unwrap().flatten() {
            let path = entry.path();
            if path.is_dir() {
                open.push(path);
            } else {
                let name = path.strip_prefix(folder).unwrap().to_string_lossy().replace('\\', "/");
                found.push((name, fs::read(&path).unwrap()));
            }
        }
    }
    found.sort();
    found
}

fn text(output: &Output) -> (String, String) {
    let utf8 = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).unwrap();
    (utf8(&output.stdout), utf8(&output.stderr))
}

/// Runs `linli run` and returns the outcome's files but for the run record.
fn run(study: &Path, out: &Path, key: &Path, environment: &[(&str, &str)]) -> Vec<(String, Vec<u8>)> {
    let mut command = linli().unwrap();
    command.arg("run").arg(study).arg("--out").arg(out).arg("--key").arg(key).envs(environment.iter().copied());
    let output = command.output().unwrap();
    assert!(output.status.success(), "{}", text(&output).1);
    files(out).into_iter().filter(|(name, _)| name != "run.json").collect()
}

#[test]
fn a_second_run_gives_the_same_bytes_whatever_threads_zone_locale_and_order() {
    if linli().is_none() {
        return;
    }
    let place = place("same_bytes");
    let key = place.join("a.key");
    fs::write(&key, "0f".repeat(32)).unwrap();
    let first = run(&bundled(), &place.join("first"), &key, &[]);
    assert_eq!(first.len(), 16, "{:?}", first.iter().map(|(name, _)| name).collect::<Vec<_>>());
    let environments: [&[(&str, &str)]; 4] = [
        &[],
        &[("RAYON_NUM_THREADS", "1")],
        &[("TZ", "America/New_York"), ("LANG", "tr_TR.UTF-8"), ("LC_ALL", "tr_TR.UTF-8")],
        &[("RAYON_NUM_THREADS", "3"), ("TZ", "Asia/Kathmandu")],
    ];
    for (i, environment) in environments.iter().enumerate() {
        let again = run(&bundled(), &place.join(format!("again{i}")), &key, environment);
        assert!(again == first, "bytes differ under {environment:?}");
    }
    // Rows of tables in another order are the same study; only the digests in the run record know.
    let shuffled = place.join("shuffled");
    copy(&bundled(), &shuffled);
    let table = shuffled.join("activities.csv");
    let rows = fs::read_to_string(&table).unwrap();
    let (header, rows) = rows.split_once('\n').unwrap();
    let backwards: Vec<&str> = rows.lines().rev().collect();
    fs::write(&table, format!("{header}\n{}\n", backwards.join("\n"))).unwrap();
    let sheet = fs::read_dir(shuffled.join("sheets/花间布坊")).unwrap().flatten().map(|e| e.path());
    for path in sheet.filter(|path| path.extension().is_some_and(|e| e == "csv")) {
        let list = fs::read_to_string(&path).unwrap();
        let lines: Vec<&str> = list.lines().collect();
        let names: Vec<&str> = lines[2..].iter().rev().copied().collect();
        fs::write(&path, format!("{}\n{}\n{}\n", lines[0], lines[1], names.join("\n"))).unwrap();
    }
    let again = run(&shuffled, &place.join("from_shuffled"), &key, &[]);
    for ((name, one), (_, two)) in first.iter().zip(&again) {
        assert!(one == two, "{name} depends on the order of rows");
    }
}

#[test]
fn every_null_in_the_panel_has_its_reason_and_rows_are_what_their_keys_promise() {
    if linli().is_none() {
        return;
    }
    let place = place("reasons");
    let outcome = run(&bundled(), &place.join("outcome"), &place.join("a.key"), &[]);
    let reasons: Vec<&str> = Undefined::ALL.iter().map(|reason| reason.id()).collect();
    for (name, bytes) in outcome.iter().filter(|(name, _)| name.starts_with("panel/") && name != "panel/TIER.txt") {
        let mut reader = csv::Reader::from_reader(bytes.as_slice());
        let header = reader.headers().unwrap().clone();
        let column = |id: &str| header.iter().position(|h| h == id);
        let keys: Vec<usize> =
            ["group", "person", "window_start", "population", "ties", "organization", "activity", "series"]
                .iter()
                .filter_map(|key| column(key))
                .collect();
        let mut seen = std::collections::BTreeSet::new();
        for record in reader.records() {
            let record = record.unwrap();
            assert!(seen.insert(keys.iter().map(|&k| record[k].to_owned()).collect::<Vec<_>>()), "{name}: {record:?}");
            for (at, id) in header.iter().enumerate() {
                let value = &record[at];
                if let Some(status) = column(&format!("{id}_status")) {
                    let status = &record[status];
                    assert_eq!(value.is_empty(), status != "ok", "{name} {id}: `{value}` is {status}");
                    assert!(status == "ok" || reasons.contains(&status), "{name} {id}: {status}");
                } else {
                    assert!(!value.is_empty(), "{name} {id}: a null without a reason");
                }
            }
        }
        // Two groups, nine windows, four populations, two tie rules; one organization a group.
        let promised = match name.as_str() {
            "panel/groups.csv" => Some(2 * 9 * 4),
            "panel/networks.csv" => Some(2 * 9 * 4 * 2),
            // As many activities as two organizations have rows.
            "panel/activities.csv" | "panel/organizations.csv" => Some(18),
            "panel/second_layer.csv" | "panel/second_layer_pairs.csv" => Some(0),
            _ => None,
        };
        assert!(promised.is_none_or(|rows| rows == seen.len()), "{name} has {} rows", seen.len());
    }
}

#[test]
fn what_was_planted_in_the_bundled_study_is_found() {
    if linli().is_none() {
        return;
    }
    let place = place("planted");
    let outcome = run(&bundled(), &place.join("outcome"), &place.join("a.key"), &[]);
    let findings = outcome.iter().find(|(name, _)| name == "findings.csv").unwrap();
    let text = String::from_utf8(findings.1.clone()).unwrap();
    let mut reader = csv::Reader::from_reader(text.trim_start_matches('\u{feff}').as_bytes());
    let found: Vec<(String, String)> =
        reader.records().map(|r| r.unwrap()).map(|r| (r[1].to_owned(), r[3].to_owned())).collect();
    let expected =
        [("keeps_record", "花间布坊"), ("opening_only", "槐荫舞蹈队 / 健康课堂"), ("silent_share", "槐荫舞蹈队")];
    assert_eq!(found, expected.map(|(signal, subject)| (signal.to_owned(), subject.to_owned())));
}

#[test]
fn no_name_leaves_in_the_research_tier() {
    if linli().is_none() {
        return;
    }
    let place = place("names");
    let roster = fs::read_to_string(bundled().join("rosters/花间布坊 2017-02-06.txt")).unwrap();
    // Names of one character more than a word of the report could hold by chance.
    let names: Vec<&str> = roster.lines().filter(|name| name.chars().count() >= 2).collect();
    assert!(names.len() > 10);
    let outcome = place.join("outcome");
    run(&bundled(), &outcome, &place.join("a.key"), &[]);
    for (file, bytes) in files(&outcome) {
        for name in &names {
            let found = bytes.windows(name.len()).any(|window| window == name.as_bytes());
            assert!(!found, "{file} holds a name");
        }
    }
}

#[test]
fn the_samples_of_other_projects_run_with_nothing_but_a_plan() {
    let Some(data) = shared("whatsapp-telegram-samples") else { return };
    if linli().is_none() {
        return;
    }
    // Messages by people and system lines, and people, counted by hand in the files.
    let mut ran = 0;
    for entry in fs::read_dir(data).unwrap().flatten() {
        let file = entry.path();
        if file.extension().is_none_or(|e| e == "md") {
            continue;
        }
        let study = place(&format!("sample_{}", file.file_stem().unwrap().to_string_lossy()));
        fs::create_dir_all(study.join("chats")).unwrap();
        fs::copy(&file, study.join("chats").join(file.file_name().unwrap())).unwrap();
        fs::write(study.join("study.toml"), "id = \"sample\"\nzone = \"Europe/Berlin\"\n").unwrap();
        let outcome = run(&study, &study.join("outcome"), &study.with_extension("key"), &[]);
        assert_eq!(outcome.len(), 16, "{}", file.display());
        ran += 1;
    }
    assert_eq!(ran, 14);
}

/// Paths and bytes of a folder.
type Files<'a> = &'a [(&'a str, &'a [u8])];

/// What happens to a folder that cannot be run: exit code, and what the one line on stderr says.
fn refused(name: &str, files: &[(&str, &[u8])]) -> Option<(Option<i32>, String)> {
    let mut command = linli()?;
    let study = place(name);
    for (path, bytes) in files {
        let path = study.join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, bytes).unwrap();
    }
    let output = command.arg("run").arg(&study).output().unwrap();
    let (out, error) = text(&output);
    assert!(out.is_empty(), "{out}");
    // One line of what is wrong; where a key was made on the way, a line before it says so.
    assert_eq!(error.lines().filter(|line| line.starts_with("linli: ")).count(), 1, "{error}");
    assert!(error.lines().count() <= 2, "{error}");
    let left: Vec<_> = fs::read_dir(&study).unwrap().flatten().map(|e| e.file_name()).collect();
    assert!(!left.iter().any(|name| name.to_string_lossy().contains("outcome")), "{left:?}");
    Some((output.status.code(), error))
}

#[test]
fn what_cannot_be_run_is_refused_with_a_place_a_way_out_and_the_documented_code() {
    const PLAN: (&str, &[u8]) = ("study.toml", b"id = \"x\"\nzone = \"Asia/Shanghai\"\n");
    let binary: Vec<u8> = (0..4_000_u32).map(|i| (i.wrapping_mul(2_654_435_761) >> 24) as u8).collect();
    let cases: [(&str, Files<'_>, i32, &[&str]); 6] = [
        ("empty_file", &[PLAN, ("chats/a.txt", b"")], 3, &["chats/a.txt", "export"]),
        ("binary_file", &[PLAN, ("chats/a.txt", &binary)], 3, &["chats/a.txt", "binary"]),
        (
            "missing_column",
            &[PLAN, ("activities.csv", b"organization,title\no,t\n")],
            3,
            &["activities.csv:1", "start"],
        ),
        (
            "unknown_zone",
            &[("study.toml", b"id = \"x\"\nzone = \"Asia/Shangai\"\n"), ("chats/a.txt", b"x")],
            5,
            &["study.toml:2", "Asia/Shanghai"],
        ),
        (
            "open_date_order",
            &[PLAN, ("chats/a.txt", b"03/04/2017, 10:00 - Ann: hi\n03/04/2017, 10:01 - Bo: hi\n")],
            4,
            &["chats/a.txt", "day-first", "month-first"],
        ),
        ("no_events", &[PLAN], 3, &["chats/", "activities.csv"]),
    ];
    for (name, files, code, says) in cases {
        let Some((found, error)) = refused(name, files) else { return };
        assert_eq!(found, Some(code), "{name}: {error}");
        for part in says {
            assert!(error.contains(part), "{name} does not say `{part}`: {error}");
        }
    }
}

#[test]
fn a_format_without_replies_gives_not_recorded_and_never_zero() {
    if linli().is_none() {
        return;
    }
    let study = place("not_recorded");
    fs::create_dir_all(study.join("chats")).unwrap();
    fs::write(study.join("study.toml"), "id = \"x\"\nzone = \"UTC\"\nleast_tied_turns = 0\n").unwrap();
    // A text can name somebody; a table without texts and replies says of nobody whom they speak to.
    let line = |i: usize| format!("2019-12-{:02} 12:23,{}\n", 1 + i % 28, ["Jo", "Li"][i % 2]);
    let chat = format!("time,author\n{}", (0..60).map(line).collect::<String>());
    fs::write(study.join("chats/a.csv"), chat).unwrap();
    let outcome = run(&study, &study.join("outcome"), &study.with_extension("key"), &[]);
    let networks = outcome.iter().find(|(name, _)| name == "panel/networks.csv").unwrap();
    let mut reader = csv::Reader::from_reader(networks.1.as_slice());
    let header = reader.headers().unwrap().clone();
    let at = |id: &str| header.iter().position(|h| h == id).unwrap();
    let rows: Vec<csv::StringRecord> = reader.records().map(|r| r.unwrap()).collect();
    assert!(!rows.is_empty());
    for row in rows {
        assert_eq!((&row[at("net_density")], &row[at("net_density_status")]), ("", "not_recorded"));
    }
}
