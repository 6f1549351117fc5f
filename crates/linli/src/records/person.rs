//! People, their names under seal, their memberships and consents, and the calendar.

use super::activity::choices;
use super::{Group, GroupId, Layer, OrganizationId, PersonId};
use crate::time::Day;

/// A person's name, under seal: it cannot be printed or serialized, and its `Debug` shows nothing.
///
/// Only the team's release reveals it.
///
/// ```compile_fail
/// fn print(name: &linli::records::Name) {
///     println!("{name}");
/// }
/// ```
#[derive(Clone, PartialEq, Eq)]
pub struct Name(String);

impl Name {
    /// Puts a name under seal.
    pub fn new(name: impl Into<String>) -> Self {
        Self(name.into())
    }

    pub(crate) fn reveal(&self) -> &str {
        &self.0
    }
}

impl std::fmt::Debug for Name {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Name(…)")
    }
}

/// One person. Its Debug shows nothing: without pseudonyms the id is a name.
#[derive(Clone, PartialEq, Eq)]
pub struct Person {
    /// The id that stands in everything that leaves: a keyed pseudonym, or in the team's tier the id as given.
    pub id: String,
    /// The name the sources use, under seal.
    pub name: Name,
    /// The id as given, before any pseudonym, under seal.
    pub given: Name,
    /// Whether only the name in a source says who this is: elsewhere they may stand under another one, and not be there
    /// means nothing. False where somebody said who it is, or ids are the same everywhere.
    pub by_name_alone: bool,
    /// Position in [`super::Records::covariates`], and the value; ascending.
    pub(super) covariates: Vec<(u32, Box<str>)>,
}

impl Person {
    /// The value in one extra column of the people table, by its position in [`super::Records::covariates`].
    pub fn covariate(&self, column: usize) -> Option<&str> {
        let found = self.covariates.binary_search_by_key(&column, |&(at, _)| at as usize);
        found.ok().map(|found| &*self.covariates[found].1)
    }
}

impl std::fmt::Debug for Person {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Person(…)")
    }
}

/// What a person is in an organization or a group.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
#[non_exhaustive]
pub enum Role {
    /// 成员.
    Member,
    /// 骨干、队长、群主.
    Leader,
    /// 辅导者 (staff).
    Coach,
    /// 社工 (staff).
    SocialWorker,
    /// 街道、居委会 (staff).
    Official,
    /// 机器人 (staff).
    Bot,
}

impl Role {
    /// Every role, in a fixed order.
    pub const ALL: &'static [Self] =
        &[Self::Member, Self::Leader, Self::Coach, Self::SocialWorker, Self::Official, Self::Bot];

    /// The name that stands in tables.
    pub const fn id(self) -> &'static str {
        match self {
            Self::Member => "member",
            Self::Leader => "leader",
            Self::Coach => "coach",
            Self::SocialWorker => "social_worker",
            Self::Official => "official",
            Self::Bot => "bot",
        }
    }

    /// Whether this is staff.
    pub const fn is_staff(self) -> bool {
        matches!(self, Self::Coach | Self::SocialWorker | Self::Official | Self::Bot)
    }
}

/// Whether a member is around.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
#[non_exhaustive]
pub enum Status {
    /// In town.
    Present,
    /// 外出、生病、带孙: silence then means nothing.
    Away,
}

choices! {
    /// Why a membership ended. Whoever moved away or died is in no finding.
    Reason {
        Moved = "moved" "搬走.",
        Died = "died" "去世.",
        Ill = "ill" "生病.",
        Family = "family" "带孙、照顾家人.",
        Work = "work" "上班.",
        OwnWish = "own_wish" "自己不来了.",
        Other = "other" "别的原因.",
    }
}

/// A day known exactly, to within bounds, or not at all.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub struct Bounds {
    /// No earlier than this.
    pub earliest: Option<Day>,
    /// No later than this.
    pub latest: Option<Day>,
}

impl Bounds {
    /// Not known.
    pub const UNKNOWN: Self = Self { earliest: None, latest: None };

