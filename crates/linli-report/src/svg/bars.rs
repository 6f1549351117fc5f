use std::fmt::Write as _;

use super::{GREY, INK, fill, labels, picture, stroke};
use crate::html::Writer;
use crate::number::coordinate;

/// Bars of parts of a whole, one under the other.
#[derive(Debug, Clone)]
pub(crate) struct Bars {
    pub(crate) title: String,
    pub(crate) description: String,
    /// What each bar is of, and how many there are of each part.
    pub(crate) rows: Vec<(String, [u32; PARTS])>,
}

/// Parts a bar has: dark, striped, slashed, outlined. Each reads without colour.
pub(crate) const PARTS: usize = 4;

const WIDTH: f64 = 340.0;
const LEFT: f64 = 96.0;
const RIGHT: f64 = 300.0;
const STEP: f64 = 26.0;
const HEIGHT: f64 = 16.0;
/// Width of a slash.
const SLASH: f64 = 7.0;

pub(crate) fn draw(w: &mut Writer, bars: &Bars) {
    let size = [WIDTH, STEP * bars.rows.len() as f64 + 4.0];
    let (mut dark, mut outline, mut lines) = (String::new(), String::new(), String::new());
    let mut names = Vec::new();
    let mut counts = Vec::new();
    for (row, (name, parts)) in bars.rows.iter().enumerate() {
        let y = 4.0 + STEP * row as f64;
        let all: u32 = parts.iter().sum();
        names.push(([LEFT - 8.0, y + 12.0], name.as_str()));
        counts.push(([RIGHT + 6.0, y + 12.0], all.to_string()));
        let mut from = LEFT;
        for (part, &count) in parts.iter().enumerate().filter(|(_, count)| **count > 0) {
            let to = from + (RIGHT - LEFT) * f64::from(count) / f64::from(all);
            let [x, top, width] = [from, y, to - from].map(coordinate);
            let square = format!("M{x} {top}h{width}v{HEIGHT}h-{width}z");
            match part {
                0 => dark.push_str(&square),
                1 => {
                    outline.push_str(&square);
                    let mut at = from + 3.0;
                    while at < to - 1.0 {
                        let _ = write!(lines, "M{} {top}v{HEIGHT}", coordinate(at));
                        at += 4.0;
                    }
                }
                2 => {
                    outline.push_str(&square);
                    let mut at = from + 1.0;
                    while at + SLASH <= to {
                        let _ = write!(outline, "M{} {}l{SLASH} -{HEIGHT}", coordinate(at), coordinate(y + HEIGHT));
                        at += SLASH;
                    }
                }
                _ => outline.push_str(&square),
            }
            from = to;
        }
    }
    picture(w, size, &bars.title, &bars.description, |w| {
        labels(w, "end", names.into_iter());
        labels(w, "start", counts.iter().map(|(at, text)| (*at, &**text)));
        fill(w, &dark, INK);
        stroke(w, &lines, [GREY, "1.6", ""]);
        stroke(w, &outline, [INK, "1", ""]);
    });
}
