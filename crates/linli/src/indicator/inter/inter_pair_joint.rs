use crate::declare;
use crate::definition::{Kind, Unit, Value};
use crate::frame::{Needs, PairFrame};
use crate::indicator::{Compute, Grain, Indicator};
use crate::records::Fields;

declare!(
    INTER_PAIR_JOINT = Indicator {
        card: Card {
            id: "inter_pair_joint",
            title: "Joint activities, by organization",
            title_zh: "请哪个队合办",
            summary: "How many activities of one organization had another as partner.",
            summary_zh: "一个队有多少次活动请了另一个队合办。",
            formula: "Number of activities of from_organization in the window whose partners name to_organization by its id, alone or in a list with 、 ， , ； ; / | + between. Rows stand only for two organizations between which anything was seen; elsewhere all is 0 wherever the second layer has a value.",
            numerator: Unit::Events,
            denominator: Unit::One,
            range: [0.0, f64::INFINITY],
            edges: &[
                Edge { id: "in-a-list", when: "partners are several organizations", then: "1 for each" },
                Edge {
                    id: "not-an-organization",
                    when: "the partner is no organization of the study",
                    then: "not counted"
                },
                Edge { id: "nothing-seen", when: "nothing was seen between the two", then: "no row" }
            ],
            caveat: "See inter_joint. A partner written otherwise than its id is not known.",
            caveat_zh: "看“合办的活动”的说明。合办方没写登记的名字就认不出来。",
            complexity: "O(1) beside the second layer’s",
            references: &["luo2017"],
            revision: 1,
        },
        kind: Kind::Count,
        grain: Grain::Population,
        needs: Needs::NONE,
        reads: Fields::NONE,
        min_members: 0,
        compute: Compute::Pair(compute),
        interval: None,
    }
);

fn compute(frame: &PairFrame<'_>) -> Value {
    frame.joint.map(f64::from)
}
