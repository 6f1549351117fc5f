use crate::declare;
use crate::definition::{Kind, Unit, Value};
use crate::frame::{Needs, OrganizationFrame};
use crate::indicator::{Compute, Grain, Indicator};
use crate::records::{Decision, Fields, Grant};

declare!(
    ORG_APPLICATIONS_REFUSED = Indicator {
        card: Card {
            id: "org_applications_refused",
            title: "Applications refused",
            title_zh: "未批准的申请",
            summary: "How many applications of the organization were refused in the window.",
            summary_zh: "窗内有多少份申请没有批准。",
            formula: "Number of applications of the window that are marked as refused, by the day of the decision (by the day on which they were made where only that is known).",
            numerator: Unit::Events,
            denominator: Unit::One,
            range: [0.0, f64::INFINITY],
            edges: &[
                Edge { id: "refused", when: "one is refused, one granted", then: "1" },
                Edge {
                    id: "no-decision",
                    when: "no application of the window says what became of it",
                    then: "undefined, not_recorded"
                },
                Edge {
                    id: "none",
                    when: "no row in the window, between the first and the last row of the table",
                    then: "0, a real zero of what was recorded"
                },
                Edge {
                    id: "no-row",
                    when: "the table has no row of the organization",
                    then: "undefined, not_recorded"
                },
                Edge {
                    id: "before-the-log",
                    when: "the window ends before the first row of the table",
                    then: "undefined, not_covered"
                },
                Edge {
                    id: "after-the-log",
                    when: "the window begins after the last row of the table",
                    then: "undefined, not_covered"
                }
            ],
            caveat: "Tables tend to lose refusals: few of them may be good records of success alone.",
            caveat_zh: "没批准的容易没人记：少，也可能是只记了成功的。",
            complexity: "O(applications)",
            references: &["luo2017"],
            revision: 1,
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
    let refused = |grant: &Grant| grant.decision.map(|decision| f64::from(u8::from(decision == Decision::Refused)));
    frame.papers.decided.sum_of(refused)
}
