//! What a run promises: each indicator alone, every row, every reason, any order, any number of threads, a way to stop.

use std::collections::BTreeSet;
use std::ops::ControlFlow;

use linli::definition::Undefined;
use linli::frame::{Needs, Shared};
use linli::indicator::{Grain, INDICATORS, TableId};
use linli::network::Network;
use linli::panel::{Key, Panel, TableChunk, Tables};
use linli::records::PersonId;
use linli::study::{Sink, Step, quietly};
use linli::{Error, ErrorKind, Plan, Study};

use crate::compare::{Cells, differences, plain, run};
use crate::draw::{Random, draw, study};

/// Keeps what a sink is given, as it is given.
#[derive(Default)]
struct Kept(Vec<(TableId, TableChunk)>);

impl Sink for Kept {
    fn tables(&mut self, tables: Tables) -> Result<(), Error> {
        self.0.extend(tables.0);
        Ok(())
    }
}

fn kept(study: &Study) -> Vec<(TableId, TableChunk)> {
    let mut kept = Kept::default();
    study.run_into(&mut kept, &mut quietly).expect("a drawn study runs");
    kept.0
}

#[test]
fn an_indicator_alone_is_the_same_as_in_company() {
    // What is drawn two hundred times a network takes long on so many of them.
    let all: Vec<_> = INDICATORS.iter().filter(|i| i.id() != "net_core_significance").collect();
    let mut compared = vec![0; all.len()];
    for (draft, plan) in (0..4).map(draw) {
        let indicators = all.iter().map(|i| i.id().to_owned()).collect();
        let together = plain(&run(&study(&draft, &Plan { indicators, ..plan.clone() })).panel);
        for (indicator, compared) in all.iter().zip(&mut compared) {
            let intervals = plan.intervals.iter().filter(|id| *id == indicator.id()).cloned().collect();
            let alone = Plan { indicators: vec![indicator.id().to_owned()], intervals, ..plan.clone() };
            let own = plain(&run(&study(&draft, &alone)).panel);
            let same: Cells =
                together.iter().filter(|((id, _), _)| *id == indicator.id()).map(|(k, v)| (k.clone(), *v)).collect();
            let wrong = differences(&own, &same, 0.0);
            assert!(wrong.is_empty(), "{}: {wrong:#?}", indicator.id());
            *compared += same.len();
        }
    }
    assert!(compared.iter().all(|&cells| cells > 0), "{compared:?}");
}

#[test]
fn what_costs_much_is_computed_where_it_is_listed_alone() {
    let (draft, plan) = draw(2);
    assert!(plan.indicators.is_empty(), "the drawn plan lists nothing");
    let panel = run(&study(&draft, &plan)).panel;
    for indicator in INDICATORS {
        let there = panel.tables().iter().any(|table| table.column(indicator.id()).is_ok());
        assert_eq!(there, !indicator.needs.has(Needs::ON_REQUEST), "{}", indicator.id());
    }
}

#[test]
fn what_nobody_needs_is_not_computed() {
    let (draft, plan) = draw(2);
    let needs = |ids: &[&str]| {
        let indicators = ids.iter().map(|id| (*id).to_owned()).collect();
        let study = study(&draft, &Plan { indicators, ..plan.clone() });
        study.protocol().expect("a plan that holds").needs(Grain::Ties)
    };
    assert_eq!(needs(&["net_ties"]), Needs::NONE);
    assert_eq!(needs(&["net_density", "net_turns"]), Needs::EVIDENCE);
    assert_eq!(needs(&["node_closeness"]), Needs::EVIDENCE.with(Needs::DISTANCES));
    assert!(!needs(&["node_closeness"]).has(Needs::BETWEENNESS));
    let united = needs(&["node_core", "node_betweenness", "net_silent_share"]);
    assert_eq!(united, Needs::EVIDENCE.with(Needs::CORES).with(Needs::BETWEENNESS));
    assert!(!united.has(Needs::TRIANGLES) && !united.has(Needs::ROSTER));

    let people = (0..3).map(PersonId::from_index).collect();
    let network = Network::of(people, &[(0, 1, 1.0), (1, 2, 1.0)]);
    let shared = Shared::of(&network, Needs::DISTANCES);
    assert!(shared.paths().betweenness.is_empty(), "betweenness was computed and not asked for");
    assert_eq!(shared.filled(), Needs::DISTANCES);
}

