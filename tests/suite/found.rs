//! The page of what is found of what was planted names every plant, and every reading's rule and numbers stand on it; the
//! page on false alarms states of every signal what it declares.

use std::path::Path;

use linli::signal::{FalseAlarms, SIGNALS};
use linli::simulate::{Effect, Plant};

fn page(name: &str) -> String {
    let page = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/concepts").join(name);
    std::fs::read_to_string(&page).unwrap_or_else(|error| panic!("{}: {error}", page.display()))
}

#[test]
fn every_plant_is_looked_for_at_every_strength() {
    let page = page("found.md");
    let (readings, results) = page.split_once("\n## Strength ").expect("`cargo xtask streets` writes the page");
    let rows = |text: &str, plant: &Plant| {
        let star = if plant.is_control() { " \\*" } else { "" };
        let row = format!("| `{}`{star} | ", plant.id());
        text.lines().filter(|line| line.strip_prefix(&row).is_some_and(|rest| rest.len() > 4)).count()
    };
    for plant in Plant::ALL {
        assert!(rows(readings, plant) > 0, "{} has no reading; run `cargo xtask streets`", plant.id());
    }
    let strengths: Vec<&str> = results.split("\n## Strength ").collect();
    for effect in Effect::ALL {
        let own = strengths.iter().find(|text| text.starts_with(&format!("`{}`", effect.id())));
        let own = own.unwrap_or_else(|| panic!("nothing of strength {}; run `cargo xtask streets`", effect.id()));
        for plant in Plant::ALL {
            assert_eq!(
                rows(own, plant),
                rows(readings, plant),
                "{} at {}; run `cargo xtask streets`",
                plant.id(),
                effect.id()
            );
        }
    }
}

#[test]
fn what_a_signal_declares_of_false_alarms_is_what_was_measured() {
    let page = page("alarms.md");
    let (_, stated) = page.split_once("\n## Stated, and checked").expect("`cargo xtask streets` writes the page");
    let (stated, _) = stated.split_once("\n## ").expect("more stands below");
    let rows: Vec<Vec<&str>> =
        stated.lines().filter(|line| line.starts_with("| `")).map(|line| line.split(" | ").collect()).collect();
    assert_eq!(rows.len(), SIGNALS.len());
    for (signal, row) in SIGNALS.iter().zip(rows) {
        let id = signal.card.id;
        assert_eq!(row[0], format!("| `{id}`"));
        let (counted, rate, so) = match signal.false_alarms {
            FalseAlarms::Months { new, so } => ("new in 100 months", Some(new), so),
            FalseAlarms::Subjects { called, so } => ("of 100 ever called", Some(called), so),
            FalseAlarms::Unasked { .. } => (row[1], None, None),
        };
        let so = so.map(|so| format!("{so} %")).unwrap_or_default();
        assert_eq!((row[1], row[2].parse().ok(), row[3]), (counted, rate, so.as_str()), "{id}: declared, and measured");
    }
}
