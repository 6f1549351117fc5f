//! What an indicator of the second layer may look at: what delegates show and ask there, and who goes to whom.

use std::collections::BTreeMap;

use crate::definition::Undefined;
use crate::records::{Activity, GroupId, OrganizationId, PersonId};
use crate::time::Window;

/// Where people of a second-layer group are at home: the organization of a first-layer group, or such a group of which the
/// organization is not known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Home {
    /// An organization.
    Organization(OrganizationId),
    /// A group of none that is known.
    Group(GroupId),
}

/// Who was at home where in a window, staff apart.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Homes(BTreeMap<PersonId, Vec<Home>>);

impl Homes {
    /// Adds a home of a person.
    pub fn add(&mut self, person: PersonId, home: Home) {
        let homes = self.0.entry(person).or_default();
        if let Err(place) = homes.binary_search(&home) {
            homes.insert(place, home);
        }
    }

    /// The homes of a person, ascending; none where nobody knows them.
    pub fn of(&self, person: PersonId) -> &[Home] {
        self.0.get(&person).map_or(&[], Vec::as_slice)
    }

    /// Whether two people are at home, and nowhere in one place.
    pub fn are_of_different(&self, one: PersonId, other: PersonId) -> bool {
        let (one, other) = (self.of(one), self.of(other));
        !one.is_empty() && !other.is_empty() && !one.iter().any(|home| other.contains(home))
    }

    /// The organizations of a person.
    pub fn organizations(&self, person: PersonId) -> impl Iterator<Item = OrganizationId> {
        self.of(person).iter().filter_map(|home| match home {
            Home::Organization(organization) => Some(*organization),
            Home::Group(_) => None,
        })
    }
}

/// Something shown to the second layer: photos or a record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Showing {
    /// By whom.
    pub by: PersonId,
    /// Who took it up, staff apart, ascending.
    pub takers: Vec<PersonId>,
}

/// What came first upon a question.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Answer {
    /// Nothing.
    None,
    /// An answer by staff.
    Staff,
    /// An answer by somebody else.
    Person(PersonId),
}

/// Something asked of the second layer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Question {
    /// By whom.
    pub by: PersonId,
    /// What came first upon it.
    pub answer: Answer,
}

/// What is said in a second-layer group in one window.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Talk {
    /// Turns in the window of everybody who is no staff and had any, by ascending person.
    pub turns: Vec<(PersonId, u32)>,
    /// Turns of staff in the window; `None` where nobody is known as staff.
    pub staff_turns: Option<u32>,
    /// Showings by people who are no staff, of which the 48 hours are over in the window.
    pub showings: Vec<Showing>,
    /// Questions to all by people who are no staff, of which the 24 hours are over in the window.
    pub questions: Vec<Question>,
}

/// An activity held in the window, and who came from where.
#[derive(Debug, Clone, Copy)]
pub struct Hosted<'a> {
    /// The activity.
    pub activity: &'a Activity,
    /// Who came, guests among them and staff apart, ascending; or why that cannot be said.
    pub people: Result<&'a [PersonId], Undefined>,
    /// The organizations among its partners, ascending.
    pub partners: &'a [OrganizationId],
}

/// The second-layer group in one window beside the first-layer groups.
#[derive(Debug, Clone, Copy)]
pub struct SecondLayerFrame<'a> {
    /// The window.
    pub window: &'a Window,
    /// What is said there; or why that says nothing.
    pub talk: Result<&'a Talk, Undefined>,
    /// For every covered first-layer group: its people other than staff, ascending.
    pub homes: &'a [&'a [PersonId]],
    /// Who is at home where.
    pub at_home: &'a Homes,
    /// What organizations held in the window, by organization and day.
    pub hosted: &'a [Hosted<'a>],
    /// Whether anybody wrote down partners of an activity before the window's end.
    pub partners_are_named: bool,
}

impl<'a> SecondLayerFrame<'a> {
    /// People other than staff with a turn.
    ///
    /// # Errors
    /// Why what is said there says nothing.
    pub fn speaking(&self) -> Result<impl Iterator<Item = (PersonId, u32)>, Undefined> {
        Ok(self.talk?.turns.iter().copied())
    }

    /// Whether somebody is a delegate: at home anywhere.
    pub fn is_delegate(&self, person: PersonId) -> bool {
        !self.at_home.of(person).is_empty()
    }

    /// The showings of delegates, each with those who took it up from another home.
    ///
    /// # Errors
    /// Why what is said there says nothing.
    pub fn showings(&self) -> Result<Vec<(PersonId, Vec<PersonId>)>, Undefined> {
        let of_delegates = self.talk?.showings.iter().filter(|showing| self.is_delegate(showing.by));
        let elsewhere = |showing: &Showing| {
            let takers = showing.takers.iter().copied();
            takers.filter(|&taker| self.at_home.are_of_different(showing.by, taker)).collect()
        };
        Ok(of_delegates.map(|showing| (showing.by, elsewhere(showing))).collect())
    }

    /// The questions of delegates that were first answered by staff, `None`, or from another home, by whom.
    ///
    /// # Errors
    /// Why what is said there says nothing.
    pub fn answered(&self) -> Result<Vec<(PersonId, Option<PersonId>)>, Undefined> {
        let answered = |question: &Question| match question.answer {
            _ if !self.is_delegate(question.by) => None,
            Answer::Staff => Some((question.by, None)),
            Answer::Person(by) if self.at_home.are_of_different(question.by, by) => Some((question.by, Some(by))),
            _ => None,
        };
        Ok(self.talk?.questions.iter().filter_map(answered).collect())
    }

    /// Who came to an activity of an organization while at home elsewhere and not there.
    ///
    /// # Errors
    /// `too_few_events` where nothing was held, else why of no activity it is known who came.
    pub fn visits(&self) -> Result<Vec<(PersonId, OrganizationId)>, Undefined> {
        if let (true, first) = (self.hosted.iter().all(|hosted| hosted.people.is_err()), self.hosted.first()) {
            return Err(first.and_then(|hosted| hosted.people.err()).unwrap_or(Undefined::TooFewEvents));
        }
        let mut visits = Vec::new();
        for hosted in self.hosted {
            let here = Home::Organization(hosted.activity.organization);
            let people = hosted.people.unwrap_or_default().iter();
            let visiting = people.filter(|&&p| self.is_delegate(p) && !self.at_home.of(p).contains(&here));
            visits.extend(visiting.map(|&person| (person, hosted.activity.organization)));
        }
        Ok(visits)
    }

    /// The activities held with partners.
    ///
    /// # Errors
    /// `too_few_events` where nothing was held, `not_recorded` where nobody writes down partners.
    pub fn joint(&self) -> Result<Vec<&'a Hosted<'a>>, Undefined> {
        match (self.hosted.is_empty(), self.partners_are_named) {
            (true, _) => Err(Undefined::TooFewEvents),
            (false, false) => Err(Undefined::NotRecorded),
            _ => Ok(self.hosted.iter().filter(|hosted| hosted.activity.partners.is_some()).collect()),
        }
    }
}

/// What the people of one organization did with another in one window: each a count, or why it cannot be said.
#[derive(Debug, Clone, Copy)]
pub struct PairFrame<'a> {
    /// The window.
    pub window: &'a Window,
    /// Showings of the other that people of the one took up.
    pub taken_up: Result<u32, Undefined>,
    /// Questions of the other that people of the one answered first.
    pub answers: Result<u32, Undefined>,
    /// Attendances of people of the one at activities of the other.
    pub visits: Result<u32, Undefined>,
    /// Activities of the one with the other as partner.
    pub joint: Result<u32, Undefined>,
}
