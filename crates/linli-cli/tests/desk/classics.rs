//! Three published networks, read in as their only users could, and heard at every month-end: of so little next to nothing
//! is said.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;

use linli::signal::SIGNALS;
use linli::study::quietly;
use linli::time::Day;
use linli_io::Opened;

use super::folder::{open, shared, study};

/// Which signals can speak of a study at any month-end: with how many subjects and months, and how many findings.
fn heard(opened: &Opened) -> BTreeMap<&'static str, [usize; 2]> {
    let span = opened.study.records.span().unwrap();
    let mut heard: BTreeMap<_, [usize; 2]> = BTreeMap::new();
    let mut end = span.start.plus(28);
    while end < span.end.plus(28) {
        let outcome = opened.study.up_to(end).run(&mut quietly).unwrap();
        assert_eq!(outcome.searches.len(), SIGNALS.len(), "every signal is asked");
        for search in outcome.searches.iter().filter(|search| !search.looked_at.is_empty()) {
            heard.entry(search.signal.card.id).or_default()[0] += search.looked_at.len();
        }
        for finding in &outcome.findings {
            heard.entry(finding.signal.card.id).or_default()[1] += 1;
        }
        end = end.plus(28);
    }
    heard
}

/// A study whose ties are messages of one to the other, each on its day.
fn of_ties(name: &str, ties: &[(String, String, Day)]) -> Opened {
    let plan = "id = \"classic\"\nzone = \"UTC\"\n\n[release]\ntier = \"T0\"\npersons = true\n";
    let mut chat = "time,author,mentions,text\n".to_owned();
    let mut people: Vec<&str> = Vec::new();
    for (at, (from, to, day)) in ties.iter().enumerate() {
        let (hour, minute) = (8 + at / 60 % 12, at % 60);
        let _ = writeln!(chat, "{day} {hour:02}:{minute:02},{from},{to},@{to} a tie of the study");
        people.extend([from.as_str(), to.as_str()]);
    }
    people.sort_unstable();
    people.dedup();
    let mut consent = "person,purpose\n".to_owned();
    let mut members = "person,group\n".to_owned();
    for person in people {
        let _ = writeln!(consent, "{person},coaching");
        let _ = writeln!(members, "{person},{name}");
    }
    let chat_file = format!("chats/{name}.csv");
    let files = [
        ("study.toml", plan),
        (chat_file.as_str(), chat.as_str()),
        ("consent.csv", consent.as_str()),
        ("memberships.csv", members.as_str()),
    ];
    open(&study(&format!("classic-{name}"), &files))
}

/// Rows of a file of the shared data.
fn rows(folder: &str, file: &str) -> Option<Vec<Vec<String>>> {
    let text = fs::read_to_string(shared(folder)?.join(file)).unwrap();
    Some(text.lines().skip(1).map(|line| line.split(',').map(str::to_owned).collect()).collect())
}

fn day(text: &str) -> Day {
    Day::parse(text).unwrap()
}

/// Zachary (1977): who met whom, once; no days. All ties stand on one day.
#[test]
fn of_the_karate_club() {
    let Some(rows) = rows("zachary-karate", "karate_edges.csv") else { return };
    let ties: Vec<_> = rows.iter().map(|row| (row[1].clone(), row[2].clone(), day("2001-01-01"))).collect();
    let heard = heard(&of_ties("karate", &ties));
    assert_eq!(heard, [("questions_waiting", [1, 0])].into());
}

/// Newcomb (1961): whom each liked most, weekly; the four best liked are ties.
#[test]
fn of_the_fraternity() {
    let Some(rows) = rows("newcomb-fraternity", "fraternity_edges.csv") else { return };
    let liked = rows.iter().filter(|row| row[3].parse::<u32>().unwrap() <= 4);
    let of = |row: &Vec<String>| {
        let wave: i32 = row[0].parse().unwrap();
        // There is no tenth week.
        let week = wave - 1 + i32::from(wave > 9);
        (row[1].clone(), row[2].clone(), day("2001-09-03").plus(7 * week))
    };
    let ties: Vec<_> = liked.map(of).collect();
    let heard = heard(&of_ties("fraternity", &ties));
    assert_eq!(
        heard,
        [
            ("density_change", [1, 0]),
            ("marginal_share", [2, 0]),
            ("questions_waiting", [4, 0]),
            ("silent_share", [2, 0]),
            ("unanswered", [51, 0])
        ]
        .into()
    );
}

/// Kapferer (1972): who talked with whom, and who helped whom at work, before a strike and seven months later.
#[test]
fn of_the_tailor_shop() {
    let Some(mut rows) = rows("kapferer-tailor", "tailor_social_edges.csv") else { return };
    rows.extend(self::rows("kapferer-tailor", "tailor_work_edges.csv").unwrap());
    let of = |row: &Vec<String>| {
        let at = if row[3] == "1" { "2001-01-01" } else { "2001-08-06" };
        (row[1].clone(), row[2].clone(), day(at))
    };
    let ties: Vec<_> = rows.iter().map(of).collect();
    let heard = heard(&of_ties("tailors", &ties));
    assert_eq!(
        heard,
        [
            ("marginal_rising", [4, 0]),
            ("marginal_share", [6, 0]),
            ("questions_waiting", [8, 0]),
            ("quiet", [1, 0]),
            ("recovering", [4, 0]),
            ("silent_share", [6, 4]),
            ("unanswered", [273, 0]),
        ]
        .into()
    );
}
