use crate::declare;
use crate::definition::{Kind, Undefined, Unit, Value};
use crate::frame::{Needs, SeriesFrame};
use crate::indicator::{Compute, Grain, Indicator};
use crate::records::Fields;

declare!(
    SERIES_OPENING_CONCENTRATION = Indicator {
        card: Card {
            id: "series_opening_concentration",
            title: "Concentration on the opening",
            title_zh: "开张占全部人次的比例",
            summary: "Share of all attendances of the series that fell on its opening, up to the end of the window.",
            summary_zh: "到窗末为止，全部人次里开张那次占多少。",
            formula: "a₁ / Σ a_k over the recorded activities, a_k = people at the k-th, counted one way throughout: by lists, staff and guests apart, where the opening has one; else by headcounts, of everybody; K ≥ 4.",
            numerator: Unit::Persons,
            denominator: Unit::Persons,
            range: [0.0, 1.0],
            edges: &[
                Edge {
                    id: "few-activities",
                    when: "fewer than three recorded activities after the opening",
                    then: "undefined, too_few_events"
                },
                Edge {
                    id: "opening-not-recorded",
                    when: "the first activity has neither list nor headcount",
                    then: "undefined, not_recorded"
                },
                Edge { id: "nobody-ever", when: "nobody came to any", then: "undefined, zero_denominator" },
                Edge { id: "steady", when: "the same number every time, four activities", then: "1/4" }
            ],
            caveat: "It falls as activities follow: compare it with 1/K. Where the records begin in mid-life, the first recorded activity is no opening.",
            caveat_zh: "活动越多它越小，要和 1/K 比。资料从半途开始时，第一次记录不是开张。",
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

/// Recorded activities after the opening below which no share is given.
const LEAST_AFTER: usize = 3;

fn compute(frame: &SeriesFrame<'_>) -> Value {
    let (first, after) = frame.attendance.split_first().ok_or(Undefined::TooFewEvents)?;
    let opening = first.ok_or(Undefined::NotRecorded)?;
    if after.iter().flatten().count() < LEAST_AFTER {
        return Err(Undefined::TooFewEvents);
    }
    let all: u64 = frame.attendance.iter().flatten().map(|&came| u64::from(came)).sum();
    if all == 0 { Err(Undefined::ZeroDenominator) } else { Ok(f64::from(opening) / all as f64) }
}
