//! What was said in a chat group, and what is kept of it.

use super::scenario::Tool;
use crate::records::{GroupOrigin, MessageKind};
use crate::time::{Day, Timestamp};

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

    /// The activity it is about: a position in [`super::Street::activities`].
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
