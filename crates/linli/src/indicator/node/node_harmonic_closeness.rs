use crate::declare;
use crate::definition::{Isolate, Kind, Laws, Reversal, Union, Unit, Weights};
use crate::frame::{GroupFrame, Needs};
use crate::indicator::{Cells, Compute, Grain, Indicator};
use crate::records::Fields;

declare!(
    NODE_HARMONIC_CLOSENESS = Indicator {
        card: Card {
            id: "node_harmonic_closeness",
            title: "Harmonic closeness",
            title_zh: "调和接近中心性",
            summary: "How near a person is to the others, whatever the direction, with those who cannot be reached infinitely far.",
            summary_zh: "离别人有多近（不分方向；够不着算无穷远）。",
            formula: "Σ_{j≠i} (1/d_ij) / (n − 1), d_ij = undirected distance, 1/∞ = 0.",
            numerator: Unit::Dyads,
            denominator: Unit::Dyads,
            range: [0.0, 1.0],
            edges: &[
                Edge { id: "isolate", when: "nobody can be reached", then: "0" },
                Edge { id: "star", when: "the middle of a star", then: "1" },
                Edge { id: "alone", when: "n = 1", then: "undefined, too_few_members" }
            ],
            caveat: "Says little where most of the list is isolated; in a dense group it is degree said again.",
            caveat_zh: "多数人孤立时说明不了什么；密的群里几乎等于度。",
            complexity: "O(n m) for all",
            references: &["marchiori2000"],
            revision: 1,
            laws: Laws {
                isolate: Isolate::PerOther,
                union: Union::AsIsolates,
                reversal: Reversal::Same,
                weights: Weights::Ignored,
            },
        },
        kind: Kind::Real,
        grain: Grain::Ties,
        needs: Needs::EVIDENCE.with(Needs::DISTANCES),
        reads: Fields::NONE,
        min_members: 2,
        compute: Compute::Member(compute),
        interval: None,
    }
);

fn compute(frame: &GroupFrame<'_>, cells: &mut Cells<'_>) {
    let others = frame.len() as f64 - 1.0;
    for (node, near) in frame.shared.paths().nearness.iter().enumerate() {
        cells.set(node, Ok(near / others));
    }
}
