use crate::declare;
use crate::definition::{Kind, Undefined, Unit, Value};
use crate::frame::{GroupFrame, Needs};
use crate::indicator::{Compute, Grain, Indicator};
use crate::records::Fields;

declare!(
    NET_NEWCOMER_LANDING = Indicator {
        card: Card {
            id: "net_newcomer_landing",
            title: "Newcomers who land",
            title_zh: "新人落脚",
            summary: "Share of those who joined eight to twelve weeks ago who were seen in their first four weeks and again in the next four.",
            summary_zh: "八到十二周前进群的人里，头四周露过面、后四周又露面的占多少。",
            formula: "Of people other than staff whose first day of membership is known and lies in the 84 days before the window’s end, and who have had 56 days since: those seen (turn or attendance) within 28 days of joining and again in the next 28 / all of them. Where only bounds of the first day are known, the later counts. The same in every population.",
            numerator: Unit::Persons,
            denominator: Unit::Persons,
            range: [0.0, 1.0],
            edges: &[
                Edge { id: "two-of-three", when: "three joined, two of them came again", then: "2/3" },
                Edge {
                    id: "not-yet-due",
                    when: "people joined in the 84 days, none of them 56 days ago",
                    then: "undefined, not_yet_due"
                },
                Edge {
                    id: "nobody-joined",
                    when: "joins are known, none in the 84 days",
                    then: "undefined, too_few_events"
                },
                Edge {
                    id: "no-join-known",
                    when: "the first day of nobody’s membership is known so far",
                    then: "undefined, not_recorded"
                },
                Edge {
                    id: "not-linked",
                    when: "of those on the sheets, or of those in the chat or on the list, whichever are fewer, less than nine in ten are known to the other side",
                    then: "undefined, not_linked"
                }
            ],
            caveat: "One or two people in most windows: read it over a year. Whoever was already a neighbour of everybody lands by the door and not by the chat.",
            caveat_zh: "多数时间窗里只有一两个人，要看一整年。本来就互相认识的人，不靠群里露面。",
            complexity: "O(people · log days)",
            references: &["luo2017"],
            revision: 1,
        },
        kind: Kind::Real,
        grain: Grain::Population,
        needs: Needs::JOINERS.with(Needs::LINKED),
        reads: Fields::NONE,
        min_members: 0,
        compute: Compute::Group(compute),
        interval: None,
    }
);

fn compute(frame: &GroupFrame<'_>) -> Value {
    let joiners = frame.history.joiners().as_ref().ok_or(Undefined::NotRecorded)?;
    let due = joiners.iter().filter(|joiner| joiner.due).count();
    match (due, joiners.len()) {
        (0, 0) => Err(Undefined::TooFewEvents),
        (0, _) => Err(Undefined::NotYetDue),
        _ => Ok(joiners.iter().filter(|joiner| joiner.due && joiner.landed).count() as f64 / due as f64),
    }
}
