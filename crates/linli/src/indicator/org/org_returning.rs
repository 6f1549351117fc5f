use std::collections::BTreeMap;

use crate::declare;
use crate::definition::{Kind, Undefined, Unit, Value};
use crate::frame::{Needs, OrganizationFrame};
use crate::indicator::{Compute, Grain, Indicator};
use crate::records::{Fields, PersonId};

declare!(
    ORG_RETURNING = Indicator {
        card: Card {
            id: "org_returning",
            title: "People who came again",
            title_zh: "来过两次以上的人",
            summary: "How many people came to two or more activities of the window.",
            summary_zh: "窗内有多少人来过两次或两次以上。",
            formula: "Number of people listed at two or more activities of the window; staff and guests apart.",
            numerator: Unit::Persons,
            denominator: Unit::One,
            range: [0.0, f64::INFINITY],
            edges: &[
                Edge {
                    id: "one-list",
                    when: "fewer than two activities of the window have a list",
                    then: "undefined, too_few_events"
                },
                Edge {
                    id: "no-list",
                    when: "something was held and nothing of it has a list",
                    then: "undefined, not_recorded"
                },
                Edge { id: "nobody-returns", when: "other people each time", then: "0" },
                Edge { id: "same-day", when: "somebody comes to two activities of one day", then: "counted" }
            ],
            caveat: "It rises with the number of activities and of lists: compare windows with equally many.",
            caveat_zh: "活动多、名单多，这个数就大：和次数差不多的时段比。",
            complexity: "O(names)",
            references: &["luo2017"],
            revision: 1,
        },
        kind: Kind::Count,
        grain: Grain::Population,
        needs: Needs::NONE,
        reads: Fields::NONE,
        min_members: 0,
        compute: Compute::Organization(compute),
        interval: None,
    }
);

fn compute(frame: &OrganizationFrame<'_>) -> Value {
    let listed = frame.doings.listed()?;
    if listed.len() < 2 {
        return Err(Undefined::TooFewEvents);
    }
    let mut times: BTreeMap<PersonId, u32> = BTreeMap::new();
    for person in listed.iter().flat_map(|held| held.people.iter().map(|listed| listed.person)) {
        *times.entry(person).or_default() += 1;
    }
    Ok(times.values().filter(|&&times| times > 1).count() as f64)
}
