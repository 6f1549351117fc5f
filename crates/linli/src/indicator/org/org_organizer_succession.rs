use std::collections::BTreeSet;

use crate::declare;
use crate::definition::{Kind, Portion, Share, Undefined, Unit};
use crate::frame::{Needs, OrganizationFrame};
use crate::indicator::{Compute, Grain, Indicator};
use crate::records::{Fields, Part, PersonId};

declare!(
    ORG_ORGANIZER_SUCCESSION = Indicator {
        card: Card {
            id: "org_organizer_succession",
            title: "New among the organizers",
            title_zh: "接班的组织者",
            summary: "Share of the people who organized in the window who had organized nothing before it.",
            summary_zh: "窗内的组织者里，以前没有组织过的占多少。",
            formula: "|O ∖ B| / |O|, O = people listed as organizer at an activity of the window, B = people listed as organizer at any activity before the window; staff and guests apart.",
            numerator: Unit::Persons,
            denominator: Unit::Persons,
            range: [0.0, 1.0],
            edges: &[
                Edge {
                    id: "nobody-organizes",
                    when: "nobody is listed as organizer in the window",
                    then: "undefined, too_few_events"
                },
                Edge {
                    id: "not-recorded",
                    when: "something was held and no list says as what anybody came",
                    then: "undefined, not_recorded"
                },
                Edge {
                    id: "nobody-before",
                    when: "nobody is listed as organizer before the window",
                    then: "undefined, no_previous_window"
                },
                Edge { id: "old-hands", when: "all have organized before, were it long ago", then: "0" },
                Edge { id: "handed-over", when: "only people who never organized before", then: "1" }
            ],
            caveat: "Nobody new may be a good year or one person on whom all rests: read it with org_organizers. Where the records begin in mid-life old hands look new.",
            caveat_zh: "没有新人，可能是队伍稳，也可能是全靠一个人：要和组织者人数一起看。资料从半途开始时，老组织者会像新人。",
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

fn compute(frame: &OrganizationFrame<'_>) -> Share {
    let organizers = frame.doings.people_as(Part::Organizer)?;
    if organizers.is_empty() {
        return Err(Undefined::TooFewEvents);
    }
    let before = frame.doings.before().iter().flat_map(|held| held.people_as(Part::Organizer));
    let before: BTreeSet<PersonId> = before.collect();
    if before.is_empty() {
        return Err(Undefined::NoPreviousWindow);
    }
    Ok(Portion { hits: organizers.difference(&before).count() as u32, of: organizers.len() as u32 })
}
