use crate::declare;
use crate::definition::{Kind, Unit, Value};
use crate::frame::{Needs, SecondLayerFrame};
use crate::indicator::{Compute, Grain, Indicator};
use crate::records::Fields;

declare!(
    INTER_JOINT = Indicator {
        card: Card {
            id: "inter_joint",
            title: "Joint activities",
            title_zh: "合办的活动",
            summary: "How many activities were held with partners.",
            summary_zh: "窗内有多少次活动是和别的组织合办的。",
            formula: "Number of activities of the window, of all organizations, with partners.",
            numerator: Unit::Events,
            denominator: Unit::One,
            range: [0.0, f64::INFINITY],
            edges: &[
                Edge { id: "none-held", when: "nothing was held in the window", then: "undefined, too_few_events" },
                Edge {
                    id: "never-named",
                    when: "of no activity so far does anybody name partners",
                    then: "undefined, not_recorded"
                },
                Edge { id: "none-joint", when: "partners were named before, and of none in the window", then: "0" },
                Edge {
                    id: "two-hold-it",
                    when: "both organizations write down what they held together",
                    then: "2: each record counts"
                }
            ],
            caveat: "Partners nobody wrote down are missing; partners may be no organization of the street.",
            caveat_zh: "没写下来的合办看不见；合办方也可能不是街道里的队。",
            complexity: "O(activities)",
            references: &["luo2017"],
            revision: 1,
        },
        kind: Kind::Count,
        grain: Grain::Population,
        needs: Needs::NONE,
        reads: Fields::NONE,
        min_members: 0,
        compute: Compute::SecondLayer(compute),
        interval: None,
    }
);

fn compute(frame: &SecondLayerFrame<'_>) -> Value {
    frame.joint().map(|joint| joint.len() as f64)
}
