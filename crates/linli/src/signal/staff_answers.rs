use super::talk::{first_layer, is_covered, row_of_group, staff};
use super::{About, Audience, Decision, Evidence, Finding, Scene, Search, Signal, Urgency};
use crate::declare;
use crate::definition::{Undefined, Unit};
use crate::engine::{GroupHistory, everybody};
use crate::statistics::wilson;
use crate::tie::{Timeline, Uptake, openings};

/// Days looked back on, and answered openings below which nothing is said.
const DAYS: i32 = 84;
const LEAST: u32 = 10;

declare!(
    STAFF_ANSWERS = Signal {
        card: Card {
            id: "staff_answers",
            title: "Staff answer first",
            title_zh: "多半靠工作人员接话",
            summary: "Of what members said to all and somebody took up, staff were first most of the time.",
            summary_zh: "居民对大家说的话，有人接的里面，多半是工作人员先接。",
            formula: "Openings of members in the last 84 days, answered by anybody within 24 hours and before the opener's next: n; first answered by a neighbour: k. Found where n ≥ 10 and the upper end of the 95 % Wilson interval of k / n lies below ½.",
            numerator: Unit::Messages,
            denominator: Unit::Messages,
            range: [0.0, 1.0],
            edges: &[
                Edge {
                    id: "not-covered",
                    when: "the chat covers less than nine tenths of the 84 days",
                    then: "nothing is said"
                },
                Edge { id: "few-openings", when: "fewer than 10 were answered", then: "nothing is said" },
                Edge { id: "even", when: "the interval reaches one half", then: "no finding" },
                Edge { id: "no-staff", when: "nobody is known as staff", then: "nothing is said" }
            ],
            caveat: "Quick staff leave neighbours little to answer: it says as much of the staff's manner as of the neighbours'.",
            caveat_zh: "工作人员答得快，街坊就没得接了：这既说居民，也说我们自己。",
            complexity: "O(turns)",
            references: &["luo2017"],
            revision: 2,
        },
        reads: &[],
        about: About::Group,
        urgency: Urgency::Changed,
        least: "10 answered openings of members in 84 days, nine tenths of which the chat covers",
        least_zh: "84天里居民的话有人接的十次以上，聊天记录有九成",
        decision: Decision::Rule,
        audience: Audience::Readers,
        explanations: &[
            "questions of money and rooms, which only staff can answer",
            "staff answer within minutes, before anybody else can",
            "neighbours answer face to face",
        ],
        explanations_zh: &["问的是报账、场地，只有工作人员答得了", "工作人员几分钟就回，别人来不及", "街坊当面答了"],
        action: "wait an evening before answering, or ask who has done it before",
        action_zh: "先等一个晚上再回，或问一句“哪位办过？”",
        expires_after: 56,
        detect,
    }
);

fn detect(scene: &Scene<'_>, search: &mut Search) {
    let (Some(end), Some(window)) = (scene.as_of(), scene.window(0)) else { return };
    let (records, zone) = (scene.records(), scene.protocol().zone());
    let from = zone.midnight(end.plus(-DAYS));
    for (group, subject) in first_layer(scene) {
        if !is_covered(scene, group, end.plus(-DAYS)) {
            search.cannot(subject, Undefined::NotCovered);
            continue;
        }
        let staff = staff(scene, group);
        let history = GroupHistory { records, group, named_staff: scene.named_staff() };
        let timeline = Timeline::of(records.messages(group), everybody(history), scene.plan().turn_gap);
        let by_position: Vec<bool> = timeline.people().iter().map(|person| staff[person.index()]).collect();
        if !by_position.contains(&true) {
            search.cannot(subject, Undefined::NotRecorded);
            continue;
        }
        let all = openings(&timeline, &by_position, Uptake::default());
        let of_members = all
            .iter()
            .filter(|opening| !by_position[opening.author as usize] && from <= opening.due && opening.due < window.end);
        let (mut k, mut n) = (0, 0);
        for opening in of_members.filter(|opening| opening.staff_first || opening.taken_up.is_some()) {
            n += 1;
            k += u32::from(!opening.staff_first);
        }
        if n < LEAST {
            search.cannot(subject, Undefined::TooFewEvents);
            continue;
        }
        search.look();
        let interval = wilson(k, n);
        if interval.is_none_or(|[_, high]| high >= 0.5) {
            continue;
        }
        search.find(
            Finding::new(&STAFF_ANSWERS, subject, [end.plus(-DAYS), end])
                .saying(
                    format!("{subject}: of {n} things members said to all that somebody took up in 12 weeks, a neighbour was first {k} times."),
                    format!("{subject}：近12周居民对大家说的话里有{n}次有人接，街坊先接的{k}次。"),
                )
                .with_effect(f64::from(k) / f64::from(n), interval, Some(0.5))
                .resting_on(Evidence::counted("messages", &row_of_group(subject), &[("openings answered", f64::from(n)), ("first answered by a neighbour", f64::from(k))])),
        );
    }
}
