//! The people: who lives and works here, who belongs where, and in whom something is planted.

use std::collections::BTreeSet;

use super::draw::{Draw, Seeds};
use super::names;
use super::plant::{About, Fact, Plant};
use super::scenario::{Design, Keeping, Scenario};
use super::street::{Membership, Person};
use crate::records::{Reason, Role};
use crate::time::Day;

/// How somebody is in an organization.
#[derive(Debug, Clone, Copy)]
pub(super) struct Habits {
    /// How readily they begin to talk; 1 is the middle of the group.
    pub(super) talks: f64,
    /// How readily they answer.
    pub(super) answers: f64,
    /// The chance that they come to an activity.
    pub(super) comes: f64,
    /// The chance that an answer quotes, mentions, names; the rest shows nobody.
    pub(super) points: [f64; 3],
    /// The chance that they acknowledge what is announced.
    pub(super) acknowledges: f64,
}

/// Everybody, and how they live.
#[derive(Debug)]
pub(super) struct Cast {
    pub(super) people: Vec<Person>,
    pub(super) memberships: Vec<Membership>,
    /// As `memberships`.
    pub(super) habits: Vec<Habits>,
    pub(super) facts: Vec<Fact>,
    /// The coach and the social worker of every organization.
    pub(super) staff: Vec<(usize, usize)>,
    /// Neighbours who belong to no organization, by community.
    pub(super) neighbours: Vec<(String, Vec<usize>)>,
}

/// Neighbours of a community who belong to no organization.
const NEIGHBOURS: usize = 60;

pub(super) fn cast(scenario: &Scenario, seeds: Seeds) -> Cast {
    let mut cast = Cast {
        people: Vec::new(),
        memberships: Vec::new(),
        habits: Vec::new(),
        facts: Vec::new(),
        staff: Vec::new(),
        neighbours: Vec::new(),
    };
    let mut taken = BTreeSet::new();
    employ(scenario, &mut cast, &mut taken);
    for (at, design) in scenario.organizations.iter().enumerate() {
        settle(scenario, (at, design), seeds, &mut cast, &mut taken);
    }
    join_twice(scenario, seeds, &mut cast);
    for (at, design) in scenario.organizations.iter().enumerate() {
        plant(scenario, (at, design), seeds, &mut cast);
    }
    for (community, list) in &mut cast.neighbours {
        for number in 0..NEIGHBOURS {
            let mut draw = seeds.draw(&["neighbour".into(), community.as_str().into(), (number as i64).into()]);
            let person = resident(community, &mut draw, &mut taken);
            list.push(cast.people.len());
            cast.people.push(person);
        }
    }
    if scenario.keeping == Keeping::Lifelike {
        rename(scenario, seeds, &mut cast, &mut taken);
    }
    for (at, person) in cast.people.iter_mut().enumerate() {
        person.id = format!("p{:03}", at + 1);
    }
    cast
}

/// Two coaches for all, a social worker and an official in every community.
fn employ(scenario: &Scenario, cast: &mut Cast, taken: &mut BTreeSet<String>) {
    let mut employ = |name: String, role, community: &str| {
        taken.insert(name.clone());
        cast.people.push(Person {
            id: String::new(),
            nickname: name.clone(),
            name,
            renamed: None,
            staff: Some(role),
            community: community.to_owned(),
            courtyard: 0,
        });
    };
    let coaches = ["沈老师", "陶老师"];
    for coach in coaches {
        employ(coach.to_owned(), Role::Coach, "");
    }
    let mut communities: Vec<&str> = Vec::new();
    for design in &scenario.organizations {
        if !communities.contains(&design.community.as_str()) {
            communities.push(&design.community);
        }
    }
    for (at, &community) in communities.iter().enumerate() {
        let short: String = community.chars().take(2).collect();
        employ(format!("社工小{}", ["顾", "乔", "庄", "毕", "尹", "纪"][at % 6]), Role::SocialWorker, community);
        employ(format!("{short}居委会"), Role::Official, community);
    }
    for (at, design) in scenario.organizations.iter().enumerate() {
        let community = communities.iter().position(|&c| c == design.community).unwrap_or_default();
        cast.staff.push((at % coaches.len(), coaches.len() + 2 * community));
    }
    cast.neighbours = communities.iter().map(|&community| (community.to_owned(), Vec::new())).collect();
}

