use crate::declare;
use crate::definition::{Isolate, Kind, Laws, Reversal, Undefined, Union, Unit, Value, Weights};
use crate::frame::{GroupFrame, Needs};
use crate::indicator::{Compute, Grain, Indicator};
use crate::records::Fields;

declare!(
    NET_EI_ROLE = Indicator {
        card: Card {
            id: "net_ei_role",
            title: "E–I index by role",
            title_zh: "角色E-I指数",
            summary: "Whether ties run between staff and the others (+1) or among themselves (−1).",
            summary_zh: "关系是跨在工作人员和居民之间（+1），还是各自内部（−1）。",
            formula: "(E − I) / (E + I). On pairs tied in either direction: E = pairs of one of the staff and one who is not, I = other pairs.",
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
                Edge { id: "all-with-staff", when: "every tie is with staff", then: "1" },
                Edge { id: "among-members", when: "no tie is with staff", then: "-1" }
            ],
            caveat: "Its range hangs on the number of staff and of ties: one coach among thirty members can hardly give +1. Weights are ignored.",
            caveat_zh: "取值范围受工作人员人数和关系数限制：三十个居民一个辅导员，很难到+1。不计权重。",
            complexity: "O(n + m)",
            references: &["krackhardt1988"],
            revision: 1,
            laws: Laws {
                isolate: Isolate::Same,
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
    Ok((external - internal) / (external + internal))
}

/// Tied pairs of one of the staff with another, and other tied pairs.
pub(super) fn ties_by_role(frame: &GroupFrame<'_>) -> Result<(f64, f64), Undefined> {
    let (staff, network) = (frame.staff, frame.network);
    if staff.iter().all(|&known| known == staff[0]) {
        return Err(Undefined::TooFewMembers);
    }
    let across = |node: usize| network.neighbours(node).iter().filter(|&&u| staff[u as usize] != staff[node]).count();
    // Every pair is met from both ends.
    let external = (0..frame.len()).map(across).sum::<usize>() / 2;
    match network.edges() {
        0 => Err(Undefined::NoTies),
        edges => Ok((external as f64, (edges - external) as f64)),
    }
}
