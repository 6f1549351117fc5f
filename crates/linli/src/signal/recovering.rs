use super::talk::{LATELY, Talk, first_layer, row_of_group};
use super::{About, Audience, Decision, Evidence, Finding, Scene, Search, Signal, Urgency};
use crate::declare;
use crate::definition::{Undefined, Unit};

/// The level at which a group had been quiet.
const ALPHA: f64 = 0.01;
/// How many spans of 28 days before the last are looked at for the quiet.
const SPANS: usize = 3;

declare!(
    RECOVERING = Signal {
        card: Card {
            id: "recovering",
            title: "Talking again",
            title_zh: "又热起来了",
            summary: "After four quiet weeks members speak again on at least two thirds as many days as before they fell quiet.",
            summary_zh: "安静过一阵之后，有人说话的天数回到了从前的三分之二以上。",
            formula: "In one of the three spans of 28 days that count before the last one, the group was quiet as in `quiet` (x₁ of 28 against y of the 84 before it); and in the last 28, x₀ / 28 ≥ ⅔ · y / 84.",
            numerator: Unit::Time,
            denominator: Unit::Time,
            range: [0.0, 3.0],
            edges: &[
                Edge { id: "never-quiet", when: "no span before was quiet", then: "no finding" },
                Edge { id: "still-quiet", when: "fewer than two thirds of the days are back", then: "no finding" },
                Edge { id: "too-short", when: "fewer than 140 days count", then: "nothing is said" }
            ],
            caveat: "Whoever fell quiet may not be who speaks again.",
            caveat_zh: "又说话的不一定是当初安静下来的那些人。",
            complexity: "O(messages)",
            references: &["luo2017"],
            revision: 1,
        },
        reads: &[],
        about: About::Group,
        urgency: Urgency::Good,
        least: "140 days that count",
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
        let (Some(now), Some(_)) = (talk.spoken(0), talk.spoken(LATELY)) else {
            search.cannot(subject, Undefined::NotCovered);
            continue;
        };
        search.look();
        let quiet = (1..=SPANS).filter_map(|span| talk.spoken(span * LATELY));
        let Some(quiet) = quiet.into_iter().find(|span| span.is_half() && span.chance() <= ALPHA) else { continue };
        // x₀ / 28 ≥ ⅔ · y / 84, in whole numbers.
        if 9 * now.lately < 2 * quiet.before {
            continue;
        }
        let (x, was, y) = (now.lately, quiet.lately, quiet.before);
        let cell = |indicator, value| Evidence {
            table: "messages",
            indicator,
            row: row_of_group(subject),
            value: f64::from(value),
        };
        search.find(
            Finding::new(&RECOVERING, subject, [now.since, end])
                .saying(
                    format!(
                        "{subject}: members spoke on {x} of the last 28 days; in a quiet spell before it was {was} of 28, and {y} of 84 before that."
                    ),
                    format!("{subject}：近28天有{x}天有人说话；之前安静的时候28天里只有{was}天，再往前84天是{y}天。"),
                )
                .with_effect(f64::from(x) / 28.0, None, Some(f64::from(y) / 84.0))
                .resting_on(vec![
                    cell("days spoken on, last 28", x),
                    cell("days spoken on, quiet 28", was),
                    cell("days spoken on, 84 before", y),
                ]),
        );
    }
}
