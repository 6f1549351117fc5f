use crate::declare;
use crate::definition::{Kind, Undefined, Unit, Value};
use crate::frame::{Needs, SeriesFrame};
use crate::indicator::{Compute, Grain, Indicator};
use crate::records::Fields;

declare!(
    SERIES_OPENING_ATTENDANCE = Indicator {
        card: Card {
            id: "series_opening_attendance",
            title: "Attendance of the opening",
            title_zh: "开张人数",
            summary: "How many people came to the first activity of the series.",
            summary_zh: "这一系列第一次活动来了多少人。",
            formula: "a₁, people at the first held activity of the series, counted one way throughout: by lists, staff and guests apart, where the opening has one; else by headcounts, of everybody.",
            numerator: Unit::Persons,
            denominator: Unit::One,
            range: [0.0, f64::INFINITY],
            edges: &[
                Edge {
                    id: "opening-not-recorded",
                    when: "the first activity has neither list nor headcount",
                    then: "undefined, not_recorded"
                },
                Edge { id: "nobody", when: "the list is there and nobody came", then: "0, a real zero" }
            ],
            caveat: "A headcount is somebody's count; a list has names.",
            caveat_zh: "人数是有人数过的，名单才有名字。",
            complexity: "O(K log K)",
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

fn compute(frame: &SeriesFrame<'_>) -> Value {
    let opening = frame.attendance.first().ok_or(Undefined::TooFewEvents)?;
    opening.map(f64::from).ok_or(Undefined::NotRecorded)
}
