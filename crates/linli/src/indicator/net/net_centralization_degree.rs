use crate::declare;
use crate::definition::{Isolate, Kind, Laws, Reversal, Union, Unit, Value, Weights};
use crate::frame::{GroupFrame, Needs};
use crate::indicator::{Compute, Grain, Indicator};
use crate::records::Fields;

declare!(
    NET_CENTRALIZATION_DEGREE = Indicator {
        card: Card {
            id: "net_centralization_degree",
            title: "Degree centralization",
            title_zh: "度中心势",
            summary: "How much the ties gather on one person, whatever the direction.",
            summary_zh: "关系有多集中在一个人身上（不分方向）。",
            formula: "Σᵢ (d* − dᵢ) / ((n − 1)(n − 2)), dᵢ = undirected degree, d* the largest (Freeman's maximum; loops do not exist).",
            numerator: Unit::Dyads,
            denominator: Unit::Dyads,
            range: [0.0, 1.0],
            edges: &[
                Edge { id: "two-members", when: "n < 3", then: "undefined, too_few_members" },
                Edge { id: "star", when: "everybody is tied to one person only", then: "1" },
                Edge { id: "ring", when: "everybody has the same degree", then: "0" }
            ],
            caveat: "Other software counts loops in the maximum and gives smaller values (12/56 instead of 12/42 on Coleman's eight girls).",
            caveat_zh: "有的软件把自环算进最大值，数会偏小。",
            complexity: "O(n)",
            references: &["freeman1979"],
            revision: 1,
            laws: Laws {
                isolate: Isolate::Changes,
                union: Union::Changes,
                reversal: Reversal::Same,
                weights: Weights::Ignored,
            },
        },
        kind: Kind::Real,
        grain: Grain::Ties,
        needs: Needs::EVIDENCE,
        reads: Fields::NONE,
        min_members: 3,
        compute: Compute::Group(compute),
        interval: None,
    }
);

fn compute(frame: &GroupFrame<'_>) -> Value {
    let (n, network) = (frame.len(), frame.network);
    let largest = network.max_degree();
    let gathered: usize = (0..n).map(|node| largest - network.degree(node)).sum();
    Ok(gathered as f64 / ((n - 1) * (n - 2)) as f64)
}