#[test]
#[should_panic(expected = "did not declare")]
fn reading_what_was_not_declared_is_found_by_the_first_run() {
    let network = Network::of((0..3).map(PersonId::from_index).collect(), &[(0, 1, 1.0)]);
    let _ = Shared::of(&network, Needs::CORES.with(Needs::EVIDENCE)).triples();
}

/// All labels of a key in a panel.
fn labels(panel: &Panel, key: Key) -> Vec<String> {
    let dictionaries = panel.dictionaries();
    match key {
        Key::Window => dictionaries.windows.iter().map(|w| w.first_day.to_string()).collect(),
        Key::Population => dictionaries.populations.iter().map(|p| p.id().to_owned()).collect(),
        key => dictionaries.strings(key).to_vec(),
    }
}

#[test]
fn every_table_has_the_rows_its_keys_promise_in_their_order() {
    for seed in 0..12 {
        let (draft, plan) = draw(seed);
        let outcome = run(&study(&draft, &plan));
        let panel = &outcome.panel;
        assert_eq!(panel.tables().len(), TableId::ALL.len());
        for table in panel.tables() {
            let keys = table.id().keys();
            let codes: Vec<Vec<u32>> =
                table.iter().map(|row| keys.iter().map(|&key| row.key(key).expect("its key")).collect()).collect();
            assert!(codes.is_sorted_by(|a, b| a < b), "seed {seed}: {} is in key order", table.id().id());
            let product = |keys: &[Key]| keys.iter().map(|&key| labels(panel, key).len()).product::<usize>();
            let expected = match table.id() {
                TableId::Groups | TableId::Networks => product(keys),
                // The second-layer group of the draw is s.
                TableId::Organizations => {
                    outcome.study.records.organizations().len() * labels(panel, Key::Window).len()
                }
                TableId::SecondLayer => labels(panel, Key::Window).len(),
                TableId::Activities => {
                    let held = |a: &&linli::records::Activity| a.origin != linli::records::ActivityOrigin::Proposed;
                    outcome.study.records.activities().iter().filter(held).count()
                }
                _ => codes.len(),
            };
            assert_eq!(codes.len(), expected, "seed {seed}: rows of {}", table.id().id());
            for chunk in table.chunks() {
                let whole = |len: usize| len == chunk.rows();
                assert!(chunk.keys.iter().all(|codes| whole(codes.len())));
                assert!(chunk.columns.iter().all(|c| c.reasons.as_ref().is_none_or(|r| whole(r.len()))));
                for column in &chunk.columns {
                    for code in column.reasons.iter().flatten().filter(|&&code| code != 0) {
                        assert!(Undefined::from_code(*code).is_some(), "reason {code} is none");
                    }
                }
            }
        }
        // Whoever has a row of positions under a rule has one of members, and there are as many as net_members says.
        let cells = plain(panel);
        let members = |id: &str, row: &[String]| {
            cells.keys().filter(|(i, r)| *i == id && r[0] == row[0] && r[2..] == row[1..]).count()
        };
        for ((_, row), (value, _)) in cells.iter().filter(|((id, _), _)| *id == "net_members") {
            if let Ok(n) = value {
                assert_eq!(members("node_turns", row), *n as usize, "seed {seed}: {row:?}");
                let under = [row.as_slice(), &["explicit".to_owned()]].concat();
                assert_eq!(members("node_degree", &under), *n as usize, "seed {seed}: {under:?}");
            }
        }
        assert_eq!(outcome.provenance.cells, panel.cells());
        let rows: Vec<u64> = panel.tables().iter().map(|table| table.rows() as u64).collect();
        assert_eq!(outcome.provenance.rows.iter().map(|(_, rows)| *rows).collect::<Vec<_>>(), rows);
    }
}

