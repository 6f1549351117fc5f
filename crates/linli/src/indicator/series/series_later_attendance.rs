use crate::declare;
use crate::definition::{Kind, Undefined, Unit, Value};
use crate::frame::{Needs, SeriesFrame};
use crate::indicator::{Compute, Grain, Indicator};
use crate::records::Fields;
use crate::statistics;

declare!(
    SERIES_LATER_ATTENDANCE = Indicator {
        card: Card {
            id: "series_later_attendance",
            title: "Middling attendance after the opening",
            title_zh: "开张后的中位人数",
            summary: "How many people came to a middling activity of the series after its opening, up to the end of the window.",
            summary_zh: "开张之后（到窗末为止）各次活动人数的中位数。",
            formula: "median(a₂ … a_K) over the recorded activities after the opening; K ≥ 2.",
            numerator: Unit::Persons,
            denominator: Unit::One,
            range: [0.0, f64::INFINITY],
            edges: &[
                Edge {
                    id: "few-activities",
                    when: "no recorded activity after the opening",
                    then: "undefined, too_few_events"
                },
                Edge { id: "one-after", when: "one recorded activity after the opening", then: "its attendance" }
            ],
            caveat: "A headcount is somebody's count; a list has names.",
            caveat_zh: "人数是有人数过的，名单才有名字。",
            complexity: "O(K log K)",
            references: &["luo2017"],
            revision: 1,
        },
        kind: Kind::Real,
        grain: Grain::Population,
        needs: Needs::NONE,
        reads: Fields::NONE,
        min_members: 0,
        compute: Compute::Series(compute),
        interval: None,
    }
);

fn compute(frame: &SeriesFrame<'_>) -> Value {
    let after = frame.attendance.get(1..).unwrap_or_default();
    let mut after: Vec<f64> = after.iter().flatten().map(|&came| f64::from(came)).collect();
    statistics::median(&mut after).ok_or(Undefined::TooFewEvents)
}
