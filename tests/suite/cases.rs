//! Every shared case, run through the public door; and the files against the registers.

use linli::indicator::INDICATORS;
use linli::signal::SIGNALS;
use linli::tie::TIE_RULES;
use linli::{Card, Edge};

use crate::case::{Case, register};

fn none(wrong: &[String]) {
    assert!(wrong.is_empty(), "{} differences:\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn indicators_give_what_their_cases_say() {
    let files = register("indicator");
    let wrong: Vec<String> =
        files.iter().flat_map(|(id, cases)| cases.iter().flat_map(move |case| case.differences(Some(id)))).collect();
    none(&wrong);
}

#[test]
fn a_case_without_covers_needs_no_more_coverage_than_its_messages() {
    let mut wrong = Vec::new();
    for (id, cases) in register("indicator") {
        for case in cases.iter().filter(|case| !case.says_coverage()) {
            wrong.extend(case.differences_of(Some(&id), &|ids| case.study_covered_by_messages(ids)));
        }
    }
    none(&wrong);
}

#[test]
fn tie_rules_give_what_their_cases_say() {
    let wrong: Vec<String> =
        register("tie").iter().flat_map(|(_, cases)| cases.iter().flat_map(Case::tie_differences)).collect();
    none(&wrong);
}

#[test]
fn signals_find_what_their_cases_say() {
    let files = register("signal");
    let wrong: Vec<String> =
        files.iter().flat_map(|(id, cases)| cases.iter().flat_map(move |case| case.finding_differences(id))).collect();
    none(&wrong);
}

/// Files and register name the same ids, and every declared edge has a case of its name.
fn complete(folder: &str, cards: &[&Card]) {
    let files = register(folder);
    let named: Vec<&str> = files.iter().map(|(id, _)| id.as_str()).collect();
    let mut declared: Vec<&str> = cards.iter().map(|card| card.id).collect();
    declared.sort_unstable();
    assert_eq!(named, declared, "tests/cases/{folder} and its register");
    for (id, cases) in &files {
        let card = cards.iter().find(|card| card.id == id).expect("compared above");
        let mut names: Vec<&str> = cases.iter().map(|case| case.name.as_str()).collect();
        for Edge { id: edge, .. } in card.edges {
            assert!(names.contains(edge), "{folder}/{id}.json has no case `{edge}`");
        }
        names.sort_unstable();
        let count = names.len();
        names.dedup();
        assert_eq!(names.len(), count, "{folder}/{id}.json has two cases of one name");
        assert!(cases.iter().all(|case| case.source.len() > 4), "{folder}/{id}.json: where is the number from?");
    }
}

#[test]
fn every_edge_has_a_case_and_every_case_file_a_declaration() {
    complete("indicator", &INDICATORS.iter().map(|i| &i.card).collect::<Vec<_>>());
    complete("tie", &TIE_RULES.iter().map(|r| &r.card).collect::<Vec<_>>());
    complete("signal", &SIGNALS.iter().map(|s| &s.card).collect::<Vec<_>>());
}
