//! Comparisons of two spans, and how far a result rests on choices.

use linli::diagnostic::Diagnostics;
use linli::panel::Key;
use linli::records::{CalendarEntry, DaySpan};
use linli::statistics::{Scale, jackknife};
use linli::study::{CompareOptions, Comparison, Floor, SensitivityOptions, Shuffle, quietly};
use linli::time::Span;
use linli::{ErrorKind, Plan, Study, Undefined};

use crate::draw::{Random, draw};

/// 56 days from a Monday: two spans of 28, two first-layer groups, every day covered.
fn lane() -> Study {
    study(|_| true)
}

/// The same with only the messages that `keep` says, by day from the first.
fn study(keep: impl Fn(i32) -> bool) -> Study {
    told(keep, |_| true)
}

/// The same, where turns say whom they are for in the groups that `tells` names.
fn told(keep: impl Fn(i32) -> bool, tells: impl Fn(&str) -> bool) -> Study {
    let (mut draft, mut plan) = draw(3);
    let mut random = Random::new(5);
    let first = crate::draft::day(crate::draw::FIRST_DAY);
    let people: Vec<String> = (0..9).map(|i| format!("p{i:02}")).collect();
    draft.messages.clear();
    draft.pictures.clear();
    for at in 0..400_u64 {
        let day = random.below(56) as i32;
        let second = at as i64 % 86_000;
        // Drawn whether it is kept or not, so that what is kept stays the same.
        let (group, author, other) = (*random.one(&["g", "g", "h"]), random.one(&people), random.one(&people));
        if keep(day) {
            draft.messages.push(crate::draft::MessageRow {
                group: group.to_owned(),
                time: linli::time::Zone::UTC.midnight(first.plus(day)).plus(second * 1_000_000),
                author: author.clone(),
                id: at + 1,
                reply_to: None,
                mentions: if tells(group) { vec![other.clone()] } else { Vec::new() },
                named: Vec::new(),
                repeated: false,
                kind: linli::records::MessageKind::Text,
                cues: linli::records::Cues::NONE,
            });
        }
    }
    for row in &mut draft.groups {
        row.covers = vec![DaySpan { start: first, end: first.plus(56) }];
        row.fields = linli::records::Fields::of(&[linli::records::Field::Mention]);
    }
    plan.end = Some(first.plus(56));
    plan.least_tied_turns = 0;
    plan.least_explicit_share = 0.0;
    plan.presence = Span::days(28);
    Study::new(draft.records(), plan, Diagnostics::new())
}

fn spans() -> [DaySpan; 2] {
    ["2024-01-01/2024-01-29", "2024-01-29/2024-02-26"].map(|text| DaySpan::named(text).expect("a span"))
}

fn compare(study: &Study, indicator: &str, group: &str) -> Comparison {
    let [before, after] = spans();
    let mut options = CompareOptions::default().with_draws(99);
    options.groups = vec![group.to_owned()];
    options.population = Some("active".to_owned());
    study.compare(indicator, before, after, &options).expect("a comparison")
}

/// The spans are two disjoint windows of the plan: where the same people count in both, the panel has the same values.
#[test]
fn the_values_are_those_of_the_panel() {
    let study = lane();
    let plan = Plan {
        window: Span::days(28),
        step: Span::days(28),
        populations: vec!["active".to_owned()],
        ties: Plan::default().ties,
        ..study.plan.clone()
    };
    let study = study.with_plan(plan);
    let outcome = study.run(&mut quietly).expect("a run");
    let ids = ["net_density", "net_reciprocity", "net_transitivity", "net_centralization_degree", "net_mean_degree"];
    for id in ids.into_iter().chain(["net_turns", "net_gini_turns", "net_explicit_share"]) {
        let comparison = compare(&study, id, "g");
        assert_eq!(comparison.groups[0].left_out, [0, 0], "everybody talks in both spans");
        let table = outcome.panel.tables().iter().find(|t| t.column(id).is_ok()).expect("a table");
        let column = table.column(id).expect("a column");
        let group = outcome.panel.dictionaries().groups.iter().position(|g| g == "g").expect("the group") as u32;
        let values: Vec<f64> = table
            .iter()
            .filter(|row| row.key(Key::Group) == Some(group))
            .map(|row| row.value(column).expect("a value"))
            .collect();
        assert_eq!(values.as_slice(), comparison.groups[0].values, "{id}");
    }
}

