use crate::declare;
use crate::definition::{Kind, Unit, Value};
use crate::frame::{ActivityFrame, Needs};
use crate::indicator::{Compute, Grain, Indicator};
use crate::records::{Cue, Fields};

declare!(
    ACT_SHEET_LAG = Indicator {
        card: Card {
            id: "act_sheet_lag",
            title: "Lag of the sign-in sheet",
            title_zh: "签到表晚了多久",
            summary: "How many hours after the beginning the first sign-in sheet was posted.",
            summary_zh: "第一次发签到表比活动开始晚几小时。",
            formula: "t − t₀, t₀ = beginning of the activity, t = first message that shows its sign-in sheet, in hours.",
            numerator: Unit::Time,
            denominator: Unit::One,
            range: [f64::NEG_INFINITY, f64::INFINITY],
            edges: &[
                Edge {
                    id: "not-recorded",
                    when: "no chat of the organization can show it",
                    then: "undefined, not_recorded"
                },
                Edge {
                    id: "not-covered",
                    when: "no chat of the organization exists for the day",
                    then: "undefined, not_covered"
                },
                Edge {
                    id: "nobody",
                    when: "the chats could show it and nobody posted any",
                    then: "undefined, too_few_events"
                },
                Edge {
                    id: "hour-unknown",
                    when: "only the day of the activity is known",
                    then: "undefined, not_recorded"
                },
                Edge { id: "beforehand", when: "it is posted before the beginning", then: "less than 0" }
            ],
            caveat: "Hours run on through the night. A late record may be a record made for an inspection, or made by somebody who works.",
            caveat_zh: "夜里也算时间。补记可能是为了检查，也可能只是白天要上班。",
            complexity: "O(messages of the activity)",
            references: &["luo2017"],
            revision: 1,
        },
        kind: Kind::Real,
        grain: Grain::Population,
        needs: Needs::NONE,
        reads: Fields::NONE,
        min_members: 0,
        compute: Compute::Activity(compute),
        interval: None,
    }
);

fn compute(frame: &ActivityFrame<'_>) -> Value {
    frame.hours_until_shown(Cue::Sheet)
}
