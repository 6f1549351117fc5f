use crate::declare;
use crate::definition::{Kind, Undefined, Unit, Value};
use crate::frame::{Needs, SeriesFrame};
use crate::indicator::{Compute, Grain, Indicator};
use crate::records::Fields;
use crate::statistics;

declare!(
    SERIES_HALF_LIFE = Indicator {
        card: Card {
            id: "series_half_life",
            title: "Half-life of attendance",
            title_zh: "人数减半要多久",
            summary: "After how many days the attendance of the series has halved, by a line through its logarithm, up to the end of the window.",
            summary_zh: "按到窗末为止的人数画一条线，多少天人数减一半。",
            formula: "ln 2 / −b, b = median of the slopes (ln(a_j + 1) − ln(a_i + 1)) / (d_j − d_i) over all pairs of recorded activities on different days (Theil–Sen), a = people, d = day; the opening is among them; at least 5 activities.",
            numerator: Unit::Time,
            denominator: Unit::One,
            range: [0.0, f64::INFINITY],
            edges: &[
                Edge {
                    id: "few-activities",
                    when: "fewer than five recorded activities, or all on one day",
                    then: "undefined, too_few_events"
                },
                Edge { id: "not-falling", when: "attendance does not fall", then: "undefined, not_reached" },
                Edge { id: "halving", when: "a + 1 halves from week to week", then: "7 days" }
            ],
            caveat: "A description and no forecast. One is added to every attendance so that an empty hall counts: with few people the half-life is longer than that of the attendance itself.",
            caveat_zh: "只是描述，不是预测。每次人数都加了 1，人少时会显得慢一些。",
            complexity: "O(K² log K)",
            references: &["luo2017", "theil1950"],
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

/// Recorded activities below which no line is drawn.
const LEAST: usize = 5;

fn compute(frame: &SeriesFrame<'_>) -> Value {
    let counted = frame.activities.iter().zip(frame.attendance);
    let points: Vec<(f64, f64)> = counted
        .filter_map(|(activity, came)| Some((f64::from(activity.day.number()), libm::log(f64::from((*came)?) + 1.0))))
        .collect();
    if points.len() < LEAST {
        return Err(Undefined::TooFewEvents);
    }
    let pairs =
        points.iter().enumerate().flat_map(|(at, &one)| points[at + 1..].iter().map(move |&other| (one, other)));
    let apart = pairs.filter(|((day, _), (later, _))| later > day);
    let mut slopes: Vec<f64> = apart.map(|((day, low), (later, high))| (high - low) / (later - day)).collect();
    let slope = statistics::median(&mut slopes).ok_or(Undefined::TooFewEvents)?;
    if slope < 0.0 { Ok(std::f64::consts::LN_2 / -slope) } else { Err(Undefined::NotReached) }
}
