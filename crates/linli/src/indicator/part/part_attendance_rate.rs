use crate::declare;
use crate::definition::{Kind, Portion, Share, Unit};
use crate::frame::{Needs, ParticipantFrame};
use crate::indicator::{Compute, Grain, Indicator};
use crate::records::Fields;

declare!(
    PART_ATTENDANCE_RATE = Indicator {
        card: Card {
            id: "part_attendance_rate",
            title: "Attendance rate",
            title_zh: "出席率",
            summary: "Share of the opportunities of the window that the person took.",
            summary_zh: "窗内能来的活动里来了多少。",
            formula: "Opportunities taken / opportunities, in the window. An opportunity is an activity of the organization with a list of names, on or after the first to which they came and outside spells of membership in which they are away; staff and guests apart.",
            numerator: Unit::Events,
            denominator: Unit::Events,
            range: [0.0, 1.0],
            edges: &[
                Edge {
                    id: "no-opportunity",
                    when: "no opportunity in the window",
                    then: "undefined, zero_denominator"
                },
                Edge { id: "always", when: "they came to all", then: "1" },
                Edge { id: "away", when: "they were away for one and came to the other", then: "1" },
                Edge {
                    id: "before-the-first",
                    when: "an activity lies before the first they came to",
                    then: "no opportunity"
                }
            ],
            caveat: "The first attendance counts as taken, so that a newcomer's rate is high. With few opportunities the interval is wide.",
            caveat_zh: "第一次来也算一次，新来的人出席率会偏高；次数少时区间很宽。",
            complexity: "O(activities)",
            references: &["luo2017"],
            revision: 1,
        },
        kind: Kind::Real,
        grain: Grain::Population,
        needs: Needs::NONE,
        reads: Fields::NONE,
        min_members: 0,
        compute: Compute::ParticipantShare(compute),
        interval: None,
    }
);

#[allow(clippy::unnecessary_wraps, reason = "the signature is the register's")]
fn compute(frame: &ParticipantFrame<'_>) -> Share {
    let own = frame.since(frame.window.first_day);
    Ok(Portion { hits: own.iter().filter(|one| one.came).count() as u32, of: own.len() as u32 })
}
