use super::talk::{first_layer, pseudonym, row_of_group};
use super::{About, Audience, Decision, Evidence, Finding, Scene, Search, Signal, Urgency};
use crate::declare;
use crate::definition::Unit;
use crate::engine::{GroupHistory, placed};
use crate::marginality::{Options, State};

declare!(
    UNANSWERED = Signal {
        card: Card {
            id: "unanswered",
            title: "Speaks to all, and nobody answers",
            title_zh: "提了没人接",
            summary: "At two month-ends in a row, what a person said to all was taken up by nobody, though the group takes up most of what is said.",
            summary_zh: "连续两个月末都看到：本人对大家说的话没有人接，而群里多数话是有人接的。",
            formula: "State `unanswered` of the decision table (row 8), which looks back 12 weeks, at the end of the last window and at the end of the one before that shares no day with it.",
            numerator: Unit::Messages,
            denominator: Unit::Messages,
            range: [0.0, f64::INFINITY],
            edges: &[
                Edge {
                    id: "seen-once",
                    when: "the state stands at the last window alone",
                    then: "provisional: no finding"
                },
                Edge { id: "no-consent", when: "the person did not agree", then: "no finding" },
                Edge {
                    id: "group-answers-little",
                    when: "the group takes up less than three in ten",
                    then: "the state is never given"
                }
            ],
            caveat: "What is said may need no answer. The state says what the chat shows and nothing of anybody's standing.",
            caveat_zh: "有些话本来不用接。这里只说群里看得到的，不说这个人怎么样。",
            complexity: "O(messages)",
            references: &["luo2017"],
            revision: 1,
        },
        reads: &[],
        about: About::Person,
        urgency: Urgency::Waiting,
        least: "as many openings on three days or more as the group's own rate of answering asks for, twice",
        least_zh: "三天以上说过的话，次数够这个群自己的接话比例所要求的，连续两次",
        decision: Decision::Rule,
        audience: Audience::Team,
        explanations: &["what was said needed no answer", "answered face to face", "posts at hours when nobody reads"],
        explanations_zh: &["说的话本来不用接", "当面答过了", "发的时候大家都没在看"],
        action: "take up the next thing they say, or ask a neighbour to",
        action_zh: "下次先接一句，或请一位街坊接",
        expires_after: 28,
        detect,
    }
);

fn detect(scene: &Scene<'_>, search: &mut Search) {
    let (Some(now), Some(before)) = (scene.window(0), scene.window(1)) else { return };
    for (group, subject) in first_layer(scene) {
        let history = GroupHistory { records: scene.records(), group, named_staff: scene.named_staff() };
        let at =
            |window| placed(history, scene.plan(), scene.protocol().zone(), window, &[Options::default()]).remove(0);
        let earlier = at(before);
        for (person, one) in at(now) {
            match one.state {
                Ok(_) => search.look(),
                Err(reason) => {
                    search.cannot(subject, reason);
                    continue;
                }
            }
            let was = earlier.iter().find(|(other, _)| *other == person).map(|(_, one)| one.state);
            let (Ok(State::Unanswered), Some(Ok(State::Unanswered)), Some(inputs)) = (one.state, was, one.inputs)
            else {
                continue;
            };
            let known = pseudonym(scene, person);
            let (o, u, s) = (inputs.o, inputs.u, inputs.s);
            search.find(
                Finding::new(&UNANSWERED, subject, [one.since, now.end_day])
                    .of_person(person, known)
                    .saying(
                        format!("spoke to all {o} times in 12 weeks, and nobody answered ({subject})."),
                        format!("近12周对大家说过{o}次，没有人接（{subject}）。"),
                    )
                    .with_effect(f64::from(u), None, inputs.rate.map(|p| p * f64::from(o)))
                    .resting_on(Evidence::counted(
                        "decision table",
                        &format!("{} person={known}", row_of_group(subject)),
                        &[
                            ("openings", f64::from(o)),
                            ("openings answered by a neighbour", f64::from(u)),
                            ("openings answered by staff alone", f64::from(s)),
                        ],
                    )),
            );
        }
    }
}
