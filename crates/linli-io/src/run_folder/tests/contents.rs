//! What stands in the files.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use linli::plan::Tier;
use sha2::{Digest, Sha256};

use super::{CANARY, GROUPS, ORGANIZATION, PEOPLE, Scratch, files_of, name, written};

/// A CSV as any program reads it, without its byte order mark.
fn table(dir: &Path, path: &str) -> (Vec<String>, Vec<Vec<String>>) {
    let bytes = fs::read(dir.join(path)).unwrap();
    let mut rows = csv::ReaderBuilder::new()
        .has_headers(false)
        .from_reader(bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(&bytes))
        .into_records()
        .map(|row| row.unwrap().iter().map(str::to_owned).collect::<Vec<_>>());
    let header = rows.next().unwrap();
    (header, rows.collect())
}

fn json(dir: &Path, path: &str) -> serde_json::Value {
    serde_json::from_slice(&fs::read(dir.join(path)).unwrap()).unwrap()
}

const TABLES: [&str; 10] = [
    "activities",
    "groups",
    "members",
    "networks",
    "organizations",
    "participants",
    "positions",
    "second_layer",
    "second_layer_pairs",
    "series",
];

#[test]
fn names_stand_in_t0_and_nowhere_in_t1() {
    let scratch = Scratch::new("names");
    let (_, research) = written(&scratch, "research", Tier::T1);
    let files = files_of(&research);
    for (path, bytes) in &files {
        assert!(!bytes.windows(CANARY.len()).any(|at| at == CANARY.as_bytes()), "{path} shows a name");
        // The study has no second layer and no attendance, and a table without rows says nothing of anybody.
        let text = String::from_utf8_lossy(bytes);
        let empty = ["panel/second_layer.csv", "panel/second_layer_pairs.csv", "panel/participants.csv"];
        let empty = empty.contains(&path.as_str());
        assert!(text.contains("T1") || empty, "{path} bears no mark");
    }
    for expected in TABLES.map(|id| format!("panel/{id}.csv")).into_iter().chain(
        [
            "findings.csv",
            "codebook.csv",
            "report.html",
            "CITATION.txt",
            "run.json",
            "datapackage.json",
            "panel/TIER.txt",
        ]
        .map(str::to_owned),
    ) {
        assert!(files.iter().any(|(path, _)| *path == expected), "{expected}");
    }

    let (_, team) = written(&scratch, "team", Tier::T0);
    let (_, rows) = table(&team, "panel/members.csv");
    for person in 0..10 {
        let name = name(person);
        let cell = if name.starts_with(['=', '+', '@', '-', '＝', '\t']) { format!("'{name}") } else { name };
        assert!(rows.iter().any(|row| row[1] == cell), "{cell:?}");
    }
    let record = fs::read_to_string(team.join("run.json")).unwrap();
    assert!(record.contains(CANARY) && record.contains("T0 team, named"));
}

#[test]
fn no_cell_runs_as_a_formula() {
    let scratch = Scratch::new("formula");
    let (_, dir) = written(&scratch, "team", Tier::T0);
    let mut guarded = 0;
    for path in
        TABLES.map(|id| format!("panel/{id}.csv")).iter().map(String::as_str).chain(["findings.csv", "codebook.csv"])
    {
        for cell in table(&dir, path).1.iter().flatten() {
            let runs = cell.starts_with(['=', '+', '-', '@', '\t', '\r', '＝', '＋', '－', '＠']);
            assert!(!runs || cell.parse::<f64>().is_ok(), "{path}: {cell:?}");
            guarded += usize::from(cell.starts_with('\''));
        }
    }
    assert!(guarded > PEOPLE, "{guarded}");
    let (_, findings) = table(&dir, "findings.csv");
    assert_eq!(findings[0][3], format!("'{ORGANIZATION} / 手工"));
}

