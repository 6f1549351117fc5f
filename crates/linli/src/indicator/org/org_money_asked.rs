use crate::declare;
use crate::definition::{Kind, Unit, Value};
use crate::frame::{Needs, OrganizationFrame};
use crate::indicator::{Compute, Grain, Indicator};
use crate::records::{Fields, Money};

declare!(
    ORG_MONEY_ASKED = Indicator {
        card: Card {
            id: "org_money_asked",
            title: "Money asked",
            title_zh: "申请金额",
            summary: "How much money the organization applied for in the window.",
            summary_zh: "窗内申请了多少钱。",
            formula: "Sum of the amounts asked of the applications of the window, by the day on which they were made (by the day of the decision where only that is known), in units of the currency.",
            numerator: Unit::Money,
            denominator: Unit::One,
            range: [0.0, f64::INFINITY],
            edges: &[
                Edge { id: "two-applications", when: "two applications, one of them refused later", then: "both" },
                Edge {
                    id: "no-amount",
                    when: "no application of the window says how much",
                    then: "undefined, not_recorded"
                },
                Edge { id: "undated", when: "an application without any day", then: "in no window" },
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
    frame.papers.applied.sum_of(|grant| grant.asked.map(Money::units))
}
