use crate::declare;
use crate::definition::{Isolate, Kind, Laws, Reversal, Union, Unit, Weights};
use crate::frame::{GroupFrame, Needs};
use crate::indicator::{Cells, Compute, Grain, Indicator};
use crate::records::Fields;

declare!(
    NODE_CORENESS = Indicator {
        card: Card {
            id: "node_coreness",
            title: "Coreness",
            title_zh: "核心位次",
            summary: "Where a person stands between the margin (0) and the centre (1) of the group: a rank, by onion layer.",
            summary_zh: "在群里处于边缘（0）到中心（1）之间的什么位置：按洋葱层排位。",
            formula: "(others in outer layers + ½ others in the same layer) / (n − 1), layers as in `node_onion_layer`.",
            numerator: Unit::Persons,
            denominator: Unit::Persons,
            range: [0.0, 1.0],
            edges: &[
                Edge { id: "alone", when: "n = 1", then: "undefined, too_few_members" },
                Edge { id: "star", when: "everybody is tied to one person only", then: "1 for the middle" },
                Edge { id: "ring", when: "everybody has the same place", then: "1/2" },
                Edge { id: "isolate", when: "no tie", then: "the lowest place there is" }
            ],
            caveat: "Hopeless per member and month: describe a quarter, draw no trend. A rank within this group and window: half of the members are below ½ whatever they do. It is not the continuous coreness of Borgatti and Everett, whose optimum need not be unique.",
            caveat_zh: "按月按人看不可靠；只描述一个季度，不画趋势。只是群内窗内的排位：不管怎样总有一半人在½以下。它不是博加提和埃弗里特的连续核心度，那个最优解未必唯一。",
            complexity: "O(n log n) for all",
            references: &["hebert2016", "borgatti2000"],
            revision: 1,
            laws: Laws {
                isolate: Isolate::Changes,
                union: Union::Changes,
                reversal: Reversal::Same,
                weights: Weights::Ignored,
            },
        },
        kind: Kind::Real,
        grain: Grain::Ties,
        needs: Needs::EVIDENCE.with(Needs::ONION),
        reads: Fields::NONE,
        min_members: 2,
        compute: Compute::Member(compute),
        interval: None,
    }
);

fn compute(frame: &GroupFrame<'_>, cells: &mut Cells<'_>) {
    let layers = frame.shared.onion();
    let mut order = layers.to_vec();
    order.sort_unstable();
    for (node, &layer) in layers.iter().enumerate() {
        let outer = order.partition_point(|&other| other < layer) as f64;
        let same = order.partition_point(|&other| other <= layer) as f64 - outer;
        cells.set(node, Ok((outer + (same - 1.0) / 2.0) / (frame.len() as f64 - 1.0)));
    }
}
