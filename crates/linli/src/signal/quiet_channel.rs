use super::talk::{first_layer, row_of_group, staff};
use super::{About, Audience, Decision, Evidence, Finding, Scene, Search, Signal, Urgency};
use crate::declare;
use crate::definition::{Undefined, Unit};
use crate::engine::held_activities_of;
use crate::records::{Cue, DaySpan, union_of_spans};

/// Days looked back on; activities that make them lively; talk that is as good as none.
const DAYS: i32 = 84;
const LIVELY: usize = 6;
const LEAST_PEOPLE: u32 = 6;
const WORDS_A_WEEK: f64 = 1.0;

declare!(
    QUIET_CHANNEL = Signal {
        card: Card {
            id: "quiet_channel",
            title: "Quiet channel beside lively activities",
            title_zh: "渠道安静",
            summary: "The organization meets often and people come, and members say next to nothing to each other in this channel.",
            summary_zh: "活动办得热闹，人也来，这个群里街坊之间却几乎不说话。",
            formula: "In the last 84 days, the chat covering nine tenths of them: at least 6 activities with 6 people or more by list (staff and guests apart) or headcount, and at most one turn a week of members, staff apart, that is more than a receipt or a sign-up.",
            numerator: Unit::Messages,
            denominator: Unit::Time,
            range: [0.0, f64::INFINITY],
            edges: &[
                Edge { id: "few-activities", when: "fewer than 6 activities of 6 people", then: "nothing is said" },
                Edge {
                    id: "not-covered",
                    when: "the chat covers less than nine tenths of the days",
                    then: "nothing is said"
                },
                Edge { id: "talk", when: "members say more than one thing a week", then: "no finding" }
            ],
            caveat: "This group may talk elsewhere, which is their right; the article's advice is more company offline, not admission.",
            caveat_zh: "大家也许另有说话的地方，那是他们的自由；文章的建议是多到线下陪伴，而不是要求进群。",
            complexity: "O(messages)",
            references: &["luo2017"],
            revision: 1,
        },
        reads: &[],
        about: About::Group,
        urgency: Urgency::Changed,
        least: "six activities of six people in 84 days, and the chat covered",
        least_zh: "84天里六人以上的活动六次，聊天有记录",
        decision: Decision::Rule,
        audience: Audience::Team,
        explanations: &[
            "people talk elsewhere, which is their right",
            "neighbours who meet daily have nothing to write",
            "few of them use the telephone to write",
        ],
        explanations_zh: &["大家另有说话的地方，那是他们的自由", "天天见面，用不着写", "多数人不习惯打字"],
        action: "more company offline; do not ask to be let in anywhere",
        action_zh: "多到线下陪伴，不要求进别的群",
        expires_after: 84,
        detect,
    }
);

fn detect(scene: &Scene<'_>, search: &mut Search) {
    let Some(end) = scene.as_of() else { return };
    let (records, zone) = (scene.records(), scene.protocol().zone());
    let from = end.plus(-DAYS);
    for (group, subject) in first_layer(scene) {
        let Some(organization) = records.groups()[group.index()].organization else {
            search.cannot(subject, Undefined::NotRecorded);
            continue;
        };
        let spans = records
            .group_coverage(group)
            .into_iter()
            .map(|span| DaySpan { start: span.start.max(from), end: span.end.min(end) });
        let covered: i32 =
            union_of_spans(spans.filter(|s| s.start < s.end)).iter().map(|s| s.end.number() - s.start.number()).sum();
        if 10 * covered < 9 * DAYS {
            search.cannot(subject, Undefined::NotCovered);
            continue;
        }
        let held = held_activities_of(records, organization, scene.named_staff());
        let lively = held.iter().filter(|held| {
            let came = held.activity.headcount.unwrap_or(0).max(held.people.len() as u32);
            from <= held.activity.day && held.activity.day < end && came >= LEAST_PEOPLE
        });
        let activities = lively.count();
        if activities < LIVELY {
            search.cannot(subject, Undefined::TooFewEvents);
            continue;
        }
        search.look();
        let staff = staff(scene, group);
        let said = records.messages(group).iter().filter(|message| {
            let day = zone.day(message.time);
            let more = !message.cues.has(Cue::Receipt) && !message.cues.has(Cue::SignUp);
            message.is_turn() && more && from <= day && day < end && !staff[message.author.index()]
        });
        let said = said.count();
        let weeks = f64::from(DAYS) / 7.0;
        if said as f64 > WORDS_A_WEEK * weeks {
            continue;
        }
        search.find(
            Finding::new(&QUIET_CHANNEL, subject, [from, end])
                .saying(
                    format!("{subject}: {activities} activities in 12 weeks, and members said {said} things here."),
                    format!("{subject}：近12周办了{activities}次活动，居民在这个群里只说了{said}次话。"),
                )
                .with_effect(said as f64 / weeks, None, None)
                .resting_on(
                    [
                        Evidence::counted(
                            "activities",
                            &row_of_group(subject),
                            &[("activities of six people or more", activities as f64)],
                        ),
                        Evidence::counted("messages", &row_of_group(subject), &[("turns of members", said as f64)]),
                    ]
                    .concat(),
                ),
        );
    }
}
