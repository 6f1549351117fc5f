use crate::declare;
use crate::definition::{Isolate, Kind, Laws, Reversal, Union, Unit, Weights};
use crate::frame::{GroupFrame, Needs};
use crate::indicator::{Cells, Compute, Grain, Indicator};
use crate::records::Fields;

declare!(
    NODE_ONION_LAYER = Indicator {
        card: Card {
            id: "node_onion_layer",
            title: "Onion layer",
            title_zh: "洋葱层",
            summary: "In which turn a person falls when the network is peeled from outside, the weakest tied first.",
            summary_zh: "从外往里一层层剥，此人在第几层掉下来。",
            formula: "Layer of the onion decomposition of the undirected network, from 1 outside inwards: each turn takes away, all at once, whoever has at most k ties left, k = the core being peeled.",
            numerator: Unit::One,
            denominator: Unit::One,
            range: [0.0, f64::INFINITY],
            edges: &[
                Edge { id: "isolate", when: "no tie", then: "1, and everybody else begins at 2" },
                Edge { id: "star", when: "everybody is tied to one person only", then: "1, and the middle 2" },
                Edge { id: "ring", when: "everybody has the same place", then: "1" }
            ],
            caveat: "Hopeless per member and month: describe a quarter, draw no trend. Layers of two networks do not compare: their number hangs on size and density. For a place between 0 and 1 see `node_coreness`.",
            caveat_zh: "按月按人看不可靠；只描述一个季度，不画趋势。两个网络的层数不可比：层数随人数和密度变。要0到1之间的位置，看核心位次。",
            complexity: "O(n · layers + m) for all",
            references: &["hebert2016"],
            revision: 1,
            laws: Laws {
                isolate: Isolate::Changes,
                union: Union::Changes,
                reversal: Reversal::Same,
                weights: Weights::Ignored,
            },
        },
        kind: Kind::Count,
        grain: Grain::Ties,
        needs: Needs::EVIDENCE.with(Needs::ONION),
        reads: Fields::NONE,
        min_members: 0,
        compute: Compute::Member(compute),
        interval: None,
    }
);

fn compute(frame: &GroupFrame<'_>, cells: &mut Cells<'_>) {
    for (node, &layer) in frame.shared.onion().iter().enumerate() {
        cells.set(node, Ok(f64::from(layer)));
    }
}
