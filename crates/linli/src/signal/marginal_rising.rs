use super::talk::{first_layer, row_of_group};
use super::{About, Audience, Decision, Evidence, FalseAlarms, Finding, Scene, Search, Signal, Urgency};
use crate::declare;
use crate::definition::{Undefined, Unit};
use crate::engine::{GroupHistory, Person, placed};
use crate::marginality::{Options, State};
use crate::records::PersonId;
use crate::statistics::binomial_at_most;
use crate::time::Window;

/// Days between the two looks, the least growth, and the level.
const QUARTER: i32 = 84;
const LEAST: u32 = 3;
const ALPHA: f64 = 0.01;

declare!(
    MARGINAL_RISING = Signal {
        card: Card {
            id: "marginal_rising",
            title: "More at the margin than a quarter ago",
            title_zh: "边缘的人比上一季多了",
            summary: "Of the members who had a state now and twelve weeks ago, more moved to the margin than came back from it, and chance does not explain how many more.",
            summary_zh: "和十二周前比，走到边缘的成员比走回来的多，而且不是碰巧。",
            formula: "Of members at both looks, by the decision table on the last day and 84 days before: b people who were not at the margin and are, c who were and are not. Found where b − c ≥ 3 and P(Bin(b + c, ½) ≥ b) ≤ 0.01 (McNemar’s exact test, one-sided), and the share of all members is larger than it was.",
            numerator: Unit::Persons,
            denominator: Unit::Persons,
            range: [-1.0, 1.0],
            edges: &[
                Edge { id: "as-many-back", when: "as many came back", then: "no finding" },
                Edge { id: "six", when: "six moved and none came back: p = 1/64", then: "no finding" },
                Edge { id: "seven", when: "seven moved and none came back: p = 1/128", then: "found" },
                Edge {
                    id: "too-few-known",
                    when: "fewer than seven tenths of the members have a state at both looks",
                    then: "nothing is said"
                }
            ],
            caveat: "A small group can never be told of: it takes seven people who move. Only who stayed can be compared: where many leave from the margin, moves to it outnumber moves back though nothing changes, and with one in seven moving in a quarter the level is nearer to 5 than to 1 in 100. Holidays make the two looks overlap. The decision table is this project's own.",
            caveat_zh: "小群永远说不出来：至少要有七个人走到边缘。只比得了一直在的人：如果许多人是从边缘走掉的，走过去的本来就比走回来的多。判定表是本项目自己定的。",
            complexity: "O(turns)",
            references: &["luo2017", "mcnemar1947"],
            revision: 1,
        },
        reads: &[],
        about: About::Group,
        urgency: Urgency::Changed,
        least: "a state for seven tenths of the members, now and 84 days ago",
        least_zh: "七成成员现在和84天前都判断得了",
        decision: Decision::Test { name: "exact McNemar test, one-sided", alpha: ALPHA },
        false_alarms: FalseAlarms::Months { new: 0.0, so: None },
        audience: Audience::Readers,
        explanations: &[
            "a season in which people stay at home",
            "the kind of activity they came to is not held any more",
            "their sheets were not handed in",
        ],
        explanations_zh: &["这一季大家本来就少出门", "她们常来的那种活动不办了", "她们来的活动，名单没交上来"],
        action: "see which activities they used to come to, and hold one of those again",
        action_zh: "看看她们以前来的是哪些活动，再办一次",
        expires_after: 56,
        detect,
    }
);

/// The share at the margin of all who have a state.
fn share_of(placed: &[(PersonId, Person)]) -> f64 {
    let states: Vec<State> = placed.iter().filter_map(|(_, one)| one.state.ok()).collect();
    states.iter().filter(|state| state.is_marginal()).count() as f64 / states.len().max(1) as f64
}

/// Members at both looks: at the margin before, and now; `None` where the table has no state.
type Pairs = Vec<[Option<bool>; 2]>;

fn detect(scene: &Scene<'_>, search: &mut Search) {
    let (Some(end), Some(window)) = (scene.as_of(), scene.window(0)) else { return };
    let zone = scene.protocol().zone();
    let before = Window::of_days(window.first_day.plus(-QUARTER), end.plus(-QUARTER), zone);
    for (group, subject) in first_layer(scene) {
        let history = GroupHistory { records: scene.records(), group, named_staff: scene.named_staff() };
        let at = |window| placed(history, scene.plan(), zone, window, &[Options::default()]).remove(0);
        let (earlier, now) = (at(&before), at(window));
        let is_member = |state: Result<State, Undefined>| state != Err(Undefined::OtherPopulation);
        let pairs: Pairs = now
            .iter()
            .filter_map(|(person, now)| {
                let (_, was) = earlier.iter().find(|(other, _)| other == person)?;
                let both = is_member(was.state) && is_member(now.state);
                both.then(|| [was.state, now.state].map(|state| state.ok().map(State::is_marginal)))
            })
            .collect();
        let known: Vec<[bool; 2]> = pairs.iter().filter_map(|pair| Some([pair[0]?, pair[1]?])).collect();
        if known.is_empty() || 10 * known.len() < 7 * pairs.len() {
            search.cannot(subject, Undefined::TooFewEvents);
            continue;
        }
        search.look(subject);
        let count = |pair: [bool; 2]| known.iter().filter(|&&known| known == pair).count() as u32;
        let (b, c) = (count([false, true]), count([true, false]));
        // P(Bin(n, ½) ≥ b) = P(Bin(n, ½) ≤ n − b).
        let p = binomial_at_most(c, b + c, 0.5);
        // Who stayed may drift while those who join do not: then the group has no more at its margin than before.
        if b < c + LEAST || p > ALPHA || share_of(&now) <= share_of(&earlier) {
            continue;
        }
        let n = known.len() as u32;
        let (was, is) = (count([true, true]) + c, count([true, true]) + b);
        search.find(
            Finding::new(&MARGINAL_RISING, subject, [before.end_day, end])
                .saying(
                    format!("{subject}: of {n} members who were here both times, {was} were at the margin twelve weeks ago and {is} are now: {b} moved there, {c} came back."),
                    format!("{subject}：两次都在的{n}位成员里，十二周前处在边缘的{was}人，现在{is}人：走过去{b}人，走回来{c}人。"),
                )
                .with_effect(f64::from(is) / f64::from(n), None, Some(f64::from(was) / f64::from(n)))
                .with_chance(p, libm::exp2(-f64::from(b + c)))
                .resting_on(Evidence::counted(
                    "decision table",
                    &row_of_group(subject),
                    &[
                        ("members with a state at both looks", f64::from(n)),
                        ("moved to the margin", f64::from(b)),
                        ("came back from it", f64::from(c)),
                    ],
                )),
        );
    }
}