#[test]
fn any_order_and_any_number_of_threads_give_the_same_bytes() {
    let pool = |threads| rayon::ThreadPoolBuilder::new().num_threads(threads).build().expect("a thread pool");
    let (one, three) = (pool(1), pool(3));
    for seed in 0..10 {
        let (draft, plan) = draw(seed);
        let mut other = draft.clone();
        let mut random = Random::new(seed);
        random.shuffle(&mut other.messages);
        random.shuffle(&mut other.members);
        random.shuffle(&mut other.groups);
        random.shuffle(&mut other.activities);
        random.shuffle(&mut other.attendance);
        let first = one.install(|| kept(&study(&draft, &plan)));
        let bits = |tables: &[(TableId, TableChunk)]| format!("{tables:?}");
        for again in [
            one.install(|| kept(&study(&other, &plan))),
            three.install(|| kept(&study(&draft, &plan))),
            three.install(|| kept(&study(&other, &plan))),
        ] {
            assert_eq!(bits(&first), bits(&again), "seed {seed}");
        }
        assert_eq!(run(&study(&draft, &plan)).findings.len(), run(&study(&other, &plan)).findings.len());
    }
}

#[test]
fn a_run_can_be_stopped_and_says_where_it_stands() {
    let (draft, plan) = draw(1);
    let study = study(&draft, &plan);
    let mut steps: Vec<Step> = Vec::new();
    study
        .run(&mut |step| {
            steps.push(step);
            ControlFlow::Continue(())
        })
        .expect("nobody stops it");
    // Three groups and two organizations.
    assert_eq!(study.records.organizations().len(), 2);
    assert!(steps.iter().all(|step| step.total == 5));
    let done: BTreeSet<usize> = steps.iter().map(|step| step.done).collect();
    assert_eq!(done.into_iter().collect::<Vec<_>>(), [0, 1, 2, 3, 4, 5]);
    for stop_at in 0..=5 {
        let error = study
            .run(&mut |step| if step.done >= stop_at { ControlFlow::Break(()) } else { ControlFlow::Continue(()) })
            .expect_err("stopped");
        assert_eq!(error.kind(), ErrorKind::Cancelled, "at {stop_at}: {error}");
    }
}

#[test]
fn too_many_cells_are_refused_before_the_work() {
    let (draft, plan) = draw(1);
    let cells = study(&draft, &plan).cells().expect("a plan that holds");
    assert!(run(&study(&draft, &Plan { max_cells: cells, ..plan.clone() })).provenance.cells > 0);
    let mut heard = 0;
    let error = study(&draft, &Plan { max_cells: cells - 1, ..plan })
        .run(&mut |_| {
            heard += 1;
            ControlFlow::Continue(())
        })
        .expect_err("too many");
    assert_eq!((error.kind(), heard), (ErrorKind::Limit, 0));
    let text = error.to_string();
    assert!(text.contains(&cells.to_string()) && text.contains("max_cells") && error.hint().is_some(), "{text}");
}

#[test]
fn the_cells_announced_are_enough() {
    for seed in 0..20 {
        let (draft, plan) = draw(seed);
        let study = study(&draft, &plan);
        let panel = run(&study).panel;
        let cells: usize = panel.tables().iter().map(|table| table.rows() * table.indicators().len()).sum();
        let announced = study.cells().expect("a plan that holds");
        assert!(cells as u64 <= announced, "seed {seed}: {cells} of {announced}");
    }
}

#[test]
fn names_that_nothing_answers_to_are_errors() {
    let (draft, plan) = draw(0);
    let ask = |change: &dyn Fn(&mut Plan)| {
        let mut plan = plan.clone();
        change(&mut plan);
        study(&draft, &plan).run(&mut quietly).expect_err("an unknown name")
    };
    for (error, hint) in [
        (ask(&|p| p.indicators = vec!["net_densty".to_owned()]), "net_density"),
        (ask(&|p| p.populations = vec!["presnt".to_owned()]), "present"),
        (ask(&|p| p.signals = vec!["silent_shar".to_owned()]), "silent_share"),
        (ask(&|p| p.groups = vec!["gg".to_owned()]), "g"),
        (ask(&|p| p.ties.get_mut("near").expect("a rule").rule = "adjacnt".to_owned()), "adjacent"),
    ] {
        assert_eq!(error.kind(), ErrorKind::UnknownName, "{error}");
        assert!(error.hint().is_some_and(|text| text.contains(hint)), "{error}");
    }
    let error = ask(&|p| p.intervals = vec!["net_reciprocity".to_owned()]);
    assert_eq!(error.kind(), ErrorKind::Plan, "{error}");
    assert!(error.hint().is_some_and(|text| text.contains("net_silent_share")), "{error}");
}
