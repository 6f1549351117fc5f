//! What was recorded, in columns: people, groups on two layers, organizations, memberships, messages, activities,
//! attendance, calendar, consent, coaching, grants, expenses and milestones; and for every source what it covers and what it can record.

mod activity;
mod builder;
mod coverage;
mod evidence;
mod group;
mod linkage;
mod message;
mod money;
mod papers;
mod passage;
mod person;
mod places;
mod pseudonym;
mod sign_up;
mod validate;

pub use activity::{Activity, ActivityOrigin, Attendance, AttendanceStatus, Initiator, Part, Serves};
pub use builder::{ChatDraft, ChatMessage, Limits, MessageDraft, RecordsBuilder};
pub use coverage::{DaySpan, Field, Fields, Source, SourceKind, union_of_spans};
pub use evidence::{Evidence, confidence};
pub use group::{Group, GroupOrigin, Layer, Organization, Stage};
pub use linkage::{Known, Linkage};
pub use message::{Cue, Cues, Flags, How, Message, MessageKind, Messages, Overlap, Target};
pub use money::Money;
pub use papers::{Audit, Channel, Coaching, Decision, Expense, Grant, Milestone, MilestoneKind};
pub use passage::{Invitation, Passage, PassageDraft};
pub use person::{Bounds, CalendarEntry, Consent, Membership, Name, Person, Reason, Role, Status};
pub use pseudonym::PseudonymKey;
pub use sign_up::SignUp;

use self::papers::Papers;
use self::places::Places;
use crate::time::{Day, Window};

macro_rules! id {
    ($($(#[$doc:meta])* $name:ident;)+) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(u32);

        impl $name {
            /// The id of this position.
            pub const fn from_index(index: usize) -> Self {
                Self(index as u32)
            }

            /// The position, from 0, in ascending order of the written id.
            pub const fn index(self) -> usize {
                self.0 as usize
            }
        }
    )+};
}

id! {
    /// A person in these records.
    PersonId;
    /// A chat group in these records.
    GroupId;
    /// An organization in these records.
    OrganizationId;
    /// An activity in these records.
    ActivityId;
}

/// Everything recorded. Made by a [`RecordsBuilder`]; never changed after.
///
/// People, groups and organizations stand in ascending order of their ids, activities by organization, day and id,
/// messages of a group by time and then as their source orders them, coaching, grants, expenses and milestones by
/// organization and day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Records {
    people: Vec<Person>,
    groups: Vec<Group>,
    organizations: Vec<Organization>,
    memberships: Vec<Membership>,
    places: Places,
    invitations: Vec<Invitation>,
    messages: Vec<Messages>,
    activities: Vec<Activity>,
    attendance: Vec<Attendance>,
    evidence: Vec<Evidence>,
    sign_ups: Vec<SignUp>,
    calendar: Vec<CalendarEntry>,
    consent: Vec<Consent>,
    papers: Papers,
    sources: Vec<Source>,
    covariates: Vec<String>,
    pseudonymous: bool,
}

impl Records {
    /// People, in ascending id.
    pub fn people(&self) -> &[Person] {
        &self.people
    }

    /// Groups, in ascending id.
    pub fn groups(&self) -> &[Group] {
        &self.groups
    }

    /// Organizations, in ascending id.
    pub fn organizations(&self) -> &[Organization] {
        &self.organizations
    }

    /// Spells of membership, by group, organization, person.
    pub fn memberships(&self) -> &[Membership] {
        &self.memberships
    }

    /// Who invited whom, by group, person and day.
    pub fn invitations(&self) -> &[Invitation] {
        &self.invitations
    }

    /// The messages of one group, in order.
    pub fn messages(&self, group: GroupId) -> &Messages {
        &self.messages[group.index()]
    }

    /// How many messages there are in all groups.
    pub fn message_count(&self) -> usize {
        self.messages.iter().map(Messages::len).sum()
    }

    /// Activities, by organization, day and id.
    pub fn activities(&self) -> &[Activity] {
        &self.activities
    }

    /// Attendance, by activity and person.
    pub fn attendance(&self) -> &[Attendance] {
        &self.attendance
    }

    /// The attendance of one activity.
    pub fn attendance_of(&self, activity: ActivityId) -> &[Attendance] {
        let start = self.attendance.partition_point(|a| a.activity < activity);
        let end = self.attendance.partition_point(|a| a.activity <= activity);
        &self.attendance[start..end]
    }

    /// The messages that speak for activities, by activity, group and time. Most activities that somebody wrote down have
    /// some as well.
    pub fn evidence(&self) -> &[Evidence] {
        &self.evidence
    }

    /// Names on sign-up lists, by group, list and person. They are no attendance.
    pub fn sign_ups(&self) -> &[SignUp] {
        &self.sign_ups
    }

    /// The messages that speak for one activity.
    pub fn evidence_of(&self, activity: ActivityId) -> &[Evidence] {
        let start = self.evidence.partition_point(|e| e.activity < activity);
        let end = self.evidence.partition_point(|e| e.activity <= activity);
        &self.evidence[start..end]
    }

    /// The activities of one organization, as a range of [`Records::activities`].
    pub fn activities_of(&self, organization: OrganizationId) -> std::ops::Range<usize> {
        let start = self.activities.partition_point(|a| a.organization < organization);
        let end = self.activities.partition_point(|a| a.organization <= organization);
        start..end
    }

    /// The days of the calendar that are holidays, disjoint and ascending.
    pub fn holidays(&self) -> Vec<DaySpan> {
        let holidays = self.calendar.iter().filter(|entry| entry.kind == CalendarEntry::HOLIDAY);
        union_of_spans(holidays.map(|entry| DaySpan { start: entry.start, end: entry.end }))
    }

