use crate::declare;
use crate::definition::{Kind, Undefined, Unit, Value};
use crate::frame::{Needs, SeriesFrame};
use crate::indicator::{Compute, Grain, Indicator};
use crate::records::Fields;
use crate::statistics;

declare!(
    SERIES_ORDINARY_ATTENDANCE = Indicator {
        card: Card {
            id: "series_ordinary_attendance",
            title: "Attendance outside gift and guest days",
            title_zh: "不发东西、没来宾时的人数",
            summary: "How many people came to a middling activity at which nothing was given out and no leaders, press or other guests came, up to the end of the window.",
            summary_zh: "到窗末为止，不发东西、没有领导来宾的那些次，一般来多少人。",
            formula: "median of a_k over the recorded activities whose incentive or guests are recorded and neither of which is yes, a_k counted one way throughout; at least 3.",
            numerator: Unit::Persons,
            denominator: Unit::One,
            range: [0.0, f64::INFINITY],
            edges: &[
                Edge {
                    id: "not-recorded",
                    when: "neither incentives nor guests are recorded of any activity",
                    then: "undefined, not_recorded"
                },
                Edge {
                    id: "few-ordinary",
                    when: "fewer than three such activities",
                    then: "undefined, too_few_events"
                },
                Edge { id: "gift", when: "something was given out", then: "left out" },
                Edge { id: "guests", when: "leaders came", then: "left out" }
            ],
            caveat: "Attendance can be bought: beside this stands the attendance on gift and guest days. An activity of which only one of the two is recorded counts by that one.",
            caveat_zh: "人气可以拿礼品买来，要和发东西、有来宾那些次对着看。",
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

/// Activities below which no middle is given.
const LEAST: usize = 3;

fn compute(frame: &SeriesFrame<'_>) -> Value {
    let flags = frame.activities.iter().map(|activity| [activity.incentive, activity.guests]);
    if flags.clone().flatten().flatten().next().is_none() {
        return Err(Undefined::NotRecorded);
    }
    let is_ordinary = |flags: [Option<bool>; 2]| flags.contains(&Some(false)) && !flags.contains(&Some(true));
    let own = flags.zip(frame.attendance).filter(|&(flags, _)| is_ordinary(flags));
    let mut came: Vec<f64> = own.filter_map(|(_, came)| came.map(f64::from)).collect();
    if came.len() < LEAST {
        return Err(Undefined::TooFewEvents);
    }
    statistics::median(&mut came).ok_or(Undefined::TooFewEvents)
}
