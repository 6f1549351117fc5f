use crate::declare;
use crate::definition::{Isolate, Kind, Laws, Reversal, Union, Unit, Weights};
use crate::frame::{GroupFrame, Needs};
use crate::indicator::{Cells, Compute, Grain, Indicator};
use crate::records::Fields;

declare!(
    NODE_CLOSENESS = Indicator {
        card: Card {
            id: "node_closeness",
            title: "Closeness",
            title_zh: "接近中心性",
            summary: "How near a person is to the others, whatever the direction, also where not everybody can be reached.",
            summary_zh: "离别人有多近（不分方向；够不着的人也计入）。",
            formula: "(r/(n − 1)) · (r/D), r = others reached, D = sum of the distances to them (Wasserman & Faust's form).",
            numerator: Unit::Dyads,
            denominator: Unit::Dyads,
            range: [0.0, 1.0],
            edges: &[
                Edge { id: "isolate", when: "nobody can be reached", then: "0" },
                Edge {
                    id: "two-components",
                    when: "part of the group cannot be reached",
                    then: "scaled by the share reached"
                },
                Edge { id: "star", when: "the middle of a star", then: "1" },
                Edge { id: "alone", when: "n = 1", then: "undefined, too_few_members" }
            ],
            caveat: "Says little where most of the list is isolated.",
            caveat_zh: "多数人孤立时说明不了什么。",
            complexity: "O(n m) for all",
            references: &["wasserman1994", "freeman1979"],
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
    for (node, near) in frame.shared.paths().closeness().into_iter().enumerate() {
        cells.set(node, Ok(near));
    }
}
