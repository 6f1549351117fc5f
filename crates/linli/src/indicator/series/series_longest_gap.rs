use crate::declare;
use crate::definition::{Kind, Unit, Value};
use crate::frame::{Needs, SeriesFrame};
use crate::indicator::{Compute, Grain, Indicator};
use crate::records::Fields;

declare!(
    SERIES_LONGEST_GAP = Indicator {
        card: Card {
            id: "series_longest_gap",
            title: "Longest gap",
            title_zh: "最长间断",
            summary: "How many days the longest gap of the series lasted, up to the end of the window.",
            summary_zh: "到窗末为止，最长隔了多少天没活动。",
            formula: "max of d_{k+1} − d_k over the days d with an activity of the series, and of the days from the last one to the window's end or to the last record of the organization's activities, whichever comes first; holidays left out.",
            numerator: Unit::Time,
            denominator: Unit::One,
            range: [0.0, f64::INFINITY],
            edges: &[
                Edge { id: "one-activity", when: "one activity, two days before the last record", then: "2" },
                Edge {
                    id: "still-open",
                    when: "the gap since the last activity is the longest",
                    then: "counts up to the end"
                },
                Edge { id: "holiday", when: "a week of holiday lies in the gap", then: "its days do not count" }
            ],
            caveat: "An open gap may be the end of the series or of its records.",
            caveat_zh: "最后一次之后的空，可能是不办了，也可能是没记。",
            complexity: "O(K)",
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

#[allow(clippy::unnecessary_wraps, reason = "the signature is the register's")]
fn compute(frame: &SeriesFrame<'_>) -> Value {
    let days = frame.activities.iter().map(|activity| activity.day);
    let last = frame.window.end_day.min(frame.recorded.end).plus(-1);
    let ends = days.clone().skip(1).chain([last]);
    Ok(days.zip(ends).map(|(from, to)| frame.days_between(from, to)).fold(0.0, f64::max))
}
