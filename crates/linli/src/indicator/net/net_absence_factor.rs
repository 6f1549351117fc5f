use crate::declare;
use crate::definition::{Kind, Undefined, Unit, Value};
use crate::frame::{GroupFrame, Needs};
use crate::indicator::{Compute, Grain, Indicator};
use crate::records::Fields;
use crate::statistics::absence_factor;

declare!(
    NET_ABSENCE_FACTOR = Indicator {
        card: Card {
            id: "net_absence_factor",
            title: "Contributor absence factor",
            title_zh: "缺席系数",
            summary: "The fewest people who together have half of the turns: if they stopped, half the life of the group would stop.",
            summary_zh: "最少几个人说了一半的话：他们一停，群里就静了一半。",
            formula: "The smallest k for which the k largest counts of turns add up to half of the population’s turns or more.",
            numerator: Unit::Persons,
            denominator: Unit::One,
            range: [0.0, f64::INFINITY],
            edges: &[
                Edge { id: "exactly-half", when: "one has exactly half", then: "1" },
                Edge { id: "equal-shares", when: "three people with equally many turns", then: "2" },
                Edge { id: "no-turns", when: "nobody who counts speaks", then: "undefined, too_few_events" }
            ],
            caveat: "Counts turns, not what they are worth; a coach is one of them unless the population leaves staff out.",
            caveat_zh: "数的是发言次数，不看内容；不去掉工作人员的口径里，辅导者也算在内。",
            complexity: "O(n log n)",
            references: &["chaoss"],
            revision: 1,
        },
        kind: Kind::Count,
        grain: Grain::Population,
        needs: Needs::NONE,
        reads: Fields::NONE,
        min_members: 0,
        compute: Compute::Group(compute),
        interval: None,
    }
);

fn compute(frame: &GroupFrame<'_>) -> Value {
    let mut turns: Vec<f64> = frame.turns.turns.iter().map(|&turns| f64::from(turns)).collect();
    absence_factor(&mut turns).map(|k| k as f64).ok_or(Undefined::TooFewEvents)
}
