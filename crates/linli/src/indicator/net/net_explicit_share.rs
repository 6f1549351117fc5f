use crate::declare;
use crate::definition::{Kind, Undefined, Unit, Value};
use crate::frame::{GroupFrame, Needs};
use crate::indicator::{Compute, Grain, Indicator};
use crate::records::{Field, Fields};

declare!(
    NET_EXPLICIT_SHARE = Indicator {
        card: Card {
            id: "net_explicit_share",
            title: "Share of turns with a stated target",
            title_zh: "明示比例",
            summary: "Share of the population's turns that answer, quote, mention or name somebody.",
            summary_zh: "有明确对象（回复、引用、@、点名）的发言占多少。",
            formula: "Turns of the population that state a target, known here or not / turns of the population.",
            numerator: Unit::Messages,
            denominator: Unit::Messages,
            range: [0.0, 1.0],
            edges: &[
                Edge {
                    id: "not-recorded",
                    when: "no source of the group records replies, mentions or names",
                    then: "undefined, not_recorded"
                },
                Edge { id: "no-turns", when: "the population has no turn", then: "undefined, too_few_events" }
            ],
            caveat: "Stands beside every value on explicit ties: under .2 those say little.",
            caveat_zh: "看明示关系的任何数都要同时看它；低于0.2时说明不了什么。",
            complexity: "O(n)",
            references: &["kummerfeld2019"],
            revision: 1,
        },
        kind: Kind::Real,
        grain: Grain::Population,
        needs: Needs::NONE,
        reads: Fields::of(&[Field::Reply, Field::Mention, Field::Named]),
        min_members: 0,
        compute: Compute::Group(compute),
        interval: None,
    }
);

fn compute(frame: &GroupFrame<'_>) -> Value {
    let turns: u32 = frame.turns.turns.iter().sum();
    let addressed: u32 = frame.turns.addressed.iter().sum();
    if turns == 0 { Err(Undefined::TooFewEvents) } else { Ok(f64::from(addressed) / f64::from(turns)) }
}
