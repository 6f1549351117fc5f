use crate::declare;
use crate::definition::{Kind, Undefined, Unit, Value};
use crate::frame::{GroupFrame, Needs};
use crate::indicator::{Compute, Grain, Indicator};
use crate::records::{Fields, PersonId};

declare!(
    NET_TIE_STABILITY = Indicator {
        card: Card {
            id: "net_tie_stability",
            title: "Tie stability",
            title_zh: "关系的稳定",
            summary: "Share of the pairs tied in this window or in the one before that are tied in both, among people who count in both.",
            summary_zh: "两窗都在的人里，这一窗或上一窗有往来的对子，两窗都有往来的占多少。",
            formula: "|E ∩ F| / |E ∪ F| (Jaccard), E, F = pairs tied in either direction in this window and in the window of the same length that ends where it begins, both ends counting in both windows.",
            numerator: Unit::Dyads,
            denominator: Unit::Dyads,
            range: [0.0, 1.0],
            edges: &[
                Edge {
                    id: "first-window",
                    when: "there is no window of the same length that ends where this one begins",
                    then: "undefined, no_previous_window"
                },
                Edge {
                    id: "previous-not-covered",
                    when: "no source covers the window before",
                    then: "undefined, not_covered"
                },
                Edge { id: "same-pairs", when: "the same pairs are tied", then: "1" },
                Edge { id: "other-pairs", when: "none of the pairs is tied again", then: "0" },
                Edge { id: "newcomer", when: "somebody counts in one window only", then: "their ties do not count" },
                Edge { id: "no-ties", when: "no pair is tied in either window", then: "undefined, no_ties" },
                Edge {
                    id: "few-events",
                    when: "fewer tied turns than the plan’s floor, now or in the window before",
                    then: "undefined, too_few_events"
                }
            ],
            caveat: "Few tied turns give few pairs twice, whoever is friends with whom: read it with `net_turns`. Networks of one month are seldom stable by chance or by friendship alone.",
            caveat_zh: "往来次数少，对子就难以重复出现，和交情无关；要和 net_turns 一起看。",
            complexity: "O(m log m)",
            references: &["wasserman1994"],
            revision: 1,
        },
        kind: Kind::Real,
        grain: Grain::Ties,
        needs: Needs::EVIDENCE.with(Needs::PREVIOUS),
        reads: Fields::NONE,
        min_members: 0,
        compute: Compute::Group(compute),
        interval: None,
    }
);

fn compute(frame: &GroupFrame<'_>) -> Value {
    let before = frame.history.previous().as_ref().map_err(|&reason| reason)?;
    let counts = |among: &[PersonId], (a, b): (PersonId, PersonId)| {
        among.binary_search(&a).is_ok() && among.binary_search(&b).is_ok()
    };
    let then = before.pairs.iter().filter(|&&pair| counts(frame.people, pair)).count();
    let (mut now, mut both) = (0, 0);
    for pair in frame.network.pairs().filter(|&pair| counts(&before.people, pair)) {
        now += 1;
        both += usize::from(before.pairs.binary_search(&pair).is_ok());
    }
    match then + now - both {
        0 => Err(Undefined::NoTies),
        either => Ok(both as f64 / either as f64),
    }
}
