use crate::declare;
use crate::definition::{Kind, Unit, Value};
use crate::frame::{GroupFrame, Needs};
use crate::indicator::{Compute, Grain, Indicator};
use crate::records::Fields;

declare!(
    NET_ACTIVE = Indicator {
        card: Card {
            id: "net_active",
            title: "Active members",
            title_zh: "活跃人数",
            summary: "How many of the population had a turn or came to an activity in the window.",
            summary_zh: "窗内说过话或来过活动的人数。",
            formula: "Number of people with at least one turn or recorded attendance in the window.",
            numerator: Unit::Persons,
            denominator: Unit::One,
            range: [0.0, f64::INFINITY],
            edges: &[
                Edge {
                    id: "attends-silently",
                    when: "a member comes to an activity and says nothing",
                    then: "counted: active is not the same as talkative"
                },
                Edge {
                    id: "not-linked",
                    when: "of those on the sheets, or of those in the chat or on the list, whichever are fewer, less than nine in ten are known to the other side",
                    then: "undefined, not_linked"
                }
            ],
            caveat: "Attendance counts only where the sheet's name is known to be the member's.",
            caveat_zh: "签到的名字对得上人，才算在内。",
            complexity: "O(n)",
            references: &["luo2017"],
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
    Ok(frame.turns.seen_days.iter().filter(|&&days| days > 0).count() as f64)
}
