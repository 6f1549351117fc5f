use crate::declare;
use crate::definition::{Kind, Unit, Value};
use crate::frame::{Needs, PairFrame};
use crate::indicator::{Compute, Grain, Indicator};
use crate::records::{Field, Fields};

declare!(
    INTER_PAIR_ANSWERS = Indicator {
        card: Card {
            id: "inter_pair_answers",
            title: "First answers, by organization",
            title_zh: "先答了哪个队的问题",
            summary: "How many questions of one organization people of another answered first.",
            summary_zh: "一个队的人先答了另一个队提的多少个问题。",
            formula: "Of the questions of `inter_peer_answer_share` by delegates of to_organization, those that somebody of from_organization answered first. Rows stand only for two organizations between which anything was seen; elsewhere all is 0 wherever the second layer has a value.",
            numerator: Unit::Messages,
            denominator: Unit::One,
            range: [0.0, f64::INFINITY],
            edges: &[
                Edge { id: "staff-first", when: "staff answer first", then: "not counted" },
                Edge { id: "only-visits", when: "the two visited each other and asked nothing", then: "0" },
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
    frame.answers.map(f64::from)
}
