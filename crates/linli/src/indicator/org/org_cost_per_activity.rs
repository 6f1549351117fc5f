use crate::declare;
use crate::definition::{Kind, Undefined, Unit, Value};
use crate::frame::{Needs, OrganizationFrame};
use crate::indicator::{Compute, Grain, Indicator};
use crate::records::Fields;

declare!(
    ORG_COST_PER_ACTIVITY = Indicator {
        card: Card {
            id: "org_cost_per_activity",
            title: "Cost of an activity held",
            title_zh: "每次活动的花费",
            summary: "What the organization spent in the window for each activity it held.",
            summary_zh: "窗内平均每次活动花了多少钱。",
            formula: "Expenses of the window / activities held in the window, in units of the currency.",
            numerator: Unit::Money,
            denominator: Unit::Events,
            range: [0.0, f64::INFINITY],
            edges: &[
                Edge { id: "cost", when: "400 spent, four activities", then: "100" },
                Edge { id: "nothing-spent", when: "nothing spent between the first and the last expense", then: "0" },
                Edge { id: "none-held", when: "nothing was held", then: "undefined, zero_denominator" },
                Edge {
                    id: "no-row",
                    when: "no expense of the organization is recorded",
                    then: "undefined, not_recorded"
                },
                Edge {
                    id: "never-recorded",
                    when: "no source records activities of the organization",
                    then: "undefined, not_recorded"
                },
                Edge {
                    id: "outside-records",
                    when: "activities are not recorded for the window",
                    then: "undefined, not_covered"
                }
            ],
            caveat: "What is bought once and used for years falls on the window in which it was paid. Never a comparison of a service with a choir.",
            caveat_zh: "一次买、用几年的东西，全算在付钱的那个窗里。做服务的队和唱歌的队不能比。",
            complexity: "O(expenses + activities)",
            references: &["luo2017"],
            revision: 1,
        },
        kind: Kind::Real,
        grain: Grain::Population,
        needs: Needs::NONE,
        reads: Fields::NONE,
        min_members: 0,
        compute: Compute::Organization(compute),
        interval: None,
    }
);

fn compute(frame: &OrganizationFrame<'_>) -> Value {
    let spent = frame.papers.expenses.sum_of(|expense| Some(expense.amount.units()))?;
    let held = frame.activities.len();
    if held == 0 { Err(Undefined::ZeroDenominator) } else { Ok(spent / held as f64) }
}
