//! What must not change, or change in a known way, when a study is changed in a known way.

use std::collections::BTreeMap;

use linli::definition::Undefined;
use linli::frame::Needs;
use linli::indicator::{INDICATORS, TableId};
use linli::panel::Key;
use linli::records::Role;
use linli::time::{DAY, Day, Span, Zone};
use linli::{Kind, Plan};

use crate::compare::{Cells, cells, differences, plain, run};
use crate::draft::{Draft, MemberRow, PaperRow, day};
use crate::draw::{FIRST_DAY, Random, draw, study};

const SEEDS: u64 = 20;

fn each(check: impl Fn(u64, Draft, Plan)) {
    for seed in 0..SEEDS {
        let (draft, plan) = draw(seed);
        check(seed, draft, plan);
    }
}

#[test]
fn every_value_lies_in_its_declared_range() {
    let mut defined = vec![0_usize; INDICATORS.len()];
    for seed in 0..SEEDS {
        let (draft, plan) = draw(seed);
        for ((id, row), (value, bounds)) in plain(&run(&study(&draft, &plan)).panel) {
            let at = INDICATORS.iter().position(|i| i.id() == id).expect("a registered indicator");
            let [low, high] = INDICATORS[at].card.range;
            if let Ok(value) = value {
                let whole = INDICATORS[at].kind != Kind::Count || value.fract() == 0.0;
                assert!(value >= low && value <= high && whole, "seed {seed}: {id} {row:?} is {value}");
                defined[at] += 1;
            }
            if let Some([lower, upper]) = bounds {
                let inside = value.is_ok_and(|value| low <= lower && lower <= value && value <= upper && upper <= high);
                assert!(inside, "seed {seed}: {id} {row:?} is {value:?} within {lower} to {upper}");
            }
        }
    }
    // The draw must reach every indicator, or the assertions above say nothing.
    // What looks back 84 days more than the draw has, or half a year, is drawn where it is replayed.
    // A half-life wants five activities to which fewer and fewer come: its cases alone have that.
    let elsewhere = ["net_return_from_margin", "net_move_to_margin", "series_half_life", "org_helper_conversion"];
    // Ten activities of which members kept eight, and a year around a last visit, stand in cases of their own.
    let reached = |id: &str| !elsewhere.contains(&id) && !id.starts_with("org_exit_") && id != "org_step_6";
    let never = INDICATORS.iter().zip(&defined).filter(|(i, count)| **count == 0 && reached(i.id()));
    let never = never.filter(|(i, _)| !i.needs.has(Needs::ON_REQUEST));
    let never: Vec<&str> = never.map(|(i, _)| i.id()).collect();
    assert!(never.is_empty(), "never defined: {never:?}");
}

#[test]
fn other_names_permute_people_and_change_nothing_else() {
    each(|seed, draft, plan| {
        // The order of the people turns round, that of the coach among them too.
        let rename = |name: &str| match name.strip_prefix('p') {
            Some(number) => format!("q{:02}", 99 - number.parse::<u32>().expect("a number")),
            None => "a-coach".to_owned(),
        };
        let mut other = draft.clone();
        for row in &mut other.messages {
            row.author = rename(&row.author);
            row.mentions.iter_mut().for_each(|name| *name = rename(name));
        }
        other.members.iter_mut().for_each(|row| row.person = rename(&row.person));
        other.attendance.iter_mut().for_each(|row| row.person = rename(&row.person));
        other.evidence.iter_mut().for_each(|row| row.person = rename(&row.person));
        other.sign_ups.iter_mut().for_each(|row| row.person = rename(&row.person));
        for row in &mut other.invitations {
            (row.person, row.by) = (rename(&row.person), rename(&row.by));
        }
        for (_, row) in &mut other.papers {
            if let PaperRow::Coaching { coach, .. } = row {
                *coach = rename(coach);
            }
        }
        let relabel = |key, label: String| if key == Key::Person { rename(&label) } else { label };
        let before = cells(&run(&study(&draft, &plan)).panel, &relabel);
        let after = plain(&run(&study(&other, &plan)).panel);
        let wrong = differences(&before, &after, 1e-12);
        assert!(wrong.is_empty(), "seed {seed}: {wrong:#?}");
    });
}

