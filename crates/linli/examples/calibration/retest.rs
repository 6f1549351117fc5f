//! How far a member's position in one month says what it will be in the next, when nothing changes: Spearman's
//! correlation between two disjoint spans of 28 days of the same process, averaged over repetitions.

use std::collections::BTreeMap;

use linli::Error;
use linli::indicator::TableId;
use linli::panel::{Key, Row};
use linli::statistics::spearman;
use linli::study::quietly;

use crate::{Design, PEOPLE, TURNS, draw};

/// The strengths of both directions together, then each by itself.
const MEASURES: [&[&str]; 7] = [
    &["node_in_strength", "node_out_strength"],
    &["node_degree"],
    &["node_harmonic_closeness"],
    &["node_coreness"],
    &["node_betweenness"],
    &["node_constraint"],
    &["node_effective_size"],
];

pub(crate) fn table(repetitions: u32) -> Result<(), Error> {
    println!("### The same members in two months in which nothing changed\n");
    println!("Spearman’s correlation over members who have a value in both; mean of {repetitions} repetitions.\n");
    println!("| people | tied turns | {} |", MEASURES.map(|ids| format!("`{}`", ids.join("` + `"))).join(" | "));
    println!("|---|---|{}", "---|".repeat(MEASURES.len()));
    for people in PEOPLE {
        for turns in TURNS {
            let mut sums = [(0.0, 0_u32); MEASURES.len()];
            for repetition in 0..repetitions {
                let design = Design::of(people, turns, 28);
                for (sum, found) in sums.iter_mut().zip(correlations(design, repetition)?) {
                    if let Some(r) = found {
                        *sum = (sum.0 + r, sum.1 + 1);
                    }
                }
            }
            let mean = |(sum, of): (f64, u32)| match of {
                0 => "–".to_owned(),
                of => format!("{:.2}", sum / f64::from(of)),
            };
            println!("| {people} | {turns} | {} |", sums.map(mean).join(" | "));
        }
    }
    println!();
    Ok(())
}

fn correlations(design: Design, repetition: u32) -> Result<[Option<f64>; MEASURES.len()], Error> {
    let (study, ..) = draw(design, repetition)?;
    let mut plan = study.plan.clone();
    plan.indicators = MEASURES.concat().into_iter().map(str::to_owned).collect();
    (plan.window, plan.step) = (linli::time::Span::days(28), linli::time::Span::days(28));
    plan.signals = Vec::new();
    let outcome = study.with_plan(plan).run(&mut quietly)?;
    let mut found = [None; MEASURES.len()];
    let Some(table) = outcome.panel.table(TableId::Positions) else { return Ok(found) };
    for (found, ids) in found.iter_mut().zip(MEASURES) {
        let columns = ids.iter().map(|id| table.column(id)).collect::<Result<Vec<_>, _>>()?;
        let sum = |row: &Row<'_>| columns.iter().map(|&column| row.value(column).ok()).sum::<Option<f64>>();
        let of = |window: u32| {
            let rows = table.iter().filter(move |row| row.key(Key::Window) == Some(window));
            rows.map(|row| (row.key(Key::Person), sum(&row))).collect::<BTreeMap<_, _>>()
        };
        let (first, second) = (of(0), of(1));
        let pairs = first.iter().filter_map(|(person, &x)| Some((x?, (*second.get(person)?)?)));
        let (x, y): (Vec<f64>, Vec<f64>) = pairs.unzip();
        *found = spearman(&x, &y);
    }
    Ok(found)
}