/// An interval of a window by brute force: the study is run once without each day's messages.
#[test]
fn a_windows_interval_leaves_out_one_day_at_a_time() {
    let plan = |study: &Study| Plan {
        window: Span::days(28),
        step: Span::days(28),
        populations: vec!["roster".to_owned()],
        indicators: vec!["net_density".to_owned(), "net_ties".to_owned()],
        intervals: vec!["net_density".to_owned(), "net_ties".to_owned()],
        signals: Vec::new(),
        ties: Plan::default().ties,
        ..study.plan.clone()
    };
    let cells = |study: Study, id: &str| -> Vec<(f64, Option<[f64; 2]>)> {
        let outcome = study.clone().with_plan(plan(&study)).run(&mut quietly).expect("a run");
        let table = outcome.panel.tables().iter().find(|t| t.column(id).is_ok()).expect("a table");
        let column = table.column(id).expect("a column");
        let group = outcome.panel.dictionaries().groups.iter().position(|g| g == "g").expect("the group") as u32;
        let first = |row: &linli::panel::Row<'_>| row.key(Key::Group) == Some(group) && row.key(Key::Window) == Some(0);
        table.iter().filter(first).map(|row| (row.value(column).expect("a value"), row.bounds(column))).collect()
    };
    // Ties are n (n − 1) times the density.
    let (densities, ties) = (cells(lane(), "net_density"), cells(lane(), "net_ties"));
    let pairs: Vec<f64> = densities.iter().zip(&ties).map(|(density, ties)| (ties.0 / density.0).round()).collect();
    assert!(!pairs.is_empty());
    for (id, whole, most) in [("net_density", densities, vec![1.0; pairs.len()]), ("net_ties", ties, pairs)] {
        let without: Vec<_> = (0..28).map(|out| cells(study(|day| day != out), id)).collect();
        for (at, (&(value, bounds), most)) in whole.iter().zip(most).enumerate() {
            let others: Vec<f64> = without.iter().map(|cells| cells[at].0 / most).collect();
            let found = jackknife(value / most, &others, Scale::Logit);
            let expected = found.map(|found| found.interval.map(|bound| bound * most));
            assert_eq!(bounds, expected, "{id}");
            assert!(bounds.is_some_and(|[low, high]| low < value && value < high), "{id}: {bounds:?}");
        }
    }
}

#[test]
fn the_same_days_twice_are_no_change_and_a_silence_is_one() {
    let change = compare(&lane(), "net_density", "g").change.expect("a change");
    assert!(change.p > 0.05 && change.interval.is_some_and(|[low, high]| low < 0.0 && 0.0 < high), "{change:?}");
    // From the fifth week on only every seventh day has talk.
    let change = compare(&study(|day| day < 28 || day % 7 == 0), "net_density", "g").change.expect("a change");
    assert!(change.estimate < 0.0 && change.p <= 0.02, "{change:?}");
    assert!(change.smallest_detectable.is_some_and(|least| -change.estimate > least), "{change:?}");
}

/// Half of the turns after, to partners drawn alike: less talk alone explains the fall, and shuffling days does not know it.
#[test]
fn less_talk_is_told_from_talk_with_others() {
    let study = study(|day| day < 28 || day % 2 == 0);
    let [before, after] = spans();
    let mut options = CompareOptions::default().with_draws(199);
    (options.groups, options.population) = (vec!["g".to_owned()], Some("active".to_owned()));
    options.shuffle = Shuffle::TurnsOfEach;
    let found = study.compare("net_density", before, after, &options).expect("a comparison");
    let change = found.change.expect("a change");
    assert!(change.expected < 0.0 && change.estimate < 0.0 && change.p > 0.05, "{change:?}");
    assert!(found.methods_text().contains("each person’s turns"), "{}", found.methods_text());
    // What only counts turns cannot change when everybody keeps theirs.
    let turns = study.compare("net_turns", before, after, &options).expect("a comparison").change.expect("a change");
    assert_eq!((turns.expected.to_bits(), turns.p.to_bits()), (turns.estimate.to_bits(), 0.5_f64.to_bits()));
}

#[test]
fn it_does_not_depend_on_when_it_is_asked_and_changes_with_the_seed() {
    let study = lane();
    let one = compare(&study, "net_density", "g").change.expect("a change");
    assert_eq!(Ok(one), compare(&study, "net_density", "g").change);
    let other = study.clone().with_plan(Plan { seed: 7, ..study.plan.clone() });
    let other = compare(&other, "net_density", "g").change.expect("a change");
    assert_eq!((one.estimate.to_bits(), one.interval), (other.estimate.to_bits(), other.interval));
    assert_ne!(one.smallest_detectable, other.smallest_detectable);
}

#[test]
fn holidays_are_in_neither_span_and_weekdays_stay_even() {
    let study = lane();
    let [before, after] = spans();
    let (mut draft, _) = draw(3);
    draft.messages.clear();
    draft.pictures.clear();
    for row in &mut draft.groups {
        row.covers = vec![DaySpan { start: before.start, end: after.end }];
    }
    let mut builder = draft.builder();
    builder.calendar(CalendarEntry { start: before.start, end: before.start.plus(7), kind: "holiday".to_owned() });
    builder.calendar(CalendarEntry { start: after.start, end: after.start.plus(7), kind: "inspection".to_owned() });
    let quiet = Study::new(builder.finish(None).expect("records").0, study.plan.clone(), Diagnostics::new());
    let mut options = CompareOptions::default().with_draws(9);
    options.population = Some("roster".to_owned());
    options.groups = vec!["g".to_owned()];
    let comparison = quiet.compare("net_turns", before, after, &options).expect("a comparison");
    assert_eq!(comparison.days, 21);
}

