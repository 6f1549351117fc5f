use super::{About, Audience, Decision, Finding, Scene, Search, Signal, Urgency};
use crate::declare;
use crate::definition::{Undefined, Unit};
use crate::indicator::TableId;
use crate::indicator::net::{NET_MEMBERS, NET_SILENT_SHARE};
use crate::panel::Key;
use crate::population::Staff;
use crate::time::DAY;

/// The share from which a group counts as mostly silent.
const MOST: f64 = 0.5;
/// People on the list below which nothing is said.
const LEAST_MEMBERS: f64 = 8.0;

declare!(
    SILENT_SHARE = Signal {
        card: Card {
            id: "silent_share",
            title: "Half of the list is silent",
            title_zh: "一半以上的人没说过话",
            summary: "At the last window, at least half of the member list, staff apart, had no turn for the whole presence period.",
            summary_zh: "到最后一个时间窗为止，名单上（除去工作人员）至少一半的人在整段时间里一次也没发言。",
            formula: "net_silent_share ≥ 0.5 at the last window of the run, population roster_without_staff, n ≥ 8. One observation of one presence period (two windows four weeks apart share most of it). A decision rule of this project, not a test: the list is a census.",
            numerator: Unit::Persons,
            denominator: Unit::Persons,
            range: [0.0, 1.0],
            edges: &[
                Edge {
                    id: "earlier-only",
                    when: "an earlier window is at or above one half, the last is not",
                    then: "no finding"
                },
                Edge {
                    id: "last-undefined",
                    when: "the last window has no value",
                    then: "no finding, whatever came before"
                },
                Edge { id: "small-list", when: "fewer than 8 people on the list", then: "no finding" },
                Edge {
                    id: "no-roster",
                    when: "the group has no member list",
                    then: "no finding: who is silent cannot be known"
                }
            ],
            caveat: "Published shares of the silent run from 0 to 99 %: half is a place to look, not a fault.",
            caveat_zh: "各类群沉默的人从0到99%都有：一半只是值得看一看，不是毛病。",
            complexity: "O(rows)",
            references: &["nonnecke2000"],
            revision: 2,
        },
        reads: &[&NET_SILENT_SHARE, &NET_MEMBERS],
        about: About::Group,
        urgency: Urgency::Changed,
        least: "a member list of at least eight, and nine tenths of the presence period covered",
        least_zh: "八人以上的成员名单，在场期有九成的聊天记录",
        decision: Decision::Rule,
        audience: Audience::Readers,
        explanations: &[
            "people read along and are content",
            "they come to the activities and see no need to write",
            "the export comes from a telephone that joined late",
            "the group talks elsewhere, which is its right",
        ],
        explanations_zh: &[
            "潜水的人也很自在",
            "人来活动，只是不在群里说",
            "导出的手机入群晚",
            "大家另有说话的地方，那是他们的自由"
        ],
        action: "see who comes to the activities before anybody is called silent",
        action_zh: "先看看谁来活动，再谈谁沉默",
        expires_after: 56,
        detect,
    }
);

fn detect(scene: &Scene<'_>, search: &mut Search) {
    let days = (scene.plan().presence.micros() / DAY) as i32;
    for place in scene.places(TableId::Groups, 0, Staff::Removed) {
        let subject = place.label(Key::Group);
        let (share, members) = match (place.value(&NET_SILENT_SHARE), place.value(&NET_MEMBERS)) {
            (Ok(share), Ok(members)) => (share, members),
            (Err(reason), _) | (_, Err(reason)) => {
                search.cannot(subject, reason);
                continue;
            }
        };
        if members < LEAST_MEMBERS {
            search.cannot(subject, Undefined::TooFewMembers);
            continue;
        }
        search.look();
        let Some(end) = scene.as_of().filter(|_| share >= MOST) else { continue };
        let percent = (100.0 * share).round();
        search.find(
            Finding::new(&SILENT_SHARE, &subject, [end.plus(-days), end])
                .saying(
                    format!(
                        "{percent} % of those on the list of {subject} who are neither new nor away had no turn in the {days} days before {end} ({members} people on the list)."
                    ),
                    format!(
                        "{subject}：到{end}为止的{days}天里，名单上（不算新来的和外出的）{percent}%的人一次也没发言；名单共{members}人。"
                    ),
                )
                .with_effect(share, place.bounds(&NET_SILENT_SHARE), None)
                .resting_on(place.cells(&[&NET_SILENT_SHARE, &NET_MEMBERS])),
        );
    }
}
