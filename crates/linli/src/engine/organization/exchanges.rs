//! What staff and members of an organization said to each other in its chats.

use super::OrganizationHistory;
use crate::definition::Undefined;
use crate::engine::Protocol;
use crate::engine::group::{GroupHistory, everybody};
use crate::frame::Exchanges;
use crate::records::{Cue, GroupId};
use crate::tie::{Timeline, Uptake, WAIT, answers, openings};
use crate::time::{SECOND, Timestamp, Zone};

/// A silence this long ends an exchange: half an hour, as the tie rule `exchange` has it.
const SILENCE: i64 = 30 * 60 * SECOND;

/// Of the first-layer groups of an organization. `staff` says who is, by person.
///
/// O(turns), and for each opening the turns until staff answer or it waits no more.
pub(super) fn of(
    protocol: &Protocol,
    history: OrganizationHistory<'_>,
    groups: &[GroupId],
    staff: &[bool],
) -> Result<Exchanges, Undefined> {
    let mut all = Exchanges::default();
    let is_kept = |group: &GroupId| history.records.group_sources(*group).next().is_some();
    if !groups.iter().any(is_kept) || !staff.contains(&true) {
        return Err(Undefined::NotRecorded);
    }
    for &group in groups {
        let messages = history.records.messages(group);
        let named_staff = history.named_staff;
        let people = everybody(GroupHistory { records: history.records, group, named_staff });
        let timeline = Timeline::of(messages, people, protocol.plan().turn_gap);
        let staff: Vec<bool> = timeline.people().iter().map(|person| staff[person.index()]).collect();
        answered(&timeline, &staff, protocol.zone(), &mut all);
        online(&timeline, &staff, protocol.zone(), &mut all);
        waited(&timeline, &staff, protocol.zone(), &mut all);
    }
    all.answered.sort_unstable();
    all.online.sort_unstable();
    // Groups stand one behind another.
    all.waited.sort_by(|a, b| a.0.cmp(&b.0).then(a.1.total_cmp(&b.1)));
    Ok(all)
}

/// What staff said to all and a member took up, and turns of members that point at staff who spoke in the 24 hours before.
fn answered(timeline: &Timeline, staff: &[bool], zone: Zone, all: &mut Exchanges) {
    for opening in openings(timeline, staff, Uptake::default()).iter().filter(|o| staff[o.author as usize]) {
        all.answered.extend(opening.taken_up.map(|taken| zone.day(opening.time.plus(taken.after))));
    }
    let mut spoke: Vec<Option<Timestamp>> = vec![None; staff.len()];
    for turn in (0..timeline.len()).map(|at| timeline.turn(at)) {
        if staff[turn.author as usize] {
            spoke[turn.author as usize] = Some(turn.last_time);
            continue;
        }
        let lately = |time: Timestamp| turn.time.micros() - time.micros() <= WAIT;
        if turn.targets.iter().any(|&(person, _)| spoke[person as usize].is_some_and(lately)) {
            all.answered.push(zone.day(turn.time));
        }
    }
}

/// Turns of staff in exchanges in which a member took part. Receipts take part in nothing.
fn online(timeline: &Timeline, staff: &[bool], zone: Zone, all: &mut Exchanges) {
    let mut end = |over: Timestamp, by_staff: usize, with_member: bool| {
        all.online.extend(std::iter::repeat_n(zone.day(over), if with_member { by_staff } else { 0 }));
    };
    let (mut over, mut by_staff, mut with_member) = (Timestamp::from_micros(i64::MIN), 0, false);
    for turn in (0..timeline.len()).map(|at| timeline.turn(at)).filter(|turn| !turn.cues.has(Cue::Receipt)) {
        if turn.time >= over {
            end(over, by_staff, with_member);
            (by_staff, with_member) = (0, false);
        }
        over = turn.last_time.plus(SILENCE);
        if staff[turn.author as usize] { by_staff += 1 } else { with_member = true }
    }
    end(over, by_staff, with_member);
}

/// What members said to all, and how long until staff answered, where they did while it waited.
fn waited(timeline: &Timeline, staff: &[bool], zone: Zone, all: &mut Exchanges) {
    for opening in openings(timeline, staff, Uptake::default()).iter().filter(|o| !staff[o.author as usize]) {
        let since = |time: Timestamp| time.micros() - opening.time.micros();
        let later = (opening.turn + 1..timeline.len()).map(|at| timeline.turn(at));
        let mut later = later.take_while(|turn| since(turn.time) <= opening.waits);
        let answer = later.find(|turn| staff[turn.author as usize] && answers(turn, opening.author));
        let hours = answer.map(|turn| since(turn.time) as f64 / 3.6e9);
        all.waited.extend(hours.map(|hours| (zone.day(opening.due), hours)));
    }
}
