use crate::declare;
use crate::definition::{Kind, Unit, Value};
use crate::frame::{Needs, OrganizationFrame};
use crate::indicator::{Compute, Grain, Indicator};
use crate::records::{Channel, Coaching, Fields};

declare!(
    ORG_VISITS = Indicator {
        card: Card {
            id: "org_visits",
            title: "Visits of coaches",
            title_zh: "到访次数",
            summary: "How many visits of coaches to the organization were recorded in the window.",
            summary_zh: "窗内记录了多少次辅导到访。",
            formula: "Number of coaching rows of the window with channel visit.",
            numerator: Unit::Events,
            denominator: Unit::One,
            range: [0.0, f64::INFINITY],
            edges: &[
                Edge {
                    id: "none",
                    when: "no row in the window, between the first and the last row of the table",
                    then: "0, a real zero of what was recorded"
                },
                Edge { id: "calls", when: "calls and chats", then: "not counted" },
                Edge { id: "two-a-day", when: "two visits of one day", then: "2" },
                Edge {
                    id: "no-channel",
                    when: "no row of the window says how it was coached",
                    then: "undefined, not_recorded"
                },
                Edge {
                    id: "after-the-log",
                    when: "the window begins after the last row of the table",
                    then: "undefined, not_covered"
                },
                Edge {
                    id: "before-the-log",
                    when: "the window ends before the first row of the table",
                    then: "undefined, not_covered"
                },
                Edge {
                    id: "no-row",
                    when: "the table has no row of the organization",
                    then: "undefined, not_recorded"
                }
            ],
            caveat: "A dose, and no cause: coaches go where they are needed, and where they are wanted.",
            caveat_zh: "是投入，不是原因：哪里需要、哪里欢迎，辅导者就去哪里。",
            complexity: "O(coaching)",
            references: &["luo2017"],
            revision: 1,
        },
        kind: Kind::Count,
        grain: Grain::Population,
        needs: Needs::PAPERS,
        reads: Fields::NONE,
        min_members: 0,
        compute: Compute::Organization(compute),
        interval: None,
    }
);

fn compute(frame: &OrganizationFrame<'_>) -> Value {
    let visits = |row: &Coaching| row.channel.map(|channel| f64::from(u8::from(channel == Channel::Visit)));
    frame.papers.coaching.sum_of(visits)
}
