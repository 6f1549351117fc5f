use super::finding::row_of;
use super::talk::within;
use super::{About, Audience, Decision, Evidence, FalseAlarms, Finding, Scene, Search, Signal, Urgency};
use crate::declare;
use crate::definition::{Undefined, Unit};
use crate::panel::Key;
use crate::records::{ActivityOrigin, DaySpan, union_of_spans};
use crate::statistics::binomial_at_most;
use crate::time::Day;

/// The kind of calendar entry, the days before it, and the level.
const INSPECTION: &str = "inspection";
const DAYS: i32 = 10;
const ALPHA: f64 = 0.01;
/// How many times the usual pace there must be, and days with an activity in all.
const TIMES: f64 = 2.0;
const LEAST: usize = 8;
/// Inspections, far enough from each other: before one alone anything may have happened.
const INSPECTIONS: usize = 2;

declare!(
    INSPECTION_BURSTS = Signal {
        card: Card {
            id: "inspection_bursts",
            title: "More before inspections",
            title_zh: "检查前才热闹",
            summary: "In the ten days before inspections the organization was active on at least twice as many days as its usual pace lets expect.",
            summary_zh: "检查前十天里有活动的日子，至少是平常节奏的两倍。",
            formula: "Days with an activity, recorded or confirmed; k of n lie in the 10 days before an inspection of the calendar or on its days, which are a share s of the days from the first activity to the last. Inspections of which these days touch are one. Found where n ≥ 8, k ≥ 2·s·n and P(Bin(n, s) ≥ k) ≤ 0.01.",
            numerator: Unit::Events,
            denominator: Unit::Events,
            range: [0.0, 1.0],
            edges: &[
                Edge {
                    id: "no-inspection",
                    when: "the calendar has fewer than two inspections between the first activity and the last",
                    then: "nothing is said"
                },
                Edge {
                    id: "one-inspection",
                    when: "one inspection, whatever was held before it",
                    then: "nothing is said"
                },
                Edge { id: "fell-asleep", when: "an even pace, and then nothing for months", then: "no finding" },
                Edge { id: "few-activities", when: "fewer than 8 days with an activity", then: "nothing is said" },
                Edge { id: "one-festival", when: "five activities of one day before an inspection", then: "one day" },
                Edge { id: "even-pace", when: "the pace is the same", then: "no finding" }
            ],
            caveat: "An inspection is often set for when something is going on anyway.",
            caveat_zh: "检查也常挑本来就有活动的时候来。",
            complexity: "O(activities)",
            references: &["luo2017"],
            revision: 2,
        },
        reads: &[],
        about: About::Organization,
        urgency: Urgency::Changed,
        least: "eight days with an activity, and two inspections in the calendar among them",
        least_zh: "有活动的日子八天以上，日历里这期间写了两次检查",
        decision: Decision::Test { name: "binomial test of days with an activity before inspections", alpha: ALPHA },
        false_alarms: FalseAlarms::Months { new: 0.0, so: None },
        audience: Audience::Readers,
        explanations: &[
            "inspections are set for festivals",
            "a deadline of a grant fell on the same days",
            "sheets were kept better before inspections"
        ],
        explanations_zh: &["检查正好安排在节日前后", "项目结题赶在同几天", "检查前签到记得更全"],
        action: "look at the weeks after the inspection before speaking of it",
        action_zh: "先看看检查过后的几周，再谈",
        expires_after: 84,
        detect,
    }
);

fn detect(scene: &Scene<'_>, search: &mut Search) {
    let Some(end) = scene.as_of() else { return };
    let records = scene.records();
    let inspections = records.calendar().iter().filter(|entry| entry.kind == INSPECTION);
    let before = inspections.map(|entry| DaySpan { start: entry.start.plus(-DAYS), end: entry.end });
    let watched = union_of_spans(before);
    for (organization, subject) in scene.organizations() {
        let held = &records.activities()[records.activities_of(organization)];
        let held = held.iter().filter(|activity| activity.origin != ActivityOrigin::Proposed && activity.day < end);
        // Two on one day are one: a festival's programme is no pace.
        let mut held: Vec<Day> = held.map(|activity| activity.day).collect();
        held.dedup();
        let (Some(&first), Some(&last)) = (held.first(), held.last()) else { continue };
        // Up to the last activity: days after an organization fell asleep are no part of its pace.
        let asleep = last.plus(1);
        let days = |span: &DaySpan| (span.end.min(asleep).number() - span.start.max(first).number()).max(0);
        let (share, n) = (
            f64::from(watched.iter().map(days).sum::<i32>()) / f64::from(asleep.number() - first.number()),
            held.len(),
        );
        let inspections = watched.iter().filter(|span| days(span) > 0).count();
        if inspections < INSPECTIONS || n < LEAST {
            let reason = if inspections < INSPECTIONS { Undefined::NotRecorded } else { Undefined::TooFewEvents };
            search.cannot(subject, reason);
            continue;
        }
        search.look(subject);
        let k = held.iter().filter(|&&day| within(&watched, day)).count();
        let expected = share * n as f64;
        // P(Bin(n, s) ≥ k) = P(Bin(n, 1 − s) ≤ n − k).
        let p = binomial_at_most((n - k) as u32, n as u32, 1.0 - share);
        if p > ALPHA || (k as f64) < TIMES * expected {
            continue;
        }
        let row = row_of([(Key::Organization, subject.to_owned())]);
        let usual = (10.0 * expected).round() / 10.0;
        search.find(
            Finding::new(&INSPECTION_BURSTS, subject, [first, end])
                .saying(
                    format!("{subject}: {k} of {n} days with an activity fell in the ten days before an inspection or on its days; an even pace would bring {usual}."),
                    format!("{subject}：有活动的{n}天里，{k}天在检查前十天内或检查当天；按平常节奏大约是{usual}天。"),
                )
                .with_effect(k as f64 / n as f64, None, Some(share))
                .with_chance(p, 0.0)
                .resting_on(Evidence::counted("activities", &row, &[
                    ("days with an activity before inspections", k as f64),
                    ("days with an activity", n as f64),
                    ("share of days before inspections", share),
                        ("days an even pace would bring", expected),
                ])),
        );
    }
}
