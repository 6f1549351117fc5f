//! Rules that a case cannot state: they hang on the kinds of sources, on parts, and on the size of a study.

use linli::definition::{Undefined, Value};
use linli::records::{AttendanceStatus, DaySpan, Field, Fields, Layer, Part, Records, Role, Source, SourceKind};
use linli::{ErrorKind, Plan, Study};

use crate::compare::{plain, run};
use crate::draft::{ActivityRow, AttendanceRow, Draft, GroupRow, MemberRow, MessageRow, day, time};
use crate::draw::draw;

fn plan(more: &str) -> Plan {
    let text = format!(
        "id = 'rules'\nzone = 'UTC'\nstart = '2024-01-01'\nend = '2024-03-25'\nwindow = '14d'\nstep = '14d'\npresence = '14d'\n\
         turn_gap = '0s'\nleast_tied_turns = 0\nleast_explicit_share = 0\n{more}\n[release]\ntier = 'T0'\n"
    );
    Plan::from_toml(&text).expect("a plan")
}

fn group() -> GroupRow {
    GroupRow {
        id: "g".to_owned(),
        organization: Some("o".to_owned()),
        layer: Layer::First,
        covers: vec![DaySpan { start: day("2024-01-01"), end: day("2024-03-25") }],
        fields: Fields::of(&[Field::Mention]),
    }
}

fn member(person: &str) -> MemberRow {
    MemberRow {
        person: person.to_owned(),
        organization: Some("o".to_owned()),
        group: None,
        role: Role::Member,
        start: None,
        end: None,
        in_passing: false,
        away: false,
    }
}

fn message(when: &str, author: &str) -> MessageRow {
    MessageRow {
        group: "g".to_owned(),
        time: time(when),
        author: author.to_owned(),
        id: 1,
        reply_to: None,
        mentions: Vec::new(),
        kind: linli::records::MessageKind::Text,
        cues: linli::records::Cues::NONE,
        named: Vec::new(),
        repeated: false,
    }
}

fn source(kind: SourceKind, fields: &[Field], days: [&str; 2]) -> Source {
    Source {
        label: "one more".to_owned(),
        kind,
        format: "rows",
        groups: Vec::new(),
        organizations: Vec::new(),
        covers: vec![DaySpan { start: day(days[0]), end: day(days[1]) }],
        exported_on: None,
        fields: Fields::of(fields),
        rows: 1,
    }
}

/// The records of a draft with one more source, of group `g` or of its organization.
fn with(draft: &Draft, source: Source, of_group: bool) -> Records {
    let mut builder = draft.builder();
    let (group, organization) = (builder.group("g"), builder.organization("o"));
    let (groups, organizations) = if of_group { (vec![group], vec![]) } else { (vec![], vec![organization]) };
    builder.source(Source { groups, organizations, ..source });
    builder.finish(None).expect("rows of a case are sound").0
}

/// The values of an indicator, window by window.
fn windows(records: Records, plan: Plan, id: &'static str) -> Vec<Value> {
    let plan = Plan { indicators: vec![id.to_owned()], ..plan };
    let panel = run(&Study::new(records, plan, linli::diagnostic::Diagnostics::new())).panel;
    plain(&panel).into_values().map(|(value, _)| value).collect()
}

const NO_LIST: Value = Err(Undefined::NoRoster);

#[test]
fn a_picture_of_a_list_speaks_for_its_days_and_a_table_for_all() {
    let mut draft = Draft { groups: vec![group()], members: vec![member("a"), member("b")], ..Draft::default() };
    let plan = || plan("populations = ['roster']");
    let of = |records| windows(records, plan(), "net_members");
    // Spells handed over as rows, without any source that is a picture.
    assert_eq!(of(draft.records()), [Ok(2.0); 6]);
    // A picture of 30 January speaks from 16 January until 13 February, windows begin on 1, 15, 29 January, 12 February …
    draft.pictures.push(("g".to_owned(), day("2024-01-30")));
    assert_eq!(of(draft.records()), [NO_LIST, Ok(2.0), Ok(2.0), Ok(2.0), NO_LIST, NO_LIST]);
    // From the first picture to the last, whatever lies between.
    draft.pictures.push(("g".to_owned(), day("2024-03-20")));
    assert_eq!(of(draft.records()), [NO_LIST, Ok(2.0), Ok(2.0), Ok(2.0), Ok(2.0), Ok(2.0)]);
    // A table of memberships, of the group or of its organization, speaks for all days.
    for of_group in [true, false] {
        let table = source(SourceKind::Table, &[Field::Roster], ["2024-01-30", "2024-01-31"]);
        assert_eq!(of(with(&draft, table, of_group)), [Ok(2.0); 6]);
    }
}

