use crate::declare;
use crate::definition::{Isolate, Kind, Laws, Reversal, Union, Unit, Value, Weights};
use crate::frame::{GroupFrame, Needs};
use crate::indicator::{Compute, Grain, Indicator, Interval};
use crate::records::Fields;

declare!(
    NET_MEAN_DEGREE = Indicator {
        card: Card {
            id: "net_mean_degree",
            title: "Mean degree",
            title_zh: "平均度",
            summary: "How many others a person is tied to, on average, whatever the direction.",
            summary_zh: "平均每人和多少人有关系（不分方向）。",
            formula: "2 E / n, E = pairs tied in either direction.",
            numerator: Unit::Persons,
            denominator: Unit::Persons,
            range: [0.0, f64::INFINITY],
            edges: &[
                Edge { id: "no-ties", when: "no tie", then: "0" },
                Edge { id: "one-way", when: "a tie in one direction only", then: "counts as one neighbour for both" }
            ],
            caveat: "Does not shrink with n as density does.",
            caveat_zh: "不像密度那样随人数变小。",
            complexity: "O(1)",
            references: &["wasserman1994"],
            revision: 1,
            laws: Laws {
                isolate: Isolate::PerPerson,
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
        interval: Some(Interval::Days(|frame| frame.len() as f64 - 1.0)),
    }
);

fn compute(frame: &GroupFrame<'_>) -> Value {
    Ok(2.0 * frame.network.edges() as f64 / frame.len() as f64)
}
