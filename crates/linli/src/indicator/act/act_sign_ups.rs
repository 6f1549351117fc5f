use crate::declare;
use crate::definition::{Kind, Unit, Value};
use crate::frame::{ActivityFrame, Needs};
use crate::indicator::{Compute, Grain, Indicator};
use crate::records::Fields;

declare!(
    ACT_SIGN_UPS = Indicator {
        card: Card {
            id: "act_sign_ups",
            title: "Names signed up",
            title_zh: "报名人数",
            summary: "How many people stood on the sign-up list when the activity began.",
            summary_zh: "活动开始时报名接龙上有多少人。",
            formula: "Number of distinct names on the sign-up lists of the activity at its beginning (at the end of its day where the hour is not known), withdrawn names and staff apart.",
            numerator: Unit::Persons,
            denominator: Unit::One,
            range: [0.0, f64::INFINITY],
            edges: &[
                Edge {
                    id: "no-list",
                    when: "no sign-up list of the activity is known",
                    then: "undefined, not_recorded"
                },
                Edge { id: "withdrawn", when: "a name was taken off before the beginning", then: "not counted" },
                Edge { id: "too-late", when: "a name came on after the beginning", then: "not counted" }
            ],
            caveat: "A list belongs to an activity by what import saw: a post of the list among the messages that speak for the activity.",
            caveat_zh: "接龙属于哪次活动，是按导入时看到的线索认的。",
            complexity: "O(names)",
            references: &["luo2017"],
            revision: 1,
        },
        kind: Kind::Count,
        grain: Grain::Population,
        needs: Needs::NONE,
        reads: Fields::NONE,
        min_members: 0,
        compute: Compute::Activity(compute),
        interval: None,
    }
);

fn compute(frame: &ActivityFrame<'_>) -> Value {
    frame.signed.map(|names| names.len() as f64)
}
