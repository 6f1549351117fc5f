use crate::declare;
use crate::definition::{Isolate, Kind, Laws, Reversal, Union, Unit, Value, Weights};
use crate::frame::{GroupFrame, Needs};
use crate::indicator::{Compute, Grain, Indicator, Interval};
use crate::records::Fields;

declare!(
    NET_TIES = Indicator {
        card: Card {
            id: "net_ties",
            title: "Ties",
            title_zh: "关系数",
            summary: "How many directed ties there are among the people of the population.",
            summary_zh: "口径内有多少条有方向的关系。",
            formula: "m = number of ordered pairs (u, v), u ≠ v, with at least one tie u→v in the window.",
            numerator: Unit::Dyads,
            denominator: Unit::One,
            range: [0.0, f64::INFINITY],
            edges: &[
                Edge { id: "no-ties", when: "no tie in the window", then: "0, a real zero" },
                Edge { id: "repeated", when: "u turns to v many times", then: "one tie" }
            ],
            caveat: "Grows with the window and with how much is said.",
            caveat_zh: "窗越长、话越多，数越大。",
            complexity: "O(1)",
            references: &["wasserman1994"],
            revision: 1,
            laws: Laws {
                isolate: Isolate::Same,
                union: Union::Sum,
                reversal: Reversal::Same,
                weights: Weights::Ignored,
            },
        },
        kind: Kind::Count,
        grain: Grain::Ties,
        needs: Needs::NONE,
        reads: Fields::NONE,
        min_members: 0,
        compute: Compute::Group(compute),
        interval: Some(Interval::Days(|frame| (frame.len() * (frame.len() - 1)) as f64)),
    }
);

fn compute(frame: &GroupFrame<'_>) -> Value {
    Ok(frame.network.arcs() as f64)
}
