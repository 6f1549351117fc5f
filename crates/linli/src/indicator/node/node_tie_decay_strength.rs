use crate::declare;
use crate::definition::{Kind, Unit};
use crate::frame::{GroupFrame, Needs};
use crate::indicator::{Cells, Compute, Grain, Indicator};
use crate::records::Fields;

declare!(
    NODE_TIE_DECAY_STRENGTH = Indicator {
        card: Card {
            id: "node_tie_decay_strength",
            title: "Strength with decay",
            title_zh: "衰减强度",
            summary: "The weight of the person’s ties either way, half of it gone after every 28 days: ties fade and do not end with a window.",
            summary_zh: "此人往来的总强度，每过28天减半：关系慢慢淡去，不随时间窗一刀切断。",
            formula: "Σ w · 2^(−a/28) over all ties to and from the person, with people of the population, of the 280 days before the window’s end; w = weight, a = whole days from the tie’s day to the window’s last day. Half-life 28 days.",
            numerator: Unit::One,
            denominator: Unit::One,
            range: [0.0, f64::INFINITY],
            edges: &[
                Edge { id: "today", when: "one tie on the last day of the window", then: "1" },
                Edge { id: "half-life", when: "one tie 28 days before the last day", then: "1/2" },
                Edge { id: "too-old", when: "a tie 280 days before the last day", then: "0" },
                Edge { id: "no-ties", when: "no tie", then: "0" }
            ],
            caveat: "The half-life is a choice: there is no standard one. Days without a source let it fade as if nothing had been said.",
            caveat_zh: "28天半衰期是一种选择，没有公认的标准。没有资料的日子会被当作没有往来。",
            complexity: "O(distinct ties a day · 280)",
            references: &["ahmad2021"],
            revision: 1,
        },
        kind: Kind::Real,
        grain: Grain::Ties,
        needs: Needs::DECAY,
        reads: Fields::NONE,
        min_members: 0,
        compute: Compute::Member(compute),
        interval: None,
    }
);

fn compute(frame: &GroupFrame<'_>, cells: &mut Cells<'_>) {
    for (node, &strength) in frame.history.decayed().iter().enumerate() {
        cells.set(node, Ok(strength));
    }
}
