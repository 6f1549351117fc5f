use crate::declare;
use crate::definition::{Kind, Undefined, Unit, Value};
use crate::frame::{GroupFrame, Needs};
use crate::indicator::{Compute, Grain, Indicator};
use crate::records::Fields;

declare!(
    NET_TURNOVER = Indicator {
        card: Card {
            id: "net_turnover",
            title: "Turnover of people",
            title_zh: "人员更替",
            summary: "Share of those who count in this window or in the one before who do not count in both.",
            summary_zh: "上一窗和这一窗算在内的人里，只在其中一窗的占多少。",
            formula: "|A Δ B| / |A ∪ B|, B = the population of this window, A = that of the window of the same length that ends where this one begins.",
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
                Edge { id: "same-people", when: "the same people count in both", then: "0" },
                Edge { id: "nobody", when: "nobody counts in either", then: "undefined, no_members" },
                Edge {
                    id: "not-linked",
                    when: "of those on the sheets, or of those in the chat or on the list, whichever are fewer, less than nine in ten are known to the other side",
                    then: "undefined, not_linked"
                }
            ],
            caveat: "In `present` it changes late: somebody counts for the whole presence period after they were last seen. Leaving a group is no failure of it.",
            caveat_zh: "“在场”口径变化慢：最后一次露面之后的整个 presence 期内都还算在场。有人离开不等于群有问题。",
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
    match before.len() + frame.len() - both {
        0 => Err(Undefined::NoMembers),
        either => Ok((either - both) as f64 / either as f64),
    }
}
