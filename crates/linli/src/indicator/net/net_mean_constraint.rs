use crate::declare;
use crate::definition::{Isolate, Kind, Laws, Reversal, Undefined, Union, Unit, Value, Weights};
use crate::frame::{GroupFrame, Needs};
use crate::indicator::{Compute, Grain, Indicator};
use crate::records::Fields;

declare!(
    NET_MEAN_CONSTRAINT = Indicator {
        card: Card {
            id: "net_mean_constraint",
            title: "Mean constraint",
            title_zh: "平均约束系数",
            summary: "How much the ties of those who have any lead back to people who are tied to each other, on average.",
            summary_zh: "有关系的人里，往来对象彼此也有往来的平均程度。",
            formula: "Mean of `node_constraint` over the people with a tie.",
            numerator: Unit::Dyads,
            denominator: Unit::Persons,
            range: [0.0, f64::INFINITY],
            edges: &[
                Edge { id: "no-ties", when: "no tie", then: "undefined, no_ties" },
                Edge { id: "isolate", when: "some have no tie", then: "they are left out" },
                Edge { id: "triangle", when: "three people all tied equally", then: "9/8: it can exceed 1" }
            ],
            caveat: "Hopeless below about 200 tied turns.",
            caveat_zh: "少于约200次有对象的发言时不可靠。",
            complexity: "O(Σ degree²)",
            references: &["burt1992"],
            revision: 1,
            laws: Laws {
                isolate: Isolate::Same,
                union: Union::Changes,
                reversal: Reversal::Same,
                weights: Weights::Shares,
            },
        },
        kind: Kind::Real,
        grain: Grain::Ties,
        needs: Needs::EVIDENCE.with(Needs::HOLES),
        reads: Fields::NONE,
        min_members: 2,
        compute: Compute::Group(compute),
        interval: None,
    }
);

fn compute(frame: &GroupFrame<'_>) -> Value {
    let known: Vec<f64> = frame.shared.holes().constraint.iter().copied().flatten().collect();
    if known.is_empty() {
        return Err(Undefined::NoTies);
    }
    Ok(known.iter().sum::<f64>() / known.len() as f64)
}
