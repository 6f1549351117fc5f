use crate::declare;
use crate::definition::{Kind, Undefined, Unit};
use crate::frame::{GroupFrame, Needs};
use crate::indicator::{Cells, Compute, Grain, Indicator};
use crate::records::Fields;

declare!(
    NODE_RECENCY_TO_RHYTHM = Indicator {
        card: Card {
            id: "node_recency_to_rhythm",
            title: "Absence against own rhythm",
            title_zh: "与本人节奏相比多久没露面",
            summary: "Days since the person was last seen, in units of their own median gap: 1 is as usual, 5 is five times as long.",
            summary_zh: "多久没露面，以本人平常的间隔为单位：1是平常，5是平常的五倍。",
            formula: "Days from the day last seen to the window’s last day / median of the gaps, in days, between the days the person was seen on (turn or attendance) in the 182 days up to the day last seen.",
            numerator: Unit::Time,
            denominator: Unit::Time,
            range: [0.0, f64::INFINITY],
            edges: &[
                Edge { id: "as-usual", when: "seen every second day, last two days ago", then: "1" },
                Edge { id: "seen-on-last-day", when: "seen on the last day of the window", then: "0" },
                Edge { id: "few-days", when: "seen on fewer than 6 days", then: "undefined, too_few_events" },
                Edge {
                    id: "not-linked",
                    when: "of those on the sheets, or of those in the chat or on the list, whichever are fewer, less than nine in ten are known to the other side",
                    then: "undefined, not_linked"
                }
            ],
            caveat: "The plainest baseline: no warning is worth more unless it beats this. Knows nothing of holidays, illness or grandchildren.",
            caveat_zh: "最朴素的基线，别的预警胜不过它就没有用。它不知道过节、生病、带孙。",
            complexity: "O(days · log days)",
            references: &["wuebben2008"],
            revision: 1,
        },
        kind: Kind::Real,
        grain: Grain::Population,
        needs: Needs::RHYTHM.with(Needs::LINKED),
        reads: Fields::NONE,
        min_members: 0,
        compute: Compute::Member(compute),
        interval: None,
    }
);

fn compute(frame: &GroupFrame<'_>, cells: &mut Cells<'_>) {
    for (node, rhythm) in frame.history.rhythm().iter().enumerate() {
        let value = match (rhythm, frame.turns.days_since_seen[node]) {
            (Some(gap), Some(days)) => Ok(f64::from(days) / gap),
            _ => Err(Undefined::TooFewEvents),
        };
        cells.set(node, value);
    }
}
