use crate::declare;
use crate::definition::{Kind, Undefined, Unit};
use crate::frame::{GroupFrame, Needs};
use crate::indicator::{Cells, Compute, Grain, Indicator};
use crate::records::Fields;

declare!(
    NODE_TENURE = Indicator {
        card: Card {
            id: "node_tenure",
            title: "Days of membership",
            title_zh: "入群天数",
            summary: "For how many days the person has been a member at the end of the window.",
            summary_zh: "到窗末为止，当了多少天成员。",
            formula: "Days from the first day of the earliest spell of membership that touches the window to the window’s last day, or to the spell’s own last day where that is earlier, both counted. Where only bounds of the first day are known, the later counts.",
            numerator: Unit::Time,
            denominator: Unit::One,
            range: [0.0, f64::INFINITY],
            edges: &[
                Edge { id: "joined-on-last-day", when: "a member since the last day of the window", then: "1" },
                Edge { id: "left-in-window", when: "left within the window", then: "until the day they left" },
                Edge {
                    id: "unknown-start",
                    when: "the first day is not known, or no spell is",
                    then: "undefined, not_recorded"
                }
            ],
            caveat: "A join the chat shows is a join of the chat: the neighbour may have been there for years.",
            caveat_zh: "群里显示的进群日子只是进群；人也许早就是街坊了。",
            complexity: "O(spells)",
            references: &["luo2017"],
            revision: 1,
        },
        kind: Kind::Count,
        grain: Grain::Population,
        needs: Needs::TENURE,
        reads: Fields::NONE,
        min_members: 0,
        compute: Compute::Member(compute),
        interval: None,
    }
);

fn compute(frame: &GroupFrame<'_>, cells: &mut Cells<'_>) {
    for (node, days) in frame.history.tenure().iter().enumerate() {
        cells.set(node, days.map(f64::from).ok_or(Undefined::NotRecorded));
    }
}
