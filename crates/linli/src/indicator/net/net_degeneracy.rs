use crate::declare;
use crate::definition::{Isolate, Kind, Laws, Reversal, Union, Unit, Value, Weights};
use crate::frame::{GroupFrame, Needs};
use crate::indicator::{Compute, Grain, Indicator};
use crate::records::Fields;

declare!(
    NET_DEGENERACY = Indicator {
        card: Card {
            id: "net_degeneracy",
            title: "Degeneracy",
            title_zh: "退化度",
            summary: "The largest k for which some of the members all have k ties among themselves.",
            summary_zh: "最紧的那一圈里，每人至少和圈内几个人有关系。",
            formula: "maxᵢ of `node_core`.",
            numerator: Unit::Persons,
            denominator: Unit::One,
            range: [0.0, f64::INFINITY],
            edges: &[
                Edge { id: "triangle-with-tail", when: "three all tied, and one tied to one of them", then: "2" },
                Edge { id: "no-ties", when: "no tie", then: "0" }
            ],
            caveat: "Grows with talk and with the window.",
            caveat_zh: "话越多、窗越长，数越大。",
            complexity: "O(n + m)",
            references: &["seidman1983", "batagelj2003"],
            revision: 1,
            laws: Laws {
                isolate: Isolate::Same,
                union: Union::Largest,
                reversal: Reversal::Same,
                weights: Weights::Ignored,
            },
        },
        kind: Kind::Count,
        grain: Grain::Ties,
        needs: Needs::EVIDENCE.with(Needs::CORES),
        reads: Fields::NONE,
        min_members: 1,
        compute: Compute::Group(compute),
        interval: None,
    }
);

fn compute(frame: &GroupFrame<'_>) -> Value {
    Ok(f64::from(frame.shared.cores().iter().copied().max().unwrap_or(0)))
}
