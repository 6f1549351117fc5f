use crate::declare;
use crate::definition::{Kind, Unit, Value};
use crate::frame::{Needs, OrganizationFrame};
use crate::indicator::{Compute, Grain, Indicator};
use crate::records::Fields;
use crate::time::Day;

declare!(
    ORG_STEP_3 = Indicator {
        card: Card {
            id: "org_step_3",
            title: "Step 3: visits go on",
            title_zh: "步骤三：有了群还到访",
            summary: "The day of the second visit after the group was there: the group did not take the place of company.",
            summary_zh: "有群以后第二次到访的日子：有了群，人还是去。",
            formula: "The second day before the window’s end with a coaching row of channel visit that is later than the day of step 2.",
            numerator: Unit::Time,
            denominator: Unit::One,
            range: [-25567.0, 84006.0],
            edges: &[
                Edge {
                    id: "two-visits",
                    when: "two visits on days after the group’s first",
                    then: "the day of the second"
                },
                Edge { id: "same-day", when: "a visit on the day the group was opened", then: "not counted" },
                Edge { id: "one-day", when: "two rows of one day", then: "one visit" },
                Edge { id: "one-visit", when: "one visit after it", then: "undefined, not_reached" },
                Edge { id: "no-group", when: "no group of the organization is known", then: "undefined, not_recorded" },
                Edge {
                    id: "log-broke-off",
                    when: "too few such visits, and the coaching log’s last row lies more than 28 days before the window’s end",
                    then: "undefined, not_covered"
                },
                Edge {
                    id: "no-log",
                    when: "no coaching of the organization is recorded",
                    then: "undefined, not_recorded"
                }
            ],
            caveat: "Steps may overlap: read the set of dates, not “the” step.",
            caveat_zh: "六个步骤可以交叠：看六个日期，不看“到了第几步”。",
            complexity: "O(coaching)",
            references: &["luo2017"],
            revision: 2,
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
    let since = frame.papers.group_since()?;
    let days: Vec<Day> = frame.papers.visits()?.into_iter().map(|(day, _)| day).filter(|&day| day > since).collect();
    frame.papers.nth_visit(days, 2)
}
