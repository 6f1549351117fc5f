//! Looks for every planted fact of the simulated street, on many seeds, through the door a coach takes: the files of the
//! street are written, opened and run, and what linli says is read by a rule that was declared beforehand. And counts how
//! soon signals speak, and how often of those in whom nothing is planted.
//!
//! `cargo xtask streets` writes the pages `docs/concepts/found.md` and `docs/concepts/alarms.md` with it. The first argument
//! is the folder; for a trial, behind it may stand a first seed and how many of each.

#![allow(clippy::print_stderr, reason = "it takes half an hour, and says how far it is")]

mod alarms;
mod groups;
mod heard;
mod organizations;
mod page;
mod persons;
mod reading;
mod streets;
mod tally;
mod town;

use std::fs;
use std::path::PathBuf;

use alarms::{Chances, Counts, Leads, Measured};
use heard::{Heard, Opened};
use linli::simulate::{Effect, Scenario, Shuffled, simulate};
use linli::{Error, ErrorKind};
use reading::READINGS;
use tally::Tally;
use town::Town;

/// Seeds nobody had looked at: of streets with everything planted, of streets with controls alone on which rates are set
/// and on which they are checked.
const PLANTED: [u64; 2] = [201, 220];
const SET: [u64; 2] = [201, 250];
const CHECKED: [u64; 2] = [251, 300];

fn main() -> Result<(), Error> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let folder = PathBuf::from(arguments.first().map_or(".", String::as_str));
    let number = |at: usize| arguments.get(at).and_then(|text| text.parse::<u64>().ok());
    let (planted, set, checked) = match (number(1), number(2)) {
        (Some(first), Some(n @ 1..)) => {
            ([first, first + n - 1], [first, first + n - 1], [first + n, first + 2 * n - 1])
        }
        _ => (PLANTED, SET, CHECKED),
    };
    let planted_street = Scenario::named("dashilar")?;
    let controls = planted_street.clone().with_controls_alone();
    let stationary = |seeds: [u64; 2]| {
        let counts = streets::of(seeds, "controls alone", |seed| {
            let street = simulate(&controls, seed)?;
            Ok(Counts::of(&street, &Heard::of(&Opened::of(&street)?)?))
        })?;
        Ok::<_, Error>(counts.into_iter().fold(Counts::default(), Counts::and))
    };
    let reordered = |what: Shuffled, scenario: &Scenario| {
        let chances = streets::of(planted, what.id(), |seed| {
            let street = simulate(scenario, seed)?.shuffled(what, seed);
            Ok(Chances::of(&Heard::of(&Opened::of(&street)?)?, what))
        })?;
        Ok::<_, Error>((what, planted, chances.into_iter().fold(Chances::default(), Chances::and)))
    };
    // Written after each step: whoever breaks off has what was read so far.
    let (found_page, alarms_page) = (folder.join("found.md"), folder.join("alarms.md"));
    let mut measured = Measured { set: (set, stationary(set)?), ..Measured::default() };
    write(&alarms_page, &alarms::page(&measured))?;
    measured.checked = (checked, stationary(checked)?);
    write(&alarms_page, &alarms::page(&measured))?;
    let mut found = Vec::new();
    for effect in [Effect::Medium, Effect::Small, Effect::Large] {
        let scenario = Scenario { effect, ..planted_street.clone() };
        let read = streets::of(planted, effect.id(), |seed| {
            let town = Town::of(&scenario, seed)?;
            let tallies = READINGS.iter().map(|reading| Tally::of(reading, &town)).collect::<Result<Vec<_>, _>>()?;
            Ok((tallies, Leads::of(&town)))
        })?;
        let (tallies, told): (Vec<_>, Vec<_>) = read.into_iter().unzip();
        let sum = |a: Vec<Tally>, b: Vec<Tally>| a.into_iter().zip(b).map(|(a, b)| a.and(b)).collect();
        found.push((effect, planted, tallies.into_iter().reduce(sum).unwrap_or_default()));
        measured.leads.push((effect, planted, told.into_iter().fold(Leads::default(), Leads::and)));
        write(&found_page, &page::page(&found))?;
        write(&alarms_page, &alarms::page(&measured))?;
    }
    for (what, scenario) in [(Shuffled::Days, &planted_street), (Shuffled::People, &controls)] {
        measured.shuffled.push(reordered(what, scenario)?);
        write(&alarms_page, &alarms::page(&measured))?;
    }
    Ok(())
}

fn write(file: &PathBuf, text: &str) -> Result<(), Error> {
    let failed =
        |error| Error::new(ErrorKind::File, format!("`{}` cannot be written", file.display())).with_source(error);
    fs::write(file, text).map_err(failed)
}
