use crate::declare;
use crate::definition::{Kind, Unit, Value};
use crate::frame::{GroupFrame, Needs};
use crate::indicator::{Compute, Grain, Indicator};
use crate::marginality::State;
use crate::records::Fields;

declare!(
    NET_MARGINAL = Indicator {
        card: Card {
            id: "net_marginal",
            title: "People at the margin",
            title_zh: "边缘人数",
            summary: "How many members have no record in twelve weeks, or are answered by nobody, or by staff alone: k of the share.",
            summary_zh: "近12周无记录、提了没人接、只和工作人员来往的成员有几个，即边缘人比例的分子。",
            formula: "k of `net_marginal_share`, given where that is.",
            numerator: Unit::Persons,
            denominator: Unit::One,
            range: [0.0, f64::INFINITY],
            edges: &[
                Edge { id: "one-of-five", when: "one of five is on no list and in no chat", then: "1" },
                Edge {
                    id: "overlapping",
                    when: "the window is not of the disjoint series",
                    then: "undefined, overlapping"
                },
                Edge {
                    id: "too-few-states",
                    when: "fewer than seven in ten members have a state",
                    then: "no value: the reason is that of most of the others, as `newcomer`"
                },
                Edge {
                    id: "not-linked",
                    when: "of those on the sheets, or of those in the chat or on the list, whichever are fewer, less than nine in ten are known to the other side",
                    then: "undefined, not_linked"
                }
            ],
            caveat: "A count of people: of a small group it says almost who.",
            caveat_zh: "人数很少时，几乎等于点名。",
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
    margins.share(State::is_marginal).map(|(k, _)| f64::from(k))
}