#[test]
fn the_order_of_rows_does_not_matter() {
    each(|seed, draft, plan| {
        let mut random = Random::new(seed + 1000);
        let mut other = draft.clone();
        random.shuffle(&mut other.messages);
        random.shuffle(&mut other.members);
        random.shuffle(&mut other.groups);
        random.shuffle(&mut other.activities);
        random.shuffle(&mut other.attendance);
        random.shuffle(&mut other.evidence);
        random.shuffle(&mut other.sign_ups);
        random.shuffle(&mut other.invitations);
        random.shuffle(&mut other.calendar);
        random.shuffle(&mut other.papers);
        let (one, two) = (run(&study(&draft, &plan)).panel, run(&study(&other, &plan)).panel);
        let wrong = differences(&plain(&one), &plain(&two), 0.0);
        assert!(wrong.is_empty(), "seed {seed}: {wrong:#?}");
    });
}

#[test]
fn the_same_rows_twice_are_the_same_study() {
    each(|seed, draft, plan| {
        let mut other = draft.clone();
        other.members.extend(draft.members.clone());
        other.activities.extend(draft.activities.clone());
        other.attendance.extend(draft.attendance.clone());
        other.evidence.extend(draft.evidence.clone());
        other.sign_ups.extend(draft.sign_ups.clone());
        other.invitations.extend(draft.invitations.clone());
        other.calendar.extend(draft.calendar.clone());
        other.papers.extend(draft.papers.clone());
        let (one, two) = (run(&study(&draft, &plan)).panel, run(&study(&other, &plan)).panel);
        let wrong = differences(&plain(&one), &plain(&two), 0.0);
        assert!(wrong.is_empty(), "seed {seed}: {wrong:#?}");
    });
}

#[test]
fn weeks_later_everything_is_the_same() {
    const WEEKS: i32 = 111;
    each(|seed, draft, mut plan| {
        plan.zone = "Asia/Shanghai".to_owned();
        let before = run(&study(&draft, &plan));
        let (mut other, mut later) = (draft.clone(), plan.clone());
        let days = WEEKS * 7;
        for row in &mut other.messages {
            row.time = row.time.plus(i64::from(days) * linli::time::DAY);
        }
        for row in &mut other.members {
            row.start = row.start.map(|day| day.plus(days));
            row.end = row.end.map(|day| day.plus(days));
        }
        let micros = i64::from(days) * linli::time::DAY;
        for row in &mut other.activities {
            (row.day, row.start) = (row.day.plus(days), row.start.map(|time| time.plus(micros)));
        }
        other.evidence.iter_mut().for_each(|row| row.time = row.time.plus(micros));
        for row in &mut other.sign_ups {
            (row.time, row.withdrawn) = (row.time.plus(micros), row.withdrawn.map(|time| time.plus(micros)));
        }
        other.pictures.iter_mut().for_each(|(_, day)| *day = day.plus(days));
        for span in other.groups.iter_mut().flat_map(|row| &mut row.covers) {
            *span = linli::records::DaySpan { start: span.start.plus(days), end: span.end.plus(days) };
        }
        other.invitations.iter_mut().for_each(|row| row.day = row.day.plus(days));
        for entry in &mut other.calendar {
            (entry.start, entry.end) = (entry.start.plus(days), entry.end.plus(days));
        }
        other.opened.iter_mut().for_each(|(_, day)| *day = day.plus(days));
        other.stages.iter_mut().for_each(|(.., since)| *since = since.map(|day| day.plus(days)));
        other.papers.iter_mut().for_each(|(_, row)| match row {
            PaperRow::Coaching { at, .. } => *at = at.plus(micros),
            PaperRow::Grant { days: both, .. } => *both = both.map(|on| on.map(|day| day.plus(days))),
            PaperRow::Expense { day, .. } | PaperRow::Milestone { day, .. } => *day = day.plus(days),
        });
        later.start = later.start.map(|day| day.plus(days));
        later.end = later.end.map(|day| day.plus(days));
        let shifted = |key, label: String| match key {
            Key::Window => crate::draft::day(&label).plus(days).to_string(),
            _ => label,
        };
        let mut after = plain(&run(&study(&other, &later)).panel);
        // A date is as many days later.
        for ((id, _), (value, _)) in &mut after {
            if INDICATORS.iter().any(|i| i.id() == *id && i.kind == Kind::Date) {
                *value = value.map(|date| date - f64::from(days));
            }
        }
        let wrong = differences(&cells(&before.panel, &shifted), &after, 0.0);
        assert!(wrong.is_empty(), "seed {seed}: {wrong:#?}");
    });
}