    /// Holidays, inspections and deadlines, by first day.
    pub fn calendar(&self) -> &[CalendarEntry] {
        &self.calendar
    }

    /// Consent, by person.
    pub fn consent(&self) -> &[Consent] {
        &self.consent
    }

    /// Whether a person agreed, for this purpose and for what is joined from all sources, and has not withdrawn it by a
    /// day. Silence is no consent.
    pub fn agrees(&self, person: PersonId, purpose: &str, day: Day) -> bool {
        let start = self.consent.partition_point(|consent| consent.person < person);
        let mut own = self.consent[start..].iter().take_while(|consent| consent.person == person);
        own.any(|consent| consent.holds(purpose, day))
    }

    /// Whether a person agreed on a day, and has not withdrawn it by a later one: what is said of an earlier day is said
    /// today.
    pub fn agrees_still(&self, person: PersonId, purpose: &str, day: Day, last: Day) -> bool {
        self.agrees(person, purpose, day) && self.agrees(person, purpose, last.max(day))
    }

    /// The sources, in ascending label.
    pub fn sources(&self) -> &[Source] {
        &self.sources
    }

    /// Names of the extra columns of people.
    pub fn covariates(&self) -> &[String] {
        &self.covariates
    }

    /// Whether ids of people are keyed pseudonyms.
    pub fn is_pseudonymous(&self) -> bool {
        self.pseudonymous
    }

    /// The group of this id.
    pub fn group(&self, id: &str) -> Option<GroupId> {
        self.groups.binary_search_by(|g| g.id.as_str().cmp(id)).ok().map(GroupId::from_index)
    }

    /// The organization of this id.
    pub fn organization(&self, id: &str) -> Option<OrganizationId> {
        self.organizations.binary_search_by(|o| o.id.as_str().cmp(id)).ok().map(OrganizationId::from_index)
    }

    /// The person of this id (a pseudonym where the records are pseudonymous).
    pub fn person(&self, id: &str) -> Option<PersonId> {
        self.people.binary_search_by(|p| p.id.as_str().cmp(id)).ok().map(PersonId::from_index)
    }

    /// Days for which some chat source of the group exists, as disjoint ascending spans.
    pub fn group_coverage(&self, group: GroupId) -> Vec<DaySpan> {
        union_of_spans(self.sources_of_group(group).flat_map(|s| s.covers.iter().copied()))
    }

    /// Days on which some source could have shown an activity of the organization, as disjoint ascending spans. A member
    /// list shows none.
    pub fn organization_coverage(&self, organization: OrganizationId) -> Vec<DaySpan> {
        let own = |group: &GroupId| self.groups[group.index()].organization == Some(organization);
        let sources = self.sources.iter().filter(|source| {
            source.kind != SourceKind::Roster
                && (source.organizations.contains(&organization) || source.groups.iter().any(own))
        });
        union_of_spans(sources.flat_map(|source| source.covers.iter().copied()))
    }

    /// What the chat sources of the group can record.
    pub fn group_fields(&self, group: GroupId) -> Fields {
        self.sources_of_group(group).fold(Fields::NONE, |all, s| all.with(s.fields))
    }

    /// The chat sources and tables that speak of the group's messages.
    pub fn group_sources(&self, group: GroupId) -> impl Iterator<Item = &Source> {
        self.sources_of_group(group)
    }

    /// Whether a member list of the group is known.
    pub fn has_roster(&self, group: GroupId) -> bool {
        self.memberships_of(group).any(|m| m.listed)
    }

    /// The first and the last day on which anything was recorded, the second exclusive.
    pub fn span(&self) -> Option<DaySpan> {
        let covers = self.sources.iter().flat_map(|s| s.covers.iter().copied());
        // What nobody has confirmed must not move the windows of what was recorded.
        let known = self.activities.iter().filter(|a| a.origin != ActivityOrigin::Proposed);
        let days = known.map(|a| DaySpan { start: a.day, end: a.day.plus(1) });
        covers.chain(days).reduce(|a, b| DaySpan { start: a.start.min(b.start), end: a.end.max(b.end) })
    }

    /// Takes days from what a group's chats cover: somebody says that the export lacks them. A file of several groups keeps
    /// what it covers.
    pub fn uncover(&mut self, group: GroupId, missing: DaySpan) {
        let own = self.sources.iter_mut().filter(|s| s.kind == SourceKind::Chat && s.groups == [group]);
        for source in own {
            let parts = source.covers.iter().flat_map(|covered| {
                let before = DaySpan { start: covered.start, end: covered.end.min(missing.start) };
                let after = DaySpan { start: covered.start.max(missing.end), end: covered.end };
                [before, after]
            });
            source.covers = union_of_spans(parts);
        }
    }

    fn sources_of_group(&self, group: GroupId) -> impl Iterator<Item = &Source> {
        // A member list shows who belongs on its day, and nothing of what was said.
        self.sources.iter().filter(move |s| s.kind != SourceKind::Roster && s.groups.contains(&group))
    }
}

/// The share of a window's days that lie in `spans` (disjoint, ascending), in 0 ..= 1.
pub fn covered_share(spans: &[DaySpan], window: &Window) -> f64 {
    let days = window.days().max(1);
    let covered: i64 = spans
        .iter()
        .map(|span| {
            let start = span.start.max(window.first_day);
            let end: Day = span.end.min(window.end_day);
            (i64::from(end.number()) - i64::from(start.number())).max(0)
        })
        .sum();
    covered as f64 / f64::from(days)
}
