use crate::declare;
use crate::definition::{Kind, Undefined, Unit};
use crate::frame::{GroupFrame, Needs};
use crate::indicator::{Cells, Compute, Grain, Indicator};
use crate::records::Fields;

declare!(
    NODE_MARGINALITY_SINCE = Indicator {
        card: Card {
            id: "node_marginality_since",
            title: "Since when",
            title_zh: "从何时起",
            summary: "The first day after the last evidence of anything but the state.",
            summary_zh: "最后一次与此相反的证据之后的第一天。",
            formula: "absent, silent: the day after last seen. attends_silent: after the last turn. unanswered: after the last opening anybody answered. staff_only: after the last opening a neighbour took up. Of the others, where no one day speaks against the state: the end of the last window that gave another. Where there is no such evidence, the first day looked back on.",
            numerator: Unit::One,
            denominator: Unit::One,
            range: [f64::NEG_INFINITY, f64::INFINITY],
            edges: &[
                Edge { id: "absent", when: "last seen on 1 October", then: "2 October" },
                Edge { id: "connected", when: "another state four weeks ago", then: "the end of that window" },
                Edge { id: "never-seen", when: "never seen at all", then: "the first day looked back on" },
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
            caveat: "Of what the records hold: before them nobody knows.",
            caveat_zh: "只就资料而言，更早的不知道。",
            complexity: "O(n), once everybody is placed",
            references: &["luo2017"],
            revision: 1,
        },
        kind: Kind::Date,
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
                        one.state.map(|_| f64::from(one.since.number()))
                    } else {
                        Err(Undefined::NoConsent)
                    },
                );
            }
        }
    }
}