#[test]
fn a_picture_reaches_as_far_as_presence_and_no_day_further() {
    let draft = |picture: &str| Draft {
        groups: vec![group()],
        members: vec![member("a")],
        pictures: vec![("g".to_owned(), day(picture))],
        ..Draft::default()
    };
    let first_two =
        |picture| windows(draft(picture).records(), plan("populations = ['roster']"), "net_members")[..2].to_vec();
    // The first window ends with 14 January: 14 days before 28 January, 15 before the 29th.
    assert_eq!(first_two("2024-01-28"), [Ok(1.0), Ok(1.0)]);
    assert_eq!(first_two("2024-01-29"), [NO_LIST, Ok(1.0)]);
    // A picture of 1 January speaks through the 15th, the first day of the second window; one of the day before does not.
    assert_eq!(first_two("2024-01-01"), [Ok(1.0), Ok(1.0)]);
    assert_eq!(first_two("2023-12-31"), [Ok(1.0), NO_LIST]);
}

#[test]
fn what_is_recorded_is_what_the_sources_of_the_window_record() {
    // One source throughout that records no target, and one from 29 January on that does.
    let mut poor = group();
    poor.fields = Fields::of(&[Field::Kind]);
    let messages = ["2024-01-02T10:00", "2024-01-16T10:00", "2024-01-30T10:00"].map(|when| message(when, "a"));
    let draft = Draft { groups: vec![poor], messages: messages.to_vec(), ..Draft::default() };
    let rich = source(SourceKind::Chat, &[Field::Mention], ["2024-01-29", "2024-03-25"]);
    let found = windows(with(&draft, rich, true), plan("populations = ['present']"), "net_explicit_share");
    let no = Err(Undefined::NotRecorded);
    assert_eq!(found[..4], [no, no, Ok(0.0), Err(Undefined::TooFewEvents)]);
}

#[test]
fn who_came_counts_as_seen_from_the_first_turn_on_or_while_a_member() {
    let activity = |id: &str, on: &str| ActivityRow::held(id, "o", day(on));
    let came = |activity: &str, person: &str| AttendanceRow {
        activity: activity.to_owned(),
        person: person.to_owned(),
        status: AttendanceStatus::Present,
        part: None,
    };
    let mut draft = Draft {
        groups: vec![group()],
        // a first writes on 16 January, c never; b is a member from 10 January on.
        messages: vec![message("2024-01-16T10:00", "a")],
        members: vec![MemberRow { start: Some(day("2024-01-10")), ..member("b") }],
        activities: vec![activity("x", "2024-01-02"), activity("y", "2024-01-16"), activity("z", "2024-01-30")],
        ..Draft::default()
    };
    draft.attendance = ["a", "b", "c"].iter().flat_map(|who| ["x", "y", "z"].map(|what| came(what, who))).collect();
    let found = windows(draft.records(), plan("populations = ['active']"), "net_active");
    assert_eq!(found[..4], [Ok(0.0), Ok(2.0), Ok(2.0), Ok(0.0)]);
    // With d in the chat, of whom no sheet knows, two of three are known: less than the usual nine in ten.
    draft.messages.push(message("2024-02-16T10:00", "d"));
    let found = windows(draft.records(), plan("populations = ['active']"), "net_active");
    assert!(found.iter().all(|value| *value == Err(linli::Undefined::NotLinked)), "{found:?}");
}

#[test]
fn guests_are_not_counted() {
    let part = |person: &str, part| AttendanceRow {
        activity: "x".to_owned(),
        person: person.to_owned(),
        status: AttendanceStatus::Present,
        part,
    };
    let draft = Draft {
        groups: vec![group()],
        activities: vec![ActivityRow::held("x", "o", day("2024-01-02"))],
        attendance: vec![part("a", None), part("b", Some(Part::Organizer)), part("c", Some(Part::Guest))],
        ..Draft::default()
    };
    assert_eq!(windows(draft.records(), plan(""), "act_attendance"), [Ok(2.0)]);
}

