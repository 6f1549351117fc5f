use crate::declare;
use crate::definition::{Kind, Undefined, Unit, Value};
use crate::frame::{GroupFrame, Needs, Opened};
use crate::indicator::{Compute, Grain, Indicator};
use crate::records::Fields;

declare!(
    NET_PEER_ANSWER_SHARE = Indicator {
        card: Card {
            id: "net_peer_answer_share",
            title: "Answered by neighbours first",
            title_zh: "街坊先答",
            summary: "Share of the answered openings that a neighbour answered before staff did.",
            summary_zh: "有人接的话里，街坊比工作人员先接的占多少。",
            formula: "Openings as in `net_uptake`. Openings whose first answer came from a person who is no staff / openings answered by anybody, within the same limits.",
            numerator: Unit::Messages,
            denominator: Unit::Messages,
            range: [0.0, 1.0],
            edges: &[
                Edge {
                    id: "staff-first",
                    when: "staff answer, then a neighbour",
                    then: "counts as answered, not as answered by neighbours first"
                },
                Edge { id: "nobody-answers", when: "no opening is answered", then: "undefined, too_few_events" },
                Edge {
                    id: "no-staff",
                    when: "nobody who was seen here so far, or belongs here, is known as staff",
                    then: "undefined, not_recorded: name staff in the plan or in memberships"
                }
            ],
            caveat: "A falling load of staff is success. It says who was quick, not who helped.",
            caveat_zh: "工作人员答得少了是好事。它说明谁答得快，不说明谁帮了忙。",
            complexity: "O(openings)",
            references: &["luo2017"],
            revision: 1,
        },
        kind: Kind::Real,
        grain: Grain::Population,
        needs: Needs::OPENINGS,
        reads: Fields::NONE,
        min_members: 0,
        compute: Compute::Group(compute),
        interval: None,
    }
);

fn compute(frame: &GroupFrame<'_>) -> Value {
    frame.turns.staff_turns.ok_or(Undefined::NotRecorded)?;
    let answered = |opening: &&Opened| opening.taken_up.is_some() || opening.staff_first;
    let (mut all, mut peers) = (0_u32, 0_u32);
    for opening in frame.history.openings().iter().filter(answered) {
        all += 1;
        peers += u32::from(!opening.staff_first);
    }
    if all == 0 { Err(Undefined::TooFewEvents) } else { Ok(f64::from(peers) / f64::from(all)) }
}
