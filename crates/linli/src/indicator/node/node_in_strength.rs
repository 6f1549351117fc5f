use crate::declare;
use crate::definition::{Isolate, Kind, Laws, Reversal, Union, Unit, Weights};
use crate::frame::{GroupFrame, Needs};
use crate::indicator::{Cells, Compute, Grain, Indicator};
use crate::records::Fields;

declare!(
    NODE_IN_STRENGTH = Indicator {
        card: Card {
            id: "node_in_strength",
            title: "In-strength",
            title_zh: "入强度",
            summary: "Total weight of the ties to a person.",
            summary_zh: "指向此人的关系的总权重。",
            formula: "Σⱼ w(j→i), w = number of ties in the window (shares of a tie where the rule gives shares).",
            numerator: Unit::Messages,
            denominator: Unit::One,
            range: [0.0, f64::INFINITY],
            edges: &[
                Edge { id: "isolate", when: "no tie", then: "0" },
                Edge { id: "repeated", when: "the same tie three times", then: "3" }
            ],
            caveat: "Counts how often, not with how many.",
            caveat_zh: "说的是次数，不是人数。",
            complexity: "O(degree)",
            references: &["wasserman1994"],
            revision: 1,
            laws: Laws {
                isolate: Isolate::Same,
                union: Union::AsIsolates,
                reversal: Reversal::Becomes("node_out_strength"),
                weights: Weights::Scales,
            },
        },
        kind: Kind::Real,
        grain: Grain::Ties,
        needs: Needs::WEIGHTS,
        reads: Fields::NONE,
        min_members: 0,
        compute: Compute::Member(compute),
        interval: None,
    }
);

fn compute(frame: &GroupFrame<'_>, cells: &mut Cells<'_>) {
    for node in 0..cells.len() {
        cells.set(node, Ok(frame.network.in_strength(node)));
    }
}
