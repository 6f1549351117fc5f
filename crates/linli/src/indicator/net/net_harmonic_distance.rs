use crate::declare;
use crate::definition::{Isolate, Kind, Laws, Reversal, Undefined, Union, Unit, Value, Weights};
use crate::frame::{GroupFrame, Needs};
use crate::indicator::{Compute, Grain, Indicator};
use crate::records::Fields;

declare!(
    NET_HARMONIC_DISTANCE = Indicator {
        card: Card {
            id: "net_harmonic_distance",
            title: "Harmonic mean distance",
            title_zh: "调和平均距离",
            summary: "How many steps lie between two members, with those who cannot be reached infinitely far.",
            summary_zh: "两个人之间要经过几步（够不着算无穷远）。",
            formula: "n (n − 1) / Σ_{i≠j} 1/d_ij, d_ij = undirected distance, 1/∞ = 0.",
            numerator: Unit::Dyads,
            denominator: Unit::Dyads,
            range: [1.0, f64::INFINITY],
            edges: &[
                Edge { id: "alone", when: "n = 1", then: "undefined, too_few_members" },
                Edge { id: "complete", when: "everybody is tied to everybody", then: "1" },
                Edge {
                    id: "in-parts",
                    when: "a pair and one apart",
                    then: "3: pairs that cannot be reached add nothing below the line"
                },
                Edge { id: "no-ties", when: "no tie", then: "undefined, no_ties" }
            ],
            caveat: "Mixes distance with who can be reached at all: read it with connectedness.",
            caveat_zh: "把“远近”和“够不够得着”混在一起：和连通度一起看。",
            complexity: "O(n m)",
            references: &["marchiori2000"],
            revision: 1,
            laws: Laws {
                isolate: Isolate::ManyPairs,
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
    let n = frame.len() as f64;
    let nearness: f64 = frame.shared.paths().nearness.iter().sum();
    if nearness > 0.0 { Ok(n * (n - 1.0) / nearness) } else { Err(Undefined::NoTies) }
}
