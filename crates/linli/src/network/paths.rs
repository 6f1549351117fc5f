//! Shortest paths on the undirected, unweighted network: betweenness with closeness riding along (Brandes 2001).
//!
//! Letters of the paper: σ (`sigma`) number of shortest paths from the source, δ (`delta`) dependency, `order` the stack S.

use super::Network;

/// What one sweep over all sources gives, by node.
#[derive(Debug, Clone, Default)]
pub struct Paths {
    /// Pairs of others whose shortest paths pass through the node, each pair once, endpoints excluded; not normalised.
    /// Empty where only distances were asked for.
    pub betweenness: Vec<f64>,
    /// How many others can be reached.
    pub reached: Vec<u32>,
    /// Sum of the distances to them.
    pub distance_sum: Vec<u64>,
    /// Sum of one over the distance to each of them.
    pub nearness: Vec<f64>,
    /// Whether a pair has more shortest paths than `f64` counts exactly (2⁵³), so that betweenness is rounded.
    pub rounded: bool,
}

impl Paths {
    /// Closeness by node in Wasserman and Faust's form: (r/(n − 1)) · (r/D), r = others reached, D = sum of the distances
    /// to them; 0 where nobody is reached.
    pub fn closeness(&self) -> Vec<f64> {
        let others = self.reached.len() as f64 - 1.0;
        let near = |(&reached, &sum): (&u32, &u64)| {
            let r = f64::from(reached);
            if reached == 0 { 0.0 } else { (r / others) * (r / sum as f64) }
        };
        self.reached.iter().zip(&self.distance_sum).map(near).collect()
    }
}

/// What a sweep is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sweep {
    /// Distances alone.
    Distances,
    /// Distances and betweenness.
    Betweenness,
}

/// All shortest paths between all pairs, whatever the direction of ties.
///
/// O(n·m) time and O(n) memory. Path counts are `f64`: beyond 2⁵³ paths they are rounded, not wrapped, and
/// [`Paths::rounded`] says so.
pub fn shortest_paths(network: &Network, sweep: Sweep) -> Paths {
    const UNSEEN: u32 = u32::MAX;
    /// Whole numbers are exact up to here.
    const EXACT: f64 = 9_007_199_254_740_992.0;
    let n = network.len();
    let mut paths = Paths {
        betweenness: if sweep == Sweep::Betweenness { vec![0.0; n] } else { Vec::new() },
        reached: vec![0; n],
        distance_sum: vec![0; n],
        nearness: vec![0.0; n],
        rounded: false,
    };
    let mut distance = vec![UNSEEN; n];
    let mut sigma = vec![0.0_f64; n];
    let mut delta = vec![0.0_f64; n];
    let mut order: Vec<u32> = Vec::with_capacity(n);
    for source in 0..n {
        order.push(source as u32);
        distance[source] = 0;
        sigma[source] = 1.0;
        let (mut head, mut sum, mut near) = (0, 0_u64, 0.0);
        while head < order.len() {
            let v = order[head] as usize;
            head += 1;
            let (next, paths_to_v) = (distance[v] + 1, sigma[v]);
            sum += u64::from(distance[v]);
            if v != source {
                near += 1.0 / f64::from(distance[v]);
            }
            paths.rounded |= paths_to_v > EXACT;
            for &w in network.neighbours(v) {
                let w = w as usize;
                if distance[w] == UNSEEN {
                    distance[w] = next;
                    order.push(w as u32);
                }
                if distance[w] == next {
                    sigma[w] += paths_to_v;
                }
            }
        }
        paths.reached[source] = order.len() as u32 - 1;
        paths.distance_sum[source] = sum;
        paths.nearness[source] = near;
        if sweep == Sweep::Betweenness {
            for &w in order.iter().rev() {
                let w = w as usize;
                let (closer, share) = (distance[w].wrapping_sub(1), (1.0 + delta[w]) / sigma[w]);
                if w == source {
                    continue;
                }
                for &v in network.neighbours(w) {
                    let v = v as usize;
                    if distance[v] == closer {
                        delta[v] += sigma[v] * share;
                    }
                }
                paths.betweenness[w] += delta[w];
            }
        }
        for &v in &order {
            let v = v as usize;
            distance[v] = UNSEEN;
            sigma[v] = 0.0;
            delta[v] = 0.0;
        }
        order.clear();
    }
    // Every pair was met from both ends.
    for b in &mut paths.betweenness {
        *b /= 2.0;
    }
    paths
}
