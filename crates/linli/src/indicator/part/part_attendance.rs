use crate::declare;
use crate::definition::{Kind, Unit, Value};
use crate::frame::{Needs, ParticipantFrame};
use crate::indicator::{Compute, Grain, Indicator};
use crate::records::Fields;

declare!(
    PART_ATTENDANCE = Indicator {
        card: Card {
            id: "part_attendance",
            title: "Attendances",
            title_zh: "出席次数",
            summary: "How many listed activities of the window the person came to.",
            summary_zh: "窗内（有名单的活动里）来了几次。",
            formula: "Number of opportunities in the window that were taken. An opportunity is an activity of the organization with a list of names, on or after the first to which they came and outside spells of membership in which they are away; staff and guests apart.",
            numerator: Unit::Events,
            denominator: Unit::One,
            range: [0.0, f64::INFINITY],
            edges: &[
                Edge { id: "none-taken", when: "they came before and to nothing in the window", then: "0" },
                Edge { id: "not-yet", when: "they have not come yet", then: "no row" },
                Edge { id: "guest", when: "they came as a guest", then: "not counted" }
            ],
            caveat: "Activities without a list say nothing.",
            caveat_zh: "没名单的活动看不出来。",
            complexity: "O(activities)",
            references: &["luo2017"],
            revision: 1,
        },
        kind: Kind::Count,
        grain: Grain::Population,
        needs: Needs::NONE,
        reads: Fields::NONE,
        min_members: 0,
        compute: Compute::Participant(compute),
        interval: None,
    }
);

#[allow(clippy::unnecessary_wraps, reason = "the signature is the register's")]
fn compute(frame: &ParticipantFrame<'_>) -> Value {
    Ok(frame.since(frame.window.first_day).iter().filter(|one| one.came).count() as f64)
}
