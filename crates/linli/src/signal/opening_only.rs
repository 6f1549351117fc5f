use super::{About, Audience, Decision, Finding, Scene, Search, Signal, Urgency};
use crate::declare;
use crate::definition::{Undefined, Unit};
use crate::indicator::TableId;
use crate::indicator::series::{SERIES_LATER_ATTENDANCE, SERIES_OPENING_ATTENDANCE, SERIES_OPENING_EXCESS};
use crate::panel::Key;
use crate::population::Staff;

/// How many times the middling attendance the opening must have had.
const EXCESS: f64 = 2.0;
/// People at the opening below which nothing is said.
const LEAST_OPENING: f64 = 10.0;

declare!(
    OPENING_ONLY = Signal {
        card: Card {
            id: "opening_only",
            title: "Full at the opening, empty after",
            title_zh: "开张热闹，之后冷清",
            summary: "The first activity of a series had at least twice the people of a middling activity after it, and at least three activities after it were recorded.",
            summary_zh: "一个系列的第一次活动，人数至少是之后各次中位数的两倍，而且之后至少记录了三次。",
            formula: "series_opening_excess ≥ 2 and series_opening_attendance ≥ 10 at the last window. A decision rule of this project, not a test: the counts are printed.",
            numerator: Unit::Persons,
            denominator: Unit::Persons,
            range: [0.0, 1.0],
            edges: &[
                Edge {
                    id: "too-soon",
                    when: "fewer than three recorded activities after the opening",
                    then: "no finding"
                },
                Edge { id: "small-opening", when: "fewer than 10 people at the opening", then: "no finding" },
                Edge { id: "steady", when: "the later activities have as many people", then: "no finding" }
            ],
            caveat: "An opening with gifts or leaders draws people who never meant to return: that is the opening's doing, not the neighbours'.",
            caveat_zh: "有礼品、有领导的首日本来就引来路过的人，怪不到街坊。",
            complexity: "O(rows)",
            references: &["luo2017"],
            revision: 1,
        },
        reads: &[&SERIES_OPENING_EXCESS, &SERIES_OPENING_ATTENDANCE, &SERIES_LATER_ATTENDANCE],
        about: About::Activity,
        urgency: Urgency::Changed,
        least: "ten people at the opening, and three activities after it with lists or headcounts",
        least_zh: "开张那天十人以上，之后三次活动有名单或人数",
        decision: Decision::Rule,
        audience: Audience::Readers,
        explanations: &[
            "most people at the opening were passing by",
            "gifts or guests drew them",
            "later sheets are incomplete: not written down is not nobody came",
            "the records begin in mid-life: the first recorded activity was no opening",
            "the season, or the hour, changed",
        ],
        explanations_zh: &[
            "首日多是路过的人",
            "首日有礼品或来宾",
            "后来的签到没记全：没记不等于没来",
            "资料从半途开始：第一次记录不是开张",
            "季节或时间换了"
        ],
        action: "ask two or three who did not return: was it the time, or no need",
        action_zh: "问问没再来的两三位，是时间不合适还是不需要",
        expires_after: 56,
        detect,
    }
);

fn detect(scene: &Scene<'_>, search: &mut Search) {
    let Some(first) = scene.dictionaries().windows.first().map(|window| window.first_day) else { return };
    for place in scene.places(TableId::Series, 0, Staff::Removed) {
        let subject = format!("{} / {}", place.label(Key::Organization), place.label(Key::Series));
        let read = [&SERIES_OPENING_EXCESS, &SERIES_OPENING_ATTENDANCE, &SERIES_LATER_ATTENDANCE];
        let (times, opening, later) = match read.map(|indicator| place.value(indicator)) {
            [Ok(times), Ok(opening), Ok(later)] => (times, opening, later),
            [Err(reason), _, _] | [_, Err(reason), _] | [_, _, Err(reason)] => {
                search.cannot(subject, reason);
                continue;
            }
        };
        if opening < LEAST_OPENING {
            search.cannot(subject, Undefined::TooFewEvents);
            continue;
        }
        search.look();
        let Some(end) = scene.as_of().filter(|_| times >= EXCESS) else { continue };
        search.find(
            Finding::new(&OPENING_ONLY, &subject, [first, end])
                .saying(
                    format!(
                        "{subject}: {opening} people at the opening, {later} at a middling activity after it, up to {end}."
                    ),
                    format!("{subject}：开张那次{opening}人，之后各次的中位数是{later}人（到{end}为止）。"),
                )
                .with_effect(times, None, Some(1.0))
                .resting_on(place.cells(&read)),
        );
    }
}
