use super::{About, Audience, Decision, Finding, Scene, Search, Signal, Urgency};
use crate::declare;
use crate::definition::{Undefined, Unit};
use crate::indicator::TableId;
use crate::indicator::org::{ORG_GROUP_BEFORE_VISIT, ORG_STEP_1, ORG_STEP_2};
use crate::panel::Key;
use crate::population::Staff;
use crate::records::OrganizationId;
use crate::time::Day;

/// The code of `group_first`, and days by which the group must come before the first visit.
const GROUP_FIRST: f64 = 2.0;
const DAYS: i32 = 28;

declare!(
    STEP_SKIPPED = Signal {
        card: Card {
            id: "step_skipped",
            title: "A group before anybody met",
            title_zh: "还没见面就先建了群",
            summary: "The chat group was there four weeks or more before staff first met the organization, or staff have not met it yet.",
            summary_zh: "微信群建好四周以上，工作人员才第一次见到他们，或者到现在还没见过。",
            formula: "org_group_before_visit is group_first at the last window, and org_step_1 is 28 days or more after org_step_2, or not reached while the group is 28 days old.",
            numerator: Unit::Time,
            denominator: Unit::One,
            range: [0.0, f64::INFINITY],
            edges: &[
                Edge {
                    id: "visit-first",
                    when: "staff met the organization before the group was there",
                    then: "no finding"
                },
                Edge {
                    id: "within-four-weeks",
                    when: "the first visit came within four weeks of the group",
                    then: "no finding"
                },
                Edge {
                    id: "no-log",
                    when: "the log of visits has no row of the organization, whatever lists say",
                    then: "nothing is said"
                }
            ],
            caveat: "A visit nobody wrote down looks like none; an export that begins late makes the group look younger.",
            caveat_zh: "见过面没有记，就像没见过；导出晚的群，看起来建得晚。",
            complexity: "O(rows)",
            references: &["luo2017"],
            revision: 1,
        },
        reads: &[&ORG_GROUP_BEFORE_VISIT, &ORG_STEP_1, &ORG_STEP_2],
        about: About::Organization,
        urgency: Urgency::Missing,
        least: "a group, and a log of visits or lists that name staff",
        least_zh: "有群；有到访记录，或有写着工作人员的名单",
        decision: Decision::Rule,
        audience: Audience::Readers,
        explanations: &[
            "visits of the first months were not written down",
            "the group is older than the organization: it was a group of neighbours"
        ],
        explanations_zh: &["头几个月的走访没有记", "群比组织早：本来就是街坊的群"],
        action: "go and meet them before anything is asked in the group",
        action_zh: "先去见面，再在群里提事情",
        expires_after: 84,
        detect,
    }
);

fn detect(scene: &Scene<'_>, search: &mut Search) {
    let Some(end) = scene.as_of() else { return };
    let read = [&ORG_GROUP_BEFORE_VISIT, &ORG_STEP_1, &ORG_STEP_2];
    for place in scene.places(TableId::Organizations, 0, Staff::Removed) {
        let subject = place.label(Key::Organization);
        let order = match place.value(read[0]) {
            Ok(order) => order,
            Err(reason) => {
                search.cannot(subject, reason);
                continue;
            }
        };
        // Without a log of visits nothing says that nobody came: lists rarely name staff.
        let own = place.key(Key::Organization).map(|code| OrganizationId::from_index(code as usize));
        if own.is_none_or(|own| scene.records().coaching_of(own).is_empty()) {
            search.cannot(subject, Undefined::NotRecorded);
            continue;
        }
        search.look();
        let day = |of| place.value(of).ok().map(|day: f64| Day::from_number(day as i32));
        let (Some(group), visit) = (day(read[2]), day(read[1])) else { continue };
        let days = visit.unwrap_or(end).number() - group.number();
        if order != GROUP_FIRST || days < DAYS {
            continue;
        }
        let (weeks, until) = (days / 7, visit.unwrap_or(end));
        let (en, zh) = match visit {
            Some(visit) => (
                format!(
                    "{subject}: the group was there on {group}, {weeks} weeks before the first recorded visit ({visit})."
                ),
                format!("{subject}：群{group}就有了，{weeks}周以后（{visit}）才有第一次走访的记录。"),
            ),
            None => (
                format!("{subject}: the group is there since {group}, and no visit is recorded in {weeks} weeks."),
                format!("{subject}：群{group}就有了，{weeks}周来没有走访的记录。"),
            ),
        };
        search.find(
            Finding::new(&STEP_SKIPPED, &subject, [group, until])
                .saying(en, zh)
                .with_effect(f64::from(days), None, Some(0.0))
                .resting_on(place.cells(&read)),
        );
    }
}
