//! Where the people of the invented lane stand, beside what its annotation says of them.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use linli::Study;
use linli::marginality::{Options, State};
use linli::time::Day;

use super::folder::{copy, lane, open, place};

/// The three groups of the first layer; the annotation ends with the day before.
const GROUPS: [&str; 3] = ["花布头布工坊", "双槐舞蹈队", "石榴井老街坊饭桌"];

/// How sheets write people otherwise; from the notes of who invented the lane.
const SHEETS: &[(&str, &str)] = &[
    ("小丁", "p18"),
    ("李凤侠", "p10"),
    ("刘淑芹", "p06"),
    ("豆豆", "p79"),
    ("龚奶奶", "p76"),
    ("小悦", "p75"),
    ("杨师傅", "p44"),
];

fn rows(path: &Path) -> Vec<BTreeMap<String, String>> {
    let text = fs::read_to_string(path).unwrap();
    let mut lines = text.trim_start_matches('\u{feff}').lines();
    let header: Vec<&str> = lines.next().unwrap().split(',').collect();
    let row =
        |line: &str| header.iter().map(|name| (*name).to_owned()).zip(line.split(',').map(str::to_owned)).collect();
    lines.map(row).collect()
}

/// Whether the chats say which message answers which.
#[derive(Clone, Copy, PartialEq)]
pub(crate) enum Answers {
    /// As the export has it: they do not.
    NotTold,
    /// As the annotation has it.
    Told,
}

/// A chat of the lane as a table, with the message that each one answers.
fn with_answers(lane: &Path, group: &str) -> String {
    let of_group = |row: &BTreeMap<String, String>| row["group"] == group;
    let truth: Vec<_> = rows(&lane.join("truth/messages.csv")).into_iter().filter(of_group).collect();
    let text = fs::read_to_string(lane.join(format!("chats/{group}.txt"))).unwrap();
    let (mut day, mut table, mut count) = (String::new(), "time,author,id,reply_to,text\n".to_owned(), 0);
    let mut words: Vec<&str> = Vec::new();
    let quoted = |text: &str| format!("\"{}\"", text.replace('"', "\"\""));
    for line in text.lines() {
        let head = line.rsplit_once("  ").filter(|(_, time)| time.len() == 5 && time.as_bytes()[2] == b':');
        if line.starts_with("—————  ") {
            line.trim_matches(['—', ' ']).clone_into(&mut day);
        } else if let Some((author, time)) = head {
            if count > 0 {
                table += &format!("{}\n", quoted(words.join("\n").trim()));
            }
            words.clear();
            let answered = truth[count]["reply_to_index"].split(';').next().unwrap_or_default();
            count += 1;
            table += &format!("{day} {time},{},{count},{answered},", quoted(author));
        } else if count > 0 {
            words.push(line);
        }
    }
    assert_eq!(count, truth.len(), "{group}");
    table + &quoted(words.join("\n").trim()) + "\n"
}

/// The lane with everything a person can tell of names: who is who, who is staff, and that all agreed.
pub(crate) fn told(lane: &Path, answers: Answers, name: &str) -> Study {
    let study = place(name).join("study");
    for part in ["chats", "rosters", "sheets"] {
        copy(&lane.join(part), &study.join(part));
    }
    for group in GROUPS.iter().filter(|_| answers == Answers::Told) {
        fs::remove_file(study.join(format!("chats/{group}.txt"))).unwrap();
        fs::write(study.join(format!("chats/{group}.csv")), with_answers(lane, group)).unwrap();
    }
    let (mut people, mut aliases) = ("编号,姓名\n".to_owned(), "名字,姓名,群\n".to_owned());
    let mut consent = "姓名,用途\n".to_owned();
    let mut staff = Vec::new();
    for row in rows(&lane.join("truth/people.csv")) {
        let (id, name) = (&row["person_id"], &row["real_name"]);
        people += &format!("{id},{name}\n");
        for (column, shown) in row.iter().filter(|(_, shown)| !shown.is_empty()) {
            let Some(group) = column.strip_prefix("name_in_") else { continue };
            for shown in shown.split(';').filter_map(|shown| shown.split('[').next()) {
                aliases += &format!("\"{shown}\",{id},{group}\n");
            }
        }
        if ["coach", "social_worker"].contains(&row["role"].as_str()) {
            staff.push(format!("'{id}'"));
        } else if GROUPS.iter().any(|group| !row[&format!("name_in_{group}")].is_empty()) {
            consent += &format!("{id},辅导\n");
        }
    }
    for (name, id) in SHEETS {
        aliases += &format!("{name},{id},\n");
    }
    let plan = format!(
        "id = 'lane'\nzone = 'Asia/Shanghai'\nstart = '2017-02-06'\nend = '2017-05-01'\nsecond_layer = ['胡同小苗骨干群']\n\
         staff = [{}]\n[release]\ntier = 'T0'\n",
        staff.join(", ")
    );
    for (name, text) in
        [("people.csv", people), ("aliases.csv", aliases), ("consent.csv", consent), ("study.toml", plan)]
    {
        fs::write(study.join(name), text).unwrap();
    }
    open(&study).study
}

