use crate::declare;
use crate::definition::{Kind, Unit, Value};
use crate::frame::{Needs, SeriesFrame};
use crate::indicator::{Compute, Grain, Indicator};
use crate::records::Fields;

declare!(
    SERIES_ACTIVITIES = Indicator {
        card: Card {
            id: "series_activities",
            title: "Activities of the series",
            title_zh: "系列活动次数",
            summary: "How many activities of the series were held, up to the end of the window.",
            summary_zh: "到窗末为止，这个系列办了多少次。",
            formula: "K = number of held activities of the series that began before the window's end.",
            numerator: Unit::Events,
            denominator: Unit::One,
            range: [0.0, f64::INFINITY],
            edges: &[
                Edge { id: "one", when: "only the opening was held", then: "1" },
                Edge { id: "proposed", when: "an activity is only proposed from cues", then: "not counted" }
            ],
            caveat: "An activity nobody wrote down is missing here.",
            caveat_zh: "没人记下来的活动不在内。",
            complexity: "O(1)",
            references: &["luo2017"],
            revision: 1,
        },
        kind: Kind::Count,
        grain: Grain::Population,
        needs: Needs::NONE,
        reads: Fields::NONE,
        min_members: 0,
        compute: Compute::Series(compute),
        interval: None,
    }
);

#[allow(clippy::unnecessary_wraps, reason = "the signature is the register's")]
fn compute(frame: &SeriesFrame<'_>) -> Value {
    Ok(frame.activities.len() as f64)
}
