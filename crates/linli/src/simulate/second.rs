//! The second-layer group: leaders of all organizations and the staff show, ask, answer and carry news.

use super::around::worth_showing;
use super::chats::{STAFF, acknowledge, hour};
use super::draw::Seeds;
use super::lives::Lives;
use super::room::{Moment, Room, Speaker};
use super::said::{Act, Group, Need};
use super::street::Activity;
use crate::records::{GroupOrigin, Role};
use crate::time::{Day, Zone};

/// The days on which staff have news for everybody, with a number for each piece.
pub(super) fn news(lives: &Lives<'_>, seeds: Seeds) -> Vec<(Day, u32)> {
    let Some(name) = &lives.scenario.second_layer else { return Vec::new() };
    let days = 7 * lives.scenario.weeks;
    let told = |day: &Day| {
        let key = i64::from(day.number());
        seeds.draw(&["news".into(), name.as_str().into(), key.into()]).chance(0.12)
    };
    (28..days).map(|number| lives.scenario.start.plus(number)).filter(told).zip(1..).collect()
}

pub(super) fn group(
    lives: &Lives<'_>,
    activities: &[Activity],
    news: &[(Day, u32)],
    (seeds, zone): (Seeds, Zone),
) -> Option<Group> {
    let name = lives.scenario.second_layer.as_ref()?;
    let opened_on = lives.scenario.start.plus(28);
    let speakers = delegates(lives, opened_on, seeds);
    let members = speakers.iter().map(|speaker| speaker.person).collect();
    let mut room = Room::new(lives, zone, None, speakers, (name.as_str(), seeds));
    for &(day, number) in news {
        let mut draw = seeds.draw(&["tells".into(), name.as_str().into(), i64::from(number).into()]);
        let staff: Vec<usize> = (0..room.speakers.len()).filter(|&s| room.is_staff(s)).collect();
        let speaker = *draw.pick(&staff);
        let at = Moment::on(day, hour(&mut draw).min(64_000));
        if let Some(said) = room.say(at, speaker, Act::News(number), &mut draw) {
            acknowledge(&mut room, said, at, speaker, &mut draw);
            room.heard(said, at, (speaker, 0.4), &mut draw);
        }
    }
    for number in 0..lives.scenario.end().number() - opened_on.number() {
        ask(&mut room, opened_on.plus(number), name, seeds);
    }
    for (at, activity) in activities.iter().enumerate().filter(|(_, activity)| activity.day > opened_on) {
        show(&mut room, at, activity, seeds);
    }
    let messages = room.finish();
    Some(Group {
        name: name.clone(),
        organization: None,
        opened_on,
        created_by: 0,
        origin: GroupOrigin::Encouraged,
        members,
        messages,
        exports: Vec::new(),
        pictures: Vec::new(),
    })
}

/// One or two leaders of every organization, and the coaches and social workers.
fn delegates(lives: &Lives<'_>, opened_on: Day, seeds: Seeds) -> Vec<Speaker> {
    let mut speakers = Vec::new();
    for (organization, design) in lives.scenario.organizations.iter().enumerate() {
        let mut draw = seeds.draw(&["delegates".into(), design.name.as_str().into()]);
        let leaders = lives.members(organization).iter().filter(|&&m| lives.membership(m).role == Role::Leader);
        for &m in leaders.take(1 + draw.below(2)) {
            let habits = *lives.habits(m);
            let person = lives.membership(m).person;
            speakers.push(Speaker { person, membership: Some(m), habits, since: opened_on });
        }
    }
    let mut staff: Vec<usize> = lives.cast.staff.iter().flat_map(|&(coach, worker)| [coach, worker]).collect();
    staff.sort_unstable();
    staff.dedup();
    speakers.extend(staff.into_iter().map(|person| Speaker {
        person,
        membership: None,
        habits: STAFF,
        since: opened_on,
    }));
    speakers
}

/// Delegates have questions: about money, rooms, and how others do it.
fn ask(room: &mut Room<'_>, day: Day, name: &str, seeds: Seeds) {
    let mut draw = seeds.draw(&["asks".into(), name.into(), i64::from(day.number()).into()]);
    let mood = room.mood(day);
    for speaker in 0..room.speakers.len() {
        if !room.is_staff(speaker) && draw.chance(0.022 * mood.begins) && room.is_here(speaker, day) {
            let act = match draw.below(4) {
                0 => Act::Question(Need::Money),
                1 => Act::Question(Need::Room),
                2 => Act::Question(Need::Skill),
                _ => Act::Remark,
            };
            let at = Moment::on(day, hour(&mut draw));
            if let Some(said) = room.say(at, speaker, act, &mut draw) {
                room.heard(said, at, (speaker, 1.1), &mut draw);
            }
        }
    }
}

/// A delegate shows what the own organization has done.
fn show(room: &mut Room<'_>, at: usize, activity: &Activity, seeds: Seeds) {
    let design = &room.lives.scenario.organizations[activity.organization];
    let name = design.name.clone();
    if !worth_showing(activity.day, &name, seeds) {
        return;
    }
    let mut draw = seeds.draw(&["shows what".into(), name.as_str().into(), i64::from(activity.day.number()).into()]);
    let own =
        |s: &Speaker| s.membership.is_some_and(|m| room.lives.membership(m).organization == activity.organization);
    let Some(speaker) = room.speakers.iter().position(own) else { return };
    let when = Moment::on(activity.day, (activity.hour + 3) * 3600).after(draw.lognormal(40.0, 0.9), &mut draw);
    room.say(when, speaker, Act::Photos(at), &mut draw);
    if let Some(said) = room.say(when.after(2.0, &mut draw), speaker, Act::Record(at), &mut draw) {
        room.heard(said, when.after(2.0, &mut draw), (speaker, 0.9), &mut draw);
    }
}
