use crate::declare;
use crate::definition::{Kind, Undefined, Unit, Value};
use crate::frame::{GroupFrame, Needs};
use crate::indicator::{Compute, Grain, Indicator};
use crate::records::Fields;

declare!(
    NET_STAFF_TURN_SHARE = Indicator {
        card: Card {
            id: "net_staff_turn_share",
            title: "Staff share of turns",
            title_zh: "工作人员发言比例",
            summary: "Share of all turns in the group that staff wrote, whoever counts.",
            summary_zh: "群里的话有多少是工作人员说的（与口径无关）。",
            formula: "Turns of staff in the window / turns of everybody in the window.",
            numerator: Unit::Messages,
            denominator: Unit::Messages,
            range: [0.0, 1.0],
            edges: &[
                Edge { id: "no-turns", when: "nobody speaks", then: "undefined, too_few_events" },
                Edge {
                    id: "no-staff",
                    when: "nobody who was seen here so far, or belongs here, is known as staff",
                    then: "undefined, not_recorded: name staff in the plan or in memberships"
                }
            ],
            caveat: "A group whose talk is mostly to or from staff may talk elsewhere, which is its right.",
            caveat_zh: "话多半冲着工作人员说的群，大家也许另有说话的地方，那是他们的自由。",
            complexity: "O(1)",
            references: &["luo2017"],
            revision: 1,
        },
        kind: Kind::Real,
        grain: Grain::Population,
        needs: Needs::NONE,
        reads: Fields::NONE,
        min_members: 0,
        compute: Compute::Group(compute),
        interval: None,
    }
);

fn compute(frame: &GroupFrame<'_>) -> Value {
    let staff = frame.turns.staff_turns.ok_or(Undefined::NotRecorded)?;
    match frame.turns.all_turns {
        0 => Err(Undefined::TooFewEvents),
        all => Ok(f64::from(staff) / f64::from(all)),
    }
}
