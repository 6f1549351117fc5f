//! A simulated street, written as the files that people really hold: a study folder as any other, and the truth beside it.
//!
//! The study folder has nothing of the truth. What happened and what was planted stands in a folder of its own beside it,
//! as the pseudonym key does, and nothing that reads a study looks there.

mod chats;
mod phrases;
mod sheets;
mod tables;
#[cfg(test)]
mod tests;
mod truth;
mod words;

use std::fs;
use std::path::{Path, PathBuf};

use linli::simulate::Street;
use linli::{Error, ErrorKind, Location, Plan};
use sha2::{Digest, Sha256};

use crate::table::{Filled, LedgerLanguage, TABLES, filled_ledger};

/// What stands in every file that has room for a remark.
const SYNTHETIC: &str = "合成数据：人和事都是虚构的。Synthetic data: nobody and nothing here is real.";

/// What was written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Written {
    /// How many files the study folder has.
    pub files: usize,
    /// The folder with the truth.
    pub truth: PathBuf,
    /// The pseudonym key.
    pub key: PathBuf,
}

/// Writes a street: the study folder `dir`, which must not be there yet or be empty; the truth in `<dir>.truth/` and a
/// pseudonym key in `<dir>.key` beside it. The key comes from the seed and keeps no secret: nobody is behind it, and with
/// it everybody gets the same pseudonyms.
///
/// The same street gives the same bytes.
///
/// # Errors
/// One of them is there already, or cannot be written.
pub fn write_street(street: &Street, dir: &Path) -> Result<Written, Error> {
    let (truth, key) = (beside(dir, "truth")?, beside(dir, "key")?);
    for place in [dir, &truth] {
        let is_empty = || fs::read_dir(place).is_ok_and(|mut inside| inside.next().is_none());
        if place.exists() && !is_empty() {
            return Err(there(place));
        }
    }
    if key.exists() {
        return Err(there(&key));
    }
    let mut files = 0;
    let mut put = |folder: &Path, name: &str, bytes: &[u8]| {
        files += 1;
        write(&folder.join(name), bytes)
    };
    put(dir, "study.toml", plan(street).as_bytes())?;
    put(dir, "README.md", readme(street).as_bytes())?;
    for group in &street.groups {
        for file in chats::files(street, group) {
            put(&dir.join("chats"), &file.name, &file.bytes)?;
        }
        for &day in &group.pictures {
            let name = format!("{} {day}.txt", group.name);
            put(&dir.join("rosters"), &name, picture(street, group, day).as_bytes())?;
        }
    }
    for (at, organization) in street.organizations.iter().enumerate() {
        for file in sheets::files(street, at)? {
            put(&dir.join("sheets").join(&organization.name), &file.name, &file.bytes)?;
        }
    }
    let ledger = filled_ledger(LedgerLanguage::Zh, &|table| tables::rows(street, table))?;
    put(dir, LedgerLanguage::Zh.file_name(), &ledger)?;
    // What the workbook has no worksheet for is kept as people keep it, and not read yet.
    for table in TABLES.iter().filter(|table| !table.is_read()) {
        let rows = tables::rows(street, table.id);
        if !rows.is_empty() {
            let columns: Vec<&str> = table.columns.iter().map(|column| column.id).collect();
            put(dir, &format!("{}.csv", table.id), csv(&columns, &rows).as_bytes())?;
        }
    }
    for file in truth::files(street) {
        write(&truth.join(&file.name), &file.bytes)?;
    }
    write(&truth.join("README.md"), truth_readme(street).as_bytes())?;
    write(&key, key_of(street).as_bytes())?;
    Ok(Written { files, truth, key })
}

/// A place beside the study folder that has its name.
fn beside(dir: &Path, ending: &str) -> Result<PathBuf, Error> {
    let Some(name) = dir.file_name() else {
        return Err(Error::new(ErrorKind::File, format!("`{}` has no name of its own", dir.display()))
            .with_hint("name a new folder, such as dashilar"));
    };
    let mut beside = name.to_owned();
    beside.push(".");
    beside.push(ending);
    Ok(dir.with_file_name(beside))
}

