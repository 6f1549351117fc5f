//! Who counts: defaults, lists, staff; and what is said where nothing is known.

use linli::indicator::TableId;
use linli::panel::Key;
use linli::records::{DaySpan, Field, Fields, Layer, MessageKind, Role};
use linli::{ErrorKind, Plan, Undefined, Value};

use crate::compare::run;
use crate::draft::{Draft, GroupRow, MemberRow, MessageRow, day, time};
use crate::draw::study;

fn draft(messages: &[(&str, &str)], members: &[(&str, Role)], covers: &[(&str, &str)]) -> Draft {
    let row = |(at, (when, author)): (usize, &(&str, &str))| MessageRow {
        group: "g".to_owned(),
        time: time(when),
        author: (*author).to_owned(),
        id: at as u64 + 1,
        reply_to: None,
        mentions: Vec::new(),
        kind: MessageKind::Text,
        cues: linli::records::Cues::NONE,
        named: Vec::new(),
        repeated: false,
    };
    let member = |(person, role): &(&str, Role)| MemberRow {
        person: (*person).to_owned(),
        organization: Some("o".to_owned()),
        group: None,
        role: *role,
        start: None,
        end: None,
        in_passing: false,
        away: false,
    };
    Draft {
        groups: vec![GroupRow {
            id: "g".to_owned(),
            organization: Some("o".to_owned()),
            layer: Layer::First,
            covers: covers.iter().map(|(from, to)| DaySpan { start: day(from), end: day(to) }).collect(),
            fields: Fields::of(&[Field::Reply, Field::Mention]),
        }],
        messages: messages.iter().enumerate().map(row).collect(),
        members: members.iter().map(member).collect(),
        ..Draft::default()
    }
}

fn plan(text: &str) -> Plan {
    Plan::from_toml(&format!("id = 'people'\nzone = 'UTC'\n{text}")).expect("a plan")
}

/// The values of an indicator in the rows of its table, with window and population.
fn values(draft: &Draft, plan: &Plan, id: &str) -> Vec<(String, String, Value)> {
    let panel = run(&study(draft, plan)).panel;
    let table = panel.tables().iter().find(|table| table.column(id).is_ok()).expect("the table");
    let column = table.column(id).expect("the column");
    let label = |key, code: Option<u32>| code.map(|code| panel.dictionaries().label(key, code)).unwrap_or_default();
    let row = |row: linli::panel::Row<'_>| {
        (label(Key::Window, row.key(Key::Window)), label(Key::Population, row.key(Key::Population)), row.value(column))
    };
    table.iter().map(row).collect()
}

const YEAR: &[(&str, &str)] = &[("2024-01-01", "2025-01-01")];

#[test]
fn the_default_populations_hang_on_a_list() {
    let names = |draft: &Draft| {
        let study = study(draft, &plan(""));
        study.protocol().expect("a plan").populations().iter().map(|p| p.id()).collect::<Vec<_>>()
    };
    let talk = [("2024-02-01T10:00", "a")];
    let usual = ["present", "present_without_staff"];
    assert_eq!(names(&draft(&talk, &[], YEAR)), usual);
    assert_eq!(names(&draft(&talk, &[("t", Role::Coach)], YEAR)), usual);
    let all = ["present", "present_without_staff", "roster", "roster_without_staff"];
    assert_eq!(names(&draft(&talk, &[("a", Role::Member)], YEAR)), all);
}

#[test]
fn two_who_answer_the_coach_are_not_tied_without_the_coach() {
    let talk = [
        ("2024-01-02T10:00", "t"),
        ("2024-01-02T10:01", "a"),
        ("2024-01-02T10:02", "t"),
        ("2024-01-02T10:03", "b"),
        ("2024-01-02T10:04", "t"),
        ("2024-01-02T10:05", "a"),
    ];
    let draft = draft(&talk, &[("t", Role::Coach)], &[("2024-01-01", "2024-01-29")]);
    let plan = plan(
        "turn_gap = '0s'\nleast_tied_turns = 0\nleast_explicit_share = 0\nindicators = ['net_ties']\n\
         [ties.near]\nrule = 'adjacent'",
    );
    let found: Vec<(String, Value)> = values(&draft, &plan, "net_ties").into_iter().map(|(_, p, v)| (p, v)).collect();
    // a→t, t→a, b→t, t→b with the coach; were the coach's turns taken out first, b→a and a→b would appear.
    assert_eq!(found, [("present".to_owned(), Ok(4.0)), ("present_without_staff".to_owned(), Ok(0.0))]);
}

