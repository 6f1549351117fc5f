//! What is read back, and what is not accepted.

use std::fs;
use std::path::Path;

use linli::definition::Undefined;
use linli::indicator::TableId;
use linli::indicator::series::SERIES_OPENING_EXCESS;
use linli::panel::{CHUNK_ROWS, ColumnChunk, Key, PanelBuilder, Table, TableChunk, Tables, Values};
use linli::plan::Tier;
use linli::records::PersonId;
use linli::release::Release;
use linli::{Error, ErrorKind};

use super::super::load::load_within;
use super::super::{Extras, Labels, RunContext, SavedTable, load, write};
use super::{Scratch, outcome, written};

/// Every key and cell of a saved table is that of the panel.
fn assert_same(release: &dyn Release, table: &Table, saved: &SavedTable) {
    let dictionaries = release.outcome().panel.dictionaries();
    assert_eq!((saved.id, saved.rows), (table.id(), table.rows()));
    assert_eq!(saved.keys.iter().map(|key| key.key).collect::<Vec<_>>(), table.id().keys());
    let ids: Vec<&str> = saved.columns.iter().map(|column| column.id.as_str()).collect();
    assert_eq!(ids, table.indicators().iter().map(|i| i.id()).collect::<Vec<_>>());
    for (at, row) in table.iter().enumerate() {
        for key in &saved.keys {
            let (code, wanted) = (key.codes[at] as usize, row.key(key.key).unwrap());
            match (&key.labels, key.key) {
                (Labels::Windows(windows), _) => {
                    let (found, window) = (windows[code], dictionaries.windows[wanted as usize]);
                    assert_eq!(
                        (found.first_day, found.end_day, found.disjoint),
                        (window.first_day, window.end_day, window.disjoint)
                    );
                }
                (Labels::Text(labels), Key::Person) => {
                    assert_eq!(labels[code], release.person(PersonId::from_index(wanted as usize)));
                }
                (Labels::Text(labels), other) => assert_eq!(labels[code], dictionaries.label(other, wanted)),
            }
        }
        for (column, found) in saved.columns.iter().enumerate() {
            // The same bits, but for the sign of a zero.
            let bits = |value: linli::Value| value.map(|number| (number + 0.0).to_bits());
            assert_eq!(bits(found.cells.at(at)), bits(row.value(column)), "{} row {at}", found.id);
            let bounds = found.cells.bounds.as_ref().map(|[low, high]| [low[at], high[at]]).filter(|b| !b[0].is_nan());
            assert_eq!(bounds, row.bounds(column), "{} row {at}", found.id);
        }
    }
}

#[test]
fn what_is_read_back_is_the_panel() {
    for tier in [Tier::T0, Tier::T1] {
        let scratch = Scratch::new(&format!("back-{}", tier.id()));
        let (outcome, dir) = written(&scratch, "outcome", tier);
        let release = outcome.release().unwrap();
        let saved = load(&dir).unwrap();
        assert_eq!((saved.tier, &saved.plan), (tier, &release.plan()));
        assert_eq!(saved.altered, Vec::<String>::new());
        assert_eq!(saved.run["tool"], "linli");
        assert_eq!(saved.tables.len(), outcome.panel.tables().len());
        let mut seen = (0, 0, 0);
        let real_bounds = |b: &[Vec<f64>; 2]| b[0].iter().any(|low| *low > 0.0) && b[0].iter().any(|low| low.is_nan());
        for (table, saved) in outcome.panel.tables().iter().zip(&saved.tables) {
            assert_same(release.as_ref(), table, saved);
            for column in &saved.columns {
                seen.0 += usize::from(column.cells.reasons.is_some());
                seen.1 += usize::from(column.cells.bounds.as_ref().is_some_and(real_bounds));
                seen.2 += column.categories.len();
            }
        }
        // The study has columns with reasons, with bounds and of categories, or the above showed little.
        assert!(seen.0 > 3 && seen.1 == 1 && seen.2 > 1, "{seen:?}");
        assert!(!outcome.findings.is_empty());
        assert_eq!(saved.findings.len(), outcome.findings.len());
        for (saved, finding) in saved.findings.iter().zip(&outcome.findings) {
            assert_eq!((&saved.id, &saved.subject), (&finding.id, &finding.subject));
            assert_eq!((&saved.statement, &saved.statement_zh), (&finding.statement, &finding.statement_zh));
            assert_eq!((saved.since, saved.until, saved.expires), (finding.since, finding.until, finding.expires()));
        }
    }
}

