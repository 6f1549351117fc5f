use crate::declare;
use crate::definition::{Isolate, Kind, Laws, Reversal, Union, Unit, Weights};
use crate::frame::{GroupFrame, Needs};
use crate::indicator::{Cells, Compute, Grain, Indicator};
use crate::records::Fields;

declare!(
    NODE_BETWEENNESS = Indicator {
        card: Card {
            id: "node_betweenness",
            title: "Betweenness",
            title_zh: "中介中心性",
            summary: "How often a person stands on the shortest ways between others, whatever the direction.",
            summary_zh: "有多经常站在别人之间的最短路上（不分方向）。",
            formula: "Σ over pairs s < t of others of σ_st(i)/σ_st, divided by (n − 1)(n − 2)/2; σ_st = number of shortest undirected, unweighted paths.",
            numerator: Unit::Dyads,
            denominator: Unit::Dyads,
            range: [0.0, 1.0],
            edges: &[
                Edge { id: "two-members", when: "n < 3", then: "undefined, too_few_members" },
                Edge { id: "star", when: "the middle of a star", then: "1" },
                Edge { id: "isolate", when: "no tie", then: "0" }
            ],
            caveat: "Hopeless per member and month in a small group: between two months in which nothing changed it correlates by .22 to .73 (simulated).",
            caveat_zh: "小群里按月按人看不可靠。",
            complexity: "O(n m) for all",
            references: &["freeman1979", "brandes2001"],
            revision: 1,
            laws: Laws {
                isolate: Isolate::PerPairOfOthers,
                union: Union::AsIsolates,
                reversal: Reversal::Same,
                weights: Weights::Ignored,
            },
        },
        kind: Kind::Real,
        grain: Grain::Ties,
        needs: Needs::EVIDENCE.with(Needs::BETWEENNESS),
        reads: Fields::NONE,
        min_members: 3,
        compute: Compute::Member(compute),
        interval: None,
    }
);

fn compute(frame: &GroupFrame<'_>, cells: &mut Cells<'_>) {
    let n = frame.len() as f64;
    let pairs = (n - 1.0) * (n - 2.0) / 2.0;
    for (node, through) in frame.shared.paths().betweenness.iter().enumerate() {
        cells.set(node, Ok(through / pairs));
    }
}
