//! How often a comparison of density calls a change where there is none, how often it finds one, and how often its
//! interval holds the truth: groups drawn from known rates, compared as a user would compare them.
//!
//! `cargo run --release -p linli --features parallel --example calibration -- REPETITIONS` prints the tables of
//! `docs/concepts/calibration.md`.
//!
//! The process: person i is active by aᵢ ~ Gamma(1), the pair (i, j) is close by dᵢⱼ ~ Gamma(½), day t is busy by
//! s ~ Gamma(2)/2, all with the mean 1 but for scale; turns of i to j on day t are Poisson with the mean λᵢⱼ s,
//! λᵢⱼ ∝ aᵢ aⱼ dᵢⱼ, Σ λ = the turns of a day. A fall multiplies every rate of the later span.

#![allow(clippy::print_stdout, reason = "the tables are what it is for")]

use linli::definition::Undefined;
use linli::diagnostic::Diagnostics;
use linli::records::{
    Cues, DaySpan, Field, Fields, Flags, How, Layer, MessageDraft, MessageKind, RecordsBuilder, Source, SourceKind,
    Target,
};
use linli::statistics::Stream;
use linli::study::CompareOptions;
use linli::time::{DAY, Day, Span, Timestamp};
use linli::{Error, Plan, Study};

const PEOPLE: [usize; 4] = [8, 15, 25, 40];
/// Turns that give a tie, in 28 days.
const TURNS: [u32; 3] = [10, 60, 200];
const FALLS: [f64; 3] = [0.0, 0.3, 0.5];
/// A Monday.
const FIRST: Day = Day::from_number(16_797);

/// One cell of the design.
#[derive(Debug, Clone, Copy)]
struct Design {
    people: usize,
    turns: u32,
    days: i32,
    fall: f64,
    groups: usize,
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
    for (groups, days, share) in [(1, 28, 1), (1, 84, 1), (15, 28, 4)] {
        let repetitions = (repetitions / share).max(1);
        let what = if groups == 1 { "One group".to_owned() } else { format!("{groups} groups pooled") };
        println!("### {what}, {days} days against {days}\n");
        println!("{repetitions} repetitions a cell, 199 shuffles each. Called at p ≤ .05.\n");
        println!(
            "| people | tied turns in 28 days | called: no change | fall of 30 % | fall of 50 % | interval holds the truth | refused by default |"
        );
        println!("|---|---|---|---|---|---|---|");
        for people in PEOPLE {
            for turns in TURNS {
                let mut cells = Vec::new();
                let mut all = Tally::default();
                for fall in FALLS {
                    let tally = repeat(Design { people, turns, days, fall, groups }, repetitions)?;
                    cells.push(share_of(tally.found, tally.of));
                    all.held += tally.held;
                    all.intervals += tally.intervals;
                    all.refused += tally.refused;
                    all.of += tally.of + tally.refused;
                }
                println!(
                    "| {people} | {turns} | {} | {} | {} |",
                    cells.join(" | "),
                    share_of(all.held, all.intervals),
                    share_of(all.refused, 3 * repetitions)
                );
            }
        }
        println!();
    }
    Ok(())
}

fn share_of(k: u32, n: u32) -> String {
    if n == 0 { "–".to_owned() } else { format!("{:.3}", f64::from(k) / f64::from(n)) }
}

fn repeat(design: Design, repetitions: u32) -> Result<Tally, Error> {
    let mut tally = Tally::default();
    for repetition in 0..repetitions {
        let (study, truth, tied) = draw(design, repetition)?;
        let after = FIRST.plus(design.days);
        let options = CompareOptions::default().with_draws(199);
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
    for group in 0..design.groups {
        let n = design.people;
        let activity: Vec<f64> = (0..n).map(|_| gamma(&mut stream, 1.0)).collect();
        let mut rates = vec![0.0; n * n];
        for i in 0..n {
            for j in 0..n {
                let close = gamma(&mut stream, 0.5);
                if i != j {
                    rates[i * n + j] = activity[i] * activity[j] * close;
                }
            }
        }
        let scale = f64::from(design.turns) / 28.0 / rates.iter().sum::<f64>();
        rates.iter_mut().for_each(|rate| *rate *= scale);
        truth += (density(&rates, design.days, 1.0 - design.fall) - density(&rates, design.days, 1.0))
            / design.groups as f64;
        let id = format!("g{group:02}");
        let group = builder.group(&id);
        builder.group_mut(group).layer = Layer::First;
        let people = (0..n).map(|i| builder.person(&format!("{id}p{i:02}"))).collect::<Result<Vec<_>, _>>()?;
        for day in 0..2 * design.days {
            let later = day >= design.days;
            let busy = gamma(&mut stream, 2.0) / 2.0 * if later { 1.0 - design.fall } else { 1.0 };
            let mut second = 0;
            for i in 0..n {
                for j in 0..n {
                    for _ in 0..poisson(&mut stream, rates[i * n + j] * busy) {
                        let time =
                            Timestamp::from_micros(i64::from(FIRST.plus(day).number()) * DAY + second * 1_000_000);
                        second += 1;
                        spoken[usize::from(later)] += 1;
                        let targets = [Target { person: people[j], how: How::Mention }];
                        builder.message(
                            group,
                            MessageDraft {
                                time,
                                author: people[i],
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
                }
            }
            // Everybody is there on both sides, whether they talk or not: the list says so, one spell a person.
        }
        for &person in &people {
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
    plan.populations = vec!["roster".to_owned()];
    plan.seed = u64::from(repetition);
    Ok((Study::new(records, plan, Diagnostics::new()), truth, spoken[0].min(spoken[1])))
}

/// The expected density: a pair is tied unless all days are without a turn; E exp(−λ s) = (1 + λ/2)⁻² for s ~ Gamma(2)/2.
fn density(rates: &[f64], days: i32, factor: f64) -> f64 {
    let n = (rates.len() as f64).sqrt();
    let tied: f64 = rates.iter().map(|rate| 1.0 - (1.0 + rate * factor / 2.0).powi(-2 * days)).sum();
    tied / (n * (n - 1.0))
}

/// A gamma variate of this shape and scale 1 (Marsaglia and Tsang 2000, ACM TOMS 26:363; below 1 by its boost).
fn gamma(stream: &mut Stream, shape: f64) -> f64 {
    if shape < 1.0 {
        let u: f64 = 1.0 - stream.unit();
        return gamma(stream, shape + 1.0) * u.powf(1.0 / shape);
    }
    let d = shape - 1.0 / 3.0;
    let c = 1.0 / (9.0 * d).sqrt();
    loop {
        let x = normal(stream);
        let v = (1.0 + c * x).powi(3);
        let u = 1.0 - stream.unit();
        if v > 0.0 && u.ln() < 0.5 * x * x + d - d * v + d * v.ln() {
            return d * v;
        }
    }
}

/// A standard normal variate (Box and Muller 1958).
fn normal(stream: &mut Stream) -> f64 {
    let (u, v) = (1.0 - stream.unit(), stream.unit());
    (-2.0 * u.ln()).sqrt() * (std::f64::consts::TAU * v).cos()
}

/// A Poisson variate, by multiplying uniform ones: means are small here.
fn poisson(stream: &mut Stream, mean: f64) -> u32 {
    let (limit, mut product, mut k) = ((-mean).exp(), 1.0, 0);
    loop {
        product *= 1.0 - stream.unit();
        if product <= limit {
            return k;
        }
        k += 1;
    }
}
