use crate::declare;
use crate::definition::{Isolate, Kind, Laws, Reversal, Union, Unit, Weights};
use crate::frame::{GroupFrame, Needs};
use crate::indicator::{Cells, Compute, Grain, Indicator};
use crate::records::Fields;

declare!(
    NODE_CORE = Indicator {
        card: Card {
            id: "node_core",
            title: "Core number",
            title_zh: "核数",
            summary: "The largest k such that the person is in a part of the network where everybody has k ties inside it.",
            summary_zh: "所在的最紧的 k 核。",
            formula: "Largest k with i in the k-core of the undirected network.",
            numerator: Unit::Persons,
            denominator: Unit::One,
            range: [0.0, f64::INFINITY],
            edges: &[
                Edge { id: "isolate", when: "no tie", then: "0" },
                Edge { id: "triangle", when: "three people all tied", then: "2" }
            ],
            caveat: "In a small dense group everybody has the same.",
            caveat_zh: "小而密的群里人人一样。",
            complexity: "O(n + m) for all",
            references: &["seidman1983", "batagelj2003"],
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
        needs: Needs::EVIDENCE.with(Needs::CORES),
        reads: Fields::NONE,
        min_members: 0,
        compute: Compute::Member(compute),
        interval: None,
    }
);

fn compute(frame: &GroupFrame<'_>, cells: &mut Cells<'_>) {
    for (node, &core) in frame.shared.cores().iter().enumerate() {
        cells.set(node, Ok(f64::from(core)));
    }
}
