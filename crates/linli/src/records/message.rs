//! Messages in columns: 21 bytes each and no heap object; text never enters.

use super::PersonId;
use crate::time::Timestamp;

macro_rules! kinds {
    ($($variant:ident = $id:literal $turn:literal $meaning:literal;)+) => {
        /// What a message is.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
        #[non_exhaustive]
        #[repr(u8)]
        pub enum MessageKind {
            $(#[doc = $meaning] $variant),+
        }

        impl MessageKind {
            /// Every kind, in a fixed order.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];

            /// The name that stands in tables.
            pub const fn id(self) -> &'static str {
                match self { $(Self::$variant => $id),+ }
            }

            /// Whether a person says or shows something with it, so that it counts as a turn.
            pub const fn is_turn(self) -> bool {
                match self { $(Self::$variant => $turn),+ }
            }
        }
    };
}

kinds! {
    Text = "text" true "文字.";
    Picture = "picture" true "图片.";
    Voice = "voice" true "语音.";
    Video = "video" true "视频.";
    File = "file" true "文件.";
    Sticker = "sticker" true "表情.";
    Link = "link" true "链接、小程序.";
    Forward = "forward" true "转发的聊天记录: one message, whatever is inside.";
    Location = "location" true "位置.";
    Card = "card" true "名片.";
    RedPacket = "red_packet" true "红包; the amount is dropped.";
    Transfer = "transfer" true "转账; the amount is dropped.";
    SignUp = "sign_up" true "接龙: one message of its poster, whatever is on the list.";
    Announcement = "announcement" true "群公告.";
    Poll = "poll" true "投票、问卷.";
    Call = "call" false "通话.";
    Pat = "pat" false "拍一拍.";
    Recall = "recall" false "撤回: the message taken back is not counted.";
    Join = "join" false "进群.";
    Leave = "leave" false "退群、移出.";
    Rename = "rename" false "改名.";
    GroupRename = "group_rename" false "改群名.";
    System = "system" false "系统提示.";
    Other = "other" true "其他.";
}

impl MessageKind {
    /// The kind of this name. Common other names are understood (`image`, `redpacket`, `audio`, …).
    pub fn parse(text: &str) -> Option<Self> {
        let known = Self::ALL.iter().copied().find(|kind| kind.id() == text);
        known.or(match text {
            "image" | "photo" => Some(Self::Picture),
            "audio" => Some(Self::Voice),
            "redpacket" => Some(Self::RedPacket),
            "signup" => Some(Self::SignUp),
            "document" => Some(Self::File),
            "message" | "quote" | "reply" => Some(Self::Text),
            "leave_group" | "removal" => Some(Self::Leave),
            _ => None,
        })
    }
}

macro_rules! bits {
    ($($(#[$doc:meta])* $item:ident { $($variant:ident = $bit:literal $id:literal $meaning:literal;)+ })+) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
        #[non_exhaustive]
        pub enum $item {
            $(#[doc = $meaning] $variant),+
        }

        impl $item {
            /// Every one, in a fixed order.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];

            /// The name that stands in tables.
            pub const fn id(self) -> &'static str {
                match self { $(Self::$variant => $id),+ }
            }

            const fn bit(self) -> u8 {
                match self { $(Self::$variant => 1 << $bit),+ }
            }
        }
    )+};
}

bits! {
    /// What import recognised in a message before its text was dropped. 线索.
    Cue {
        Notice = 0 "notice" "预告: an activity to come.";
        SignUp = 1 "sign_up" "报名、接龙.";
        Photos = 2 "photos" "照片.";
        Sheet = 3 "sheet" "签到表.";
        Record = 4 "record" "活动记录.";
        Reflection = 5 "reflection" "感受.";
        Question = 6 "question" "提问.";
        Receipt = 7 "receipt" "收到、👍: an acknowledgement and nothing more.";
    }
}

/// A set of [`Cue`]s in one byte.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub struct Cues(u8);

impl Cues {
    /// No cue.
    pub const NONE: Self = Self(0);

    /// The set with one more.
    #[must_use]
    pub const fn with(self, cue: Cue) -> Self {
        Self(self.0 | cue.bit())
    }

    /// The set without one.
    #[must_use]
    pub const fn without(self, cue: Cue) -> Self {
        Self(self.0 & !cue.bit())
    }

    /// Both sets together.
    #[must_use]
    pub const fn union(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// Whether a cue is among them.
    pub const fn has(self, cue: Cue) -> bool {
        self.0 & cue.bit() != 0
    }

    /// The cues, in a fixed order.
    pub fn iter(self) -> impl Iterator<Item = Cue> {
        Cue::ALL.iter().copied().filter(move |&cue| self.has(cue))
    }
}

/// What is known of a message in yes and no, in one byte.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub struct Flags(u8);

impl Flags {
    /// Nothing.
    pub const NONE: Self = Self(0);
    /// The message states a target, whether or not that target is known here.
    pub const ADDRESSED: Self = Self(1);
    /// The message is addressed to all (`@所有人`), which is no tie.
    pub const TO_ALL: Self = Self(2);
    /// The message was taken back later and is not counted.
    pub const RECALLED: Self = Self(4);
    /// The message states a target other than its own author, known here or not.
    pub const TO_OTHERS: Self = Self(8);
    /// Its words were said before in this chat, by whomever.
    pub const REPEATED: Self = Self(16);

    /// Both sets together.
    #[must_use]
    pub const fn with(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// Whether all of `other` is among them.
    pub const fn has(self, other: Self) -> bool {
        self.0 & other.0 == other.0
    }
}

/// How a message points at a person.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
#[repr(u8)]
pub enum How {
    /// It answers, or quotes, a message of that person.
    Reply,
    /// It names the person with @.
    Mention,
    /// It names the person in words.
    Named,
}

/// A person a message points at.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Target {
    /// Who.
    pub person: PersonId,
    /// How.
    pub how: How,
}

/// What a message has in common with one before it. Few messages have any, and none more than eight.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Overlap {
    /// The position of the message that says it again.
    pub later: u32,
    /// The position of the message that said it.
    pub earlier: u32,
    /// How many rare pieces of text both hold.
    pub shared: u8,
}

/// The messages of one group, in columns.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Messages {
    pub(super) time: Vec<Timestamp>,
    pub(super) author: Vec<PersonId>,
    pub(super) target_end: Vec<u32>,
    pub(super) length: Vec<u16>,
    pub(super) kind: Vec<MessageKind>,
    pub(super) flags: Vec<Flags>,
    pub(super) cues: Vec<Cues>,
    pub(super) targets: Vec<Target>,
    /// Ascending; beside the columns, for most messages have none.
    pub(super) overlaps: Vec<Overlap>,
}