/// What the coach's notes say of somebody, in the nearest words of the table, and what to know of a state that differs.
const NOTES: &[(&str, &str, &[State], &str)] = &[
    ("p06", "core", &[State::Core], ""),
    ("p07", "core", &[State::Core], ""),
    ("p08", "core", &[State::Core], ""),
    ("p09", "takes up the others", CLOSE, ""),
    ("p10", "takes up the others", CLOSE, ""),
    ("p20", "takes up the others", CLOSE, ""),
    ("p14", "new, and landed", CLOSE, ""),
    ("p11", "comes when her shifts allow", CLOSE, ""),
    ("p18", "gives, where she does not come", CLOSE, ""),
    ("p12", "comes and does not write", &[State::AttendsSilent], ONE_TURN),
    ("p31", "comes and does not write", &[State::AttendsSilent], ONE_TURN),
    ("p52", "comes and does not write", &[State::AttendsSilent], ""),
    ("p15", "nobody answers", &[State::Unanswered], WELCOME),
    ("p16", "staff alone answer", &[State::StaffOnly], TABLE),
    ("p34", "staff alone answer", &[State::StaffOnly], NEXT_TURN),
    ("p21", "flowers in the chat, seldom there", &[State::Peripheral], GREETINGS),
    ("p13", "drifting since the middle of March", &[State::Peripheral], LAG),
    ("p22", "core", &[State::Core], ""),
    ("p23", "core", &[State::Core], ""),
    ("p25", "core", &[State::Core], ""),
    ("p24", "rising", CLOSE, ""),
    ("p43", "new, and landed", CLOSE, SHORT),
    ("p30", "heard when something is given out", &[State::Peripheral], ""),
    ("p39", "heard when something is given out", &[State::Peripheral], GREETINGS),
    ("p40", "heard when something is given out", &[State::Peripheral], ""),
    ("p41", "heard when something is given out", &[State::Peripheral], ""),
    ("p42", "heard when something is given out", &[State::Peripheral], ""),
    ("p44", "core", &[State::Core], SMALL),
    ("p47", "core", &[State::Core], SMALL),
    ("p48", "core", &[State::Core], SMALL),
    ("p45", "to be careful of: two questions nobody took up", CLOSE, ""),
    ("p53", "new, and landed", CLOSE, SHORT),
];

const CLOSE: &[State] = &[State::Core, State::Connected];
const ONE_TURN: &str = "one thumb or one empty message in twelve weeks is a turn: D = 1, and the rows below speak";
const NEXT_TURN: &str = "the export marks no target, so whoever writes next within a day counts as answering";
const WELCOME: &str = "the export marks no target, so whoever writes next within a day answers: U = 5 of 5; with answers told 2 of 4, as she was \
                       welcomed, and one is enough for row 8 to pass by";
const TABLE: &str = "she comes to activities of at most fifteen, where P = 12, and once a neighbour took her up: company at the table counts, of \
                     which the notes, reading the chat, do not speak";
const GREETINGS: &str = "greetings and receipts fill weeks and are taken up like everything else";
const LAG: &str = "twelve weeks are long: what was before March still counts; drift asks for 112 countable days, of which there are 84";
const SHORT: &str = "fewer than eight countable weeks since joining, and fewer than three lists";
const SMALL: &str =
    "seen in six weeks of twelve: a group that eats together every second Saturday has few weeks to be seen in";

/// The page that lists what agrees and what does not.
const PAGE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/concepts/marginality.md");

