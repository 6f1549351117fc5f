use std::fmt::Write as _;

use super::{INK, SECOND, labels, picture, stroke};
use crate::html::Writer;
use crate::layout;
use crate::number::coordinate;

/// A small undirected network at several times. Everybody stands in one place at all of them, and bears a number and no name.
#[derive(Debug, Clone)]
pub(crate) struct NetworkPicture {
    pub(crate) title: String,
    pub(crate) description: String,
    /// For every node whether it is staff: drawn as a square.
    pub(crate) staff: Vec<bool>,
    pub(crate) times: Vec<NetworkAt>,
}

/// The network at one time.
#[derive(Debug, Clone)]
pub(crate) struct NetworkAt {
    /// What stands above it.
    pub(crate) label: String,
    /// For every node whether it counts then; whoever does not is not drawn.
    pub(crate) counts: Vec<bool>,
    pub(crate) edges: Vec<(usize, usize)>,
}

/// Width and height of the network at one time.
const SIZE: [f64; 2] = [330.0, 230.0];
/// Room above for what stands there, and at the sides.
const HEAD: f64 = 18.0;
const MARGIN: f64 = 14.0;
/// Times side by side.
const COLUMNS: usize = 2;

pub(crate) fn draw(w: &mut Writer, network: &NetworkPicture) {
    let mut all: Vec<(usize, usize)> = network.times.iter().flat_map(|time| time.edges.iter().copied()).collect();
    all.sort_unstable();
    all.dedup();
    let at = layout::positions(network.staff.len(), &all);
    let columns = network.times.len().clamp(1, COLUMNS);
    let size = [SIZE[0] * columns as f64, SIZE[1] * network.times.len().div_ceil(columns) as f64];
    picture(w, size, &network.title, &network.description, |w| {
        for (which, time) in network.times.iter().enumerate() {
            let corner = [SIZE[0] * (which % columns) as f64, SIZE[1] * (which / columns) as f64];
            let place = |[x, y]: [f64; 2]| {
                let inner = [SIZE[0] - 2.0 * MARGIN, SIZE[1] - HEAD - 2.0 * MARGIN];
                [corner[0] + MARGIN + x * inner[0], corner[1] + HEAD + MARGIN + y * inner[1]]
            };
            labels(w, "start", [([corner[0] + 4.0, corner[1] + 12.0], &*time.label)].into_iter());
            let places: Vec<[f64; 2]> = at.iter().map(|&at| place(at)).collect();
            one(w, network, time, &places);
        }
    });
}

fn one(w: &mut Writer, network: &NetworkPicture, time: &NetworkAt, at: &[[f64; 2]]) {
    let mut edges = String::new();
    let mut tied = vec![false; at.len()];
    for &(a, b) in &time.edges {
        let [x, y, u, v] = [at[a][0], at[a][1], at[b][0] - at[a][0], at[b][1] - at[a][1]].map(coordinate);
        let _ = write!(edges, "M{x} {y}l{u} {v}");
        (tied[a], tied[b]) = (true, true);
    }
    // People and staff, each with and without a tie.
    let mut shapes = [const { String::new() }; 4];
    for (node, &[x, y]) in at.iter().enumerate().filter(|(node, _)| time.counts[*node]) {
        let shape = &mut shapes[2 * usize::from(network.staff[node]) + usize::from(!tied[node])];
        let [left, top, y] = [x - 7.0, y - 7.0, y].map(coordinate);
        let _ = if network.staff[node] {
            write!(shape, "M{left} {top}h14v14h-14z")
        } else {
            write!(shape, "M{left} {y}a7 7 0 1 0 14 0a7 7 0 1 0-14 0")
        };
    }
    stroke(w, &edges, ["#9a9a9a", "1", ""]);
    let colours = [[INK, "#fff"], ["#fff", INK], [SECOND, "#fff"], ["#fff", SECOND]];
    for (path, [inside, border]) in shapes.iter().zip(colours).filter(|(path, _)| !path.is_empty()) {
        w.void("path", &[("d", path), ("fill", inside), ("stroke", border)]);
    }
    // Dark where the shape is light.
    for is_tied in [true, false] {
        let nodes = (0..at.len()).filter(|&node| time.counts[node] && tied[node] == is_tied);
        let numbers: Vec<([f64; 2], String)> =
            nodes.map(|node| ([at[node][0], at[node][1] + 3.0], (node + 1).to_string())).collect();
        if !numbers.is_empty() {
            let fill = if is_tied { "#fff" } else { "#333" };
            w.element("g", &[("fill", fill), ("text-anchor", "middle"), ("font-size", "8")], |w| {
                for (place, number) in &numbers {
                    let [x, y] = place.map(coordinate);
                    w.element("text", &[("x", &x), ("y", &y)], |w| w.text(number));
                }
            });
        }
    }
}
