//! How often a comparison of density calls a change where there is none, how often it finds one, and how often its
//! interval holds the truth: groups drawn from known rates, compared as a user would compare them.
//!
//! `cargo run --release -p linli --features parallel --example calibration -- REPETITIONS` prints the tables of
//! `docs/concepts/calibration.md`; behind it, which of `intervals`, `retest` and `changes`.

#![allow(clippy::print_stdout, reason = "the tables are what it is for")]

mod intervals;
mod process;
mod retest;

use linli::definition::Undefined;
use linli::diagnostic::Diagnostics;
use linli::records::{
    Cues, DaySpan, Field, Fields, Flags, How, Layer, MessageDraft, MessageKind, RecordsBuilder, Source, SourceKind,
    Target,
};
use linli::statistics::Stream;
use linli::study::{CompareOptions, Shuffle};
use linli::time::{DAY, Day, Span, Timestamp};
use linli::{Error, Plan, Study};
use process::{Process, busy_days};

const PEOPLE: [usize; 4] = [8, 15, 25, 40];
/// Turns that give a tie, in 28 days.
const TURNS: [u32; 3] = [10, 60, 200];
/// A Monday.
const FIRST: Day = Day::from_number(16_797);

/// One cell of the design.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Design {
    people: usize,
    turns: u32,
    days: i32,
    fall: f64,
    groups: usize,
    /// The correlation of how busy a day is with the day before.
    runs: f64,
    shuffle: Shuffle,
    population: &'static str,
}

impl Design {
    /// One group of people whose days are independent, without a change.
    const fn of(people: usize, turns: u32, days: i32) -> Self {
        Self { people, turns, days, fall: 0.0, groups: 1, runs: 0.0, shuffle: Shuffle::Days, population: "roster" }
    }
}

/// What became of its repetitions.
#[derive(Debug, Clone, Copy, Default)]
struct Tally {
    found: u32,
    of: u32,
    held: u32,
    intervals: u32,
    refused: u32,
}

fn main() -> Result<(), Error> {
    let repetitions: u32 = std::env::args().nth(1).and_then(|n| n.parse().ok()).unwrap_or(20);
    let asked: Vec<String> = std::env::args().skip(2).collect();
    let wanted = |table: &str| asked.is_empty() || asked.iter().any(|name| name == table);
    if wanted("intervals") {
        intervals::table(repetitions);
    }
    if wanted("retest") {
        retest::table(repetitions)?;
    }
    if wanted("changes") {
        changes(repetitions)?;
    }
    Ok(())
}

/// Comparisons of one group in a month and in a quarter, of fifteen in a month, and of one group whose busy days come in
/// runs. Levels take `repetitions`, power and pooled groups fewer.
fn changes(repetitions: u32) -> Result<(), Error> {
    for (groups, days, share) in [(1, 28, 1), (1, 84, 1), (15, 28, 4)] {
        let repetitions = (repetitions / share).max(1);
        let what = if groups == 1 {
            "One group".to_owned()
        } else {
            format!("{groups} groups pooled, their busy days the same")
        };
        heading(&format!("{what}, {days} days against {days}"), repetitions);
        println!(
            "| people | tied turns in 28 days | called: no change | fall of 30 % | fall of 50 % | interval holds: no change | fall of 50 % | refused by default |"
        );
        println!("|---|---|---|---|---|---|---|---|");
        for people in PEOPLE {
            for turns in TURNS {
                let design = Design { groups, ..Design::of(people, turns, days) };
                let none = repeat(design, repetitions)?;
                let power = (repetitions / 4).max(1);
                let third = repeat(Design { fall: 0.3, ..design }, power)?;
                let half = repeat(Design { fall: 0.5, ..design }, power)?;
                println!(
                    "| {people} | {turns} | {} | {} | {} | {} | {} | {} |",
                    share_of(none.found, none.of),
                    share_of(third.found, third.of),
                    share_of(half.found, half.of),
                    share_of(none.held, none.intervals),
                    share_of(half.held, half.intervals),
                    share_of(none.refused, repetitions),
                );
            }
        }
        println!();
    }
    runs(repetitions)
}

/// The level where days are not independent.
fn runs(repetitions: u32) -> Result<(), Error> {
    heading("Busy days in runs: one group of 15, 60 tied turns in 28 days, no change, 84 days against 84", repetitions);
    println!(
        "| correlation of a day with the next | days exchanged | interval holds | weeks exchanged | interval holds |"
    );
    println!("|---|---|---|---|---|");
    for run in [0.0, 0.3, 0.5] {
        let design = Design { runs: run, ..Design::of(15, 60, 84) };
        let days = repeat(design, repetitions)?;
        let weeks = repeat(Design { shuffle: Shuffle::Weeks, ..design }, repetitions)?;
        println!(
            "| {run} | {} | {} | {} | {} |",
            share_of(days.found, days.of),
            share_of(days.held, days.intervals),
            share_of(weeks.found, weeks.of),
            share_of(weeks.held, weeks.intervals),
        );
    }
    println!();
    heading(
        "Who counts: 60 tied turns in 28 days, no change, 28 days against 28, nothing recorded before",
        repetitions,
    );
    println!("| people | `roster` | `present` | `active` |");
    println!("|---|---|---|---|");
    for people in PEOPLE {
        let mut levels = Vec::new();
        for population in ["roster", "present", "active"] {
            let tally = repeat(Design { population, ..Design::of(people, 60, 28) }, repetitions)?;
            levels.push(share_of(tally.found, tally.of));
        }
        println!("| {people} | {} |", levels.join(" | "));
    }
    println!();
    Ok(())
}

