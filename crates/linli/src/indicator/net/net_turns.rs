use crate::declare;
use crate::definition::{Kind, Unit, Value};
use crate::frame::{GroupFrame, Needs};
use crate::indicator::{Compute, Grain, Indicator};
use crate::records::Fields;

declare!(
    NET_TURNS = Indicator {
        card: Card {
            id: "net_turns",
            title: "Turns",
            title_zh: "发言次数",
            summary: "How many turns the people of the population had in the window.",
            summary_zh: "窗内一共说了多少次话。",
            formula: "Sum of the turns of the population. A turn is a message, or a run of messages of one person (plan: turn_gap).",
            numerator: Unit::Messages,
            denominator: Unit::One,
            range: [0.0, f64::INFINITY],
            edges: &[
                Edge { id: "silence", when: "nobody speaks in a covered window", then: "0, a real zero" },
                Edge { id: "recalled", when: "a message is taken back", then: "not counted" }
            ],
            caveat: "Asking for more messages raises it and nothing else.",
            caveat_zh: "催大家多发消息只会抬高这个数。",
            complexity: "O(n)",
            references: &["gibson2003"],
            revision: 1,
        },
        kind: Kind::Count,
        grain: Grain::Population,
        needs: Needs::NONE,
        reads: Fields::NONE,
        min_members: 0,
        compute: Compute::Group(compute),
        interval: None,
    }
);

fn compute(frame: &GroupFrame<'_>) -> Value {
    Ok(frame.turns.turns.iter().map(|&turns| f64::from(turns)).sum())
}
