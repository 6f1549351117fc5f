use super::quiet::is_quiet;
use super::talk::{LATELY, Talk, first_layer, row_of_group};
use super::{About, Audience, Decision, Evidence, Finding, Scene, Search, Signal, Urgency};
use crate::declare;
use crate::definition::{Undefined, Unit};

/// How much of what was said before must be back.
const BACK: f64 = 2.0 / 3.0;
/// How many spans of 28 days before the last are looked at for the quiet.
const SPANS: usize = 3;

declare!(
    RECOVERING = Signal {
        card: Card {
            id: "recovering",
            title: "Talking again",
            title_zh: "又热起来了",
            summary: "After four quiet weeks members say again at least two thirds of what they said before they fell quiet.",
            summary_zh: "安静过一阵之后，说的话回到了从前的三分之二以上。",
            formula: "In one of the three spans of 28 days that count before the last one, the group was quiet as in `quiet` (against the 84 days before it, with y messages); and in the last 28 days x₀ / 4 ≥ ⅔ · y / 12.",
            numerator: Unit::Messages,
            denominator: Unit::Messages,
            range: [0.0, f64::INFINITY],
            edges: &[
                Edge { id: "never-quiet", when: "no span before was quiet", then: "no finding" },
                Edge { id: "still-quiet", when: "less than two thirds is back", then: "no finding" },
                Edge { id: "too-short", when: "fewer than 140 days count", then: "nothing is said" }
            ],
            caveat: "Whoever fell quiet may not be who speaks again.",
            caveat_zh: "又说话的不一定是当初安静下来的那些人。",
            complexity: "O(messages)",
            references: &["luo2017"],
            revision: 2,
        },
        reads: &[],
        about: About::Group,
        urgency: Urgency::Good,
        least: "140 days that count",
        least_zh: "140个算数的日子",
        decision: Decision::Rule,
        audience: Audience::Readers,
        explanations: &["the quiet was a season, and it is over", "one lively occasion, and quiet again after it",],
        explanations_zh: &["本来就是淡季，过去了", "只是一件热闹事，过后又静了"],
        action: "ask what brought people back, and tell the others in the second-layer group",
        action_zh: "问问是什么让大家又说起话来，在第二层群里讲讲",
        expires_after: 28,
        detect,
    }
);

fn detect(scene: &Scene<'_>, search: &mut Search) {
    let Some(end) = scene.as_of() else { return };
    for (group, subject) in first_layer(scene) {
        let talk = Talk::of(scene, group);
        let (Some(now), Some(_)) = (talk.weeks(0), talk.weeks(LATELY)) else {
            search.cannot(subject, Undefined::NotCovered);
            continue;
        };
        search.look();
        let mut spans = (1..=SPANS).filter_map(|span| talk.weeks(span * LATELY));
        let Some(quiet) = spans.find(is_quiet) else { continue };
        let (x, was, y) = (now.said_lately(), quiet.said_lately(), quiet.said_before());
        if f64::from(x) / 4.0 < BACK * f64::from(y) / 12.0 {
            continue;
        }
        search.find(
            Finding::new(&RECOVERING, subject, [now.since, end])
                .saying(
                    format!(
                        "{subject}: members said {x} things in the last 28 days; in a quiet spell before it was {was}, and {y} in the 84 days before that."
                    ),
                    format!("{subject}：近28天居民说了{x}次话；之前安静的28天是{was}次，再往前84天是{y}次。"),
                )
                .with_effect(f64::from(x) / 28.0, None, Some(f64::from(y) / 84.0))
                .resting_on(Evidence::counted("messages", &row_of_group(subject), &[
                    ("messages of members, last 28 days", f64::from(x)),
                    ("messages of members, quiet 28 days", f64::from(was)),
                    ("messages of members, 84 before", f64::from(y)),
                ])),
        );
    }
}
