//! 2,000 random networks beside networkx, python-igraph, R igraph and sna: their stored results, never recomputed here.
//! How they were made stands in `tests/cases/oracle/software`.

use std::collections::BTreeMap;
use std::path::Path;

use linli::Value;
use linli::indicator::INDICATORS;

use crate::small_networks::{network, ours};

/// Where linli has no value and the software has one: software, column, and why.
const EXCEPTIONS: &[(&str, &str, &str)] =
    &[("sna", "net_transitivity", "gtrans gives 1 where nobody has two neighbours; here that is undefined")];

/// SplitMix64, as in `draw.py`.
struct Draws(u64);

impl Draws {
    fn below(&mut self, bound: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        ((u128::from(z ^ (z >> 31)) * bound as u128) >> 64) as usize
    }
}

/// The network of this number: how many people, and the ties; line by line what `draw.py` does.
fn drawn(number: u64) -> (usize, Vec<(u32, u32, f64)>) {
    let mut draws = Draws(number);
    let n = 2 + draws.below(59);
    let percent = [1, 3, 6, 12, 25, 50, 90][draws.below(7)];
    let directed = draws.below(2) == 1;
    let mut ties = Vec::new();
    for i in 0..n as u32 {
        for j in 0..n as u32 {
            if i == j || !directed && i > j {
                continue;
            }
            if draws.below(100) < percent {
                let weight = 1.0 + draws.below(5) as f64;
                ties.push((i, j, weight));
                if !directed {
                    ties.push((j, i, weight));
                }
            }
        }
    }
    (n, ties)
}

/// A value of a network; or of a value by person the sum, and the sum of value times place.
fn summary(values: &[Value], of_people: bool, weighted: bool) -> Option<f64> {
    if !of_people {
        return values[0].ok();
    }
    let place = |at: usize| if weighted { at as f64 + 1.0 } else { 1.0 };
    Some(values.iter().enumerate().filter_map(|(at, value)| value.ok().map(|v| v * place(at))).sum())
}

struct Table {
    software: &'static str,
    columns: Vec<String>,
    rows: Vec<Vec<Option<f64>>>,
}

fn tables() -> Vec<Table> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases/oracle/software");
    let read = |software: &'static str| {
        let text = std::fs::read_to_string(folder.join(format!("{software}.csv"))).expect("a stored table");
        let mut lines = text.lines().map(|line| line.split(',').map(str::to_owned).collect::<Vec<_>>());
        let columns = lines.next().expect("a header");
        let number = |cell: &String| (!cell.is_empty()).then(|| cell.trim().parse().expect("a number"));
        let rows: Vec<Vec<Option<f64>>> = lines.map(|row| row.iter().map(number).collect()).collect();
        assert!(rows.len() == 2000 && rows.iter().all(|row| row.len() == columns.len()), "{software}");
        Table { software, columns, rows }
    };
    ["networkx", "python-igraph", "r-igraph", "sna"].map(read).into()
}

#[test]
fn other_software_gives_the_same_numbers() {
    let tables = tables();
    let mut compared: BTreeMap<(&str, &str), usize> = BTreeMap::new();
    let mut wrong: BTreeMap<(&str, &str), Vec<String>> = BTreeMap::new();
    for number in 0..2000 {
        let (n, ties) = drawn(number);
        let network = network(n, &ties);
        let mut known: BTreeMap<&str, Vec<Value>> = BTreeMap::new();
        for table in &tables {
            for (column, theirs) in table.columns.iter().zip(&table.rows[number as usize]).skip(1) {
                let (id, weighted) = column.strip_suffix('*').map_or((column.as_str(), false), |id| (id, true));
                let Some(theirs) = *theirs else { continue };
                let indicator = INDICATORS.iter().find(|i| i.id() == id).expect("a column named after an indicator");
                let few = n < indicator.min_members as usize;
                let values = known.entry(indicator.id()).or_insert_with(|| {
                    if few { vec![Err(linli::Undefined::TooFewMembers)] } else { ours(indicator, &network) }
                });
                let value = summary(values, indicator.id().starts_with("node_"), weighted);
                if value.is_none() && EXCEPTIONS.iter().any(|e| e.0 == table.software && e.1 == id) {
                    continue;
                }
                // Sums that should be 0 are as small as their terms were rounded.
                let close = |a: f64| (a - theirs).abs() <= 1e-9 * theirs.abs().max(a.abs()).max(1e-3);
                if !value.is_some_and(close) {
                    let line = format!("{column} of network {number}, n = {n}: {theirs}, ours {value:?}");
                    wrong.entry((table.software, column.as_str())).or_default().push(line);
                }
                *compared.entry((table.software, indicator.id())).or_default() += 1;
            }
        }
    }
    let shown: Vec<String> =
        wrong.iter().map(|(at, lines)| format!("{at:?}: {}, as {}", lines.len(), lines[0])).collect();
    assert!(wrong.is_empty(), "{}", shown.join("\n"));
    let thin: Vec<_> = compared.iter().filter(|(_, count)| **count < 700).collect();
    assert!(compared.len() >= 40 && thin.is_empty(), "{} columns; too few values of {thin:?}", compared.len());
}
