use super::{About, Audience, Decision, FalseAlarms, Finding, Scene, Search, Signal, Urgency};
use crate::declare;
use crate::definition::{Undefined, Unit};
use crate::engine::series_of;
use crate::indicator::TableId;
use crate::indicator::series::{SERIES_FLAGGED_ATTENDANCE, SERIES_ORDINARY_ATTENDANCE};
use crate::panel::Key;
use crate::population::Staff;
use crate::records::{ActivityOrigin, OrganizationId};
use crate::time::Day;

/// How many times as many people gift and guest days must bring, and how many at least.
const TIMES: f64 = 2.0;
const LEAST: f64 = 8.0;
/// Gift and guest days below which nothing is said.
const LEAST_DAYS: usize = 3;

declare!(
    BOUGHT_ATTENDANCE = Signal {
        card: Card {
            id: "bought_attendance",
            title: "Full on gift and guest days only",
            title_zh: "发东西、来领导才有人",
            summary: "Activities with gifts or guests bring at least twice the people of a middling activity without.",
            summary_zh: "发东西或有来宾的活动，人数至少是平常活动的两倍。",
            formula: "series_flagged_attendance ≥ 2 · series_ordinary_attendance, and ≥ 8, at the last window; both are medians. At least 3 activities of the series with gifts or guests, and 3 without.",
            numerator: Unit::Persons,
            denominator: Unit::Persons,
            range: [0.0, f64::INFINITY],
            edges: &[
                Edge { id: "not-recorded", when: "incentive and guests are not written down", then: "nothing is said" },
                Edge {
                    id: "few-gift-days",
                    when: "fewer than three activities with gifts or guests",
                    then: "nothing is said"
                },
                Edge {
                    id: "few-ordinary",
                    when: "fewer than three activities without gifts or guests",
                    then: "nothing is said"
                },
                Edge { id: "even", when: "the others bring more than half as many", then: "no finding" }
            ],
            caveat: "A feast is meant to draw people. What counts is who comes when nothing is given out.",
            caveat_zh: "过节发点东西，本来就是为了热闹。要看的是平常日子谁还来。",
            complexity: "O(rows)",
            references: &["luo2017"],
            revision: 2,
        },
        reads: &[&SERIES_FLAGGED_ATTENDANCE, &SERIES_ORDINARY_ATTENDANCE],
        about: About::Activity,
        urgency: Urgency::Changed,
        least: "three activities with gifts or guests and three without, attendance of each recorded",
        least_zh: "同一系列里，发东西或有来宾的活动三次、没有的三次，每次人数都有记",
        decision: Decision::Rule,
        false_alarms: FalseAlarms::Subjects { called: 0.11, so: Some(0) },
        audience: Audience::Readers,
        explanations: &[
            "gifts were given at feasts, when everybody comes anyway",
            "ordinary days are small on purpose",
            "the sheets of ordinary days are incomplete"
        ],
        explanations_zh: &["发东西正好是过节，本来人就多", "平常本来就是小范围的", "平常日子的签到没记全"],
        action: "ask those who come on ordinary days what they come for",
        action_zh: "问问平常也来的人，他们图什么",
        expires_after: 84,
        detect,
    }
);

fn detect(scene: &Scene<'_>, search: &mut Search) {
    let (Some(end), Some(first)) = (scene.as_of(), scene.dictionaries().windows.first()) else { return };
    let read = [&SERIES_FLAGGED_ATTENDANCE, &SERIES_ORDINARY_ATTENDANCE];
    for place in scene.places(TableId::Series, 0, Staff::Removed) {
        let subject = format!("{} / {}", place.label(Key::Organization), place.label(Key::Series));
        let (flagged, ordinary) = match (place.value(read[0]), place.value(read[1])) {
            (Ok(flagged), Ok(ordinary)) => (flagged, ordinary),
            (Err(reason), _) | (_, Err(reason)) => {
                search.cannot(subject, reason);
                continue;
            }
        };
        let days = place.key(Key::Organization).map_or(0, |code| {
            gift_days(scene, OrganizationId::from_index(code as usize), &place.label(Key::Series), end)
        });
        if days < LEAST_DAYS {
            search.cannot(subject, Undefined::TooFewEvents);
            continue;
        }
        search.look(&subject);
        if flagged < TIMES * ordinary || flagged < LEAST {
            continue;
        }
        search.find(
            Finding::new(&BOUGHT_ATTENDANCE, &subject, [first.first_day, end])
                .saying(
                    format!("{subject}: {flagged} people on a middling day with gifts or guests, {ordinary} without, up to {end}."),
                    format!("{subject}：发东西或有来宾的日子（中位数）{flagged}人，平常日子{ordinary}人（到{end}为止）。"),
                )
                .with_effect(if ordinary > 0.0 { flagged / ordinary } else { flagged }, None, Some(1.0))
                .resting_on(place.cells(&read)),
        );
    }
}

/// Activities of a series at which something was given out or guests came, before a day.
fn gift_days(scene: &Scene<'_>, organization: OrganizationId, series: &str, end: Day) -> usize {
    let records = scene.records();
    let held = &records.activities()[records.activities_of(organization)];
    let own = held.iter().zip(series_of(held)).filter(|(_, name)| *name == series).map(|(activity, _)| activity);
    let counted = own.filter(|activity| activity.has_list || activity.headcount.is_some());
    let flagged = counted.filter(|a| a.incentive == Some(true) || a.guests == Some(true));
    flagged.filter(|a| a.origin != ActivityOrigin::Proposed && a.day < end).count()
}
