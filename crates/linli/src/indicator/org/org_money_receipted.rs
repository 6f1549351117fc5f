use crate::declare;
use crate::definition::{Kind, Unit, Value};
use crate::frame::{Needs, OrganizationFrame};
use crate::indicator::{Compute, Grain, Indicator};
use crate::records::{Expense, Fields};

declare!(
    ORG_MONEY_RECEIPTED = Indicator {
        card: Card {
            id: "org_money_receipted",
            title: "Money spent with a receipt",
            title_zh: "有票据的支出",
            summary: "How much of what the organization spent in the window has a receipt.",
            summary_zh: "窗内花的钱里，有票据的是多少。",
            formula: "Sum of the expenses of the window that are said to have a receipt, in units of the currency.",
            numerator: Unit::Money,
            denominator: Unit::One,
            range: [0.0, f64::INFINITY],
            edges: &[
                Edge { id: "one-without", when: "one of two has a receipt", then: "its amount" },
                Edge {
                    id: "not-said",
                    when: "no payment of the window says whether it has one",
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
            caveat: "A receipt that nobody noted counts as none where others are noted.",
            caveat_zh: "别的都写了、这笔没写有没有票据的，按没有算。",
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
    let receipted =
        |expense: &Expense| expense.receipt.map(|has_one| if has_one { expense.amount.units() } else { 0.0 });
    frame.papers.expenses.sum_of(receipted)
}
