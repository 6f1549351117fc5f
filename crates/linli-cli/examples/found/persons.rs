//! Readings of people: states at month-ends, and drifts.

use std::collections::BTreeMap;

use linli::Error;
use linli::definition::Undefined;
use linli::marginality::State;
use linli::simulate::{Act, Message};
use linli::time::Day;

use crate::reading::{Seen, Subject};
use crate::town::{Standing, Town};

/// Why nothing is said of whoever did not agree.
const NO_CONSENT: &str = "no consent";
/// How long a state is looked back on.
const LOOK_BACK: i32 = 84;

pub(crate) fn drifts(town: &Town, of: Subject) -> Result<Seen, Error> {
    let standing = within(town, of, of.from.plus(168));
    Ok(drift(&standing, of).unwrap_or_else(|| Seen::No(no_drift(&standing))))
}

pub(crate) fn leaves(town: &Town, of: Subject) -> Result<Seen, Error> {
    let standing = within(town, of, of.from.plus(140));
    let first: Vec<Standing> = standing.iter().copied().filter(|one| one.end <= of.from.plus(84)).collect();
    if let Some(seen) = drift(&first, of) {
        return Ok(seen);
    }
    let absent = standing.iter().find(|one| one.state == Ok(State::Absent));
    let found = absent.map(|one| Seen::Yes {
        weeks: Some((one.end.number() - of.from.number()) / 7),
        diary: Some(said(town, of, one.end).is_empty() && came(town, of, one.end) == 0),
    });
    Ok(found.unwrap_or_else(|| match (no_drift(&first), mostly(&standing)) {
        (_, mostly) if mostly == NO_CONSENT => Seen::No(mostly),
        (drift, mostly) => Seen::No(format!("{drift}; {mostly}")),
    }))
}

pub(crate) fn attends_silently(town: &Town, of: Subject) -> Result<Seen, Error> {
    Ok(twice(town, of, State::AttendsSilent, |end| said(town, of, end).is_empty() && came(town, of, end) > 0))
}

pub(crate) fn staff_only(town: &Town, of: Subject) -> Result<Seen, Error> {
    Ok(twice(town, of, State::StaffOnly, |end| {
        let [members, staff] = answers(town, of, end);
        members == 0 && staff > 0
    }))
}

pub(crate) fn unanswered(town: &Town, of: Subject) -> Result<Seen, Error> {
    Ok(twice(town, of, State::Unanswered, |end| answers(town, of, end) == [0, 0]))
}

/// Whether any rule for people calls.
pub(crate) fn called(town: &Town, of: Subject) -> Result<Seen, Error> {
    let standing = within(town, of, of.until);
    let ends = |state| standing.iter().filter(move |one| one.state == Ok(state)).map(|one| one.end);
    let mut by = Vec::new();
    let mut diary = true;
    if standing.iter().any(|one| one.drift.is_some_and(|drift| drift.drift.drifts)) {
        (by, diary) = (vec!["drift"], false);
    }
    if let Some(end) = ends(State::Absent).next() {
        by.push("absent");
        diary &= said(town, of, end).is_empty() && came(town, of, end) == 0;
    }
    if let Some(end) = ends(State::Unanswered).nth(1) {
        by.push("unanswered");
        diary &= answers(town, of, end) == [0, 0];
    }
    if let Some(end) = ends(State::StaffOnly).nth(1) {
        by.push("staff_only");
        diary &= answers(town, of, end)[0] == 0;
    }
    Ok(if by.is_empty() { Seen::no("") } else { Seen::Called { by: by.join(" and "), diary } })
}

pub(crate) fn called_away(town: &Town, of: Subject) -> Result<Seen, Error> {
    called(town, Subject { until: of.until.plus(LOOK_BACK), ..of })
}

fn within(town: &Town, of: Subject, until: Day) -> Vec<Standing> {
    of.person.map_or_else(Vec::new, |person| town.standing(of.organization, person, of.from, until))
}

fn drift(standing: &[Standing], of: Subject) -> Option<Seen> {
    let found = standing.iter().find(|one| one.drift.is_some_and(|drift| drift.drift.drifts))?;
    Some(Seen::Yes { weeks: Some((found.end.number() - of.from.number()) / 7), diary: None })
}

/// Why no drift was said: whoever cannot be warned about at all comes before whoever was seen too often.
fn no_drift(standing: &[Standing]) -> String {
    let asked: Vec<_> = standing.iter().filter_map(|one| one.drift).collect();
    if standing.iter().any(|one| one.state == Err(Undefined::NoConsent)) {
        NO_CONSENT.to_owned()
    } else if asked.is_empty() {
        "not asked: fewer than 112 countable days".to_owned()
    } else if asked.iter().any(|drift| drift.drift.can_be_warned) {
        "seen too often for a drift".to_owned()
    } else {
        "too few seen days for a warning to be possible at all".to_owned()
    }
}

/// A state seen at two month-ends; whether the diary agrees with the second.
fn twice(town: &Town, of: Subject, state: State, diary: impl Fn(Day) -> bool) -> Seen {
    let standing = within(town, of, of.until);
    let seen: Vec<Day> = standing.iter().filter(|one| one.state == Ok(state)).map(|one| one.end).collect();
    match seen[..] {
        [_, second, ..] => Seen::Yes { weeks: None, diary: Some(diary(second)) },
        [_] => Seen::no("seen once"),
        [] => Seen::No(mostly(&standing)),
    }
}

/// What was said of somebody most often.
fn mostly(standing: &[Standing]) -> String {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for one in standing {
        *counts.entry(one.state.map_or_else(|reason| reason.id(), |state| state.id())).or_default() += 1;
    }
    let most = counts.iter().max_by_key(|&(word, count)| (*count, std::cmp::Reverse(*word)));
    match most {
        None => "no member at any month-end".to_owned(),
        Some((&word, _)) if word == Undefined::NoConsent.id() => NO_CONSENT.to_owned(),
        Some((word, _)) => format!("mostly `{word}`"),
    }
}

/// What somebody wrote in the look-back of a month-end, by the diary: positions of messages.
fn said(town: &Town, of: Subject, end: Day) -> Vec<usize> {
    let Some(group) = town.group(of.organization) else { return Vec::new() };
    let own = |m: &Message| Some(m.author) == of.person && !matches!(m.act, Act::Joined(_));
    let days = end.plus(-LOOK_BACK)..end;
    let here = |m: &Message| days.contains(&town.street.zone.day(m.at));
    (0..group.messages.len()).filter(|&at| own(&group.messages[at]) && here(&group.messages[at])).collect()
}

/// To how many activities somebody came in the look-back of a month-end.
fn came(town: &Town, of: Subject, end: Day) -> usize {
    let days = end.plus(-LOOK_BACK)..end;
    let own = town.street.activities.iter().filter(|a| a.organization == of.organization && days.contains(&a.day));
    own.filter(|a| a.attended.iter().any(|at| at.came && Some(at.person) == of.person)).count()
}

/// How many answers what somebody wrote in the look-back of a month-end got from members and from staff.
fn answers(town: &Town, of: Subject, end: Day) -> [usize; 2] {
    let Some(group) = town.group(of.organization) else { return [0, 0] };
    let own = said(town, of, end);
    let answers = group.messages.iter().filter(|m| m.answers.is_some_and(|at| own.binary_search(&at).is_ok()));
    answers.fold([0, 0], |[members, staff], m| {
        if town.street.people[m.author].staff.is_some() { [members, staff + 1] } else { [members + 1, staff] }
    })
}