#[test]
fn columns_are_those_of_the_whole_table_and_numbers_keep_their_bits() {
    let scratch = Scratch::new("chunks");
    let mut outcome = outcome(Tier::T1);
    // A full first chunk without a reason, and one row after it that has one.
    let extremes = [1e300, 5e-324, 0.1 + 0.2, -1.0 / 3.0, 1e16, 123_456_789.125];
    let chunk = |values: Vec<f64>, reasons: Option<Vec<u8>>| TableChunk {
        keys: vec![vec![0; values.len()]; 3],
        columns: vec![ColumnChunk { values: Values::Real(values), reasons, bounds: None }],
    };
    let full: Vec<f64> = (0..CHUNK_ROWS).map(|at| extremes[at % extremes.len()] * (1 + at % 7) as f64).collect();
    let mut builder = PanelBuilder::new(outcome.panel.dictionaries().clone(), &[&SERIES_OPENING_EXCESS]);
    builder.append(&Tables(vec![(TableId::Series, chunk(full, None))]));
    builder.append(&Tables(vec![(TableId::Series, chunk(vec![0.0], Some(vec![Undefined::NotLinked.code()])))]));
    outcome.panel = builder.finish();
    outcome.provenance.rows = vec![("series", CHUNK_ROWS as u64 + 1)];
    assert_eq!(outcome.panel.tables()[0].chunks().len(), 2);

    let dir = scratch.path().join("outcome");
    let release = outcome.release().unwrap();
    write(release.as_ref(), &dir, &Extras { report_html: "", inputs: &[], context: RunContext::default() }).unwrap();
    let text = fs::read_to_string(dir.join("panel/series.csv")).unwrap();
    assert!(text.lines().nth(1).unwrap().ends_with(",1e300,ok,T1"));
    assert!(text.ends_with(",,not_linked,T1\n"));
    let saved = load(&dir).unwrap();
    assert_same(release.as_ref(), &outcome.panel.tables()[0], &saved.tables[0]);
}

/// What reading says once a file was changed.
fn after(dir: &Path, file: &str, change: impl Fn(&str) -> String) -> Error {
    let before = fs::read(dir.join(file)).unwrap();
    let changed = change(std::str::from_utf8(&before).unwrap());
    assert_ne!(changed.as_bytes(), before, "the change changes something");
    fs::write(dir.join(file), changed).unwrap();
    let found = load(dir).unwrap_err();
    fs::write(dir.join(file), before).unwrap();
    found
}

/// What is done, the line it is found at, what is said, and the doing.
type Case = (&'static str, u64, &'static str, fn(&str) -> String);

