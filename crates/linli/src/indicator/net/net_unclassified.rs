use crate::declare;
use crate::definition::{Kind, Unit, Value};
use crate::frame::{GroupFrame, Needs};
use crate::indicator::{Compute, Grain, Indicator};
use crate::records::Fields;

declare!(
    NET_UNCLASSIFIED = Indicator {
        card: Card {
            id: "net_unclassified",
            title: "Members without a state",
            title_zh: "说不清的人数",
            summary: "How many members are new, away, not covered for long enough, or known by a name that might be another one’s on the sheets.",
            summary_zh: "新来的、外出的、资料太短的、名字对不上的成员有几个。",
            formula: "Members of the population without a state, for whatever reason: not_covered, not_linked, newcomer, away. The state is that of the decision table on the window’s last day (docs/concepts/marginality.md): 12 countable weeks looked back on, what is said to all waits 24 hours, acknowledgements answer.",
            numerator: Unit::Persons,
            denominator: Unit::One,
            range: [0.0, f64::INFINITY],
            edges: &[
                Edge { id: "none", when: "all five have a state", then: "0" },
                Edge { id: "newcomer", when: "somebody joined less than four weeks ago", then: "1" },
                Edge { id: "away", when: "somebody is declared away", then: "1" },
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
            caveat: "Whoever cannot be placed is not at the margin, and not in the middle either.",
            caveat_zh: "说不清不等于边缘，也不等于不边缘。",
            complexity: "O(n), once everybody is placed: O(days + openings + meetings of the look-back) a person",
            references: &["luo2017"],
            revision: 1,
        },
        kind: Kind::Count,
        grain: Grain::Population,
        needs: Needs::MARGINALITY.with(Needs::LINKED),
        reads: Fields::NONE,
        min_members: 1,
        compute: Compute::Group(compute),
        interval: None,
    }
);

fn compute(frame: &GroupFrame<'_>) -> Value {
    let margins = frame.history.margins().as_ref().map_err(|&reason| reason)?;
    Ok(f64::from(margins.classified().1))
}
