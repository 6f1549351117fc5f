use super::density_change::{RATE, compared, quarters};
use super::talk::first_layer;
use super::{About, Audience, Decision, Evidence, Finding, Scene, Search, Signal, Urgency};
use crate::declare;
use crate::definition::{Undefined, Unit};
use crate::indicator::net::NET_DENSITY;

/// Groups that must go in.
const LEAST: usize = 3;

declare!(
    DENSITY_CHANGE_POOLED = Signal {
        card: Card {
            id: "density_change_pooled",
            title: "All groups together denser or looser",
            title_zh: "各群合看，关系密度和上一季不同",
            summary: "Over all groups together the density of ties differs from that of the quarter before by more than chance of days explains.",
            summary_zh: "把各群合起来看，近12周的关系密度和再往前12周不同，不是碰巧哪天热闹能解释的。",
            formula: "As `density_change`, of all first-layer groups together, each counting the same, their days shuffled at once; found where p ≤ 0.05 and three groups or more go in. The smallest change that could have been found is printed.",
            numerator: Unit::Dyads,
            denominator: Unit::Dyads,
            range: [-1.0, 1.0],
            edges: &[
                Edge { id: "two-groups", when: "fewer than three groups have enough ties", then: "nothing is said" },
                Edge { id: "no-change", when: "the difference is what shuffled days bring", then: "no finding" }
            ],
            caveat: "The mean of the groups may hide that some grew denser and others looser.",
            caveat_zh: "平均下来，可能有的密了、有的疏了。",
            complexity: "O(days · draws)",
            references: &["luo2017"],
            revision: 1,
        },
        reads: &[&NET_DENSITY],
        about: About::Programme,
        urgency: Urgency::Changed,
        least: "three groups with the plan's least tied turns in either quarter",
        least_zh: "三个群，前后两季各有方案要求的有对象发言数",
        decision: Decision::Test { name: "permutation of days within weekdays, groups pooled", alpha: RATE },
        audience: Audience::Readers,
        explanations: &["a season, or a campaign that reached everybody", "exports of one quarter are less whole"],
        explanations_zh: &["季节，或者全街都在搞的活动", "有一季的聊天记录导得不全"],
        action: "look at which groups carry it before it goes into a report",
        action_zh: "写进报告之前，先看看是哪几个群带动的",
        expires_after: 84,
        detect,
    }
);

fn detect(scene: &Scene<'_>, search: &mut Search) {
    let Some([_, after]) = quarters(scene) else { return };
    let groups = first_layer(scene).map(|(group, _)| group).collect();
    let (comparison, change) = match compared(scene, groups) {
        Ok(both) => both,
        Err(reason) => {
            search.cannot(&scene.plan().id, reason);
            return;
        }
    };
    let n = comparison.groups.len();
    if n < LEAST {
        search.cannot(&scene.plan().id, Undefined::TooFewMembers);
        return;
    }
    search.look();
    if change.p > RATE {
        return;
    }
    let (was, is) = (change.before, change.after);
    let (zh, en) = if is > was { ("密了", "denser") } else { ("疏了", "looser") };
    search.find(
        Finding::new(&DENSITY_CHANGE_POOLED, &scene.plan().id, [after.start, after.end])
            .saying(
                format!("{n} groups together: ties are {en} than in the quarter before, {was:.3} and {is:.3}."),
                format!("{n}个群合看：关系比上一季{zh}，{was:.3}和{is:.3}。"),
            )
            .with_effect(change.estimate, change.interval, Some(0.0))
            .with_chance(change.p, change.floor)
            .resting_on(Evidence::counted(
                "networks",
                &format!("groups={n}"),
                &[("net_density, the quarter before", was), ("net_density, the last quarter", is)],
            )),
    );
}
