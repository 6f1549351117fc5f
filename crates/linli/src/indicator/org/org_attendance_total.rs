use crate::declare;
use crate::definition::{Kind, Undefined, Unit, Value};
use crate::frame::{HeldActivity, Needs, OrganizationFrame};
use crate::indicator::{Compute, Grain, Indicator};
use crate::records::Fields;

declare!(
    ORG_ATTENDANCE_TOTAL = Indicator {
        card: Card {
            id: "org_attendance_total",
            title: "Attendances",
            title_zh: "出席人次",
            summary: "How many times people came to activities of the window, all together.",
            summary_zh: "窗内活动一共来了多少人次。",
            formula: "Σ over the activities of the window of those on the list (staff and guests apart), or where there is no list of the headcount (of everybody).",
            numerator: Unit::Persons,
            denominator: Unit::One,
            range: [0.0, f64::INFINITY],
            edges: &[
                Edge { id: "none-held", when: "nothing was held in the window", then: "0" },
                Edge {
                    id: "not-recorded",
                    when: "nothing that was held has a list or a headcount",
                    then: "undefined, not_recorded"
                },
                Edge {
                    id: "some-unknown",
                    when: "one activity has neither list nor headcount",
                    then: "undefined, partly_covered: a sum with a gap is no sum"
                },
                Edge { id: "counted", when: "one activity has a list, one a headcount", then: "both are added up" },
                Edge { id: "twice", when: "one person comes twice", then: "2" }
            ],
            caveat: "Attendances, not people. Full days with gifts or guests are in it: see series_flagged_attendance.",
            caveat_zh: "是人次，不是人数。发礼品、来领导的日子也在内，要看礼品来宾日的出席。",
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
    let came = |held: &HeldActivity<'_>| {
        let by_list = held.activity.has_list.then_some(held.people.len() as u64);
        by_list.or(held.activity.headcount.map(u64::from))
    };
    let counts: Vec<Option<u64>> = frame.doings.in_window().iter().map(came).collect();
    if !counts.is_empty() && counts.iter().all(Option::is_none) {
        return Err(Undefined::NotRecorded);
    }
    let total: Option<u64> = counts.into_iter().sum();
    total.map(|total| total as f64).ok_or(Undefined::PartlyCovered)
}
