//! The page of what is found of what was planted names every plant, and every reading's rule and numbers stand on it.

use std::path::Path;

use linli::simulate::{Effect, Plant};

#[test]
fn every_plant_is_looked_for_at_every_strength() {
    let page = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/concepts/found.md");
    let page = std::fs::read_to_string(&page).unwrap_or_else(|error| panic!("{}: {error}", page.display()));
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
