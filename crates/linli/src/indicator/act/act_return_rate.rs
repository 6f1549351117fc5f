use crate::declare;
use crate::definition::{Kind, Portion, Share, Undefined, Unit};
use crate::frame::{ActivityFrame, Needs};
use crate::indicator::{Compute, Grain, Indicator};
use crate::records::Fields;

declare!(
    ACT_RETURN_RATE = Indicator {
        card: Card {
            id: "act_return_rate",
            title: "Return of the opening cohort",
            title_zh: "首场回访率",
            summary: "Share of those who came to the opening of the series who came to this activity.",
            summary_zh: "第一场来的人里，这一场又来的比例。",
            formula: "|A₁ ∩ A_k| / |A₁|, A_k = people at this activity, A₁ = people at the first held activity of the series; staff and guests apart.",
            numerator: Unit::Persons,
            denominator: Unit::Persons,
            range: [0.0, 1.0],
            edges: &[
                Edge { id: "opening", when: "this is the opening", then: "undefined, is_opening" },
                Edge { id: "no-sheet", when: "there is no list of names", then: "undefined, not_recorded" },
                Edge {
                    id: "opening-without-list",
                    when: "the first held activity has no list of names",
                    then: "undefined, not_recorded"
                },
                Edge { id: "staff-return", when: "only staff come again", then: "0: staff and guests do not count" },
                Edge { id: "all-return", when: "everybody of the opening came", then: "1" },
                Edge { id: "empty-opening", when: "the opening's list is empty", then: "undefined, zero_denominator" }
            ],
            caveat: "Passers-by at an opening are no loss; read it with the counts. Where the records begin in mid-life, the first recorded activity is no opening.",
            caveat_zh: "首日多是路过的人；要和人数一起看。资料从半途开始时，第一次记录不是开张。",
            complexity: "O(names)",
            references: &["luo2017"],
            revision: 1,
        },
        kind: Kind::Real,
        grain: Grain::Population,
        needs: Needs::NONE,
        reads: Fields::NONE,
        min_members: 0,
        compute: Compute::ActivityShare(compute),
        interval: None,
    }
);

fn compute(frame: &ActivityFrame<'_>) -> Share {
    if !frame.activity.has_list {
        return Err(Undefined::NotRecorded);
    }
    let opening = frame.opening?;
    let returned = opening.iter().filter(|person| frame.present.binary_search(person).is_ok()).count();
    Ok(Portion { hits: returned as u32, of: opening.len() as u32 })
}
