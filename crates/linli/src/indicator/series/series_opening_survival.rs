use crate::declare;
use crate::definition::{Kind, Portion, Share, Undefined, Unit};
use crate::frame::{Needs, SeriesFrame};
use crate::indicator::{Compute, Grain, Indicator};
use crate::records::{Fields, PersonId};

declare!(
    SERIES_OPENING_SURVIVAL = Indicator {
        card: Card {
            id: "series_opening_survival",
            title: "Those of the opening still coming",
            title_zh: "首场来的人现在还在来的比例",
            summary: "Share of those who came to the opening who came to one of the last three listed activities up to the end of the window.",
            summary_zh: "第一场来的人里，最近三次（有名单的）活动中来过的占多少。",
            formula: "S = |A₁ ∩ (A_a ∪ A_b ∪ A_c)| / |A₁|, A₁ = people at the opening, a, b, c = the last three activities with a list up to the window's end, the opening not among them; staff and guests apart. An estimate of the survivors S(k) that needs no model.",
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
                    id: "few-lists",
                    when: "fewer than three later activities have a list",
                    then: "undefined, too_few_events"
                },
                Edge { id: "empty-opening", when: "the opening's list is empty", then: "undefined, zero_denominator" },
                Edge {
                    id: "came-once-lately",
                    when: "somebody of the opening came to one of the last three only",
                    then: "counts"
                },
                Edge {
                    id: "long-gone",
                    when: "somebody came again, but to none of the last three",
                    then: "does not count"
                }
            ],
            caveat: "Somebody who comes to every fourth activity may be missed. The raw curve by activity is the return of the opening cohort in the table of activities. With a dozen people the interval is wide.",
            caveat_zh: "四次来一次的人可能漏掉；逐次的曲线见活动表的首场回访率。人少时区间很宽。",
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

/// Activities with a list that are looked at.
const LAST: usize = 3;

fn compute(frame: &SeriesFrame<'_>) -> Share {
    let (first, after) = frame.activities.split_first().ok_or(Undefined::TooFewEvents)?;
    if !first.has_list {
        return Err(Undefined::NotRecorded);
    }
    let listed = after.iter().zip(&frame.present[1..]).filter(|(activity, _)| activity.has_list);
    let last: Vec<&[PersonId]> = listed.rev().take(LAST).map(|(_, came)| *came).collect();
    if last.len() < LAST {
        return Err(Undefined::TooFewEvents);
    }
    let opening = frame.present[0];
    let comes = |person: &&PersonId| last.iter().any(|came| came.binary_search(person).is_ok());
    Ok(Portion { hits: opening.iter().filter(comes).count() as u32, of: opening.len() as u32 })
}
