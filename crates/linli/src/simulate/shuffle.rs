//! A street put in another order, so that what changed in it is gone and how much there is of everything has stayed.

use std::collections::BTreeMap;

use super::draw::Seeds;
use super::said::{Act, Group, Message, Pointing};
use super::street::{Activity, Street};
use crate::time::{Day, Timestamp, Zone};

/// What of a street is put in another order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Shuffled {
    /// The days of each group, with the activities of its organization: Mondays among Mondays. No change of a group is left.
    Days,
    /// Who is who, anew on each day, among those who are members and here. No change of a person is left but the group's.
    People,
}

impl Shuffled {
    /// Every one, in a fixed order.
    pub const ALL: &'static [Self] = &[Self::Days, Self::People];

    /// The name that stands in tables.
    pub const fn id(self) -> &'static str {
        match self {
            Self::Days => "days",
            Self::People => "people",
        }
    }
}

impl Street {
    /// The street with its days or its people in an order drawn anew. Whoever comes into a group comes on the same day;
    /// seasons, visits and papers stay where they are. An answer whose question went to another day answers nobody.
    ///
    /// # Complexity
    /// O(n log n) in messages and activities.
    #[must_use]
    pub fn shuffled(&self, what: Shuffled, seed: u64) -> Self {
        let mut street = self.clone();
        for at in 0..self.organizations.len() {
            match what {
                Shuffled::Days => street.shuffle_days(Some(at), Seeds(seed)),
                Shuffled::People => street.shuffle_people(at, Seeds(seed)),
            }
        }
        if what == Shuffled::Days {
            street.shuffle_days(None, Seeds(seed));
        }
        street.sort_activities();
        street
    }

    /// Draws an order of the days of an organization and of its group, or of the second layer.
    fn shuffle_days(&mut self, organization: Option<usize>, seeds: Seeds) {
        let (zone, end) = (self.zone, self.scenario.end());
        let group = self.groups.iter_mut().find(|group| group.organization == organization);
        let first = group.as_ref().map_or(self.scenario.start, |group| group.opened_on);
        let name = organization.map_or("", |at| self.organizations[at].name.as_str());
        let to = order_of_days(first, end, name, seeds);
        let goes = |day: Day| to.get(&day).copied().unwrap_or(day);
        if let Some(group) = group {
            move_messages(group, zone, goes);
        }
        for activity in self.activities.iter_mut().filter(|a| Some(a.organization) == organization) {
            activity.day = goes(activity.day);
        }
    }

    /// Draws, for each day, who of an organization's members is who.
    fn shuffle_people(&mut self, organization: usize, seeds: Seeds) {
        let (start, end) = (self.scenario.start, self.scenario.end());
        let mut is: BTreeMap<(Day, usize), usize> = BTreeMap::new();
        for number in start.number()..end.number() {
            let day = Day::from_number(number);
            let own = self.memberships.iter().filter(|m| m.organization == organization);
            let here: Vec<usize> = own.filter(|m| m.holds(day) && !m.is_away(day)).map(|m| m.person).collect();
            let name = self.organizations[organization].name.as_str();
            let mut draw = seeds.draw(&["shuffled people".into(), name.into(), i64::from(number).into()]);
            let drawn = draw.some(here.len(), &here);
            is.extend(here.into_iter().zip(drawn).map(|(person, other)| ((day, person), other)));
        }
        let who = |day: Day, person: usize| is.get(&(day, person)).copied().unwrap_or(person);
        let zone = self.zone;
        for group in self.groups.iter_mut().filter(|group| group.organization == Some(organization)) {
            for message in group.messages.iter_mut().filter(|message| !matches!(message.act, Act::Joined(_))) {
                let day = zone.day(message.at);
                message.author = who(day, message.author);
                if let Act::SignUpList(_, entered) = &mut message.act {
                    for person in entered.iter_mut() {
                        *person = who(day, *person);
                    }
                }
            }
        }
        for activity in self.activities.iter_mut().filter(|activity| activity.organization == organization) {
            activity.attended.iter_mut().for_each(|attended| attended.person = who(activity.day, attended.person));
        }
    }

    /// Puts activities by organization and day again, and all that points at them.
    fn sort_activities(&mut self) {
        let key = |activity: &Activity| (activity.organization, activity.day, activity.hour);
        let mut order: Vec<usize> = (0..self.activities.len()).collect();
        order.sort_by_key(|&at| key(&self.activities[at]));
        let mut place = vec![0; order.len()];
        for (to, &at) in order.iter().enumerate() {
            place[at] = to;
        }
        self.activities = order.iter().map(|&at| self.activities[at].clone()).collect();
        for expense in &mut self.expenses {
            expense.activity = place[expense.activity];
        }
        for message in self.groups.iter_mut().flat_map(|group| &mut group.messages) {
            match &mut message.act {
                Act::Notice(at)
                | Act::SignUp(at)
                | Act::SignUpList(at, _)
                | Act::Photos(at)
                | Act::Sheet(at)
                | Act::Record(at)
                | Act::Reflection(at) => *at = place[*at],
                _ => {}
            }
        }
    }
}

/// Where each day goes: weekdays among themselves.
fn order_of_days(first: Day, end: Day, name: &str, seeds: Seeds) -> BTreeMap<Day, Day> {
    let mut to = BTreeMap::new();
    for weekday in 0..7 {
        let days = first.number()..end.number();
        let days: Vec<Day> = days.skip(weekday).step_by(7).map(Day::from_number).collect();
        let mut draw = seeds.draw(&["shuffled days".into(), name.into(), (weekday as i64).into()]);
        let drawn = draw.some(days.len(), &days);
        to.extend(days.into_iter().zip(drawn));
    }
    to
}

/// Moves the messages of a group to other days, at their time of day, and puts them in order.
fn move_messages(group: &mut Group, zone: Zone, goes: impl Fn(Day) -> Day) {
    let moved = |message: &Message| -> Timestamp {
        if matches!(message.act, Act::Joined(_)) {
            return message.at;
        }
        let day = zone.day(message.at);
        zone.midnight(goes(day)).plus(message.at.micros() - zone.midnight(day).micros())
    };
    let old = std::mem::take(&mut group.messages);
    let mut order: Vec<(Timestamp, usize)> = old.iter().map(moved).zip(0..).collect();
    order.sort_unstable();
    let mut place = vec![0; old.len()];
    for (to, &(_, at)) in order.iter().enumerate() {
        place[at] = to;
    }
    let stayed = |asked: usize, at: usize| zone.day(old[asked].at) == zone.day(old[at].at);
    group.messages = order
        .iter()
        .map(|&(time, at)| {
            let answers = old[at].answers.filter(|&asked| stayed(asked, at)).map(|asked| place[asked]);
            let pointing = if answers.is_some() { old[at].pointing } else { Pointing::None };
            Message { at: time, answers, pointing, ..old[at].clone() }
        })
        .collect();
}
