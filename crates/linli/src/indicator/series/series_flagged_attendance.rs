use crate::declare;
use crate::definition::{Kind, Undefined, Unit, Value};
use crate::frame::{Needs, SeriesFrame};
use crate::indicator::{Compute, Grain, Indicator};
use crate::records::Fields;
use crate::statistics;

declare!(
    SERIES_FLAGGED_ATTENDANCE = Indicator {
        card: Card {
            id: "series_flagged_attendance",
            title: "Attendance on gift and guest days",
            title_zh: "发东西或有来宾时的人数",
            summary: "How many people came to a middling activity at which something was given out or leaders, press or other guests came, up to the end of the window.",
            summary_zh: "到窗末为止，发东西或有领导来宾的那些次，一般来多少人。",
            formula: "median of a_k over the recorded activities with incentive or guests yes, a_k counted one way throughout.",
            numerator: Unit::Persons,
            denominator: Unit::One,
            range: [0.0, f64::INFINITY],
            edges: &[
                Edge {
                    id: "not-recorded",
                    when: "neither incentives nor guests are recorded of any activity",
                    then: "undefined, not_recorded"
                },
                Edge { id: "none", when: "no such activity", then: "undefined, too_few_events" },
                Edge { id: "one", when: "one such activity", then: "its attendance" }
            ],
            caveat: "The guests themselves are among a headcount and not among a list's names.",
            caveat_zh: "按人头数时来宾也在内，按名单时不在内。",
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
    let flags = frame.activities.iter().map(|activity| [activity.incentive, activity.guests]);
    if flags.clone().flatten().flatten().next().is_none() {
        return Err(Undefined::NotRecorded);
    }
    let own = flags.zip(frame.attendance).filter(|(flags, _)| flags.contains(&Some(true)));
    let mut came: Vec<f64> = own.filter_map(|(_, came)| came.map(f64::from)).collect();
    statistics::median(&mut came).ok_or(Undefined::TooFewEvents)
}
