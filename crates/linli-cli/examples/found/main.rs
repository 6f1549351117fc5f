//! Looks for every planted fact of the simulated street, on many seeds, through the door a coach takes: the files of the
//! street are written, opened and run, and what linli says is read by a rule that was declared beforehand.
//!
//! `cargo xtask streets` prints the page `docs/concepts/found.md` with it. Behind the command may stand effects and
//! which seeds of each: `medium:1-10 small:1-3`.

#![allow(clippy::print_stdout, clippy::print_stderr, reason = "the page is what it is for, and it takes minutes")]

mod groups;
mod organizations;
mod page;
mod persons;
mod reading;
mod tally;
mod town;

use linli::Error;
use linli::simulate::{Effect, Scenario};
use reading::READINGS;
use tally::Tally;
use town::Town;

fn main() -> Result<(), Error> {
    let mut asked: Vec<(Effect, u64, u64)> = Vec::new();
    for argument in std::env::args().skip(1) {
        let (effect, seeds) = argument.split_once(':').unwrap_or((&argument, "1-10"));
        let (first, last) = seeds.split_once('-').unwrap_or((seeds, seeds));
        asked.push((Effect::named(effect)?, first.parse().unwrap_or(1), last.parse().unwrap_or(10)));
    }
    if asked.is_empty() {
        asked = vec![(Effect::Medium, 1, 10), (Effect::Medium, 101, 110), (Effect::Small, 1, 3), (Effect::Large, 1, 3)];
    }
    let mut done = Vec::new();
    for (effect, first, last) in asked {
        let mut tallies: Vec<Tally> = READINGS.iter().map(Tally::of).collect();
        for seed in first..=last {
            eprintln!("{} {seed}", effect.id());
            let scenario = Scenario { effect, ..Scenario::named("dashilar")? };
            let town = Town::of(&scenario, seed)?;
            for tally in &mut tallies {
                tally.read(&town)?;
            }
        }
        done.push((effect, [first, last], tallies));
    }
    print!("{}", page::page(&done));
    Ok(())
}
