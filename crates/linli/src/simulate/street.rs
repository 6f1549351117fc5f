//! A street as it was lived: what happened, who was there, and what is kept of it.

use super::plant::Fact;
use super::scenario::{Scenario, Tool};
use super::season::Season;
use crate::records::{GroupOrigin, Initiator, MessageKind, Part, Reason, Role, Serves, Stage};
use crate::time::{Day, Timestamp, Zone};

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

/// A chat group.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Group {
    /// Its name.
    pub name: String,
    /// Whose it is; the second layer is nobody's.
    pub organization: Option<usize>,
    /// When it was opened.
    pub opened_on: Day,
    /// By whom.
    pub created_by: usize,
    /// Why.
    pub origin: GroupOrigin,
    /// Who is in it at all.
    pub members: Vec<usize>,
    /// What was said, by time.
    pub messages: Vec<Message>,
    /// What is kept of it.
    pub exports: Vec<Export>,
    /// The days on which somebody copied the member screen.
    pub pictures: Vec<Day>,
}

/// One export of a chat.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Export {
    /// With what.
    pub tool: Tool,
    /// From whose telephone.
    pub phone: usize,
    /// The first day in it.
    pub from: Day,
    /// The first day after.
    pub until: Day,
    /// Weeks within that it lacks.
    pub missing: Vec<(Day, Day)>,
    /// People whom the telephone's owner has given another name: position and name.
    pub remarks: Vec<(usize, String)>,
}

impl Export {
    /// Whether it holds what was said on a day.
    pub fn holds(&self, day: Day) -> bool {
        self.from <= day && day < self.until && !self.missing.iter().any(|&(from, until)| from <= day && day < until)
    }
}

/// Something said or shown in a group.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Message {
    /// When, to the second.
    pub at: Timestamp,
    /// By whom.
    pub author: usize,
    /// What is done with it.
    pub act: Act,
    /// The message of this group that it answers.
    pub answers: Option<usize>,
    /// Whether, and how, it shows whom it answers.
    pub pointing: Pointing,
    /// A draw by which words are found for it.
    pub words: u64,
}

/// What is done with a message.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
#[non_exhaustive]
pub enum Act {
    /// 早上好.
    Greeting,
    /// Something about the day, to nobody in particular.
    Remark,
    /// A picture of something at home or in the street.
    Picture,
    /// A link passed on.
    Link,
    /// A face.
    Sticker,
    /// A voice message.
    Voice,
    /// A need is put to all or to somebody.
    Question(Need),
    /// A need is answered.
    Answer(Need),
    /// Any other answer.
    Reply,
    /// Thanks.
    Thanks,
    /// 收到.
    Receipt,
    /// An activity is announced.
    Notice(usize),
    /// Somebody says that they come to an activity.
    SignUp(usize),
    /// The list of who comes to an activity is posted again.
    SignUpList(usize, Vec<usize>),
    /// Photos of an activity.
    Photos(usize),
    /// The list of who came is shown.
    Sheet(usize),
    /// What was done is written down.
    Record(usize),
    /// What it was like.
    Reflection(usize),
    /// News for everybody, by its number.
    News(u32),
    /// Staff encourage.
    Encouragement,
    /// Somebody is brought into the group, or comes by themselves.
    Joined(Option<usize>),
}

impl Act {
    /// The name that stands in the table of truth.
    pub const fn id(&self) -> &'static str {
        match self {
            Self::Greeting => "greeting",
            Self::Remark => "remark",
            Self::Picture => "picture",
            Self::Link => "link",
            Self::Sticker => "sticker",
            Self::Voice => "voice",
            Self::Question(_) => "question",
            Self::Answer(_) => "answer",
            Self::Reply => "reply",
            Self::Thanks => "thanks",
            Self::Receipt => "receipt",
            Self::Notice(_) => "notice",
            Self::SignUp(_) => "sign_up",
            Self::SignUpList(..) => "sign_up_list",
            Self::Photos(_) => "photos",
            Self::Sheet(_) => "sheet",
            Self::Record(_) => "record",
            Self::Reflection(_) => "reflection",
            Self::News(_) => "news",
            Self::Encouragement => "encouragement",
            Self::Joined(_) => "joined",
        }
    }

    /// What kind of message it is.
    pub const fn kind(&self) -> MessageKind {
        match self {
            Self::Picture | Self::Photos(_) => MessageKind::Picture,
            Self::Link => MessageKind::Link,
            Self::Sticker => MessageKind::Sticker,
            Self::Voice => MessageKind::Voice,
            Self::SignUpList(..) => MessageKind::SignUp,
            Self::Joined(_) => MessageKind::Join,
            _ => MessageKind::Text,
        }
    }

    /// The activity it is about: a position in [`Street::activities`].
    pub const fn activity(&self) -> Option<usize> {
        match *self {
            Self::Notice(at)
            | Self::SignUp(at)
            | Self::SignUpList(at, _)
            | Self::Photos(at)
            | Self::Sheet(at)
            | Self::Record(at)
            | Self::Reflection(at) => Some(at),
            _ => None,
        }
    }
}

/// What somebody needs to know or to have.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Need {
    /// A thing to borrow.
    Tool,
    /// How something is made.
    Skill,
    /// When or where.
    When,
    /// How money is claimed back: staff know.
    Money,
    /// Whether the room is free: staff know.
    Room,
    /// Something of the household.
    Home,
    /// A hand.
    Hand,
}

impl Need {
    /// Every one, in a fixed order.
    pub const ALL: &'static [Self] =
        &[Self::Tool, Self::Skill, Self::When, Self::Money, Self::Room, Self::Home, Self::Hand];

    /// Whether staff know best.
    pub const fn is_for_staff(self) -> bool {
        matches!(self, Self::Money | Self::Room)
    }
}

/// How a message shows whom it answers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Pointing {
    /// Not at all.
    None,
    /// It quotes.
    Quote,
    /// With @.
    Mention,
    /// By name, in words.
    Named,
}

impl Pointing {
    /// The name that stands in the table of truth.
    pub const fn id(self) -> &'static str {
        match self {
            Self::None => "none",
            Self::Quote => "quote",
            Self::Mention => "mention",
            Self::Named => "named",
        }
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
