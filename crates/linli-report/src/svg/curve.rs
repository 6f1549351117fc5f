use std::fmt::Write as _;

use super::{STROKES, labels, picture, stroke};
use crate::html::Writer;
use crate::number::coordinate;

/// Shares from 0 to 1 over something that is no time, on one scale in every report.
#[derive(Debug, Clone)]
pub(crate) struct Curve {
    pub(crate) title: String,
    pub(crate) description: String,
    /// Places along the foot, from 0 to 1, and what stands there.
    pub(crate) marks: Vec<(f64, String)>,
    /// Lines, told apart by dashes as well as by colour.
    pub(crate) lines: Vec<Vec<Share>>,
    /// What the lines are seen against.
    pub(crate) against: Against,
}

/// One place of a line.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Share {
    pub(crate) x: f64,
    pub(crate) y: f64,
    /// 95 % interval.
    pub(crate) bounds: Option<[f64; 2]>,
}

/// What lines are seen against.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Against {
    /// Nothing.
    Nothing,
    /// Equal shares: the diagonal.
    EqualShares,
}

const SIZE: [f64; 2] = [340.0, 164.0];
const LEFT: f64 = 42.0;
const RIGHT: f64 = 324.0;
const TOP: f64 = 10.0;
const BOTTOM: f64 = 142.0;

fn place(x: f64, y: f64) -> [f64; 2] {
    [LEFT + x * (RIGHT - LEFT), BOTTOM - y * (BOTTOM - TOP)]
}

pub(crate) fn draw(w: &mut Writer, curve: &Curve) {
    picture(w, SIZE, &curve.title, &curve.description, |w| {
        let rules: String = [0.0, 0.5, 1.0]
            .map(|y| format!("M{} {}H{}", coordinate(LEFT), coordinate(place(0.0, y)[1]), coordinate(RIGHT)))
            .concat();
        stroke(w, &rules, ["#ddd", "1", ""]);
        let shares = [(0.0, "0"), (0.5, "50%"), (1.0, "100%")];
        labels(w, "end", shares.iter().map(|&(y, text)| ([LEFT - 4.0, place(0.0, y)[1] + 4.0], text)));
        labels(w, "middle", curve.marks.iter().map(|(x, text)| ([place(*x, 0.0)[0], BOTTOM + 15.0], &**text)));
        if curve.against == Against::EqualShares {
            let [[x, y], [u, v]] = [place(0.0, 0.0), place(1.0, 1.0)].map(|at| at.map(coordinate));
            stroke(w, &format!("M{x} {y}L{u} {v}"), ["#767676", "1", "2 3"]);
        }
        for (at, line) in curve.lines.iter().enumerate() {
            let style = STROKES[at % STROKES.len()];
            let (mut path, mut bounds, mut dots) = (String::new(), String::new(), String::new());
            // Two intervals at one place would hide each other.
            let beside = 5.0 * at as f64;
            for (i, share) in line.iter().enumerate() {
                let [x, y] = place(share.x, share.y).map(coordinate);
                let _ = write!(path, "{}{x} {y}", if i == 0 { 'M' } else { 'L' });
                if let Some([low, high]) = share.bounds {
                    let [from, to] = [low, high].map(|y| coordinate(place(0.0, y)[1]));
                    let left = place(share.x, 0.0)[0] + beside;
                    let [x, left, edge] = [left, left - 3.0, 6.0].map(coordinate);
                    let _ = write!(bounds, "M{x} {from}V{to}M{left} {from}h{edge}M{left} {to}h{edge}");
                    let _ = write!(dots, "M{x} {y}z");
                }
            }
            stroke(w, &path, style);
            stroke(w, &bounds, [style[0], "1", ""]);
            stroke(w, &dots, [style[0], "5", ""]);
        }
    });
}
