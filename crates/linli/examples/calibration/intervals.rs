//! How often a nominal 95 % interval for density holds the expected density of the same people under the same rates, by
//! the ways there are to make one from days. The table of decision 0013.

use linli::statistics::{Scale, Stream, jackknife};

use crate::process::{Process, busy_days};
use crate::{PEOPLE, TURNS, share_of};

/// Days of the span.
const DAYS: usize = 28;
/// Resamples of a bootstrap.
const RESAMPLES: usize = 400;
/// z.₉₇₅.
const Z: f64 = 1.959_963_984_540_054;

const METHODS: [&str; 7] = [
    "bootstrap of days, percentiles",
    "basic",
    "centred on the value",
    "one day left out, normal",
    "t",
    "t, logit scale",
    "mean degree: one day left out, t, logit of its share of n − 1",
];

pub(crate) fn table(repetitions: u32) {
    println!("### Intervals for density, {DAYS} days\n");
    println!("{repetitions} repetitions a cell; {RESAMPLES} resamples a bootstrap.\n");
    println!("| people | tied turns | {} |", METHODS.join(" | "));
    println!("|---|---|{}", "---|".repeat(METHODS.len()));
    for people in PEOPLE {
        for turns in TURNS {
            let mut held = [0_u32; METHODS.len()];
            let mut of = [0_u32; METHODS.len()];
            for repetition in 0..repetitions {
                let key = format!("{people} {turns} {repetition}");
                let mut stream = Stream::of(2017, &["intervals".into(), key.as_str().into()]);
                let process = Process::draw(people, turns, &mut stream);
                let (density, degree) = (process.density(DAYS as i32, 1.0), process.mean_degree(DAYS as i32));
                let busy = busy_days(DAYS as i32, 0.0, &mut stream);
                let days: Vec<_> = busy.iter().map(|&busy| process.day(busy, &mut stream)).collect();
                for (method, interval) in intervals(people, &days, &mut stream).into_iter().enumerate() {
                    let Some([low, high]) = interval else { continue };
                    let truth = if method + 1 == METHODS.len() { degree } else { density };
                    of[method] += 1;
                    held[method] += u32::from(low <= truth && truth <= high);
                }
            }
            let cells: Vec<String> = held.iter().zip(of).map(|(&k, n)| share_of(k, n)).collect();
            println!("| {people} | {turns} | {} |", cells.join(" | "));
        }
    }
    println!();
}

type Interval = Option<[f64; 2]>;

/// The turns of a day, who to whom.
type Day = Vec<(usize, usize)>;

fn intervals(people: usize, days: &[Day], stream: &mut Stream) -> [Interval; METHODS.len()] {
    let all: Vec<usize> = (0..days.len()).collect();
    let value = density(people, days, &all);
    let mut resampled: Vec<f64> = (0..RESAMPLES)
        .map(|_| {
            let picked: Vec<usize> = all.iter().map(|_| stream.below(days.len())).collect();
            density(people, days, &picked)
        })
        .collect();
    resampled.sort_by(f64::total_cmp);
    let at = |q: f64| resampled[((RESAMPLES - 1) as f64 * q).round() as usize];
    let (low, middle, high) = (at(0.025), resampled.iter().sum::<f64>() / RESAMPLES as f64, at(0.975));
    let without = |value: fn(usize, &[Day], &[usize]) -> f64| -> Vec<f64> {
        let others = |out: &usize| all.iter().copied().filter(|at| at != out).collect::<Vec<_>>();
        all.iter().map(|out| value(people, days, &others(out))).collect()
    };
    let (of_density, of_degree) = (without(density), without(mean_degree));
    let plain = jackknife(value, &of_density, Scale::Identity);
    [
        Some([low, high]),
        Some([2.0 * value - high, 2.0 * value - low]),
        Some([low - middle + value, high - middle + value]),
        plain.map(|found| [value - Z * found.error, value + Z * found.error]),
        plain.map(|found| found.interval),
        jackknife(value, &of_density, Scale::Logit).map(|found| found.interval),
        mean_degree_interval(people, mean_degree(people, days, &all), &of_degree),
    ]
}

fn mean_degree_interval(people: usize, value: f64, without: &[f64]) -> Interval {
    let most = (people - 1) as f64;
    let without: Vec<f64> = without.iter().map(|x| x / most).collect();
    jackknife(value / most, &without, Scale::Logit).map(|found| found.interval.map(|bound| bound * most))
}

fn density(people: usize, days: &[Day], picked: &[usize]) -> f64 {
    let tied = tied(people, days, picked);
    tied.iter().filter(|&&tied| tied).count() as f64 / (people * (people - 1)) as f64
}

fn mean_degree(people: usize, days: &[Day], picked: &[usize]) -> f64 {
    let tied = tied(people, days, picked);
    let pairs = (0..people).flat_map(|i| (0..i).map(move |j| (i, j)));
    2.0 * pairs.filter(|&(i, j)| tied[i * people + j] || tied[j * people + i]).count() as f64 / people as f64
}

fn tied(people: usize, days: &[Day], picked: &[usize]) -> Vec<bool> {
    let mut tied = vec![false; people * people];
    for &(from, to) in picked.iter().flat_map(|&day| &days[day]) {
        tied[from * people + to] = true;
    }
    tied
}
