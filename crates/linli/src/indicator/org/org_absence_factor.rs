use crate::declare;
use crate::definition::{Kind, Undefined, Unit, Value};
use crate::frame::{Needs, OrganizationFrame};
use crate::indicator::{Compute, Grain, Indicator};
use crate::records::Fields;
use crate::statistics::absence_factor;

declare!(
    ORG_ABSENCE_FACTOR = Indicator {
        card: Card {
            id: "org_absence_factor",
            title: "Absence factor of organizing",
            title_zh: "靠几个人撑着",
            summary: "The fewest residents who together do half of what keeps the organization going: if they stopped, half of it would.",
            summary_zh: "最少几个居民合起来做了一半的组织工作：他们一停，就停了一半。",
            formula: "Organizing acts of the activities of which the day and the two days after it end in the window: each person who is no staff counts once an activity for a notice, once for photos, once for a record posted in a chat of the organization before the window’s end, and once for being listed as organizer. The smallest k for which the k largest counts add up to half of all or more.",
            numerator: Unit::Persons,
            denominator: Unit::One,
            range: [0.0, f64::INFINITY],
            edges: &[
                Edge {
                    id: "nobody-acts",
                    when: "chats could show it, and no resident posts or organizes",
                    then: "undefined, too_few_events"
                },
                Edge {
                    id: "not-recorded",
                    when: "no chat can show who posts, and no list says who organizes",
                    then: "undefined, not_recorded"
                },
                Edge {
                    id: "staff-post",
                    when: "staff post the notice",
                    then: "not counted: who among the residents carries it"
                },
                Edge {
                    id: "after-the-window",
                    when: "an activity of the last two days of the window",
                    then: "counted in the next one"
                },
                Edge { id: "one-person", when: "one person does everything", then: "1" },
                Edge { id: "two-alike", when: "two people do equally much", then: "1: one of them does half" }
            ],
            caveat: "What is done without being written in a chat or on a list is not seen. One may be a strong leader: ask before you conclude.",
            caveat_zh: "没写进群里、名单里的事看不见。一个人撑着，也可能是能人：先问，再下结论。",
            complexity: "O(names + messages that speak for activities)",
            references: &["chaoss", "luo2017"],
            revision: 1,
        },
        kind: Kind::Count,
        grain: Grain::Population,
        needs: Needs::NONE,
        reads: Fields::NONE,
        min_members: 0,
        compute: Compute::Organization(compute),
        interval: None,
    }
);

fn compute(frame: &OrganizationFrame<'_>) -> Value {
    let acts = frame.doings.organizing_acts()?;
    let mut counts: Vec<f64> = acts.into_values().map(f64::from).collect();
    absence_factor(&mut counts).map(|k| k as f64).ok_or(Undefined::TooFewEvents)
}
