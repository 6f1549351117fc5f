//! The onion decomposition (Hébert-Dufresne, Grochow & Allard 2016): in which turn everybody falls when a network is
//! peeled from outside.

use super::Network;

/// The layer of every node, from 1 outside inwards. Isolates are layer 1 where there are any.
///
/// Peeling takes away, all at once, whoever has no more ties left than the core being peeled; each such turn is a layer.
/// O(n · layers + m).
pub fn onion_layers(network: &Network) -> Vec<u32> {
    let n = network.len();
    let mut left: Vec<usize> = (0..n).map(|v| network.degree(v)).collect();
    let mut layers = vec![0_u32; n];
    let mut inside: Vec<u32> = (0..n as u32).collect();
    let (mut core, mut layer) = (0, 0);
    while let Some(least) = inside.iter().map(|&v| left[v as usize]).min() {
        core = core.max(least);
        layer += 1;
        let falling: Vec<u32> = inside.iter().copied().filter(|&v| left[v as usize] <= core).collect();
        for &v in &falling {
            layers[v as usize] = layer;
            for &u in network.neighbours(v as usize) {
                left[u as usize] = left[u as usize].saturating_sub(1);
            }
        }
        inside.retain(|&v| layers[v as usize] == 0);
    }
    layers
}
