use crate::declare;
use crate::definition::{Kind, Unit, Value};
use crate::frame::{Needs, OrganizationFrame};
use crate::indicator::{Compute, Grain, Indicator};
use crate::records::{Fields, Part};

declare!(
    ORG_RECIPIENTS = Indicator {
        card: Card {
            id: "org_recipients",
            title: "People served",
            title_zh: "受益人数",
            summary: "How many people came to activities of the window to be served or to take part.",
            summary_zh: "窗内有多少人来参加、受益。",
            formula: "Number of distinct people listed as recipient at an activity of the window; staff and guests apart.",
            numerator: Unit::Persons,
            denominator: Unit::One,
            range: [0.0, f64::INFINITY],
            edges: &[
                Edge { id: "none-held", when: "nothing was held in the window", then: "0" },
                Edge {
                    id: "not-recorded",
                    when: "something was held and no list says as what anybody came",
                    then: "undefined, not_recorded"
                },
                Edge {
                    id: "helper-elsewhere",
                    when: "somebody is recipient at one activity and helper at another",
                    then: "counted"
                },
                Edge { id: "nobody-served", when: "lists give parts, and nobody is a recipient", then: "0" }
            ],
            caveat: "Activities without such a list add nobody: it is at least so many.",
            caveat_zh: "没写分工的名单不算在内，所以是“至少这么多人”。",
            complexity: "O(names)",
            references: &["luo2017"],
            revision: 1,
        },
        kind: Kind::Count,
        grain: Grain::Population,
        needs: Needs::NONE,
        reads: Fields::NONE,
        min_members: 0,
        compute: Compute::Organization(compute),
        interval: None,
    }
);

fn compute(frame: &OrganizationFrame<'_>) -> Value {
    frame.doings.people_as(Part::Recipient).map(|people| people.len() as f64)
}
