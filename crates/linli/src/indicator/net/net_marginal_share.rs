use crate::declare;
use crate::definition::{Kind, Undefined, Unit, Value};
use crate::frame::{GroupFrame, Needs};
use crate::indicator::{Compute, Grain, Indicator, Interval};
use crate::marginality::State;
use crate::records::Fields;
use crate::statistics;

declare!(
    NET_MARGINAL_SHARE = Indicator {
        card: Card {
            id: "net_marginal_share",
            title: "Share at the margin",
            title_zh: "边缘人比例",
            summary: "Of the members of whom a state can be said: the share with no record in twelve weeks, whom nobody answers, or whom staff alone answer.",
            summary_zh: "能判断的成员里，近12周无记录、提了没人接、只和工作人员来往的占多少。",
            formula: "k / n; k = members of the population whose state is absent, unanswered or staff_only, n = members with any state. Staff, and whoever left before the window’s last day, are no members. Given where n is seven tenths of the members or more. The state is that of the decision table on the window’s last day (docs/concepts/marginality.md): 12 countable weeks looked back on, what is said to all waits 24 hours, acknowledgements answer.",
            numerator: Unit::Persons,
            denominator: Unit::Persons,
            range: [0.0, 1.0],
            edges: &[
                Edge { id: "one-of-five", when: "one of five is on no list and in no chat", then: "1/5" },
                Edge { id: "attends-silent", when: "somebody comes and never writes", then: "in n, not in k" },
                Edge {
                    id: "no-lists",
                    when: "silent in the chat, and fewer than three lists of names",
                    then: "in n, not in k: the chat alone does not make a margin"
                },
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
                Edge { id: "staff", when: "somebody is staff", then: "in neither count" },
                Edge {
                    id: "not-linked",
                    when: "of those on the sheets, or of those in the chat or on the list, whichever are fewer, less than nine in ten are known to the other side",
                    then: "undefined, not_linked"
                }
            ],
            caveat: "The rule is this project’s own. It is about what reaches the records: whoever has company elsewhere stands here as absent. Where no source records whom a turn is for, the next turn of anybody answers, and hardly anybody is found unanswered or answered by staff alone: the share is then a lower bound. Read it with `net_unclassified` beside it, and see how it moves with 8 or 16 weeks and 12 or 48 hours.",
            caveat_zh: "这是本项目自己定的规则，只看得到有记录的来往：在别处有伴的人，这里也算没有记录。资料不记对象时，谁接着说话都算接话，“没人接”“只和工作人员来往”几乎看不出来，比例只是下限。要同“说不清的人数”一起看，再看换成8周、16周，12小时、48小时会怎样。",
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
    frame.history.margins().as_ref().map_err(|&reason| reason)?.share(State::is_marginal)
}

fn compute(frame: &GroupFrame<'_>) -> Value {
    share(frame).map(|(k, n)| f64::from(k) / f64::from(n))
}

fn interval(frame: &GroupFrame<'_>) -> Result<[f64; 2], Undefined> {
    let (k, n) = share(frame)?;
    statistics::wilson(k, n).ok_or(Undefined::NoMembers)
}
