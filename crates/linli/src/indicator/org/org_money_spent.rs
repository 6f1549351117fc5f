use crate::declare;
use crate::definition::{Kind, Unit, Value};
use crate::frame::{Needs, OrganizationFrame};
use crate::indicator::{Compute, Grain, Indicator};
use crate::records::Fields;

declare!(
    ORG_MONEY_SPENT = Indicator {
        card: Card {
            id: "org_money_spent",
            title: "Money spent",
            title_zh: "支出金额",
            summary: "How much money the organization spent in the window.",
            summary_zh: "窗内花了多少钱。",
            formula: "Sum of the expenses of the window, in units of the currency.",
            numerator: Unit::Money,
            denominator: Unit::One,
            range: [0.0, f64::INFINITY],
            edges: &[
                Edge { id: "two-payments", when: "126.50 and 300", then: "426.50" },
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
            complexity: "O(expenses)",
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
    frame.papers.expenses.sum_of(|expense| Some(expense.amount.units()))
}
