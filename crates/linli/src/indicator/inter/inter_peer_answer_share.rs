use crate::declare;
use crate::definition::{Kind, Portion, Share, Undefined, Unit};
use crate::frame::{Needs, SecondLayerFrame};
use crate::indicator::{Compute, Grain, Indicator};
use crate::records::{Field, Fields};

declare!(
    INTER_PEER_ANSWER_SHARE = Indicator {
        card: Card {
            id: "inter_peer_answer_share",
            title: "Answered by another organization first",
            title_zh: "别的队先答",
            summary: "Share of the answered questions of delegates that another home answered before staff did.",
            summary_zh: "代表提的问题里，别的队比工作人员先答的占多少。",
            formula: "Questions to all by delegates of which the 24 hours are over in the window and of which the first answer, more than a receipt, within 24 hours and before the asker’s next question, came from staff or from another home: those from another home / all of these. At home: present in the organization’s first-layer group in the window, or a member of it; a delegate is whoever is at home anywhere, staff apart.",
            numerator: Unit::Messages,
            denominator: Unit::Messages,
            range: [0.0, 1.0],
            edges: &[
                Edge {
                    id: "nobody-answers",
                    when: "no question is answered by staff or another home",
                    then: "undefined, too_few_events"
                },
                Edge { id: "staff-first", when: "staff answer, then another home", then: "not by another home first" },
                Edge {
                    id: "own-people-first",
                    when: "somebody of the same home answers first",
                    then: "in neither count"
                },
                Edge { id: "only-a-receipt", when: "a receipt comes first", then: "no answer: what comes next counts" },
                Edge { id: "no-staff", when: "nobody here is known as staff", then: "undefined, not_recorded" },
                Edge {
                    id: "no-cues",
                    when: "no chat of the group can show what a message shows",
                    then: "undefined, not_recorded"
                },
                Edge {
                    id: "not-linked",
                    when: "fewer than nine in ten of those who ever speak in the second layer are known in a first-layer group",
                    then: "undefined, not_linked"
                }
            ],
            caveat: "A falling load of staff is success. It says who was quick, not who helped.",
            caveat_zh: "工作人员答得少了是好事。它说明谁答得快，不说明谁帮了忙。",
            complexity: "O(questions)",
            references: &["luo2017"],
            revision: 1,
        },
        kind: Kind::Real,
        grain: Grain::Population,
        needs: Needs::NONE,
        reads: Fields::of(&[Field::Cue]),
        min_members: 0,
        compute: Compute::SecondLayerShare(compute),
        interval: None,
    }
);

fn compute(frame: &SecondLayerFrame<'_>) -> Share {
    frame.talk?.staff_turns.ok_or(Undefined::NotRecorded)?;
    let answered = frame.answered()?;
    if answered.is_empty() {
        return Err(Undefined::TooFewEvents);
    }
    let by_another = answered.iter().filter(|(_, by)| by.is_some()).count();
    Ok(Portion { hits: by_another as u32, of: answered.len() as u32 })
}
