//! The contents of T2 and T3. No field here can hold a person: names of organizations, days, counts, money.

use super::rules::PeopleShare;
use crate::definition::{Portion, Share, Undefined};
use crate::records::{DaySpan, Money};
use crate::time::Day;

/// Why a number about people is not there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Gap {
    /// It is of so few people that it would tell of them. 人太少，不给.
    Withheld,
    /// It cannot be computed.
    Undefined(Undefined),
}

/// A share of people, or why there is none.
pub type People = Result<PeopleShare, Gap>;

/// What is known of one week of an organization.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum WeekState {
    /// Something was held.
    Held,
    /// Activities were recorded then, and none was held.
    Unused,
    /// The same, in a week with a holiday.
    Holiday,
    /// There is a source for those days, and nobody recorded activities.
    NotRecorded,
    /// There is no source for those days.
    NotCovered,
}

/// One week of an organization.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Week {
    /// What is known of it.
    pub state: WeekState,
    /// Whether something was given out at an activity.
    pub gifts: bool,
    /// Whether leaders, press or other guests came to one.
    pub guests: bool,
}

/// Who keeps the record: of the activities that a chat could show, those of which people who are no staff posted it there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Keeping {
    /// A notice before.
    pub notice: Share,
    /// The list of those who came.
    pub list: Share,
    /// A record after.
    pub record: Share,
    /// Notice, list and photos all: `org_evidence_habit` of the whole period.
    pub all: Share,
}

/// What was held, counted in activities.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Doing {
    /// Activities that somebody recorded or confirmed.
    pub held: u32,
    /// Of those of which it is known, those at which something was given out.
    pub gifts: Share,
    /// Of those of which it is known, those to which guests came.
    pub guests: Share,
    /// Of those of which it is known, those that residents asked for.
    pub asked_by_residents: Share,
    /// Of those of which it is known, those that served others than members.
    pub serves_others: Share,
    /// Of those with a list, those without staff.
    pub without_staff: Share,
    /// Activities by the band of their headcount, and last those that nobody counted.
    pub headcounts: [u32; 5],
    /// Who keeps the record.
    pub keeping: Keeping,
}

/// Money of the period.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Accounts {
    /// Asked for.
    pub asked: Result<Money, Undefined>,
    /// Granted.
    pub granted: Result<Money, Undefined>,
    /// Spent.
    pub spent: Result<Money, Undefined>,
    /// Spent, with a receipt.
    pub receipted: Result<Money, Undefined>,
    /// Spent for each activity held.
    pub per_activity: Result<Money, Undefined>,
}

/// How many of those who came once still came later: to the k-th following listed activity or a later one, up to the
/// fourth.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ComingBack {
    /// k, from 1.
    pub after: u32,
    /// Of all activities with a list.
    pub all: People,
    /// Of those without gifts and guests.
    pub ordinary: People,
}

/// A random check: activities that were drawn, and what somebody outside found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Checked {
    /// Drawn.
    pub drawn: u32,
    /// Of those that somebody asked about, those found as recorded.
    pub found: Share,
}

/// One organization.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OrganizationAggregates {
    /// Its name.
    pub name: String,
    /// Its weeks from [`Funder::first_week`] on.
    pub weeks: Vec<Week>,
    /// What it held.
    pub doing: Doing,
    /// Its money.
    pub accounts: Accounts,
    /// Who comes back.
    pub coming_back: Vec<ComingBack>,
}

/// All organizations together.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Programme {
    /// How many organizations.
    pub organizations: u32,
    /// What they held.
    pub doing: Doing,
    /// Their money.
    pub accounts: Accounts,
    /// Who comes back. Everybody counts once, where they were first listed.
    pub coming_back: Vec<ComingBack>,
    /// Of those who first came to receive, who helped within half a year, anywhere.
    pub helping: People,
    /// Money spent for everybody who came back at least once; by the rounded number of them.
    pub per_returning: Result<Money, Gap>,
    /// The random check; `None` where nothing was drawn.
    pub checked: Option<Checked>,
    /// What is not known.
    pub unknown: Vec<Unknown>,
}

/// What is not known, of how many.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Unknown {
    /// What.
    pub what: UnknownFact,
    /// Of how many it is not known.
    pub count: u32,
    /// How many there are.
    pub of: u32,
}

