use crate::declare;
use crate::definition::{Kind, Unit, Value};
use crate::frame::{Needs, OrganizationFrame};
use crate::indicator::{Compute, Grain, Indicator};
use crate::records::{Fields, Part};

declare!(
    ORG_ORGANIZERS = Indicator {
        card: Card {
            id: "org_organizers",
            title: "Organizers",
            title_zh: "组织者人数",
            summary: "How many people organized activities of the window.",
            summary_zh: "窗内有多少人出面组织过活动。",
            formula: "Number of distinct people listed as organizer at an activity of the window; staff and guests apart.",
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
                Edge { id: "nobody-organizes", when: "lists give parts, and nobody is an organizer", then: "0" },
                Edge {
                    id: "staff-organize",
                    when: "only staff are listed as organizers",
                    then: "0: staff do not count"
                },
                Edge { id: "one-again", when: "one person organizes everything", then: "1" }
            ],
            caveat: "Whoever writes the list decides who is called organizer. Activities without such a list add nobody.",
            caveat_zh: "谁算组织者，由写名单的人定；没写分工的名单不算在内。",
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
    frame.doings.people_as(Part::Organizer).map(|people| people.len() as f64)
}
