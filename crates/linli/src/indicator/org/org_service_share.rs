use crate::declare;
use crate::definition::{Kind, Share, Unit};
use crate::frame::{Needs, OrganizationFrame};
use crate::indicator::{Compute, Grain, Indicator};
use crate::records::{Fields, Serves};

declare!(
    ORG_SERVICE_SHARE = Indicator {
        card: Card {
            id: "org_service_share",
            title: "Held for others",
            title_zh: "服务别人的活动",
            summary: "Share of the activities of the window that served others than the members, of those of which it is known whom they served.",
            summary_zh: "窗内知道为谁办的活动里，为别人办的占多少。",
            formula: "Activities with serves = others / activities with any serves, in the window.",
            numerator: Unit::Events,
            denominator: Unit::Events,
            range: [0.0, 1.0],
            edges: &[
                Edge { id: "none-held", when: "nothing was held in the window", then: "undefined, too_few_events" },
                Edge {
                    id: "not-recorded",
                    when: "nobody wrote down of any activity whom it served",
                    then: "undefined, not_recorded"
                },
                Edge { id: "some-unknown", when: "of some it is not known", then: "they are in neither count" }
            ],
            caveat: "A club that serves its own members does no wrong. Not a mark.",
            caveat_zh: "兴趣队为自己人办活动没有什么不好，不是打分。",
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
    frame.doings.share_of_known(|activity| activity.serves.map(|whom| whom == Serves::Others))
}
