use crate::declare;
use crate::definition::{Isolate, Kind, Laws, Reversal, Undefined, Union, Unit, Value, Weights};
use crate::frame::{GroupFrame, Needs};
use crate::indicator::{Compute, Grain, Indicator};
use crate::records::Fields;

declare!(
    NET_RECIPROCITY = Indicator {
        card: Card {
            id: "net_reciprocity",
            title: "Reciprocity",
            title_zh: "互惠性",
            summary: "Share of directed ties that are answered by a tie the other way.",
            summary_zh: "有来有往的关系占多少。",
            formula: "Directed ties u→v with v→u present / directed ties.",
            numerator: Unit::Dyads,
            denominator: Unit::Dyads,
            range: [0.0, 1.0],
            edges: &[
                Edge { id: "no-ties", when: "no tie", then: "undefined, no_ties" },
                Edge { id: "all-mutual", when: "every tie is answered", then: "1" },
                Edge { id: "one-way", when: "no tie is answered", then: "0" }
            ],
            caveat: "Edgewise form; the dyadic form M/(M + A) is another number.",
            caveat_zh: "按边计算；按对子计算是另一个数。",
            complexity: "O(n)",
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
        needs: Needs::EVIDENCE,
        reads: Fields::NONE,
        min_members: 2,
        compute: Compute::Group(compute),
        interval: None,
    }
);

fn compute(frame: &GroupFrame<'_>) -> Value {
    match frame.network.arcs() {
        0 => Err(Undefined::NoTies),
        arcs => Ok(frame.network.mutual_arcs() as f64 / arcs as f64),
    }
}
