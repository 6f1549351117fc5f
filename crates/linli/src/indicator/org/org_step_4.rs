use crate::declare;
use crate::definition::{Kind, Unit, Value};
use crate::frame::{Needs, OrganizationFrame, Papers};
use crate::indicator::{Compute, Grain, Indicator};
use crate::records::Fields;
use crate::time::Day;

declare!(
    ORG_STEP_4 = Indicator {
        card: Card {
            id: "org_step_4",
            title: "Step 4: online company is answered",
            title_zh: "步骤四：线上陪伴有人接",
            summary: "The day in the fourth week in which a member answered staff in the group.",
            summary_zh: "群里有成员回应工作人员的第四个周。",
            formula: "Weeks begin on Monday. A member answers staff: takes up what staff said to all within 24 hours, or points at staff who spoke in the 24 hours before. The first day of such an answer in the fourth different week, before the window’s end.",
            numerator: Unit::Time,
            denominator: Unit::One,
            range: [-25567.0, 84006.0],
            edges: &[
                Edge { id: "four-weeks", when: "answers in four different weeks", then: "the first in the fourth" },
                Edge {
                    id: "three-weeks",
                    when: "answers in three weeks, however many",
                    then: "undefined, not_reached"
                },
                Edge { id: "staff-among-themselves", when: "staff answer staff", then: "not counted" },
                Edge {
                    id: "mention",
                    when: "a member points at a coach who spoke in the 24 hours before",
                    then: "an answer"
                },
                Edge { id: "no-chat", when: "no chat of the organization is known", then: "undefined, not_recorded" },
                Edge { id: "no-staff", when: "nobody is known as staff", then: "undefined, not_recorded" }
            ],
            caveat: "The official WeChat text rarely says whom a message answers: there, only what was said to all can be seen to be taken up.",
            caveat_zh: "微信自带的导出很少写明回的是谁，那里只看得出对大家说的话有没有人接。",
            complexity: "O(turns)",
            references: &["luo2017"],
            revision: 1,
        },
        kind: Kind::Date,
        grain: Grain::Population,
        needs: Needs::PAPERS.with(Needs::EXCHANGES),
        reads: Fields::NONE,
        min_members: 0,
        compute: Compute::Organization(compute),
        interval: None,
    }
);

fn compute(frame: &OrganizationFrame<'_>) -> Value {
    let exchanges = frame.papers.exchanges?;
    let before = exchanges.answered.iter().copied().filter(|&day| day < frame.window.end_day);
    let mut weeks = Vec::new();
    for day in before {
        if weeks.last().is_none_or(|last: &Day| last.monday() != day.monday()) {
            weeks.push(day);
        }
    }
    Papers::nth(weeks, 4)
}
