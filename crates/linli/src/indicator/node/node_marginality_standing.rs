use crate::declare;
use crate::definition::{Kind, Undefined, Unit};
use crate::frame::{GroupFrame, Needs};
use crate::indicator::{Cells, Compute, Grain, Indicator};
use crate::records::Fields;

declare!(
    NODE_MARGINALITY_STANDING = Indicator {
        card: Card {
            id: "node_marginality_standing",
            title: "How often the state was seen",
            title_zh: "处境见过几次",
            summary: "Whether the window before gave the same state: once is provisional, twice is confirmed.",
            summary_zh: "上一个时间窗是不是同样的处境：一次是暂定，两次才算数。",
            formula: "confirmed where the state at the end of the window of the same length that ends where this one begins is the same, provisional otherwise.",
            numerator: Unit::One,
            denominator: Unit::One,
            range: [0.0, 1.0],
            edges: &[
                Edge { id: "first", when: "nothing was asked before", then: "provisional" },
                Edge { id: "twice", when: "the same state four weeks ago", then: "confirmed" },
                Edge { id: "changed", when: "another state four weeks ago", then: "provisional" },
                Edge {
                    id: "no-consent",
                    when: "the person has not agreed, for the plan’s purpose, to what is joined from all sources",
                    then: "undefined, no_consent"
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
            caveat: "Two ends of windows share eight of twelve weeks: confirmed is no proof.",
            caveat_zh: "前后两次共用了八周的资料，“确认”也不是铁证。",
            complexity: "O(n), once everybody is placed",
            references: &["luo2017"],
            revision: 1,
        },
        kind: Kind::Category(&["provisional", "confirmed"]),
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
                    if one.agreed {
                        one.state.map(|_| f64::from(u8::from(one.seen_twice)))
                    } else {
                        Err(Undefined::NoConsent)
                    },
                );
            }
        }
    }
}
