//! What is held, and who comes: because it is their day, their turn, their need, or for the gift.

use super::draw::{Draw, Seeds};
use super::lives::Lives;
use super::plant::Plant;
use super::scenario::{Design, Keeping};
use super::season;
use super::street::{Activity, Attended, Kept};
use crate::records::{Initiator, Part, Role, Serves};
use crate::time::Day;

/// The first day on which an organization meets. Where the steps were skipped, nobody met for ten weeks.
pub(super) fn first_day(lives: &Lives<'_>, organization: usize) -> Day {
    let design = &lives.scenario.organizations[organization];
    let skipped = lives.holds(organization, Plant::SkippedStep, lives.scenario.start).is_some();
    let hall = lives.holds(organization, Plant::MosquitoHall, lives.scenario.start).is_some();
    let weeks = if skipped {
        10
    } else if hall {
        3
    } else {
        1
    };
    lives.scenario.start.monday().plus(7 * weeks + design.weekday)
}

/// Everything an organization holds.
pub(super) fn held(lives: &Lives<'_>, organization: usize, seeds: Seeds) -> Vec<Activity> {
    let design = &lives.scenario.organizations[organization];
    let first = first_day(lives, organization);
    let mut regulars = regulars(lives, design, seeds);
    let mut activities: Vec<Activity> = Vec::new();
    for number in 0..lives.scenario.end().number() - first.number() {
        let day = first.plus(number);
        let usual = number % (7 * design.every) == 0;
        let extra = number % 7 == 3 && lives.bursts(organization, day).is_some();
        let mut draw = seeds.draw(&["held".into(), design.name.as_str().into(), i64::from(day.number()).into()]);
        if !(usual || extra)
            || season::rests(lives.seasons, day)
            || !takes_place(lives, organization, day, first, &mut draw)
        {
            continue;
        }
        let mut activity = occasion(lives, (organization, design), (day, first), activities.len(), &mut draw);
        attend(lives, &mut activity, (day == first, &mut regulars), &mut draw);
        if let Some(fact) = lives.holds(organization, Plant::CopiedSheets, day)
            && let Some(before) = activities.last()
            && !draw.chance(fact.effect.exceptions())
        {
            copy_list(before, &mut activity);
        }
        activity.kept = kept(lives, design, day, seeds, &mut draw);
        activities.push(activity);
    }
    activities
}

/// Neighbours who come to what is held for others.
struct Regulars {
    people: Vec<usize>,
    /// How often each has come.
    times: Vec<u32>,
}

fn regulars(lives: &Lives<'_>, design: &Design, seeds: Seeds) -> Regulars {
    let mut draw = seeds.draw(&["regulars".into(), design.name.as_str().into()]);
    let near = lives.cast.neighbours.iter().find(|(community, _)| *community == design.community);
    let near = near.map_or(&[][..], |(_, people)| people);
    let is_hall = design.plants.iter().any(|&(plant, _)| plant == Plant::MosquitoHall);
    let count = match (is_hall, design.kind.as_str()) {
        (true, _) => 46,
        (false, "service") => 10,
        _ => 0,
    };
    let people = draw.some(count, near);
    Regulars { times: vec![0; people.len()], people }
}

/// Rain, a key that is not there; and a hall that nobody needs.
fn takes_place(lives: &Lives<'_>, organization: usize, day: Day, first: Day, draw: &mut Draw) -> bool {
    if day == first {
        return true;
    }
    let hall = lives.holds(organization, Plant::MosquitoHall, day);
    let weeks = f64::from(day.number() - first.number()) / 7.0;
    let idle = hall.map_or(1.0, |fact| (1.0 - weeks / 26.0).max(fact.effect.fallen()));
    draw.chance(0.95 * idle)
}

fn occasion(
    lives: &Lives<'_>,
    (organization, design): (usize, &Design),
    (day, first): (Day, Day),
    number: usize,
    draw: &mut Draw,
) -> Activity {
    let hall = lives.holds(organization, Plant::MosquitoHall, day).is_some();
    let bought = lives.holds(organization, Plant::BoughtAttendance, day).is_some();
    let staffed = lives.holds(organization, Plant::StaffFacing, day).is_some();
    let ready = design.plants.iter().any(|&(plant, _)| plant == Plant::ReadyAlone);
    let alone = lives.holds(organization, Plant::ReadyAlone, day);
    let opening = hall && day == first;
    let with_staff = match (alone, ready || staffed || hall) {
        (Some(fact), _) => draw.chance(0.5 * fact.effect.exceptions()),
        (None, true) => draw.chance(0.85),
        (None, false) => draw.chance(0.4),
    };
    let wishes = match (alone.is_some(), staffed || hall) {
        (true, _) => [0.5, 0.5, 0.0, 0.0],
        (false, true) => [0.0, 0.1, 0.6, 0.3],
        (false, false) if ready => [0.1, 0.3, 0.6, 0.0],
        _ => [0.25, 0.55, 0.2, 0.0],
    };
    let who = draw.weighted(&wishes).unwrap_or_default();
    let incentive = draw.chance(if bought { 0.25 } else { 0.04 }) || opening;
    let guests = draw.chance(0.03) || opening;
    let partner = draw.chance(0.04).then(|| partner(lives, organization, draw)).flatten();
    Activity {
        organization,
        title: design.titles[number % design.titles.len()].clone(),
        day,
        hour: design.hour,
        venue: design.venue.clone(),
        incentive,
        guests,
        initiated_by: [Initiator::Residents, Initiator::Organization, Initiator::Staff, Initiator::Government][who],
        serves: if design.kind == "service" { Serves::Others } else { Serves::Members },
        partner,
        with_staff: with_staff || opening,
        attended: Vec::new(),
        kept: Kept::List,
    }
}