#[test]
fn organizations_stand_in_their_file_as_counted_by_hand() {
    let scratch = Scratch::new("organizations");
    let (_, dir) = written(&scratch, "research", Tier::T1);
    let text = fs::read_to_string(dir.join("panel/organizations.csv")).unwrap();
    let rows: Vec<&str> = text.lines().collect();
    assert_eq!(
        rows[0],
        "organization,window_start,window_end,disjoint,org_activities,org_last_day,org_last_day_status,org_bustle,tier"
    );
    // Windows of 28 days every 7: three activities in the first, the one of 8 March leaves the second, none from 27 March.
    assert_eq!(rows[1], r#"'=布工坊,2017-03-06,2017-04-03,true,3,2017-03-22,ok,"'=busy, ""very""",T1"#);
    assert_eq!(rows[2], r#"'=布工坊,2017-03-13,2017-04-10,false,2,2017-03-22,ok,"'=busy, ""very""",T1"#);
    assert_eq!(rows[4], "'=布工坊,2017-03-27,2017-04-24,false,0,,too_few_events,quiet,T1");
    assert_eq!(rows[5], "'=布工坊,2017-04-03,2017-05-01,true,1,2017-04-26,ok,quiet,T1");
    assert_eq!(rows.len(), 6);
    // Frictionless, R and Python read LF; a table for programs has no mark in front.
    assert!(text.ends_with(",T1\n") && !text.contains('\r') && text.starts_with('o'));
}

#[test]
fn findings_say_what_they_rest_on() {
    let scratch = Scratch::new("findings");
    let (outcome, dir) = written(&scratch, "research", Tier::T1);
    assert!(fs::read(dir.join("findings.csv")).unwrap().starts_with(b"\xef\xbb\xbfid,signal"));
    assert!(fs::read(dir.join("codebook.csv")).unwrap().starts_with(b"\xef\xbb\xbftable,column"));
    let (header, rows) = table(&dir, "findings.csv");
    let opening = rows.iter().find(|row| row[1] == "opening_only").unwrap();
    let cell = |column: &str| &opening[header.iter().position(|name| name == column).unwrap()];
    // 30 at the opening; 6, 5 and 4 after it: the median is 5.
    assert_eq!(
        cell("evidence"),
        "series:series_opening_excess[organization==布工坊 series=手工 window=2017-04-03]=6; \
         series:series_opening_attendance[organization==布工坊 series=手工 window=2017-04-03]=30; \
         series:series_later_attendance[organization==布工坊 series=手工 window=2017-04-03]=5"
    );
    assert_eq!([cell("since"), cell("until"), cell("expires")], ["2017-03-06", "2017-05-01", "2017-06-26"]);
    assert_eq!(rows.len(), outcome.findings.len());
}

#[test]
fn codebook_and_descriptor_know_every_column() {
    let scratch = Scratch::new("codebook");
    let (_, dir) = written(&scratch, "research", Tier::T1);
    let (header, codebook) = table(&dir, "codebook.csv");
    let at = |column: &str| header.iter().position(|name| name == column).unwrap();
    let mut described: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for row in &codebook {
        described.entry(row[0].clone()).or_default().push(row[1].clone());
        for column in ["role", "title", "title_zh", "kind", "meaning", "meaning_zh", "tier"] {
            assert!(!row[at(column)].is_empty(), "{row:?}: {column}");
        }
    }
    let package = json(&dir, "datapackage.json");
    let resources = package["resources"].as_array().unwrap();
    for id in TABLES.into_iter().chain(["findings", "codebook"]) {
        let resource = resources.iter().find(|resource| resource["name"] == id).unwrap();
        let columns = table(&dir, resource["path"].as_str().unwrap()).0;
        let fields = resource["schema"]["fields"].as_array().unwrap();
        assert_eq!(fields.iter().map(|f| f["name"].as_str().unwrap()).collect::<Vec<_>>(), columns);
        if id != "codebook" {
            assert_eq!(described[id], columns);
        }
        assert_eq!(resource["tier"], "T1");
    }
    assert_eq!(described.len(), TABLES.len() + 1);

    let bustle = codebook.iter().find(|row| row[1] == "org_bustle").unwrap();
    assert_eq!(bustle[at("range")], "[0, 1]");
    assert_eq!(bustle[at("revision")], "3");
    assert_eq!(bustle[at("edge_cases")], "one: one activity → quiet");
    assert!(bustle[at("references")].starts_with("Luo Jar-Der & Liang Xiaoyue (2017)"));
    let last = codebook.iter().find(|row| row[1] == "org_last_day").unwrap();
    assert_eq!((last[at("missing")].as_str(), last[at("range")].as_str()), ("too_few_events (1)", "(−∞, ∞)"));
    let organizations = resources.iter().find(|resource| resource["name"] == "organizations").unwrap();
    let schema = &organizations["schema"];
    assert_eq!(schema["primaryKey"], serde_json::json!(["organization", "window_start", "window_end"]));
    assert_eq!(schema["missingValues"], serde_json::json!([""]));
    let types: Vec<&str> =
        schema["fields"].as_array().unwrap().iter().map(|field| field["type"].as_str().unwrap()).collect();
    assert_eq!(types, ["string", "date", "date", "boolean", "integer", "date", "string", "string", "string"]);
    assert_eq!(schema["fields"][6]["constraints"]["enum"], serde_json::json!(["ok", "too_few_events"]));
    // As a program reads the cells, apostrophe and all.
    assert_eq!(schema["fields"][7]["constraints"]["enum"], serde_json::json!(["quiet", "'=busy, \"very\""]));
    assert_eq!(schema["fields"][4]["constraints"], serde_json::json!({"required": true, "minimum": 0}));
}

#[test]
fn digests_are_those_of_the_files() {
    let scratch = Scratch::new("digests");
    let (_, dir) = written(&scratch, "research", Tier::T1);
    let hex = |bytes: &[u8]| Sha256::digest(bytes).iter().fold(String::new(), |text, byte| format!("{text}{byte:02x}"));
    let record = json(&dir, "run.json");
    let outputs: BTreeMap<&str, (&str, u64)> = record["outputs"]
        .as_array()
        .unwrap()
        .iter()
        .map(|o| (o["path"].as_str().unwrap(), (o["sha256"].as_str().unwrap(), o["bytes"].as_u64().unwrap())))
        .collect();
    let package = json(&dir, "datapackage.json");
    let files = files_of(&dir);
    assert_eq!(outputs.len() + 1, files.len(), "all but run.json");
    for (path, bytes) in files.iter().filter(|(path, _)| path != "run.json") {
        assert_eq!(outputs[path.as_str()], (hex(bytes).as_str(), bytes.len() as u64), "{path}");
        if path != "datapackage.json" {
            let resource =
                package["resources"].as_array().unwrap().iter().find(|resource| resource["path"] == path.as_str());
            assert_eq!(resource.unwrap()["hash"], format!("sha256:{}", hex(bytes)), "{path}");
        }
    }
    assert_eq!(record["plan_sha256"], hex(record["plan_toml"].as_str().unwrap().as_bytes()));
}

#[test]
fn the_record_says_what_was_run() {
    let scratch = Scratch::new("record");
    let (outcome, dir) = written(&scratch, "research", Tier::T1);
    let record = json(&dir, "run.json");
    for (key, value) in [
        ("tool", serde_json::json!("linli")),
        ("study", serde_json::json!("lane")),
        ("tier", serde_json::json!("T1")),
        ("zone", serde_json::json!("Asia/Shanghai")),
        ("seed", serde_json::json!(2017)),
        ("populations", serde_json::json!(["present", "present_without_staff", "roster_without_staff"])),
        ("windows", serde_json::json!({"count": 5, "disjoint": 2, "first_day": "2017-03-06", "end_day": "2017-05-01"})),
        ("cells", serde_json::json!(outcome.panel.cells())),
    ] {
        assert_eq!(record[key], value, "{key}");
    }
    assert_eq!(record["rows"]["organizations"], 5);
    assert_eq!(record["rows"]["groups"], GROUPS.len() * 5 * 3);
    assert_eq!(record["ties"][1]["name"], "near");
    assert_eq!(record["ties"][1]["parameters"]["within"], "90m");
    assert!(record["ties"][1]["parameters"].as_object().unwrap().len() > 1, "defaults are said as well");
    let revision = |id: &str| {
        record["indicators"].as_array().unwrap().iter().find(|i| i["id"] == id).map(|i| i["revision"].clone())
    };
    assert_eq!(revision("org_bustle"), Some(serde_json::json!(3)));
    assert_eq!(record["run"]["started"], "2026-01-01T00:00 research");
    assert_eq!(record["inputs"][0]["path"], "chats/0.txt");
    let bad_row = record["diagnostics"].as_array().unwrap().iter().find(|d| d["code"] == "bad-row").unwrap();
    assert_eq!(bad_row["samples"], serde_json::json!([{"file": "people.csv", "line": 7}]));
    // The one member of staff whom the records know, by pseudonym: the plan gives the same panel still.
    let staff = record["plan"]["staff"].as_array().unwrap();
    assert_eq!(staff.len(), 1);
    let plan = linli::Plan::from_toml(record["plan_toml"].as_str().unwrap()).unwrap();
    let again = outcome.study.clone().with_plan(plan).run(&mut linli::study::quietly).unwrap();
    for (one, two) in outcome.panel.tables().iter().zip(again.panel.tables()) {
        // Printed, as no number is equal to none.
        assert_eq!(format!("{:?}", one.chunks()), format!("{:?}", two.chunks()), "{}", one.id().id());
    }
    let citation = fs::read_to_string(dir.join("CITATION.txt")).unwrap();
    assert!(citation.contains(record["plan_id"].as_str().unwrap()) && citation.contains("Freeman, L. C."));
}
