use crate::declare;
use crate::definition::{Kind, Undefined, Unit};
use crate::frame::{GroupFrame, Needs};
use crate::indicator::{Cells, Compute, Grain, Indicator};
use crate::records::Fields;

declare!(
    NODE_SEEN_WEEKS_SHARE = Indicator {
        card: Card {
            id: "node_seen_weeks_share",
            title: "Share of weeks seen",
            title_zh: "露面周比例",
            summary: "Of the weeks in which the person could be expected, the share in which they were seen.",
            summary_zh: "本来可以露面的周里，露过面的占多少。",
            formula: "Countable weeks with a turn or an attendance / countable weeks. Weeks of seven days from the window’s first day; a week counts if on four of its days or more the chat is covered, no holiday stands in the calendar, and the person is a member and not away. Of whoever no spell of membership is known, days count from the day first seen.",
            numerator: Unit::Time,
            denominator: Unit::Time,
            range: [0.0, 1.0],
            edges: &[
                Edge { id: "every-week", when: "seen in each of four weeks", then: "1" },
                Edge {
                    id: "holiday",
                    when: "one of the four weeks is a holiday",
                    then: "that week does not count, seen or not"
                },
                Edge { id: "away", when: "away in two weeks", then: "those weeks do not count" },
                Edge {
                    id: "joined-late",
                    when: "a member for the last two weeks",
                    then: "the weeks before do not count"
                },
                Edge { id: "three-days", when: "a week of which three days are covered", then: "does not count" },
                Edge { id: "no-countable-week", when: "away throughout", then: "undefined, not_covered" },
                Edge {
                    id: "not-linked",
                    when: "of those on the sheets, or of those in the chat or on the list, whichever are fewer, less than nine in ten are known to the other side",
                    then: "undefined, not_linked"
                }
            ],
            caveat: "Silence in a holiday, before joining or while away means nothing and is left out; whatever the lists do not say of that is not.",
            caveat_zh: "过节、入群前、外出期间的沉默不算；名单上没写的，就没法扣除。",
            complexity: "O(days)",
            references: &["luo2017"],
            revision: 1,
        },
        kind: Kind::Real,
        grain: Grain::Population,
        needs: Needs::WEEKS.with(Needs::LINKED),
        reads: Fields::NONE,
        min_members: 0,
        compute: Compute::Member(compute),
        interval: None,
    }
);

fn compute(frame: &GroupFrame<'_>, cells: &mut Cells<'_>) {
    for (node, weeks) in frame.history.weeks().iter().enumerate() {
        let share = f64::from(weeks.seen_countable) / f64::from(weeks.countable);
        cells.set(node, if weeks.countable == 0 { Err(Undefined::NotCovered) } else { Ok(share) });
    }
}