#[test]
fn a_group_is_the_same_alone_and_in_company() {
    each(|seed, draft, plan| {
        let all = plain(&run(&study(&draft, &plan)).panel);
        for group in ["g", "h"] {
            let alone = Plan { groups: vec![group.to_owned()], ..plan.clone() };
            let own = plain(&run(&study(&draft, &alone)).panel);
            assert!(!own.is_empty());
            // What an organization or a group gives does not hang on the others.
            let same: Cells =
                all.iter().filter(|(key, _)| own.contains_key(*key)).map(|(k, v)| (k.clone(), *v)).collect();
            let wrong = differences(&own, &same, 0.0);
            assert!(wrong.is_empty(), "seed {seed}, {group}: {wrong:#?}");
        }
    });
}

/// What one more silent name on the list of `n` people does to a value: on ties what the card says, `None` where it says
/// no formula; elsewhere nothing, where it is not listed here.
fn after_one_more(id: &str, value: f64, n: f64, largest_degree: f64) -> Option<f64> {
    match id {
        "net_members" => Some(value + 1.0),
        // One more zero, by which all ranks rise.
        "net_gini_turns" => Some((value * n + 1.0) / (n + 1.0)),
        "net_centralization_degree" => Some((value * (n - 1.0) * (n - 2.0) + largest_degree) / (n * (n - 1.0))),
        "net_rarefied_density" => Some(value * (n - 1.0) / (n + 1.0)),
        _ => match INDICATORS.iter().find(|i| i.id() == id).and_then(|i| i.card.laws) {
            Some(laws) => laws.isolate.after(value, n),
            None => Some(value),
        },
    }
}

#[test]
fn one_more_silent_member_changes_only_what_the_definition_says() {
    let compared = std::cell::Cell::new(0);
    each(|seed, draft, plan| {
        if !draft.members.iter().any(|row| draft.is_listed(row) && row.organization.as_deref() == Some("o")) {
            return;
        }
        compared.set(compared.get() + 1);
        let mut other = draft.clone();
        other.members.push(MemberRow {
            person: "zz".to_owned(),
            organization: Some("o".to_owned()),
            group: None,
            role: Role::Member,
            start: None,
            end: None,
            in_passing: false,
            away: false,
        });
        let before = plain(&run(&study(&draft, &plan)).panel);
        let after = plain(&run(&study(&other, &plan)).panel);
        let mut largest: BTreeMap<Vec<String>, f64> = BTreeMap::new();
        for ((_, row), (degree, _)) in before.iter().filter(|((id, _), _)| *id == "node_degree") {
            let known = largest.entry([&row[..1], &row[2..]].concat()).or_default();
            *known = known.max(degree.unwrap_or(0.0));
        }
        // One more member asks one partner more of the core of a small group: the replay of states says how much.
        let of_states = |id: &str| INDICATORS.iter().any(|i| i.id() == id && i.needs.has(Needs::MARGINALITY));
        for ((id, row), (old, _)) in before.iter().filter(|((id, _), _)| !of_states(id)) {
            let (new, _) = after[&(*id, row.clone())];
            let listed = row[0] == "g" && row.iter().any(|label| label.starts_with("roster"));
            let (Ok(old), true) = (*old, listed) else {
                // Nobody new counts elsewhere; and on the list a value can only appear, where people were too few.
                assert!(*old == new || listed && old.is_err(), "seed {seed}: {id} {row:?}: {old:?} then {new:?}");
                continue;
            };
            let person = INDICATORS.iter().any(|i| i.id() == *id && i.table().keys().contains(&Key::Person));
            let place: Vec<String> = row
                .iter()
                .enumerate()
                .filter(|(at, _)| !(person && *at == 1))
                .map(|(_, label)| label.clone())
                .collect();
            let n = before[&("net_members", place[..3].to_vec())].0.expect("a count");
            if *id == "net_silent_share" {
                // One more of those whose silence means something, and silent; newcomers and those away are no such.
                let of = |all: u32| {
                    new.is_ok_and(|new| {
                        let all = f64::from(all);
                        let k = (old * all).round();
                        (k / all - old).abs() <= 1e-12 && ((k + 1.0) / (all + 1.0) - new).abs() <= 1e-12
                    })
                };
                assert!((1..=n as u32).any(of), "seed {seed}: {row:?}: {old} of at most {n} then {new:?}");
                continue;
            }
            if ["net_turnover", "net_retention"].contains(id) {
                // One more who counts now and counted then; how many did is not in the panel.
                let stays = f64::from(u8::from(*id == "net_retention"));
                let of = |all: u32| {
                    let all = f64::from(all);
                    let k = (old * all).round();
                    new.is_ok_and(|new| ((k + stays) / (all + 1.0) - new).abs() <= 1e-12)
                        && (k / all - old).abs() <= 1e-12
                };
                assert!((1..=100).any(of), "seed {seed}: {id} {row:?}: {old} then {new:?}");
                continue;
            }
            let largest = largest.get(&place).copied().unwrap_or(0.0);
            let Some(expected) = after_one_more(id, old, n, largest) else { continue };
            let close = new.is_ok_and(|new| (new - expected).abs() <= 1e-12);
            assert!(close, "seed {seed}: {id} {row:?}: {old} of {n} then {new:?}, expected {expected}");
        }
        // The new row itself: silent, unseen, an isolate.
        for ((id, row), (value, _)) in after.iter().filter(|((_, row), _)| row.get(1).is_some_and(|who| who == "zz")) {
            // The outermost layer has a number, and a place below everybody who has ties.
            if ["node_onion_layer", "node_coreness"].contains(id) {
                continue;
            }
            let known = ["node_constraint", "node_recency", "node_effective_size", "node_efficiency"].contains(id)
                || ["node_reciprocated_share", "node_staff_tie_share"].contains(id);
            assert!(value.is_err() || *value == Ok(0.0) && !known, "seed {seed}: {id} {row:?}: {value:?}");
        }
    });
    assert!(compared.get() > SEEDS / 2, "only {} studies have a list", compared.get());
}

