use crate::declare;
use crate::definition::{Isolate, Kind, Laws, Reversal, Undefined, Union, Unit, Value, Weights};
use crate::frame::{GroupFrame, Needs};
use crate::indicator::{Compute, Grain, Indicator};
use crate::records::Fields;

declare!(
    NET_CORE_FIT = Indicator {
        card: Card {
            id: "net_core_fit",
            title: "Core–periphery fit",
            title_zh: "核心边缘拟合度",
            summary: "How well one core and one periphery describe who is tied to whom.",
            summary_zh: "“一个核心加一个边缘”能在多大程度上说明谁和谁有关系。",
            formula: "The largest correlation; undirected and unweighted; C maximizes the correlation, over pairs, of being tied with having an end in C: (m_C N − m M) / √(m (N − m) M (N − M)), m_C = tied pairs with an end in C, m = tied pairs, k = people in C, M = k(k − 1)/2 + k(n − k), N = n(n − 1)/2.",
            numerator: Unit::Dyads,
            denominator: Unit::Dyads,
            range: [0.0, 1.0],
            edges: &[
                Edge { id: "two-members", when: "n < 3", then: "undefined, too_few_members" },
                Edge { id: "no-ties", when: "no tie", then: "undefined, no_ties" },
                Edge {
                    id: "complete",
                    when: "everybody is tied to everybody",
                    then: "undefined, zero_denominator: nothing to correlate with"
                },
                Edge { id: "star", when: "everybody is tied to one person only", then: "1" }
            ],
            caveat: "Hopeless per group and month: every network has a best core, a random one too. Ties between core and periphery count like those within the core; other software leaves them out and finds other cores.",
            caveat_zh: "按群按月看不可靠：任何网络都能找出一个“核心”，随机的也能。核心与边缘之间的关系按核心内部看待；有的软件不计这些关系，核心会不同。",
            complexity: "exact up to 22 people with ties (branch and bound, at worst O(2ⁿ)); beyond that 51 searches of O(n²) a step",
            references: &["borgatti2000", "lip2011"],
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
        needs: Needs::EVIDENCE.with(Needs::CORE_PERIPHERY).with(Needs::ON_REQUEST),
        reads: Fields::NONE,
        min_members: 3,
        compute: Compute::Group(compute),
        interval: None,
    }
);

fn compute(frame: &GroupFrame<'_>) -> Value {
    match frame.shared.core_periphery() {
        Some(found) => Ok(found.fit.clamp(0.0, 1.0)),
        None if frame.network.edges() == 0 => Err(Undefined::NoTies),
        None => Err(Undefined::ZeroDenominator),
    }
}
