//! Whether what a signal tells is so in the street as it was lived: by what people did, whatever import saw of it.

use std::collections::BTreeMap;

use linli::records::Part;
use linli::simulate::{Act, Activity, Group, Kept, Membership, Message, Street};
use linli::statistics::median;
use linli::time::{DAY, Day};

use crate::heard::Whom;

/// What a signal told, of whom, at which month-end.
#[derive(Clone, Copy)]
pub(crate) struct Told<'a> {
    pub(crate) street: &'a Street,
    pub(crate) whom: &'a Whom,
    pub(crate) end: Day,
}

/// A quarter.
const QUARTER: i32 = 84;

impl<'a> Told<'a> {
    fn organization(&self) -> Option<usize> {
        self.street.organizations.iter().position(|organization| self.whom.is_of(&organization.name))
    }

    fn group(&self) -> Option<&'a Group> {
        self.street.groups.iter().find(|group| group.name == self.whom.organization())
    }

    fn second_layer(&self) -> Option<&'a Group> {
        self.street.groups.iter().find(|group| group.organization.is_none())
    }

    fn is_staff(&self, person: usize) -> bool {
        self.street.people[person].staff.is_some()
    }

    /// What was said in a group in so many days, with its place.
    fn said(&self, group: Option<&'a Group>, days: i32) -> Vec<(usize, &'a Message)> {
        let span = self.end.plus(-days)..self.end;
        let here = |m: &Message| span.contains(&self.street.zone.day(m.at)) && !matches!(m.act, Act::Joined(_));
        group.map_or_else(Vec::new, |group| group.messages.iter().enumerate().filter(|(_, m)| here(m)).collect())
    }

    /// What was held in so many days, the earliest first.
    fn held(&self, days: i32) -> Vec<(usize, &'a Activity)> {
        let span = self.end.plus(-days)..self.end;
        let own = |a: &Activity| Some(a.organization) == self.organization() && span.contains(&a.day);
        self.street.activities.iter().enumerate().filter(|(_, activity)| own(activity)).collect()
    }

    /// Members on the last day who are not away.
    fn members(&self) -> Vec<&'a Membership> {
        let last = self.end.plus(-1);
        let own = |m: &&Membership| Some(m.organization) == self.organization() && m.holds(last) && !m.is_away(last);
        self.street.memberships.iter().filter(own).collect()
    }

    /// Who of these were seen in a span: wrote, or came.
    fn is_seen(&self, person: usize, from: Day, until: Day) -> bool {
        let wrote = |m: &Message| {
            m.author == person
                && !matches!(m.act, Act::Joined(_))
                && (from..until).contains(&self.street.zone.day(m.at))
        };
        let came = |a: &Activity| {
            (from..until).contains(&a.day) && a.attended.iter().any(|one| one.came && one.person == person)
        };
        let organization = self.organization();
        self.group().is_some_and(|group| group.messages.iter().any(wrote))
            || self.street.activities.iter().any(|a| Some(a.organization) == organization && came(a))
    }
}

fn is_most(k: usize, n: usize, share: f64) -> bool {
    n > 0 && k as f64 >= share * n as f64
}

fn came(activity: &Activity) -> usize {
    activity.attended.iter().filter(|one| one.came).count()
}

/// Activities of the series a finding speaks of; all of the organization where no title is its name.
fn of_series(told: Told<'_>) -> Vec<&Activity> {
    let all: Vec<&Activity> = told.held(i32::from(i16::MAX)).into_iter().map(|(_, activity)| activity).collect();
    let own: Vec<&Activity> = all.iter().copied().filter(|a| Some(a.title.as_str()) == told.whom.series()).collect();
    if own.is_empty() { all } else { own }
}

pub(super) fn gifts_bring_twice(told: Told<'_>) -> bool {
    let all = of_series(told);
    let middling = |flagged: bool| {
        let own = all.iter().filter(|a| (a.incentive || a.guests) == flagged);
        median(&mut own.map(|a| came(a) as f64).collect::<Vec<_>>())
    };
    matches!((middling(true), middling(false)), (Some(with), Some(without)) if with >= 2.0 * without)
}

pub(super) fn the_first_had_twice_as_many(told: Told<'_>) -> bool {
    let mut counts: Vec<f64> = of_series(told).iter().map(|a| came(a) as f64).collect();
    let Some((first, later)) = counts.split_first_mut() else { return false };
    median(later).is_some_and(|later| *first >= 2.0 * later)
}

