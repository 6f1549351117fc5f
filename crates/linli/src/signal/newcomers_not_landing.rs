use super::talk::{first_layer, is_covered};
use super::{About, Audience, Decision, Evidence, FalseAlarms, Finding, Scene, Search, Signal, Urgency};
use crate::declare;
use crate::definition::{Undefined, Unit};
use crate::engine::{GroupHistory, joiners};
use crate::statistics::wilson;

/// Days in which people joined; how many of them must be due; and the share of them that should land.
const DAYS: i32 = 84;
const LEAST: u32 = 10;
const HALF: f64 = 0.5;

declare!(
    NEWCOMERS_NOT_LANDING = Signal {
        card: Card {
            id: "newcomers_not_landing",
            title: "Newcomers do not land",
            title_zh: "新来的人没接上",
            summary: "Of those who joined any group eight to twelve weeks ago, less than half were seen in their first four weeks and again in the next four.",
            summary_zh: "八到十二周前加入各群的人，头四周露过面、后四周又露面的不到一半。",
            formula: "Over all first-layer groups whose chat covers nine tenths of the last 84 days: n who joined in those days and have had 56 since, as in `net_newcomer_landing`; k of them landed. Found where n ≥ 10 and k / n < ½. Whoever joined two groups counts in each.",
            numerator: Unit::Persons,
            denominator: Unit::Persons,
            range: [0.0, 1.0],
            edges: &[
                Edge { id: "few-joined", when: "fewer than ten are due in all groups", then: "nothing is said" },
                Edge { id: "half-landed", when: "five of ten landed", then: "no finding" },
                Edge { id: "not-covered", when: "a chat breaks off", then: "its newcomers are left out" }
            ],
            caveat: "One group has one or two newcomers in three months, so it is told of all together. It is a line and no test: of ten newcomers of whom six in ten land in truth, it speaks one time in six; read the interval.",
            caveat_zh: "一个群三个月才来一两个新人，所以只能合在一起说。这是一条线，不是检验：十个新人，本来六成能接上，也有六分之一的时候会报，要看区间。",
            complexity: "O(people · log days)",
            references: &["luo2017"],
            revision: 1,
        },
        reads: &[],
        about: About::Programme,
        urgency: Urgency::Changed,
        least: "ten people who joined 56 to 84 days ago, their first day known",
        least_zh: "56到84天前加入的有十人，进来的日子知道",
        decision: Decision::Rule,
        false_alarms: FalseAlarms::Unasked {
            why: "on simulated streets never as many as ten newcomers are due at a month-end",
            why_zh: "模拟街道上没有一个月末凑得齐10位该看的新人",
        },
        audience: Audience::Readers,
        explanations: &[
            "they were added by somebody and never asked",
            "they come to what no sheet records",
            "a drive to recruit brought names and no neighbours"
        ],
        explanations_zh: &["是别人拉进群的，本人没想来", "她们来的活动没有签到", "一阵子集中拉人，进来的只是名字"],
        action: "let every group name somebody who takes newcomers along",
        action_zh: "每队认一位“带新人的”",
        expires_after: 56,
        detect,
    }
);

fn detect(scene: &Scene<'_>, search: &mut Search) {
    let (Some(end), Some(window)) = (scene.as_of(), scene.window(0)) else { return };
    let from = end.plus(-DAYS);
    let (mut n, mut seen, mut landed, mut groups) = (0, 0, 0, 0);
    for (group, _) in first_layer(scene).filter(|&(group, _)| is_covered(scene, group, from)) {
        let history = GroupHistory { records: scene.records(), group, named_staff: scene.named_staff() };
        let Ok(joined) = joiners(history, scene.plan(), scene.protocol().zone(), window) else { continue };
        let due: Vec<_> = joined.iter().filter(|joiner| joiner.due).collect();
        groups += u32::from(!due.is_empty());
        n += due.len() as u32;
        seen += due.iter().filter(|joiner| joiner.seen).count() as u32;
        landed += due.iter().filter(|joiner| joiner.landed).count() as u32;
    }
    let programme = &scene.plan().id;
    if n < LEAST {
        search.cannot(programme, Undefined::TooFewEvents);
        return;
    }
    search.look(programme);
    let share = f64::from(landed) / f64::from(n);
    if share >= HALF {
        return;
    }
    search.find(
        Finding::new(&NEWCOMERS_NOT_LANDING, programme, [from, end])
            .saying(
                format!("{n} people joined {groups} groups eight to twelve weeks ago; {seen} were seen in their first four weeks, {landed} again in the next four."),
                format!("八到十二周前，{groups}个群新来了{n}人；头四周露过面的{seen}人，后四周又来的{landed}人。"),
            )
            .with_effect(share, wilson(landed, n), None)
            .resting_on(Evidence::counted(
                "memberships",
                &format!("groups={groups}"),
                &[
                    ("joined 56 to 84 days ago", f64::from(n)),
                    ("seen in the first 28 days", f64::from(seen)),
                    ("seen again in the next 28", f64::from(landed)),
                ],
            )),
    );
}
