use crate::declare;
use crate::definition::{Kind, Unit, Value};
use crate::frame::{Needs, OrganizationFrame};
use crate::indicator::{Compute, Grain, Indicator};
use crate::records::Fields;

declare!(
    ORG_STEP_1 = Indicator {
        card: Card {
            id: "org_step_1",
            title: "Step 1: met offline",
            title_zh: "步骤一：线下第一次见面",
            summary: "The day on which staff first met the organization: a visit of a coach, or an activity whose list names staff.",
            summary_zh: "工作人员第一次到这个队的日子：辅导者到访，或者活动签到表上有工作人员。",
            formula: "The earliest day before the window’s end of a coaching row with channel visit, or of a held activity with staff among those present.",
            numerator: Unit::Time,
            denominator: Unit::One,
            range: [-25567.0, 84006.0],
            edges: &[
                Edge {
                    id: "visit",
                    when: "a coach visits before anything is held with staff",
                    then: "the day of the visit"
                },
                Edge {
                    id: "activity",
                    when: "staff stand on the list of an activity before any visit",
                    then: "the day of the activity"
                },
                Edge { id: "call", when: "a coach only called by the window’s end", then: "undefined, not_reached" },
                Edge { id: "later", when: "the first visit comes after the window", then: "undefined, not_reached" },
                Edge {
                    id: "before-the-log",
                    when: "the window ends before the first row of the coaching log, and no list names staff",
                    then: "undefined, not_covered"
                },
                Edge {
                    id: "no-channel",
                    when: "no row says how it was coached, and no list names staff",
                    then: "undefined, not_recorded"
                },
                Edge {
                    id: "no-log",
                    when: "no coaching of the organization is recorded, and no list of it names staff",
                    then: "undefined, not_recorded"
                }
            ],
            caveat: "Steps may overlap: read the set of dates, not “the” step. A visit nobody wrote down is missing.",
            caveat_zh: "六个步骤可以交叠：看六个日期，不看“到了第几步”。没写下来的到访不在内。",
            complexity: "O(coaching + activities)",
            references: &["luo2017"],
            revision: 1,
        },
        kind: Kind::Date,
        grain: Grain::Population,
        needs: Needs::PAPERS,
        reads: Fields::NONE,
        min_members: 0,
        compute: Compute::Organization(compute),
        interval: None,
    }
);

fn compute(frame: &OrganizationFrame<'_>) -> Value {
    frame.papers.first_met(&frame.doings)
}
