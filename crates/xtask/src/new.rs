//! `cargo xtask new indicator net_x`: a skeleton whose tests fail until it is filled.

use std::fs;
use std::path::Path;

use crate::shell::root;

/// Prefix, folder, frame and function shape of a level.
const LEVELS: &[(&str, &str, &str, &str)] = &[
    ("net_", "net", "GroupFrame", "Group"),
    ("node_", "node", "GroupFrame", "Member"),
    ("act_", "act", "ActivityFrame", "Activity"),
    ("series_", "series", "SeriesFrame", "Series"),
    ("org_", "org", "OrganizationFrame", "Organization"),
    ("inter_", "inter", "SecondLayerFrame", "SecondLayer"),
];

/// Writes the declaration, the case file, the `mod` line and the register entry of a new indicator.
pub fn indicator(id: &str) -> Result<(), String> {
    let level = LEVELS.iter().find(|(prefix, ..)| id.starts_with(prefix) && id.len() > prefix.len());
    let Some(&(_, folder, frame, compute)) = level else {
        let prefixes: Vec<&str> = LEVELS.iter().map(|(prefix, ..)| *prefix).collect();
        return Err(format!("`{id}` names no level; begin with one of {}", prefixes.join(", ")));
    };
    if !id.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'_') {
        return Err(format!("`{id}` must be lower-case letters, digits and _"));
    }
    let home = root().join("crates/linli/src/indicator");
    let file = home.join(folder).join(format!("{id}.rs"));
    let case = root().join("tests/cases/indicator").join(format!("{id}.json"));
    if file.exists() {
        return Err(format!("there is an indicator `{id}` already"));
    }
    write(&file, &declaration(id, frame, compute))?;
    write(&case, &cases())?;
    let name = id.to_uppercase();
    insert_sorted(&home.join(folder).join("mod.rs"), &format!("mod {id};"))?;
    insert_sorted(&home.join(folder).join("mod.rs"), &format!("pub use {id}::{name};"))?;
    insert_entry(&home.join("mod.rs"), folder, &name)?;
    println!("wrote {} and {}", shown(&file), shown(&case));
    println!("fill them in; `cargo test --test suite` fails until nothing is left open");
    Ok(())
}

fn declaration(id: &str, frame: &str, compute: &str) -> String {
    let name = id.to_uppercase();
    let member = compute == "Member";
    let cells = if member { "Cells, " } else { "" };
    let kinds = if member { "Kind, Undefined, Unit" } else { "Kind, Undefined, Unit, Value" };
    let function = if member {
        format!(
            "fn compute(_frame: &{frame}<'_>, cells: &mut Cells<'_>) {{\n    cells.fill(Undefined::NotConverged);\n}}"
        )
    } else {
        format!("fn compute(_frame: &{frame}<'_>) -> Value {{\n    Err(Undefined::NotConverged)\n}}")
    };
    format!(
        r#"use crate::declare;
use crate::definition::{{{kinds}}};
use crate::frame::{{{frame}, Needs}};
use crate::indicator::{{{cells}Compute, Grain, Indicator}};
use crate::records::Fields;

declare!({name} = Indicator {{
    card: Card {{
        id: "{id}",
        title: "",
        title_zh: "",
        summary: "",
        summary_zh: "",
        formula: "",
        numerator: Unit::One,
        denominator: Unit::One,
        range: [0.0, 1.0],
        edges: &[Edge {{ id: "open", when: "", then: "" }}],
        caveat: "",
        caveat_zh: "",
        complexity: "",
        references: &[],
        revision: 1,
    }},
    kind: Kind::Real,
    grain: Grain::Population,
    needs: Needs::NONE,
    reads: Fields::NONE,
    min_members: 0,
    compute: Compute::{compute}(compute),
    interval: None,
}});

{function}
"#
    )
}

fn cases() -> String {
    "{\"cases\": []}\n".to_owned()
}

/// Puts a line among the lines of its kind, in order.
fn insert_sorted(path: &Path, line: &str) -> Result<(), String> {
    let text = read(path)?;
    let kind = if line.starts_with("mod ") { "mod " } else { "pub use " };
    let mut lines: Vec<String> = text.lines().map(str::to_owned).collect();
    let own: Vec<usize> = (0..lines.len()).filter(|&i| lines[i].starts_with(kind)).collect();
    let after = own.iter().copied().rfind(|&i| lines[i].as_str() < line);
    let place = after.map_or_else(|| own.first().copied().unwrap_or(lines.len()), |i| i + 1);
    lines.insert(place, line.to_owned());
    write(path, &(lines.join("\n") + "\n"))
}

/// Puts an entry behind the last of its level in the register.
fn insert_entry(path: &Path, folder: &str, name: &str) -> Result<(), String> {
    let text = read(path)?;
    let entry = format!("    &{folder}::");
    let mut lines: Vec<String> = text.lines().map(str::to_owned).collect();
    // A new indicator begins at the grain of the population, before the level's entries at the grain of ties.
    let first_of_ties = match folder {
        "net" => Some("    &net::NET_TIES,"),
        "node" => Some("    &node::NODE_DEGREE,"),
        _ => None,
    };
    let place = first_of_ties
        .and_then(|first| lines.iter().position(|line| line == first).map(|at| at - 1))
        .or_else(|| lines.iter().rposition(|line| line.starts_with(&entry)).map(|at| at + 1));
    let Some(place) = place else { return Err(format!("the register in {} has no `{folder}` entries", shown(path))) };
    lines.insert(place, format!("{entry}{name},"));
    write(path, &(lines.join("\n") + "\n"))
}

fn read(path: &Path) -> Result<String, String> {
    fs::read_to_string(path).map_err(|error| format!("{}: {error}", shown(path)))
}

fn write(path: &Path, text: &str) -> Result<(), String> {
    fs::write(path, text).map_err(|error| format!("{}: {error}", shown(path)))
}

fn shown(path: &Path) -> String {
    path.strip_prefix(root()).unwrap_or(path).display().to_string()
}
