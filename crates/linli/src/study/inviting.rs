//! Who could invite somebody back, and to what: a short list for whoever coaches, and no finding.

use std::collections::BTreeMap;

use super::Study;
use crate::engine::{GroupHistory, staff_of};
use crate::error::{Error, ErrorKind};
use crate::marginality::State;
use crate::plan::{Purpose, Tier};
use crate::records::{ActivityId, ActivityOrigin, AttendanceStatus, GroupId, OrganizationId, PersonId};
use crate::statistics::median;
use crate::tie::Timeline;
use crate::time::Day;

/// Somebody at the margin or not seen for long, and what could bring them back.
#[derive(Debug, Clone, PartialEq)]
pub struct Invitable {
    /// Who; they agreed to it.
    pub person: PersonId,
    /// Where they stand, for those at the margin; `None` for whoever was merely not seen for four weeks.
    pub state: Option<State>,
    /// Who could invite them, the nearest first; at most three, and nobody for more than two people of a group.
    pub by: Vec<Inviter>,
    /// The series they came to most, and when it may be held next.
    pub to: Option<NextActivity>,
}

/// Somebody who could invite another, and why.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Inviter {
    /// Who; they agreed to be named.
    pub person: PersonId,
    /// Turns of either that pointed at the other, each counting half for every 28 days that went by.
    pub talk: f64,
    /// Activities of at most fifteen people at which both were.
    pub met: u32,
    /// The last day of either.
    pub last: Day,
}

/// When something they came to may be held next.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NextActivity {
    /// The series: its kind, its venue, or all.
    pub series: String,
    /// How often they came.
    pub came: u32,
    /// The day after the last day that is looked at on which the series would go on at its middling pace; `None` where it has
    /// been held less than three times.
    pub about: Option<Day>,
}

/// People asked to invite, for one person and in all of a group.
const MOST: usize = 3;
const MOST_TIMES: u32 = 2;
/// The most people of an activity at which two of them can be said to have met.
const SMALL: usize = 15;
/// Days in which a tie loses half of its weight, and in which an inviter was seen.
const HALF: f64 = 28.0;
const SEEN: i32 = 28;

/// What stands between two people.
#[derive(Debug, Clone, Copy, Default)]
struct Near {
    talk: f64,
    met: u32,
    /// Meetings, each counting half for every 28 days that went by.
    company: f64,
    last: Option<Day>,
}

impl Study {
    /// For everybody of a group who is at the margin (nobody answers, staff alone answer, no record) or was not seen for four
    /// weeks, and who agreed to it: who could invite them, and to what. For the team alone, for coaching alone.
    ///
    /// # Errors
    /// A plan of another tier than T0 or another purpose than coaching; else as [`Study::marginal_share`].
    pub fn inviting(&self, group: &str, as_of: Day) -> Result<Vec<Invitable>, Error> {
        if self.plan.purpose != Purpose::Coaching || self.plan.release.tier != Tier::T0 {
            return Err(Error::new(
                ErrorKind::Plan,
                (
                    "whom to invite is said to the team alone (T0), for coaching",
                    "请谁来，只说给团队自己（T0），只为辅导",
                ),
            )
            .with_hint((
                "set `[release] tier = \"T0\"` and `purpose = \"coaching\"`",
                "写上 [release] tier = \"T0\" 和 purpose = \"coaching\"",
            )));
        }
        let placed = self.placements(group, as_of)?;
        let margin = placed.iter().filter_map(|one| Some((one.person, Some(one.state.ok()?))));
        let mut asked: BTreeMap<PersonId, Option<State>> =
            margin.filter(|(_, state)| state.is_some_and(State::is_marginal)).collect();
        for unseen in self.not_seen(group, as_of)?.people {
            asked.entry(unseen.person).or_insert(None);
        }
        let Some(id) = self.records.group(group) else { return Ok(Vec::new()) };
        let near = self.near(id, as_of);
        let members: Vec<PersonId> = placed.iter().map(|one| one.person).collect();
        let seen = |person: PersonId| {
            near.seen.get(&person).is_some_and(|&day| day.number() >= as_of.number() - SEEN)
                && !asked.contains_key(&person)
                && self.records.agrees_still(person, self.plan.purpose.id(), as_of.plus(-1), as_of.plus(-1))
        };
        let able: Vec<PersonId> = members.into_iter().filter(|&person| seen(person)).collect();
        let mut waiting: Vec<(PersonId, Vec<Inviter>)> =
            asked.keys().map(|&person| (person, near.inviters(person, &able))).collect();
        // Whoever few could invite chooses first, or those whom many know would use up their inviters.
        waiting.sort_by_key(|(person, by)| (by.len(), *person));
        let mut times: BTreeMap<PersonId, u32> = BTreeMap::new();
        let mut list = Vec::new();
        for (person, by) in waiting {
            let free = by.into_iter().filter(|one| times.get(&one.person).is_none_or(|&times| times < MOST_TIMES));
            let by: Vec<Inviter> = free.take(MOST).collect();
            for one in &by {
                *times.entry(one.person).or_default() += 1;
            }
            list.push(Invitable { person, state: asked[&person], by, to: self.next_for(id, person, as_of) });
        }
        list.sort_by_key(|one| one.person);
        Ok(list)
    }

