use crate::declare;
use crate::definition::{Kind, Unit, Value};
use crate::frame::{Needs, SecondLayerFrame};
use crate::indicator::{Compute, Grain, Indicator};
use crate::records::Fields;

declare!(
    INTER_VISITS = Indicator {
        card: Card {
            id: "inter_visits",
            title: "Visits between organizations",
            title_zh: "队与队串门",
            summary: "How many times people of one organization came to an activity of another.",
            summary_zh: "一个队的人到别的队的活动去了多少人次。",
            formula: "Number of attendances, guests among them and staff apart, at activities of the window by people at home in some organization and not in the one that held it. At home: present in an organization’s first-layer group in the window, or a member of it.",
            numerator: Unit::Persons,
            denominator: Unit::One,
            range: [0.0, f64::INFINITY],
            edges: &[
                Edge { id: "none-held", when: "nothing was held in the window", then: "undefined, too_few_events" },
                Edge {
                    id: "no-list",
                    when: "something was held and nothing of it has a list",
                    then: "undefined, not_recorded"
                },
                Edge {
                    id: "not-linked",
                    when: "too few names on the sheets of whoever held something are known in its chats",
                    then: "undefined, not_linked"
                },
                Edge { id: "own-people", when: "people come to what their own organization holds", then: "0" },
                Edge { id: "member-of-both", when: "somebody at home in both comes", then: "no visit" },
                Edge { id: "a-guest", when: "the list calls the visitor a guest", then: "a visit" },
                Edge { id: "no-home", when: "neighbours of no organization come", then: "no visit" }
            ],
            caveat: "Only where the list of one and the chat or member list of the other know the same name.",
            caveat_zh: "一个队的名单和另一个队的群或成员名单上，名字对得上才看得见。",
            complexity: "O(names)",
            references: &["luo2017"],
            revision: 1,
        },
        kind: Kind::Count,
        grain: Grain::Population,
        needs: Needs::NONE,
        reads: Fields::NONE,
        min_members: 0,
        compute: Compute::SecondLayer(compute),
        interval: None,
    }
);

fn compute(frame: &SecondLayerFrame<'_>) -> Value {
    frame.visits().map(|visits| visits.len() as f64)
}
