use crate::declare;
use crate::definition::{Kind, Unit, Value};
use crate::frame::{Needs, OrganizationFrame};
use crate::indicator::{Compute, Grain, Indicator};
use crate::records::Fields;

declare!(
    ORG_COACHING_HOURS = Indicator {
        card: Card {
            id: "org_coaching_hours",
            title: "Hours of coaching",
            title_zh: "辅导时数",
            summary: "How many hours of coaching of the organization were recorded in the window, on whatever channel.",
            summary_zh: "窗内记录了多少小时辅导，到访、电话、线上都算。",
            formula: "Sum of the minutes of the coaching rows of the window / 60; rows without a length add nothing.",
            numerator: Unit::Time,
            denominator: Unit::One,
            range: [0.0, f64::INFINITY],
            edges: &[
                Edge {
                    id: "none",
                    when: "no row in the window, between the first and the last row of the table",
                    then: "0, a real zero of what was recorded"
                },
                Edge { id: "some-without-length", when: "one row of two has a length", then: "its hours" },
                Edge { id: "no-length", when: "no row of the window has a length", then: "undefined, not_recorded" },
                Edge {
                    id: "after-the-log",
                    when: "the window begins after the last row of the table",
                    then: "undefined, not_covered"
                },
                Edge {
                    id: "before-the-log",
                    when: "the window ends before the first row of the table",
                    then: "undefined, not_covered"
                },
                Edge {
                    id: "no-row",
                    when: "the table has no row of the organization",
                    then: "undefined, not_recorded"
                }
            ],
            caveat: "As long as somebody wrote it down; talk in the chat is org_online_coaching.",
            caveat_zh: "按写下的时长；群里的辅导见 org_online_coaching。",
            complexity: "O(coaching)",
            references: &["luo2017"],
            revision: 1,
        },
        kind: Kind::Real,
        grain: Grain::Population,
        needs: Needs::PAPERS,
        reads: Fields::NONE,
        min_members: 0,
        compute: Compute::Organization(compute),
        interval: None,
    }
);

fn compute(frame: &OrganizationFrame<'_>) -> Value {
    frame.papers.coaching.sum_of(|row| row.minutes.map(|minutes| f64::from(minutes) / 60.0))
}
