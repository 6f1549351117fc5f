use crate::declare;
use crate::definition::{Isolate, Kind, Laws, Reversal, Union, Unit, Value, Weights};
use crate::frame::{GroupFrame, Needs};
use crate::indicator::{Compute, Grain, Indicator};
use crate::records::Fields;

declare!(
    NET_MAX_BETWEENNESS = Indicator {
        card: Card {
            id: "net_max_betweenness",
            title: "Largest betweenness",
            title_zh: "最大中介中心性",
            summary: "How often the one who does so most stands on the shortest ways between others.",
            summary_zh: "最常站在别人中间的那个人，有多经常。",
            formula: "maxᵢ bᵢ, bᵢ = `node_betweenness`.",
            numerator: Unit::Dyads,
            denominator: Unit::Dyads,
            range: [0.0, 1.0],
            edges: &[
                Edge { id: "two-members", when: "n < 3", then: "undefined, too_few_members" },
                Edge { id: "star", when: "everybody is tied to one person only", then: "1" },
                Edge { id: "no-ties", when: "no tie", then: "0" }
            ],
            caveat: "Hopeless per member and month: describe a quarter, draw no trend. It is the betweenness of one person, though it does not say whose.",
            caveat_zh: "按月按人看不可靠；只描述一个季度，不画趋势。这是一个人的数，虽然不说是谁。",
            complexity: "O(n m)",
            references: &["freeman1979", "brandes2001"],
            revision: 1,
            laws: Laws {
                isolate: Isolate::PerPairOfOthers,
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
    Ok(frame.shared.paths().betweenness.iter().copied().fold(0.0, f64::max) / pairs)
}
