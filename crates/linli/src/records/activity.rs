//! Activities, and who came.

use super::{ActivityId, OrganizationId, PersonId};
use crate::time::{Day, Timestamp};

macro_rules! choices {
    ($($(#[$doc:meta])* $name:ident { $($variant:ident = $id:literal $meaning:literal),+ $(,)? })+) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
        #[non_exhaustive]
        pub enum $name {
            $(#[doc = $meaning] $variant),+
        }

        impl $name {
            /// Every choice, in a fixed order.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];

            /// The name that stands in tables.
            pub const fn id(self) -> &'static str {
                match self { $(Self::$variant => $id),+ }
            }

            /// The choice of this name.
            pub fn parse(text: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|choice| choice.id() == text)
            }
        }
    )+};
}

pub(super) use choices;

choices! {
    /// Who asked for an activity.
    Initiator {
        Residents = "residents" "居民自己.",
        Organization = "organization" "自组织.",
        Staff = "staff" "社工、辅导者.",
        Government = "government" "街道、居委会.",
    }
    /// Whom an activity serves.
    Serves {
        Members = "members" "自己人.",
        Others = "others" "别人.",
    }
    /// How an activity came into the records.
    ActivityOrigin {
        Recorded = "recorded" "Somebody wrote it down.",
        Confirmed = "confirmed" "Proposed from cues, and a person said yes.",
        Proposed = "proposed" "Found in cues; nobody has said yes or no.",
    }
    /// What a person did at an activity.
    Part {
        Recipient = "recipient" "参加、受益.",
        Helper = "helper" "帮忙.",
        Organizer = "organizer" "组织.",
        Guest = "guest" "来宾.",
    }
    /// What a sheet says of a name.
    AttendanceStatus {
        Present = "present" "到.",
        Absent = "absent" "未到.",
        Excused = "excused" "请假.",
    }
}

/// A held occasion. 活动.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Activity {
    /// Its id.
    pub id: String,
    /// Whose.
    pub organization: OrganizationId,
    /// Its title.
    pub title: String,
    /// What kind, as the table says.
    pub kind: Option<String>,
    /// The local day on which it began.
    pub day: Day,
    /// When it began: the local midnight of `day` where only the day is known.
    pub start: Timestamp,
    /// Where.
    pub venue: Option<String>,
    /// How many came, where somebody counted.
    pub headcount: Option<u32>,
    /// Whether something was given out. `None` is not recorded.
    pub incentive: Option<bool>,
    /// Whether leaders, press or other guests came. `None` is not recorded.
    pub guests: Option<bool>,
    /// Who asked for it.
    pub initiated_by: Option<Initiator>,
    /// Whom it served.
    pub serves: Option<Serves>,
    /// With whom it was held, as the table says.
    pub partners: Option<String>,
    /// How it came into the records.
    pub origin: ActivityOrigin,
    /// Whether a list of names exists. Without one, attendance is not recorded, which is not "nobody came".
    pub has_list: bool,
}

impl Activity {
    /// Takes over what another record of the same activity says: of two different values the smaller stays.
    pub(super) fn unite(&mut self, other: Self) {
        fn smaller<T: Ord>(ours: &mut Option<T>, theirs: Option<T>) {
            *ours = match (ours.take(), theirs) {
                (Some(ours), Some(theirs)) => Some(ours.min(theirs)),
                (ours, theirs) => ours.or(theirs),
            };
        }
        if self.title.is_empty() || !other.title.is_empty() && other.title < self.title {
            self.title = other.title;
        }
        (self.day, self.start) = (self.day, self.start).min((other.day, other.start));
        smaller(&mut self.kind, other.kind);
        smaller(&mut self.venue, other.venue);
        smaller(&mut self.headcount, other.headcount);
        smaller(&mut self.incentive, other.incentive);
        smaller(&mut self.guests, other.guests);
        smaller(&mut self.initiated_by, other.initiated_by);
        smaller(&mut self.serves, other.serves);
        smaller(&mut self.partners, other.partners);
        self.origin = self.origin.min(other.origin);
        self.has_list |= other.has_list;
    }
}

/// One name on one sheet.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Attendance {
    /// Where.
    pub activity: ActivityId,
    /// Who.
    pub person: PersonId,
    /// As what, where the sheet says.
    pub part: Option<Part>,
    /// Whether they came.
    pub status: AttendanceStatus,
}
