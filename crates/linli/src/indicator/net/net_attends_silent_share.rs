use crate::declare;
use crate::definition::{Kind, Undefined, Unit, Value};
use crate::frame::{GroupFrame, Needs};
use crate::indicator::{Compute, Grain, Indicator, Interval};
use crate::marginality::State;
use crate::records::Fields;
use crate::statistics;

declare!(
    NET_ATTENDS_SILENT_SHARE = Indicator {
        card: Card {
            id: "net_attends_silent_share",
            title: "Share who come and do not write",
            title_zh: "来活动但不发言比例",
            summary: "Of the members of whom a state can be said: the share who came to an activity in twelve weeks and wrote nothing.",
            summary_zh: "能判断的成员里，近12周来过活动、群里没有发言的占多少。",
            formula: "k / n; k = members of the population whose state is attends_silent, n = members with any state, given where n is seven tenths of the members or more. The state is that of the decision table on the window’s last day (docs/concepts/marginality.md): 12 countable weeks looked back on, what is said to all waits 24 hours, acknowledgements answer.",
            numerator: Unit::Persons,
            denominator: Unit::Persons,
            range: [0.0, 1.0],
            edges: &[
                Edge { id: "one-of-five", when: "one of five comes and writes nothing", then: "1/5" },
                Edge { id: "one-turn", when: "they write once", then: "0: the rows below speak" },
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
            caveat: "Not at the margin: a chat read alone takes the most faithful for the missing.",
            caveat_zh: "不是边缘人：只看群聊，会把场场都到的人看丢。",
            complexity: "O(n), once everybody is placed: O(days + openings + meetings of the look-back) a person",
            references: &["luo2017", "nonnecke2000", "wilson1927"],
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
    frame.history.margins().as_ref().map_err(|&reason| reason)?.share(|state| state == State::AttendsSilent)
}

fn compute(frame: &GroupFrame<'_>) -> Value {
    share(frame).map(|(k, n)| f64::from(k) / f64::from(n))
}

fn interval(frame: &GroupFrame<'_>) -> Result<[f64; 2], Undefined> {
    let (k, n) = share(frame)?;
    statistics::wilson(k, n).ok_or(Undefined::NoMembers)
}
