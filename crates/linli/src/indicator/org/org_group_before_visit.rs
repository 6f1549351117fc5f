use std::cmp::Ordering;

use crate::declare;
use crate::definition::{Kind, Undefined, Unit, Value};
use crate::frame::{Needs, OrganizationFrame};
use crate::indicator::{Compute, Grain, Indicator};
use crate::records::Fields;

declare!(
    ORG_GROUP_BEFORE_VISIT = Indicator {
        card: Card {
            id: "org_group_before_visit",
            title: "Group before company",
            title_zh: "先有群还是先见面",
            summary: "Whether the group was there before staff first met the organization: the article’s warning.",
            summary_zh: "先建群，还是先见面：文章里的提醒。",
            formula: "Step 2 against step 1, by the window’s end: visit_first where staff met the organization before the group was there or no group is there yet, same_day, group_first where the group was earlier or staff have not met it yet.",
            numerator: Unit::One,
            denominator: Unit::One,
            range: [0.0, 2.0],
            edges: &[
                Edge { id: "visit-first", when: "staff met it before the group was there", then: "0, visit_first" },
                Edge { id: "same-day", when: "both on one day", then: "1, same_day" },
                Edge { id: "group-first", when: "the group was there first", then: "2, group_first" },
                Edge {
                    id: "not-met-yet",
                    when: "the group is there, and no visit yet in a log that is kept",
                    then: "2, group_first"
                },
                Edge {
                    id: "no-group-yet",
                    when: "staff met it, and the group is opened after the window",
                    then: "0, visit_first"
                },
                Edge { id: "neither", when: "neither by the window’s end", then: "undefined, not_reached" },
                Edge { id: "no-group", when: "no group of the organization is known", then: "undefined, not_recorded" },
                Edge { id: "no-log", when: "no coaching and no list is known", then: "undefined, not_recorded" }
            ],
            caveat: "As good as the two dates: a visit nobody wrote down, or an export that begins late, turns it round.",
            caveat_zh: "两个日期不准，它就反过来：漏记的到访、导出得晚的群。",
            complexity: "O(coaching + activities)",
            references: &["luo2017"],
            revision: 1,
        },
        kind: Kind::Category(&["visit_first", "same_day", "group_first"]),
        grain: Grain::Population,
        needs: Needs::PAPERS,
        reads: Fields::NONE,
        min_members: 0,
        compute: Compute::Organization(compute),
        interval: None,
    }
);

fn compute(frame: &OrganizationFrame<'_>) -> Value {
    let met = frame.papers.first_met(&frame.doings);
    let group = frame.papers.group_since().map(|day| f64::from(day.number()));
    match (met, group) {
        (Ok(met), Ok(group)) => Ok(match met.total_cmp(&group) {
            Ordering::Less => 0.0,
            Ordering::Equal => 1.0,
            Ordering::Greater => 2.0,
        }),
        (Err(Undefined::NotReached), Ok(_)) => Ok(2.0),
        (Ok(_), Err(Undefined::NotReached)) => Ok(0.0),
        (_, Err(reason)) | (Err(reason), _) => Err(reason),
    }
}
