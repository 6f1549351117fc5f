use crate::declare;
use crate::definition::{Isolate, Kind, Laws, Reversal, Undefined, Union, Unit, Value, Weights};
use crate::frame::{GroupFrame, Needs};
use crate::indicator::{Compute, Grain, Indicator};
use crate::network::core_significance;
use crate::records::Fields;

declare!(
    NET_CORE_SIGNIFICANCE = Indicator {
        card: Card {
            id: "net_core_significance",
            title: "Significance of the core",
            title_zh: "核心的显著性",
            summary: "How often a random network in which everybody has as many ties fits one core and one periphery as well.",
            summary_zh: "每人关系数不变、其余随机的网络里，有多大比例同样像“一个核心加一个边缘”。",
            formula: "(1 + networks drawn that fit at least as well) / (1 + networks drawn), 199 drawn from the simple networks with the same degrees, data and draws by the same search; fit as in `net_core_fit`.",
            numerator: Unit::One,
            denominator: Unit::One,
            range: [0.0, 1.0],
            edges: &[
                Edge { id: "two-members", when: "n < 3", then: "undefined, too_few_members" },
                Edge { id: "no-ties", when: "no tie", then: "undefined, no_ties" },
                Edge {
                    id: "complete",
                    when: "everybody is tied to everybody",
                    then: "undefined, zero_denominator: nothing to correlate with"
                },
                Edge { id: "star", when: "the degrees leave no other network", then: "1: the degrees alone say it" }
            ],
            caveat: "Hopeless below twenty people. Never below 1/200. With one core and one periphery the size in the test of quality and size is n for every draw, so the quality decides alone. Not corrected for the number of groups and windows.",
            caveat_zh: "二十人以下不可靠。最小只能到1/200。没有按群数和窗数做多重比较校正。",
            complexity: "200 times that of the fit up to 22 people with ties, beyond that 200 searches of O(n²) a step",
            references: &["kojaku2018", "borgatti2000"],
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
        needs: Needs::EVIDENCE.with(Needs::ON_REQUEST),
        reads: Fields::NONE,
        min_members: 3,
        compute: Compute::Group(compute),
        interval: None,
    }
);

fn compute(frame: &GroupFrame<'_>) -> Value {
    match core_significance(frame.network, frame.streams.of(&NET_CORE_SIGNIFICANCE.card, frame.window)) {
        Some(p) => Ok(p),
        None if frame.network.edges() == 0 => Err(Undefined::NoTies),
        None => Err(Undefined::ZeroDenominator),
    }
}
