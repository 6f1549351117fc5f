use crate::declare;
use crate::definition::{Kind, Undefined, Unit, Value};
use crate::frame::{GroupFrame, Needs};
use crate::indicator::{Compute, Grain, Indicator, Interval};
use crate::marginality::State;
use crate::records::Fields;
use crate::statistics;

declare!(
    NET_PERIPHERAL_SHARE = Indicator {
        card: Card {
            id: "net_peripheral_share",
            title: "Share seen seldom or with few",
            title_zh: "往来较少比例",
            summary: "Of the members of whom a state can be said: the share seen in two weeks of twelve or fewer, or with one partner at most, and in no row before.",
            summary_zh: "能判断的成员里，近12周露面不超过两周、或来往的不超过一人的占多少。",
            formula: "k / n; k = members of the population whose state is peripheral, n = members with any state, given where n is seven tenths of the members or more. The state is that of the decision table on the window’s last day (docs/concepts/marginality.md): 12 countable weeks looked back on, what is said to all waits 24 hours, acknowledgements answer.",
            numerator: Unit::Persons,
            denominator: Unit::Persons,
            range: [0.0, 1.0],
            edges: &[
                Edge { id: "one-partner", when: "two of five are seen every week, with each other alone", then: "2/5" },
                Edge { id: "two-weeks", when: "one of five is seen in two weeks, with three others", then: "1/5" },
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
            caveat: "The edge of the middle, and no margin: from `connected` to here is no finding.",
            caveat_zh: "只是往来少，不算边缘；从“常来往”到这里也不算发现。",
            complexity: "O(n), once everybody is placed: O(days + openings + meetings of the look-back) a person",
            references: &["luo2017", "wilson1927"],
            revision: 1,
        },
        kind: Kind::Real,
        grain: Grain::Population,
        needs: Needs::MARGINALITY.with(Needs::LINKED),
        reads: Fields::NONE,
        min_members: 1,
        compute: Compute::Group(compute),
        interval: Some(Interval::Of(interval)),
    }
);

fn share(frame: &GroupFrame<'_>) -> Result<(u32, u32), Undefined> {
    frame.history.margins().as_ref().map_err(|&reason| reason)?.share(|state| state == State::Peripheral)
}

fn compute(frame: &GroupFrame<'_>) -> Value {
    share(frame).map(|(k, n)| f64::from(k) / f64::from(n))
}

fn interval(frame: &GroupFrame<'_>) -> Result<[f64; 2], Undefined> {
    let (k, n) = share(frame)?;
    statistics::wilson(k, n).ok_or(Undefined::NoMembers)
}
