//! The decision table against one hand-worked file a row: the state, and what each moved input makes of it.

use std::collections::BTreeSet;

use linli::diagnostic::Diagnostics;
use linli::marginality::{DriftRule, Inputs, Link, Options, SeenDays, State, place};
use linli::records::{Cues, DaySpan, Field, Fields, Layer, MessageKind, PseudonymKey, Role};
use linli::study::quietly;
use linli::time::{Day, SECOND, Zone};
use linli::{ErrorKind, Plan, Study, Undefined};
use serde::Deserialize;
use serde_json::{Map, Value};

use crate::case::folder;
use crate::draft::{ConsentRow, Draft, GroupRow, MemberRow, MessageRow, day};

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

fn rows() -> Vec<(String, Case)> {
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

/// 2024-01-01, and the day 112 days later.
const FIRST: &str = "2024-01-01";
const AS_OF: &str = "2024-04-22";

/// A group of which some write on these days, counted from the first; the others are members all the same.
fn writers(days: &[(&str, Vec<i32>)], others: &[(&str, Role, bool)]) -> Draft {
    let mut draft = Draft {
        groups: vec![GroupRow {
            id: "g".to_owned(),
            organization: Some("o".to_owned()),
            layer: Layer::First,
            covers: vec![DaySpan { start: day(FIRST).plus(-200), end: day(FIRST).plus(400) }],
            fields: Fields::of(&[Field::Mention]),
        }],
        ..Draft::default()
    };
    let member = |person: &str, role, away| MemberRow {
        person: person.to_owned(),
        organization: Some("o".to_owned()),
        group: None,
        role,
        start: None,
        end: None,
        in_passing: false,
        away,
    };
    for (at, (person, days)) in days.iter().enumerate() {
        draft.members.push(member(person, Role::Member, false));
        for &on in days {
            draft.messages.push(MessageRow {
                group: "g".to_owned(),
                time: Zone::UTC.midnight(day(FIRST).plus(on)).plus((8 * 3600 + 60 * at as i64) * SECOND),
                author: (*person).to_owned(),
                id: draft.messages.len() as u64 + 1,
                reply_to: None,
                mentions: Vec::new(),
                kind: MessageKind::Text,
                cues: Cues::NONE,
                named: Vec::new(),
                repeated: false,
            });
        }
    }
    draft.members.extend(others.iter().map(|&(person, role, away)| member(person, role, away)));
    draft
}

fn agreed(draft: &mut Draft, people: &[&str]) {
    draft.consent.extend(people.iter().map(|person| ConsentRow {
        person: (*person).to_owned(),
        from: None,
        until: None,
        purpose: "coaching".to_owned(),
    }));
}

fn study(draft: &Draft, tier: &str) -> Study {
    let plan = format!("id = 'm'\nzone = 'UTC'\nstart = '{FIRST}'\nend = '{AS_OF}'\n[release]\ntier = '{tier}'\n");
    Study::new(draft.records(), Plan::from_toml(&plan).expect("a plan"), Diagnostics::new())
}

/// Three who write every day, a on every third of the first 84 days, c on every fourth; a coach, somebody away.
fn quiet_two() -> Draft {
    let every = |step: usize, end: i32| (0..end).step_by(step).collect::<Vec<i32>>();
    let of =
        [("a", every(3, 84)), ("b", every(1, 112)), ("c", every(4, 80)), ("d", every(1, 112)), ("e", every(1, 112))];
    writers(&of, &[("t", Role::Coach, false), ("w", Role::Member, true), ("z", Role::Member, false)])
}

#[test]
fn a_drift_is_said_of_whom_it_can_be_said() {
    let mut draft = quiet_two();
    let rule = DriftRule::default();
    let of = |draft: &Draft, tier| study(draft, tier).drifts("g", day(AS_OF), &rule).expect("a group");
    let found = of(&draft, "T0");
    // 3 × 28 of 3 × 112 + 28 + 20.
    assert_eq!(found.q, Some(84.0 / 384.0));
    // b, d, e have 84 days before, a 28: .78125^28 = .00099; c has 20: .0072. w is away, z was never seen, t is staff.
    assert_eq!((found.members, found.can_be_warned, found.drifting), (7, 4, 1));
    assert!(found.people.is_empty(), "nobody agreed to be named");
    agreed(&mut draft, &["a", "c"]);
    assert!(of(&draft, "T1").people.is_empty(), "names are for the team");
    let found = of(&draft, "T0");
    let person = |id: &str| study(&draft, "T0").records.person(id).expect("a person");
    let named: Vec<_> = found.people.iter().map(|one| (one.person, one.seen, one.drift.drifts)).collect();
    let days = |before| SeenDays { lately: 0, before };
    assert_eq!(named, [(person("a"), days(28), true), (person("c"), days(20), false)]);
    // The whole group quiet in the last four weeks: nobody is singled out.
    let silent = of(&writers(&[("a", (0..84).collect()), ("b", (0..84).collect())], &[]), "T0");
    assert_eq!((silent.q, silent.can_be_warned, silent.drifting), (None, 0, 0));
}

#[test]
fn holidays_and_days_without_coverage_are_taken_out_of_both_spans() {
    // Ten days of the last 28 are a holiday on which nobody writes, ten earlier ones are not covered: the countable days reach
    // twenty days further back, and b was seen on all of them.
    let days = |without: &[i32]| (-20..112).filter(|day| !without.contains(day)).collect::<Vec<i32>>();
    let (feast, hole): (Vec<i32>, Vec<i32>) = ((90..100).collect(), (40..50).collect());
    let mut draft = writers(&[("b", days(&[feast.clone(), hole.clone()].concat()))], &[]);
    let at = |number: i32| day(FIRST).plus(number);
    draft.calendar.push(linli::records::CalendarEntry { start: at(90), end: at(100), kind: "holiday".to_owned() });
    draft.groups[0].covers = vec![DaySpan { start: at(-200), end: at(40) }, DaySpan { start: at(50), end: at(400) }];
    agreed(&mut draft, &["b"]);
    let found = study(&draft, "T0").drifts("g", day(AS_OF), &DriftRule::default()).expect("a group");
    assert_eq!(found.people[0].seen, SeenDays { lately: 28, before: 84 });
    // With a shorter past there are no 112 such days.
    draft.groups[0].covers[0].start = at(-19);
    let found = study(&draft, "T0").drifts("g", day(AS_OF), &DriftRule::default()).expect("a group");
    assert!(found.people.is_empty() && found.members == 1);
}

#[test]
fn the_list_of_people_not_seen_is_sorted_and_names_nobody_unasked() {
    let mut draft = quiet_two();
    let of = |draft: &Draft, tier| study(draft, tier).not_seen("g", day(AS_OF)).expect("a group");
    assert_eq!((of(&draft, "T0").members, of(&draft, "T0").people.len()), (3, 0));
    agreed(&mut draft, &["a", "b", "c", "z"]);
    let person = |id: &str| study(&draft, "T0").records.person(id).expect("a person");
    let listed: Vec<_> = of(&draft, "T0").people.iter().map(|one| (one.person, one.weeks, one.longest_gap)).collect();
    // z never; c last on day 76, 35 days before the last, every fourth day; a on day 81, 30 days before, every third.
    assert_eq!(listed, [(person("z"), None, None), (person("c"), Some(5), Some(4)), (person("a"), Some(4), Some(3))]);
    assert!(of(&draft, "T1").people.is_empty());
}

#[test]
fn states_are_named_for_the_team_alone_and_with_consent() {
    let mut draft = quiet_two();
    agreed(&mut draft, &["b"]);
    let error = study(&draft, "T1").placements("g", day(AS_OF)).expect_err("T1");
    assert!(error.kind() == ErrorKind::Plan && error.hint().is_some(), "{error}");
    let ids = || vec!["node_marginality".to_owned(), "net_marginal_share".to_owned()];
    let named = |tier| {
        let study = study(&draft, tier);
        let plan = Plan { indicators: ids(), ..study.plan.clone() };
        study.with_plan(plan)
    };
    let error = named("T1").run(&mut quietly).expect_err("T1");
    assert!(error.to_string().contains("node_marginality") && error.kind() == ErrorKind::Plan, "{error}");
    let key = PseudonymKey::new([7; 32]);
    let records = draft.builder().finish(Some((&key, "m"))).expect("sound rows").0;
    let outcome = Study { records: records.into(), ..named("T0") }.run(&mut quietly).expect("the team's");
    let error = outcome.research().expect_err("states of persons are for the team");
    assert!(error.to_string().contains("node_marginality"), "{error}");
    // By name: b alone; in the shares everybody but staff.
    let all = study(&draft, "T0").placements("g", day(AS_OF)).expect("the team's");
    let b = study(&draft, "T0").records.person("b");
    let told: Vec<_> = all.iter().filter(|one| one.state != Err(Undefined::NoConsent)).collect();
    assert!(all.len() == 7 && told.len() == 1 && Some(told[0].person) == b && told[0].state == Ok(State::Core));
    assert!(all.iter().filter(|one| Some(one.person) != b).all(|one| one.inputs.is_none() && one.since.is_none()));
    // No default run has such a column.
    let panel = study(&draft, "T0").run(&mut quietly).expect("a run").panel;
    assert!(panel.tables().iter().all(|table| table.column("node_marginality").is_err()));
}

#[test]
fn the_share_of_a_day_is_that_of_the_panel_and_moves_with_the_choices() {
    let study = study(&quiet_two(), "T0");
    let rows = study.marginality_sensitivity("g", day(AS_OF)).expect("a group");
    assert_eq!(rows.iter().map(|row| row.options).collect::<Vec<_>>(), Options::all());
    let one = study.marginal_share("g", day(AS_OF), &Options::default()).expect("a group");
    assert!(rows.contains(&one) && one.options == Options { weeks: 12, ..Options::default() });
    // z is silent, w away; a, b, c, d, e have a state.
    assert_eq!((one.share, one.unclassified, one.states[State::Silent as usize]), (Ok((0, 6)), 1, 1));
    let plan = Plan { indicators: vec!["net_classified".to_owned()], ..study.plan.clone() };
    let panel = study.clone().with_plan(plan).run(&mut quietly).expect("a run").panel;
    let last = crate::compare::plain(&panel);
    let last = last.iter().rfind(|((_, row), _)| row[2] == "roster").expect("a row");
    assert_eq!((last.0.1[1].as_str(), last.1.0), ("2024-03-25", Ok(6.0)));
    let error = study.marginal_share("gg", day(AS_OF), &Options::default()).expect_err("no such group");
    assert!(error.kind() == ErrorKind::UnknownName && error.hint().is_some_and(|hint| hint.contains('g')), "{error}");
    let never = study.marginal_share("g", Day::FIRST, &Options::default()).expect("a day without records");
    assert!(never.share.is_err());
}