/// Somebody whose names nobody else has.
fn resident(community: &str, draw: &mut Draw, taken: &mut BTreeSet<String>) -> Person {
    let courtyard = 1 + draw.below(9) as u32;
    let mut name = names::given(draw);
    while !taken.insert(name.clone()) {
        name = names::given(draw);
    }
    let nickname = free(|draw| names::chosen(&name, courtyard, draw), &name, draw, taken);
    Person { id: String::new(), name, nickname, renamed: None, staff: None, community: community.to_owned(), courtyard }
}

/// A chosen name that nobody else has; the given one may be one's own.
fn free(
    mut choose: impl FnMut(&mut Draw) -> String,
    name: &str,
    draw: &mut Draw,
    taken: &mut BTreeSet<String>,
) -> String {
    loop {
        let chosen = choose(draw);
        if chosen == name || taken.insert(chosen.clone()) {
            return chosen;
        }
    }
}

fn settle(
    scenario: &Scenario,
    (at, design): (usize, &Design),
    seeds: Seeds,
    cast: &mut Cast,
    taken: &mut BTreeSet<String>,
) {
    let has = |plant| design.plants.iter().any(|&(planted, _)| planted == plant);
    let leaders = if has(Plant::OnePerson) { 1 } else { 2 };
    for number in 0..design.members {
        let mut draw = seeds.draw(&["member".into(), design.name.as_str().into(), (number as i64).into()]);
        let person = cast.people.len();
        cast.people.push(resident(&design.community, &mut draw, taken));
        let role = if number < leaders { Role::Leader } else { Role::Member };
        // One in seven comes later.
        let late = role == Role::Member && draw.chance(0.14);
        let from = late.then(|| scenario.start.plus((draw.between(0.1, 0.85) * f64::from(7 * scenario.weeks)) as i32));
        cast.memberships.push(Membership { person, organization: at, role, from, until: None, away: Vec::new() });
        cast.habits.push(habits(role, &mut draw));
    }
}

fn habits(role: Role, draw: &mut Draw) -> Habits {
    let mut habits = Habits {
        talks: draw.lognormal(0.8, 0.7).min(4.0),
        answers: draw.lognormal(0.8, 0.6).min(4.0),
        comes: draw.between(0.3, 0.85),
        points: *draw.pick(&[
            [0.35, 0.15, 0.1],
            [0.1, 0.45, 0.1],
            [0.1, 0.1, 0.35],
            [0.3, 0.25, 0.05],
            [0.05, 0.1, 0.05],
        ]),
        acknowledges: draw.between(0.05, 0.5),
    };
    if role == Role::Leader {
        habits.talks = habits.talks.max(1.2);
        habits.answers = habits.answers.max(1.2);
        habits.comes = 0.93;
    }
    habits
}

/// Some belong to two organizations of their community.
fn join_twice(scenario: &Scenario, seeds: Seeds, cast: &mut Cast) {
    for at in 0..cast.memberships.len() {
        let known = cast.memberships[at].clone();
        if known.role != Role::Member || known.from.is_some() {
            continue;
        }
        let (person, own) = (known.person, &scenario.organizations[known.organization]);
        let mut draw =
            seeds.draw(&["second home".into(), own.name.as_str().into(), cast.people[person].name.as_str().into()]);
        let others: Vec<usize> = (0..scenario.organizations.len())
            .filter(|&other| other != known.organization && scenario.organizations[other].community == own.community)
            .collect();
        if !others.is_empty() && draw.chance(0.08) {
            let organization = *draw.pick(&others);
            cast.memberships.push(Membership { organization, ..known });
            cast.habits.push(habits(Role::Member, &mut draw));
        }
    }
}

