use crate::declare;
use crate::definition::{Isolate, Kind, Laws, Reversal, Undefined, Union, Unit, Weights};
use crate::frame::{GroupFrame, Needs};
use crate::indicator::{Cells, Compute, Grain, Indicator};
use crate::records::Fields;

declare!(
    NODE_RECIPROCATED_SHARE = Indicator {
        card: Card {
            id: "node_reciprocated_share",
            title: "Share of ties answered",
            title_zh: "个人互惠比例",
            summary: "Share of a person's directed ties, given and received, that run both ways.",
            summary_zh: "此人发出和收到的关系里，有来有往的占多少。",
            formula: "2 · |in ∩ out| / (|in| + |out|), in = those with a tie to i, out = those i has a tie to.",
            numerator: Unit::Dyads,
            denominator: Unit::Dyads,
            range: [0.0, 1.0],
            edges: &[
                Edge { id: "isolate", when: "no tie", then: "undefined, isolate" },
                Edge { id: "one-way", when: "no tie is answered", then: "0" },
                Edge { id: "all-mutual", when: "every tie is answered", then: "1" }
            ],
            caveat: "Hopeless per member and month where somebody has a handful of ties: print the ties.",
            caveat_zh: "关系只有几条时，按月按人看不可靠：直接看是哪几条。",
            complexity: "O(degree)",
            references: &["wasserman1994"],
            revision: 1,
            laws: Laws {
                isolate: Isolate::Same,
                union: Union::AsIsolates,
                reversal: Reversal::Same,
                weights: Weights::Ignored,
            },
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
    let network = frame.network;
    for node in 0..cells.len() {
        let arcs = network.successors(node).len() + network.predecessors(node).len();
        // Whoever is both a successor and a predecessor is one neighbour.
        let mutual = arcs - network.degree(node);
        cells.set(node, if arcs == 0 { Err(Undefined::Isolate) } else { Ok((2 * mutual) as f64 / arcs as f64) });
    }
}
