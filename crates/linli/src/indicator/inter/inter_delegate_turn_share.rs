use crate::declare;
use crate::definition::{Kind, Portion, Share, Undefined, Unit};
use crate::frame::{Needs, SecondLayerFrame};
use crate::indicator::{Compute, Grain, Indicator};
use crate::records::Fields;

declare!(
    INTER_DELEGATE_TURN_SHARE = Indicator {
        card: Card {
            id: "inter_delegate_turn_share",
            title: "Turns of delegates",
            title_zh: "代表说的话占多少",
            summary: "Share of the turns in the second-layer group that delegates had.",
            summary_zh: "第二层群里的发言，各队代表说的占多少。",
            formula: "Turns of delegates / turns of everybody, staff with them, in the window. At home: present in the organization’s first-layer group in the window, or a member of it; a delegate is whoever is at home anywhere, staff apart.",
            numerator: Unit::Messages,
            denominator: Unit::Messages,
            range: [0.0, 1.0],
            edges: &[
                Edge { id: "nobody-speaks", when: "nobody speaks in the window", then: "undefined, too_few_events" },
                Edge { id: "staff-alone", when: "only staff speak", then: "0" },
                Edge { id: "no-home", when: "somebody who is at home nowhere speaks", then: "counted among everybody" },
                Edge {
                    id: "not-linked",
                    when: "fewer than nine in ten of those who ever speak in the second layer are known in a first-layer group",
                    then: "undefined, not_linked"
                }
            ],
            caveat: "The share of staff stands in net_staff_turn_share of this group; what is left belongs to people of whom no home is known.",
            caveat_zh: "工作人员说的占多少，看这个群的“工作人员发言比例”；剩下的是不知道属于哪个队的人。",
            complexity: "O(people)",
            references: &["ba2017", "luo2017"],
            revision: 1,
        },
        kind: Kind::Real,
        grain: Grain::Population,
        needs: Needs::NONE,
        reads: Fields::NONE,
        min_members: 0,
        compute: Compute::SecondLayerShare(compute),
        interval: None,
    }
);

fn compute(frame: &SecondLayerFrame<'_>) -> Share {
    let talk = frame.talk?;
    let turns = |delegates_alone: bool| -> u32 {
        let own = talk.turns.iter().filter(|&&(person, _)| !delegates_alone || frame.is_delegate(person));
        own.map(|&(_, turns)| turns).sum()
    };
    let all = turns(false) + talk.staff_turns.unwrap_or(0);
    if all == 0 { Err(Undefined::TooFewEvents) } else { Ok(Portion { hits: turns(true), of: all }) }
}
