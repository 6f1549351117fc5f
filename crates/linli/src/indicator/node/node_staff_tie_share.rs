use crate::declare;
use crate::definition::{Isolate, Kind, Laws, Reversal, Undefined, Union, Unit, Weights};
use crate::frame::{GroupFrame, Needs};
use crate::indicator::{Cells, Compute, Grain, Indicator};
use crate::records::Fields;

declare!(
    NODE_STAFF_TIE_SHARE = Indicator {
        card: Card {
            id: "node_staff_tie_share",
            title: "Share of ties with staff",
            title_zh: "与工作人员往来的比例",
            summary: "Share of the people a person is tied to who are staff.",
            summary_zh: "往来的人里，工作人员占多少。",
            formula: "Neighbours who are staff / neighbours, whatever the direction.",
            numerator: Unit::Persons,
            denominator: Unit::Persons,
            range: [0.0, 1.0],
            edges: &[
                Edge { id: "no-staff", when: "nobody is known as staff", then: "undefined, not_recorded" },
                Edge { id: "without-staff", when: "a population without staff", then: "undefined, other_population" },
                Edge { id: "isolate", when: "no tie", then: "undefined, isolate" },
                Edge { id: "only-staff", when: "all ties are with staff", then: "1" },
                Edge { id: "half", when: "one of two neighbours is staff", then: "1/2" }
            ],
            caveat: "Hopeless per member and month where somebody has a handful of ties. Not a judgement: newcomers are often met by the coach first.",
            caveat_zh: "关系只有几条时不可靠。不是评价：新人常常先由辅导员接待。",
            complexity: "O(degree)",
            references: &["luo2017"],
            revision: 1,
            laws: Laws {
                isolate: Isolate::Same,
                union: Union::AsIsolates,
                reversal: Reversal::Same,
                weights: Weights::Ignored,
            },
        },
        kind: Kind::Real,
        grain: Grain::Ties,
        needs: Needs::EVIDENCE.with(Needs::STAFF),
        reads: Fields::NONE,
        min_members: 0,
        compute: Compute::Member(compute),
        interval: None,
    }
);

fn compute(frame: &GroupFrame<'_>, cells: &mut Cells<'_>) {
    for node in 0..cells.len() {
        let neighbours = frame.network.neighbours(node);
        let staff = neighbours.iter().filter(|&&u| frame.staff[u as usize]).count();
        let share = staff as f64 / neighbours.len() as f64;
        cells.set(node, if neighbours.is_empty() { Err(Undefined::Isolate) } else { Ok(share) });
    }
}
