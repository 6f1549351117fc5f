use super::{About, Audience, Decision, Finding, Place, Scene, Search, Signal, Urgency};
use crate::declare;
use crate::definition::{Undefined, Unit};
use crate::indicator::TableId;
use crate::indicator::act::{ACT_ATTENDANCE, ACT_SHEET_OVERLAP};
use crate::panel::Key;
use crate::population::Staff;

/// Days looked back on; lists that must be the same; names a list must have.
const DAYS: i32 = 84;
const LEAST: usize = 3;
const NAMES: f64 = 8.0;

declare!(
    COPIED_SHEETS = Signal {
        card: Card {
            id: "copied_sheets",
            title: "Lists that are the same",
            title_zh: "签到表一模一样",
            summary: "Three lists or more of the last twelve weeks bear just the names of an earlier one.",
            summary_zh: "近12周里有三张以上的签到表，名单和以前的某一张完全一样。",
            formula: "Lists of the last 84 days with act_attendance ≥ 8 and act_sheet_overlap = 1; found where there are 3 and they are at least half of such lists.",
            numerator: Unit::Events,
            denominator: Unit::Events,
            range: [0.0, 1.0],
            edges: &[
                Edge { id: "few-lists", when: "fewer than three lists of eight names", then: "nothing is said" },
                Edge { id: "twice", when: "two lists are the same as an earlier one", then: "no finding" },
                Edge { id: "small", when: "seven people who meet every week", then: "not looked at" }
            ],
            caveat: "A team of ten that never misses a rehearsal looks the same. Look at the handwriting before saying a word.",
            caveat_zh: "十个人的队伍次次到齐，名单也一样。先看看笔迹，再说话。",
            complexity: "O(rows)",
            references: &["luo2017"],
            revision: 1,
        },
        reads: &[&ACT_SHEET_OVERLAP, &ACT_ATTENDANCE],
        about: About::Organization,
        urgency: Urgency::Changed,
        least: "three lists of eight names in 84 days",
        least_zh: "84天内三张八人以上的名单",
        decision: Decision::Rule,
        audience: Audience::Readers,
        explanations: &[
            "a fixed team that never misses",
            "one list was copied to save time, and everybody was there",
            "the same file was handed in twice"
        ],
        explanations_zh: &["固定的队伍，次次到齐", "图省事抄了上一张，人倒是都来了", "同一张表交了两回"],
        action: "take a printed list along and let people sign themselves",
        action_zh: "带一张印好的表去，请大家自己签",
        expires_after: 56,
        detect,
    }
);

fn detect(scene: &Scene<'_>, search: &mut Search) {
    let Some(end) = scene.as_of() else { return };
    let from = end.plus(-DAYS);
    let day = |place: &Place<'_>| place.key(Key::Activity).map(|code| scene.records().activities()[code as usize].day);
    let places = scene.places(TableId::Activities, 0, Staff::Removed);
    for own in places.chunk_by(|a, b| a.key(Key::Organization) == b.key(Key::Organization)) {
        let subject = own[0].label(Key::Organization);
        let lately = own.iter().filter(|place| day(place).is_some_and(|day| from <= day && day < end));
        let lists: Vec<&Place<'_>> = lately
            .filter(|place| place.value(&ACT_ATTENDANCE).is_ok_and(|names| names >= NAMES))
            .filter(|place| place.value(&ACT_SHEET_OVERLAP).is_ok())
            .collect();
        if lists.len() < LEAST {
            search.cannot(subject, Undefined::TooFewEvents);
            continue;
        }
        search.look();
        let same: Vec<&&Place<'_>> = lists
            .iter()
            .filter(|place| place.value(&ACT_SHEET_OVERLAP).is_ok_and(|likeness| likeness >= 1.0))
            .collect();
        let Some(first) = same.first().and_then(|place| day(place)) else { continue };
        if same.len() < LEAST || 2 * same.len() < lists.len() {
            continue;
        }
        let (k, n) = (same.len(), lists.len());
        search.find(
            Finding::new(&COPIED_SHEETS, &subject, [first, end])
                .saying(
                    format!("{subject}: {k} of {n} lists of the last 12 weeks bear just the names of an earlier one."),
                    format!("{subject}：近12周的{n}张签到表里，有{k}张和以前某一张的名单完全一样。"),
                )
                .with_effect(k as f64 / n as f64, None, None)
                .resting_on(same.iter().filter_map(|place| place.cell(&ACT_SHEET_OVERLAP)).collect()),
        );
    }
}
