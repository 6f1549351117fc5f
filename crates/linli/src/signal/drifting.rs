use super::talk::{first_layer, pseudonym, row_of_group};
use super::{About, Audience, Decision, Evidence, Finding, Scene, Search, Signal, Urgency};
use crate::declare;
use crate::definition::{Undefined, Unit};
use crate::engine::{GroupHistory, days};
use crate::marginality::{DriftRule, SeenDays};
use crate::records::PersonId;
use crate::time::Day;

declare!(
    DRIFTING = Signal {
        card: Card {
            id: "drifting",
            title: "Seen less than before",
            title_zh: "最近露面少了",
            summary: "A person was seen on fewer of the last days than their own rhythm and the group's let expect.",
            summary_zh: "与本人平常和全群的情况相比，最近露面的天数少得多。",
            formula: "x seen-days (turn or attendance) in the last 28 countable days, y in the 84 before; q = the group's own share of seen-days in the last 28. Found where P(Bin(x + y, q) ≤ x) ≤ 0.0015 (measurement.md: (x, y) ≥ (0, 23) (1, 31) (2, 37) (3, 43) with q = ¼). Whoever is away, new or has moved is not asked.",
            numerator: Unit::Time,
            denominator: Unit::Time,
            range: [0.0, 1.0],
            edges: &[
                Edge {
                    id: "too-seldom",
                    when: "fewer than 23 seen-days in the 84 before",
                    then: "no warning is possible at all"
                },
                Edge {
                    id: "all-quiet",
                    when: "the whole group is seen less",
                    then: "q falls with it, and nobody is found"
                },
                Edge { id: "no-consent", when: "the person did not agree", then: "no finding" },
                Edge { id: "away", when: "the person is away", then: "not asked" }
            ],
            caveat: "An occasion to ask after somebody, not a judgment. Most members are seen too seldom for any warning to be possible: the brief says of how many.",
            caveat_zh: "只是去问候一声的由头，不是评判。多数人平常露面就少，怎么算也报不出来：简报里写明能报的有几位。",
            complexity: "O(messages)",
            references: &["luo2017"],
            revision: 1,
        },
        reads: &[],
        about: About::Person,
        urgency: Urgency::Changed,
        least: "112 countable days within 224, and 23 seen-days in the earlier 84",
        least_zh: "224天里有112个算数的日子，前84天里露面23天以上",
        decision: Decision::Test { name: "binomial test of seen-days against the group's share", alpha: 0.0015 },
        audience: Audience::Team,
        explanations: &[
            "ill, or with the grandchildren",
            "a new telephone or another name",
            "busy, and quite content",
            "a quarrel nobody wrote down"
        ],
        explanations_zh: &[
            "病了，或去带孙子了",
            "换了手机、换了名字",
            "忙，自己并不觉得有什么",
            "闹了别扭，没人写下来"
        ],
        action: "have somebody close ask how they are, without a word about numbers",
        action_zh: "请平时走得近的人问候一声，不提数字",
        expires_after: 28,
        detect,
    }
);

fn detect(scene: &Scene<'_>, search: &mut Search) {
    let (Some(end), Some(window)) = (scene.as_of(), scene.window(0)) else { return };
    let rule = DriftRule::default();
    for (group, subject) in first_layer(scene) {
        let history = GroupHistory { records: scene.records(), group, named_staff: scene.named_staff() };
        let all = days(history, scene.plan(), scene.protocol().zone(), window);
        let asked: Vec<(PersonId, SeenDays, Day)> = all
            .iter()
            .filter(|one| !one.away)
            .filter_map(|one| Some((one.person, one.seen.ok()?, one.since)))
            .collect();
        let seen: Vec<SeenDays> = asked.iter().map(|&(_, seen, _)| seen).collect();
        let (q, drifts) = rule.among(&seen);
        for ((person, seen, since), drift) in asked.into_iter().zip(drifts) {
            if !drift.can_be_warned {
                search.cannot(subject, Undefined::TooFewEvents);
                continue;
            }
            search.look();
            if !drift.drifts {
                continue;
            }
            let known = pseudonym(scene, person);
            let (x, y) = (seen.lately, seen.before);
            search.find(
                Finding::new(&DRIFTING, subject, [since, end])
                    .of_person(person, known)
                    .saying(
                        format!("seen on {x} of the last 28 days that count, on {y} of the 84 before ({subject})."),
                        format!("近28天（算数的）露面{x}天，此前84天露面{y}天（{subject}）。"),
                    )
                    .with_effect(f64::from(x) / 28.0, None, Some(f64::from(y) / 84.0))
                    .with_chance(drift.probability, libm::pow(1.0 - q.unwrap_or(0.0), f64::from(x + y)))
                    .resting_on(Evidence::counted(
                        "seen days",
                        &format!("{} person={known}", row_of_group(subject)),
                        &[
                            ("seen-days, last 28", f64::from(x)),
                            ("seen-days, 84 before", f64::from(y)),
                            ("share of the group's seen-days in the last 28", q.unwrap_or(0.0)),
                        ],
                    )),
            );
        }
    }
}
