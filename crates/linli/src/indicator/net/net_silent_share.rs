use crate::declare;
use crate::definition::{Kind, Undefined, Unit, Value};
use crate::frame::{GroupFrame, Needs};
use crate::indicator::{Compute, Grain, Indicator};
use crate::records::Fields;
use crate::statistics;

declare!(
    NET_SILENT_SHARE = Indicator {
        card: Card {
            id: "net_silent_share",
            title: "Silent share",
            title_zh: "沉默比例",
            summary: "Share of the member list without a single turn in the presence period (12 weeks by default).",
            summary_zh: "名单上近12周一次也没发言的人的比例。",
            formula: "k / n, k = people of the population with no turn in the presence period that ends with the window.",
            numerator: Unit::Persons,
            denominator: Unit::Persons,
            range: [0.0, 1.0],
            edges: &[
                Edge { id: "no-roster", when: "the group has no member list", then: "undefined, no_roster" },
                Edge {
                    id: "not-a-roster-population",
                    when: "the population is not the member list",
                    then: "undefined, other_population"
                },
                Edge { id: "all-silent", when: "nobody speaks", then: "1" },
                Edge {
                    id: "attends",
                    when: "a silent member comes to activities",
                    then: "still silent here: this says nothing about activities"
                }
            ],
            caveat: "Silence is not absence, and lurking may be content. A group's base rate is its own history.",
            caveat_zh: "不说话不等于不在，潜水也可能很自在。",
            complexity: "O(n)",
            references: &["nonnecke2000", "wilson1927"],
            revision: 1,
        },
        kind: Kind::Real,
        grain: Grain::Population,
        needs: Needs::ROSTER.with(Needs::PRESENCE),
        reads: Fields::NONE,
        min_members: 1,
        compute: Compute::Group(compute),
        interval: Some(interval),
    }
);

fn silent(frame: &GroupFrame<'_>) -> usize {
    frame.turns.presence_turns.iter().filter(|&&turns| turns == 0).count()
}

fn compute(frame: &GroupFrame<'_>) -> Value {
    Ok(silent(frame) as f64 / frame.len() as f64)
}

fn interval(frame: &GroupFrame<'_>) -> Result<[f64; 2], Undefined> {
    statistics::wilson(silent(frame) as u32, frame.len() as u32).ok_or(Undefined::NoMembers)
}
