use std::fmt::Write as _;

use super::{INK, SECOND, picture, stroke};
use crate::html::Writer;
use crate::layout;
use crate::number::coordinate;

/// A small undirected network. Nodes bear no names.
#[derive(Debug, Clone)]
pub(crate) struct NetworkPicture {
    pub(crate) title: String,
    pub(crate) description: String,
    /// For every node whether it is staff: drawn as a square.
    pub(crate) staff: Vec<bool>,
    pub(crate) edges: Vec<(usize, usize)>,
}

const SIZE: [f64; 2] = [420.0, 300.0];
const MARGIN: f64 = 14.0;

pub(crate) fn draw(w: &mut Writer, network: &NetworkPicture) {
    let at: Vec<[f64; 2]> = layout::positions(network.staff.len(), &network.edges)
        .into_iter()
        .map(|[x, y]| [MARGIN + x * (SIZE[0] - 2.0 * MARGIN), MARGIN + y * (SIZE[1] - 2.0 * MARGIN)])
        .collect();
    let mut edges = String::new();
    for &(a, b) in &network.edges {
        let [x, y, u, v] = [at[a][0], at[a][1], at[b][0], at[b][1]].map(coordinate);
        let _ = write!(edges, "M{x} {y}L{u} {v}");
    }
    let (mut people, mut staff) = (String::new(), String::new());
    for (&[x, y], &is_staff) in at.iter().zip(&network.staff) {
        if is_staff {
            let _ = write!(staff, "M{} {}h10v10h-10z", coordinate(x - 5.0), coordinate(y - 5.0));
        } else {
            let _ = write!(people, "M{} {}a5 5 0 1 0 10 0a5 5 0 1 0-10 0", coordinate(x - 5.0), coordinate(y));
        }
    }
    picture(w, SIZE, &network.title, &network.description, |w| {
        stroke(w, &edges, ["#9a9a9a", "1", ""]);
        for (path, colour) in [(&people, INK), (&staff, SECOND)] {
            if !path.is_empty() {
                w.void("path", &[("d", path), ("fill", colour), ("stroke", "#fff"), ("stroke-width", "1")]);
            }
        }
    });
}
