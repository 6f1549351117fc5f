use super::{About, Audience, Decision, Finding, Scene, Search, Signal, Urgency};
use crate::declare;
use crate::definition::{Undefined, Unit};
use crate::indicator::org::{ORG_STEP_1, ORG_STEP_2, ORG_STEP_3, ORG_STEP_4, ORG_STEP_5, ORG_STEP_6};
use crate::indicator::{Indicator, TableId};
use crate::panel::Key;
use crate::population::Staff;
use crate::time::Day;

/// Days without a new step, and steps of which something must be known.
const DAYS: i32 = 182;
const LEAST: usize = 3;

static STEPS: [&Indicator; 6] = [&ORG_STEP_1, &ORG_STEP_2, &ORG_STEP_3, &ORG_STEP_4, &ORG_STEP_5, &ORG_STEP_6];

declare!(
    STALLED = Signal {
        card: Card {
            id: "stalled",
            title: "No new step in half a year",
            title_zh: "半年没有新的一步",
            summary: "Of the six steps some were reached and some not, and the last one that was reached lies half a year back.",
            summary_zh: "六个步骤走到了一些、还差一些，最近走到的那一步是半年以前。",
            formula: "Over org_step_1 … org_step_6 at the last window: those with a day (set with dates); found where the latest of them is 182 days or more before the last day, and one at least is not reached though the sources could say so. Of three steps or more it must be known whether they were reached.",
            numerator: Unit::Time,
            denominator: Unit::One,
            range: [0.0, f64::INFINITY],
            edges: &[
                Edge { id: "lately", when: "a step was reached in the last half year", then: "no finding" },
                Edge {
                    id: "little-known",
                    when: "of fewer than three steps it is known whether they were reached",
                    then: "nothing is said"
                },
                Edge { id: "cannot-say", when: "what is missing is not recorded", then: "nothing is said" }
            ],
            caveat: "Steps are no ladder to be climbed in time: some organizations are well where they are.",
            caveat_zh: "步骤不是限期要爬的梯子：有的组织就在这一步，过得很好。",
            complexity: "O(rows)",
            references: &["luo2017"],
            revision: 2,
        },
        reads: &[&ORG_STEP_1, &ORG_STEP_2, &ORG_STEP_3, &ORG_STEP_4, &ORG_STEP_5, &ORG_STEP_6],
        about: About::Organization,
        urgency: Urgency::Changed,
        least: "one step with a day, one that the sources say is not reached, and a third of which either is known",
        least_zh: "一个步骤有日期，另一个步骤资料说明还没到，至少三个步骤说得清",
        decision: Decision::Rule,
        audience: Audience::Readers,
        explanations: &["they are well where they are", "what was done was not written down", "the coach had no time"],
        explanations_zh: &["现在这样就很好", "做了没记", "辅导者抽不出空"],
        action: "ask them what they would like to do next, if anything",
        action_zh: "问问她们下一步想做什么，或者就想这样",
        expires_after: 84,
        detect,
    }
);

fn detect(scene: &Scene<'_>, search: &mut Search) {
    let Some(end) = scene.as_of() else { return };
    for place in scene.places(TableId::Organizations, 0, Staff::Removed) {
        let subject = place.label(Key::Organization);
        let values = STEPS.map(|step| place.value(step));
        let latest = values.iter().filter_map(|value| value.ok()).reduce(f64::max);
        let is_short = values.contains(&Err(Undefined::NotReached));
        let Some(latest) = latest.map(|day| Day::from_number(day as i32)) else {
            search.cannot(subject, values[0].err().unwrap_or(Undefined::NotRecorded));
            continue;
        };
        let told = values.iter().filter(|value| matches!(value, Ok(_) | Err(Undefined::NotReached))).count();
        if told < LEAST || (!is_short && values.iter().any(Result::is_err)) {
            search.cannot(subject, Undefined::NotRecorded);
            continue;
        }
        search.look();
        let days = end.number() - latest.number();
        if !is_short || days < DAYS {
            continue;
        }
        let numbers =
            |of: &dyn Fn(usize) -> bool| (0..6).filter(|&at| of(at)).map(|at| (at + 1).to_string()).collect::<Vec<_>>();
        let reached = numbers(&|at| values[at].is_ok());
        let missing = numbers(&|at| values[at] == Err(Undefined::NotReached));
        search.find(
            Finding::new(&STALLED, &subject, [latest, end])
                .saying(
                    format!(
                        "{subject}: steps {} stand, the last since {latest}; not reached: {}.",
                        reached.join(", "),
                        missing.join(", ")
                    ),
                    format!(
                        "{subject}：走到了第{}步，最近一步在{latest}；还没有：第{}步。",
                        reached.join("、"),
                        missing.join("、")
                    ),
                )
                .with_effect(f64::from(days), None, None)
                .resting_on(place.cells(&STEPS)),
        );
    }
}