/// What may be unknown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum UnknownFact {
    /// Organizations of which no activity is recorded.
    Organizations,
    /// Weeks without any source.
    Weeks,
    /// Activities without a list of those who came.
    Lists,
    /// Activities of which nobody wrote down whether there were gifts.
    Gifts,
    /// Activities of which nobody wrote down who asked for them.
    Initiators,
    /// Activities of which nobody wrote down whom they served.
    Beneficiaries,
    /// Activities that chats speak of and nobody has confirmed.
    Proposed,
    /// Payments of which nobody wrote down whether there is a receipt.
    Receipts,
}

/// T2: what a funder may have. Aggregates by organization; people only where they are many, and rounded.
///
/// Nobody can be got from it: it has no [`PersonId`](crate::records::PersonId),
///
/// ```compile_fail
/// fn somebody(funder: &linli::release::Funder) -> linli::records::PersonId {
///     funder.person(linli::records::PersonId::from_index(0))
/// }
/// ```
///
/// no [`Name`](crate::records::Name),
///
/// ```compile_fail
/// fn named(funder: &linli::release::Funder) -> &linli::records::Name {
///     &funder.organizations[0].name
/// }
/// ```
///
/// no outcome to look into,
///
/// ```compile_fail
/// fn all(funder: &linli::release::Funder) -> &linli::Outcome {
///     linli::release::Release::outcome(funder)
/// }
/// ```
///
/// and it is no [`Release`](super::Release) that a writer of names would take.
///
/// ```compile_fail
/// fn written(funder: &linli::release::Funder) -> &dyn linli::release::Release {
///     funder
/// }
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Funder {
    /// The study's title, or its id.
    pub title: String,
    /// What made the data, where nobody in them is real; empty otherwise.
    pub synthetic: String,
    /// The days spoken of.
    pub period: DaySpan,
    /// The Monday on which the strips begin.
    pub first_week: Day,
    /// Numbers of people are multiples of this.
    pub base: u32,
    /// Where bands of headcounts begin.
    pub bands: [u32; 3],
    /// All together.
    pub programme: Programme,
    /// Each, by name.
    pub organizations: Vec<OrganizationAggregates>,
}

/// T3: what everybody may have. All organizations together, at least three.
///
/// ```compile_fail
/// fn one(public: &linli::release::Public) -> &str {
///     &public.organizations[0].name
/// }
/// ```
///
/// ```compile_fail
/// fn somebody(public: &linli::release::Public) -> &linli::records::Person {
///     public.people.first().unwrap()
/// }
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Public {
    /// The study's title, or its id.
    pub title: String,
    /// What made the data, where nobody in them is real; empty otherwise.
    pub synthetic: String,
    /// The days spoken of.
    pub period: DaySpan,
    /// Numbers of people are multiples of this.
    pub base: u32,
    /// Where bands of headcounts begin.
    pub bands: [u32; 3],
    /// All together.
    pub programme: Programme,
}

impl Funder {
    /// Of the cells in which a number could stand, those that hold one. Weeks and counts of activities always do and are not
    /// counted; who comes back to an organization of which nothing can be given is one cell, as it is one line of the page.
    pub fn cells(&self) -> Portion {
        let programme = &self.programme;
        let mut all = vec![programme.helping.is_ok(), programme.per_returning.is_ok()];
        all.push(programme.checked.is_some_and(|checked| checked.found.is_ok()));
        let one = |doing: &Doing, accounts: &Accounts, back: &[ComingBack]| -> Vec<bool> {
            let keeping = &doing.keeping;
            let shares = [
                doing.gifts,
                doing.guests,
                doing.asked_by_residents,
                doing.serves_others,
                doing.without_staff,
                keeping.notice,
                keeping.list,
                keeping.record,
                keeping.all,
            ];
            let sums = [accounts.asked, accounts.granted, accounts.spent, accounts.receipted, accounts.per_activity];
            let mut people: Vec<bool> = back.iter().flat_map(|row| [row.all.is_ok(), row.ordinary.is_ok()]).collect();
            if !people.contains(&true) {
                people.truncate(1);
            }
            let filled = shares.iter().map(Result::is_ok).chain(sums.iter().map(Result::is_ok));
            filled.chain(people).collect()
        };
        all.extend(one(&programme.doing, &programme.accounts, &programme.coming_back));
        for organization in &self.organizations {
            all.extend(one(&organization.doing, &organization.accounts, &organization.coming_back));
        }
        Portion { hits: all.iter().filter(|&&filled| filled).count() as u32, of: all.len() as u32 }
    }
}
