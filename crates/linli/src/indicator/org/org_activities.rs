use crate::declare;
use crate::definition::{Kind, Unit, Value};
use crate::frame::{Needs, OrganizationFrame};
use crate::indicator::{Compute, Grain, Indicator};
use crate::records::Fields;

declare!(
    ORG_ACTIVITIES = Indicator {
        card: Card {
            id: "org_activities",
            title: "Activities held",
            title_zh: "活动次数",
            summary: "How many activities of the organization were recorded in the window.",
            summary_zh: "窗内记录了多少次活动。",
            formula: "Number of recorded or confirmed activities that began in the window.",
            numerator: Unit::Events,
            denominator: Unit::One,
            range: [0.0, f64::INFINITY],
            edges: &[
                Edge {
                    id: "none",
                    when: "no activity in a window between the first and the last record",
                    then: "0, a real zero of what was recorded"
                },
                Edge {
                    id: "never-recorded",
                    when: "no source records activities of the organization",
                    then: "undefined, not_recorded"
                },
                Edge {
                    id: "outside-records",
                    when: "the window lies before the first or after the last record of an activity",
                    then: "undefined, not_covered"
                },
                Edge { id: "proposed", when: "an activity is only proposed from cues", then: "not counted" }
            ],
            caveat: "An activity nobody wrote down is missing here.",
            caveat_zh: "没人记下来的活动不在内。",
            complexity: "O(activities)",
            references: &["luo2017"],
            revision: 1,
        },
        kind: Kind::Count,
        grain: Grain::Population,
        needs: Needs::NONE,
        reads: Fields::NONE,
        min_members: 0,
        compute: Compute::Organization(compute),
        interval: None,
    }
);

fn compute(frame: &OrganizationFrame<'_>) -> Value {
    Ok(frame.activities.len() as f64)
}
