use super::talk::{BEFORE, LATELY, Talk, Weeks, first_layer, row_of_group};
use super::{About, Audience, Decision, Evidence, FalseAlarms, Finding, Scene, Search, Signal, Urgency};
use crate::declare;
use crate::definition::{Undefined, Unit};

/// The level, and what is left at most of what was.
pub(super) const ALPHA: f64 = 0.005;
const LEFT: f64 = 0.6;
/// Messages of members in the twelve weeks before, below which silence is no news.
const LEAST: u32 = 24;

declare!(
    QUIET = Signal {
        card: Card {
            id: "quiet",
            title: "Quiet against its own rhythm",
            title_zh: "比自己平常安静",
            summary: "Members said at most six tenths as much in the last four weeks as in the twelve before, more than the weeks’ own unevenness explains.",
            summary_zh: "近四周居民说的话，不到此前十二周平常的六成，而且不是周与周之间本来的起伏能解释的。",
            formula: "Messages of members, staff apart, in weeks of seven days that count (covered by the chat and no holiday), counted back from the last day: x̄ the mean of the last 4, ȳ of the 12 before. Found where x̄ ≤ 0.6 ȳ and at most 0.005 of all 1,820 ways to choose 4 of the 16 weeks have as small a sum.",
            numerator: Unit::Messages,
            denominator: Unit::Messages,
            range: [0.0, f64::INFINITY],
            edges: &[
                Edge { id: "too-short", when: "fewer than 112 days count within 224", then: "nothing is said" },
                Edge {
                    id: "chat-ended",
                    when: "the last day that counts lies more than 28 days back",
                    then: "nothing is said"
                },
                Edge {
                    id: "always-quiet",
                    when: "members said fewer than 24 things in the 12 weeks before",
                    then: "nothing is said: silence would be no news"
                },
                Edge { id: "holiday", when: "the quiet days are holidays", then: "they do not count" },
                Edge { id: "seven-tenths", when: "seven tenths are left", then: "no finding" }
            ],
            caveat: "A quiet group is not a bad group. Weeks are taken as exchangeable: a season that makes everybody quiet is found of everybody, and where one week is like the week before it speaks several times as often as its level says.",
            caveat_zh: "安静不等于不好。这里把每一周看作可以互换：淡季里大家都安静，就会个个都报出来；如果一周和前一周本来就差不多，报的次数会是水平的好几倍。",
            complexity: "O(messages)",
            references: &["luo2017"],
            revision: 3,
        },
        reads: &[],
        about: About::Group,
        urgency: Urgency::Changed,
        least: "112 days that count within 224, the last of them within 28, and 24 messages of members in the first 84",
        least_zh: "224天里有112个算数的日子、最近一个在28天以内，前84天里居民说过24次话",
        decision: Decision::Test { name: "exact permutation test of weeks", alpha: ALPHA },
        false_alarms: FalseAlarms::Months { new: 0.67, so: None },
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

/// Whether the last four weeks of sixteen are quiet.
pub(super) fn is_quiet(weeks: &Weeks) -> bool {
    weeks.said_before() >= LEAST && weeks.ratio() <= LEFT && weeks.chance() <= ALPHA
}

fn detect(scene: &Scene<'_>, search: &mut Search) {
    let Some(end) = scene.as_of() else { return };
    for (group, subject) in first_layer(scene) {
        let Some(weeks) = Talk::of(scene, group).weeks(0) else {
            search.cannot(subject, Undefined::NotCovered);
            continue;
        };
        if weeks.said_before() < LEAST {
            search.cannot(subject, Undefined::TooFewEvents);
            continue;
        }
        search.look(subject);
        if !is_quiet(&weeks) {
            continue;
        }
        let (x, y) = (weeks.said_lately(), weeks.said_before());
        search.find(
            Finding::new(&QUIET, subject, [weeks.since, end])
                .saying(
                    format!("{subject}: members said {x} things on the last 28 days that count, {y} on the 84 before."),
                    format!("{subject}：近28天居民说了{x}次话，此前84天是{y}次（节假日不算）。"),
                )
                .with_effect(f64::from(x) / LATELY as f64, None, Some(f64::from(y) / BEFORE as f64))
                .with_chance(weeks.chance(), 1.0 / 1820.0)
                .resting_on(Evidence::counted(
                    "messages",
                    &row_of_group(subject),
                    &[
                        ("messages of members, last 28 days", f64::from(x)),
                        ("messages of members, 84 before", f64::from(y)),
                    ],
                )),
        );
    }
}
