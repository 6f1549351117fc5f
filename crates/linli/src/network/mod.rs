//! People and ties in a window: a compact network in rows, a store that adds and expires ties; paths, cores, onion layers,
//! triangles, structural holes, core and periphery; and petgraph's visit traits on `&Network`.

mod affiliation;
mod configuration;
mod core_periphery;
mod cores;
mod curveball;
mod holes;
mod onion;
mod paths;
mod rolling;
mod triangles;
mod two_mode;
mod visit;

pub use affiliation::{Affiliation, ByMode, Together};
pub use core_periphery::{CorePeriphery, core_periphery, core_significance};
pub use cores::core_numbers;
pub use holes::{Holes, structural_holes};
pub use onion::onion_layers;
pub use paths::{Paths, Sweep, shortest_paths};
pub use rolling::TieStore;
pub use triangles::{Triples, triples};
pub use two_mode::TwoMode;
pub use visit::{Arc, Visited};

use crate::records::PersonId;
use crate::tie::WHOLE;

/// A directed weighted network of the people of one population in one window. No loops, no parallel ties.
///
/// Nodes stand in ascending person id; neighbours of a node in ascending node.
#[derive(Debug, Clone, Default)]
pub struct Network {
    people: Vec<PersonId>,
    out: Rows,
    into: Rows,
    either: Rows,
}

/// Neighbour lists, one after another.
#[derive(Debug, Clone, Default)]
struct Rows {
    end: Vec<u32>,
    node: Vec<u32>,
    weight: Vec<f64>,
}

impl Rows {
    fn clear(&mut self) {
        self.end.clear();
        self.node.clear();
        self.weight.clear();
    }

    fn range(&self, row: usize) -> std::ops::Range<usize> {
        let start = if row == 0 { 0 } else { self.end[row - 1] as usize };
        start..self.end[row] as usize
    }

    fn nodes(&self, row: usize) -> &[u32] {
        &self.node[self.range(row)]
    }

    fn weights(&self, row: usize) -> &[f64] {
        &self.weight[self.range(row)]
    }
}

impl Network {
    /// A network of these people, ascending, and these ties `(from, to, weight)` between positions in that list.
    ///
    /// Loops are dropped and parallel ties added up. Positions past the end are dropped, and so are weights that are no
    /// number, infinite, or less than half a unit of 1/[`WHOLE`].
    ///
    /// ```
    /// use linli::network::Network;
    /// use linli::records::PersonId;
    ///
    /// let people = (0..3).map(PersonId::from_index).collect();
    /// let network = Network::of(people, &[(0, 1, 1.0), (1, 0, 2.0), (1, 2, 1.0)]);
    /// assert_eq!((network.len(), network.arcs(), network.edges()), (3, 3, 2));
    /// ```
    pub fn of(people: Vec<PersonId>, ties: &[(u32, u32, f64)]) -> Self {
        let n = people.len();
        let mut store = TieStore::new(n);
        for &(from, to, weight) in ties {
            let units = (weight * f64::from(WHOLE)).round();
            if from != to && (from as usize) < n && (to as usize) < n && units >= 1.0 && units.is_finite() {
                store.add(from, to, units as u64);
            }
        }
        let mut network = Self::default();
        let nodes: Vec<u32> = (0..n as u32).collect();
        network.fill(&store, &nodes, &people);
        network.people = people;
        network
    }

    /// Becomes the network among `nodes` (positions in the store, ascending) who are these `people` of it.
    ///
    /// Memory is kept between calls.
    pub fn fill(&mut self, store: &TieStore, nodes: &[u32], people: &[PersonId]) {
        const ABSENT: u32 = u32::MAX;
        let mut place = vec![ABSENT; store.len()];
        for (node, &at) in nodes.iter().enumerate() {
            place[at as usize] = node as u32;
        }
        self.people.clear();
        self.people.extend(nodes.iter().map(|&at| people[at as usize]));
        self.out.clear();
        for &at in nodes {
            for &(to, weight) in store.from(at) {
                let to = place[to as usize];
                if to != ABSENT {
                    self.out.node.push(to);
                    self.out.weight.push(whole(weight));
                }
            }
            self.out.end.push(self.out.node.len() as u32);
        }
        self.transpose();
        self.unite();
    }

    /// Rows of arcs coming in, from the rows going out.
    fn transpose(&mut self) {
        let n = self.people.len();
        let (out, into) = (&self.out, &mut self.into);
        into.clear();
        into.end.resize(n, 0);
        for &to in &out.node {
            into.end[to as usize] += 1;
        }
        let mut total = 0;
        for end in &mut into.end {
            total += *end;
            // For now the start of the row; it becomes the end as the row is filled.
            *end = total - *end;
        }
        into.node.resize(out.node.len(), 0);
        into.weight.resize(out.node.len(), 0.0);
        for from in 0..n {
            for slot in out.range(from) {
                let end = &mut into.end[out.node[slot] as usize];
                into.node[*end as usize] = from as u32;
                into.weight[*end as usize] = out.weight[slot];
                *end += 1;
            }
        }
    }

