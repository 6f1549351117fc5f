use crate::declare;
use crate::definition::{Isolate, Kind, Laws, Reversal, Union, Unit, Value, Weights};
use crate::frame::{GroupFrame, Needs};
use crate::indicator::{Compute, Grain, Indicator};
use crate::records::Fields;

declare!(
    NET_MEAN_CLOSENESS = Indicator {
        card: Card {
            id: "net_mean_closeness",
            title: "Mean closeness",
            title_zh: "平均接近中心性",
            summary: "How near the members are to each other, on average, also where not everybody can be reached.",
            summary_zh: "成员彼此有多近（够不着的人也计入）。",
            formula: "Σᵢ cᵢ / n, cᵢ = `node_closeness`.",
            numerator: Unit::Dyads,
            denominator: Unit::Dyads,
            range: [0.0, 1.0],
            edges: &[
                Edge { id: "alone", when: "n = 1", then: "undefined, too_few_members" },
                Edge { id: "complete", when: "everybody is tied to everybody", then: "1" },
                Edge {
                    id: "in-parts",
                    when: "part of the group cannot be reached",
                    then: "each is scaled by the share reached"
                },
                Edge { id: "no-ties", when: "no tie", then: "0" }
            ],
            caveat: "Misleads where most of the list is isolated: then it counts isolates.",
            caveat_zh: "名单上多数人孤立时会误导：那时它只是在数孤立者。",
            complexity: "O(n m)",
            references: &["wasserman1994"],
            revision: 1,
            laws: Laws {
                isolate: Isolate::PerPair,
                union: Union::Changes,
                reversal: Reversal::Same,
                weights: Weights::Ignored,
            },
        },
        kind: Kind::Real,
        grain: Grain::Ties,
        needs: Needs::EVIDENCE.with(Needs::DISTANCES),
        reads: Fields::NONE,
        min_members: 2,
        compute: Compute::Group(compute),
        interval: None,
    }
);

fn compute(frame: &GroupFrame<'_>) -> Value {
    let closeness = frame.shared.paths().closeness();
    Ok(closeness.iter().sum::<f64>() / closeness.len() as f64)
}
