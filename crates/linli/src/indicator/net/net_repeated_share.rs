use crate::declare;
use crate::definition::{Kind, Undefined, Unit, Value};
use crate::frame::{GroupFrame, Needs};
use crate::indicator::{Compute, Grain, Indicator};
use crate::records::{Field, Fields};

declare!(
    NET_REPEATED_SHARE = Indicator {
        card: Card {
            id: "net_repeated_share",
            title: "Share of repeated words",
            title_zh: "重复的话",
            summary: "Share of the turns with a message whose words were said before in this chat, by whomever.",
            summary_zh: "发言里有多少是这个群里（不论谁）已经说过的原话。",
            formula: "Turns of the population with a message that import found to repeat an earlier one word for word, by keyed digest, within the span it remembers / turns of the population.",
            numerator: Unit::Messages,
            denominator: Unit::Messages,
            range: [0.0, 1.0],
            edges: &[
                Edge { id: "one-in-three", when: "one of three turns repeats", then: "1/3" },
                Edge { id: "no-turns", when: "nobody who counts speaks", then: "undefined, too_few_events" },
                Edge { id: "not-recorded", when: "no source shows the texts", then: "undefined, not_recorded" }
            ],
            caveat: "Forwarded notices, greetings and “接龙” repeat themselves and may mean everything to those who say them. A sign of announcements, not of worth.",
            caveat_zh: "转发的通知、问候、接龙都会重复，对说的人可能很要紧。它说明通知多不多，不说明有没有价值。",
            complexity: "O(n)",
            references: &["luo2017"],
            revision: 1,
        },
        kind: Kind::Real,
        grain: Grain::Population,
        needs: Needs::NONE,
        reads: Fields::of(&[Field::Cue]),
        min_members: 0,
        compute: Compute::Group(compute),
        interval: None,
    }
);

fn compute(frame: &GroupFrame<'_>) -> Value {
    let (repeated, turns): (u32, u32) = (frame.turns.repeated.iter().sum(), frame.turns.turns.iter().sum());
    if turns == 0 { Err(Undefined::TooFewEvents) } else { Ok(f64::from(repeated) / f64::from(turns)) }
}
