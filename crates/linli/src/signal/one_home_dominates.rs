use super::delegates::{DAYS, Delegates};
use super::finding::row_of;
use super::{About, Audience, Decision, Evidence, Finding, Scene, Search, Signal, Urgency};
use crate::declare;
use crate::definition::{Undefined, Unit};
use crate::panel::Key;

/// Turns and homes below which nothing is said, and the share of one home that is much.
const LEAST_TURNS: u32 = 20;
const LEAST_HOMES: usize = 4;
const MUCH: f64 = 0.5;

declare!(
    ONE_HOME_DOMINATES = Signal {
        card: Card {
            id: "one_home_dominates",
            title: "One group does the talking in the second layer",
            title_zh: "第二层群里一家说得多",
            summary: "More than half of what delegates said in the second-layer group in twelve weeks came from one group.",
            summary_zh: "近12周第二层群里代表们说的话，一半以上出自同一个群。",
            formula: "Turns of delegates, staff apart, in the last 84 days by the first-layer group in which they are seen or listed (whoever is at home in several counts in each); found where the largest has more than half of n ≥ 20, of at least 4 groups that could speak.",
            numerator: Unit::Messages,
            denominator: Unit::Messages,
            range: [0.0, 1.0],
            edges: &[
                Edge { id: "few-turns", when: "fewer than 20 turns", then: "nothing is said" },
                Edge { id: "few-homes", when: "fewer than four first-layer groups", then: "nothing is said" },
                Edge { id: "half", when: "just half of the turns", then: "no finding" }
            ],
            caveat: "Groups are of different sizes and need different things: no ranking of groups is meant.",
            caveat_zh: "各群大小不同、需要不同，这里没有排名的意思。",
            complexity: "O(messages)",
            references: &["luo2017"],
            revision: 1,
        },
        reads: &[],
        about: About::SecondLayer,
        urgency: Urgency::Changed,
        least: "20 turns of delegates and four first-layer groups",
        least_zh: "代表们说过20次话，第一层的群有四个",
        decision: Decision::Rule,
        audience: Audience::Readers,
        explanations: &[
            "that group has something to show just now",
            "its delegate runs the second-layer group by agreement"
        ],
        explanations_zh: &["这阵子这个群正好事多", "说好了由它的代表来主持"],
        action: "ask another group to show something next",
        action_zh: "下次请另一个群来讲讲",
        expires_after: 56,
        detect,
    }
);

fn detect(scene: &Scene<'_>, search: &mut Search) {
    let Some(end) = scene.as_of() else { return };
    for second in Delegates::of(scene) {
        let n = second.homes.iter().map(|(_, turns)| turns).sum::<u32>();
        if n < LEAST_TURNS || second.homes.len() < LEAST_HOMES {
            search.cannot(second.group, Undefined::TooFewEvents);
            continue;
        }
        search.look();
        let Some(&(home, k)) = second.homes.iter().max_by_key(|(home, turns)| (*turns, std::cmp::Reverse(*home)))
        else {
            continue;
        };
        let share = f64::from(k) / f64::from(n);
        if share <= MUCH {
            continue;
        }
        let row = row_of([(Key::Group, second.group.to_owned())]);
        search.find(
            Finding::new(&ONE_HOME_DOMINATES, second.group, [end.plus(-DAYS), end])
                .saying(
                    format!("{}: {k} of {n} turns of delegates in 12 weeks came from {home}.", second.group),
                    format!("{}：近12周代表们说了{n}次话，{k}次出自{home}。", second.group),
                )
                .with_effect(share, None, None)
                .resting_on(Evidence::counted(
                    "messages",
                    &row,
                    &[("turns of delegates", f64::from(n)), ("of the largest home", f64::from(k))],
                )),
        );
    }
}
