//! Small facts about a text that mean something only beside other messages: kept until the chat has gone on, never stored.

use linli::records::MessageKind;

use super::cues;
use super::said::{Said, Words, words};

/// A set of small facts about one message.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Hints(u16);

impl Hints {
    /// Nothing.
    pub const NONE: Self = Self(0);
    /// A picture with no words of its own.
    pub const PICTURE: Self = Self(1);
    /// Words.
    pub const WORDS: Self = Self(1 << 1);
    /// It speaks of a sign-in sheet.
    pub const SHEET: Self = Self(1 << 2);
    /// It says that it is a record, or gives an account.
    pub const RECORD: Self = Self(1 << 3);
    /// It counts people.
    pub const COUNT: Self = Self(1 << 4);
    /// It offers to come, to bring or to do something: a sign-up where somebody has just called for one.
    pub const OFFER: Self = Self(1 << 5);
    /// It nods and says nothing else: a receipt where something has just been announced.
    pub const NOD: Self = Self(1 << 6);
    /// It calls on people to come.
    pub const CALL: Self = Self(1 << 7);
    /// A list of people, as 接龙 makes it.
    pub const LIST: Self = Self(1 << 8);
    /// It bears a mark the study has agreed on; nothing is guessed of it.
    pub const TAGGED: Self = Self(1 << 9);
    /// It has words of feeling: what the day was like, where photos of it have just been shown.
    pub const FELT: Self = Self(1 << 11);
    /// It lists people: who came, where photos have just been shown.
    pub const LISTED: Self = Self(1 << 12);
    /// It looks for people or hands, announced or not.
    pub const SEARCH: Self = Self(1 << 13);
    /// It is about goods that many order, so that numbers and names under it sign up for nothing.
    pub const GOODS: Self = Self(1 << 14);
    /// It is spoken, and nobody can read what.
    pub const VOICE: Self = Self(1 << 15);
    /// It is not yet, or no more: a sheet that is missing, a record that is wanted.
    pub const WANTED: Self = Self(1 << 10);

    /// Both sets together.
    #[must_use]
    pub const fn with(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// Whether all of `other` is among them.
    pub const fn has(self, other: Self) -> bool {
        self.0 & other.0 == other.0
    }

    fn when(self, there: bool, hint: Self) -> Self {
        if there { self.with(hint) } else { self }
    }
}

/// What speaks of something that is not there.
const WANTED: Words = words!["忘", "没签", "没有签", "没拍", "方便", "补一", "拍一张", "要签", "？", "?"];

/// The small facts about a text.
pub(super) fn of(text: &Said<'_>, kind: MessageKind) -> Hints {
    if kind == MessageKind::Picture {
        return Hints::PICTURE;
    }
    if kind == MessageKind::Voice {
        return Hints::VOICE;
    }
    if !matches!(kind, MessageKind::Text | MessageKind::SignUp | MessageKind::Announcement | MessageKind::File) {
        return Hints::NONE;
    }
    Hints::WORDS
        .when(cues::sheet::names_sheet(text), Hints::SHEET)
        .when(cues::record::names_record(text), Hints::RECORD)
        .when(cues::record::counts_people(text), Hints::COUNT)
        .when(cues::feeling::is_felt(text), Hints::FELT)
        .when(cues::record::lists_people(text), Hints::LISTED)
        .when(cues::notice::is_search(text), Hints::SEARCH)
        .when(cues::baits::is_of_goods(text), Hints::GOODS)
        .when(cues::coming::is_offer(text), Hints::OFFER)
        .when(cues::receipt::is_nod(text), Hints::NOD)
        .when(cues::notice::is_call(text), Hints::CALL)
        .when(kind == MessageKind::SignUp || cues::coming::is_list(text), Hints::LIST)
        .when(text.has(WANTED), Hints::WANTED)
}
