use crate::declare;
use crate::definition::{Kind, Portion, Share, Undefined, Unit};
use crate::frame::{Needs, OrganizationFrame};
use crate::indicator::{Compute, Grain, Indicator};
use crate::records::Fields;

declare!(
    ORG_STAFFLESS_SHARE = Indicator {
        card: Card {
            id: "org_staffless_share",
            title: "Held without staff",
            title_zh: "没有工作人员在场的活动",
            summary: "Share of the activities of the window with a list of names at which no staff were present.",
            summary_zh: "窗内有名单的活动里，没有工作人员在场的占多少。",
            formula: "Activities whose list names no staff as present / activities with a list of names, in the window.",
            numerator: Unit::Events,
            denominator: Unit::Events,
            range: [0.0, 1.0],
            edges: &[
                Edge { id: "none-held", when: "nothing was held in the window", then: "undefined, too_few_events" },
                Edge {
                    id: "no-list",
                    when: "something was held and nothing of it has a list",
                    then: "undefined, not_recorded"
                },
                Edge {
                    id: "staff-never-listed",
                    when: "no list of the organization has named staff so far",
                    then: "undefined, not_recorded: whether staff write themselves down is not known"
                },
                Edge { id: "some-without-list", when: "one activity has no list", then: "in neither count" },
                Edge { id: "all-alone", when: "staff came before, and to none of the window", then: "1" },
                Edge { id: "staff-absent", when: "a list names staff as absent", then: "without staff" }
            ],
            caveat: "Staff who came and did not write themselves down look absent.",
            caveat_zh: "来了没写名字的工作人员，看起来像没来。",
            complexity: "O(names)",
            references: &["luo2017"],
            revision: 1,
        },
        kind: Kind::Real,
        grain: Grain::Population,
        needs: Needs::NONE,
        reads: Fields::NONE,
        min_members: 0,
        compute: Compute::OrganizationShare(compute),
        interval: None,
    }
);

fn compute(frame: &OrganizationFrame<'_>) -> Share {
    let listed = frame.doings.listed()?;
    if listed.is_empty() {
        return Err(Undefined::TooFewEvents);
    }
    if !frame.doings.so_far().iter().any(|held| held.staff_came) {
        return Err(Undefined::NotRecorded);
    }
    let alone = listed.iter().filter(|held| !held.staff_came).count();
    Ok(Portion { hits: alone as u32, of: listed.len() as u32 })
}
