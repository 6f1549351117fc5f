use std::fmt::Write as _;

use super::{INK, SECOND, fill, labels, picture, stroke};
use crate::html::Writer;
use crate::layout;

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
    // Whole units are a quarter of a millimetre on paper.
    let at: Vec<[i32; 2]> = at.iter().map(|at| at.map(|c| c.round() as i32)).collect();
    let mut tied = vec![false; at.len()];
    for &(a, b) in &time.edges {
        (tied[a], tied[b]) = (true, true);
    }
    let mut edges = String::new();
    for trail in trails(at.len(), &time.edges) {
        for (i, &node) in trail.iter().enumerate() {
            let before = ["M", "L", " "][i.min(2)];
            let _ = write!(edges, "{before}{} {}", at[node][0], at[node][1]);
        }
    }
    stroke(w, &edges, ["#9a9a9a", "1", ""]);
    let of = |shape: &dyn Fn([i32; 2]) -> String, among: &dyn Fn(usize) -> bool| -> String {
        (0..at.len()).filter(|&node| time.counts[node] && among(node)).map(|node| shape(at[node])).collect()
    };
    // A stroke of no length under a round cap is a disk.
    let disk = |[x, y]: [i32; 2]| format!("M{x} {y}z");
    let square = |[x, y]: [i32; 2]| format!("M{} {}h12v12h-12z", x - 6, y - 6);
    stroke(w, &of(&disk, &|node| !network.staff[node]), [INK, "15", ""]);
    stroke(w, &of(&disk, &|node| !network.staff[node] && !tied[node]), ["#fff", "13", ""]);
    fill(w, &of(&square, &|node| network.staff[node]), SECOND);
    let hollow = of(&square, &|node| network.staff[node] && !tied[node]);
    fill(w, &hollow, "#fff");
    stroke(w, &hollow, [SECOND, "1", ""]);
    // Dark where the shape is light.
    for is_tied in [true, false] {
        let nodes = (0..at.len()).filter(|&node| time.counts[node] && tied[node] == is_tied);
        let numbers: Vec<usize> = nodes.collect();
        if !numbers.is_empty() {
            let fill = if is_tied { "#fff" } else { "#333" };
            w.element("g", &[("fill", fill), ("text-anchor", "middle"), ("font-size", "8")], |w| {
                for node in numbers {
                    let [x, y] = [at[node][0], at[node][1] + 3].map(|c| c.to_string());
                    w.element("text", &[("x", &x), ("y", &y)], |w| w.text(&(node + 1).to_string()));
                }
            });
        }
    }
}

/// Edges as trails, each edge in one of them: half as long to write as edge by edge.
fn trails(nodes: usize, edges: &[(usize, usize)]) -> Vec<Vec<usize>> {
    let mut left = vec![Vec::new(); nodes];
    for (edge, &(a, b)) in edges.iter().enumerate().rev() {
        left[a].push((b, edge));
        left[b].push((a, edge));
    }
    let mut is_walked = vec![false; edges.len()];
    let mut all = Vec::new();
    for start in 0..nodes {
        loop {
            let mut trail = vec![start];
            let mut here = start;
            while let Some((next, edge)) = left[here].pop() {
                if !std::mem::replace(&mut is_walked[edge], true) {
                    trail.push(next);
                    here = next;
                }
            }
            if trail.len() < 2 {
                break;
            }
            all.push(trail);
        }
    }
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_edge_stands_in_one_trail() {
        let edges: Vec<(usize, usize)> =
            (0..9).flat_map(|a| (a + 1..9).map(move |b| (a, b))).filter(|(a, b)| (a * b) % 4 != 1).collect();
        let trails = trails(9, &edges);
        let mut walked: Vec<(usize, usize)> = trails
            .iter()
            .flat_map(|trail| trail.windows(2))
            .map(|two| (two[0].min(two[1]), two[0].max(two[1])))
            .collect();
        walked.sort_unstable();
        assert_eq!(walked, edges);
        assert!(trails.len() < edges.len() / 3, "{}", trails.len());
    }
}
