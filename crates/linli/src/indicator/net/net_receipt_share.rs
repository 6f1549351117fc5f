use crate::declare;
use crate::definition::{Kind, Undefined, Unit, Value};
use crate::frame::{GroupFrame, Needs};
use crate::indicator::{Compute, Grain, Indicator};
use crate::records::{Field, Fields};

declare!(
    NET_RECEIPT_SHARE = Indicator {
        card: Card {
            id: "net_receipt_share",
            title: "Share of receipts",
            title_zh: "回应比例",
            summary: "Share of the turns that are an acknowledgement, in a word or a thumb, and nothing more.",
            summary_zh: "只回“收到”、👍 的发言占多少。",
            formula: "Turns of the population all of whose messages are receipts / turns of the population.",
            numerator: Unit::Messages,
            denominator: Unit::Messages,
            range: [0.0, 1.0],
            edges: &[
                Edge { id: "one-in-four", when: "one of four turns is a receipt", then: "1/4" },
                Edge { id: "more-than-a-receipt", when: "a turn acknowledges and goes on", then: "no receipt" },
                Edge { id: "no-turns", when: "nobody who counts speaks", then: "undefined, too_few_events" },
                Edge { id: "not-recorded", when: "no source shows what a text is", then: "undefined, not_recorded" }
            ],
            caveat: "Receipts answer whoever asked for them: a high share is first a habit of those who announce.",
            caveat_zh: "“收到”是回给发通知的人的：比例高，首先是发通知那一方的习惯。",
            complexity: "O(n)",
            references: &["luo2017"],
            revision: 1,
        },
        kind: Kind::Real,
        grain: Grain::Population,
        needs: Needs::NONE,
        reads: Fields::of(&[Field::Cue]),
        min_members: 0,
        compute: Compute::Group(compute),
        interval: None,
    }
);

fn compute(frame: &GroupFrame<'_>) -> Value {
    let (receipts, turns): (u32, u32) = (frame.turns.receipts.iter().sum(), frame.turns.turns.iter().sum());
    if turns == 0 { Err(Undefined::TooFewEvents) } else { Ok(f64::from(receipts) / f64::from(turns)) }
}
