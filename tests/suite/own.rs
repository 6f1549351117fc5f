//! An application's own indicators and tie rules, through a catalogue.

use linli::engine::Catalogue;
use linli::frame::Needs;
use linli::indicator::{Compute, Grain, INDICATORS, Indicator, Interval};
use linli::records::{Field, Fields};
use linli::{Card, ErrorKind, Kind, Unit};

#[path = "../../crates/linli/examples/own_indicator.rs"]
mod own_indicator;

#[test]
fn the_example_gives_three_fifths() {
    // a and b share three of five ties.
    assert_eq!(own_indicator::value().expect("the example runs"), Ok(0.6));
}

const fn named(id: &'static str) -> Indicator {
    Indicator {
        card: Card {
            id,
            title: "One",
            title_zh: "一",
            summary: "Always one.",
            summary_zh: "总是一。",
            formula: "1",
            numerator: Unit::One,
            denominator: Unit::One,
            range: [1.0, 1.0],
            edges: &[],
            caveat: "None.",
            caveat_zh: "无。",
            complexity: "O(1)",
            references: &[],
            revision: 1,
            laws: None,
        },
        kind: Kind::Real,
        grain: Grain::Population,
        needs: Needs::NONE,
        reads: Fields::NONE,
        min_members: 0,
        compute: Compute::Group(|_| Ok(1.0)),
        interval: None,
    }
}

static IN_THE_WRONG_TABLE: Indicator = named("node_one");
static TAKEN: Indicator = named("net_density");
static NEW: Indicator = named("net_one");
static WITH_CAPITALS: Indicator = named("net_One");
static WITH_A_SPACE: Indicator = named("net_one two");
static A_BOUND: Indicator = named("net_one_low");
static ANOTHER_BOUND: Indicator = named("net_one_high");
static A_STATUS: Indicator = named("net_one_status");

#[test]
fn a_catalogue_refuses_the_wrong_prefix_and_what_it_has_already() {
    let error = Catalogue::standard().with(&IN_THE_WRONG_TABLE).expect_err("a member's prefix on a group's table");
    assert_eq!(error.kind(), ErrorKind::Plan);
    assert!(error.to_string().contains("net_"), "{error}");
    let error = Catalogue::standard().with(&TAKEN).expect_err("there is one already");
    assert!(error.to_string().contains("net_density"), "{error}");
    let catalogue = Catalogue::standard().with(&NEW).expect("a new one");
    assert_eq!(catalogue.indicators().len(), INDICATORS.len() + 1);
    assert!(catalogue.with(&NEW).is_err(), "twice");
    let error = Catalogue::standard().with_tie_rule(&linli::tie::EXPLICIT).expect_err("there is one already");
    assert!(error.to_string().contains("explicit"), "{error}");
}

#[test]
fn a_name_nobody_has_is_answered_with_the_nearest() {
    let error = Catalogue::standard().indicator("net_densiti").expect_err("misspelt");
    assert_eq!(error.kind(), ErrorKind::UnknownName);
    assert!(error.hint().is_some_and(|hint| hint.contains("net_density")), "{error}");
}

#[test]
fn a_name_that_cannot_be_a_column_is_refused() {
    for indicator in [&WITH_CAPITALS, &WITH_A_SPACE, &A_BOUND, &ANOTHER_BOUND, &A_STATUS] {
        let error = Catalogue::standard().with(indicator).expect_err(indicator.id());
        assert_eq!(error.kind(), ErrorKind::Plan);
        assert!(error.to_string().contains(indicator.id()) && error.hint().is_some(), "{error}");
    }
}

const fn of_an_organization() -> Indicator {
    Indicator { compute: Compute::Organization(|_| Ok(1.0)), ..named("org_one") }
}

static SOUND: Indicator = of_an_organization();
static NEEDY: Indicator = Indicator { needs: Needs::ROSTER, ..of_an_organization() };
static READING: Indicator = Indicator { reads: Fields::of(&[Field::Reply]), ..of_an_organization() };
static POPULOUS: Indicator = Indicator { min_members: 2, ..of_an_organization() };
static OF_AN_ORGANIZATION: Indicator =
    Indicator { interval: Some(Interval::Of(|_| Ok([0.0, 1.0]))), ..of_an_organization() };
static OF_A_MEMBER: Indicator = Indicator {
    compute: Compute::Member(|_, _| ()),
    interval: Some(Interval::Of(|_| Ok([0.0, 1.0]))),
    ..named("node_one")
};

#[test]
fn conditions_that_nobody_would_test_are_refused() {
    Catalogue::standard().with(&SOUND).expect("without conditions");
    for indicator in [&NEEDY, &READING, &POPULOUS] {
        let error = Catalogue::standard().with(indicator).expect_err("a need of a group above the groups");
        assert!(error.kind() == ErrorKind::Plan && error.to_string().contains("needs of a group"), "{error}");
    }
    for indicator in [&OF_AN_ORGANIZATION, &OF_A_MEMBER] {
        let error = Catalogue::standard().with(indicator).expect_err("an interval beside no group's value");
        assert!(error.kind() == ErrorKind::Plan && error.to_string().contains("interval"), "{error}");
    }
}
