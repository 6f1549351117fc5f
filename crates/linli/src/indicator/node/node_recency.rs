use crate::declare;
use crate::definition::{Kind, Undefined, Unit};
use crate::frame::{GroupFrame, Needs};
use crate::indicator::{Cells, Compute, Grain, Indicator};
use crate::records::Fields;

declare!(
    NODE_RECENCY = Indicator {
        card: Card {
            id: "node_recency",
            title: "Days since last seen",
            title_zh: "多久没露面",
            summary: "How many days before the end of the window the person last had a turn or came to an activity.",
            summary_zh: "到窗末为止，多少天没说话也没来活动。",
            formula: "Whole days from the day last seen to the last day of the window.",
            numerator: Unit::Time,
            denominator: Unit::One,
            range: [0.0, f64::INFINITY],
            edges: &[
                Edge { id: "seen-on-last-day", when: "seen on the last day of the window", then: "0" },
                Edge { id: "never-seen", when: "on the list, never seen", then: "undefined, too_few_events" },
                Edge {
                    id: "not-linked",
                    when: "of those on the sheets, or of those in the chat or on the list, whichever are fewer, less than nine in ten are known to the other side",
                    then: "undefined, not_linked"
                }
            ],
            caveat: "Weeks of silence before somebody's own longest gap is reached mean little.",
            caveat_zh: "要和本人以往最长的间隔比。",
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
    for (node, days) in frame.turns.days_since_seen.iter().enumerate() {
        cells.set(node, days.map(f64::from).ok_or(Undefined::TooFewEvents));
    }
}
