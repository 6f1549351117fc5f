use crate::declare;
use crate::definition::{Kind, Undefined, Unit, Value};
use crate::frame::{Needs, OrganizationFrame};
use crate::indicator::{Compute, Grain, Indicator};
use crate::records::Fields;
use crate::time::Day;

declare!(
    ORG_STEP_5 = Indicator {
        card: Card {
            id: "org_step_5",
            title: "Step 5: beyond organising",
            title_zh: "步骤五：谈到手册、申请、账目",
            summary: "The day of the second visit about more than organising activities: a handbook, a proposal, accounts.",
            summary_zh: "第二次到访谈手册、申请书或账目的日子。",
            formula: "The second day before the window’s end with a coaching row of channel visit whose topic names a handbook, a proposal or accounts.",
            numerator: Unit::Time,
            denominator: Unit::One,
            range: [-25567.0, 84006.0],
            edges: &[
                Edge { id: "two-visits", when: "two such visits", then: "the day of the second" },
                Edge { id: "organising", when: "visits about rehearsals and rules", then: "not counted" },
                Edge { id: "online", when: "such a topic in the chat", then: "not counted" },
                Edge { id: "one-visit", when: "one such visit", then: "undefined, not_reached" },
                Edge { id: "no-topic", when: "no visit says what it was about", then: "undefined, not_recorded" },
                Edge {
                    id: "log-broke-off",
                    when: "too few such visits, and the coaching log’s last row lies more than 28 days before the window’s end",
                    then: "undefined, not_covered"
                },
                Edge {
                    id: "no-log",
                    when: "no coaching of the organization is recorded",
                    then: "undefined, not_recorded"
                }
            ],
            caveat: "By words of the topic as it was typed (手册, 申请, 报账, handbook, proposal, accounts …); a topic in other words is not seen.",
            caveat_zh: "按“主题”里写的词认（手册、申请、报账……）；换了说法就认不出。",
            complexity: "O(coaching)",
            references: &["luo2017"],
            revision: 2,
        },
        kind: Kind::Date,
        grain: Grain::Population,
        needs: Needs::PAPERS,
        reads: Fields::NONE,
        min_members: 0,
        compute: Compute::Organization(compute),
        interval: None,
    }
);

fn compute(frame: &OrganizationFrame<'_>) -> Value {
    let visits = frame.papers.visits()?;
    if !visits.is_empty() && visits.iter().all(|(_, visit)| visit.topic.is_none()) {
        return Err(Undefined::NotRecorded);
    }
    let beyond = visits.into_iter().filter(|(_, visit)| visit.is_beyond_organising() == Some(true));
    let days: Vec<Day> = beyond.map(|(day, _)| day).collect();
    frame.papers.nth_visit(days, 2)
}
