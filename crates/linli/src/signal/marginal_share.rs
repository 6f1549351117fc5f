use super::{About, Audience, Decision, Finding, Scene, Search, Signal, Urgency};
use crate::declare;
use crate::definition::{Undefined, Unit};
use crate::indicator::TableId;
use crate::indicator::net::{NET_CLASSIFIED, NET_MARGINAL, NET_MARGINAL_SHARE};
use crate::panel::Key;
use crate::population::Staff;
use crate::statistics::wilson;

/// The share from which a group has many at the margin, and the number from which it is a group's matter.
const MANY: f64 = 0.25;
const LEAST: f64 = 3.0;

declare!(
    MARGINAL_SHARE = Signal {
        card: Card {
            id: "marginal_share",
            title: "Many at the margin, twice",
            title_zh: "边缘的人不少",
            summary: "At two month-ends in a row a quarter of the members or more had no record for twelve weeks, were answered by nobody, or by staff alone.",
            summary_zh: "连续两个月末，四分之一以上的成员近12周没有记录、提了没人接或只和工作人员来往。",
            formula: "net_marginal_share ≥ ¼ at the last window and at the one before that shares no day with it, and net_marginal ≥ 3 at the last; without staff. Both look back twelve weeks, of which they share eight. k of n and the Wilson interval are printed.",
            numerator: Unit::Persons,
            denominator: Unit::Persons,
            range: [0.0, 1.0],
            edges: &[
                Edge { id: "once", when: "the window before was below a quarter", then: "no finding yet" },
                Edge { id: "two-people", when: "fewer than three members are at the margin", then: "no finding" },
                Edge {
                    id: "too-few-known",
                    when: "fewer than seven tenths of the members have a state",
                    then: "nothing is said"
                }
            ],
            caveat: "The decision table is this project's own; its sensitivity belongs to the figure.",
            caveat_zh: "判定表是本项目自己定的；换几个门槛结果怎样，要一并看。",
            complexity: "O(rows)",
            references: &["luo2017"],
            revision: 1,
        },
        reads: &[&NET_MARGINAL_SHARE, &NET_MARGINAL, &NET_CLASSIFIED],
        about: About::Group,
        urgency: Urgency::Changed,
        least: "a state for seven tenths of the members, at two month-ends",
        least_zh: "连续两个月末，七成成员判断得了",
        decision: Decision::Rule,
        audience: Audience::Readers,
        explanations: &[
            "people moved away or died, and stand on the list still",
            "an account nobody uses, or a second name of somebody active",
            "people come to what no sheet records",
        ],
        explanations_zh: &["搬走或过世的人还在名单上", "不用的账号，或活跃的人的另一个名字", "大家来的活动没有签到"],
        action: "bring the list up to date first; then small activities of a kind they came to",
        action_zh: "先把名单理一理，再办几次他们来过的那种小活动",
        expires_after: 56,
        detect,
    }
);

fn detect(scene: &Scene<'_>, search: &mut Search) {
    let (Some(end), Some(before)) = (scene.as_of(), scene.window(1)) else { return };
    let earlier = scene.places(TableId::Groups, 1, Staff::Removed);
    for place in scene.places(TableId::Groups, 0, Staff::Removed) {
        let subject = place.label(Key::Group);
        let then = earlier.iter().find(|other| other.key(Key::Group) == place.key(Key::Group));
        let then = then.map_or(Err(Undefined::NoPreviousWindow), |then| then.value(&NET_MARGINAL_SHARE));
        let read = [&NET_MARGINAL_SHARE, &NET_MARGINAL, &NET_CLASSIFIED];
        let (share, k, n, then) = match (place.value(read[0]), place.value(read[1]), place.value(read[2]), then) {
            (Ok(share), Ok(k), Ok(n), Ok(then)) => (share, k, n, then),
            (Err(reason), ..) | (_, Err(reason), ..) | (_, _, Err(reason), _) | (.., Err(reason)) => {
                search.cannot(subject, reason);
                continue;
            }
        };
        search.look();
        if share < MANY || then < MANY || k < LEAST {
            continue;
        }
        search.find(
            Finding::new(&MARGINAL_SHARE, &subject, [before.first_day, end])
                .saying(
                    format!(
                        "{subject}: {k} of {n} members are at the margin; at the month-end before it was {} %.",
                        (100.0 * then).round()
                    ),
                    format!("{subject}：能判断的{n}人中有{k}人处在边缘；上一个月末是{}%。", (100.0 * then).round()),
                )
                .with_effect(share, wilson(k as u32, n as u32), None)
                .resting_on(place.cells(&read)),
        );
    }
}
