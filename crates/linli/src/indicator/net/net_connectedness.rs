use crate::declare;
use crate::definition::{Isolate, Kind, Laws, Reversal, Union, Unit, Value, Weights};
use crate::frame::{GroupFrame, Needs};
use crate::indicator::{Compute, Grain, Indicator};
use crate::records::Fields;

declare!(
    NET_CONNECTEDNESS = Indicator {
        card: Card {
            id: "net_connectedness",
            title: "Connectedness",
            title_zh: "连通度",
            summary: "Share of pairs of members with a way between them, whatever the direction.",
            summary_zh: "彼此够得着（不管隔几步）的人对占多少。",
            formula: "Pairs with a path between them / (n (n − 1)/2), on the undirected network (Krackhardt).",
            numerator: Unit::Dyads,
            denominator: Unit::Dyads,
            range: [0.0, 1.0],
            edges: &[
                Edge { id: "alone", when: "n = 1", then: "undefined, too_few_members" },
                Edge { id: "path", when: "everybody can be reached", then: "1" },
                Edge { id: "in-parts", when: "a pair and one apart", then: "1/3" },
                Edge { id: "no-ties", when: "no tie", then: "0" }
            ],
            caveat: "In a lively chat nearly always 1, and below it mostly the share of isolates said again.",
            caveat_zh: "聊得多的群几乎总是1；小于1时多半只是孤立者比例换个说法。",
            complexity: "O(n m)",
            references: &["krackhardt1994"],
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
        needs: Needs::EVIDENCE.with(Needs::DISTANCES),
        reads: Fields::NONE,
        min_members: 2,
        compute: Compute::Group(compute),
        interval: None,
    }
);

fn compute(frame: &GroupFrame<'_>) -> Value {
    let n = frame.len() as f64;
    let reached: u64 = frame.shared.paths().reached.iter().map(|&r| u64::from(r)).sum();
    Ok(reached as f64 / (n * (n - 1.0)))
}
