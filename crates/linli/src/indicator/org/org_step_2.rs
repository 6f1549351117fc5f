use crate::declare;
use crate::definition::{Kind, Unit, Value};
use crate::frame::{Needs, OrganizationFrame};
use crate::indicator::{Compute, Grain, Indicator};
use crate::records::Fields;

declare!(
    ORG_STEP_2 = Indicator {
        card: Card {
            id: "org_step_2",
            title: "Step 2: a group",
            title_zh: "步骤二：有了群",
            summary: "The day from which the organization had a chat group of its own.",
            summary_zh: "这个队有了自己的微信群的日子。",
            formula: "Over the first-layer groups of the organization, the earliest of the day of the first message and the day the table of groups says it was opened; before the window’s end.",
            numerator: Unit::Time,
            denominator: Unit::One,
            range: [-25567.0, 84006.0],
            edges: &[
                Edge {
                    id: "first-message",
                    when: "nobody wrote down when the group was opened",
                    then: "the day of the first message that is kept"
                },
                Edge {
                    id: "opened",
                    when: "it was opened before the first message that is kept",
                    then: "the day it was opened"
                },
                Edge { id: "later", when: "the first message comes after the window", then: "undefined, not_reached" },
                Edge { id: "no-group", when: "no group of the organization is known", then: "undefined, not_recorded" }
            ],
            caveat: "An export that begins late shows a group as younger than it is: write the day it was opened into the table of groups. No group in the records is not no group.",
            caveat_zh: "导出得晚，群就显得年轻：在“群”表里写上建群日期。资料里没有群，不等于没有群。",
            complexity: "O(groups)",
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
    frame.papers.group_since().map(|day| f64::from(day.number()))
}
