use crate::declare;
use crate::definition::{Kind, Undefined, Unit, Value};
use crate::frame::{GroupFrame, Needs};
use crate::indicator::{Compute, Grain, Indicator, Interval};
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
            formula: "k / n, n = people of the population who are neither away nor members for less than 28 days; k = those of them with no turn in the presence period that ends with the window, of which nine tenths must be covered.",
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
                Edge {
                    id: "newcomers",
                    when: "somebody became a member less than 28 days before the window's end",
                    then: "in neither count"
                },
                Edge { id: "away", when: "somebody is away", then: "in neither count" },
                Edge {
                    id: "half-covered",
                    when: "sources cover less than nine tenths of the presence period",
                    then: "undefined, partly_covered"
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
        interval: Some(Interval::Of(interval)),
    }
);

/// The silent, and those whose silence would mean something.
fn silent(frame: &GroupFrame<'_>) -> (u32, u32) {
    let counts = frame.turns.presence_turns.iter().zip(&frame.turns.excused).filter(|&(_, &excused)| !excused);
    counts.fold((0, 0), |(k, n), (&turns, _)| (k + u32::from(turns == 0), n + 1))
}

fn compute(frame: &GroupFrame<'_>) -> Value {
    match silent(frame) {
        (_, 0) => Err(Undefined::NoMembers),
        (k, n) => Ok(f64::from(k) / f64::from(n)),
    }
}

fn interval(frame: &GroupFrame<'_>) -> Result<[f64; 2], Undefined> {
    let (k, n) = silent(frame);
    statistics::wilson(k, n).ok_or(Undefined::NoMembers)
}
