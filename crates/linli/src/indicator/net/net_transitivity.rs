use crate::declare;
use crate::definition::{Isolate, Kind, Laws, Reversal, Undefined, Union, Unit, Value, Weights};
use crate::frame::{GroupFrame, Needs};
use crate::indicator::{Compute, Grain, Indicator};
use crate::records::Fields;

declare!(
    NET_TRANSITIVITY = Indicator {
        card: Card {
            id: "net_transitivity",
            title: "Transitivity",
            title_zh: "传递性",
            summary: "Share of pairs with a common neighbour who are tied themselves, whatever the direction.",
            summary_zh: "有共同往来对象的两个人，彼此也有往来的比例（不分方向）。",
            formula: "3 T / P, T = triangles, P = connected triples, on the undirected network.",
            numerator: Unit::Dyads,
            denominator: Unit::Dyads,
            range: [0.0, 1.0],
            edges: &[
                Edge {
                    id: "no-triples",
                    when: "ties, but nobody has two neighbours",
                    then: "undefined, zero_denominator"
                },
                Edge { id: "no-ties", when: "no tie", then: "undefined, no_ties" },
                Edge { id: "triangle", when: "three people all tied", then: "1" },
                Edge { id: "star", when: "all ties meet in one person", then: "0" }
            ],
            caveat: "Hopeless in a month of a small group: few triples.",
            caveat_zh: "小群一个月的三元组太少，很难说明问题。",
            complexity: "O(Σ degree²)",
            references: &["wasserman1994"],
            revision: 1,
            laws: Laws {
                isolate: Isolate::Same,
                union: Union::Changes,
                reversal: Reversal::Same,
                weights: Weights::Ignored,
            },
        },
        kind: Kind::Real,
        grain: Grain::Ties,
        needs: Needs::EVIDENCE.with(Needs::TRIANGLES),
        reads: Fields::NONE,
        min_members: 3,
        compute: Compute::Group(compute),
        interval: None,
    }
);

fn compute(frame: &GroupFrame<'_>) -> Value {
    let triples = frame.shared.triples();
    match triples.connected {
        0 if frame.network.edges() == 0 => Err(Undefined::NoTies),
        0 => Err(Undefined::ZeroDenominator),
        connected => Ok(3.0 * triples.triangles as f64 / connected as f64),
    }
}
