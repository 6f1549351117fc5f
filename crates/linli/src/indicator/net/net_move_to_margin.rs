use crate::declare;
use crate::definition::{Kind, Undefined, Unit, Value};
use crate::frame::{GroupFrame, Needs};
use crate::indicator::{Compute, Grain, Indicator, Interval};
use crate::marginality::State;
use crate::records::Fields;
use crate::statistics;

declare!(
    NET_MOVE_TO_MARGIN = Indicator {
        card: Card {
            id: "net_move_to_margin",
            title: "Move to the margin",
            title_zh: "走到边缘的比例",
            summary: "Of those members who were connected or core twelve weeks ago: the share who are at the margin now.",
            summary_zh: "12周前常来往或是骨干的成员，现在到了边缘的占多少。",
            formula: "Members whose state 84 days before was connected or core and is absent, unanswered or staff_only now / those of the first kind who are members still. Whoever has no state now stays in the denominator.",
            numerator: Unit::Persons,
            denominator: Unit::Persons,
            range: [0.0, 1.0],
            edges: &[
                Edge { id: "one-of-three", when: "of three, one has no record since", then: "1/3" },
                Edge { id: "away", when: "one of them is away", then: "in the denominator alone" },
                Edge { id: "nobody-then", when: "nobody was connected or core", then: "undefined, zero_denominator" },
                Edge {
                    id: "no-earlier",
                    when: "no window of the disjoint series ended 84 days before",
                    then: "undefined, no_previous_window"
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
            caveat: "The other way of `net_return_from_margin`: read both. From connected to peripheral is no move to the margin. Both states look back over 12 countable weeks: where holidays or absences stretch these beyond 84 days, they share some of their evidence.",
            caveat_zh: "要同“从边缘回来的比例”一起看；从“常来往”到“往来较少”不算。 两次状态各看此前12个可计的周；遇节假日或外出，所看的日子会有重叠。",
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

fn moved(frame: &GroupFrame<'_>) -> Result<(u32, u32), Undefined> {
    frame.history.margins().as_ref().map_err(|&reason| reason)?.moved(State::is_among_others, State::is_marginal)
}

fn compute(frame: &GroupFrame<'_>) -> Value {
    moved(frame).map(|(k, n)| f64::from(k) / f64::from(n))
}

fn interval(frame: &GroupFrame<'_>) -> Result<[f64; 2], Undefined> {
    let (k, n) = moved(frame)?;
    statistics::wilson(k, n).ok_or(Undefined::ZeroDenominator)
}
