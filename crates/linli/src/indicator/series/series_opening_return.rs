use crate::declare;
use crate::definition::{Kind, Portion, Share, Undefined, Unit};
use crate::frame::{Needs, SeriesFrame};
use crate::indicator::{Compute, Grain, Indicator};
use crate::records::{Fields, PersonId};

declare!(
    SERIES_OPENING_RETURN = Indicator {
        card: Card {
            id: "series_opening_return",
            title: "Return of the opening cohort",
            title_zh: "首场来的人后来又来的比例",
            summary: "Share of those who came to the opening who came to a later activity of the series, up to the end of the window.",
            summary_zh: "第一场来的人里，到窗末为止后来又来过的占多少。",
            formula: "|{i ∈ A₁ : i ∈ A_k for some k > 1}| / |A₁|, A_k = people at the k-th activity of the series; staff and guests apart.",
            numerator: Unit::Persons,
            denominator: Unit::Persons,
            range: [0.0, 1.0],
            edges: &[
                Edge {
                    id: "opening-without-list",
                    when: "the opening has no list of names",
                    then: "undefined, not_recorded"
                },
                Edge {
                    id: "no-later-list",
                    when: "no later activity has a list of names",
                    then: "undefined, too_few_events"
                },
                Edge { id: "empty-opening", when: "the opening's list is empty", then: "undefined, zero_denominator" },
                Edge { id: "nobody-returns", when: "nobody of the opening comes again", then: "0" },
                Edge { id: "all-return", when: "everybody comes again, each at another time", then: "1" }
            ],
            caveat: "It can only rise as activities follow. Passers-by at an opening are no loss. Where the records begin in mid-life, the first recorded activity is no opening.",
            caveat_zh: "活动越多它只会越高；首日多是路过的人。资料从半途开始时，第一次记录不是开张。",
            complexity: "O(names)",
            references: &["luo2017"],
            revision: 1,
        },
        kind: Kind::Real,
        grain: Grain::Population,
        needs: Needs::NONE,
        reads: Fields::NONE,
        min_members: 0,
        compute: Compute::SeriesShare(compute),
        interval: None,
    }
);

fn compute(frame: &SeriesFrame<'_>) -> Share {
    let (first, after) = frame.activities.split_first().ok_or(Undefined::TooFewEvents)?;
    if !first.has_list {
        return Err(Undefined::NotRecorded);
    }
    if !after.iter().any(|activity| activity.has_list) {
        return Err(Undefined::TooFewEvents);
    }
    let (opening, later) = (frame.present[0], &frame.present[1..]);
    let returns = |person: &&PersonId| later.iter().any(|came| came.binary_search(person).is_ok());
    Ok(Portion { hits: opening.iter().filter(returns).count() as u32, of: opening.len() as u32 })
}