/// The study as it was known at the end of a day: nothing written or held later.
fn until(draft: &Draft, end: Day) -> Draft {
    let mut known = draft.clone();
    known.messages.retain(|row| Zone::UTC.day(row.time) < end);
    known.activities.retain(|row| row.day < end);
    let held: Vec<String> = known.activities.iter().map(|row| row.id.clone()).collect();
    known.attendance.retain(|row| held.contains(&row.activity));
    known.evidence.retain(|row| held.contains(&row.activity) && Zone::UTC.day(row.time) < end);
    known.sign_ups.retain(|row| Zone::UTC.day(row.time) < end);
    known
}

#[test]
fn what_comes_later_changes_no_earlier_window() {
    let (mut compared, mut dropped) = (0, 0);
    for seed in 0..SEEDS {
        let (mut draft, mut plan) = draw(seed);
        (plan.window, plan.step) = (Span::days(7), Span::days(if seed % 2 == 0 { 1 } else { 7 }));
        // Nobody answers what is not yet written.
        draft.messages.iter_mut().for_each(|row| row.reply_to = row.reply_to.filter(|&id| id < row.id));
        let all = plain(&run(&study(&draft, &plan)).panel);
        // Half of what is written comes later.
        let mut days: Vec<Day> = draft.messages.iter().map(|row| Zone::UTC.day(row.time)).collect();
        days.sort();
        let end = days[days.len() / 2].max(day(FIRST_DAY).plus(7));
        let early = until(&draft, end);
        dropped += draft.messages.len() - early.messages.len();
        let known = plain(&run(&study(&early, &plan)).panel);
        let length = (plan.window.micros() / DAY) as i32;
        let ended = |id: &str, row: &[String]| {
            let table = INDICATORS.iter().find(|i| i.id() == id).expect("a registered indicator").table();
            let window = table.keys().iter().position(|key| *key == Key::Window);
            // Some definitions look at the whole record on purpose: whether the second layer's names are linked, and
            // from when to when activities are recorded at all.
            let recorded = ["series_idle_weeks", "series_longest_gap", "series_weeks"];
            let outside = Err(Undefined::NotCovered);
            let unrecorded = table == TableId::Organizations
                && known
                    .get(&("org_activities", row.to_vec()))
                    .is_none_or(|(value, _)| *value == outside || *value == Err(Undefined::NotRecorded));
            !(id == "inter_delegate_coverage" || recorded.contains(&id) || unrecorded)
                && window.is_some_and(|at| day(&row[at]).plus(length) <= end)
        };
        let of = |cells: &Cells| -> Cells {
            cells.iter().filter(|((id, row), _)| ended(id, row)).map(|(key, value)| (key.clone(), *value)).collect()
        };
        let (before, after) = (of(&known), of(&all));
        compared += before.len();
        let wrong = differences(&before, &after, 0.0);
        assert!(wrong.is_empty(), "seed {seed}, then and in hindsight: {wrong:#?}");
    }
    assert!(compared > 10_000 && dropped > 1_000, "{compared} cells, {dropped} messages");
}
