use super::talk::{first_layer, row_of_group};
use super::{About, Audience, Decision, Evidence, Finding, Scene, Search, Signal, Urgency};
use crate::comparison::{Change, CompareOptions, Comparison, compare};
use crate::declare;
use crate::definition::{Undefined, Unit};
use crate::indicator::net::NET_DENSITY;
use crate::records::{DaySpan, GroupId};

/// Days on either side, shuffles, and the false-discovery rate.
const QUARTER: i32 = 84;
pub(crate) const DRAWS: u32 = 999;
pub(super) const RATE: f64 = 0.05;

declare!(
    DENSITY_CHANGE = Signal {
        card: Card {
            id: "density_change",
            title: "Denser or looser than the quarter before",
            title_zh: "关系密度和上一季不同",
            summary: "In a group the density of ties of the last twelve weeks differs from that of the twelve before by more than chance of days explains.",
            summary_zh: "一个群近12周的关系密度和再往前12周不同，不是碰巧哪天热闹能解释的。",
            formula: "`Study::compare` of net_density, without staff, on the plan's first tie rule: the last 84 days against the 84 before, days shuffled within weekdays 999 times. All groups of a run are one family; believed are those whose adjusted p (Benjamini–Hochberg) is at most 0.05. The interval leaves out one day at a time.",
            numerator: Unit::Dyads,
            denominator: Unit::Dyads,
            range: [-1.0, 1.0],
            edges: &[
                Edge {
                    id: "few-ties",
                    when: "a span has fewer turns with a tie than the plan asks for",
                    then: "nothing is said"
                },
                Edge { id: "not-covered", when: "too few days of either span are covered", then: "nothing is said" },
                Edge { id: "no-change", when: "the difference is what shuffled days bring", then: "no finding" }
            ],
            caveat: "Density is not cooperation. A fall of less than a half is seldom seen in one group and one quarter; the programme is told beside it.",
            caveat_zh: "密度不等于合作。一个群、一个季度，掉得不到一半多半看不出来；合起来的另外说。",
            complexity: "O(days · draws)",
            references: &["luo2017"],
            revision: 1,
        },
        reads: &[&NET_DENSITY],
        about: About::Group,
        urgency: Urgency::Changed,
        least: "the plan's least tied turns (30) in either span, of the same people",
        least_zh: "前后两段各有方案要求的有对象发言数（30次），同一批人",
        decision: Decision::Family {
            name: "density of each group, a quarter against the quarter before, by shuffled days",
            rate: RATE
        },
        audience: Audience::Readers,
        explanations: &[
            "a season or one large occasion",
            "somebody who answers everybody came or left",
            "people state more, or less, whom they answer"
        ],
        explanations_zh: &["季节，或者一件大事", "谁都接话的那位来了或走了", "大家@人、引用的习惯变了"],
        action: "ask what is different since then before anything is concluded",
        action_zh: "先问问这阵子有什么不一样，再下结论",
        expires_after: 56,
        detect,
    }
);

/// The two quarters before the scene's last day.
pub(super) fn quarters(scene: &Scene<'_>) -> Option<[DaySpan; 2]> {
    let end = scene.as_of()?;
    let middle = end.plus(-QUARTER);
    Some([DaySpan { start: middle.plus(-QUARTER), end: middle }, DaySpan { start: middle, end }])
}

/// Density of these groups together, a quarter against the quarter before.
pub(super) fn compared(scene: &Scene<'_>, groups: Vec<GroupId>) -> Result<(Comparison, Change), Undefined> {
    let spans = quarters(scene).ok_or(Undefined::NotCovered)?;
    let options = CompareOptions::default().with_draws(DRAWS);
    let records = (scene.records(), scene.protocol(), scene.named_staff());
    let comparison = compare(records, &NET_DENSITY, spans, groups, &options).map_err(|_| Undefined::NotRecorded)?;
    let change = comparison.change?;
    Ok((comparison, change))
}

fn detect(scene: &Scene<'_>, search: &mut Search) {
    let Some([before, after]) = quarters(scene) else { return };
    for (group, subject) in first_layer(scene) {
        let change = match compared(scene, vec![group]) {
            Ok((_, change)) => change,
            Err(reason) => {
                search.cannot(subject, reason);
                continue;
            }
        };
        search.look();
        let (was, is) = (change.before, change.after);
        let (zh, en) = if is > was { ("密了", "denser") } else { ("疏了", "looser") };
        search.find(
            Finding::new(&DENSITY_CHANGE, subject, [after.start, after.end])
                .saying(
                    format!(
                        "{subject}: ties are {en} than in the quarter before: {was:.3} from {}, {is:.3} from {}.",
                        before.start, after.start
                    ),
                    format!("{subject}：关系比上一季{zh}：{}起{was:.3}，{}起{is:.3}。", before.start, after.start),
                )
                .with_effect(change.estimate, change.interval, Some(0.0))
                .with_chance(change.p, change.floor)
                .resting_on(Evidence::counted(
                    "networks",
                    &row_of_group(subject),
                    &[("net_density, the quarter before", was), ("net_density, the last quarter", is)],
                )),
        );
    }
}
