use crate::declare;
use crate::definition::{Kind, Portion, Share, Undefined, Unit};
use crate::frame::{HeldActivity, Needs, OrganizationFrame};
use crate::indicator::{Compute, Grain, Indicator};
use crate::records::Fields;

declare!(
    ORG_JOINT_SHARE = Indicator {
        card: Card {
            id: "org_joint_share",
            title: "Held with partners",
            title_zh: "与别的组织合办的活动",
            summary: "Share of the activities of the window that were held with partners.",
            summary_zh: "窗内的活动里，和别的组织合办的占多少。",
            formula: "Activities with partners / activities, in the window.",
            numerator: Unit::Events,
            denominator: Unit::Events,
            range: [0.0, 1.0],
            edges: &[
                Edge { id: "none-held", when: "nothing was held in the window", then: "undefined, too_few_events" },
                Edge {
                    id: "never-named",
                    when: "of no activity of the organization so far does anybody name partners",
                    then: "undefined, not_recorded: whether they are written down is not known"
                },
                Edge { id: "none-joint", when: "partners were named before, and of none in the window", then: "0" }
            ],
            caveat: "Partners nobody wrote down are missing.",
            caveat_zh: "没写下来的合办看不见。",
            complexity: "O(activities)",
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
    let is_joint = |held: &&HeldActivity<'_>| held.activity.partners.is_some();
    if frame.activities.is_empty() {
        return Err(Undefined::TooFewEvents);
    }
    if !frame.doings.so_far().iter().any(|held| is_joint(&held)) {
        return Err(Undefined::NotRecorded);
    }
    let joint = frame.doings.in_window().iter().filter(is_joint).count();
    Ok(Portion { hits: joint as u32, of: frame.activities.len() as u32 })
}
