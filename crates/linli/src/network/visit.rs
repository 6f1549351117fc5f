//! petgraph's visit traits on `&Network`, so that every petgraph algorithm runs on it without a copy.

use petgraph::Directed;
use petgraph::Direction;
use petgraph::visit::{
    Data, EdgeCount, EdgeRef, GraphBase, GraphProp, IntoEdgeReferences, IntoEdges, IntoNeighbors,
    IntoNeighborsDirected, IntoNodeIdentifiers, NodeCompactIndexable, NodeCount, NodeIndexable, VisitMap, Visitable,
};

use super::Network;

/// A directed tie as petgraph sees it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Arc<'a> {
    from: u32,
    to: u32,
    slot: u32,
    weight: &'a f64,
}

impl GraphBase for Network {
    type NodeId = u32;
    type EdgeId = u32;
}

impl Data for Network {
    type NodeWeight = ();
    type EdgeWeight = f64;
}

impl GraphProp for Network {
    type EdgeType = Directed;
}

impl NodeCount for Network {
    fn node_count(&self) -> usize {
        self.len()
    }
}

impl EdgeCount for Network {
    fn edge_count(&self) -> usize {
        self.arcs()
    }
}

impl NodeIndexable for Network {
    fn node_bound(&self) -> usize {
        self.len()
    }

    fn to_index(&self, node: u32) -> usize {
        node as usize
    }

    fn from_index(&self, index: usize) -> u32 {
        index as u32
    }
}

impl NodeCompactIndexable for Network {}

impl IntoNodeIdentifiers for &Network {
    type NodeIdentifiers = std::ops::Range<u32>;

    fn node_identifiers(self) -> Self::NodeIdentifiers {
        0..self.len() as u32
    }
}

impl<'a> IntoNeighbors for &'a Network {
    type Neighbors = std::iter::Copied<std::slice::Iter<'a, u32>>;

    fn neighbors(self, node: u32) -> Self::Neighbors {
        self.successors(node as usize).iter().copied()
    }
}

impl<'a> IntoNeighborsDirected for &'a Network {
    type NeighborsDirected = std::iter::Copied<std::slice::Iter<'a, u32>>;

    fn neighbors_directed(self, node: u32, direction: Direction) -> Self::NeighborsDirected {
        match direction {
            Direction::Outgoing => self.successors(node as usize).iter().copied(),
            Direction::Incoming => self.predecessors(node as usize).iter().copied(),
        }
    }
}

impl<'a> EdgeRef for Arc<'a> {
    type NodeId = u32;
    type EdgeId = u32;
    type Weight = f64;

    fn source(&self) -> u32 {
        self.from
    }

    fn target(&self) -> u32 {
        self.to
    }

    fn weight(&self) -> &'a f64 {
        self.weight
    }

    fn id(&self) -> u32 {
        self.slot
    }
}

/// The ties of one node, or of all.
#[derive(Debug, Clone)]
pub struct Arcs<'a> {
    network: &'a Network,
    from: u32,
    slot: u32,
    end: u32,
}

impl<'a> Iterator for Arcs<'a> {
    type Item = Arc<'a>;

    fn next(&mut self) -> Option<Arc<'a>> {
        if self.slot >= self.end {
            return None;
        }
        let (network, slot) = (self.network, self.slot);
        while network.out.end[self.from as usize] <= slot {
            self.from += 1;
        }
        self.slot += 1;
        let weight = &network.out.weight[slot as usize];
        Some(Arc { from: self.from, to: network.out.node[slot as usize], slot, weight })
    }
}

impl<'a> IntoEdgeReferences for &'a Network {
    type EdgeRef = Arc<'a>;
    type EdgeReferences = Arcs<'a>;

    fn edge_references(self) -> Arcs<'a> {
        Arcs { network: self, from: 0, slot: 0, end: self.arcs() as u32 }
    }
}

impl<'a> IntoEdges for &'a Network {
    type Edges = Arcs<'a>;

    fn edges(self, node: u32) -> Arcs<'a> {
        let range = self.out.range(node as usize);
        Arcs { network: self, from: node, slot: range.start as u32, end: range.end as u32 }
    }
}

/// Which nodes a traversal has seen.
#[derive(Debug, Clone, Default)]
pub struct Visited(Vec<bool>);

impl VisitMap<u32> for Visited {
    fn visit(&mut self, node: u32) -> bool {
        !std::mem::replace(&mut self.0[node as usize], true)
    }

    fn is_visited(&self, node: &u32) -> bool {
        self.0[*node as usize]
    }

    fn unvisit(&mut self, node: u32) -> bool {
        std::mem::replace(&mut self.0[node as usize], false)
    }
}

impl Visitable for Network {
    type Map = Visited;

    fn visit_map(&self) -> Visited {
        Visited(vec![false; self.len()])
    }

    fn reset_map(&self, map: &mut Visited) {
        map.0.clear();
        map.0.resize(self.len(), false);
    }
}
