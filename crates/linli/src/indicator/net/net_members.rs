use crate::declare;
use crate::definition::{Kind, Unit, Value};
use crate::frame::{GroupFrame, Needs};
use crate::indicator::{Compute, Grain, Indicator};
use crate::records::Fields;

declare!(
    NET_MEMBERS = Indicator {
        card: Card {
            id: "net_members",
            title: "Members",
            title_zh: "人数",
            summary: "How many people count under the population.",
            summary_zh: "这一口径下有多少人。",
            formula: "n = number of people of the population in the window.",
            numerator: Unit::Persons,
            denominator: Unit::One,
            range: [0.0, f64::INFINITY],
            edges: &[
                Edge { id: "nobody", when: "nobody counts", then: "0, a real zero" },
                Edge {
                    id: "not-linked",
                    when: "of those on the sheets, or of those in the chat or on the list, whichever are fewer, less than nine in ten are known to the other side",
                    then: "undefined, not_linked"
                }
            ],
            caveat: "Says as much about the population chosen as about the group.",
            caveat_zh: "先看清口径，再看人数。",
            complexity: "O(1)",
            references: &["wasserman1994"],
            revision: 2,
        },
        kind: Kind::Count,
        grain: Grain::Population,
        needs: Needs::LINKED,
        reads: Fields::NONE,
        min_members: 0,
        compute: Compute::Group(compute),
        interval: None,
    }
);

fn compute(frame: &GroupFrame<'_>) -> Value {
    Ok(frame.len() as f64)
}