/// Some change the name they have in chats.
fn rename(scenario: &Scenario, seeds: Seeds, cast: &mut Cast, taken: &mut BTreeSet<String>) {
    for person in cast.people.iter_mut().filter(|person| person.staff.is_none()) {
        let mut draw = seeds.draw(&["rename".into(), person.name.as_str().into()]);
        if draw.chance(0.06) {
            let day = scenario.start.plus((draw.between(0.2, 0.8) * f64::from(7 * scenario.weeks)) as i32);
            let (name, courtyard) = (person.name.clone(), person.courtyard);
            let name = free(|draw| names::chosen(&name, courtyard, draw), &person.nickname, &mut draw, taken);
            person.renamed = (name != person.nickname).then_some((day, name));
        }
    }
}

/// Plants what the design asks for, in people who can bear it.
fn plant(scenario: &Scenario, (at, design): (usize, &Design), seeds: Seeds, cast: &mut Cast) {
    let own: Vec<usize> = (0..cast.memberships.len()).filter(|&m| cast.memberships[m].organization == at).collect();
    let mut free: Vec<usize> = own
        .iter()
        .copied()
        .filter(|&m| cast.memberships[m].role == Role::Member && cast.memberships[m].from.is_none())
        .filter(|&m| cast.memberships.iter().filter(|other| other.person == cast.memberships[m].person).count() == 1)
        .collect();
    for &(plant, people) in &design.plants {
        let mut draw = seeds.draw(&["plant".into(), design.name.as_str().into(), plant.id().into()]);
        if plant.about() != About::Person {
            let person =
                (plant == Plant::OnePerson).then(|| own.first().map(|&m| cast.memberships[m].person)).flatten();
            let from = if is_from_the_start(plant) { scenario.start } else { onset(scenario, &mut draw) };
            let fact = Fact { plant, organization: at, person, from, until: None, effect: scenario.effect };
            cast.facts.push(fact);
            continue;
        }
        for m in draw.some(people, &free) {
            free.retain(|&other| other != m);
            let from = if is_from_the_start(plant) { scenario.start } else { onset(scenario, &mut draw) };
            let until = (plant == Plant::Away).then(|| from.plus(35 + draw.below(50) as i32));
            let person = Some(cast.memberships[m].person);
            cast.facts.push(Fact { plant, organization: at, person, from, until, effect: scenario.effect });
            bear(&mut cast.memberships[m], &mut cast.habits[m], plant, (from, until), &mut draw);
        }
    }
}

/// Whether it is a way of living from the first day, and not a change.
const fn is_from_the_start(plant: Plant) -> bool {
    !matches!(
        plant,
        Plant::Drifts
            | Plant::Leaves
            | Plant::Away
            | Plant::Moves
            | Plant::Thickens
            | Plant::Empties
            | Plant::CopiedSheets
            | Plant::ReadyAlone
    )
}

/// The day of a change: between four and seven tenths of the time.
fn onset(scenario: &Scenario, draw: &mut Draw) -> Day {
    scenario.start.plus((draw.between(0.4, 0.7) * f64::from(7 * scenario.weeks)) as i32)
}

/// What somebody must be for something to be seen in them.
fn bear(membership: &mut Membership, habits: &mut Habits, plant: Plant, days: (Day, Option<Day>), draw: &mut Draw) {
    match plant {
        Plant::Drifts | Plant::Leaves | Plant::Lively | Plant::Moves | Plant::Away => {
            (habits.talks, habits.answers, habits.comes) = (2.4, 2.0, 0.8);
        }
        Plant::Unanswered => (habits.talks, habits.comes) = (2.0, 0.35),
        Plant::StaffOnly => (habits.talks, habits.answers, habits.comes) = (1.6, 1.2, 0.35),
        Plant::AttendsSilently => habits.comes = 0.85,
        Plant::Lurks => habits.comes = 0.06,
        _ => {}
    }
    match plant {
        Plant::Moves => membership.until = Some((days.0, Some(Reason::Moved))),
        Plant::Away => {
            let reason = *draw.pick(&[Reason::Family, Reason::Ill]);
            membership.away.extend(days.1.map(|until| (days.0, until, reason)));
        }
        _ => {}
    }
}