/// Another organization of the community to hold something with.
fn partner(lives: &Lives<'_>, organization: usize, draw: &mut Draw) -> Option<usize> {
    let designs = &lives.scenario.organizations;
    let near: Vec<usize> = (0..designs.len())
        .filter(|&other| other != organization && designs[other].community == designs[organization].community)
        .collect();
    (!near.is_empty()).then(|| *draw.pick(&near))
}

fn attend(lives: &Lives<'_>, activity: &mut Activity, (opens, regulars): (bool, &mut Regulars), draw: &mut Draw) {
    let (organization, day) = (activity.organization, activity.day);
    let gift = gift(lives, activity);
    let mut came: Vec<(usize, Part)> = Vec::new();
    for &m in lives.members(organization) {
        let membership = lives.membership(m);
        let chance = lives.comes(m, day) * gift;
        let leads = membership.role == Role::Leader;
        if draw.chance(if leads {
            chance.max(0.6 * f64::from(u8::from(lives.is_here(m, day))))
        } else {
            chance.min(0.97)
        }) {
            // What is held for others is held by the members.
            let helps = draw.chance(0.12) || activity.serves == Serves::Others;
            let part = match (leads, helps) {
                (true, _) => Part::Organizer,
                (false, true) => Part::Helper,
                _ => Part::Recipient,
            };
            came.push((membership.person, part));
        }
    }
    let one = lives.holds(organization, Plant::OnePerson, day).is_some();
    let organizers = came.iter().filter(|(_, part)| *part == Part::Organizer).count();
    if organizers > 1 && !one && draw.chance(0.5) {
        // They take turns.
        let first = came.iter().position(|(_, part)| *part == Part::Organizer).unwrap_or_default();
        came[first].1 = Part::Helper;
    }
    let hall = lives.holds(organization, Plant::MosquitoHall, day);
    let share = match hall {
        Some(_) if opens => 0.97,
        Some(fact) => 0.4 * fact.effect.exceptions().max(0.04) + 0.04,
        None => 0.35,
    };
    for (person, times) in regulars.people.iter().zip(&mut regulars.times) {
        if draw.chance(share * gift) {
            *times += 1;
            let helps = hall.is_none() && *times > 5 && draw.chance(0.4);
            came.push((*person, if helps { Part::Helper } else { Part::Recipient }));
        }
    }
    visit(lives, activity, &mut came, draw);
    if activity.with_staff {
        let (coach, worker) = lives.cast.staff[organization];
        came.push((if draw.chance(0.4) { coach } else { worker }, Part::Guest));
        if activity.guests {
            came.push((worker + 1, Part::Guest));
        }
    }
    activity.attended =
        came.into_iter().map(|(person, part)| Attended { person, part, came: true, listed: true }).collect();
}

/// How what is given out changes who comes.
fn gift(lives: &Lives<'_>, activity: &Activity) -> f64 {
    match (lives.holds(activity.organization, Plant::BoughtAttendance, activity.day), activity.incentive) {
        (Some(_), true) => 1.3,
        (Some(fact), false) => fact.effect.fallen(),
        _ => 1.0,
    }
}

/// People of the partner come, or somebody of another organization looks in.
fn visit(lives: &Lives<'_>, activity: &Activity, came: &mut Vec<(usize, Part)>, draw: &mut Draw) {
    let looked_in = draw.chance(0.05).then(|| partner(lives, activity.organization, draw)).flatten();
    let (from, count) = match (activity.partner, looked_in) {
        (Some(partner), _) => (partner, 4 + draw.below(3)),
        (None, Some(other)) => (other, 1 + draw.below(2)),
        _ => return,
    };
    let here: Vec<usize> = lives
        .members(from)
        .iter()
        .copied()
        .filter(|&m| lives.is_here(m, activity.day))
        .map(|m| lives.membership(m).person)
        .collect();
    for person in draw.some(count, &here) {
        if came.iter().all(|&(other, _)| other != person) {
            came.push((person, Part::Guest));
        }
    }
}

/// The list of the time before is written again, whoever came.
fn copy_list(before: &Activity, activity: &mut Activity) {
    for attended in &mut activity.attended {
        attended.listed = before.attended.iter().any(|other| other.listed && other.person == attended.person);
    }
    for &other in before.attended.iter().filter(|other| other.listed) {
        if activity.attended.iter().all(|attended| attended.person != other.person) {
            activity.attended.push(Attended { came: false, ..other });
        }
    }
}

/// What is kept of a list: every organization has its own way, and every way has its accidents.
fn kept(lives: &Lives<'_>, design: &Design, day: Day, seeds: Seeds, draw: &mut Draw) -> Kept {
    if lives.scenario.keeping == Keeping::Tidy {
        return Kept::List;
    }
    let style = seeds.draw(&["style".into(), design.name.as_str().into()]).below(4);
    let is_last = lives.scenario.end().number() - day.number() <= 14;
    match draw.weighted(&[0.82, 0.06, 0.06, 0.06]).unwrap_or_default() {
        _ if is_last && draw.chance(0.7) => Kept::Late,
        1 => Kept::Lost,
        2 => Kept::Count,
        3 if style != 0 => Kept::Twice,
        _ if style == 0 => Kept::Matrix,
        _ => Kept::List,
    }
}
