use crate::declare;
use crate::definition::{Isolate, Kind, Laws, Reversal, Undefined, Union, Unit, Weights};
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
            laws: Laws {
                isolate: Isolate::Same,
                union: Union::AsIsolates,
                reversal: Reversal::Same,
                weights: Weights::Shares,
            },
        },
        kind: Kind::Real,
        grain: Grain::Ties,
        needs: Needs::EVIDENCE.with(Needs::HOLES),
        reads: Fields::NONE,
        min_members: 0,
        compute: Compute::Member(compute),
        interval: None,
    }
);

fn compute(frame: &GroupFrame<'_>, cells: &mut Cells<'_>) {
    for (node, constraint) in frame.shared.holes().constraint.iter().enumerate() {
        cells.set(node, constraint.ok_or(Undefined::Isolate));
    }
}