    /// Known to the day.
    pub const fn on(day: Day) -> Self {
        Self { earliest: Some(day), latest: Some(day) }
    }
}

/// A dated spell of membership.
///
/// Without `group` it speaks of every first-layer group of the organization.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Membership {
    /// In which group.
    pub group: Option<GroupId>,
    /// In which organization.
    pub organization: Option<OrganizationId>,
    /// Who.
    pub person: PersonId,
    /// As what.
    pub role: Role,
    /// Around or away.
    pub status: Status,
    /// First day.
    pub start: Bounds,
    /// First day after the last. WeChat shows no exits: unknown is not absent.
    pub end: Bounds,
    /// Why it ended, where somebody wrote it down.
    pub reason: Option<Reason>,
    /// Whether it comes from a list of members (and not from a join seen in passing).
    pub listed: bool,
}

impl Membership {
    /// Whether the spell speaks of this group, which belongs to `organization`.
    pub fn concerns(&self, group: GroupId, organization: Option<OrganizationId>, groups: &[Group]) -> bool {
        match self.group {
            Some(own) => own == group,
            None => {
                self.organization.is_some()
                    && self.organization == organization
                    && groups[group.index()].layer == Layer::First
            }
        }
    }

    /// Whether the spell touches the days `[first, end)`, as far as its dates are known.
    ///
    /// A start counts from its latest day and an end from its latest: whoever is on one list and missing from the next
    /// counts until the second. An unknown day bounds nothing.
    pub fn touches_days(&self, first: Day, end: Day) -> bool {
        self.start.latest.is_none_or(|day| day < end) && self.end.latest.is_none_or(|day| day > first)
    }
}

/// A stretch of days that means something for everybody.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct CalendarEntry {
    /// First day.
    pub start: Day,
    /// First day after.
    pub end: Day,
    /// `holiday`, `inspection`, `deadline`, …
    pub kind: String,
}

impl CalendarEntry {
    /// The kind of a holiday: its days are neither silence nor a drop.
    pub const HOLIDAY: &str = "holiday";
}

/// What a person agreed to.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Consent {
    /// Who.
    pub person: PersonId,
    /// Which source it speaks of; all where none is named.
    pub source: Option<String>,
    /// First day.
    pub from: Option<Day>,
    /// First day after; a withdrawal ends it.
    pub until: Option<Day>,
    /// `coaching`, `evaluation`, `research`.
    pub purpose: String,
}

impl Consent {
    /// Whether it holds on a day, for this purpose and for what is joined from all sources.
    pub fn holds(&self, purpose: &str, day: Day) -> bool {
        self.source.is_none()
            && self.purpose == purpose
            && self.from.is_none_or(|from| from <= day)
            && self.until.is_none_or(|until| day < until)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sealed_name_shows_nothing() {
        assert_eq!(format!("{:?}", Name::new("王阿姨")), "Name(…)");
    }

    #[test]
    fn a_consent_holds_from_its_first_day_until_it_is_withdrawn_and_for_one_purpose() {
        let day = Day::from_number;
        let consent = |from, until| Consent {
            person: PersonId::from_index(0),
            source: None,
            from,
            until,
            purpose: "coaching".to_owned(),
        };
        let dated = consent(Some(day(10)), Some(day(20)));
        let on: Vec<bool> = [9, 10, 19, 20].iter().map(|&at| dated.holds("coaching", day(at))).collect();
        assert_eq!(on, [false, true, true, false]);
        assert!(consent(None, None).holds("coaching", day(0)) && !consent(None, None).holds("research", day(0)));
        let of_a_source = Consent { source: Some("chats/a.txt".to_owned()), ..consent(None, None) };
        assert!(!of_a_source.holds("coaching", day(0)), "one source is not what is joined from all");
    }

    #[test]
    fn staff_are_four_roles() {
        assert_eq!(Role::ALL.iter().filter(|r| r.is_staff()).count(), 4);
    }
}
