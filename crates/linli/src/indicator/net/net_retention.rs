use crate::declare;
use crate::definition::{Kind, Undefined, Unit, Value};
use crate::frame::{GroupFrame, Needs};
use crate::indicator::{Compute, Grain, Indicator};
use crate::records::Fields;

declare!(
    NET_RETENTION = Indicator {
        card: Card {
            id: "net_retention",
            title: "Retention",
            title_zh: "留存",
            summary: "Share of those who counted in the window before who count in this one too.",
            summary_zh: "上一窗算在内的人，这一窗还在的占多少。",
            formula: "|A ∩ B| / |A|, B = the population of this window, A = that of the window of the same length that ends where this one begins.",
            numerator: Unit::Persons,
            denominator: Unit::Persons,
            range: [0.0, 1.0],
            edges: &[
                Edge {
                    id: "first-window",
                    when: "there is no window of the same length that ends where this one begins",
                    then: "undefined, no_previous_window"
                },
                Edge {
                    id: "previous-not-covered",
                    when: "no source covers the window before",
                    then: "undefined, not_covered"
                },
                Edge { id: "everybody-stays", when: "everybody counts again", then: "1" },
                Edge {
                    id: "nobody-before",
                    when: "nobody counted in the window before",
                    then: "undefined, no_members"
                },
                Edge {
                    id: "not-linked",
                    when: "of those on the sheets, or of those in the chat or on the list, whichever are fewer, less than nine in ten are known to the other side",
                    then: "undefined, not_linked"
                }
            ],
            caveat: "In `present` it changes late: somebody counts for the whole presence period after they were last seen. Read it in `active` too.",
            caveat_zh: "“在场”口径变化慢：最后一次露面之后的整个 presence 期内都还算在场；同时看 active 口径。",
            complexity: "O(n)",
            references: &["luo2017"],
            revision: 1,
        },
        kind: Kind::Real,
        grain: Grain::Population,
        needs: Needs::PREVIOUS.with(Needs::LINKED),
        reads: Fields::NONE,
        min_members: 0,
        compute: Compute::Group(compute),
        interval: None,
    }
);

fn compute(frame: &GroupFrame<'_>) -> Value {
    let before = &frame.history.previous().as_ref().map_err(|&reason| reason)?.people;
    let both = before.iter().filter(|person| frame.people.binary_search(person).is_ok()).count();
    match before.len() {
        0 => Err(Undefined::NoMembers),
        all => Ok(both as f64 / all as f64),
    }
}
