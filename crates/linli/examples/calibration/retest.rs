//! How far a member's position in one month says what it will be in the next, when nothing changes: Spearman's
//! correlation between two disjoint spans of 28 days of the same process, averaged over repetitions.

use linli::Error;
use linli::panel::Key;
use linli::statistics::spearman;
use linli::study::quietly;

use crate::{Design, draw};

const MEASURES: [&str; 7] = [
    "node_out_strength",
    "node_degree",
    "node_harmonic_closeness",
    "node_coreness",
    "node_betweenness",
    "node_constraint",
    "node_effective_size",
];

pub(crate) fn table(repetitions: u32) -> Result<(), Error> {
    println!("### The same members in two months in which nothing changed\n");
    println!("Spearman’s correlation over members who have a value in both; mean of {repetitions} repetitions.\n");
    println!("| people | tied turns | {} |", MEASURES.map(|id| format!("`{id}`")).join(" | "));
    println!("|---|---|{}", "---|".repeat(MEASURES.len()));
    for people in [8, 15, 25, 40] {
        for turns in [10, 60, 200] {
            let mut sums = [(0.0, 0_u32); MEASURES.len()];
            for repetition in 0..repetitions {
                let design = Design { people, turns, days: 28, fall: 0.0, groups: 1 };
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
    plan.indicators = MEASURES.map(str::to_owned).to_vec();
    (plan.window, plan.step) = (linli::time::Span::days(28), linli::time::Span::days(28));
    plan.signals = Vec::new();
    let outcome = study.with_plan(plan).run(&mut quietly)?;
    let mut found = [None; MEASURES.len()];
    for (found, id) in found.iter_mut().zip(MEASURES) {
        let Some(table) = outcome.panel.tables().iter().find(|t| t.column(id).is_ok()) else { continue };
        let column = table.column(id)?;
        let of = |window: u32| {
            let rows = table.iter().filter(move |row| row.key(Key::Window) == Some(window));
            rows.map(|row| (row.key(Key::Person), row.value(column).ok())).collect::<std::collections::BTreeMap<_, _>>()
        };
        let (first, second) = (of(0), of(1));
        let pairs = first.iter().filter_map(|(person, &x)| Some((x?, (*second.get(person)?)?)));
        let (x, y): (Vec<f64>, Vec<f64>) = pairs.unzip();
        *found = spearman(&x, &y);
    }
    Ok(found)
}
