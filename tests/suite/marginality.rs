//! The decision table against one hand-worked file a row: the state, and what each moved input makes of it.

use std::collections::BTreeSet;

use linli::Undefined;
use linli::marginality::{Inputs, Link, Options, State, place};
use serde::Deserialize;
use serde_json::{Map, Value};

use crate::case::folder;

/// One row by hand.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Case {
    row: u32,
    source: String,
    inputs: Map<String, Value>,
    expect: Value,
    moves: Vec<Move>,
}

/// One input, or several, set otherwise.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Move {
    name: String,
    set: Map<String, Value>,
    expect: Value,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
#[allow(clippy::struct_excessive_bools, reason = "the form of the files")]
struct Form {
    staff: bool,
    weeks: u32,
    chat_covered: bool,
    linked: bool,
    tenure: Option<u32>,
    away: bool,
    d: u32,
    a: u32,
    k: u32,
    o: u32,
    o_days: u32,
    u: u32,
    s: u32,
    w: u32,
    p: u32,
    members: u32,
    rate: Option<f64>,
}

fn inputs(of: &Map<String, Value>) -> Inputs {
    let form: Form =
        serde_json::from_value(Value::Object(of.clone())).unwrap_or_else(|error| panic!("{error}: {of:?}"));
    Inputs {
        staff: form.staff,
        weeks: form.weeks,
        chat_covered: form.chat_covered,
        link: if form.linked { Link::Linked } else { Link::OneOfTwo },
        tenure: form.tenure,
        away: form.away,
        d: form.d,
        a: form.a,
        k: form.k,
        o: form.o,
        o_days: form.o_days,
        u: form.u,
        s: form.s,
        w: form.w,
        p: form.p,
        members: form.members,
        rate: form.rate,
    }
}

fn wanted(expect: &Value) -> Result<State, Undefined> {
    let of_name = |name: &str| State::ALL.iter().copied().find(|state| state.id() == name);
    let reason = |name: &str| Undefined::ALL.iter().copied().find(|reason| reason.id() == name);
    match expect {
        Value::String(name) => Ok(of_name(name).unwrap_or_else(|| panic!("there is no state `{name}`"))),
        other => {
            let name = other["undefined"].as_str().unwrap_or_default();
            Err(reason(name).unwrap_or_else(|| panic!("there is no reason `{name}`")))
        }
    }
}

fn rows() -> Vec<(String, Row)> {
    let entries = std::fs::read_dir(folder().join("marginality")).expect("tests/cases/marginality");
    let mut files: Vec<_> = entries.map(|entry| entry.expect("a folder that can be read").path()).collect();
    files.sort();
    let read = |path: &std::path::PathBuf| {
        let name = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        let text = std::fs::read_to_string(path).expect("a case file");
        (name.clone(), serde_json::from_str(&text).unwrap_or_else(|error| panic!("{name}: {error}")))
    };
    files.iter().map(read).collect()
}

#[test]
fn every_row_is_worked_by_hand_and_moves_as_written() {
    let (all, options) = (rows(), Options::default());
    for (name, row) in &all {
        assert!(row.source.len() > 10, "{name}: where is it from?");
        assert_eq!(place(&inputs(&row.inputs), &options), wanted(&row.expect), "{name}");
        if let Ok(state) = wanted(&row.expect) {
            assert_eq!(state.row(), row.row, "{name}");
        }
        for change in &row.moves {
            let mut moved = row.inputs.clone();
            for (key, value) in &change.set {
                assert!(moved.insert(key.clone(), value.clone()).is_some(), "{name}: there is no input `{key}`");
            }
            assert_eq!(place(&inputs(&moved), &options), wanted(&change.expect), "{name}: {}", change.name);
        }
    }
    let known: BTreeSet<u32> = all.iter().map(|(_, row)| row.row).collect();
    assert_eq!(known, (1..=12).collect(), "one file a row");
}

/// The table once more, written as the rows are: for every row its condition, and the first that holds.
fn by_rows(of: &Inputs, least_weeks: u32) -> Result<State, Undefined> {
    let unanswered = match of.rate {
        Some(p) if p >= 0.7 => of.o >= 3,
        Some(p) if p >= 0.6 => of.o >= 4,
        Some(p) if p >= 0.5 => of.o >= 5,
        Some(p) if p >= 0.4 => of.o >= 6,
        Some(p) if p >= 0.3 => of.o >= 9,
        _ => false,
    };
    let half = of.members.saturating_sub(1).div_ceil(2);
    let rows: [(bool, Result<State, Undefined>); 14] = [
        (of.staff, Err(Undefined::OtherPopulation)),
        (of.weeks < least_weeks && of.k < 3, Err(Undefined::NotCovered)),
        (of.link == Link::OneOfTwo, Err(Undefined::NotLinked)),
        (matches!(of.tenure, Some(0..28)), Err(Undefined::Newcomer)),
        (of.away, Err(Undefined::Away)),
        // Missing is not none.
        (of.d == 0 && of.a == 0 && !of.chat_covered, Err(Undefined::NotCovered)),
        (of.d == 0 && of.a == 0 && of.k >= 3 && of.chat_covered, Ok(State::Absent)),
        (of.d == 0 && of.a == 0 && of.k < 3, Ok(State::Silent)),
        (of.d == 0 && of.a >= 1 && of.chat_covered, Ok(State::AttendsSilent)),
        (of.p == 0 && of.u == 0 && of.s == 0 && of.o_days >= 3 && unanswered, Ok(State::Unanswered)),
        (of.u == 0 && of.s >= 3 && of.p == 0, Ok(State::StaffOnly)),
        (f64::from(of.w) >= 2.0 / 3.0 * f64::from(of.weeks) - 1e-9 && of.p >= half.min(4), Ok(State::Core)),
        (of.w <= 2 || of.p <= 1, Ok(State::Peripheral)),
        (true, Ok(State::Connected)),
    ];
    rows.iter().find(|(fits, _)| *fits).expect("the last row fits everybody").1
}

#[test]
fn the_first_row_that_fits_decides_whatever_is_counted() {
    let mut random = crate::draw::Random::new(5);
    let mut seen: BTreeSet<&str> = BTreeSet::new();
    for _ in 0..200_000 {
        let few = |random: &mut crate::draw::Random, most| random.below(most + 1) as u32;
        let weeks = 4 + few(&mut random, 12);
        let of = Inputs {
            staff: random.percent(3),
            weeks,
            chat_covered: random.percent(85),
            link: if random.percent(95) { Link::Linked } else { Link::OneOfTwo },
            tenure: random.percent(80).then(|| few(&mut random, 300)),
            away: random.percent(4),
            d: few(&mut random, 4),
            a: few(&mut random, 2),
            k: few(&mut random, 5),
            o: few(&mut random, 10),
            o_days: few(&mut random, 5),
            u: few(&mut random, 2),
            s: few(&mut random, 4),
            w: few(&mut random, weeks as usize),
            p: few(&mut random, 5),
            members: 1 + few(&mut random, 14),
            rate: random.percent(90).then(|| f64::from(few(&mut random, 10)) / 10.0),
        };
        for weeks in [8, 12, 16] {
            let options = Options { weeks, ..Options::default() };
            let (got, by_rows) = (place(&of, &options), by_rows(&of, [6, 8, 11][(weeks as usize - 8) / 4]));
            assert_eq!(got, by_rows, "{of:?} of {weeks} weeks");
            seen.insert(got.map_or_else(Undefined::id, State::id));
        }
    }
    assert_eq!(seen.len(), 8 + 5, "{seen:?}");
}
