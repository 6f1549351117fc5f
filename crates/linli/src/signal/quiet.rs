use super::talk::{Talk, first_layer, row_of_group};
use super::{About, Audience, Decision, Evidence, Finding, Scene, Search, Signal, Urgency};
use crate::declare;
use crate::definition::{Undefined, Unit};

/// The level.
const ALPHA: f64 = 0.01;

declare!(
    QUIET = Signal {
        card: Card {
            id: "quiet",
            title: "Quiet against its own rhythm",
            title_zh: "比自己平常安静",
            summary: "Members spoke on at most half as many of the last 28 days as on the days before.",
            summary_zh: "近28天里有人说话的天数，不到此前同样长时间的一半。",
            formula: "x = days with a turn of a member, staff apart, among the last 28 days that count; y = among the 84 before; a day counts if the chat covers it and it is no holiday. Found where x / 28 ≤ ½ · y / 84 and P(Bin(x + y, ¼) ≤ x) ≤ 0.01.",
            numerator: Unit::Time,
            denominator: Unit::Time,
            range: [0.0, 1.0],
            edges: &[
                Edge { id: "too-short", when: "fewer than 112 days count", then: "nothing is said" },
                Edge {
                    id: "always-quiet",
                    when: "members spoke on fewer than 17 of the 84 days before",
                    then: "nothing is said: silence would be no news"
                },
                Edge { id: "holiday", when: "the quiet days are holidays", then: "they do not count" },
                Edge { id: "less-than-half-gone", when: "more than half of the days are left", then: "no finding" }
            ],
            caveat: "A quiet group is not a bad group. Days are taken as independent; a group that talks in weeks on and weeks off is called quiet more often.",
            caveat_zh: "安静不等于不好。这里把每一天当作互不相干；一阵一阵说话的群，更容易被说成安静。",
            complexity: "O(messages)",
            references: &["luo2017"],
            revision: 1,
        },
        reads: &[],
        about: About::Group,
        urgency: Urgency::Changed,
        least: "112 days that count, and members speaking on 17 of the first 84",
        decision: Decision::Test { name: "binomial test of days", alpha: ALPHA },
        audience: Audience::Readers,
        explanations: &[
            "whoever usually speaks first is ill or away",
            "the season, a move, building works",
            "people talk elsewhere, which is their right",
            "the export of the last weeks is not whole",
        ],
        explanations_zh: &[
            "常开口的人病了或外出了",
            "季节、搬家、施工",
            "大家另有说话的地方，那是他们的自由",
            "最近几周的聊天记录没导全"
        ],
        action: "go and see people first, and do not talk about the group",
        action_zh: "先去看看人，不谈群",
        expires_after: 28,
        detect,
    }
);

fn detect(scene: &Scene<'_>, search: &mut Search) {
    let Some(end) = scene.as_of() else { return };
    for (group, subject) in first_layer(scene) {
        let Some(spoken) = Talk::of(scene, group).spoken(0) else {
            search.cannot(subject, Undefined::NotCovered);
            continue;
        };
        let least = super::talk::Spoken { lately: 0, ..spoken };
        if least.chance() > ALPHA {
            search.cannot(subject, Undefined::TooFewEvents);
            continue;
        }
        search.look();
        if !spoken.is_half() || spoken.chance() > ALPHA {
            continue;
        }
        let (x, y) = (spoken.lately, spoken.before);
        let cell = |indicator, value| Evidence {
            table: "messages",
            indicator,
            row: row_of_group(subject),
            value: f64::from(value),
        };
        search.find(
            Finding::new(&QUIET, subject, [spoken.since, end])
                .saying(
                    format!("{subject}: members spoke on {x} of the last 28 days, on {y} of the 84 before."),
                    format!("{subject}：近28天有{x}天有人说话，此前84天是{y}天。"),
                )
                .with_effect(f64::from(x) / 28.0, None, Some(f64::from(y) / 84.0))
                .with_chance(spoken.chance(), least.chance())
                .resting_on(vec![cell("days spoken on, last 28", x), cell("days spoken on, 84 before", y)]),
        );
    }
}