    /// What stands between any two people of a group before a day, and when each was last seen; staff apart.
    fn near(&self, group: GroupId, as_of: Day) -> Nearness {
        let records = &self.records;
        let mut nearness = Nearness::default();
        let Ok(zone) = self.plan.zone() else { return nearness };
        let named = self.named_staff();
        let organization = records.groups()[group.index()].organization;
        let staff = organization.map_or_else(|| named.clone(), |organization| staff_of(records, organization, &named));
        let history = GroupHistory { records, group, named_staff: &named };
        let timeline = Timeline::of(records.messages(group), crate::engine::everybody(history), self.plan.turn_gap);
        for turn in (0..timeline.len()).map(|at| timeline.turn(at)) {
            let (day, author) = (zone.day(turn.time), timeline.people()[turn.author as usize]);
            if day >= as_of || staff[author.index()] {
                continue;
            }
            nearness.see(author, day);
            let age = f64::from(as_of.number() - day.number());
            for &(target, _) in turn.targets {
                let other = timeline.people()[target as usize];
                if other != author && !staff[other.index()] {
                    let between = nearness.of.entry(pair(author, other)).or_default();
                    between.talk += libm::exp2(-age / HALF);
                    between.last = between.last.max(Some(day));
                }
            }
        }
        for at in organization.map_or(0..0, |organization| records.activities_of(organization)) {
            let activity = &records.activities()[at];
            if activity.day >= as_of || activity.origin == ActivityOrigin::Proposed {
                continue;
            }
            let came = records.attendance_of(ActivityId::from_index(at)).iter();
            let came = came.filter(|row| row.status == AttendanceStatus::Present && !staff[row.person.index()]);
            let people: Vec<PersonId> = came.map(|row| row.person).collect();
            for &person in &people {
                nearness.see(person, activity.day);
            }
            if people.len() > SMALL {
                continue;
            }
            for (place, &one) in people.iter().enumerate() {
                for &other in &people[place + 1..] {
                    let between = nearness.of.entry(pair(one, other)).or_default();
                    between.met += 1;
                    between.company += libm::exp2(-f64::from(as_of.number() - activity.day.number()) / HALF);
                    between.last = between.last.max(Some(activity.day));
                }
            }
        }
        nearness
    }

    /// The series somebody came to most, and when it may be held next.
    fn next_for(&self, group: GroupId, person: PersonId, as_of: Day) -> Option<NextActivity> {
        let records = &self.records;
        let organization: OrganizationId = records.groups()[group.index()].organization?;
        let range = records.activities_of(organization);
        let activities = &records.activities()[range.clone()];
        let names = crate::engine::series_of(activities);
        let mut came: BTreeMap<&str, u32> = BTreeMap::new();
        let mut held: BTreeMap<&str, Vec<Day>> = BTreeMap::new();
        for ((at, activity), name) in range.zip(activities).zip(names) {
            if activity.day >= as_of || activity.origin == ActivityOrigin::Proposed {
                continue;
            }
            held.entry(name).or_default().push(activity.day);
            let rows = records.attendance_of(ActivityId::from_index(at)).iter();
            let mut own = rows.filter(|row| row.person == person && row.status == AttendanceStatus::Present);
            if own.next().is_some() {
                *came.entry(name).or_default() += 1;
            }
        }
        let (series, &came) = came.iter().max_by_key(|(name, count)| (**count, std::cmp::Reverse(**name)))?;
        let days = &held[series];
        let mut gaps: Vec<f64> = days.windows(2).map(|two| f64::from(two[1].number() - two[0].number())).collect();
        let about = (days.len() > 2).then(|| median(&mut gaps)).flatten().and_then(|gap| {
            let (gap, last) = ((gap.round() as i32).max(1), days.last()?);
            let steps = (as_of.number() - last.number()).div_euclid(gap).max(0) + 1;
            Some(last.plus(gap * steps))
        });
        Some(NextActivity { series: (*series).to_owned(), came, about })
    }
}

/// What stands between people, and when each was last seen.
#[derive(Debug, Default)]
struct Nearness {
    of: BTreeMap<(PersonId, PersonId), Near>,
    seen: BTreeMap<PersonId, Day>,
}

impl Nearness {
    /// Who of these stands near somebody: who talked and met lately first, of equals by id.
    fn inviters(&self, person: PersonId, able: &[PersonId]) -> Vec<Inviter> {
        let of = able.iter().filter_map(|&other| {
            let Near { talk, met, company, last } = *self.of.get(&pair(person, other))?;
            Some((talk + company, Inviter { person: other, talk, met, last: last? }))
        });
        let mut all: Vec<(f64, Inviter)> = of.collect();
        all.sort_by(|(a, one), (b, other)| b.total_cmp(a).then(one.person.cmp(&other.person)));
        all.into_iter().map(|(_, one)| one).collect()
    }

    fn see(&mut self, person: PersonId, day: Day) {
        let last = self.seen.entry(person).or_insert(day);
        *last = (*last).max(day);
    }
}

fn pair(one: PersonId, other: PersonId) -> (PersonId, PersonId) {
    (one.min(other), one.max(other))
}
