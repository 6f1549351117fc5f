use crate::declare;
use crate::definition::{Kind, Unit, Value};
use crate::frame::{GroupFrame, Needs};
use crate::indicator::{Compute, Grain, Indicator};
use crate::records::Fields;

declare!(
    NET_CLASSIFIED = Indicator {
        card: Card {
            id: "net_classified",
            title: "Members with a state",
            title_zh: "能判断的人数",
            summary: "Of how many members the records allow to say where they stand.",
            summary_zh: "资料够用、能判断处境的成员有几个。",
            formula: "n of `net_marginal_share`: members with a state, whatever it is. The state is that of the decision table on the window’s last day (docs/concepts/marginality.md): 12 countable weeks looked back on, what is said to all waits 24 hours, acknowledgements answer.",
            numerator: Unit::Persons,
            denominator: Unit::One,
            range: [0.0, f64::INFINITY],
            edges: &[
                Edge { id: "all-five", when: "all five have a state", then: "5" },
                Edge { id: "newcomer", when: "somebody joined less than four weeks ago", then: "not among them" },
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
            caveat: "Few of many means that shares of states rest on a selection, even above seven tenths.",
            caveat_zh: "占的少，就说明比例只代表一部分人。",
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
    Ok(f64::from(margins.classified().0))
}
