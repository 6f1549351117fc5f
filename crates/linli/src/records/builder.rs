//! Collects what sources say, in any order, and puts it into the one order everything after relies on.

mod chat;
#[cfg(test)]
mod chat_tests;
mod finish;
mod messages;
mod order;
mod spells;
#[cfg(test)]
mod tests;

use std::collections::BTreeMap;
#[allow(clippy::disallowed_types, reason = "looked up, never iterated: order comes from the vector beside it")]
use std::collections::HashMap;
use std::fmt;

pub use self::chat::{ChatDraft, ChatMessage};
use self::messages::GroupDrafts;
use super::message::{Cues, Flags, MessageKind, Target};
use super::papers::{Audit, Coaching, Expense, Grant, Milestone, Papers};
use super::passage::PassageDraft;
use super::person::{CalendarEntry, Consent, Membership};
use super::{
    Activity, ActivityId, Attendance, Evidence, Group, GroupId, Layer, Organization, OrganizationId, PersonId, Source,
};
use crate::error::{Error, ErrorKind};
use crate::refusal;
use crate::time::Timestamp;

/// How much is accepted before the answer is an error instead of a full memory.
#[derive(Debug, Clone, Copy)]
pub struct Limits {
    /// Messages in all.
    pub messages: usize,
    /// People in all.
    pub people: usize,
    /// Attendances in all.
    pub attendances: usize,
    /// Targets of one message.
    pub targets: usize,
    /// Extra columns of people.
    pub covariates: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self { messages: 50_000_000, people: 100_000, attendances: 20_000_000, targets: 1_000, covariates: 1_000 }
    }
}

/// One message on its way in.
#[derive(Debug, Clone, Copy)]
pub struct MessageDraft<'a> {
    /// When.
    pub time: Timestamp,
    /// Who.
    pub author: PersonId,
    /// What.
    pub kind: MessageKind,
    /// Length of the text in characters.
    pub length: u32,
    /// Yes and no.
    pub flags: Flags,
    /// What import recognised.
    pub cues: Cues,
    /// Order among messages of one instant: the line in a file, or a whole-number id in a table.
    pub order: u64,
    /// The id under which other messages may answer it, if the source has ids.
    pub id: Option<u64>,
    /// The id of the message it answers.
    pub reply_to: Option<u64>,
    /// Whom else it points at.
    pub targets: &'a [Target],
}

/// Collects what sources say.
///
/// Ids handed out while building are provisional: they mean nothing to another builder, nor after
/// [`RecordsBuilder::finish`]. What refers to an id that another builder gave is refused, at the latest at the end.
///
/// The order of the calls changes nothing: where two calls say different things of the same thing, the smaller value
/// stays. Its Debug shows counts and no names.
#[derive(Default)]
pub struct RecordsBuilder {
    limits: Limits,
    people: Interner,
    names: Vec<Option<Box<str>>>,
    by_name_alone: Vec<bool>,
    /// Few people have many: column and value, by column.
    person_covariates: Vec<Vec<(u32, Box<str>)>>,
    covariates: Interner,
    groups: Interner,
    group_rows: Vec<Group>,
    organizations: Interner,
    organization_rows: Vec<Organization>,
    drafts: Vec<GroupDrafts>,
    message_count: usize,
    memberships: Vec<Membership>,
    activities: Vec<Activity>,
    activity_ids: BTreeMap<(OrganizationId, String), usize>,
    attendance: Vec<Attendance>,
    evidence: Vec<Evidence>,
    sign_ups: Vec<super::SignUp>,
    calendar: Vec<CalendarEntry>,
    consent: Vec<Consent>,
    papers: Papers,
    sources: Vec<Source>,
    passages: Vec<PassageDraft>,
}

/// Strings to positions, in the order first seen.
#[derive(Default)]
struct Interner {
    #[allow(clippy::disallowed_types, reason = "looked up, never iterated")]
    positions: HashMap<Box<str>, u32>,
    ids: Vec<Box<str>>,
}

impl Interner {
    /// The position of an id, and whether it is new; an error, and no trace of it, where it would be one too many.
    fn intern_within(&mut self, id: &str, most: usize, what: &str) -> Result<(usize, bool), Error> {
        if self.ids.len() >= most.min(u32::MAX as usize) && !self.positions.contains_key(id) {
            return Err(limit(what, most));
        }
        Ok(self.intern(id))
    }

    /// The position of an id, and whether it is new.
    fn intern(&mut self, id: &str) -> (usize, bool) {
        if let Some(&position) = self.positions.get(id) {
            return (position as usize, false);
        }
        let position = self.ids.len();
        self.positions.insert(id.into(), position as u32);
        self.ids.push(id.into());
        (position, true)
    }
}

impl RecordsBuilder {
    /// An empty builder with the default limits.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// An empty builder with these limits.
    #[must_use]
    pub fn with_limits(limits: Limits) -> Self {
        Self { limits, ..Self::default() }
    }

