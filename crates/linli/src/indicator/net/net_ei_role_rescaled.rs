use crate::declare;
use crate::definition::{Isolate, Kind, Laws, Reversal, Undefined, Union, Unit, Value, Weights};
use crate::frame::{GroupFrame, Needs};
use crate::indicator::net::net_ei_role::ties_by_role;
use crate::indicator::{Compute, Grain, Indicator};
use crate::records::Fields;

declare!(
    NET_EI_ROLE_RESCALED = Indicator {
        card: Card {
            id: "net_ei_role_rescaled",
            title: "E–I index by role, rescaled",
            title_zh: "角色E-I指数（按可能范围调整）",
            summary: "Where the E–I index by role lies between the least and the most that so many ties among so many people can give.",
            summary_zh: "角色E-I指数在可能的最小值和最大值之间处于哪里。",
            formula: "2 (E − E₋) / (E₊ − E₋) − 1, E₊ = min(T, X), E₋ = max(0, T − Y), T = E + I, X = s (n − s), Y = n(n − 1)/2 − X, s = staff. On pairs tied in either direction: E = pairs of one of the staff and one who is not, I = other pairs.",
            numerator: Unit::Dyads,
            denominator: Unit::Dyads,
            range: [-1.0, 1.0],
            edges: &[
                Edge { id: "no-staff", when: "nobody is known as staff", then: "undefined, not_recorded" },
                Edge { id: "without-staff", when: "a population without staff", then: "undefined, other_population" },
                Edge { id: "no-ties", when: "no tie", then: "undefined, no_ties" },
                Edge {
                    id: "one-side",
                    when: "nobody of the population is staff, or everybody",
                    then: "undefined, too_few_members"
                },
                Edge {
                    id: "no-room",
                    when: "so many ties can lie in one way only",
                    then: "undefined, zero_denominator"
                },
                Edge { id: "half-way", when: "half of what is possible", then: "0" }
            ],
            caveat: "Says nothing of chance: whether roles matter is a question for a permutation test.",
            caveat_zh: "不说明是否偶然：角色有没有影响，要做置换检验。",
            complexity: "O(n + m)",
            references: &["krackhardt1988"],
            revision: 1,
            laws: Laws {
                isolate: Isolate::Changes,
                union: Union::Changes,
                reversal: Reversal::Same,
                weights: Weights::Ignored,
            },
        },
        kind: Kind::Real,
        grain: Grain::Ties,
        needs: Needs::EVIDENCE.with(Needs::STAFF),
        reads: Fields::NONE,
        min_members: 2,
        compute: Compute::Group(compute),
        interval: None,
    }
);

fn compute(frame: &GroupFrame<'_>) -> Value {
    let (external, internal) = ties_by_role(frame)?;
    let (n, staff) = (frame.len() as f64, frame.staff.iter().filter(|&&staff| staff).count() as f64);
    let across = staff * (n - staff);
    let within = n * (n - 1.0) / 2.0 - across;
    let most = (external + internal).min(across);
    let least = (external + internal - within).max(0.0);
    if most > least { Ok(2.0 * (external - least) / (most - least) - 1.0) } else { Err(Undefined::ZeroDenominator) }
}