#[test]
fn a_sheet_without_activities_records_that_there_were_none() {
    let draft = Draft { groups: vec![group()], ..Draft::default() };
    let of = |records| windows(records, plan(""), "org_activities");
    assert_eq!(of(draft.records()), [Err(Undefined::NotRecorded); 6]);
    let days = ["2024-01-20", "2024-02-12"];
    let none = Err(Undefined::NotCovered);
    // Windows begin on 1, 15, 29 January, 12 February: the last day told of is 11 February.
    let told = [none, Ok(0.0), Ok(0.0), none, none, none];
    for (kind, field) in [(SourceKind::Sheet, Field::Attendance), (SourceKind::Table, Field::Headcount)] {
        assert_eq!(of(with(&draft, source(kind, &[field], days), false)), told);
    }
    // A chat is no record of activities, nor is a table of members.
    for (kind, field) in [(SourceKind::Chat, Field::Attendance), (SourceKind::Table, Field::Roster)] {
        assert_eq!(of(with(&draft, source(kind, &[field], days), false)), [Err(Undefined::NotRecorded); 6]);
    }
}

#[test]
fn every_table_counts_towards_the_most_cells() {
    for (id, seed) in
        [("act_attendance", 1), ("series_opening_excess", 1), ("org_activities", 1), ("inter_delegate_coverage", 1)]
    {
        let (draft, plan) = draw(seed);
        let plan = Plan { indicators: vec![id.to_owned()], intervals: Vec::new(), ..plan };
        let study = |plan: &Plan| crate::draw::study(&draft, plan);
        let cells = study(&plan).cells().expect("a plan that holds");
        let made = run(&study(&plan)).provenance.cells;
        assert!(0 < made && made <= cells, "{id}: {made} of {cells}");
        let error =
            study(&Plan { max_cells: cells - 1, ..plan.clone() }).run(&mut linli::study::quietly).expect_err(id);
        assert_eq!(error.kind(), ErrorKind::Limit, "{id}: {error}");
    }
}

#[test]
fn a_study_of_tens_of_thousands_of_windows_is_refused() {
    let draft = Draft { groups: vec![group()], ..Draft::default() };
    let of = |days: i32| {
        let end = day("1950-01-01").plus(days);
        let plan = Plan { start: Some(day("1950-01-01")), end: Some(end), ..plan("") };
        let plan = Plan { step: linli::time::Span::days(1), ..plan };
        Study::new(draft.records(), plan, linli::diagnostic::Diagnostics::new()).protocol()
    };
    assert_eq!(of(20_000).expect("as many as allowed").windows().len(), 20_000 - 13);
    let error = of(20_001).expect_err("one too many");
    assert!(error.kind() == ErrorKind::Limit && error.hint().is_some_and(|hint| hint.contains("step")), "{error}");
}

#[test]
fn the_floors_look_at_the_population_at_hand() {
    // The coach t and a answer each other four times; a and b do so once.
    let to = |at: u64, author: &str, target: &str| MessageRow {
        id: at,
        mentions: vec![target.to_owned()],
        ..message(&format!("2024-01-02T10:{at:02}"), author)
    };
    let messages =
        vec![to(1, "t", "a"), to(2, "a", "t"), to(3, "t", "a"), to(4, "a", "t"), to(5, "a", "b"), to(6, "b", "a")];
    let draft = Draft {
        groups: vec![group()],
        messages,
        members: vec![MemberRow { role: Role::Coach, ..member("t") }],
        ..Draft::default()
    };
    let of = |least: u32, population: &str| {
        let plan = plan(&format!("populations = ['{population}']\n[ties.explicit]\nrule = 'explicit'"));
        windows(draft.records(), Plan { least_tied_turns: least, ..plan }, "net_reciprocity")[0]
    };
    // Six turns tie two of all three people, two tie a and b.
    assert_eq!([of(6, "present"), of(7, "present")], [Ok(1.0), Err(Undefined::TooFewEvents)]);
    let without = "present_without_staff";
    assert_eq!([of(2, without), of(3, without)], [Ok(1.0), Err(Undefined::TooFewEvents)]);
}