#[test]
fn silence_is_a_zero_and_no_source_is_no_zero() {
    let talk = [("2024-01-02T10:00", "a"), ("2024-04-02T10:00", "a")];
    // Covered: January and February, then half of April.
    let draft = draft(&talk, &[("a", Role::Member)], &[("2024-01-01", "2024-02-26"), ("2024-04-01", "2024-04-08")]);
    let plan = plan(
        "start = '2024-01-01'\nend = '2024-04-22'\nstep = '28d'\nindicators = ['net_turns', 'net_density', 'node_turns']\n\
         populations = ['roster']",
    );
    let reasons: Vec<Value> = values(&draft, &plan, "net_turns").into_iter().map(|(_, _, value)| value).collect();
    let expected = [Ok(1.0), Ok(0.0), Err(Undefined::NotCovered), Err(Undefined::PartlyCovered)];
    assert_eq!(reasons, expected);
    let alone = values(&draft, &plan, "net_density").into_iter().map(|(_, _, value)| value.unwrap_err());
    // What no source covers is said first; then that one person is too few.
    let rest = [Undefined::TooFewEvents, Undefined::TooFewEvents, Undefined::NotCovered, Undefined::PartlyCovered];
    assert_eq!(alone.collect::<Vec<_>>(), rest);
    let members = values(&draft, &plan, "node_turns");
    assert_eq!(members.len(), 4, "who is on the list has a row in every window");
    assert_eq!(members[2].2, Err(Undefined::NotCovered));
}

#[test]
fn half_covered_is_enough_where_the_plan_says_half() {
    let talk = [("2024-01-02T10:00", "a")];
    let share = |days: &str, coverage: f64| {
        let plan = Plan { coverage, ..plan("start = '2024-01-01'\nend = '2024-01-29'\nindicators = ['net_turns']") };
        values(&draft(&talk, &[], &[("2024-01-01", days)]), &plan, "net_turns")[0].2
    };
    assert_eq!(share("2024-01-15", 0.5), Ok(1.0));
    assert_eq!(share("2024-01-14", 0.5), Err(Undefined::PartlyCovered));
    assert_eq!(share("2024-01-03", 0.0), Ok(1.0));
}

#[test]
fn disjoint_windows_meet_and_are_marked() {
    let draft = draft(&[("2024-01-02T10:00", "a")], &[], YEAR);
    let study = study(&draft, &plan("start = '2024-01-03'\nend = '2024-06-01'\nwindow = '28d'\nstep = '14d'"));
    let protocol = study.protocol().expect("a plan");
    let windows = protocol.windows();
    assert_eq!(windows.len(), 9);
    let marks: Vec<bool> = windows.iter().map(|w| w.disjoint).collect();
    assert_eq!(marks, [true, false, true, false, true, false, true, false, true]);
    let apart: Vec<_> = windows.iter().filter(|w| w.disjoint).collect();
    assert!(apart.windows(2).all(|pair| pair[0].end == pair[1].start && pair[0].end_day == pair[1].first_day));
    assert!(windows.iter().all(|w| w.days() == 28 && w.end_day <= day("2024-06-01")));
}

#[test]
fn without_a_start_windows_begin_on_the_monday_before() {
    // 2024-01-03 is a Wednesday.
    let draft = draft(&[("2024-01-03T10:00", "a")], &[], &[("2024-01-03", "2024-03-03")]);
    let protocol = study(&draft, &plan("")).protocol().expect("a plan");
    assert_eq!(protocol.windows()[0].first_day, day("2024-01-01"));
    let short = study(&draft, &plan("window = '84d'\nstep = '84d'"));
    let only = short.protocol().expect("a plan").windows().to_vec();
    assert_eq!((only.len(), only[0].first_day, only[0].end_day), (1, day("2024-01-03"), day("2024-03-03")));
    assert_eq!(short.remarks().expect("a plan").count(&linli::diagnostic::SHORT_STUDY), 1);
}

#[test]
fn staff_in_the_plan_that_nobody_has_seen_is_remarked() {
    let draft = draft(&[("2024-01-03T10:00", "a")], &[], YEAR);
    let named = study(&draft, &Plan { staff: vec!["a".to_owned(), "ghost".to_owned()], ..plan("") });
    assert_eq!(named.remarks().expect("a plan").count(&linli::diagnostic::PLAN_NAME_UNSEEN), 1);
}

#[test]
fn research_needs_a_key_and_the_team_does_not() {
    let draft = draft(&[("2024-01-03T10:00", "a")], &[], YEAR);
    let outcome = run(&study(&draft, &plan("")));
    let error = outcome.research().expect_err("ids as given are names");
    assert_eq!(error.kind(), ErrorKind::Plan);
    assert!(outcome.release().is_err(), "the default tier is T1");
    assert_eq!(outcome.team().expect_err("T1 names nobody").kind(), ErrorKind::Plan);
    let mut named = plan("");
    named.release.tier = linli::plan::Tier::T0;
    let named = run(&study(&draft, &named));
    let team = named.team().expect("a release of the plan's tier");
    assert_eq!(linli::release::Release::tier(&team), linli::plan::Tier::T0);
    assert_eq!(
        outcome.panel.table(TableId::Groups).map_or(0, linli::panel::Table::rows),
        2 * outcome.panel.dictionaries().windows.len()
    );
}
