//! First-layer groups: needs, habits and the day's news, and what is said around activities.

use super::around;
use super::draw::{Draw, Seeds};
use super::lives::Lives;
use super::plant::Plant;
use super::room::{Moment, Room, Speaker};
use super::said::{Act, Group, Need};
use super::street::Activity;
use crate::records::{GroupOrigin, Role};
use crate::time::{Day, Zone};

/// How staff are in a group.
pub(super) const STAFF: super::cast::Habits =
    super::cast::Habits { talks: 1.0, answers: 1.0, comes: 0.0, points: [0.15, 0.35, 0.2], acknowledges: 0.0 };

/// The group of an organization, from the day it is opened; `first` is the first day the organization met.
pub(super) fn group(
    lives: &Lives<'_>,
    (organization, first): (usize, Day),
    activities: &[(usize, &Activity)],
    (seeds, zone): (Seeds, Zone),
    news: &[(Day, u32)],
) -> Option<Group> {
    let design = &lives.scenario.organizations[organization];
    let channel = design.channel.as_ref()?;
    let mut draw = seeds.draw(&["group".into(), channel.name.as_str().into()]);
    let skipped = lives.holds(organization, Plant::SkippedStep, lives.scenario.start).is_some();
    let opened_on = if skipped { lives.scenario.start.plus(2) } else { first.plus(4 + draw.below(14) as i32) };
    let speakers = speakers(lives, organization, opened_on, seeds);
    let (coach, worker) = lives.cast.staff[organization];
    let leader = speakers.iter().find(|s| s.membership.is_some_and(|m| lives.membership(m).role == Role::Leader));
    let (created_by, origin) = match leader {
        _ if skipped => (worker, GroupOrigin::Required),
        Some(leader) if draw.chance(0.7) => (leader.person, GroupOrigin::OwnWish),
        _ => (coach, GroupOrigin::Encouraged),
    };
    let members = speakers.iter().map(|speaker| speaker.person).collect();
    let mut room = Room::new(lives, zone, Some(organization), speakers, (channel.name.as_str(), seeds));
    join(&mut room, opened_on, created_by, seeds);
    for number in 0..lives.scenario.end().number() - opened_on.number() {
        live(&mut room, opened_on.plus(number), channel.daily, seeds);
    }
    for &(at, activity) in activities.iter().filter(|(_, activity)| activity.day > opened_on) {
        around::talk(&mut room, at, activity, seeds);
    }
    for &(day, number) in news.iter().filter(|(day, _)| *day > opened_on) {
        pass_on(&mut room, organization, (day, number), seeds);
    }
    let messages = room.finish();
    let (exports, pictures) = (Vec::new(), Vec::new());
    let organization = Some(organization);
    let name = channel.name.clone();
    Some(Group { name, organization, opened_on, created_by, origin, members, messages, exports, pictures })
}

/// Members with a telephone, and the staff of the organization.
fn speakers(lives: &Lives<'_>, organization: usize, opened_on: Day, seeds: Seeds) -> Vec<Speaker> {
    let mut speakers = Vec::new();
    for &m in lives.members(organization) {
        let membership = lives.membership(m);
        let name = lives.cast.people[membership.person].name.as_str();
        let design = &lives.scenario.organizations[organization];
        let mut draw = seeds.draw(&["telephone".into(), design.name.as_str().into(), name.into()]);
        let planted = lives.cast.facts.iter().any(|f| f.person == Some(membership.person));
        if membership.role == Role::Leader || planted || draw.chance(0.94) {
            let since = membership.from.map_or(opened_on, |from| from.max(opened_on));
            let habits = *lives.habits(m);
            speakers.push(Speaker { person: membership.person, membership: Some(m), habits, since });
        }
    }
    let (coach, worker) = lives.cast.staff[organization];
    for person in [coach, worker] {
        speakers.push(Speaker { person, membership: None, habits: STAFF, since: opened_on });
    }
    speakers
}

/// Whoever comes later is brought in, or finds the way alone.
fn join(room: &mut Room<'_>, opened_on: Day, created_by: usize, seeds: Seeds) {
    for speaker in 0..room.speakers.len() {
        let since = room.speakers[speaker].since;
        if since > opened_on {
            let name = room.lives.cast.people[room.speakers[speaker].person].name.as_str();
            let mut draw = seeds.draw(&["joins".into(), name.into(), i64::from(since.number()).into()]);
            let by = draw.chance(0.8).then_some(created_by);
            let at = Moment::on(since, 28_800 + draw.below(36_000) as u32);
            room.say(at, speaker, Act::Joined(by), &mut draw);
        }
    }
}