    /// Rows of neighbours in either direction, weights of both directions added.
    fn unite(&mut self) {
        self.either.clear();
        for node in 0..self.people.len() {
            let (out, into) = (self.out.range(node), self.into.range(node));
            let (mut i, mut j) = (out.start, into.start);
            while i < out.end || j < into.end {
                let a = if i < out.end { self.out.node[i] } else { u32::MAX };
                let b = if j < into.end { self.into.node[j] } else { u32::MAX };
                let mut weight = 0.0;
                if a <= b {
                    weight += self.out.weight[i];
                    i += 1;
                }
                if b <= a {
                    weight += self.into.weight[j];
                    j += 1;
                }
                self.either.node.push(a.min(b));
                self.either.weight.push(weight);
            }
            self.either.end.push(self.either.node.len() as u32);
        }
    }

    /// Number of people.
    pub fn len(&self) -> usize {
        self.people.len()
    }

    /// Whether nobody is in it.
    pub fn is_empty(&self) -> bool {
        self.people.is_empty()
    }

    /// Number of directed ties.
    pub fn arcs(&self) -> usize {
        self.out.node.len()
    }

    /// Number of tied pairs, whatever the direction.
    pub fn edges(&self) -> usize {
        self.either.node.len() / 2
    }

    /// The people, ascending.
    pub fn people(&self) -> &[PersonId] {
        &self.people
    }

    /// To whom a node has ties, ascending.
    pub fn successors(&self, node: usize) -> &[u32] {
        self.out.nodes(node)
    }

    /// Who has ties to a node, ascending.
    pub fn predecessors(&self, node: usize) -> &[u32] {
        self.into.nodes(node)
    }

    /// Who is tied to a node in either direction, ascending.
    pub fn neighbours(&self, node: usize) -> &[u32] {
        self.either.nodes(node)
    }

    /// Number of people tied to a node in either direction.
    pub fn degree(&self, node: usize) -> usize {
        self.either.range(node).len()
    }

    /// Largest degree.
    pub fn max_degree(&self) -> usize {
        (0..self.len()).map(|node| self.degree(node)).max().unwrap_or(0)
    }

    /// Total weight of the ties to a node.
    pub fn in_strength(&self, node: usize) -> f64 {
        self.into.weights(node).iter().sum()
    }

    /// Total weight of the ties from a node.
    pub fn out_strength(&self, node: usize) -> f64 {
        self.out.weights(node).iter().sum()
    }

    /// Weight of the tie from one node to another; 0 without a tie.
    pub fn weight(&self, from: usize, to: usize) -> f64 {
        let row = self.out.nodes(from);
        row.binary_search(&(to as u32)).map_or(0.0, |at| self.out.weights(from)[at])
    }

    /// Weight between a node and each of its [neighbours](Self::neighbours), both directions added.
    pub fn mutual_weights(&self, node: usize) -> impl Iterator<Item = f64> + '_ {
        self.either.weights(node).iter().copied()
    }

    /// Directed ties `(from, to, weight)`, ascending.
    pub fn ties(&self) -> impl Iterator<Item = (u32, u32, f64)> + '_ {
        (0..self.len()).flat_map(move |from| {
            let row = self.out.nodes(from).iter().zip(self.out.weights(from));
            row.map(move |(&to, &weight)| (from as u32, to, weight))
        })
    }

    /// Tied pairs, whatever the direction, the smaller person first, ascending.
    pub fn pairs(&self) -> impl Iterator<Item = (PersonId, PersonId)> + '_ {
        (0..self.len()).flat_map(move |a| {
            let later = self.neighbours(a).iter().filter(move |&&b| b as usize > a);
            later.map(move |&b| (self.people[a], self.people[b as usize]))
        })
    }

    /// Number of directed ties whose opposite is there too.
    pub fn mutual_arcs(&self) -> usize {
        // Every neighbour that is both a successor and a predecessor is one arc of a mutual pair.
        (0..self.len()).map(|node| self.out.range(node).len() + self.into.range(node).len() - self.degree(node)).sum()
    }
}

/// Weight in whole ties: recomputed from units at every fill, so that no sum drifts.
fn whole(units: u64) -> f64 {
    units as f64 / f64::from(WHOLE)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn people(n: usize) -> Vec<PersonId> {
        (0..n).map(PersonId::from_index).collect()
    }

    #[test]
    fn rows_agree_with_each_other() {
        let network = Network::of(people(4), &[(0, 1, 1.0), (1, 0, 2.0), (2, 1, 1.0), (3, 3, 1.0), (2, 1, 1.0)]);
        assert_eq!((network.arcs(), network.edges(), network.mutual_arcs()), (3, 2, 2));
        assert_eq!(network.predecessors(1), [0, 2]);
        assert_eq!(network.neighbours(1), [0, 2]);
        assert_eq!(network.mutual_weights(1).collect::<Vec<_>>(), [3.0, 2.0]);
        assert!((network.in_strength(1) - 3.0).abs() < 1e-15 && (network.weight(2, 1) - 2.0).abs() < 1e-15);
        assert_eq!(network.degree(3), 0);
        assert_eq!(network.ties().collect::<Vec<_>>(), [(0, 1, 1.0), (1, 0, 2.0), (2, 1, 2.0)]);
    }
}
