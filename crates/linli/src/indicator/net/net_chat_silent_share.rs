use crate::declare;
use crate::definition::{Kind, Undefined, Unit, Value};
use crate::frame::{GroupFrame, Needs};
use crate::indicator::{Compute, Grain, Indicator, Interval};
use crate::marginality::State;
use crate::records::Fields;
use crate::statistics;

declare!(
    NET_CHAT_SILENT_SHARE = Indicator {
        card: Card {
            id: "net_chat_silent_share",
            title: "Share silent, with the chat alone to say so",
            title_zh: "群里无发言比例",
            summary: "Of the members of whom a state can be said: the share without a turn in twelve weeks where fewer than three lists of names could say whether they come.",
            summary_zh: "能判断的成员里，近12周群里没有发言、活动名单又不到三份的占多少。",
            formula: "k / n; k = members of the population whose state is silent, n = members with any state, given where n is seven tenths of the members or more. The state is that of the decision table on the window’s last day (docs/concepts/marginality.md): 12 countable weeks looked back on, what is said to all waits 24 hours, acknowledgements answer.",
            numerator: Unit::Persons,
            denominator: Unit::Persons,
            range: [0.0, 1.0],
            edges: &[
                Edge {
                    id: "two-lists",
                    when: "one of five writes nothing, and there are two lists of names",
                    then: "1/5"
                },
                Edge { id: "three-lists", when: "there are three, without the name", then: "0: that is `absent`" },
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
            caveat: "No margin: with three lists of names these people would be absent, or come and not write. `net_silent_share` counts everybody without a turn.",
            caveat_zh: "不是边缘：再有几份签到表，才知道他们来不来活动。",
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
    frame.history.margins().as_ref().map_err(|&reason| reason)?.share(|state| state == State::Silent)
}

fn compute(frame: &GroupFrame<'_>) -> Value {
    share(frame).map(|(k, n)| f64::from(k) / f64::from(n))
}

fn interval(frame: &GroupFrame<'_>) -> Result<[f64; 2], Undefined> {
    let (k, n) = share(frame)?;
    statistics::wilson(k, n).ok_or(Undefined::NoMembers)
}