#[test]
fn what_cannot_be_compared_says_why() {
    let study = lane();
    let [before, after] = spans();
    let options = CompareOptions::default();
    let refused = |indicator: &str, before: DaySpan, after: DaySpan| {
        study.compare(indicator, before, after, &options).expect_err("a refusal")
    };
    let overlapping = DaySpan { start: before.start.plus(14), end: after.end };
    let error = refused("net_density", before, overlapping);
    assert!(error.kind() == ErrorKind::Plan && error.to_string().contains("overlapping windows"), "{error}");
    assert!(refused("net_density", after, before).to_string().contains("wrong way round"));
    let error = refused("net_silent_share", before, after);
    assert!(error.to_string().contains("set of days") && error.to_string().contains("net_density"), "{error}");
    assert_eq!(refused("net_densty", before, after).kind(), ErrorKind::UnknownName);

    let far = ["2030Q1", "2030Q2"].map(|text| DaySpan::named(text).expect("a span"));
    let comparison = study.compare("net_density", far[0], far[1], &options).expect("an answer");
    assert_eq!(comparison.change, Err(Undefined::NotCovered));
    assert!(comparison.methods_text().contains("no source covers"), "{}", comparison.methods_text());

    let apart = ["2023-01-01/2023-02-01", "2023-03-01/2023-04-01"].map(|text| DaySpan::named(text).expect("a span"));
    let error = refused("net_density", apart[1], apart[0]).to_string();
    assert!(error.contains("wrong way round") && !error.contains("share"), "{error}");

    let sparse = lane().with_plan(Plan { least_tied_turns: 10_000, ..lane().plan });
    let comparison = compare(&sparse, "net_density", "g");
    assert_eq!(comparison.change, Err(Undefined::TooFewEvents));
    let [short] = &comparison.shortfalls[..] else { panic!("{:?}", comparison.shortfalls) };
    assert_eq!((short.group.as_deref(), short.floor, short.least), (Some("g"), Floor::TiedTurns, 10_000.0));
    let tied = comparison.groups[0].tied_turns.map(f64::from);
    assert_eq!(short.found.map(f64::to_bits), tied.map(f64::to_bits));
    let text = comparison.methods_text();
    let said = format!("g: {} tied turns before and {} after, where 10000 on each side", tied[0], tied[1]);
    assert!(text.contains(&said) && text.contains("no test was made") && !text.contains("leaving out"), "{text}");
}

/// Of two groups one hardly ever says whom its turns are for: the other is told of as if it were alone.
#[test]
fn a_poor_group_is_left_out_of_a_pool_and_voids_it_not() {
    let [before, after] = spans();
    let study = told(|_| true, |group| group == "g");
    let study = study.clone().with_plan(Plan { least_explicit_share: 0.2, ties: Plan::default().ties, ..study.plan });
    let options = |groups: &[&str]| {
        let mut options = CompareOptions::default().with_draws(99);
        options.groups = groups.iter().map(|&group| group.to_owned()).collect();
        options.population = Some("active".to_owned());
        options
    };
    let of = |groups: &[&str]| study.compare("net_density", before, after, &options(groups)).expect("a comparison");
    let pooled = of(&["g", "h"]);
    assert_eq!(pooled.left_out, [("h".to_owned(), Undefined::TooFewEvents)]);
    assert_eq!(pooled.shortfalls.len(), 1);
    assert_eq!((pooled.shortfalls[0].group.as_deref(), pooled.shortfalls[0].floor), (Some("h"), Floor::ExplicitShare));
    let change = pooled.change.expect("a change");
    assert_eq!(change.estimate.to_bits(), of(&["g"]).change.expect("a change").estimate.to_bits());
    let text = pooled.methods_text();
    assert!(text.contains("The group h is left out") && text.contains("least_explicit_share"), "{text}");
    // Alone it is told why nothing is.
    let alone = of(&["h"]);
    assert_eq!(alone.change, Err(Undefined::TooFewEvents));
    assert!(alone.methods_text().contains("h: 0.00 of the turns before"), "{}", alone.methods_text());
}

#[test]
fn every_choice_gives_a_specification_and_the_plans_own_is_first() {
    let study = lane();
    let found = study.sensitivity("net_density", &SensitivityOptions::default(), &mut quietly).expect("summaries");
    let protocol = study.protocol().expect("a protocol");
    let tells = |rule: &&&linli::tie::TieRule| rule.tells == linli::tie::Tells::Structure;
    let rules = linli::tie::TIE_RULES.iter().filter(tells).count();
    assert_eq!(found.specifications.len(), rules * 3 * 2 * protocol.populations().len());
    let first = &found.specifications[0];
    assert_eq!((first.window_days, first.phase_days, first.rank), (28, 0, None));
    assert_eq!(first.ties.as_deref(), Some(protocol.ties()[0].name.as_str()));
    assert!(first.defined > 0 && first.quartiles.is_some());
    assert!(found.methods_text().contains("window lengths"), "{}", found.methods_text());
    let error = study.sensitivity("act_attendance", &SensitivityOptions::default(), &mut quietly).expect_err("no ties");
    assert!(error.to_string().contains("net_"), "{error}");
}
