use crate::declare;
use crate::definition::{Kind, Portion, Share, Undefined, Unit};
use crate::frame::{ActivityFrame, Needs};
use crate::indicator::{Compute, Grain, Indicator};
use crate::records::Fields;

declare!(
    ACT_SHOW_RATE = Indicator {
        card: Card {
            id: "act_show_rate",
            title: "Show rate",
            title_zh: "报名到场率",
            summary: "Share of those signed up who came.",
            summary_zh: "报了名的人里来了多少。",
            formula: "|A ∩ S| / |S|, A = people at this activity, S = people on its sign-up list when it began; staff and guests apart.",
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
                Edge {
                    id: "nobody-signed",
                    when: "everybody who had signed up withdrew",
                    then: "undefined, zero_denominator"
                },
                Edge { id: "nobody-shows", when: "nobody who had signed up came", then: "0" }
            ],
            caveat: "Where the names of chat and sheet are not known to be one person's, a person who signs up and comes looks like two.",
            caveat_zh: "群里的名字和签到的名字没对上时，同一个人会被算成两个。",
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
    let shown = signed.iter().filter(|person| frame.present.binary_search(person).is_ok()).count();
    Ok(Portion { hits: shown as u32, of: signed.len() as u32 })
}
