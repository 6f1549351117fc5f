use crate::declare;
use crate::definition::{Kind, Unit, Value};
use crate::frame::{Exit, Needs, OrganizationFrame};
use crate::indicator::{Compute, Grain, Indicator};
use crate::records::Fields;

declare!(
    ORG_EXIT_AFTER = Indicator {
        card: Card {
            id: "org_exit_after",
            title: "Held after the last visit",
            title_zh: "离开后的活动",
            summary: "How many activities were held in the two quarters after the coach’s last visit.",
            summary_zh: "最后一次到访后的两个季度办了多少次活动。",
            formula: "The last visit is that by the window’s end; before and after are the 182 days that end with its day and the 182 that follow. Number of activities held after.",
            numerator: Unit::Events,
            denominator: Unit::One,
            range: [0.0, f64::INFINITY],
            edges: &[
                Edge { id: "counted", when: "six activities after", then: "6" },
                Edge {
                    id: "not-yet-due",
                    when: "the two quarters after the last visit are not over by the window’s end",
                    then: "undefined, not_yet_due"
                },
                Edge { id: "never-visited", when: "no visit by the window’s end", then: "undefined, not_reached" },
                Edge {
                    id: "not-covered",
                    when: "activities are not recorded for all of the four quarters",
                    then: "undefined, not_covered"
                },
                Edge {
                    id: "log-broke-off",
                    when: "the coaching log’s last row, of whatever organization, lies more than 28 days before the end of the two quarters, and no list of theirs shows that staff stayed away",
                    then: "undefined, not_covered"
                },
                Edge {
                    id: "no-log",
                    when: "no coaching of the organization is recorded",
                    then: "undefined, not_recorded"
                }
            ],
            caveat: "Coaches may leave what goes well alone, and stay where it does not: no effect of coaching. A log that was no longer kept looks like an exit.",
            caveat_zh: "辅导者可能放心离开好的、守着难的，不能说是辅导的效果。辅导记录停了，看着也像离开。",
            complexity: "O(activities)",
            references: &["luo2017"],
            revision: 2,
        },
        kind: Kind::Count,
        grain: Grain::Population,
        needs: Needs::PAPERS,
        reads: Fields::NONE,
        min_members: 0,
        compute: Compute::Organization(compute),
        interval: None,
    }
);

fn compute(frame: &OrganizationFrame<'_>) -> Value {
    Ok(Exit::of(frame)?.after.len() as f64)
}
