use crate::declare;
use crate::definition::{Isolate, Kind, Laws, Reversal, Undefined, Union, Unit, Weights};
use crate::frame::{GroupFrame, Needs};
use crate::indicator::{Cells, Compute, Grain, Indicator};
use crate::records::Fields;

declare!(
    NODE_EFFICIENCY = Indicator {
        card: Card {
            id: "node_efficiency",
            title: "Efficiency",
            title_zh: "效率",
            summary: "Share of a person's contacts that lead to different people.",
            summary_zh: "往来对象里不重复的占多少。",
            formula: "Sᵢ / dᵢ, Sᵢ = `node_effective_size`, dᵢ = `node_degree`.",
            numerator: Unit::Persons,
            denominator: Unit::Persons,
            range: [0.0, 1.0],
            edges: &[
                Edge { id: "isolate", when: "no tie", then: "undefined, isolate" },
                Edge { id: "one-tie", when: "one neighbour", then: "1" },
                Edge { id: "triangle", when: "three people all tied equally", then: "1/2" },
                Edge { id: "bridge", when: "between two who are not tied", then: "1" }
            ],
            caveat: "Hopeless per member and month: describe a quarter, draw no trend. Below about 200 tied turns it says nothing.",
            caveat_zh: "按月按人看不可靠；只描述一个季度，不画趋势。少于约200次有对象的发言时不可靠。",
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
    for (node, size) in frame.shared.holes().effective_size.iter().enumerate() {
        cells.set(node, size.map(|size| size / frame.network.degree(node) as f64).ok_or(Undefined::Isolate));
    }
}
