use crate::declare;
use crate::definition::{Isolate, Kind, Laws, Reversal, Union, Unit, Value, Weights};
use crate::frame::{GroupFrame, Needs};
use crate::indicator::{Compute, Grain, Indicator};
use crate::records::Fields;

declare!(
    NET_ISOLATE_SHARE = Indicator {
        card: Card {
            id: "net_isolate_share",
            title: "Share of isolates",
            title_zh: "孤立者比例",
            summary: "Share of the population without a tie to anybody in the window.",
            summary_zh: "窗内和谁都没有关系的人占多少。",
            formula: "People of degree 0 / n.",
            numerator: Unit::Persons,
            denominator: Unit::Persons,
            range: [0.0, 1.0],
            edges: &[
                Edge { id: "no-ties", when: "no tie", then: "1" },
                Edge { id: "everybody-tied", when: "everybody has a tie", then: "0" }
            ],
            caveat: "An isolate may be silent, may talk without being answered, or may come to every activity.",
            caveat_zh: "孤立者可能沉默、可能没人接话，也可能场场都到。",
            complexity: "O(n)",
            references: &["wasserman1994"],
            revision: 1,
            laws: Laws {
                isolate: Isolate::OneMoreCase,
                union: Union::Changes,
                reversal: Reversal::Same,
                weights: Weights::Ignored,
            },
        },
        kind: Kind::Real,
        grain: Grain::Ties,
        needs: Needs::EVIDENCE,
        reads: Fields::NONE,
        min_members: 1,
        compute: Compute::Group(compute),
        interval: None,
    }
);

fn compute(frame: &GroupFrame<'_>) -> Value {
    let isolates = (0..frame.len()).filter(|&node| frame.network.degree(node) == 0).count();
    Ok(isolates as f64 / frame.len() as f64)
}
