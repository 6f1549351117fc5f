use crate::declare;
use crate::definition::{Isolate, Kind, Laws, Reversal, Union, Unit, Value, Weights};
use crate::frame::{GroupFrame, Needs};
use crate::indicator::{Compute, Grain, Indicator};
use crate::records::Fields;

declare!(
    NET_MEAN_BETWEENNESS = Indicator {
        card: Card {
            id: "net_mean_betweenness",
            title: "Mean betweenness",
            title_zh: "平均中介中心性",
            summary: "How often the members stand on the shortest ways between others, on average.",
            summary_zh: "平均每人有多经常站在别人之间的最短路上。",
            formula: "Σᵢ bᵢ / n, bᵢ = `node_betweenness`.",
            numerator: Unit::Dyads,
            denominator: Unit::Dyads,
            range: [0.0, 1.0],
            edges: &[
                Edge { id: "two-members", when: "n < 3", then: "undefined, too_few_members" },
                Edge { id: "star", when: "everybody is tied to one person only", then: "1/n" },
                Edge { id: "no-ties", when: "no tie", then: "0" }
            ],
            caveat: "Grows with the length of ways, falls when the group falls apart: two things in one number.",
            caveat_zh: "路越长越大，群散了反而变小：一个数里有两件事。",
            complexity: "O(n m)",
            references: &["freeman1979", "brandes2001"],
            revision: 1,
            laws: Laws {
                isolate: Isolate::PerPersonAndPairOfOthers,
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
    let through: f64 = frame.shared.paths().betweenness.iter().sum();
    Ok(through / pairs / n)
}
