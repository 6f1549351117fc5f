//! Triangles and connected triples of the undirected network.

use super::Network;

/// What transitivity is made of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Triples {
    /// Three people, all tied to each other.
    pub triangles: u64,
    /// A person and two others tied to them.
    pub connected: u64,
}

/// Counts triangles and connected triples. O(Σ degree²) at worst, no memory.
pub fn triples(network: &Network) -> Triples {
    let mut count = Triples::default();
    for u in 0..network.len() {
        let degree = network.degree(u) as u64;
        count.connected += degree * degree.saturating_sub(1) / 2;
        let row = network.neighbours(u);
        let after = row.partition_point(|&v| v as usize <= u);
        for (i, &v) in row[after..].iter().enumerate() {
            count.triangles += common(&row[after + i + 1..], network.neighbours(v as usize));
        }
    }
    count
}

/// How many values two ascending lists share.
fn common(a: &[u32], b: &[u32]) -> u64 {
    let (mut i, mut j, mut shared) = (0, 0, 0);
    while i < a.len() && j < b.len() {
        shared += u64::from(a[i] == b[j]);
        let (x, y) = (a[i], b[j]);
        i += usize::from(x <= y);
        j += usize::from(y <= x);
    }
    shared
}