    /// What is accepted.
    pub fn limits(&self) -> Limits {
        self.limits
    }

    /// The person of an id that is unique in the study. New people are made as they come.
    ///
    /// # Errors
    /// Where it would be one more than the limit.
    pub fn person(&mut self, id: &str) -> Result<PersonId, Error> {
        let (position, new) = self.people.intern_within(id, self.limits.people, "people")?;
        if new {
            self.names.push(None);
            self.by_name_alone.push(false);
            self.person_covariates.push(Vec::new());
        }
        Ok(PersonId::from_index(position))
    }

    /// Says what a person is called, where that differs from the id. Of several names the smallest stays.
    ///
    /// # Panics
    /// Where another builder gave the id.
    pub fn name_person(&mut self, person: PersonId, name: &str) {
        let kept = &mut self.names[person.index()];
        if kept.as_deref().is_none_or(|kept| name < kept) {
            *kept = Some(name.into());
        }
    }

    /// Says that only the name in a source speaks for a person: in other sources they may stand under another one. Whoever
    /// it is not said of has one id everywhere.
    ///
    /// # Panics
    /// Where another builder gave the id.
    pub fn known_by_name_alone(&mut self, person: PersonId) {
        self.by_name_alone[person.index()] = true;
    }

    /// Sets an extra column of a person. Of several values the smallest stays.
    ///
    /// # Errors
    /// Where it would be one column more than the limit, or another builder gave the id.
    pub fn covariate(&mut self, person: PersonId, column: &str, value: &str) -> Result<(), Error> {
        let Some(row) = self.person_covariates.get_mut(person.index()) else { return Err(foreign("person")) };
        let (at, _) = self.covariates.intern_within(column, self.limits.covariates, "extra columns of people")?;
        match row.binary_search_by_key(&at, |&(column, _)| column as usize) {
            Ok(place) if value < &*row[place].1 => row[place].1 = value.into(),
            Ok(_) => {}
            Err(place) => row.insert(place, (at as u32, value.into())),
        }
        Ok(())
    }

    /// The group of an id; a new one is first-layer and belongs to nobody yet.
    pub fn group(&mut self, id: &str) -> GroupId {
        let (position, new) = self.groups.intern(id);
        if new {
            self.group_rows.push(Group {
                id: id.to_owned(),
                layer: Layer::First,
                organization: None,
                platform: None,
                opened_on: None,
                created_by: None,
                origin: None,
            });
            self.drafts.push(GroupDrafts::default());
        }
        GroupId::from_index(position)
    }

    /// What is known of a group, to be completed.
    ///
    /// # Panics
    /// Where another builder gave the id.
    pub fn group_mut(&mut self, group: GroupId) -> &mut Group {
        &mut self.group_rows[group.index()]
    }

    /// The organization of an id.
    pub fn organization(&mut self, id: &str) -> OrganizationId {
        let (position, new) = self.organizations.intern(id);
        if new {
            self.organization_rows.push(Organization {
                id: id.to_owned(),
                kind: None,
                community: None,
                stage: None,
                stage_on: None,
                further: Vec::new(),
            });
        }
        OrganizationId::from_index(position)
    }

    /// What is known of an organization, to be completed.
    ///
    /// # Panics
    /// Where another builder gave the id.
    pub fn organization_mut(&mut self, organization: OrganizationId) -> &mut Organization {
        &mut self.organization_rows[organization.index()]
    }

    /// The ids of the groups seen so far, in the order first seen.
    pub fn group_ids(&self) -> impl Iterator<Item = (GroupId, &Group)> {
        self.group_rows.iter().enumerate().map(|(i, group)| (GroupId::from_index(i), group))
    }

    /// The organization of this id, if it was seen.
    pub fn known_organization(&self, id: &str) -> Option<OrganizationId> {
        self.organizations.positions.get(id).map(|&i| OrganizationId::from_index(i as usize))
    }

    /// The group of this id, if it was seen.
    pub fn known_group(&self, id: &str) -> Option<GroupId> {
        self.groups.positions.get(id).map(|&i| GroupId::from_index(i as usize))
    }

    /// The id of a person, if this builder gave it.
    pub fn given_id(&self, person: PersonId) -> Option<&str> {
        self.people.ids.get(person.index()).map(|id| &**id)
    }

    /// The person of this id, if they were seen.
    pub fn known_person(&self, id: &str) -> Option<PersonId> {
        self.people.positions.get(id).map(|&i| PersonId::from_index(i as usize))
    }

    /// Adds a message.
    ///
    /// # Errors
    /// Where it would be one more than the limit, its time is outside the years that can be meant, or another builder
    /// gave one of the ids.
    pub fn message(&mut self, group: GroupId, draft: MessageDraft<'_>) -> Result<(), Error> {
        if self.message_count >= self.limits.messages.min(u32::MAX as usize) {
            return Err(limit("messages", self.limits.messages));
        }
        if !self.knows_person(draft.author) || !draft.targets.iter().all(|t| self.knows_person(t.person)) {
            return Err(foreign("person of a message"));
        }
        finish::instant(draft.time, "a message")?;
        let Some(drafts) = self.drafts.get_mut(group.index()) else { return Err(foreign("group of a message")) };
        if !drafts.push(&draft, &self.limits) {
            return Err(limit("targets in one group", u32::MAX as usize));
        }
        self.message_count += 1;
        Ok(())
    }