/// An ordinary day.
fn live(room: &mut Room<'_>, day: Day, daily: f64, seeds: Seeds) {
    let Some(organization) = room.organization else { return };
    let mut draw = seeds.draw(&[
        "day".into(),
        room.lives.scenario.organizations[organization].name.as_str().into(),
        i64::from(day.number()).into(),
    ]);
    let mood = room.mood(day);
    // Some days are livelier than others, for everybody.
    let lively = draw.lognormal(0.9, 0.5);
    let usual: f64 = room.speakers.iter().filter(|s| s.membership.is_some()).map(|s| s.habits.talks).sum();
    for speaker in 0..room.speakers.len() {
        let mean = if room.is_staff(speaker) {
            0.06 * mood.announces
        } else {
            daily * mood.begins * lively * room.speakers[speaker].habits.talks * room.talks(speaker, day)
                / usual.max(1.0)
        };
        for _ in 0..draw.poisson(mean) {
            begin(room, day, speaker, &mut draw);
        }
    }
}

/// Somebody begins.
fn begin(room: &mut Room<'_>, day: Day, speaker: usize, draw: &mut Draw) {
    let at = Moment::on(day, hour(draw));
    if room.is_staff(speaker) {
        let act = if draw.chance(0.5) { Act::Encouragement } else { Act::News(draw.below(1000) as u32) };
        if let Some(said) = room.say(at, speaker, act, draw) {
            room.heard(said, at, (speaker, 0.5), draw);
            acknowledge(room, said, at, speaker, draw);
        }
        return;
    }
    let staff_only = room.bears(speaker, Plant::StaffOnly, day).is_some();
    let asks = if staff_only || room.bears(speaker, Plant::Unanswered, day).is_some() { 0.5 } else { 0.24 };
    let rest = 1.0 - asks;
    let kinds = [asks, 0.24 * rest, 0.42 * rest, 0.14 * rest, 0.06 * rest, 0.05 * rest, 0.09 * rest];
    let (act, mean) = match draw.weighted(&kinds).unwrap_or_default() {
        0 => (Act::Question(*draw.pick(Need::ALL)), 1.3),
        1 => (Act::Greeting, 0.25),
        3 => (Act::Picture, 0.8),
        4 => (Act::Link, 0.2),
        5 => (Act::Sticker, 0.1),
        6 => (Act::Voice, 0.5),
        _ => (Act::Remark, 0.9),
    };
    let to_staff = staff_only && draw.chance(0.7);
    let staff: Vec<usize> = (0..room.speakers.len()).filter(|&other| room.is_staff(other)).collect();
    let said = if to_staff && !staff.is_empty() {
        let to = *draw.pick(&staff);
        room.address(to, at, speaker, act.clone(), draw).or_else(|| room.say(at, speaker, act, draw))
    } else {
        room.say(at, speaker, act, draw)
    };
    if let Some(said) = said {
        room.heard(said, at, (speaker, mean), draw);
    }
}

/// 收到: members acknowledge what is announced.
pub(super) fn acknowledge(room: &mut Room<'_>, said: usize, at: Moment, speaker: usize, draw: &mut Draw) {
    let mood = room.mood(at.day());
    let usual = if mood.announces > 1.0 { 1.6 } else { 0.5 };
    for other in 0..room.speakers.len() {
        let own = room.speakers[other].habits.acknowledges * room.talks(other, at.day());
        if other != speaker && draw.chance(own * usual * mood.shows.min(1.0)) {
            let when = at.after(draw.lognormal(25.0, 1.3), draw);
            room.acknowledge(said, when, other, draw);
        }
    }
}

/// News of the second layer reaches the group through its leader.
fn pass_on(room: &mut Room<'_>, organization: usize, (day, number): (Day, u32), seeds: Seeds) {
    let name = room.lives.scenario.organizations[organization].name.as_str();
    let mut draw = seeds.draw(&["passes on".into(), name.into(), i64::from(number).into()]);
    let mood = room.mood(day);
    let leads = |s: &Speaker| s.membership.is_some_and(|m| room.lives.membership(m).role == Role::Leader);
    let Some(leader) = room.speakers.iter().position(leads) else { return };
    if !draw.chance(0.4 * mood.shows) {
        return;
    }
    let at = Moment::on(day, 64_800).after(draw.lognormal(360.0, 1.0), &mut draw);
    if let Some(said) = room.say(at, leader, Act::News(number), &mut draw) {
        acknowledge(room, said, at, leader, &mut draw);
    }
}

/// When people take up their telephones: in the morning, at noon, in the afternoon, most of all after supper.
pub(super) fn hour(draw: &mut Draw) -> u32 {
    let (from, to) =
        [(6.5, 9.5), (11.0, 13.5), (14.5, 18.0), (18.5, 22.0)][draw.weighted(&[0.27, 0.14, 0.2, 0.39]).unwrap_or(3)];
    (draw.between(from, to) * 3600.0) as u32
}
