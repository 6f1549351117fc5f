use crate::declare;
use crate::definition::{Isolate, Kind, Laws, Reversal, Undefined, Union, Unit, Value, Weights};
use crate::frame::{GroupFrame, Needs};
use crate::indicator::{Compute, Grain, Indicator};
use crate::records::Fields;

declare!(
    NET_STAFF_TIE_SHARE = Indicator {
        card: Card {
            id: "net_staff_tie_share",
            title: "Staff share of ties",
            title_zh: "工作人员关系比例",
            summary: "Share of the tied pairs that have one of the staff in them.",
            summary_zh: "有关系的人对里，有多少一头是工作人员。",
            formula: "Tied pairs with an end in staff / tied pairs, whatever the direction.",
            numerator: Unit::Dyads,
            denominator: Unit::Dyads,
            range: [0.0, 1.0],
            edges: &[
                Edge { id: "no-staff", when: "nobody is known as staff", then: "undefined, not_recorded" },
                Edge { id: "without-staff", when: "a population without staff", then: "undefined, other_population" },
                Edge { id: "no-ties", when: "no tie", then: "undefined, no_ties" },
                Edge { id: "silent-staff", when: "staff are on the list and have no tie", then: "0, a real zero" }
            ],
            caveat: "High where staff answer everybody: good service, or a group that talks to its coach only. Read it with the density without staff.",
            caveat_zh: "工作人员有问必答，也会让它高：可能是服务好，也可能群里只和辅导员说话。和“不含工作人员”的密度一起看。",
            complexity: "O(n + m)",
            references: &["li2019", "luo2017"],
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
    let staff = frame.staff;
    let network = frame.network;
    let with = |node: usize| network.neighbours(node).iter().filter(|&&u| staff[node] || staff[u as usize]).count();
    match network.edges() {
        0 => Err(Undefined::NoTies),
        // Every pair is met from both ends.
        edges => Ok((0..frame.len()).map(with).sum::<usize>() as f64 / (2 * edges) as f64),
    }
}
