use crate::declare;
use crate::definition::{Kind, Unit, Value};
use crate::frame::{Needs, PairFrame};
use crate::indicator::{Compute, Grain, Indicator};
use crate::records::{Field, Fields};

declare!(
    INTER_PAIR_TAKEN_UP = Indicator {
        card: Card {
            id: "inter_pair_taken_up",
            title: "Showings taken up, by organization",
            title_zh: "接了哪个队晒的",
            summary: "How many showings of one organization people of another took up.",
            summary_zh: "一个队的人接了另一个队晒出来的多少次。",
            formula: "Of the showings of `inter_showing_uptake` by delegates of to_organization, those that somebody of from_organization took up. Rows stand only for two organizations between which anything was seen; elsewhere all is 0 wherever the second layer has a value.",
            numerator: Unit::Messages,
            denominator: Unit::One,
            range: [0.0, f64::INFINITY],
            edges: &[
                Edge { id: "twice", when: "two people of one organization take up one showing", then: "1" },
                Edge {
                    id: "not-recorded",
                    when: "no chat of the group can show what a message shows",
                    then: "undefined, not_recorded"
                },
                Edge { id: "nothing-seen", when: "nothing was seen between the two", then: "no row" }
            ],
            caveat: "One or two delegates stand for each organization: a row is about persons.",
            caveat_zh: "一个队只有一两位代表：一行说的其实是具体的人。",
            complexity: "O(1) beside the second layer’s",
            references: &["luo2017"],
            revision: 1,
        },
        kind: Kind::Count,
        grain: Grain::Population,
        needs: Needs::NONE,
        reads: Fields::of(&[Field::Cue]),
        min_members: 0,
        compute: Compute::Pair(compute),
        interval: None,
    }
);

fn compute(frame: &PairFrame<'_>) -> Value {
    frame.taken_up.map(f64::from)
}
