//! Core numbers on the undirected network (Seidman 1983; Batagelj & Zaveršnik 2003).
//!
//! Letters of the paper: `bin[d]` start of the vertices of degree d in `vert`, `pos[v]` where v stands in it.

use super::Network;

/// The core number of every node: the largest k such that the node is in a part where everybody has k ties inside it.
///
/// O(n + m). Isolates have core 0.
pub fn core_numbers(network: &Network) -> Vec<u32> {
    let n = network.len();
    let mut degree: Vec<u32> = (0..n).map(|v| network.degree(v) as u32).collect();
    let mut bin = vec![0_usize; network.max_degree() + 2];
    for &d in &degree {
        bin[d as usize + 1] += 1;
    }
    for d in 1..bin.len() {
        bin[d] += bin[d - 1];
    }
    let mut next = bin.clone();
    let (mut vert, mut pos) = (vec![0_usize; n], vec![0_usize; n]);
    for v in 0..n {
        pos[v] = next[degree[v] as usize];
        vert[pos[v]] = v;
        next[degree[v] as usize] += 1;
    }
    for i in 0..n {
        let v = vert[i];
        for &u in network.neighbours(v) {
            let u = u as usize;
            if degree[u] > degree[v] {
                // Swap u with the first vertex of its degree, then let it be the last of the degree below.
                let du = degree[u] as usize;
                let (pu, pw) = (pos[u], bin[du]);
                let w = vert[pw];
                vert.swap(pu, pw);
                pos[u] = pw;
                pos[w] = pu;
                bin[du] += 1;
                degree[u] -= 1;
            }
        }
    }
    degree
}