#[test]
fn a_mangled_table_is_named_with_its_line() {
    let scratch = Scratch::new("mangled");
    let (_, dir) = written(&scratch, "outcome", Tier::T1);
    let file = "panel/organizations.csv";
    let cases: [Case; 12] = [
        ("header", 1, "org_activities", |t| t.replace("org_activities", "org_activity")),
        ("empty", 1, "empty", |_| String::new()),
        ("a cell too few", 3, "8 cells among rows of 9", |t| t.replacen("2017-03-13,", "", 1)),
        ("a letter in a count", 2, "`3x` is not a whole number", |t| t.replace(",true,3,", ",true,3x,")),
        ("a negative count", 2, "`-3` is not", |t| t.replace(",true,3,", ",true,-3,")),
        ("a count beyond its width", 2, "`4294967296` is not", |t| t.replace(",true,3,", ",true,4294967296,")),
        ("a day that is none", 6, "`2017-04-31` is not a date", |t| t.replace("2017-04-26", "2017-04-31")),
        ("a reason that is none", 5, "`few` is not `ok`", |t| t.replace("too_few_events,quiet", "few,quiet")),
        ("a value beside a reason", 5, "is not empty", |t| t.replace(",,too_few_events", ",2017-04-01,too_few_events")),
        ("a category that is none", 4, "`loud` is not one of", |t| t.replacen(",quiet,", ",loud,", 1)),
        ("another tier", 4, "`T0` is not the tier T1", |t| t.replacen(",T1", ",T0", 3).replacen(",T0", ",T1", 2)),
        ("a window neither nor", 3, "`no` is not `true`", |t| t.replacen(",false,", ",no,", 1)),
    ];
    for (what, line, says, change) in cases {
        let error = after(&dir, file, change);
        assert_eq!(error.kind(), ErrorKind::Input, "{what}: {error}");
        assert_eq!(
            (error.location().file.as_deref(), error.location().line),
            (Some(file), Some(line)),
            "{what}: {error}"
        );
        assert!(error.to_string().contains(says) && error.hint().is_some(), "{what}: {error}");
    }
    let lost = after(&dir, file, |t| t.trim_end().rsplit_once('\n').unwrap().0.to_owned() + "\n");
    assert!(lost.to_string().contains("4 rows, and 5 were written"), "{lost}");
    let error = after(&dir, "datapackage.json", |t| t.replacen("\"role\": \"status\"", "\"role\": \"estatus\"", 1));
    assert_eq!(error.location().file.as_deref(), Some("datapackage.json"));
    let error = after(&dir, "datapackage.json", |t| t[..t.len() / 2].to_owned());
    assert!(error.location().line.is_some(), "{error}");
    let error = after(&dir, "datapackage.json", |t| t.replacen("panel/groups.csv", "panel/../../secret", 1));
    assert_eq!(error.kind(), ErrorKind::UnknownName);
    let error = after(&dir, "run.json", |t| t.replace("\"tool\": \"linli\"", "\"tool\": \"other\""));
    assert!(error.to_string().contains("no outcome of linli") && error.hint().is_some(), "{error}");
    let error = after(&dir, "findings.csv", |t| t.replacen("2017-06-26", "soon", 1));
    assert!(error.to_string().starts_with("findings.csv:2: `soon`"), "{error}");

    let path = dir.join(file);
    let mut bytes = fs::read(&path).unwrap();
    let third = bytes.iter().enumerate().filter(|(_, b)| **b == b'\n').nth(1).unwrap().0 + 2;
    bytes[third] = 0xff;
    fs::write(&path, bytes).unwrap();
    let error = load(&dir).unwrap_err();
    assert_eq!(error.location().line, Some(3), "{error}");
}

#[test]
fn no_cut_and_no_flipped_byte_goes_unnoticed_or_panics() {
    let scratch = Scratch::new("cut");
    let (_, dir) = written(&scratch, "outcome", Tier::T1);
    let path = dir.join("panel/organizations.csv");
    let whole = fs::read(&path).unwrap();
    for length in 0..whole.len() - 1 {
        fs::write(&path, &whole[..length]).unwrap();
        assert!(load(&dir).is_err(), "cut at {length}");
    }
    for at in 0..whole.len() {
        let mut flipped = whole.clone();
        flipped[at] ^= 1 << (at % 8);
        fs::write(&path, flipped).unwrap();
        // Either it is no table any more, or it is said to be another than was written.
        if let Ok(saved) = load(&dir) {
            assert_eq!(saved.altered, ["panel/organizations.csv"], "byte {at}");
        }
    }
}

#[test]
fn what_is_not_a_run_folder_is_refused_with_the_way_out() {
    let scratch = Scratch::new("refused");
    let error = load(scratch.path()).unwrap_err();
    assert!(error.to_string().contains("run.json") && error.kind() == ErrorKind::File, "{error}");
    assert_eq!(load(&scratch.path().join("missing")).unwrap_err().kind(), ErrorKind::File);
    let (_, dir) = written(&scratch, "outcome", Tier::T1);
    fs::remove_file(dir.join("panel/groups.csv")).unwrap();
    let error = load(&dir).unwrap_err();
    assert!(error.to_string().contains("panel/groups.csv"), "{error}");
}

#[test]
fn tables_beyond_the_limit_are_refused() {
    let scratch = Scratch::new("limit");
    let (_, dir) = written(&scratch, "outcome", Tier::T1);
    let sizes = fs::read_dir(dir.join("panel")).unwrap().map(|entry| entry.unwrap().metadata().unwrap().len());
    let largest = sizes.max().unwrap();
    assert!(load_within(&dir, largest).is_ok());
    assert_eq!(load_within(&dir, largest - 1).unwrap_err().kind(), ErrorKind::Limit);
}
