use crate::declare;
use crate::definition::{Kind, Unit};
use crate::frame::{GroupFrame, Needs};
use crate::indicator::{Cells, Compute, Grain, Indicator};
use crate::records::Fields;

declare!(
    NODE_SEEN_WEEKS = Indicator {
        card: Card {
            id: "node_seen_weeks",
            title: "Weeks seen",
            title_zh: "露面周数",
            summary: "In how many weeks of the window the person had a turn or came to an activity.",
            summary_zh: "窗内有几周说过话或来过活动。",
            formula: "Weeks of seven days from the window’s first day, whole ones, with a turn or an attendance.",
            numerator: Unit::Time,
            denominator: Unit::One,
            range: [0.0, f64::INFINITY],
            edges: &[
                Edge { id: "one-week", when: "two turns in one week", then: "1" },
                Edge { id: "never", when: "on the list, not seen", then: "0" },
                Edge { id: "part-of-a-week", when: "seen after the last whole week", then: "not counted" },
                Edge {
                    id: "not-linked",
                    when: "of those on the sheets, or of those in the chat or on the list, whichever are fewer, less than nine in ten are known to the other side",
                    then: "undefined, not_linked"
                }
            ],
            caveat: "Weeks take out bursts; they do not say how much was said.",
            caveat_zh: "按周数，不受一时热闹的影响，也不说明说了多少。",
            complexity: "O(weeks)",
            references: &["luo2017"],
            revision: 1,
        },
        kind: Kind::Count,
        grain: Grain::Population,
        needs: Needs::WEEKS.with(Needs::LINKED),
        reads: Fields::NONE,
        min_members: 0,
        compute: Compute::Member(compute),
        interval: None,
    }
);

fn compute(frame: &GroupFrame<'_>, cells: &mut Cells<'_>) {
    for (node, weeks) in frame.history.weeks().iter().enumerate() {
        cells.set(node, Ok(f64::from(weeks.seen)));
    }
}
