//! A street as it was lived: what happened, who was there, and what is kept of it.

use super::plant::Fact;
use super::said::Group;
use super::scenario::Scenario;
use super::season::Season;
use crate::records::{Initiator, Part, Reason, Role, Serves, Stage};
use crate::time::{Day, Zone};

/// A simulated street: everything that happened, and what was planted. Positions point into its lists.
///
/// Nothing here comes from a tie, an indicator or a signal; a test sees to it that this module uses none.
#[derive(Debug, Clone, PartialEq)]
pub struct Street {
    /// What was asked for.
    pub scenario: Scenario,
    /// The seed.
    pub seed: u64,
    /// In which its days begin.
    pub zone: Zone,
    /// Everybody, staff first.
    pub people: Vec<Person>,
    /// The organizations, as in the scenario.
    pub organizations: Vec<Organization>,
    /// The chat groups: those of organizations in their order, then the second layer.
    pub groups: Vec<Group>,
    /// Who belonged where.
    pub memberships: Vec<Membership>,
    /// What was held, by organization and day.
    pub activities: Vec<Activity>,
    /// Visits of coaches, by time.
    pub visits: Vec<Visit>,
    /// Applications, by day.
    pub grants: Vec<Grant>,
    /// Money spent, by day.
    pub expenses: Vec<Expense>,
    /// What organizations reached, by day.
    pub milestones: Vec<Milestone>,
    /// Holidays, inspections, deadlines.
    pub seasons: Vec<Season>,
    /// What residents agreed to.
    pub consents: Vec<Consent>,
    /// What was planted.
    pub facts: Vec<Fact>,
}

/// Somebody. All names are invented.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Person {
    /// `p001` and so on.
    pub id: String,
    /// The name they were given, as on sheets and in tables.
    pub name: String,
    /// The name they chose in chats.
    pub nickname: String,
    /// The day from which they have another name in chats, and that name.
    pub renamed: Option<(Day, String)>,
    /// What they are where they are staff.
    pub staff: Option<Role>,
    /// Where they live or work.
    pub community: String,
    /// Which courtyard they live in.
    pub courtyard: u32,
}

impl Person {
    /// The name in chats on a day.
    pub fn nickname_on(&self, day: Day) -> &str {
        match &self.renamed {
            Some((from, name)) if *from <= day => name,
            _ => &self.nickname,
        }
    }
}

/// An organization.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Organization {
    /// Its name.
    pub name: String,
    /// Its community.
    pub community: String,
    /// `service` or `interest`.
    pub kind: String,
    /// How far it had come at the end, and since when.
    pub stage: (Stage, Day),
    /// Who coaches it.
    pub coach: usize,
    /// The social worker of its community.
    pub social_worker: usize,
}

/// A stretch in which somebody belonged to an organization.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Membership {
    /// Who.
    pub person: usize,
    /// Where.
    pub organization: usize,
    /// Member or leader.
    pub role: Role,
    /// The first day; `None` from before the beginning.
    pub from: Option<Day>,
    /// The first day after, and why where everybody knows.
    pub until: Option<(Day, Option<Reason>)>,
    /// Stretches in which they were away: first day, first day after, why.
    pub away: Vec<(Day, Day, Reason)>,
}

impl Membership {
    /// Whether they belong on a day.
    pub fn holds(&self, day: Day) -> bool {
        self.from.is_none_or(|from| from <= day) && self.until.is_none_or(|(until, _)| day < until)
    }

    /// Whether they are away on a day.
    pub fn is_away(&self, day: Day) -> bool {
        self.away.iter().any(|&(from, until, _)| from <= day && day < until)
    }
}

/// Something held.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Activity {
    /// By whom.
    pub organization: usize,
    /// Its title.
    pub title: String,
    /// On which day.
    pub day: Day,
    /// At which hour.
    pub hour: u32,
    /// Where.
    pub venue: String,
    /// Whether something was given out.
    pub incentive: bool,
    /// Whether leaders or press came.
    pub guests: bool,
    /// Who asked for it.
    pub initiated_by: Initiator,
    /// Whom it served.
    pub serves: Serves,
    /// With which organization it was held.
    pub partner: Option<usize>,
    /// Whether staff were there.
    pub with_staff: bool,
    /// Who came, and who is on the list, in the order of the list.
    pub attended: Vec<Attended>,
    /// What is kept of its list.
    pub kept: Kept,
}

/// Somebody at an activity.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Attended {
    /// Who.
    pub person: usize,
    /// As what.
    pub part: Part,
    /// Whether they came.
    pub came: bool,
    /// Whether they stand on the list.
    pub listed: bool,
}

/// What is kept of the list of an activity.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
#[non_exhaustive]
pub enum Kept {
    /// A file of its own.
    List,
    /// The same file twice: once as a table, once as a workbook.
    Twice,
    /// A column in a table of a quarter.
    Matrix,
    /// A number.
    Count,
    /// Nothing: lost.
    Lost,
    /// Nothing yet: it is still on paper.
    Late,
}

impl Kept {
    /// The name that stands in the table of truth.
    pub const fn id(self) -> &'static str {
        match self {
            Self::List => "list",
            Self::Twice => "twice",
            Self::Matrix => "matrix",
            Self::Count => "count",
            Self::Lost => "lost",
            Self::Late => "late",
        }
    }

    /// Whether the names are kept.
    pub const fn has_names(self) -> bool {
        matches!(self, Self::List | Self::Twice | Self::Matrix)
    }
}

/// A coach's visit to an organization.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Visit {
    /// Who.
    pub coach: usize,
    /// Whom.
    pub organization: usize,
    /// On which day.
    pub day: Day,
    /// At which hour.
    pub hour: u32,
    /// About what.
    pub topic: &'static str,
    /// How long.
    pub minutes: u32,
}

/// An application for money.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Grant {
    /// Which round.
    pub round: String,
    /// Who.
    pub organization: usize,
    /// When.
    pub applied_on: Day,
    /// When it was decided.
    pub decided_on: Day,
    /// How much was asked.
    pub asked: u32,
    /// How much was granted; `None` where it was refused.
    pub granted: Option<u32>,
}

/// Money spent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Expense {
    /// Who.
    pub organization: usize,
    /// When.
    pub day: Day,
    /// How much.
    pub amount: u32,
    /// Whether there is a receipt.
    pub has_receipt: bool,
    /// For which activity.
    pub activity: usize,
}

/// What an organization reached.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Milestone {
    /// Who.
    pub organization: usize,
    /// When.
    pub day: Day,
    /// What: a word of milestones.csv.
    pub kind: &'static str,
}

/// What a resident agreed to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Consent {
    /// Who.
    pub person: usize,
    /// From which day.
    pub from: Day,
    /// The first day after, where it was taken back.
    pub until: Option<Day>,
    /// To what: a word of consent.csv.
    pub purpose: &'static str,
}
