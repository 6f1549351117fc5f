use super::talk::{first_layer, row_of_group, staff, within};
use super::{About, Audience, Decision, Evidence, Finding, Scene, Search, Signal, Urgency};
use crate::declare;
use crate::definition::{Undefined, Unit};
use crate::engine::{GroupHistory, everybody};
use crate::records::{Cue, Field, Fields};
use crate::tie::{Timeline, answers};
use crate::time::{DAY, Timestamp};

/// How long an answer is waited for before a question counts as waiting, and how long it is remembered, in days.
const PATIENCE: i64 = 1;
const MEMORY: i64 = 14;

declare!(
    QUESTIONS_WAITING = Signal {
        card: Card {
            id: "questions_waiting",
            title: "Questions wait for an answer",
            title_zh: "问题还没人答",
            summary: "Somebody who is no staff asked all, and nobody has answered for a day or more.",
            summary_zh: "有居民在群里问了大家，一天多了还没人答。",
            formula: "Turns of the last 14 days in which import saw a question, by a person who is no staff, said to all, at least 24 hours before the last day ends; and no turn of anybody else within 24 hours of it, more than a receipt, that is said to all as well or points at whoever asked.",
            numerator: Unit::Messages,
            denominator: Unit::Messages,
            range: [0.0, f64::INFINITY],
            edges: &[
                Edge { id: "too-fresh", when: "asked less than 24 hours ago", then: "not yet waiting" },
                Edge { id: "answered-by-staff", when: "only staff answered", then: "answered" },
                Edge { id: "a-thumb", when: "only a receipt came", then: "still waiting" },
                Edge {
                    id: "not-covered",
                    when: "the chat does not cover the day after",
                    then: "nothing is said: an answer would not be seen"
                },
                Edge { id: "old", when: "asked more than 14 days ago", then: "no longer told" },
                Edge { id: "no-cues", when: "the chat was imported without cues", then: "nothing is said" }
            ],
            caveat: "Import sees about three questions in four, and takes some remarks for questions; an answer by telephone or on the stairs is not seen.",
            caveat_zh: "导入时大约认得出四分之三的问句，也会把一些话错当问题；电话里、楼道里的回答看不到。",
            complexity: "O(turns)",
            references: &["luo2017"],
            revision: 1,
        },
        reads: &[],
        about: About::Group,
        urgency: Urgency::Waiting,
        least: "one question, in a chat that was imported with cues",
        least_zh: "一个问题，聊天导入时认过提问",
        decision: Decision::Rule,
        audience: Audience::Readers,
        explanations: &[
            "answered on the telephone or face to face",
            "not meant as a question",
            "answered by a picture or in a way import does not see",
        ],
        explanations_zh: &["电话里或当面答过了", "本来不是在问", "用图片或别的方式答了，导入时认不出"],
        action: "answer today, or ask somebody who has done it to answer",
        action_zh: "今天回，或请做过的人来答",
        expires_after: 14,
        detect,
    }
);

fn detect(scene: &Scene<'_>, search: &mut Search) {
    let (Some(end), Some(window)) = (scene.as_of(), scene.window(0)) else { return };
    let records = scene.records();
    for (group, subject) in first_layer(scene) {
        if !records.group_fields(group).meets(Fields::of(&[Field::Cue])) {
            search.cannot(subject, Undefined::NotRecorded);
            continue;
        }
        search.look();
        let history = GroupHistory { records, group, named_staff: scene.named_staff() };
        let timeline = Timeline::of(records.messages(group), everybody(history), scene.plan().turn_gap);
        let covered = records.group_coverage(group);
        let mut waiting = waiting(&timeline, &staff(scene, group), window.end);
        // Nobody knows what came after the export ended.
        let zone = scene.protocol().zone();
        waiting.retain(|&time| within(&covered, zone.day(time).plus(1)));
        let Some(first) = waiting.first() else { continue };
        let since = scene.protocol().zone().day(*first);
        let (count, days) = (waiting.len(), end.number() - since.number() - 1);
        let (are, oldest) = if count == 1 { ("question waits", "for") } else { ("questions wait", "the longest for") };
        let days_of = if days == 1 { "day" } else { "days" };
        search.find(
            Finding::new(&QUESTIONS_WAITING, subject, [since, end])
                .saying(
                    format!("{subject}: {count} {are}, {oldest} {days} {days_of}."),
                    format!("{subject}：{count}个问题还没人答，最久的等了{days}天。"),
                )
                .with_effect(count as f64, None, Some(0.0))
                .resting_on(Evidence::counted(
                    "messages",
                    &row_of_group(subject),
                    &[("questions without an answer", count as f64), ("days the longest has waited", f64::from(days))],
                )),
        );
    }
}

/// When each question was asked that waits at `until`, in order.
fn waiting(timeline: &Timeline, staff: &[bool], until: Timestamp) -> Vec<Timestamp> {
    let from = timeline.times().partition_point(|time| time.micros() < until.micros() - MEMORY * DAY);
    let to = timeline.times().partition_point(|time| time.micros() <= until.micros() - PATIENCE * DAY);
    let is_staff = |position: u32| staff[timeline.people()[position as usize].index()];
    let asks = |at: &usize| {
        let turn = timeline.turn(*at);
        turn.cues.has(Cue::Question) && !turn.flags.has(crate::records::Flags::TO_OTHERS) && !is_staff(turn.author)
    };
    let is_answered = |at: usize| {
        let asked = timeline.turn(at);
        let later = (at + 1..timeline.len()).map(|later| timeline.turn(later));
        let mut near = later.take_while(|turn| turn.time.micros() - asked.last_time.micros() <= PATIENCE * DAY);
        near.any(|turn| !turn.cues.has(Cue::Receipt) && answers(&turn, asked.author))
    };
    (from..to).filter(asks).filter(|&at| !is_answered(at)).map(|at| timeline.turn(at).time).collect()
}
