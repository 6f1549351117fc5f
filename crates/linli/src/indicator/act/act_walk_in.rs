use crate::declare;
use crate::definition::{Kind, Portion, Share, Undefined, Unit};
use crate::frame::{ActivityFrame, Needs};
use crate::indicator::{Compute, Grain, Indicator};
use crate::records::Fields;

declare!(
    ACT_WALK_IN = Indicator {
        card: Card {
            id: "act_walk_in",
            title: "Walk-ins",
            title_zh: "没报名就来的比例",
            summary: "Share of those who came who had not signed up.",
            summary_zh: "来的人里没报名的占多少。",
            formula: "|A ∖ S| / |A|, A = people at this activity, S = people on its sign-up list when it began; staff and guests apart.",
            numerator: Unit::Persons,
            denominator: Unit::Persons,
            range: [0.0, 1.0],
            edges: &[
                Edge { id: "no-sheet", when: "there is no list of names", then: "undefined, not_recorded" },
                Edge {
                    id: "no-list",
                    when: "no sign-up list of the activity is known",
                    then: "undefined, not_recorded"
                },
                Edge {
                    id: "not-linked",
                    when: "too few names of the organization's sheets are known in its chats",
                    then: "undefined, not_linked"
                },
                Edge { id: "nobody", when: "the list is there and nobody came", then: "undefined, zero_denominator" },
                Edge { id: "all-signed", when: "everybody who came had signed up", then: "0" }
            ],
            caveat: "Many elders sign up by telephone or not at all: a walk-in is no fault.",
            caveat_zh: "很多老人打电话报名或者不报名，直接来不是毛病。",
            complexity: "O(names)",
            references: &["luo2017"],
            revision: 1,
        },
        kind: Kind::Real,
        grain: Grain::Population,
        needs: Needs::NONE,
        reads: Fields::NONE,
        min_members: 0,
        compute: Compute::ActivityShare(compute),
        interval: None,
    }
);

fn compute(frame: &ActivityFrame<'_>) -> Share {
    if !frame.activity.has_list {
        return Err(Undefined::NotRecorded);
    }
    let signed = frame.signed?;
    if !frame.linked {
        return Err(Undefined::NotLinked);
    }
    let walked_in = frame.present.iter().filter(|person| signed.binary_search(person).is_err()).count();
    Ok(Portion { hits: walked_in as u32, of: frame.present.len() as u32 })
}
