use crate::declare;
use crate::definition::{Kind, Unit};
use crate::frame::{GroupFrame, Needs};
use crate::indicator::{Cells, Compute, Grain, Indicator};
use crate::records::Fields;

declare!(
    NODE_TURNS = Indicator {
        card: Card {
            id: "node_turns",
            title: "Turns of a person",
            title_zh: "个人发言次数",
            summary: "How many turns a person had in the window.",
            summary_zh: "窗内说了多少次话。",
            formula: "Number of turns of the person in the window (plan: turn_gap).",
            numerator: Unit::Messages,
            denominator: Unit::One,
            range: [0.0, f64::INFINITY],
            edges: &[Edge { id: "silent", when: "the person says nothing", then: "0, a real zero" }],
            caveat: "A reading of talk, not of standing.",
            caveat_zh: "只说明说得多少，不说明地位。",
            complexity: "O(n)",
            references: &["gibson2003"],
            revision: 1,
        },
        kind: Kind::Count,
        grain: Grain::Population,
        needs: Needs::NONE,
        reads: Fields::NONE,
        min_members: 0,
        compute: Compute::Member(compute),
        interval: None,
    }
);

fn compute(frame: &GroupFrame<'_>, cells: &mut Cells<'_>) {
    for (node, &turns) in frame.turns.turns.iter().enumerate() {
        cells.set(node, Ok(f64::from(turns)));
    }
}
