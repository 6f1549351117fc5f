use crate::declare;
use crate::definition::{Kind, Undefined, Unit, Value};
use crate::frame::{Needs, OrganizationFrame};
use crate::indicator::{Compute, Grain, Indicator};
use crate::records::Fields;
use crate::statistics;

declare!(
    ORG_STAFF_ANSWER_HOURS = Indicator {
        card: Card {
            id: "org_staff_answer_hours",
            title: "Hours until staff answer",
            title_zh: "工作人员多久回应",
            summary: "Median hours until staff answered what members said to all, where they did.",
            summary_zh: "成员对大家说的话，工作人员接的时候隔了几小时：中位数。",
            formula: "Openings of members of which the 24 hours are over in the window (turns that state no target and are more than a receipt) that a turn of staff answers within these and before the opener’s own next opening: median of the hours until the first such turn. Of an even number the mean of the two in the middle.",
            numerator: Unit::Time,
            denominator: Unit::One,
            range: [0.0, 24.0],
            edges: &[
                Edge { id: "median", when: "three are answered, one is not", then: "the median of the three" },
                Edge { id: "even", when: "two are answered", then: "the mean of both" },
                Edge { id: "members-first", when: "a member answered before staff did", then: "counted all the same" },
                Edge { id: "none", when: "staff answered nothing", then: "undefined, too_few_events" },
                Edge { id: "no-staff", when: "nobody is known as staff", then: "undefined, not_recorded" },
                Edge { id: "not-covered", when: "no chat covers the window", then: "undefined, not_covered" }
            ],
            caveat: "The staff’s own load, for the team alone and never an appraisal: much of what is said needs no answer of staff, and falling load is success.",
            caveat_zh: "只给团队自己看，不用来考核谁：很多话不用工作人员接，要接的越来越少才是成功。",
            complexity: "O(turns)",
            references: &["luo2017"],
            revision: 1,
        },
        kind: Kind::Real,
        grain: Grain::Population,
        needs: Needs::PAPERS.with(Needs::EXCHANGES).with(Needs::TEAM).with(Needs::ON_REQUEST),
        reads: Fields::NONE,
        min_members: 0,
        compute: Compute::Organization(compute),
        interval: None,
    }
);

fn compute(frame: &OrganizationFrame<'_>) -> Value {
    let said = frame.papers.said()?;
    let own = said.waited.iter().filter(|(day, _)| frame.papers.is_in_window(*day));
    let mut hours: Vec<f64> = own.map(|&(_, hours)| hours).collect();
    hours.sort_by(f64::total_cmp);
    statistics::median(&mut hours).ok_or(Undefined::TooFewEvents)
}
