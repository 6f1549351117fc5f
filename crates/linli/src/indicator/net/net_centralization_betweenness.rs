use crate::declare;
use crate::definition::{Isolate, Kind, Laws, Reversal, Union, Unit, Value, Weights};
use crate::frame::{GroupFrame, Needs};
use crate::indicator::{Compute, Grain, Indicator};
use crate::records::Fields;

declare!(
    NET_CENTRALIZATION_BETWEENNESS = Indicator {
        card: Card {
            id: "net_centralization_betweenness",
            title: "Betweenness centralization",
            title_zh: "中介中心势",
            summary: "How much standing between others gathers on one person, whatever the direction.",
            summary_zh: "“站在别人中间”有多集中在一个人身上（不分方向）。",
            formula: "Σᵢ (b* − bᵢ) / (n − 1), bᵢ = `node_betweenness`, b* the largest (Freeman's maximum, which the star attains).",
            numerator: Unit::Dyads,
            denominator: Unit::Dyads,
            range: [0.0, 1.0],
            edges: &[
                Edge { id: "two-members", when: "n < 3", then: "undefined, too_few_members" },
                Edge { id: "star", when: "everybody is tied to one person only", then: "1" },
                Edge { id: "ring", when: "everybody stands between equally many", then: "0" },
                Edge { id: "no-ties", when: "no tie", then: "0" }
            ],
            caveat: "Hopeless per group and month below about twenty people: read it over quarters, or not at all. Undirected and unweighted.",
            caveat_zh: "二十人以下的群按月看不可靠；按季度看，或者不看。不分方向，不计权重。",
            complexity: "O(n m)",
            references: &["freeman1979", "brandes2001"],
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
        needs: Needs::EVIDENCE.with(Needs::BETWEENNESS),
        reads: Fields::NONE,
        min_members: 3,
        compute: Compute::Group(compute),
        interval: None,
    }
);

fn compute(frame: &GroupFrame<'_>) -> Value {
    let n = frame.len() as f64;
    let pairs = (n - 1.0) * (n - 2.0) / 2.0;
    let betweenness = &frame.shared.paths().betweenness;
    let largest = betweenness.iter().copied().fold(0.0, f64::max);
    let gathered: f64 = betweenness.iter().map(|b| largest - b).sum();
    // A star misses 1 by rounding alone.
    Ok((gathered / pairs / (n - 1.0)).min(1.0))
}
