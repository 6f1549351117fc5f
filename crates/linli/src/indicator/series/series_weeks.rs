use crate::declare;
use crate::definition::{Kind, Unit, Value};
use crate::frame::{Needs, SeriesFrame};
use crate::indicator::{Compute, Grain, Indicator};
use crate::records::Fields;

declare!(
    SERIES_WEEKS = Indicator {
        card: Card {
            id: "series_weeks",
            title: "Weeks in which to be used",
            title_zh: "能算数的周数",
            summary: "How many weeks of the window an activity of the series could have been expected in.",
            summary_zh: "窗内有多少周，没活动才算空。",
            formula: "Whole weeks of the window, counted from its first day, with at least four days that lie between the first and the last record of the organization's activities, on or after the opening, and outside holidays.",
            numerator: Unit::Time,
            denominator: Unit::One,
            range: [0.0, f64::INFINITY],
            edges: &[
                Edge { id: "holiday", when: "four days of a week are a holiday", then: "the week does not count" },
                Edge { id: "after-the-records", when: "a week lies after the last record", then: "it does not count" },
                Edge { id: "before-the-opening", when: "a week lies before the opening", then: "it does not count" }
            ],
            caveat: "Whether a series that is recorded no more was held no more, nothing here can tell.",
            caveat_zh: "后来没有记录，是没办还是没记，这里看不出来。",
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

#[allow(clippy::unnecessary_wraps, reason = "the signature is the register's")]
fn compute(frame: &SeriesFrame<'_>) -> Value {
    Ok(f64::from(frame.weeks().0))
}
