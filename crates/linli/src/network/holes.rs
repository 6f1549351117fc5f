//! Structural holes (Burt 1992): constraint and effective size.
//!
//! Letters of the book: `p` share of a person's ties that goes to another, `m` strength of a tie against the strongest of
//! the same person. Both directions of a tie are added before anything else.

use super::Network;

/// Burt's measures, by node; `None` for isolates.
#[derive(Debug, Clone, Default)]
pub struct Holes {
    /// Cᵢ = Σⱼ (p_ij + Σ_q p_iq p_qj)², j over neighbours of i, q ≠ i, j.
    pub constraint: Vec<Option<f64>>,
    /// Sᵢ = Σⱼ (1 − Σ_q p_iq m_jq), j over neighbours of i, q ≠ i, j.
    pub effective_size: Vec<Option<f64>>,
}

/// Constraint and effective size of everybody. O(Σ degree²).
pub fn structural_holes(network: &Network) -> Holes {
    let n = network.len();
    let total: Vec<f64> = (0..n).map(|i| network.mutual_weights(i).sum()).collect();
    let strongest: Vec<f64> = (0..n).map(|i| network.mutual_weights(i).fold(0.0, f64::max)).collect();
    let mut holes = Holes { constraint: vec![None; n], effective_size: vec![None; n] };
    // p_iq of the person at hand, 0 for everybody they are not tied to.
    let mut p = vec![0.0; n];
    for i in 0..n {
        if network.degree(i) == 0 {
            continue;
        }
        for (&q, w) in network.neighbours(i).iter().zip(network.mutual_weights(i)) {
            p[q as usize] = w / total[i];
        }
        let (mut constraint, mut size) = (0.0, 0.0);
        for &j in network.neighbours(i) {
            let j = j as usize;
            let (mut through, mut redundant) = (0.0, 0.0);
            for (&q, w) in network.neighbours(j).iter().zip(network.mutual_weights(j)) {
                let q = q as usize;
                if q != i {
                    through += p[q] * (w / total[q]);
                    redundant += p[q] * (w / strongest[j]);
                }
            }
            constraint += (p[j] + through) * (p[j] + through);
            size += 1.0 - redundant;
        }
        holes.constraint[i] = Some(constraint);
        holes.effective_size[i] = Some(size);
        for &q in network.neighbours(i) {
            p[q as usize] = 0.0;
        }
    }
    holes
}
