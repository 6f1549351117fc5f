use crate::declare;
use crate::definition::{Kind, Undefined, Unit, Value};
use crate::frame::{ActivityFrame, Needs};
use crate::indicator::{Compute, Grain, Indicator};
use crate::records::Fields;

declare!(
    ACT_ATTENDANCE = Indicator {
        card: Card {
            id: "act_attendance",
            title: "Attendance",
            title_zh: "出席人数",
            summary: "How many people came, by the list of names.",
            summary_zh: "按签到名单来了多少人。",
            formula: "Number of names marked present on the sheets of the activity, staff and guests apart.",
            numerator: Unit::Persons,
            denominator: Unit::One,
            range: [0.0, f64::INFINITY],
            edges: &[
                Edge {
                    id: "no-sheet",
                    when: "there is no list of names",
                    then: "undefined, not_recorded: not the same as nobody came"
                },
                Edge { id: "excused", when: "a name is marked absent or excused", then: "not counted" },
                Edge { id: "staff-apart", when: "staff or guests are on the list", then: "not counted" },
                Edge { id: "nobody", when: "the list is there and nobody came", then: "0, a real zero" }
            ],
            caveat: "A list can be copied; see who posted it and whether people return.",
            caveat_zh: "名单可以照抄；要看是谁发的、人还来不来。",
            complexity: "O(names)",
            references: &["luo2017"],
            revision: 1,
        },
        kind: Kind::Count,
        grain: Grain::Population,
        needs: Needs::NONE,
        reads: Fields::NONE,
        min_members: 0,
        compute: Compute::Activity(compute),
        interval: None,
    }
);

fn compute(frame: &ActivityFrame<'_>) -> Value {
    if frame.activity.has_list { Ok(frame.present.len() as f64) } else { Err(Undefined::NotRecorded) }
}
