use std::collections::BTreeMap;

use crate::declare;
use crate::definition::{Kind, Portion, Share, Undefined, Unit};
use crate::frame::{HeldActivity, Needs, OrganizationFrame};
use crate::indicator::{Compute, Grain, Indicator};
use crate::records::{Fields, Part, PersonId};
use crate::time::Day;

declare!(
    ORG_HELPER_CONVERSION = Indicator {
        card: Card {
            id: "org_helper_conversion",
            title: "From receiving to helping",
            title_zh: "从受益到帮忙",
            summary: "Share of the people who were first seen as recipients who helped or organized within 26 weeks.",
            summary_zh: "头一次来是受益的人里，半年内出来帮忙或组织的占多少。",
            formula: "Of the people of whom the first list that says as what they came says recipient, 26 weeks or more before the window’s end: those listed as helper or organizer at a later activity less than 26 weeks after it / all of them; staff and guests apart.",
            numerator: Unit::Persons,
            denominator: Unit::Persons,
            range: [0.0, 1.0],
            edges: &[
                Edge {
                    id: "no-recipients",
                    when: "nobody was first seen as a recipient",
                    then: "undefined, too_few_events"
                },
                Edge {
                    id: "not-recorded",
                    when: "something was held so far and no list says as what anybody came",
                    then: "undefined, not_recorded"
                },
                Edge {
                    id: "not-yet-due",
                    when: "there are recipients, and of none are 26 weeks over",
                    then: "undefined, not_yet_due"
                },
                Edge { id: "helper-first", when: "somebody came as helper first", then: "not counted" },
                Edge {
                    id: "too-late",
                    when: "somebody first helps after 26 weeks",
                    then: "counted among those who did not"
                },
                Edge { id: "whole-half-year", when: "first seen 26 weeks before the window’s end", then: "counted" }
            ],
            caveat: "All who came up to then, not those of the window alone. Many help without a list that says so. Where the records begin in mid-life the first list is not the first time.",
            caveat_zh: "算的是到这时为止的所有人，不只是窗内的。很多人帮了忙没写在名单上；资料从半途开始时，第一次见到不等于第一次来。",
            complexity: "O(names)",
            references: &["luo2017"],
            revision: 1,
        },
        kind: Kind::Real,
        grain: Grain::Population,
        needs: Needs::NONE,
        reads: Fields::NONE,
        min_members: 0,
        compute: Compute::OrganizationShare(compute),
        interval: None,
    }
);

/// 26 weeks.
const FOLLOW_UP: i32 = 182;

fn compute(frame: &OrganizationFrame<'_>) -> Share {
    from_receiving_to_helping(frame.doings.so_far(), frame.window.end_day)
}

/// The share over some activities in the order of their days, seen on a day: of one organization, or of all together.
pub(crate) fn from_receiving_to_helping(held: &[HeldActivity<'_>], end: Day) -> Share {
    if !held.is_empty() && !held.iter().any(HeldActivity::gives_parts) {
        return Err(Undefined::NotRecorded);
    }
    // First day, as what, and whether they helped in time.
    let mut first: BTreeMap<PersonId, (Day, Part, bool)> = BTreeMap::new();
    for (day, listed) in held.iter().flat_map(|held| held.people.iter().map(|listed| (held.activity.day, listed))) {
        let Some(part) = listed.part else { continue };
        let (since, _, helped) = first.entry(listed.person).or_insert((day, part, false));
        *helped |= matches!(part, Part::Helper | Part::Organizer) && day < since.plus(FOLLOW_UP);
    }
    let recipients: Vec<_> = first.values().filter(|(_, part, _)| *part == Part::Recipient).collect();
    let due = recipients.iter().filter(|(day, ..)| day.plus(FOLLOW_UP) <= end);
    let (hits, of) = due.fold((0, 0), |(hits, of), (.., helped)| (hits + u32::from(*helped), of + 1));
    match (recipients.is_empty(), of) {
        (true, _) => Err(Undefined::TooFewEvents),
        (false, 0) => Err(Undefined::NotYetDue),
        _ => Ok(Portion { hits, of }),
    }
}
