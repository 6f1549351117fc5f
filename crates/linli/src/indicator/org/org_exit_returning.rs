use crate::declare;
use crate::definition::{Kind, Unit, Value};
use crate::frame::{Exit, Needs, OrganizationFrame};
use crate::indicator::{Compute, Grain, Indicator};
use crate::records::Fields;

declare!(
    ORG_EXIT_RETURNING = Indicator {
        card: Card {
            id: "org_exit_returning",
            title: "People who return after the last visit",
            title_zh: "离开后再来的人",
            summary: "People who came again in the two quarters after the coach’s last visit for each one in the two before.",
            summary_zh: "最后一次到访后两个季度里来过两次以上的人数，是之前的几倍。",
            formula: "The last visit is that by the window’s end; before and after are the 182 days that end with its day and the 182 that follow. People listed at two or more activities held after / the same before; staff and guests apart.",
            numerator: Unit::Persons,
            denominator: Unit::Persons,
            range: [0.0, f64::INFINITY],
            edges: &[
                Edge { id: "half", when: "two before, one after", then: "1/2" },
                Edge { id: "nothing-after", when: "nothing was held after", then: "0" },
                Edge { id: "nobody-before", when: "nobody came twice before", then: "undefined, zero_denominator" },
                Edge {
                    id: "no-list",
                    when: "something was held after, and nothing of it has a list",
                    then: "undefined, not_recorded"
                },
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
            caveat: "Coaches may leave what goes well alone, and stay where it does not: no effect of coaching. A log that was no longer kept looks like an exit. It rises and falls with the number of lists.",
            caveat_zh: "辅导者可能放心离开好的、守着难的，不能说是辅导的效果。辅导记录停了，看着也像离开。名单多少不一样，人数也会跟着变。",
            complexity: "O(names)",
            references: &["luo2017"],
            revision: 2,
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
    let exit = Exit::of(frame)?;
    Exit::ratio(Exit::returning(exit.before)?, Exit::returning(exit.after)?)
}
