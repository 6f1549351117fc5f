use crate::declare;
use crate::definition::{Kind, Undefined, Unit, Value};
use crate::frame::{ActivityFrame, Needs};
use crate::indicator::{Compute, Grain, Indicator};
use crate::records::Fields;

declare!(
    ACT_HEADCOUNT_GAP = Indicator {
        card: Card {
            id: "act_headcount_gap",
            title: "Headcount less list",
            title_zh: "报的人数减名单人数",
            summary: "By how many the headcount exceeds the names on the list.",
            summary_zh: "报的人数比名单上的名字多多少。",
            formula: "h − l, h = headcount, l = names marked present on the list, staff and guests with them: a headcount counts everybody.",
            numerator: Unit::Persons,
            denominator: Unit::One,
            range: [f64::NEG_INFINITY, f64::INFINITY],
            edges: &[
                Edge { id: "no-headcount", when: "nobody counted", then: "undefined, not_recorded" },
                Edge { id: "no-sheet", when: "there is no list of names", then: "undefined, not_recorded" },
                Edge { id: "equal", when: "the two are equal", then: "0" },
                Edge { id: "fewer-counted", when: "fewer were counted than stand on the list", then: "less than 0" }
            ],
            caveat: "A gap is a question and no accusation: people come late, leave early, do not sign, or are signed for.",
            caveat_zh: "对不上只是个疑问，不是指责：有人晚来、早走、没签，或者代签。",
            complexity: "O(1)",
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
    let counted = frame.activity.headcount.filter(|_| frame.activity.has_list).ok_or(Undefined::NotRecorded)?;
    Ok(f64::from(counted) - frame.sheet.len() as f64)
}
