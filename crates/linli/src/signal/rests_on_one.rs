use super::finding::row_of;
use super::{About, Audience, Decision, Evidence, Finding, Scene, Search, Signal, Urgency};
use crate::declare;
use crate::definition::Unit;
use crate::engine::held_activities_of;
use crate::frame::Doings;
use crate::panel::Key;
use crate::statistics::wilson;
use crate::time::Window;

/// Days looked back on, acts below which nothing is said, and the share of one person that is much.
const DAYS: i32 = 84;
const LEAST: u32 = 8;
const MUCH: f64 = 0.75;

declare!(
    RESTS_ON_ONE = Signal {
        card: Card {
            id: "rests_on_one",
            title: "Rests on one person",
            title_zh: "很靠一个人",
            summary: "Three quarters or more of what was done to hold activities — notice, photos, record, organizing — one and the same neighbour did.",
            summary_zh: "办活动的事（发预告、发照片、写记录、组织）四分之三以上是同一位居民做的。",
            formula: "Organizing acts as in `org_absence_factor`, of the last 84 days: n of all, k of the one who has most. Found where n ≥ 8 and k / n ≥ ¾. Who it is, is not said.",
            numerator: Unit::Events,
            denominator: Unit::Events,
            range: [0.0, 1.0],
            edges: &[
                Edge { id: "few-acts", when: "fewer than 8 organizing acts", then: "nothing is said" },
                Edge { id: "shared", when: "one person has less than three quarters", then: "no finding" },
                Edge { id: "staff-do-it", when: "staff post everything", then: "their acts do not count" }
            ],
            caveat: "Chats show who posted, not who swept the room.",
            caveat_zh: "群里只看得到谁发的，看不到谁扫的地。",
            complexity: "O(activities)",
            references: &["luo2017"],
            revision: 1,
        },
        reads: &[],
        about: About::Organization,
        urgency: Urgency::Changed,
        least: "eight organizing acts of residents in 84 days",
        least_zh: "84天里居民为办活动做了八次以上的事（预告、照片、记录、组织）",
        decision: Decision::Rule,
        audience: Audience::Readers,
        explanations: &["the others are shy of the telephone and do the rest", "it was agreed that one posts for all"],
        explanations_zh: &["别人不爱用手机，活儿是大家干的", "说好了由一位替大家发"],
        action: "let another one try to post the next notice",
        action_zh: "下次请另一位试着发预告",
        expires_after: 56,
        detect,
    }
);

fn detect(scene: &Scene<'_>, search: &mut Search) {
    let Some(end) = scene.as_of() else { return };
    let window = Window::of_days(end.plus(-DAYS), end, scene.protocol().zone());
    for (organization, subject) in scene.organizations() {
        let held = held_activities_of(scene.records(), organization, scene.named_staff());
        let so_far = held.partition_point(|held| held.activity.day < end);
        let acts = match Doings::of(&window, &held[..so_far]).organizing_acts() {
            Ok(acts) => acts,
            Err(reason) => {
                search.cannot(subject, reason);
                continue;
            }
        };
        let (n, k) = (acts.values().sum::<u32>(), acts.values().copied().max().unwrap_or(0));
        if n < LEAST {
            search.cannot(subject, crate::definition::Undefined::TooFewEvents);
            continue;
        }
        search.look();
        let share = f64::from(k) / f64::from(n);
        if share < MUCH {
            continue;
        }
        search.find(
            Finding::new(&RESTS_ON_ONE, subject, [end.plus(-DAYS), end])
                .saying(
                    format!("{subject}: of {n} times somebody announced, showed, wrote up or organized in 12 weeks, {k} were the same person."),
                    format!("{subject}：近12周预告、照片、记录、组织共{n}次，{k}次是同一位。"),
                )
                .with_effect(share, wilson(k, n), None)
                .resting_on(Evidence::counted("activities", &row_of([(Key::Organization, subject.to_owned())]), &[("organizing acts", f64::from(n)), ("of the one who has most", f64::from(k))])),
        );
    }
}