fn heading(what: &str, repetitions: u32) {
    println!("### {what}\n");
    println!(
        "{repetitions} repetitions without a change, a quarter of them with one; 199 shuffles each. Called at p ≤ .05.\n"
    );
}

fn share_of(k: u32, n: u32) -> String {
    if n == 0 { "–".to_owned() } else { format!("{:.3}", f64::from(k) / f64::from(n)) }
}

fn repeat(design: Design, repetitions: u32) -> Result<Tally, Error> {
    let mut tally = Tally::default();
    for repetition in 0..repetitions {
        let (study, truth, tied) = draw(design, repetition)?;
        let after = FIRST.plus(design.days);
        let mut options = CompareOptions::default().with_draws(199);
        options.shuffle = design.shuffle;
        let comparison = study.compare(
            "net_density",
            DaySpan { start: FIRST, end: after },
            DaySpan { start: after, end: after.plus(design.days) },
            &options,
        )?;
        // The default plan would not speak of so few turns.
        tally.refused += u32::from(tied < 30);
        match comparison.change {
            Ok(change) => {
                tally.of += 1;
                tally.found += u32::from(change.p <= 0.05);
                if let Some([low, high]) = change.interval {
                    tally.intervals += 1;
                    tally.held += u32::from(low <= truth && truth <= high);
                }
            }
            Err(Undefined::TooFewMembers | Undefined::NoMembers) => {}
            Err(_) => tally.of += 1,
        }
    }
    Ok(tally)
}

/// A study, the true change of density it was drawn with, and the tied turns of its poorer span.
fn draw(design: Design, repetition: u32) -> Result<(Study, f64, u32), Error> {
    let name = format!("{design:?}");
    let mut stream = Stream::of(2017, &["calibration".into(), name.as_str().into(), i64::from(repetition).into()]);
    let mut builder = RecordsBuilder::new();
    let mut truth = 0.0;
    let mut spoken = [0_u32; 2];
    // Neighbours share their weather and their holidays.
    let busy = busy_days(2 * design.days, design.runs, &mut stream);
    for group in 0..design.groups {
        let n = design.people;
        let process = Process::draw(n, design.turns, &mut stream);
        let fall = 1.0 - design.fall;
        truth += (process.density(design.days, fall) - process.density(design.days, 1.0)) / design.groups as f64;
        let id = format!("g{group:02}");
        let group = builder.group(&id);
        builder.group_mut(group).layer = Layer::First;
        let people = (0..n).map(|i| builder.person(&format!("{id}p{i:02}"))).collect::<Result<Vec<_>, _>>()?;
        for day in 0..2 * design.days {
            let later = day >= design.days;
            let factor = busy[day as usize] * if later { fall } else { 1.0 };
            let turns = process.day(factor, &mut stream);
            for (second, (from, to)) in turns.into_iter().enumerate() {
                let midnight = i64::from(FIRST.plus(day).number()) * DAY;
                let targets = [Target { person: people[to], how: How::Mention }];
                spoken[usize::from(later)] += 1;
                builder.message(
                    group,
                    MessageDraft {
                        time: Timestamp::from_micros(midnight + second as i64 * 1_000_000),
                        author: people[from],
                        order: second as u64,
                        id: None,
                        reply_to: None,
                        targets: &targets,
                        kind: MessageKind::Text,
                        length: 5,
                        flags: Flags::NONE,
                        cues: Cues::NONE,
                    },
                )?;
            }
            // Everybody is there on both sides, whether they talk or not: the list says so, one spell a person.
        }
        for &person in people.iter().filter(|_| design.population == "roster") {
            builder.membership(linli::records::Membership {
                person,
                organization: None,
                group: Some(group),
                role: linli::records::Role::Member,
                status: linli::records::Status::Present,
                start: linli::records::Bounds::on(FIRST.plus(-100)),
                end: linli::records::Bounds::default(),
                reason: None,
                listed: true,
            });
        }
        builder.source(Source {
            label: id,
            kind: SourceKind::Chat,
            format: "drawn",
            groups: vec![group],
            organizations: Vec::new(),
            covers: vec![DaySpan { start: FIRST, end: FIRST.plus(2 * design.days) }],
            exported_on: None,
            fields: Fields::of(&[Field::Mention, Field::Roster]),
            rows: 0,
        });
    }
    let (records, _) = builder.finish(None)?;
    let mut plan = Plan::new("calibration", "UTC");
    plan.turn_gap = Span::seconds(0);
    plan.least_tied_turns = 0;
    plan.least_explicit_share = 0.0;
    plan.populations = vec![design.population.to_owned()];
    plan.seed = u64::from(repetition);
    Ok((Study::new(records, plan, Diagnostics::new()), truth, spoken[0].min(spoken[1])))
}
