use crate::declare;
use crate::definition::{Isolate, Kind, Laws, Reversal, Undefined, Union, Unit, Weights};
use crate::frame::{GroupFrame, Needs};
use crate::indicator::{Cells, Compute, Grain, Indicator};
use crate::records::Fields;

declare!(
    NODE_EFFECTIVE_SIZE = Indicator {
        card: Card {
            id: "node_effective_size",
            title: "Effective size",
            title_zh: "有效规模",
            summary: "How many of a person's contacts lead to different people (Burt's structural holes).",
            summary_zh: "往来对象里，不重复的有几个（伯特的结构洞）。",
            formula: "Sᵢ = Σⱼ (1 − Σ_q p_iq m_jq), j over neighbours of i, q ≠ i, j; p_iq = (w_iq + w_qi) / Σ_k (w_ik + w_ki), m_jq = (w_jq + w_qj) / max_k (w_jk + w_kj). With equal weights d − 2t/d, t = ties among the d neighbours.",
            numerator: Unit::Persons,
            denominator: Unit::One,
            range: [0.0, f64::INFINITY],
            edges: &[
                Edge { id: "isolate", when: "no tie", then: "undefined, isolate" },
                Edge { id: "one-tie", when: "one neighbour", then: "1" },
                Edge {
                    id: "triangle",
                    when: "three people all tied equally",
                    then: "1: the second contact adds nothing"
                },
                Edge { id: "bridge", when: "between two who are not tied", then: "2" }
            ],
            caveat: "Hopeless per member and month: describe a quarter, draw no trend. Below about 200 tied turns it says nothing.",
            caveat_zh: "按月按人看不可靠；只描述一个季度，不画趋势。少于约200次有对象的发言时不可靠。",
            complexity: "O(Σ degree²) for all",
            references: &["burt1992", "borgatti1997"],
            revision: 1,
            laws: Laws {
                isolate: Isolate::Same,
                union: Union::AsIsolates,
                reversal: Reversal::Same,
                weights: Weights::Shares,
            },
        },
        kind: Kind::Real,
        grain: Grain::Ties,
        needs: Needs::EVIDENCE.with(Needs::HOLES),
        reads: Fields::NONE,
        min_members: 0,
        compute: Compute::Member(compute),
        interval: None,
    }
);

fn compute(frame: &GroupFrame<'_>, cells: &mut Cells<'_>) {
    for (node, size) in frame.shared.holes().effective_size.iter().enumerate() {
        cells.set(node, size.ok_or(Undefined::Isolate));
    }
}
