use crate::declare;
use crate::definition::{Kind, Portion, Share, Undefined, Unit};
use crate::frame::{ActivityFrame, Needs};
use crate::indicator::{Compute, Grain, Indicator};
use crate::records::Fields;

declare!(
    ACT_NEW_FACE_SHARE = Indicator {
        card: Card {
            id: "act_new_face_share",
            title: "Share of new faces",
            title_zh: "新面孔比例",
            summary: "Share of those who came who were on no earlier list of the organization.",
            summary_zh: "来的人里，这个组织以前的名单上没有的占多少。",
            formula: "|A ∖ E| / |A|, A = people at this activity, E = people on any earlier list of the organization; staff and guests apart.",
            numerator: Unit::Persons,
            denominator: Unit::Persons,
            range: [0.0, 1.0],
            edges: &[
                Edge {
                    id: "first-list",
                    when: "no earlier activity of the organization has a list of names",
                    then: "undefined, is_opening"
                },
                Edge { id: "no-sheet", when: "there is no list of names", then: "undefined, not_recorded" },
                Edge { id: "nobody", when: "the list is there and nobody came", then: "undefined, zero_denominator" },
                Edge { id: "all-known", when: "everybody came before", then: "0" },
                Edge { id: "staff-new", when: "somebody of the staff comes for the first time", then: "not counted" }
            ],
            caveat: "Whoever came only to activities without a list looks new. Names written in two ways look new too.",
            caveat_zh: "以前来过但没留名单的，会被当成新面孔；名字写法不同也会。",
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
    let known = frame.known.ok_or(Undefined::IsOpening)?;
    let new = frame.present.iter().filter(|person| known.binary_search(person).is_err()).count();
    Ok(Portion { hits: new as u32, of: frame.present.len() as u32 })
}
