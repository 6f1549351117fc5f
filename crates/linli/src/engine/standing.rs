//! One group on one day, outside of a run: where everybody stands under any choice of the table's options, on which days each
//! was seen, and who was not seen for long.

use super::belonging::Belonging;
use super::group::{GroupHistory, attended, everybody, is_linked};
use super::lives::{Lives, within};
use super::margins::{Margins, Person, is_expected};
use super::sightings::Sightings;
use crate::definition::Undefined;
use crate::frame::Joiner;
use crate::marginality::{Options, SeenDays};
use crate::plan::Plan;
use crate::records::{ActivityOrigin, DaySpan, PersonId, Records, union_of_spans};
use crate::tie::Timeline;
use crate::time::{DAY, Day, Window, Zone};

/// Countable days that are late, and that were before them.
const LATELY: usize = 28;
const BEFORE: usize = 84;
/// How many days of the calendar are searched for them.
const SEARCHED: i32 = 2 * (LATELY + BEFORE) as i32;

/// What is known of a member's days.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Days {
    pub(crate) person: PersonId,
    /// Away on the last day.
    pub(crate) away: bool,
    /// Seen days of the last 28 countable and of the 84 before; why not, where there are fewer.
    pub(crate) seen: Result<SeenDays, Undefined>,
    /// The first of the last 28 countable days; the window's end where there are none.
    pub(crate) since: Day,
    /// The day last seen.
    pub(crate) last: Option<Day>,
    /// The longest gap between two days seen on, in days.
    pub(crate) longest_gap: Option<u32>,
}

/// Everybody of a group on the last day before `window` ends, with what is asked of them.
fn with<T>(
    history: GroupHistory<'_>,
    plan: &Plan,
    zone: Zone,
    ask: impl FnOnce(&Timeline, &Belonging<'_>, &Lives) -> T,
) -> T {
    let people = everybody(history);
    let presence_days = i32::try_from(plan.presence.micros() / DAY).unwrap_or(i32::MAX);
    let belonging = Belonging::new(history.records, history.group, &people, history.named_staff, presence_days);
    let timeline = Timeline::of(history.records.messages(history.group), people.clone(), plan.turn_gap);
    let attended = attended(history, &people, &belonging);
    let sightings = Sightings::new(&timeline, &attended, plan.presence.micros(), zone);
    let lives = Lives::new(&belonging, sightings.days(), history.records.holidays());
    ask(&timeline, &belonging, &lives)
}

/// Where the group's people stand at a window's end under each of these options; staff and whoever left are among them,
/// as `other_population`.
pub(crate) fn placed(
    history: GroupHistory<'_>,
    plan: &Plan,
    zone: Zone,
    window: &Window,
    options: &[Options],
) -> Vec<Vec<(PersonId, Person)>> {
    with(history, plan, zone, |timeline, belonging, lives| {
        let standing = belonging.standing(window);
        let of = options.iter().map(|&options| {
            let mut margins = Margins::new(history, timeline, belonging, options, zone);
            margins.place(window, &standing, lives);
            let people = margins.at(window.end_day).map_or(&[][..], |placed| &placed.people);
            timeline.people().iter().copied().zip(people.iter().copied()).collect()
        });
        of.collect()
    })
}

/// Who joined in the twelve weeks before a window's end, staff apart.
///
/// # Errors
/// `not_linked` where too few of the names on sheets are known in the chat, `not_recorded` where nobody's first day is known
/// so far.
pub(crate) fn joiners(
    history: GroupHistory<'_>,
    plan: &Plan,
    zone: Zone,
    window: &Window,
) -> Result<Vec<Joiner>, Undefined> {
    if !is_linked(history, plan.least_linkage) {
        return Err(Undefined::NotLinked);
    }
    with(history, plan, zone, |_, _, lives| lives.joiners(window)).ok_or(Undefined::NotRecorded)
}

/// The days of the group's members, staff apart, at a window's end.
pub(crate) fn days(history: GroupHistory<'_>, plan: &Plan, zone: Zone, window: &Window) -> Vec<Days> {
    with(history, plan, zone, |timeline, belonging, lives| {
        let standing = belonging.standing(window);
        let known = known_days(history);
        let end = window.end_day;
        let here = |&position: &usize| lives.was_here(position, end.plus(-1)) && !standing.staff[position];
        let of = (0..timeline.people().len()).filter(here).map(|position| {
            let (seen, since) = seen_days(position, end, lives, &known);
            Days {
                person: timeline.people()[position],
                away: lives.is_away(position, end.plus(-1)),
                seen,
                since,
                last: lives.last_seen(position, end),
                longest_gap: lives.longest_gap(position, end),
            }
        });
        of.collect()
    })
}

/// Days covered by the chat, or on which an activity with a list of names was held.
fn known_days(history: GroupHistory<'_>) -> Vec<DaySpan> {
    let records: &Records = history.records;
    let organization = records.groups()[history.group.index()].organization;
    let held = organization.map_or(0..0, |organization| records.activities_of(organization));
    let listed = records.activities()[held].iter().filter(|a| a.has_list && a.origin != ActivityOrigin::Proposed);
    let listed = listed.map(|activity| DaySpan { start: activity.day, end: activity.day.plus(1) });
    union_of_spans(records.group_coverage(history.group).into_iter().chain(listed))
}

/// What somebody's countable days say, and the first of the late ones.
fn seen_days(position: usize, end: Day, lives: &Lives, known: &[DaySpan]) -> (Result<SeenDays, Undefined>, Day) {
    let back = (1..=SEARCHED).map(|day| end.plus(-day));
    let countable = back.filter(|&day| within(known, day) && is_expected(lives, position, day));
    let seen: Vec<(Day, bool)> =
        countable.take(LATELY + BEFORE).map(|day| (day, lives.seen_between(position, day, day.plus(1)))).collect();
    let since = seen[..seen.len().min(LATELY)].last().map_or(end, |&(day, _)| day);
    if seen.len() < LATELY + BEFORE {
        return (Err(Undefined::NotCovered), since);
    }
    let count = |days: &[(Day, bool)]| days.iter().filter(|(_, seen)| *seen).count() as u32;
    (Ok(SeenDays { lately: count(&seen[..LATELY]), before: count(&seen[LATELY..]) }), since)
}
