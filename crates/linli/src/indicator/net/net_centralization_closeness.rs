use crate::declare;
use crate::definition::{Isolate, Kind, Laws, Reversal, Union, Unit, Value, Weights};
use crate::frame::{GroupFrame, Needs};
use crate::indicator::{Compute, Grain, Indicator};
use crate::records::Fields;

declare!(
    NET_CENTRALIZATION_CLOSENESS = Indicator {
        card: Card {
            id: "net_centralization_closeness",
            title: "Closeness centralization",
            title_zh: "接近中心势",
            summary: "How much nearness to everybody gathers on one person, whatever the direction.",
            summary_zh: "“离大家近”有多集中在一个人身上（不分方向）。",
            formula: "Σᵢ (c* − cᵢ) / ((n − 1)(n − 2)/(2n − 3)), cᵢ = `node_closeness`, c* the largest (Freeman's maximum, which the star attains).",
            numerator: Unit::Dyads,
            denominator: Unit::Dyads,
            range: [0.0, 1.0],
            edges: &[
                Edge { id: "two-members", when: "n < 3", then: "undefined, too_few_members" },
                Edge { id: "star", when: "everybody is tied to one person only", then: "1" },
                Edge { id: "ring", when: "everybody is equally near", then: "0" },
                Edge {
                    id: "in-parts",
                    when: "part of the group cannot be reached",
                    then: "Wasserman and Faust's closeness stands for Freeman's, which is not defined there; isolates enter with 0"
                },
                Edge { id: "no-ties", when: "no tie", then: "0" }
            ],
            caveat: "Says little where most of the list is isolated. Hopeless per group and month below about twenty people: read it over quarters, or not at all.",
            caveat_zh: "多数人孤立时说明不了什么。二十人以下的群按月看不可靠；按季度看，或者不看。",
            complexity: "O(n m)",
            references: &["freeman1979", "wasserman1994"],
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
        needs: Needs::EVIDENCE.with(Needs::DISTANCES),
        reads: Fields::NONE,
        min_members: 3,
        compute: Compute::Group(compute),
        interval: None,
    }
);

fn compute(frame: &GroupFrame<'_>) -> Value {
    let n = frame.len() as f64;
    let closeness = frame.shared.paths().closeness();
    let largest = closeness.iter().copied().fold(0.0, f64::max);
    let gathered: f64 = closeness.iter().map(|c| largest - c).sum();
    // A star misses 1 by rounding alone.
    Ok((gathered * (2.0 * n - 3.0) / ((n - 1.0) * (n - 2.0))).min(1.0))
}
