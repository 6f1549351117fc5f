use crate::declare;
use crate::definition::{Kind, Undefined, Unit, Value};
use crate::frame::{Needs, SeriesFrame};
use crate::indicator::{Compute, Grain, Indicator};
use crate::records::Fields;
use crate::statistics;

declare!(
    SERIES_OPENING_EXCESS = Indicator {
        card: Card {
            id: "series_opening_excess",
            title: "Opening excess",
            title_zh: "开张高峰倍数",
            summary: "How many times as many people came to the opening as came to a middling activity after it, up to the end of the window.",
            summary_zh: "开张那次的人数是之后各次中位数的几倍（到窗末为止）。",
            formula: "a₁ / median(a₂ … a_K), a_k = people at the k-th recorded activity of the series, counted one way throughout: by lists, staff and guests apart, where the opening has one; else by headcounts, of everybody; K ≥ 4.",
            numerator: Unit::Persons,
            denominator: Unit::Persons,
            range: [0.0, f64::INFINITY],
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
                Edge { id: "nobody-after", when: "the median after is 0", then: "undefined, zero_denominator" },
                Edge {
                    id: "one-measure",
                    when: "the opening has a headcount and no list, later activities have both",
                    then: "headcounts are compared with headcounts"
                },
                Edge { id: "steady", when: "the same number every time", then: "1" }
            ],
            caveat: "Where the records begin in mid-life, the first recorded activity is no opening. With three activities after the opening, print the counts. There is no pass mark.",
            caveat_zh: "之后只有三次时要看人数；没有及格线。",
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

/// Recorded activities after the opening below which no ratio is given.
const LEAST_AFTER: usize = 3;

fn compute(frame: &SeriesFrame<'_>) -> Value {
    let (first, after) = frame.attendance.split_first().ok_or(Undefined::TooFewEvents)?;
    let opening = first.ok_or(Undefined::NotRecorded)?;
    let mut after: Vec<f64> = after.iter().flatten().map(|&came| f64::from(came)).collect();
    if after.len() < LEAST_AFTER {
        return Err(Undefined::TooFewEvents);
    }
    match statistics::median(&mut after) {
        Some(median) if median > 0.0 => Ok(f64::from(opening) / median),
        _ => Err(Undefined::ZeroDenominator),
    }
}
