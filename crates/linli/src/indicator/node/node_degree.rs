use crate::declare;
use crate::definition::{Isolate, Kind, Laws, Reversal, Union, Unit, Weights};
use crate::frame::{GroupFrame, Needs};
use crate::indicator::{Cells, Compute, Grain, Indicator};
use crate::records::Fields;

declare!(
    NODE_DEGREE = Indicator {
        card: Card {
            id: "node_degree",
            title: "Degree",
            title_zh: "度",
            summary: "How many others of the population a person is tied to, whatever the direction.",
            summary_zh: "和多少人有关系（不分方向）。",
            formula: "dᵢ = number of j ≠ i with i→j or j→i in the window.",
            numerator: Unit::Persons,
            denominator: Unit::One,
            range: [0.0, f64::INFINITY],
            edges: &[
                Edge { id: "isolate", when: "no tie", then: "0" },
                Edge { id: "both-ways", when: "ties in both directions", then: "one neighbour" }
            ],
            caveat: "Grows with the window and with talk.",
            caveat_zh: "窗越长、话越多，数越大。",
            complexity: "O(n)",
            references: &["freeman1979"],
            revision: 1,
            laws: Laws {
                isolate: Isolate::Same,
                union: Union::AsIsolates,
                reversal: Reversal::Same,
                weights: Weights::Ignored,
            },
        },
        kind: Kind::Count,
        grain: Grain::Ties,
        needs: Needs::EVIDENCE,
        reads: Fields::NONE,
        min_members: 0,
        compute: Compute::Member(compute),
        interval: None,
    }
);

fn compute(frame: &GroupFrame<'_>, cells: &mut Cells<'_>) {
    for node in 0..cells.len() {
        cells.set(node, Ok(frame.network.degree(node) as f64));
    }
}
