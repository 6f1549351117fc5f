use super::finding::row_of;
use super::{About, Audience, Decision, Evidence, Finding, Scene, Search, Signal, Urgency};
use crate::declare;
use crate::definition::{Undefined, Unit};
use crate::engine::held_activities_of;
use crate::frame::HeldActivity;
use crate::panel::Key;
use crate::statistics::wilson;

/// Days looked back on; activities that must be known; shares that are most.
const DAYS: i32 = 182;
const LEAST: usize = 6;
const MOST: f64 = 0.8;

declare!(
    READY_ALONE = Signal {
        card: Card {
            id: "ready_alone",
            title: "Stands on its own",
            title_zh: "可以自己来了",
            summary: "In the last half year nearly all activities were held without staff, and neighbours themselves posted what there is of them.",
            summary_zh: "近半年的活动几乎都没有工作人员在场，预告、照片这些也都是居民自己发的。",
            formula: "Activities of the last 182 days, recorded or confirmed. Of those with a list of names, k of n ≥ 6 name no staff; of those of which the chats show anything (notice, photos, list, record), j of m ≥ 6 were shown by members alone. Found where k / n ≥ 0.8 and j / m ≥ 0.8.",
            numerator: Unit::Events,
            denominator: Unit::Events,
            range: [0.0, 1.0],
            edges: &[
                Edge { id: "few-lists", when: "fewer than six activities with a list", then: "nothing is said" },
                Edge {
                    id: "staff-never-listed",
                    when: "no list of the organization ever named staff",
                    then: "nothing is said"
                },
                Edge { id: "few-shown", when: "the chats show fewer than six", then: "nothing is said" },
                Edge { id: "staff-come", when: "staff are at a third of the activities", then: "no finding" },
                Edge { id: "staff-post", when: "staff post for a third of them", then: "no finding" }
            ],
            caveat: "Staff who come and sign no list are not seen. Standing alone is no reason to leave people alone.",
            caveat_zh: "工作人员来了没签到，就看不出来。能自己来，不等于以后不用去了。",
            complexity: "O(activities)",
            references: &["luo2017"],
            revision: 1,
        },
        reads: &[],
        about: About::Organization,
        urgency: Urgency::Good,
        least: "six activities with a list, and six that the chats show, in 182 days",
        least_zh: "182天里六次活动有名单、六次群里看得到",
        decision: Decision::Rule,
        audience: Audience::Readers,
        explanations: &["staff came and did not sign", "the coach was ill or on leave"],
        explanations_zh: &["工作人员来了，没有签到", "这段时间辅导者病了或休假"],
        action: "tell them so; visit less often and ask them to show others how",
        action_zh: "告诉她们做得好；少去几次，请她们教教别的队",
        expires_after: 84,
        detect,
    }
);

fn detect(scene: &Scene<'_>, search: &mut Search) {
    let Some(end) = scene.as_of() else { return };
    let from = end.plus(-DAYS);
    for (organization, subject) in scene.organizations() {
        let held = held_activities_of(scene.records(), organization, scene.named_staff());
        let lately: Vec<&HeldActivity<'_>> =
            held.iter().filter(|held| from <= held.activity.day && held.activity.day < end).collect();
        let listed: Vec<bool> = lately.iter().filter(|h| h.activity.has_list).map(|h| !h.staff_came).collect();
        let shown: Vec<bool> = lately
            .iter()
            .filter_map(|held| held.posts.as_ref().ok().filter(|posts| !posts.is_empty()))
            .map(|posts| posts.iter().all(|post| !post.by_staff))
            .collect();
        // Lists that never named staff say nothing of staff who came.
        if !held.iter().any(|held| held.staff_came) {
            search.cannot(subject, Undefined::NotRecorded);
            continue;
        }
        if listed.len() < LEAST || shown.len() < LEAST {
            search.cannot(subject, Undefined::TooFewEvents);
            continue;
        }
        search.look();
        let count = |of: &[bool]| (of.iter().filter(|&&holds| holds).count() as u32, of.len() as u32);
        let ((k, n), (j, m)) = (count(&listed), count(&shown));
        let is_most = |k: u32, n: u32| f64::from(k) >= MOST * f64::from(n);
        if !is_most(k, n) || !is_most(j, m) {
            continue;
        }
        let row = row_of([(Key::Organization, subject.to_owned())]);
        search.find(
            Finding::new(&READY_ALONE, subject, [from, end])
                .saying(
                    format!("{subject}: {k} of {n} activities with a list were held without staff in half a year, and of {m} that the chat shows members alone posted for {j}."),
                    format!("{subject}：近半年{n}次有名单的活动里{k}次没有工作人员；群里看得到的{m}次里，{j}次全是居民自己发的。"),
                )
                .with_effect(f64::from(k) / f64::from(n), wilson(k, n), None)
                .resting_on(Evidence::counted("activities", &row, &[
                    ("activities with a list", f64::from(n)),
                    ("of which without staff", f64::from(k)),
                    ("activities the chats show", f64::from(m)),
                    ("of which shown by members alone", f64::from(j)),
                ])),
        );
    }
}
