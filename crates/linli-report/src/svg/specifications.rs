//! A specification curve: one column a combination of choices, by ascending median; above what the indicator is under it,
//! below what was chosen (after Simonsohn, Simmons and Nelson 2020, Nature Human Behaviour 4:1208).

use std::fmt::Write as _;

use linli::study::{Sensitivity, Specification};

use super::axis::short;
use super::{INK, SECOND, fill, labels, picture, stroke};
use crate::html::Writer;

/// The specification curve of an indicator as SVG. Specifications without a value stand at the right, without a mark above.
///
/// The plan's own specification is the hollow diamond; the bars are quartiles over disjoint windows.
pub fn specifications_svg(sensitivity: &Sensitivity) -> String {
    let mut writer = Writer::alone();
    draw(&mut writer, sensitivity);
    writer.finish()
}

/// Room for the names of choices.
const LEFT: f64 = 210.0;
const TOP: f64 = 14.0;
/// Height of the curve.
const CURVE: f64 = 180.0;
/// Height of a row of choices.
const ROW: f64 = 15.0;
const WIDTH: f64 = 560.0;

/// One row below the curve: a choice, and which specifications made it.
struct Choice {
    name: String,
    made: Vec<bool>,
    /// Whether a family of choices begins here.
    first: bool,
}

fn draw(w: &mut Writer, sensitivity: &Sensitivity) {
    let all = &sensitivity.specifications;
    let mut order: Vec<usize> = (0..all.len()).collect();
    let median = |at: usize| all[at].quartiles.map_or(f64::INFINITY, |[_, middle, _]| middle);
    order.sort_by(|&a, &b| median(a).total_cmp(&median(b)).then(a.cmp(&b)));
    let choices = choices(all, &order);
    let rows = choices.len() as f64 + choices.iter().filter(|c| c.first).count() as f64 * 0.5;
    let size = [LEFT + WIDTH + 16.0, TOP + CURVE + 18.0 + ROW * rows + 8.0];
    let x = |place: usize| LEFT + WIDTH * (place as f64 + 0.5) / all.len().max(1) as f64;
    let bounds = all.iter().filter_map(|s| s.quartiles).fold(None, |all: Option<[f64; 2]>, [low, _, high]| {
        Some(all.map_or([low, high], |[a, b]| [a.min(low), b.max(high)]))
    });
    let [low, high] = bounds.map_or([0.0, 1.0], |[a, b]| if a < b { [a, b] } else { [a - 0.5, b + 0.5] });
    let y = |value: f64| TOP + CURVE * (high - value) / (high - low);

    let (mut bars, mut dots, mut own) = (String::new(), String::new(), String::new());
    for (place, &at) in order.iter().enumerate() {
        let Some([lower, middle, upper]) = all[at].quartiles else { continue };
        let _ = write!(bars, "M{:.1} {:.1}V{:.1}", x(place), y(lower), y(upper));
        let mark = if at == 0 { &mut own } else { &mut dots };
        let size = if at == 0 { 5.0 } else { 2.0 };
        let _ = write!(mark, "M{:.1} {:.1}l{size} {size}l-{size} {size}l-{size} -{size}z", x(place), y(middle) - size);
    }
    let title = format!("{}: what it rests on", sensitivity.indicator.card.title);
    picture(w, size, &title, &sensitivity.methods_text(), |w| {
        let marks = [low, f64::midpoint(low, high), high].map(|value| (value, short(value)));
        labels(w, "end", marks.iter().map(|(value, text)| ([LEFT - 8.0, y(*value) + 4.0], text.as_str())));
        let mut lines = String::new();
        for (value, _) in &marks {
            let _ = write!(lines, "M{LEFT} {:.1}h{WIDTH}", y(*value));
        }
        stroke(w, &lines, ["#ddd", "1", ""]);
        stroke(w, &bars, ["#9aa5ad", "1.5", ""]);
        fill(w, &dots, INK);
        stroke(w, &own, [SECOND, "2", ""]);
        let mut at = TOP + CURVE + 18.0;
        let (mut names, mut made) = (Vec::new(), String::new());
        for choice in &choices {
            at += if choice.first { 1.5 * ROW } else { ROW };
            names.push(([LEFT - 8.0, at - 4.0], choice.name.as_str()));
            for (place, _) in choice.made.iter().enumerate().filter(|(_, made)| **made) {
                let _ = write!(made, "M{:.1} {:.1}v8", x(place), at - 12.0);
            }
        }
        labels(w, "end", names.into_iter());
        stroke(w, &made, [INK, "2", ""]);
    });
}

/// Where a choice stands among others of its family, and its name.
type Family = fn(&Specification) -> (i64, String);

/// Every choice that differs between specifications, family by family.
fn choices(all: &[Specification], order: &[usize]) -> Vec<Choice> {
    let families: [Family; 4] = [
        |s| (0, s.ties.clone().map_or_else(|| "no ties".to_owned(), |ties| format!("ties {ties}"))),
        |s| (i64::from(s.window_days), format!("windows of {} days", s.window_days)),
        |s| {
            let half = 2 * s.phase_days >= s.window_days && s.phase_days > 0;
            let begin = if s.phase_days == 0 {
                "as planned"
            } else if half {
                "half a window later"
            } else {
                "later"
            };
            (i64::from(s.phase_days > 0), format!("beginning {begin}"))
        },
        |s| (0, s.population.clone()),
    ];
    let mut rows = Vec::new();
    for family in families {
        let mut names: Vec<(i64, String)> = all.iter().map(family).collect();
        names.sort();
        names.dedup();
        if names.len() < 2 {
            continue;
        }
        for (at, name) in names.into_iter().enumerate() {
            let made = order.iter().map(|&specification| family(&all[specification]) == name).collect();
            rows.push(Choice { name: name.1, made, first: at == 0 });
        }
    }
    rows
}
