use crate::declare;
use crate::definition::{Kind, Undefined, Unit};
use crate::frame::{GroupFrame, Needs};
use crate::indicator::{Cells, Compute, Grain, Indicator};
use crate::marginality::State;
use crate::records::Fields;

declare!(
    NODE_MARGINALITY = Indicator {
        card: Card {
            id: "node_marginality",
            title: "State",
            title_zh: "处境",
            summary: "Where a person who agreed to it stands, by the decision table, in neutral words; for the team alone.",
            summary_zh: "同意了的人按判断表的处境，用中性的说法；只给团队自己看。",
            formula: "The state is that of the decision table on the window’s last day (docs/concepts/marginality.md): 12 countable weeks looked back on, what is said to all waits 24 hours, acknowledgements answer. In this order: absent 近12周无记录, silent 群里没有发言, attends_silent 来活动但不发言, unanswered 提了没人接, staff_only 只和工作人员来往, core 骨干, peripheral 往来较少, connected 常来往.",
            numerator: Unit::One,
            denominator: Unit::One,
            range: [0.0, 7.0],
            edges: &[
                Edge { id: "states", when: "five people who agreed", then: "absent, attends_silent, connected" },
                Edge {
                    id: "no-consent",
                    when: "the person has not agreed, for the plan’s purpose, to what is joined from all sources",
                    then: "undefined, no_consent"
                },
                Edge {
                    id: "withdrawn",
                    when: "the consent was withdrawn before the last day of the run",
                    then: "undefined, no_consent: in earlier windows too"
                },
                Edge {
                    id: "other-purpose",
                    when: "the person agreed to another purpose",
                    then: "undefined, no_consent"
                },
                Edge { id: "newcomer", when: "somebody joined less than four weeks ago", then: "undefined, newcomer" },
                Edge { id: "away", when: "somebody is declared away", then: "undefined, away" },
                Edge { id: "staff", when: "somebody is staff", then: "undefined, other_population" },
                Edge {
                    id: "short",
                    when: "fewer than eight countable weeks, and fewer than three lists",
                    then: "undefined, not_covered"
                },
                Edge {
                    id: "overlapping",
                    when: "the window is not of the disjoint series",
                    then: "undefined, overlapping"
                },
                Edge {
                    id: "not-linked",
                    when: "of those on the sheets, or of those in the chat or on the list, whichever are fewer, less than nine in ten are known to the other side",
                    then: "undefined, not_linked"
                }
            ],
            caveat: "A state is a place to look and no judgement: of four who drift, two have a reason nobody wrote down. Seen once it is provisional (`node_marginality_standing`), and after eight weeks it is stale.",
            caveat_zh: "处境只是提醒去看看，不是评价；只见过一次的是暂定，过八周就作废。",
            complexity: "O(n), once everybody is placed",
            references: &["luo2017"],
            revision: 1,
        },
        kind: Kind::Category(State::IDS),
        grain: Grain::Population,
        needs: Needs::MARGINALITY.with(Needs::LABEL).with(Needs::LINKED).with(Needs::ON_REQUEST),
        reads: Fields::NONE,
        min_members: 0,
        compute: Compute::Member(compute),
        interval: None,
    }
);

fn compute(frame: &GroupFrame<'_>, cells: &mut Cells<'_>) {
    match frame.history.margins() {
        Err(reason) => cells.fill(*reason),
        Ok(margins) => {
            for (node, one) in margins.of.iter().enumerate() {
                cells.set(
                    node,
                    if one.agreed { one.state.map(|state| f64::from(state as u8)) } else { Err(Undefined::NoConsent) },
                );
            }
        }
    }
}