/// Whether somebody posted something of a kind about an activity, and nobody of the others did.
fn shown_by_members(told: Told<'_>, activity: usize, kind: fn(&Act) -> bool) -> bool {
    let about = |m: &&Message| m.act.activity() == Some(activity) && kind(&m.act);
    let posts = told.group().into_iter().flat_map(|group| group.messages.iter().filter(about));
    posts.map(|m| m.author).any(|author| !told.is_staff(author))
}

pub(super) fn five_were_shown_by_members(told: Told<'_>) -> bool {
    let held = told.held(112);
    let kinds: [fn(&Act) -> bool; 3] =
        [|act| matches!(act, Act::Notice(_)), |act| matches!(act, Act::Photos(_)), |act| matches!(act, Act::Sheet(_))];
    held.len() >= 5
        && held.iter().rev().take(5).all(|&(at, _)| kinds.iter().all(|&kind| shown_by_members(told, at, kind)))
}

pub(super) fn most_was_held_without_staff(told: Told<'_>) -> bool {
    let held = told.held(182);
    let alone = held.iter().filter(|(_, activity)| !activity.with_staff).count();
    let shows = |act: &Act| matches!(act, Act::Notice(_) | Act::Photos(_) | Act::Sheet(_) | Act::Record(_));
    let posters = |activity: usize| {
        let about = |m: &&Message| m.act.activity() == Some(activity) && shows(&m.act);
        let posts = told.group().into_iter().flat_map(|group| group.messages.iter().filter(about));
        posts.map(|m| told.is_staff(m.author)).collect::<Vec<_>>()
    };
    let shown: Vec<Vec<bool>> = held.iter().map(|&(at, _)| posters(at)).filter(|by| !by.is_empty()).collect();
    let by_members = shown.iter().filter(|by| by.iter().all(|staff| !staff)).count();
    is_most(alone, held.len(), 0.8) && is_most(by_members, shown.len(), 0.8)
}

pub(super) fn three_lists_are_missing(told: Told<'_>) -> bool {
    let held = told.held(56);
    let is_missing = |kept: Kept| !kept.has_names() && kept != Kept::Count;
    held.len() >= 3 && held.iter().rev().take(3).all(|(_, activity)| is_missing(activity.kept))
}

pub(super) fn a_quarter_left_no_trace(told: Told<'_>) -> bool {
    [0, 28].into_iter().all(|back| {
        let then = Told { end: told.end.plus(-back), ..told };
        let members = then.members();
        let gone = members.iter().filter(|m| !then.is_seen(m.person, then.end.plus(-QUARTER), then.end));
        is_most(gone.count(), members.len(), 0.25)
    })
}

pub(super) fn half_wrote_nothing(told: Told<'_>) -> bool {
    let said = told.said(told.group(), QUARTER);
    let members = told.members();
    let silent = members.iter().filter(|m| !said.iter().any(|(_, message)| message.author == m.person));
    is_most(silent.count(), members.len(), 0.5)
}

/// Of all organizations with a group: who came eight to twelve weeks ago, was seen in four weeks, and in the next four.
pub(super) fn fewer_than_half_landed(told: Told<'_>) -> bool {
    let (mut n, mut landed) = (0, 0);
    for membership in &told.street.memberships {
        let whom = Whom { subject: told.street.organizations[membership.organization].name.clone(), person: None };
        let of = Told { whom: &whom, ..told };
        let (from, until) = (told.end.plus(-QUARTER), told.end.plus(-55));
        let joined = membership.from.filter(|&day| from <= day && day < until && of.group().is_some());
        let Some(day) = joined else { continue };
        let seen = |from: Day| of.is_seen(membership.person, from, from.plus(28));
        n += 1;
        landed += usize::from(seen(day) && seen(day.plus(28)));
    }
    n > 0 && 2 * landed < n
}

/// Turns in the second layer by organization, staff apart; whoever belongs to several counts in each.
fn voices(told: Told<'_>) -> BTreeMap<usize, usize> {
    let mut voices = BTreeMap::new();
    for (_, message) in told.said(told.second_layer(), QUARTER) {
        for m in told.street.memberships.iter().filter(|m| m.person == message.author) {
            *voices.entry(m.organization).or_insert(0) += 1;
        }
    }
    voices
}

pub(super) fn nobody_spoke_in_the_second_layer(told: Told<'_>) -> bool {
    told.organization().is_some_and(|at| !voices(told).contains_key(&at))
}

pub(super) fn one_home_has_most(told: Told<'_>) -> bool {
    let voices = voices(told);
    voices.values().max().is_some_and(|most| 2 * most > voices.values().sum::<usize>())
}

