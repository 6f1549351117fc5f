use super::finding::row_of;
use super::{About, Audience, Decision, Evidence, Finding, Scene, Search, Signal, Urgency};
use crate::declare;
use crate::definition::{Undefined, Unit};
use crate::panel::Key;
use crate::records::{Activity, ActivityId, Cue};

/// Days looked back on, activities in a row.
const DAYS: i32 = 56;
const LEAST: usize = 3;

declare!(
    LISTS_MISSING = Signal {
        card: Card {
            id: "lists_missing",
            title: "Activities without a list",
            title_zh: "有活动，没有名单",
            summary: "The last three activities or more that the chat shows have no list of names, though there were lists before.",
            summary_zh: "群里看得到的最近三次以上活动都没有签到名单，而以前是有的。",
            formula: "Activities of the last 56 days, recorded, confirmed or proposed, for which the chat has a notice or photos; found where the latest 3 or more in a row have neither a list of names nor a headcount and some earlier activity of the organization has a list.",
            numerator: Unit::Events,
            denominator: Unit::Events,
            range: [0.0, f64::INFINITY],
            edges: &[
                Edge {
                    id: "never-a-list",
                    when: "no activity of the organization ever had a list",
                    then: "nothing is said: there is no habit to miss"
                },
                Edge { id: "one-in-between", when: "the latest activity has a list", then: "no finding" },
                Edge { id: "headcount", when: "somebody counted", then: "counts as recorded" }
            ],
            caveat: "No list does not mean that nobody came. Proposed activities may be none.",
            caveat_zh: "没有名单不等于没人来；从聊天里推出来的活动，也可能并不是活动。",
            complexity: "O(activities)",
            references: &["luo2017"],
            revision: 1,
        },
        reads: &[],
        about: About::Organization,
        urgency: Urgency::Missing,
        least: "three activities in 56 days that the chat shows, and a list before",
        least_zh: "56天里群里看得到的活动三次以上，以前有过名单",
        decision: Decision::Rule,
        audience: Audience::Readers,
        explanations: &[
            "the sheets are still on paper",
            "the list went to another folder",
            "it was talk about an activity, and none was held"
        ],
        explanations_zh: &["签到表还在纸上，没录", "表放到别的文件夹去了", "只是说起，活动没办"],
        action: "take a sign-in sheet with the names printed on it (`linli form`)",
        action_zh: "带一张印好名字的签到表去（linli form）",
        expires_after: 28,
        detect,
    }
);

fn detect(scene: &Scene<'_>, search: &mut Search) {
    let Some(end) = scene.as_of() else { return };
    let (records, from) = (scene.records(), end.plus(-DAYS));
    for (organization, subject) in scene.organizations() {
        let range = records.activities_of(organization);
        let all: Vec<(usize, &Activity)> =
            range.clone().zip(&records.activities()[range]).filter(|(_, activity)| activity.day < end).collect();
        if !all.iter().any(|(_, activity)| activity.has_list) {
            search.cannot(subject, Undefined::NotRecorded);
            continue;
        }
        let shown = |at: usize| {
            let evidence = records.evidence_of(ActivityId::from_index(at)).iter();
            evidence.filter(|e| matches!(e.cue, Cue::Notice | Cue::Photos)).count()
        };
        let seen =
            |&&(at, activity): &&(usize, &Activity)| activity.has_list || activity.headcount.is_some() || shown(at) > 0;
        search.look();
        let without: Vec<usize> = all
            .iter()
            .rev()
            .filter(seen)
            .take_while(|(_, activity)| from <= activity.day && !activity.has_list && activity.headcount.is_none())
            .map(|&(at, _)| at)
            .collect();
        let (Some(&earliest), count) = (without.last(), without.len()) else { continue };
        if count < LEAST {
            continue;
        }
        let signs = without.iter().map(|&at| shown(at)).sum::<usize>();
        let cells = without.iter().map(|&at| Evidence {
            table: "activities",
            indicator: "notices and photos, no list",
            row: row_of([
                (Key::Organization, subject.to_owned()),
                (Key::Activity, records.activities()[at].id.clone()),
            ]),
            value: shown(at) as f64,
        });
        search.find(
            Finding::new(&LISTS_MISSING, subject, [records.activities()[earliest].day, end])
                .saying(
                    format!("{subject}: the last {count} activities ({signs} notices and photos) have no list of names. That is not to say nobody came."),
                    format!("{subject}：最近{count}次活动（预告、照片共{signs}条）都没有签到名单。不等于没人来。"),
                )
                .with_effect(count as f64, None, Some(0.0))
                .resting_on(cells.collect()),
        );
    }
}
