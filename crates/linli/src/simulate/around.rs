//! What is said around an activity: it is announced, people say that they come, and afterwards it is shown.

use super::chats::acknowledge;
use super::draw::{Draw, Seeds};
use super::plant::Plant;
use super::room::{Moment, Room};
use super::said::Act;
use super::street::Activity;
use crate::records::Role;
use crate::time::Day;

/// Everything that a group says around one of its activities.
pub(super) fn talk(room: &mut Room<'_>, at: usize, activity: &Activity, seeds: Seeds) {
    let name = room.lives.scenario.organizations[activity.organization].name.as_str();
    let day = activity.day;
    let mut draw = seeds.draw(&["around".into(), name.into(), i64::from(day.number()).into()]);
    let lists = seeds.draw(&["lists".into(), name.into()]).chance(0.45);
    let shows = room.mood(day).shows;
    let habit = habit(room, activity);
    if draw.chance(habit.unwrap_or(0.88 * shows.max(0.25))) {
        announce(room, (at, activity), lists, &mut draw);
    }
    show(room, (at, activity), (shows, habit), &mut draw);
}

/// How surely notice, photos and list are posted where residents have made it their habit.
fn habit(room: &Room<'_>, activity: &Activity) -> Option<f64> {
    let fact = room.lives.holds(activity.organization, Plant::ReadyAlone, activity.day)?;
    Some(1.0 - fact.effect.exceptions())
}

/// Who speaks for the organization: staff where they are used to it, the one person where there is but one, a leader or a
/// member who came.
fn voice(room: &Room<'_>, activity: &Activity, draw: &mut Draw) -> Option<usize> {
    let (organization, day) = (activity.organization, activity.day);
    let lives = room.lives;
    let ready = lives.scenario.organizations[organization].plants.iter().any(|&(plant, _)| plant == Plant::ReadyAlone);
    let by_staff = match lives.holds(organization, Plant::ReadyAlone, day) {
        Some(fact) => 0.5 * fact.effect.exceptions(),
        None if ready || lives.holds(organization, Plant::StaffFacing, day).is_some() => 0.85,
        None if lives.holds(organization, Plant::MosquitoHall, day).is_some() => 0.8,
        None => 0.2,
    };
    if let Some(fact) = lives.holds(organization, Plant::OnePerson, day)
        && !draw.chance(fact.effect.exceptions())
    {
        return fact.person.and_then(|person| room.speaker(person)).filter(|&speaker| room.is_here(speaker, day));
    }
    let of = |is_staff: bool| {
        (0..room.speakers.len()).filter(move |&s| room.is_staff(s) == is_staff && room.is_here(s, day))
    };
    if draw.chance(by_staff) {
        let staff: Vec<usize> = of(true).collect();
        return (!staff.is_empty()).then(|| *draw.pick(&staff));
    }
    let weights: Vec<f64> = (0..room.speakers.len())
        .map(|speaker| match room.speakers[speaker].membership {
            Some(m) if room.is_here(speaker, day) && lives.membership(m).role == Role::Leader => 6.0,
            Some(m) if room.is_here(speaker, day) => lives.talks(m, day) * room.speakers[speaker].habits.talks * 0.15,
            _ => 0.0,
        })
        .collect();
    draw.weighted(&weights)
}

/// The notice, what is acknowledged, and who says that they come; some say so and do not come.
fn announce(room: &mut Room<'_>, (at, activity): (usize, &Activity), lists: bool, draw: &mut Draw) {
    let Some(speaker) = voice(room, activity, draw) else { return };
    let ahead = 1 + draw.below(2) as i32;
    let when = Moment::on(activity.day.plus(-ahead), super::chats::hour(draw));
    let Some(said) = room.say(when, speaker, Act::Notice(at), draw) else { return };
    acknowledge(room, said, when, speaker, draw);
    let mood = room.mood(when.day());
    let mut signing: Vec<(Moment, usize)> = Vec::new();
    for other in 0..room.speakers.len() {
        if room.is_staff(other) || other == speaker {
            continue;
        }
        let comes = activity.attended.iter().any(|a| a.came && a.person == room.speakers[other].person);
        let chance = if comes { 0.4 } else { 0.03 } * room.talks(other, when.day()).min(1.0) * mood.shows;
        if draw.chance(chance) {
            signing.push((when.after(draw.lognormal(45.0, 1.2), draw), other));
        }
    }
    signing.sort_unstable();
    let mut entered = Vec::new();
    for (when, other) in signing {
        if when.day() > activity.day {
            continue;
        }
        entered.push(room.speakers[other].person);
        let act = if lists { Act::SignUpList(at, entered.clone()) } else { Act::SignUp(at) };
        if room.say(when, other, act, draw).is_none() {
            entered.pop();
        }
    }
}

/// Photos, the list, the record, what it was like, and what others say to that.
fn show(room: &mut Room<'_>, (at, activity): (usize, &Activity), (shows, habit): (f64, Option<f64>), draw: &mut Draw) {
    let over = Moment::on(activity.day, (activity.hour + 2) * 3600).after(draw.lognormal(30.0, 0.8), draw);
    let day = activity.day;
    if let Some(speaker) = voice(room, activity, draw) {
        if draw.chance(habit.unwrap_or(0.78 * shows)) {
            for number in 0..=draw.below(3) {
                room.say(over.after(number as f64, draw), speaker, Act::Photos(at), draw);
            }
        }
        if draw.chance(habit.unwrap_or(0.4 * shows)) {
            room.say(over.after(4.0, draw), speaker, Act::Sheet(at), draw);
        }
    }
    if draw.chance(0.6 * shows)
        && let Some(speaker) = voice(room, activity, draw)
    {
        let when = over.after(draw.lognormal(25.0, 0.8), draw);
        if let Some(said) = room.say(when, speaker, Act::Record(at), draw) {
            room.heard(said, when, (speaker, 0.8), draw);
        }
    }
    for attended in activity.attended.iter().filter(|attended| attended.came) {
        let Some(speaker) = room.speaker(attended.person).filter(|&s| !room.is_staff(s)) else { continue };
        if draw.chance(0.07 * shows * room.talks(speaker, day).min(1.0)) {
            let when = over.after(draw.lognormal(120.0, 0.9), draw);
            if let Some(said) = room.say(when, speaker, Act::Reflection(at), draw) {
                room.heard(said, when, (speaker, 0.6), draw);
            }
        }
    }
}

/// Whether an activity is worth showing to the others: most are not.
pub(super) fn worth_showing(day: Day, name: &str, seeds: Seeds) -> bool {
    seeds.draw(&["shows".into(), name.into(), i64::from(day.number()).into()]).chance(0.12)
}
