use crate::declare;
use crate::definition::{Kind, Unit};
use crate::frame::{GroupFrame, Needs};
use crate::indicator::{Cells, Compute, Grain, Indicator};
use crate::records::Fields;

declare!(
    NODE_SEEN_DAYS = Indicator {
        card: Card {
            id: "node_seen_days",
            title: "Days seen",
            title_zh: "露面天数",
            summary: "On how many days of the window the person had a turn or came to an activity.",
            summary_zh: "窗内有几天说过话或来过活动。",
            formula: "Number of distinct local days in the window with a turn or a recorded attendance.",
            numerator: Unit::Time,
            denominator: Unit::One,
            range: [0.0, f64::INFINITY],
            edges: &[
                Edge { id: "same-day", when: "a turn and an attendance on one day", then: "one day" },
                Edge { id: "silent", when: "neither", then: "0, a real zero" },
                Edge {
                    id: "not-linked",
                    when: "of those on the sheets, or of those in the chat or on the list, whichever are fewer, less than nine in ten are known to the other side",
                    then: "undefined, not_linked"
                }
            ],
            caveat: "Days are the unit that removes bursts.",
            caveat_zh: "按天算，一天说很多也只算一天。",
            complexity: "O(n)",
            references: &["luo2017"],
            revision: 2,
        },
        kind: Kind::Count,
        grain: Grain::Population,
        needs: Needs::LINKED,
        reads: Fields::NONE,
        min_members: 0,
        compute: Compute::Member(compute),
        interval: None,
    }
);

fn compute(frame: &GroupFrame<'_>, cells: &mut Cells<'_>) {
    for (node, &days) in frame.turns.seen_days.iter().enumerate() {
        cells.set(node, Ok(f64::from(days)));
    }
}