/// One message, as a view.
#[derive(Debug, Clone, Copy)]
pub struct Message<'a> {
    /// When.
    pub time: Timestamp,
    /// Who.
    pub author: PersonId,
    /// What.
    pub kind: MessageKind,
    /// Length of the text in characters; 65,535 stands for that or more.
    pub length: u16,
    /// Yes and no.
    pub flags: Flags,
    /// What import recognised.
    pub cues: Cues,
    /// Whom it points at.
    pub targets: &'a [Target],
}

impl Message<'_> {
    /// Whether it counts as a turn: said or shown by a person, and not taken back.
    pub fn is_turn(&self) -> bool {
        self.kind.is_turn() && !self.flags.has(Flags::RECALLED)
    }
}

impl Messages {
    /// What one message costs in memory, without its targets.
    pub const BYTES_PER_MESSAGE: usize = size_of::<Timestamp>()
        + size_of::<PersonId>()
        + size_of::<u32>()
        + size_of::<u16>()
        + size_of::<MessageKind>()
        + size_of::<Flags>()
        + size_of::<Cues>();

    /// Makes room for another message, by a quarter where there is none: doubling would leave millions of messages in
    /// half-empty columns.
    pub(super) fn make_room(&mut self) {
        let rows = self.time.len();
        if rows == self.time.capacity() {
            let more = (rows / 4).max(16);
            self.time.reserve_exact(more);
            self.author.reserve_exact(more);
            self.target_end.reserve_exact(more);
            self.length.reserve_exact(more);
            self.kind.reserve_exact(more);
            self.flags.reserve_exact(more);
            self.cues.reserve_exact(more);
        }
    }

    /// Gives back the room nobody needs any more.
    pub(super) fn shrink_to_fit(&mut self) {
        self.time.shrink_to_fit();
        self.author.shrink_to_fit();
        self.target_end.shrink_to_fit();
        self.length.shrink_to_fit();
        self.kind.shrink_to_fit();
        self.flags.shrink_to_fit();
        self.cues.shrink_to_fit();
        self.overlaps.shrink_to_fit();
    }

    /// How many.
    pub fn len(&self) -> usize {
        self.time.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.time.is_empty()
    }

    /// The message at a position.
    pub fn at(&self, index: usize) -> Message<'_> {
        let start = if index == 0 { 0 } else { self.target_end[index - 1] as usize };
        Message {
            time: self.time[index],
            author: self.author[index],
            kind: self.kind[index],
            length: self.length[index],
            flags: self.flags[index],
            cues: self.cues[index],
            targets: &self.targets[start..self.target_end[index] as usize],
        }
    }

    /// What messages have in common with earlier ones, ascending by the later message and then by the earlier.
    pub fn overlaps(&self) -> &[Overlap] {
        &self.overlaps
    }

    /// What the message at a position has in common with earlier ones.
    pub fn overlaps_of(&self, index: usize) -> &[Overlap] {
        let start = self.overlaps.partition_point(|overlap| (overlap.later as usize) < index);
        let end = self.overlaps.partition_point(|overlap| (overlap.later as usize) <= index);
        &self.overlaps[start..end]
    }

    /// All messages, in order.
    pub fn iter(&self) -> impl ExactSizeIterator<Item = Message<'_>> {
        (0..self.len()).map(|index| self.at(index))
    }
}

const _: () = assert!(Messages::BYTES_PER_MESSAGE <= 24);
const _: () = assert!(size_of::<Target>() <= 8);
const _: () = assert!(size_of::<Overlap>() <= 12);