pub(super) fn a_question_waits(told: Told<'_>) -> bool {
    let Some(group) = told.group() else { return false };
    let asked = told.said(Some(group), 15).into_iter().filter(|(_, m)| {
        matches!(m.act, Act::Question(_)) && !told.is_staff(m.author) && told.street.zone.day(m.at) < told.end.plus(-1)
    });
    let is_answered = |at: usize| {
        let soon = |m: &&Message| m.at.micros() - group.messages[at].at.micros() <= DAY;
        group.messages[at + 1..].iter().take_while(soon).any(|m| m.answers == Some(at))
    };
    asked.into_iter().any(|(at, _)| !is_answered(at))
}

pub(super) fn they_meet_and_do_not_write(told: Told<'_>) -> bool {
    let lively = told.held(QUARTER).iter().filter(|(_, activity)| came(activity) >= 6).count();
    let more = |m: &Message| !matches!(m.act, Act::Receipt | Act::SignUp(_) | Act::SignUpList(..));
    let said = told.said(told.group(), QUARTER).iter().filter(|(_, m)| !told.is_staff(m.author) && more(m)).count();
    lively >= 6 && said <= 12
}

pub(super) fn one_did_three_quarters(told: Told<'_>) -> bool {
    let held = told.held(QUARTER);
    let mut acts: BTreeMap<usize, usize> = BTreeMap::new();
    let is_work = |act: &Act| matches!(act, Act::Notice(_) | Act::Photos(_) | Act::Record(_));
    for message in told.group().into_iter().flat_map(|group| &group.messages) {
        let about = message.act.activity().is_some_and(|at| held.iter().any(|&(own, _)| own == at));
        if about && is_work(&message.act) && !told.is_staff(message.author) {
            *acts.entry(message.author).or_default() += 1;
        }
    }
    let organizers = held.iter().flat_map(|(_, activity)| &activity.attended).filter(|one| one.part == Part::Organizer);
    for one in organizers.filter(|one| one.came && !told.is_staff(one.person)) {
        *acts.entry(one.person).or_default() += 1;
    }
    is_most(acts.values().copied().max().unwrap_or(0), acts.values().sum(), 0.75)
}

pub(super) fn staff_answered_most(told: Told<'_>) -> bool {
    let Some(group) = told.group() else { return false };
    let (mut n, mut neighbours) = (0, 0);
    for (at, message) in told.said(Some(group), QUARTER) {
        if message.answers.is_some() || told.is_staff(message.author) {
            continue;
        }
        let first = group.messages[at + 1..].iter().find(|m| m.answers == Some(at) && m.author != message.author);
        if let Some(first) = first {
            n += 1;
            neighbours += usize::from(!told.is_staff(first.author));
        }
    }
    n > 0 && 2 * neighbours < n
}

pub(super) fn they_acknowledge_staff(told: Told<'_>) -> bool {
    [0, 28].into_iter().all(|back| {
        let then = Told { end: told.end.plus(-back), ..told };
        let said = then.said(then.group(), 28);
        let staff = said.iter().filter(|(_, m)| told.is_staff(m.author)).count();
        let receipts = said.iter().filter(|(_, m)| matches!(m.act, Act::Receipt) && !told.is_staff(m.author)).count();
        is_most(receipts, said.len() - staff, 0.5) && is_most(staff, said.len() - receipts, 0.2)
    })
}

pub(super) fn the_group_came_first(told: Told<'_>) -> bool {
    let organization = told.organization();
    let visits = told.street.visits.iter().filter(|visit| Some(visit.organization) == organization).map(|v| v.day);
    let with_staff = told.street.activities.iter().filter(|a| Some(a.organization) == organization && a.with_staff);
    let met = visits.chain(with_staff.map(|activity| activity.day)).filter(|&day| day < told.end).min();
    let opened = told.group().map(|group| group.opened_on);
    opened.is_some_and(|opened| opened.plus(28) <= met.unwrap_or(told.end))
}

pub(super) fn nobody_answered(told: Told<'_>) -> bool {
    let Some((group, person)) = told.group().zip(told.whom.person) else { return false };
    let own: Vec<usize> =
        told.said(Some(group), QUARTER).iter().filter(|(_, m)| m.author == person).map(|&(at, _)| at).collect();
    let answers = |m: &Message| m.author != person && m.answers.is_some_and(|at| own.binary_search(&at).is_ok());
    !group.messages.iter().any(answers)
}
