use crate::declare;
use crate::definition::{Kind, Share, Unit};
use crate::frame::{Needs, OrganizationFrame};
use crate::indicator::{Compute, Grain, Indicator};
use crate::records::{Fields, Initiator};

declare!(
    ORG_RESIDENT_INITIATED_SHARE = Indicator {
        card: Card {
            id: "org_resident_initiated_share",
            title: "Asked for by residents",
            title_zh: "居民自己提出的活动",
            summary: "Share of the activities of the window that residents asked for, of those of which it is known who did.",
            summary_zh: "窗内知道是谁提出来的活动里，居民自己提出的占多少。",
            formula: "Activities with initiated_by = residents / activities with any initiated_by, in the window.",
            numerator: Unit::Events,
            denominator: Unit::Events,
            range: [0.0, 1.0],
            edges: &[
                Edge { id: "none-held", when: "nothing was held in the window", then: "undefined, too_few_events" },
                Edge {
                    id: "not-recorded",
                    when: "nobody wrote down of any activity who asked for it",
                    then: "undefined, not_recorded"
                },
                Edge { id: "some-unknown", when: "of some it is not known", then: "they are in neither count" },
                Edge {
                    id: "by-organization",
                    when: "the organization as such asked for it",
                    then: "known, and not by residents"
                }
            ],
            caveat: "It is what somebody wrote down, often the coach. Residents and the organization they lead are kept apart as the records do.",
            caveat_zh: "是写在台账上的说法，往往是社工写的。居民个人和自组织，按台账分开算。",
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
    frame.doings.share_of_known(|activity| activity.initiated_by.map(|by| by == Initiator::Residents))
}
