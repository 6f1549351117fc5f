use crate::declare;
use crate::definition::{Kind, Undefined, Unit};
use crate::frame::{GroupFrame, Needs};
use crate::indicator::{Cells, Compute, Grain, Indicator};
use crate::records::Fields;

declare!(
    NODE_CONSTRAINT = Indicator {
        card: Card {
            id: "node_constraint",
            title: "Constraint",
            title_zh: "约束系数",
            summary: "How much a person's ties lead back to people who are tied to each other (Burt's structural holes).",
            summary_zh: "往来对象彼此也有往来的程度（伯特的结构洞）。",
            formula: "Cᵢ = Σⱼ (p_ij + Σ_q p_iq p_qj)², j over neighbours of i, q ≠ i, j; p_ij = (w_ij + w_ji) / Σ_k (w_ik + w_ki).",
            numerator: Unit::Dyads,
            denominator: Unit::One,
            range: [0.0, f64::INFINITY],
            edges: &[
                Edge { id: "isolate", when: "no tie", then: "undefined, isolate" },
                Edge { id: "one-tie", when: "one neighbour who has no other", then: "1" },
                Edge { id: "triangle", when: "three people all tied equally", then: "9/8: it can exceed 1" }
            ],
            caveat: "Hopeless below about 200 tied turns.",
            caveat_zh: "少于约200次有对象的发言时不可靠。",
            complexity: "O(Σ degree²) for all",
            references: &["burt1992"],
            revision: 1,
        },
        kind: Kind::Real,
        grain: Grain::Ties,
        needs: Needs::EVIDENCE,
        reads: Fields::NONE,
        min_members: 0,
        compute: Compute::Member(compute),
        interval: None,
    }
);

fn compute(frame: &GroupFrame<'_>, cells: &mut Cells<'_>) {
    let (n, network) = (frame.len(), frame.network);
    let total: Vec<f64> = (0..n).map(|i| network.mutual_weights(i).sum()).collect();
    // p_iq of the person at hand, 0 for everybody they are not tied to.
    let mut p = vec![0.0; n];
    for i in 0..n {
        if network.degree(i) == 0 {
            cells.set(i, Err(Undefined::Isolate));
            continue;
        }
        for (&q, w) in network.neighbours(i).iter().zip(network.mutual_weights(i)) {
            p[q as usize] = w / total[i];
        }
        let mut constraint = 0.0;
        for &j in network.neighbours(i) {
            let j = j as usize;
            let mut through = 0.0;
            for (&q, w) in network.neighbours(j).iter().zip(network.mutual_weights(j)) {
                let q = q as usize;
                if q != i {
                    through += p[q] * (w / total[q]);
                }
            }
            constraint += (p[j] + through) * (p[j] + through);
        }
        cells.set(i, Ok(constraint));
        for &q in network.neighbours(i) {
            p[q as usize] = 0.0;
        }
    }
}
