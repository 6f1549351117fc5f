//! Panels side by side.

use std::collections::BTreeMap;

use linli::panel::{Key, Panel};
use linli::{Outcome, Study, Value};

/// Runs a study; a drawn study always runs.
pub(crate) fn run(study: &Study) -> Outcome {
    study.run(&mut linli::study::quietly).unwrap_or_else(|error| panic!("{error}"))
}

/// Every cell of a panel: indicator and the labels of its row, in order, with value and bounds.
pub(crate) type Cells = BTreeMap<(&'static str, Vec<String>), (Value, Option<[f64; 2]>)>;

/// All cells, rows labelled; `rename` is asked for every label.
pub(crate) fn cells(panel: &Panel, rename: &dyn Fn(Key, String) -> String) -> Cells {
    let mut cells = Cells::new();
    let dictionaries = panel.dictionaries();
    for table in panel.tables() {
        for row in table.iter() {
            let keys = table.id().keys().iter();
            let labels: Vec<String> = keys
                .map(|&key| rename(key, dictionaries.label(key, row.key(key).expect("a key of the table"))))
                .collect();
            for (column, indicator) in table.indicators().iter().enumerate() {
                let before = cells.insert((indicator.id(), labels.clone()), (row.value(column), row.bounds(column)));
                assert!(before.is_none(), "{} has two rows {labels:?}", table.id().id());
            }
        }
    }
    cells
}

/// All cells, as they are.
pub(crate) fn plain(panel: &Panel) -> Cells {
    cells(panel, &|_, label| label)
}

/// The first cells that differ by more than a relative `tolerance`.
pub(crate) fn differences(a: &Cells, b: &Cells, tolerance: f64) -> Vec<String> {
    let close = |a: f64, b: f64| (a - b).abs() <= tolerance * a.abs().max(b.abs()).max(1.0);
    let same = |a: &Value, b: &Value| match (a, b) {
        (Ok(a), Ok(b)) => close(*a, *b),
        (Err(a), Err(b)) => a == b,
        _ => false,
    };
    let bounds = |a: &Option<[f64; 2]>, b: &Option<[f64; 2]>| match (a, b) {
        (Some(a), Some(b)) => close(a[0], b[0]) && close(a[1], b[1]),
        (None, None) => true,
        _ => false,
    };
    let keys: std::collections::BTreeSet<_> = a.keys().chain(b.keys()).collect();
    keys.into_iter()
        .filter_map(|key| match (a.get(key), b.get(key)) {
            (Some(x), Some(y)) if same(&x.0, &y.0) && bounds(&x.1, &y.1) => None,
            (x, y) => Some(format!("{key:?}: {x:?} and {y:?}")),
        })
        .take(8)
        .collect()
}
