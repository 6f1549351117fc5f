use crate::declare;
use crate::definition::{Kind, Unit, Value};
use crate::frame::{Needs, OrganizationFrame};
use crate::indicator::{Compute, Grain, Indicator};
use crate::records::{Decision, Fields, Money};

declare!(
    ORG_MONEY_GRANTED = Indicator {
        card: Card {
            id: "org_money_granted",
            title: "Money granted",
            title_zh: "批准金额",
            summary: "How much money was granted to the organization in the window.",
            summary_zh: "窗内批准了多少钱。",
            formula: "Sum of the amounts granted of the applications of the window that are marked as granted, by the day of the decision (by the day on which they were made where only that is known), in units of the currency. A refusal grants 0.",
            numerator: Unit::Money,
            denominator: Unit::One,
            range: [0.0, f64::INFINITY],
            edges: &[
                Edge { id: "refused", when: "an application is refused, whatever sum stands beside it", then: "0" },
                Edge { id: "pending", when: "an application is not decided", then: "0" },
                Edge {
                    id: "no-amount",
                    when: "an application is granted and says not how much",
                    then: "undefined, not_recorded"
                },
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
            caveat: "Beside the others, never a score: what is asked and what is spent depends on what an organization does.",
            caveat_zh: "和其他几项并排看，不打分：要多少、花多少，要看做的是什么事。",
            complexity: "O(applications)",
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
    frame.papers.decided.sum_of(|grant| match grant.decision? {
        Decision::Granted => grant.granted.map(Money::units),
        Decision::Refused | Decision::Pending => Some(0.0),
    })
}
