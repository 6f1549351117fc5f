use crate::declare;
use crate::definition::{Kind, Unit, Value};
use crate::frame::{Needs, PairFrame};
use crate::indicator::{Compute, Grain, Indicator};
use crate::records::Fields;

declare!(
    INTER_PAIR_VISITS = Indicator {
        card: Card {
            id: "inter_pair_visits",
            title: "Visits, by organization",
            title_zh: "到哪个队串门",
            summary: "How many times people of one organization came to activities of another.",
            summary_zh: "一个队的人到另一个队的活动去了多少人次。",
            formula: "Of the visits of `inter_visits` to activities of to_organization, those of people at home in from_organization. Rows stand only for two organizations between which anything was seen; elsewhere all is 0 wherever the second layer has a value.",
            numerator: Unit::Persons,
            denominator: Unit::One,
            range: [0.0, f64::INFINITY],
            edges: &[
                Edge {
                    id: "at-home-in-two",
                    when: "a visitor at home in two organizations",
                    then: "1 for each of them"
                },
                Edge {
                    id: "no-list",
                    when: "the two took up showings, and nothing that was held has a list",
                    then: "undefined, not_recorded"
                },
                Edge { id: "nothing-seen", when: "nothing was seen between the two", then: "no row" }
            ],
            caveat: "See inter_visits.",
            caveat_zh: "看“队与队串门”的说明。",
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
    frame.visits.map(f64::from)
}
