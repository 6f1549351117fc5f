use crate::declare;
use crate::definition::{Kind, Undefined, Unit, Value};
use crate::frame::{ActivityFrame, Needs};
use crate::indicator::{Compute, Grain, Indicator};
use crate::records::{Fields, PersonId};

declare!(
    ACT_SHEET_OVERLAP = Indicator {
        card: Card {
            id: "act_sheet_overlap",
            title: "Likeness to an earlier list",
            title_zh: "和以前名单的相似度",
            summary: "How alike the list of names is to the most alike earlier list of the organization.",
            summary_zh: "这次名单和这个组织以前最像的一张有多像。",
            formula: "max over earlier lists E of |L ∩ E| / |L ∪ E| (Jaccard), L = all names marked present on this list, staff and guests with them.",
            numerator: Unit::Persons,
            denominator: Unit::Persons,
            range: [0.0, 1.0],
            edges: &[
                Edge { id: "no-sheet", when: "there is no list of names", then: "undefined, not_recorded" },
                Edge {
                    id: "first-list",
                    when: "no earlier activity of the organization has a list of names",
                    then: "undefined, is_opening"
                },
                Edge {
                    id: "nobody",
                    when: "this list and every earlier one are empty",
                    then: "undefined, zero_denominator"
                },
                Edge { id: "copy", when: "all names are those of an earlier list", then: "1" },
                Edge { id: "strangers", when: "nobody came before", then: "0" }
            ],
            caveat: "Eight people who meet every week give 1 every week: likeness says copy only where many come, or where the order of the names, the handwriting or the photo agrees.",
            caveat_zh: "八个人周周来，周周都是 1。人多还一样，才值得去看看原表。",
            complexity: "O(names · earlier lists)",
            references: &["luo2017"],
            revision: 1,
        },
        kind: Kind::Real,
        grain: Grain::Population,
        needs: Needs::NONE,
        reads: Fields::NONE,
        min_members: 0,
        compute: Compute::Activity(compute),
        interval: None,
    }
);

fn compute(frame: &ActivityFrame<'_>) -> Value {
    if !frame.activity.has_list {
        return Err(Undefined::NotRecorded);
    }
    if frame.known.is_none() {
        return Err(Undefined::IsOpening);
    }
    let alike = frame.earlier_sheets.iter().filter_map(|earlier| jaccard(frame.sheet, earlier));
    alike.reduce(f64::max).ok_or(Undefined::ZeroDenominator)
}

fn jaccard(one: &[PersonId], other: &[PersonId]) -> Option<f64> {
    let both = one.iter().filter(|person| other.binary_search(person).is_ok()).count();
    let either = one.len() + other.len() - both;
    (either > 0).then(|| both as f64 / either as f64)
}