/// The state of everybody who is in people.csv.
fn states(lane: &Path, study: &Study, as_of: Day) -> BTreeMap<String, Result<State, linli::Undefined>> {
    let people = rows(&lane.join("truth/people.csv"));
    let labels = study.person_labels().unwrap();
    let mut states = BTreeMap::new();
    for group in GROUPS {
        for one in study.placements(group, as_of).unwrap() {
            let label = labels[one.person.index()];
            let shown = |row: &&BTreeMap<String, String>| {
                row["real_name"] == label
                    || SHEETS.contains(&(label, row["person_id"].as_str()))
                    || row[&format!("name_in_{group}")].split(';').any(|name| name.split('[').next() == Some(label))
            };
            let row = people.iter().find(shown).unwrap_or_else(|| panic!("{label} of {group}"));
            states.insert(row["person_id"].clone(), one.state);
        }
    }
    states
}

/// Everybody of the annotation: the state as exported and with the answers told, and whether it is what the notes say.
fn compared(states: [&BTreeMap<String, Result<State, linli::Undefined>>; 2]) -> String {
    let mut table = String::from("| who | the notes | the table | | with answers told |\n|---|---|---|---|---|\n");
    let (mut agreed, mut wrong) = ([0, 0], Vec::new());
    for (id, note, meant, why) in NOTES {
        let [exported, told] = states.map(|all| all[*id]);
        let agrees = |state: Result<State, linli::Undefined>| state.is_ok_and(|state| meant.contains(&state));
        wrong.extend((agrees(exported) != why.is_empty()).then(|| format!("{id}: {exported:?}, the notes: {note}")));
        for (count, state) in agreed.iter_mut().zip([exported, told]) {
            *count += usize::from(agrees(state));
        }
        let word = |state: Result<State, linli::Undefined>| state.map_or_else(linli::Undefined::id, State::id);
        let yes = |state| if agrees(state) { " agrees" } else { "" };
        let why = if agrees(exported) { "agrees" } else { why };
        table += &format!("| {id} | {note} | `{}` | {why} | `{}`{} |\n", word(exported), word(told), yes(told));
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
    let [exported, told] = agreed;
    format!(
        "{exported} of the {} people of whom the notes speak stand as they say; where every message says which one it answers, \
         as the annotation has it, {told}.\n\n{table}",
        NOTES.len()
    )
}

/// The shares, and how they hang on the choices.
fn sensitivity(study: &Study, as_of: Day) -> String {
    let mut table = String::from("| weeks | hours | receipts | ");
    table += &GROUPS.join(" | ");
    table += " |\n|---|---|---|---|---|---|\n";
    let of: Vec<_> = GROUPS.iter().map(|group| study.marginality_sensitivity(group, as_of).unwrap()).collect();
    for (at, options) in Options::all().into_iter().enumerate() {
        let hours = options.uptake.wait.micros() / (3600 * linli::time::SECOND);
        table += &format!("| {} | {hours} | {} |", options.weeks, options.uptake.receipts.id());
        for shares in &of {
            let own = &shares[at];
            assert_eq!(own.options, options);
            let share = own.share.map_or_else(|reason| reason.id().to_owned(), |(k, n)| format!("{k}/{n}"));
            table += &format!(" {share} |");
        }
        table += "\n";
    }
    table
}

#[test]
fn the_lane_stands_as_its_annotation_says_or_the_page_says_why_not() {
    let Some(lane) = lane() else { return };
    let [study, answered] = [(Answers::NotTold, "margin"), (Answers::Told, "margin-answers")]
        .map(|(answers, name)| told(&lane, answers, name));
    let as_of = Day::parse("2017-05-01").unwrap();
    let page = fs::read_to_string(PAGE).unwrap();
    let mut wanted = page.clone();
    let both = [&study, &answered].map(|study| states(&lane, study, as_of));
    let texts = [
        ("lane", compared([&both[0], &both[1]])),
        ("sensitivity", sensitivity(&study, as_of)),
        ("told", sensitivity(&answered, as_of)),
    ];
    for (name, text) in texts {
        let marks = [format!("<!-- {name} -->\n"), format!("<!-- end of {name} -->")];
        let [start, end] = marks.each_ref().map(|mark| wanted.find(mark).unwrap_or_else(|| panic!("no {mark}")));
        wanted.replace_range(start + marks[0].len()..end, &text);
    }
    if std::env::var_os("LINLI_BLESS").is_some() {
        fs::write(PAGE, &wanted).unwrap();
    } else {
        assert!(
            page == wanted,
            "docs/concepts/marginality.md is stale; LINLI_BLESS=1 rewrites it, then read the difference"
        );
    }
}
