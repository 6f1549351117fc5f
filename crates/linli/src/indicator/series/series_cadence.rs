use crate::declare;
use crate::definition::{Kind, Undefined, Unit, Value};
use crate::frame::{Needs, SeriesFrame};
use crate::indicator::{Compute, Grain, Indicator};
use crate::records::Fields;
use crate::statistics;
use crate::time::Day;

declare!(
    SERIES_CADENCE = Indicator {
        card: Card {
            id: "series_cadence",
            title: "Days between activities",
            title_zh: "活动间隔",
            summary: "How many days a middling gap between two activities of the series lasted, up to the end of the window.",
            summary_zh: "到窗末为止，两次活动之间一般隔几天。",
            formula: "median of d_{k+1} − d_k over the days d with an activity of the series, holidays between them left out; at least 4 days with an activity.",
            numerator: Unit::Time,
            denominator: Unit::One,
            range: [1.0, f64::INFINITY],
            edges: &[
                Edge {
                    id: "few-days",
                    when: "fewer than four days with an activity",
                    then: "undefined, too_few_events"
                },
                Edge { id: "weekly", when: "an activity every week", then: "7" },
                Edge { id: "twice-a-day", when: "two activities on one day", then: "one day" },
                Edge {
                    id: "holiday",
                    when: "a week of holiday lies between two activities",
                    then: "its days do not count"
                }
            ],
            caveat: "A rhythm that changed has no one cadence: look at the strip of activities.",
            caveat_zh: "节奏变过的，一个数说不清，看活动条。",
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

/// Days with an activity below which there is no rhythm.
const LEAST: usize = 4;

fn compute(frame: &SeriesFrame<'_>) -> Value {
    let mut days: Vec<Day> = frame.activities.iter().map(|activity| activity.day).collect();
    days.dedup();
    if days.len() < LEAST {
        return Err(Undefined::TooFewEvents);
    }
    let mut gaps: Vec<f64> = days.windows(2).map(|pair| frame.days_between(pair[0], pair[1])).collect();
    statistics::median(&mut gaps).ok_or(Undefined::TooFewEvents)
}
