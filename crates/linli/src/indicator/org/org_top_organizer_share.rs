use crate::declare;
use crate::definition::{Kind, Portion, Share, Unit};
use crate::frame::{Needs, OrganizationFrame};
use crate::indicator::{Compute, Grain, Indicator};
use crate::records::Fields;

declare!(
    ORG_TOP_ORGANIZER_SHARE = Indicator {
        card: Card {
            id: "org_top_organizer_share",
            title: "Share of the one who organizes most",
            title_zh: "最能张罗的一位占多少",
            summary: "Share of the organizing acts of residents that one and the same person did.",
            summary_zh: "居民做的组织工作里，做得最多的一位占多少。",
            formula: "Organizing acts as in `org_absence_factor`. The largest count of one person / all.",
            numerator: Unit::Events,
            denominator: Unit::Events,
            range: [0.0, 1.0],
            edges: &[
                Edge {
                    id: "nobody-acts",
                    when: "chats could show it, and no resident posts or organizes",
                    then: "undefined, too_few_events"
                },
                Edge {
                    id: "not-recorded",
                    when: "no chat can show who posts, and no list says who organizes",
                    then: "undefined, not_recorded"
                },
                Edge {
                    id: "staff-post",
                    when: "staff post the notice",
                    then: "not counted: who among the residents carries it"
                },
                Edge {
                    id: "after-the-window",
                    when: "an activity of the last two days of the window",
                    then: "counted in the next one"
                },
                Edge { id: "one-person", when: "one person does everything", then: "1" },
                Edge { id: "two-alike", when: "two people do equally much", then: "1/2" }
            ],
            caveat: "See org_absence_factor. With few acts even chance makes one stand out: read the interval.",
            caveat_zh: "看“靠几个人撑着”的说明。次数少时，光凭运气也会有一位突出，要看区间。",
            complexity: "O(names + messages that speak for activities)",
            references: &["chaoss", "luo2017"],
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
    let acts = frame.doings.organizing_acts()?;
    Ok(Portion { hits: acts.values().copied().max().unwrap_or(0), of: acts.values().sum() })
}