fn there(place: &Path) -> Error {
    let place = place.display();
    Error::new(ErrorKind::File, (format!("there is a `{place}` already"), format!("已经有“{place}”了")))
        .with_hint(("name another folder", "换一个文件夹名"))
}

fn write(path: &Path, bytes: &[u8]) -> Result<(), Error> {
    let failed = |error: std::io::Error| {
        let shown = path.display();
        Error::new(ErrorKind::File, (format!("`{shown}` cannot be written"), format!("“{shown}”写不进去")))
            .at(Location::file(shown.to_string()))
            .with_source(error)
    };
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder).map_err(failed)?;
    }
    fs::write(path, bytes).map_err(failed)
}

/// How the street was asked for.
fn command(street: &Street) -> String {
    let scenario = &street.scenario;
    format!("linli simulate --scenario {} --effect {} --seed {}", scenario.id, scenario.effect.id(), street.seed)
}

fn plan(street: &Street) -> String {
    let scenario = &street.scenario;
    let mut plan = Plan::new(scenario.id.clone(), street.zone.name());
    plan.title = format!("{}（合成数据）", scenario.title);
    plan.synthetic = command(street);
    (plan.start, plan.end) = (Some(scenario.start), Some(scenario.end()));
    plan.staff = street.people.iter().filter(|p| p.staff.is_some()).map(|p| p.name.clone()).collect();
    plan.second_layer = scenario.second_layer.iter().cloned().collect();
    plan.seed = street.seed;
    format!("# {SYNTHETIC}\n{}", plan.to_toml())
}

fn readme(street: &Street) -> String {
    let name = &street.scenario.title;
    format!(
        "# {name}\n\n**{SYNTHETIC}**\n\nMade by `{}`, and free for any use (CC0). Read it like any other study: \
         `linli check .`, then `linli run .`. What was planted stands beside this folder and is read by nothing.\n",
        command(street)
    )
}

fn truth_readme(street: &Street) -> String {
    format!(
        "# The truth\n\n**{SYNTHETIC}**\n\nMade by `{}`. What happened in the simulated street, and what was planted in it: \
         `facts.csv` says what, where, in whom, since when and how strong; the other tables say everything that was done. \
         People are numbered here; `people.csv` has the names that the sheets and chats show.\n\nNothing that reads the \
         study reads this.\n",
        command(street)
    )
}

/// The member screen of a group on a day, as somebody copied it.
fn picture(street: &Street, group: &linli::simulate::Group, day: linli::time::Day) -> String {
    let belongs = |person: &&usize| {
        let own = |m: &&linli::simulate::Membership| {
            m.person == **person && (group.organization.is_none() || Some(m.organization) == group.organization)
        };
        let mut memberships = street.memberships.iter().filter(own).peekable();
        memberships.peek().is_none() || memberships.any(|membership| membership.holds(day))
    };
    group
        .members
        .iter()
        .filter(belongs)
        .map(|&person| format!("{}\n", street.people[person].nickname_on(day)))
        .collect()
}

fn csv(columns: &[&str], rows: &[Filled]) -> String {
    let mut text = format!("\u{feff}{}", line(&columns.iter().map(|&column| column.to_owned()).collect::<Vec<_>>()));
    for row in rows {
        let cell =
            |column: &&str| row.iter().find(|(id, _)| id == column).map(|(_, text)| text.clone()).unwrap_or_default();
        text.push_str(&line(&columns.iter().map(cell).collect::<Vec<_>>()));
    }
    text
}

/// One line of a CSV file.
fn line(cells: &[String]) -> String {
    let quoted = |cell: &String| {
        if cell.contains(['"', ',', '\n', '\r']) { format!("\"{}\"", cell.replace('"', "\"\"")) } else { cell.clone() }
    };
    cells.iter().map(quoted).collect::<Vec<_>>().join(",") + "\n"
}

/// A key that comes from the seed.
fn key_of(street: &Street) -> String {
    let digest = Sha256::digest(format!("linli simulate key\n{}\n{}\n", street.scenario.id, street.seed).as_bytes());
    crate::source::hex(&digest) + "\n"
}
