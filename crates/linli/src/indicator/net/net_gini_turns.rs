use crate::declare;
use crate::definition::{Kind, Undefined, Unit, Value};
use crate::frame::{GroupFrame, Needs};
use crate::indicator::{Compute, Grain, Indicator};
use crate::records::Fields;
use crate::statistics;

declare!(
    NET_GINI_TURNS = Indicator {
        card: Card {
            id: "net_gini_turns",
            title: "Gini coefficient of turns",
            title_zh: "发言基尼系数",
            summary: "How unequally turns are spread over the people of the population, the silent included.",
            summary_zh: "发言在各人之间有多不平均，沉默的人也算在内。",
            formula: "G = 2 Σ i·x₍ᵢ₎ / (n Σ x) − (n + 1)/n, x₍ᵢ₎ the i-th smallest number of turns.",
            numerator: Unit::Messages,
            denominator: Unit::Messages,
            range: [0.0, 1.0],
            edges: &[
                Edge { id: "equal", when: "everybody has the same number of turns", then: "0" },
                Edge { id: "one-speaks", when: "one of n has all turns", then: "1 − 1/n" },
                Edge { id: "nobody-speaks", when: "no turns", then: "undefined, too_few_events" }
            ],
            caveat: "Its largest value is 1 − 1/n: groups of different size are not on one scale. With few turns it is large by chance alone: equal talkers give about .53 with 12 people and 10 turns (simulated).",
            caveat_zh: "上限是 1−1/n，大小不同的群不能直接比。发言少时，人人一样爱说也会算出很大的值（12人10次约0.53）。",
            complexity: "O(n log n)",
            references: &["deaton1997"],
            revision: 1,
        },
        kind: Kind::Real,
        grain: Grain::Population,
        needs: Needs::NONE,
        reads: Fields::NONE,
        min_members: 2,
        compute: Compute::Group(compute),
        interval: None,
    }
);

fn compute(frame: &GroupFrame<'_>) -> Value {
    let mut turns: Vec<f64> = frame.turns.turns.iter().map(|&turns| f64::from(turns)).collect();
    statistics::gini(&mut turns).ok_or(Undefined::TooFewEvents)
}
