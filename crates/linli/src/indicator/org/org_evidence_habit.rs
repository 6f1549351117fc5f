use crate::declare;
use crate::definition::{Kind, Portion, Share, Undefined, Unit};
use crate::frame::{Needs, OrganizationFrame};
use crate::indicator::{Compute, Grain, Indicator};
use crate::records::Fields;

declare!(
    ORG_EVIDENCE_HABIT = Indicator {
        card: Card {
            id: "org_evidence_habit",
            title: "Members keep the record",
            title_zh: "自己留记录的习惯",
            summary: "Share of the activities of which members, not staff alone, posted notice, photos and list in a chat.",
            summary_zh: "预告、照片、签到表都由成员自己发到群里的活动占多少。",
            formula: "Of the activities of which the day and the two days after it end in the window, on whose day a chat of the organization exists that can show it: those of which people who are no staff posted a notice, a sheet and photos before the window’s end / all. Photos are asked for where that chat tells pictures from words.",
            numerator: Unit::Events,
            denominator: Unit::Events,
            range: [0.0, 1.0],
            edges: &[
                Edge { id: "none-held", when: "nothing was held in the window", then: "undefined, too_few_events" },
                Edge {
                    id: "not-recorded",
                    when: "no chat of the organization can show it",
                    then: "undefined, not_recorded"
                },
                Edge {
                    id: "not-covered",
                    when: "no chat of the organization exists for the day of any of them",
                    then: "undefined, not_covered"
                },
                Edge {
                    id: "staff-post",
                    when: "staff post the photos, members the rest",
                    then: "not counted as kept by members"
                },
                Edge { id: "both-post", when: "staff post the list as well", then: "counted as kept by members" },
                Edge {
                    id: "no-pictures",
                    when: "the chat does not tell pictures from words",
                    then: "notice and list are enough"
                },
                Edge {
                    id: "two-of-three",
                    when: "members post notice and photos",
                    then: "not counted as kept by members"
                },
                Edge {
                    id: "after-the-window",
                    when: "an activity of the last two days of the window",
                    then: "counted in the next one"
                }
            ],
            caveat: "What import saw: how right it is stands in the documentation of cues. Who keeps the record says more of an organization than how much is kept.",
            caveat_zh: "是导入时从消息里看出来的，准不准见线索的说明。谁在记，比记了多少更说明问题。",
            complexity: "O(messages that speak for activities)",
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
    let settled = frame.doings.settled();
    let known: Vec<bool> = settled.iter().filter_map(|held| frame.doings.is_kept(held).ok()).collect();
    if known.is_empty() {
        let reason = settled.iter().find_map(|held| held.posts.as_ref().err());
        return Err(reason.copied().unwrap_or(Undefined::TooFewEvents));
    }
    Ok(Portion { hits: known.iter().filter(|&&kept| kept).count() as u32, of: known.len() as u32 })
}
