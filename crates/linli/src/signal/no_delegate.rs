use super::delegates::{DAYS, Delegates};
use super::finding::row_of;
use super::{About, Audience, Decision, Evidence, Finding, Scene, Search, Signal, Urgency};
use crate::declare;
use crate::definition::{Undefined, Unit};
use crate::panel::Key;

declare!(
    NO_DELEGATE = Signal {
        card: Card {
            id: "no_delegate",
            title: "No voice in the second layer",
            title_zh: "第二层群里没人说话",
            summary: "Nobody of a first-layer group spoke in the second-layer group in the last twelve weeks, while others did.",
            summary_zh: "近12周里，这个群没有一位在第二层群说过话，而别的群有。",
            formula: "Turns in a second-layer group in the last 84 days, nine tenths of them covered, of everybody seen or listed in a first-layer group, staff apart; found where they are none, and at least half of the first-layer groups have some.",
            numerator: Unit::Messages,
            denominator: Unit::Messages,
            range: [0.0, f64::INFINITY],
            edges: &[
                Edge {
                    id: "not-covered",
                    when: "the second layer is covered for less than nine tenths of the days",
                    then: "nothing is said"
                },
                Edge {
                    id: "all-silent",
                    when: "more than half of the groups are silent there",
                    then: "no finding: the second layer itself is quiet"
                },
                Edge {
                    id: "under-another-name",
                    when: "fewer of the names there are known at home than the plan’s `least_linkage`",
                    then: "nothing is said: names have to be joined"
                }
            ],
            caveat: "A delegate who reads and tells at home is a delegate all the same.",
            caveat_zh: "只看不说、回来传话的，也是代表。",
            complexity: "O(messages)",
            references: &["luo2017"],
            revision: 1,
        },
        reads: &[],
        about: About::SecondLayer,
        urgency: Urgency::Missing,
        least: "a second-layer group that is covered, in which half of the groups speak",
        least_zh: "第二层群的聊天有记录，一半的群在里面说过话",
        decision: Decision::Rule,
        audience: Audience::Readers,
        explanations: &[
            "the delegate reads and does not write",
            "the delegate has another name there, not yet joined",
            "nobody was asked to join"
        ],
        explanations_zh: &["代表只看不说", "代表在那边用的是另一个名字，还没对上", "没有请谁进去"],
        action: "ask the group whom they would like to send",
        action_zh: "问问这个群想请谁去",
        expires_after: 56,
        detect,
    }
);

fn detect(scene: &Scene<'_>, search: &mut Search) {
    let Some(end) = scene.as_of() else { return };
    for second in Delegates::of(scene) {
        if !second.is_linked {
            search.cannot(second.group, Undefined::NotLinked);
            continue;
        }
        let speaking = second.homes.iter().filter(|(_, turns)| *turns > 0).count();
        if 2 * speaking < second.homes.len() {
            continue;
        }
        for (home, turns) in &second.homes {
            search.look();
            if *turns > 0 {
                continue;
            }
            let row = row_of([(Key::Group, second.group.to_owned())]);
            search.find(
                Finding::new(&NO_DELEGATE, *home, [end.plus(-DAYS), end])
                    .saying(
                        format!("{home}: nobody spoke in {} in 12 weeks; {speaking} other groups did.", second.group),
                        format!("{home}：近12周没有人在{}里说过话；另外{speaking}个群有。", second.group),
                    )
                    .with_effect(0.0, None, None)
                    .resting_on(Evidence::counted(
                        "messages",
                        &format!("{row} home={home}"),
                        &[("turns of its people", 0.0), ("groups that spoke", speaking as f64)],
                    )),
            );
        }
    }
}
