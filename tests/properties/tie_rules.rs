//! What holds of every tie rule of the register, whatever it looks at.

use linli::Plan;
use linli::indicator::{INDICATORS, TableId};
use linli::panel::Key;
use linli::tie::{TIE_RULES, Tells, TieRule};
use linli::time::DAY;

use crate::compare::{cells, differences, plain, run};
use crate::draft::Draft;
use crate::draw::{Random, draw, study};

/// A drawn study of one rule, at its defaults, and the least that shows its ties.
fn drawn(seed: u64, rule: &TieRule) -> (Draft, Plan) {
    let (draft, plan) = draw(seed);
    let text = format!("id = 'rule'\nzone = 'UTC'\n[ties.own]\nrule = '{}'", rule.card.id);
    let ties = Plan::from_toml(&text).expect("a plan").ties;
    let indicators = ["node_in_strength", "node_out_strength", "net_ties"].map(str::to_owned).to_vec();
    (draft, Plan { ties, indicators, intervals: Vec::new(), ..plan })
}

#[test]
fn the_order_of_rows_changes_no_tie() {
    for rule in TIE_RULES {
        for seed in 0..8 {
            let (draft, plan) = drawn(seed, rule);
            let mut other = draft.clone();
            let mut random = Random::new(seed + 77);
            random.shuffle(&mut other.messages);
            random.shuffle(&mut other.activities);
            random.shuffle(&mut other.attendance);
            random.shuffle(&mut other.members);
            let (one, two) = (run(&study(&draft, &plan)).panel, run(&study(&other, &plan)).panel);
            let wrong = differences(&plain(&one), &plain(&two), 0.0);
            assert!(wrong.is_empty(), "{}, seed {seed}: {wrong:#?}", rule.card.id);
        }
    }
}

#[test]
fn weeks_later_ties_are_the_same() {
    const DAYS: i32 = 7 * 53;
    for rule in TIE_RULES {
        let mut tied = 0;
        for seed in 0..8 {
            let (draft, plan) = drawn(seed, rule);
            let (mut other, mut later) = (draft.clone(), plan.clone());
            other.messages.iter_mut().for_each(|row| row.time = row.time.plus(i64::from(DAYS) * DAY));
            other.activities.iter_mut().for_each(|row| row.day = row.day.plus(DAYS));
            for row in &mut other.members {
                (row.start, row.end) = (row.start.map(|d| d.plus(DAYS)), row.end.map(|d| d.plus(DAYS)));
            }
            other.invitations.iter_mut().for_each(|row| row.day = row.day.plus(DAYS));
            other.pictures.iter_mut().for_each(|(_, day)| *day = day.plus(DAYS));
            for span in other.groups.iter_mut().flat_map(|row| &mut row.covers) {
                (span.start, span.end) = (span.start.plus(DAYS), span.end.plus(DAYS));
            }
            (later.start, later.end) = (later.start.map(|d| d.plus(DAYS)), later.end.map(|d| d.plus(DAYS)));
            let shifted = |key, label: String| match key {
                Key::Window => crate::draft::day(&label).plus(DAYS).to_string(),
                _ => label,
            };
            let before = cells(&run(&study(&draft, &plan)).panel, &shifted);
            let after = plain(&run(&study(&other, &later)).panel);
            let wrong = differences(&before, &after, 0.0);
            assert!(wrong.is_empty(), "{}, seed {seed}: {wrong:#?}", rule.card.id);
            tied += before.values().filter(|(value, _)| value.is_ok_and(|value| value > 0.0)).count();
        }
        // What the draw cannot say in words nobody is addressed by.
        assert_eq!(tied == 0, rule.card.id == "named", "{}: {tied} strengths above 0", rule.card.id);
    }
}

#[test]
fn where_strength_alone_is_told_nothing_else_has_a_value() {
    for rule in TIE_RULES.iter().filter(|rule| rule.tells == Tells::Strength) {
        let (draft, plan) = drawn(3, rule);
        let on_ties = INDICATORS.iter().filter(|i| matches!(i.table(), TableId::Networks | TableId::Positions));
        let plan = Plan { indicators: on_ties.map(|i| i.id().to_owned()).collect(), ..plan };
        let of_strength = ["node_in_strength", "node_out_strength"];
        for ((id, row), (value, _)) in plain(&run(&study(&draft, &plan)).panel) {
            let refused = value == Err(linli::Undefined::OtherTies);
            assert_eq!(refused, !of_strength.contains(&id), "{}: {id} {row:?} is {value:?}", rule.card.id);
        }
    }
}
