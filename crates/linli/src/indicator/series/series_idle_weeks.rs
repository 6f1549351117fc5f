use crate::declare;
use crate::definition::{Kind, Undefined, Unit, Value};
use crate::frame::{Needs, SeriesFrame};
use crate::indicator::{Compute, Grain, Indicator};
use crate::records::Fields;

declare!(
    SERIES_IDLE_WEEKS = Indicator {
        card: Card {
            id: "series_idle_weeks",
            title: "Idle weeks",
            title_zh: "空着的周数",
            summary: "How many weeks of the window saw no activity of the series though one could have been expected.",
            summary_zh: "窗内有多少周该有活动却没有。",
            formula: "Of the weeks that count (series_weeks), those without a held activity of the series.",
            numerator: Unit::Time,
            denominator: Unit::One,
            range: [0.0, f64::INFINITY],
            edges: &[
                Edge { id: "no-week-counts", when: "no week of the window counts", then: "undefined, not_covered" },
                Edge { id: "holiday", when: "a holiday week sees no activity", then: "not idle" },
                Edge { id: "every-week", when: "an activity every week", then: "0" },
                Edge { id: "twice-a-month", when: "one activity in two weeks", then: "one of two weeks is idle" }
            ],
            caveat: "A series that meets once a month is idle three weeks in four and healthy: compare it with its own cadence.",
            caveat_zh: "一个月一次的活动，四周里空三周也正常，要和它自己的节奏比。",
            complexity: "O(weeks · K)",
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
    match frame.weeks() {
        (0, _) => Err(Undefined::NotCovered),
        (_, idle) => Ok(f64::from(idle)),
    }
}
