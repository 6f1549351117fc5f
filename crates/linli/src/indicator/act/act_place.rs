use crate::declare;
use crate::definition::{Kind, Unit, Value};
use crate::frame::{ActivityFrame, Needs};
use crate::indicator::{Compute, Grain, Indicator};
use crate::records::Fields;

declare!(
    ACT_PLACE = Indicator {
        card: Card {
            id: "act_place",
            title: "Place in its series",
            title_zh: "系列里的第几次",
            summary: "Which activity of its series this is; the opening is 0.",
            summary_zh: "这是这个系列的第几次；第一次是 0。",
            formula: "k = number of held activities of the series before this one.",
            numerator: Unit::Events,
            denominator: Unit::One,
            range: [0.0, f64::INFINITY],
            edges: &[
                Edge { id: "opening", when: "this is the first of its series", then: "0" },
                Edge { id: "proposed", when: "an earlier activity is only proposed from cues", then: "not counted" }
            ],
            caveat: "With the return of the opening cohort beside it, the activities of a series give the curve S(k). Where the records begin in mid-life, the first recorded activity is no opening.",
            caveat_zh: "和首场回访率放在一起，就是 S(k) 曲线；资料从半途开始时，第一次记录不是开张。",
            complexity: "O(1)",
            references: &["luo2017"],
            revision: 1,
        },
        kind: Kind::Count,
        grain: Grain::Population,
        needs: Needs::NONE,
        reads: Fields::NONE,
        min_members: 0,
        compute: Compute::Activity(compute),
        interval: None,
    }
);

#[allow(clippy::unnecessary_wraps, reason = "the signature is the register's")]
fn compute(frame: &ActivityFrame<'_>) -> Value {
    Ok(f64::from(frame.place))
}
