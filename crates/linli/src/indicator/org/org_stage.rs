use crate::declare;
use crate::definition::{Kind, Unit, Value};
use crate::frame::{Needs, OrganizationFrame};
use crate::indicator::{Compute, Grain, Indicator};
use crate::records::{Fields, Stage};

declare!(
    ORG_STAGE = Indicator {
        card: Card {
            id: "org_stage",
            title: "Stage",
            title_zh: "阶段",
            summary: "How far the organization had come by the window’s end: seed, sapling or registered.",
            summary_zh: "窗末走到哪一步：种子、小苗还是注册。",
            formula: "Of the milestones before the window’s end that name a stage (stage_seed, stage_sapling, registered_district and registered_city) and the dated stage of the table of organizations, the last; of one day the furthest.",
            numerator: Unit::One,
            denominator: Unit::One,
            range: [0.0, 2.0],
            edges: &[
                Edge { id: "sapling", when: "a seed in December, a sapling in January", then: "1, sapling" },
                Edge { id: "registered", when: "registered with the district", then: "2, registered" },
                Edge { id: "back", when: "a seed again after it was a sapling", then: "0, seed" },
                Edge {
                    id: "by-the-table",
                    when: "no milestone, and a dated stage in the table of organizations",
                    then: "that stage"
                },
                Edge {
                    id: "later",
                    when: "the first such milestone comes after the window",
                    then: "undefined, not_reached"
                },
                Edge { id: "other-milestones", when: "milestones that name no stage", then: "undefined, not_reached" },
                Edge { id: "no-row", when: "no milestone and no dated stage", then: "undefined, not_recorded" }
            ],
            caveat: "What the programme decided, not what the organization can do.",
            caveat_zh: "是项目评定的，不等于队里的能力。",
            complexity: "O(milestones)",
            references: &["luo2017"],
            revision: 1,
        },
        kind: Kind::Category(&["seed", "sapling", "registered"]),
        grain: Grain::Population,
        needs: Needs::PAPERS,
        reads: Fields::NONE,
        min_members: 0,
        compute: Compute::Organization(compute),
        interval: None,
    }
);

fn compute(frame: &OrganizationFrame<'_>) -> Value {
    frame.papers.stage().map(|stage| match stage {
        Stage::Seed => 0.0,
        Stage::Sapling => 1.0,
        Stage::Registered => 2.0,
    })
}
