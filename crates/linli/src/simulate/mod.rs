//! A simulated street: what neighbours need, do, hold and say for some months or years, with planted facts that are known.
//!
//! It exists so that what linli says can be compared with what is so. People have needs, habits and ways of answering;
//! organizations have days on which they meet; coaches visit; what is planted ([`Plant`]) changes how people live. Nothing
//! here uses a tie rule, an indicator or a signal, and no message has words: words are found where files are written.
//!
//! Every choice comes from a stream of its own name (organization, person, day), so the same seed gives the same street,
//! and another plant in one organization changes nothing in those it has nothing to do with.
//!
//! ```
//! use linli::simulate::{Scenario, simulate};
//!
//! let street = simulate(&Scenario::named("one-group")?, 2017)?;
//! assert_eq!(street.groups.len(), 1);
//! assert_eq!(street, simulate(&Scenario::named("one-group")?, 2017)?);
//! # Ok::<(), linli::Error>(())
//! ```

mod activities;
mod around;
mod cast;
mod chats;
mod draw;
mod keeping;
mod lives;
mod names;
mod papers;
mod plant;
mod room;
mod said;
mod scenario;
mod scenarios;
mod season;
mod second;
mod shuffle;
mod street;
#[cfg(test)]
mod tests;

pub use plant::{About, Fact, Plant};
pub use said::{Act, Export, Group, Message, Need, Pointing};
pub use scenario::{Channel, Design, Effect, Keeping, Scenario, Tool};
pub use scenarios::{Named, SCENARIOS};
pub use season::{Season, SeasonKind};
pub use shuffle::Shuffled;
pub use street::{
    Activity, Attended, Consent, Expense, Grant, Kept, Membership, Milestone, Organization, Person, Street, Visit,
};

use self::draw::Seeds;
use self::lives::Lives;
use crate::error::{Error, ErrorKind};
use crate::records::Stage;
use crate::time::Zone;

/// The longest street, in weeks: what is drawn day by day must end.
const LONGEST: i32 = 1040;
/// The most members of one organization, and the most organizations.
const LARGEST: usize = 1000;

/// Lets a street live.
///
/// # Errors
/// A scenario of no weeks, no organizations, or of sizes no street has.
///
/// # Complexity
/// Linear in days and messages; the nearness of members is drawn for every pair of a group.
pub fn simulate(scenario: &Scenario, seed: u64) -> Result<Street, Error> {
    check(scenario)?;
    let zone = Zone::named("Asia/Shanghai")?;
    let seeds = Seeds(seed);
    let seasons = season::seasons(seeds, scenario.start, scenario.end());
    let cast = cast::cast(scenario, seeds);
    let lives = Lives::new(scenario, &seasons, &cast);

    let (mut organizations, mut held, mut visits) = (Vec::new(), Vec::new(), Vec::new());
    let (mut grants, mut expenses, mut milestones) = (Vec::new(), Vec::new(), Vec::new());
    let mut ranges = Vec::new();
    for (at, design) in scenario.organizations.iter().enumerate() {
        let own = activities::held(&lives, at, seeds);
        let first = own.first().map_or_else(|| activities::first_day(&lives, at), |activity| activity.day);
        visits.extend(papers::visits(&lives, at, first, seeds));
        ranges.push((first, held.len()..held.len() + own.len()));
        let numbered: Vec<_> = (held.len()..).zip(&own).collect();
        let (applied, spent) = papers::money(&lives, at, &numbered, seeds);
        let (reached, stage) = papers::milestones(&lives, at, &applied, seeds);
        organizations.push(organization(design, stage, cast.staff[at]));
        grants.extend(applied);
        expenses.extend(spent);
        milestones.extend(reached);
        held.extend(own);
    }
    let news = second::news(&lives, seeds);
    let mut groups = Vec::new();
    for (at, (first, range)) in ranges.into_iter().enumerate() {
        let own: Vec<_> = range.map(|activity| (activity, &held[activity])).collect();
        groups.extend(chats::group(&lives, (at, first), &own, (seeds, zone), &news));
    }
    groups.extend(second::group(&lives, &held, &news, (seeds, zone)));
    for group in &mut groups {
        keeping::keep(&lives, group, seeds);
    }
    visits.sort_by_key(|visit| (visit.day, visit.hour, visit.organization));
    grants.sort_by_key(|grant| (grant.applied_on, grant.organization));
    expenses.sort_by_key(|expense| (expense.day, expense.organization, expense.activity));
    milestones.sort_by_key(|milestone| (milestone.day, milestone.organization, milestone.kind));
    let consents = papers::consents(&lives, seeds);
    let cast::Cast { people, memberships, facts, .. } = cast;
    Ok(Street {
        scenario: scenario.clone(),
        seed,
        zone,
        people,
        organizations,
        groups,
        memberships,
        activities: held,
        visits,
        grants,
        expenses,
        milestones,
        seasons,
        consents,
        facts,
    })
}

fn organization(
    design: &Design,
    stage: (Stage, crate::time::Day),
    (coach, social_worker): (usize, usize),
) -> Organization {
    Organization {
        name: design.name.clone(),
        community: design.community.clone(),
        kind: design.kind.clone(),
        stage,
        coach,
        social_worker,
    }
}

fn check(scenario: &Scenario) -> Result<(), Error> {
    let refuse = |what: String| {
        Error::new(ErrorKind::Plan, format!("a street of {what} cannot be simulated")).with_hint(format!(
            "1 to {LONGEST} weeks, 1 to {LARGEST} organizations of 1 to {LARGEST} members, each of its own name"
        ))
    };
    let designs = &scenario.organizations;
    if !(1..=LONGEST).contains(&scenario.weeks) {
        return Err(refuse(format!("{} weeks", scenario.weeks)));
    }
    if designs.is_empty() || designs.len() > LARGEST {
        return Err(refuse(format!("{} organizations", designs.len())));
    }
    for (at, design) in designs.iter().enumerate() {
        if !(1..=LARGEST).contains(&design.members) || design.titles.is_empty() || design.every < 1 {
            return Err(refuse(format!("`{}` with {} members", design.name, design.members)));
        }
        if designs[..at].iter().any(|other| other.name == design.name) {
            return Err(refuse(format!("two organizations `{}`", design.name)));
        }
    }
    Ok(())
}