    /// Adds a spell of membership.
    pub fn membership(&mut self, membership: Membership) {
        self.memberships.push(membership);
    }

    /// Adds a join or a leave seen in passing. Together they become spells of membership when everything is known.
    pub fn passage(&mut self, passage: PassageDraft) {
        self.passages.push(passage);
    }

    /// Adds an activity. Two of one organization with one id are the same: it has a list if one of them has, and of
    /// what they say differently the smaller stays.
    pub fn activity(&mut self, activity: Activity) -> ActivityId {
        let next = self.activities.len();
        let position = *self.activity_ids.entry((activity.organization, activity.id.clone())).or_insert(next);
        match self.activities.get_mut(position) {
            Some(old) => old.unite(activity),
            None => self.activities.push(activity),
        }
        ActivityId::from_index(position)
    }

    /// The activities seen so far, with their provisional ids.
    pub fn activities(&self) -> impl Iterator<Item = (ActivityId, &Activity)> {
        self.activities.iter().enumerate().map(|(i, activity)| (ActivityId::from_index(i), activity))
    }

    /// What is known of an activity.
    ///
    /// # Panics
    /// Where another builder gave the id.
    pub fn activity_ref(&self, activity: ActivityId) -> &Activity {
        &self.activities[activity.index()]
    }

    /// What is known of an activity, to be completed.
    ///
    /// # Panics
    /// Where another builder gave the id.
    pub fn activity_mut(&mut self, activity: ActivityId) -> &mut Activity {
        &mut self.activities[activity.index()]
    }

    /// Adds a name on a sheet.
    ///
    /// # Errors
    /// Where it would be one more than the limit, or another builder gave the activity.
    pub fn attendance(&mut self, attendance: Attendance) -> Result<(), Error> {
        if attendance.activity.index() >= self.activities.len() {
            return Err(foreign("activity of an attendance"));
        }
        if self.attendance.len() >= self.limits.attendances {
            return Err(limit("attendances", self.limits.attendances));
        }
        self.attendance.push(attendance);
        Ok(())
    }

    /// Adds a message that speaks for an activity.
    pub fn evidence(&mut self, evidence: Evidence) {
        self.evidence.push(evidence);
    }

    /// Adds a name on a sign-up list.
    pub fn sign_up(&mut self, sign_up: super::SignUp) {
        self.sign_ups.push(sign_up);
    }

    /// Adds a calendar entry.
    pub fn calendar(&mut self, entry: CalendarEntry) {
        self.calendar.push(entry);
    }

    /// Adds a consent.
    pub fn consent(&mut self, consent: Consent) {
        self.consent.push(consent);
    }

    /// Adds a row of the coaching log. Whoever coaches and has no role of staff anywhere is a coach.
    pub fn coaching(&mut self, coaching: Coaching) {
        self.papers.coaching.push(coaching);
    }

    /// Adds an application.
    pub fn grant(&mut self, grant: Grant) {
        self.papers.grants.push(grant);
    }

    /// Adds money spent.
    pub fn expense(&mut self, expense: Expense) {
        self.papers.expenses.push(expense);
    }

    /// Adds a milestone.
    pub fn milestone(&mut self, milestone: Milestone) {
        self.papers.milestones.push(milestone);
    }

    /// Adds a check of an activity.
    pub fn audit(&mut self, audit: Audit) {
        self.papers.audits.push(audit);
    }

    /// Adds a source.
    pub fn source(&mut self, source: Source) {
        self.sources.push(source);
    }

    fn knows_person(&self, id: PersonId) -> bool {
        id.index() < self.names.len()
    }
}

impl fmt::Debug for RecordsBuilder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("RecordsBuilder")
            .field("limits", &self.limits)
            .field("people", &self.names.len())
            .field("groups", &self.group_rows.len())
            .field("organizations", &self.organization_rows.len())
            .field("messages", &self.message_count)
            .field("activities", &self.activities.len())
            .field("attendance", &self.attendance.len())
            .finish_non_exhaustive()
    }
}

fn limit(what: &str, limit: usize) -> Error {
    let message = format!("the study has more than {limit} {what}");
    let error = match what {
        "messages" => Error::refused(&refusal::MANY_MESSAGES, message),
        "people" => Error::refused(&refusal::MANY_PEOPLE, message),
        _ => Error::new(ErrorKind::Limit, message),
    };
    error.with_hint("split it by community, or raise the limit in the options")
}

fn foreign(what: &str) -> Error {
    Error::new(ErrorKind::Input, format!("the {what} is none of this study's"))
        .with_hint("use the ids that this very builder gave")
}
