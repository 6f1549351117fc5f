use super::{About, Audience, Decision, Finding, Place, Scene, Search, Signal, Urgency};
use crate::declare;
use crate::definition::{Undefined, Unit, Value};
use crate::indicator::TableId;
use crate::indicator::act::{ACT_NOTICE_BY, ACT_PHOTOS_BY, ACT_SHEET_BY};
use crate::panel::Key;
use crate::population::Staff;

/// Days looked back on, and activities in a row.
const DAYS: i32 = 112;
const LEAST: usize = 5;

declare!(
    KEEPS_RECORD = Signal {
        card: Card {
            id: "keeps_record",
            title: "Neighbours keep the record themselves",
            title_zh: "记录都是自己做的",
            summary: "For the last five activities or more, members posted notice, photos and list themselves.",
            summary_zh: "最近五次以上活动，预告、照片、签到表都是居民自己发的。",
            formula: "Activities of the last 112 days, recorded or confirmed: the latest in a row for which act_notice_by, act_photos_by and act_sheet_by are each members or both; found where they are 5 or more.",
            numerator: Unit::Events,
            denominator: Unit::Events,
            range: [0.0, f64::INFINITY],
            edges: &[
                Edge { id: "four", when: "four in a row", then: "no finding" },
                Edge {
                    id: "staff-posted-one",
                    when: "staff alone posted the list of the latest activity",
                    then: "no finding"
                },
                Edge { id: "not-recorded", when: "the chat shows no cues", then: "nothing is said" }
            ],
            caveat: "A record kept well says that somebody keeps it, and nothing yet of who comes.",
            caveat_zh: "记录做得齐，说明有人在做；来的人怎么样，还要另看。",
            complexity: "O(rows)",
            references: &["luo2017"],
            revision: 1,
        },
        reads: &[&ACT_NOTICE_BY, &ACT_PHOTOS_BY, &ACT_SHEET_BY],
        about: About::Organization,
        urgency: Urgency::Good,
        least: "five activities in 112 days that the chat could show",
        least_zh: "112天里群里看得到的活动五次以上",
        decision: Decision::Rule,
        audience: Audience::Readers,
        explanations: &["one person does it all", "a coach sits beside and dictates"],
        explanations_zh: &["都是同一个人做的", "工作人员在旁边教着发的"],
        action: "ask them to tell the others in the second-layer group how they do it",
        action_zh: "请她们在第二层群里讲讲怎么做",
        expires_after: 56,
        detect,
    }
);

fn detect(scene: &Scene<'_>, search: &mut Search) {
    let Some(end) = scene.as_of() else { return };
    let from = end.plus(-DAYS);
    let day = |place: &Place<'_>| place.key(Key::Activity).map(|code| scene.records().activities()[code as usize].day);
    let read = [&ACT_NOTICE_BY, &ACT_PHOTOS_BY, &ACT_SHEET_BY];
    let places = scene.places(TableId::Activities, 0, Staff::Removed);
    for own in places.chunk_by(|a, b| a.key(Key::Organization) == b.key(Key::Organization)) {
        let subject = own[0].label(Key::Organization);
        let mut lately: Vec<&Place<'_>> =
            own.iter().filter(|place| day(place).is_some_and(|day| from <= day && day < end)).collect();
        lately.sort_by_key(|place| day(place));
        let known = lately.iter().filter(|place| read.iter().all(|indicator| place.value(indicator).is_ok())).count();
        if known < LEAST {
            search.cannot(subject, Undefined::TooFewEvents);
            continue;
        }
        search.look();
        let by_members = |posted: Value| posted.is_ok_and(|code| matches!(code as u8, 1 | 3));
        let kept = |place: &&&Place<'_>| read.iter().all(|indicator| by_members(place.value(indicator)));
        let streak: Vec<&&Place<'_>> = lately.iter().rev().take_while(kept).collect();
        let Some(first) = streak.last().and_then(|place| day(place)) else { continue };
        if streak.len() < LEAST {
            continue;
        }
        let count = streak.len();
        search.find(
            Finding::new(&KEEPS_RECORD, &subject, [first, end])
                .saying(
                    format!(
                        "{subject}: for {count} activities in a row, members posted notice, photos and list themselves."
                    ),
                    format!("{subject}：连续{count}次活动，预告、照片、签到表都是自己发的。"),
                )
                .with_effect(count as f64, None, None)
                .resting_on(streak.iter().take(LEAST).rev().flat_map(|place| place.cells(&read)).collect()),
        );
    }
}
