use crate::declare;
use crate::definition::{Isolate, Kind, Laws, Reversal, Undefined, Union, Unit, Value, Weights};
use crate::frame::{GroupFrame, Needs};
use crate::indicator::{Compute, Grain, Indicator};
use crate::records::Fields;

declare!(
    NET_MAIN_CORE_SIZE = Indicator {
        card: Card {
            id: "net_main_core_size",
            title: "Size of the main core",
            title_zh: "主核人数",
            summary: "How many members are in the most tightly tied part.",
            summary_zh: "最紧的那一圈有几个人。",
            formula: "Number of i with `node_core` = `net_degeneracy`.",
            numerator: Unit::Persons,
            denominator: Unit::One,
            range: [0.0, f64::INFINITY],
            edges: &[
                Edge { id: "triangle-with-tail", when: "three all tied, and one tied to one of them", then: "3" },
                Edge { id: "star", when: "everybody has the same core number", then: "n" },
                Edge { id: "no-ties", when: "no tie", then: "undefined, no_ties" }
            ],
            caveat: "In a small dense group it is everybody; read it with the degeneracy.",
            caveat_zh: "小而密的群里就是所有人；和退化度一起看。",
            complexity: "O(n + m)",
            references: &["seidman1983", "batagelj2003"],
            revision: 1,
            laws: Laws {
                isolate: Isolate::Same,
                union: Union::Changes,
                reversal: Reversal::Same,
                weights: Weights::Ignored,
            },
        },
        kind: Kind::Count,
        grain: Grain::Ties,
        needs: Needs::EVIDENCE.with(Needs::CORES),
        reads: Fields::NONE,
        min_members: 1,
        compute: Compute::Group(compute),
        interval: None,
    }
);

fn compute(frame: &GroupFrame<'_>) -> Value {
    let cores = frame.shared.cores();
    match cores.iter().copied().max() {
        None | Some(0) => Err(Undefined::NoTies),
        Some(largest) => Ok(cores.iter().filter(|&&core| core == largest).count() as f64),
    }
}
