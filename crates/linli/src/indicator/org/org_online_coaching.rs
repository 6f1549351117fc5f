use crate::declare;
use crate::definition::{Kind, Unit, Value};
use crate::frame::{Needs, OrganizationFrame};
use crate::indicator::{Compute, Grain, Indicator};
use crate::records::Fields;

declare!(
    ORG_ONLINE_COACHING = Indicator {
        card: Card {
            id: "org_online_coaching",
            title: "Coaching in the chat",
            title_zh: "群里的辅导",
            summary: "How many turns of staff stood in exchanges with members of the organization’s groups.",
            summary_zh: "工作人员在群里和成员你来我往时，说了多少次话。",
            formula: "Turns of staff, receipts apart, in exchanges in which a member took part: turns belong to one exchange until 30 minutes have passed since the last message before, and an exchange to the window in which that silence is over.",
            numerator: Unit::Messages,
            denominator: Unit::One,
            range: [0.0, f64::INFINITY],
            edges: &[
                Edge { id: "none", when: "staff say nothing", then: "0" },
                Edge { id: "alone", when: "staff talk and no member does within half an hour", then: "not counted" },
                Edge { id: "with-member", when: "a member takes part", then: "each turn of staff counts" },
                Edge { id: "gap", when: "a member speaks half an hour after staff", then: "another exchange" },
                Edge { id: "no-chat", when: "no chat of the organization is known", then: "undefined, not_recorded" },
                Edge { id: "no-staff", when: "nobody is known as staff", then: "undefined, not_recorded" },
                Edge { id: "not-covered", when: "no chat covers the window", then: "undefined, not_covered" }
            ],
            caveat: "To be there while members talk need not be to coach. Private chats are not seen.",
            caveat_zh: "人在场说话，不一定是辅导；私聊看不到。",
            complexity: "O(turns)",
            references: &["luo2017"],
            revision: 1,
        },
        kind: Kind::Count,
        grain: Grain::Population,
        needs: Needs::PAPERS.with(Needs::EXCHANGES),
        reads: Fields::NONE,
        min_members: 0,
        compute: Compute::Organization(compute),
        interval: None,
    }
);

fn compute(frame: &OrganizationFrame<'_>) -> Value {
    let said = frame.papers.said()?;
    Ok(said.online.iter().filter(|&&day| frame.papers.is_in_window(day)).count() as f64)
}
