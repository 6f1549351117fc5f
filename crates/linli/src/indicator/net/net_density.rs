use crate::declare;
use crate::definition::{Isolate, Kind, Laws, Reversal, Union, Unit, Value, Weights};
use crate::frame::{GroupFrame, Needs};
use crate::indicator::{Compute, Grain, Indicator, Interval};
use crate::records::Fields;

declare!(
    NET_DENSITY = Indicator {
        card: Card {
            id: "net_density",
            title: "Density",
            title_zh: "关系密度",
            summary: "Share of the possible directed ties that are there.",
            summary_zh: "可能有的（有方向）关系里，实际有了多少。",
            formula: "m / (n (n − 1)), m = directed ties, n = people of the population.",
            numerator: Unit::Dyads,
            denominator: Unit::Dyads,
            range: [0.0, 1.0],
            edges: &[
                Edge { id: "two-members", when: "n < 2", then: "undefined, too_few_members" },
                Edge { id: "no-ties", when: "no tie among two or more people", then: "0" },
                Edge { id: "complete", when: "everybody is tied to everybody both ways", then: "1" },
                Edge {
                    id: "few-events",
                    when: "fewer tied turns than the plan's floor",
                    then: "undefined, too_few_events"
                }
            ],
            caveat: "Shrinks with n and grows with the window and with talk: read it with the mean degree and the turns. It is the structural dimension only, not cooperation.",
            caveat_zh: "人越多越小，窗越长、话越多越大；要和平均度、发言次数一起看。它只是结构维度，不等于合作。",
            complexity: "O(1)",
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
        needs: Needs::EVIDENCE,
        reads: Fields::NONE,
        min_members: 2,
        compute: Compute::Group(compute),
        interval: Some(Interval::Days(|_| 1.0)),
    }
);

fn compute(frame: &GroupFrame<'_>) -> Value {
    let n = frame.len() as f64;
    Ok(frame.network.arcs() as f64 / (n * (n - 1.0)))
}
