//! What is planted in a street, so that it can be looked for.

use super::Effect;
use crate::time::Day;

/// What a planted fact is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum About {
    /// A person in an organization.
    Person,
    /// A chat group.
    Group,
    /// An organization.
    Organization,
}

impl About {
    /// The name that stands in tables.
    pub const fn id(self) -> &'static str {
        match self {
            Self::Person => "person",
            Self::Group => "group",
            Self::Organization => "organization",
        }
    }
}

macro_rules! plants {
    ($($variant:ident = $id:literal $about:ident $zh:literal $meaning:literal;)+) => {
        /// A way of living that is planted. Each is a cause: what people do, never what linli would call it.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
        #[non_exhaustive]
        pub enum Plant {
            $(#[doc = $meaning] $variant),+
        }

        impl Plant {
            /// Every one, in a fixed order.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];

            /// The name that stands in tables.
            pub const fn id(self) -> &'static str {
                match self { $(Self::$variant => $id),+ }
            }

            /// What it is about.
            pub const fn about(self) -> About {
                match self { $(Self::$variant => About::$about),+ }
            }

            /// 说法.
            pub const fn title_zh(self) -> &'static str {
                match self { $(Self::$variant => $zh),+ }
            }

            /// What it means.
            pub const fn meaning(self) -> &'static str {
                match self { $(Self::$variant => $meaning),+ }
            }
        }
    };
}

plants! {
    Drifts = "drifts" Person "慢慢疏远" "Was lively; from a day on talks and comes less and less, within six weeks down to what the effect leaves.";
    Leaves = "leaves" Person "离开" "Was lively; from a day on neither talks nor comes, and says nothing.";
    Lurks = "lurks" Person "安心潜水" "Reads, hardly ever writes or comes, and is content: nothing changes.";
    AttendsSilently = "attends_silently" Person "来而不言" "Comes to most activities and hardly ever writes.";
    StaffOnly = "staff_only" Person "只和工作人员来往" "Turns to staff, and is answered by staff.";
    Unanswered = "unanswered" Person "提了没人接" "Asks and tells as others do, and is hardly ever answered.";
    Away = "away" Person "外出" "With the grandchildren or ill for some weeks, and then back as before. No reason to worry.";
    Moves = "moves" Person "搬走" "Moves away on a day that everybody knows. No reason to worry.";
    Lively = "lively" Person "一直活跃" "As lively as those who drift or leave were, and stays so. No reason to worry.";
    Thickens = "thickens" Group "群热起来" "From a day on members say more and answer each other more.";
    Empties = "empties" Group "群冷下去" "From a day on members say less, answer each other less and come less.";
    StaffFacing = "staff_facing" Group "对着工作人员说的群" "Staff announce, members acknowledge; they hardly talk to each other here.";
    QuietChannel = "quiet_channel" Group "渠道安静" "Activities are lively; next to nothing is said in this group.";
    Steady = "steady" Group "平稳" "Nothing changes but the seasons. No reason to worry.";
    MosquitoHall = "mosquito_hall" Organization "蚊子馆" "A hall opens with guests and gifts; of those who came hardly anybody comes again.";
    BoughtAttendance = "bought_attendance" Organization "靠礼品来人" "People come on the days on which something is given out, and hardly on others.";
    CopiedSheets = "copied_sheets" Organization "照抄签到表" "From a day on the list of an activity is copied from the one before, whoever came.";
    SkippedStep = "skipped_step" Organization "跳步：先建群" "The group was opened before anybody had visited or met.";
    ReadyAlone = "ready_alone" Organization "能自己走了" "From a day on residents post notice, photos and list, and staff no longer come.";
    OnePerson = "one_person" Organization "全靠一个人" "One person organizes, announces, photographs and writes the record.";
    InspectionBursts = "inspection_bursts" Organization "检查前忙一阵" "In the ten days before an inspection there is twice as much of everything, and after it as before.";
}

impl Plant {
    /// Whether it is planted so that nothing should be found.
    pub const fn is_control(self) -> bool {
        matches!(self, Self::Lurks | Self::Away | Self::Moves | Self::Lively | Self::Steady)
    }
}

/// One planted fact.
#[derive(Debug, Clone, PartialEq)]
pub struct Fact {
    /// What.
    pub plant: Plant,
    /// In which organization: a position in [`super::Street::organizations`].
    pub organization: usize,
    /// Of whom: a position in [`super::Street::people`].
    pub person: Option<usize>,
    /// The first day on which it holds.
    pub from: Day,
    /// The first day on which it no longer holds; `None` to the end.
    pub until: Option<Day>,
    /// How strong it is.
    pub effect: Effect,
}

impl Fact {
    /// Whether it holds on a day.
    pub fn holds(&self, day: Day) -> bool {
        self.from <= day && self.until.is_none_or(|until| day < until)
    }

    /// How far a change that takes six weeks has come, 0 to 1.
    pub(super) fn progress(&self, day: Day) -> f64 {
        let days = f64::from(day.number() - self.from.number() + 1);
        (days / 42.0).clamp(0.0, 1.0)
    }
}
