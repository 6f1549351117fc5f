//! Collects what sources say, in any order, and puts it into the one order everything after relies on.

use std::collections::BTreeMap;
#[allow(clippy::disallowed_types, reason = "looked up, never iterated: order comes from the vector beside it")]
use std::collections::HashMap;

use super::drafts::GroupDrafts;
use super::message::{Cues, Flags, MessageKind, Messages, Target};
use super::person::{CalendarEntry, Consent, Membership, Name, Person};
use super::pseudonym::{self, PseudonymKey};
use super::{
    Activity, ActivityId, Attendance, Group, GroupId, Layer, Organization, OrganizationId, PersonId, Records, Source,
};
use crate::diagnostic::{self, Diagnostics};
use crate::error::{Error, ErrorKind, Location};
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
}

impl Default for Limits {
    fn default() -> Self {
        Self { messages: 50_000_000, people: 100_000, attendances: 20_000_000, targets: 1_000 }
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
/// Ids handed out while building are provisional and mean nothing after [`RecordsBuilder::finish`].
#[derive(Debug, Default)]
pub struct RecordsBuilder {
    limits: Limits,
    people: Interner,
    names: Vec<Option<String>>,
    person_covariates: Vec<Vec<Option<String>>>,
    covariates: Vec<String>,
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
    calendar: Vec<CalendarEntry>,
    consent: Vec<Consent>,
    sources: Vec<Source>,
}

/// Strings to positions, in the order first seen.
#[derive(Debug, Default)]
struct Interner {
    #[allow(clippy::disallowed_types, reason = "looked up, never iterated")]
    positions: HashMap<Box<str>, u32>,
    ids: Vec<Box<str>>,
}

impl Interner {
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

    /// The person of an id that is unique in the study. New people are made as they come.
    pub fn person(&mut self, id: &str) -> Result<PersonId, Error> {
        let (position, new) = self.people.intern(id);
        if new {
            if position >= self.limits.people {
                return Err(limit("people", self.limits.people));
            }
            self.names.push(None);
            self.person_covariates.push(Vec::new());
        }
        Ok(PersonId::from_index(position))
    }

    /// Says what a person is called, where that differs from the id. The first name stays.
    pub fn name_person(&mut self, person: PersonId, name: &str) {
        self.names[person.index()].get_or_insert_with(|| name.to_owned());
    }

    /// Sets an extra column of a person.
    pub fn covariate(&mut self, person: PersonId, column: &str, value: &str) {
        let at = self.covariates.iter().position(|c| c == column).unwrap_or_else(|| {
            self.covariates.push(column.to_owned());
            self.covariates.len() - 1
        });
        let row = &mut self.person_covariates[person.index()];
        if row.len() <= at {
            row.resize(at + 1, None);
        }
        row[at] = Some(value.to_owned());
    }

    /// The group of an id; a new one is first-layer and belongs to nobody yet.
    pub fn group(&mut self, id: &str) -> GroupId {
        let (position, new) = self.groups.intern(id);
        if new {
            self.group_rows.push(Group { id: id.to_owned(), layer: Layer::First, organization: None, platform: None });
            self.drafts.push(GroupDrafts::default());
        }
        GroupId::from_index(position)
    }

    /// What is known of a group, to be completed.
    pub fn group_mut(&mut self, group: GroupId) -> &mut Group {
        &mut self.group_rows[group.index()]
    }

    /// The organization of an id.
    pub fn organization(&mut self, id: &str) -> OrganizationId {
        let (position, new) = self.organizations.intern(id);
        if new {
            self.organization_rows.push(Organization { id: id.to_owned(), kind: None, community: None });
        }
        OrganizationId::from_index(position)
    }

    /// What is known of an organization, to be completed.
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

    /// The person of this id, if they were seen.
    pub fn known_person(&self, id: &str) -> Option<PersonId> {
        self.people.positions.get(id).map(|&i| PersonId::from_index(i as usize))
    }

    /// Adds a message.
    pub fn message(&mut self, group: GroupId, draft: MessageDraft<'_>) -> Result<(), Error> {
        if self.message_count >= self.limits.messages {
            return Err(limit("messages", self.limits.messages));
        }
        self.message_count += 1;
        let drafts = &mut self.drafts[group.index()];
        let position = drafts.messages.len() as u32;
        drafts.number(position, draft.order, draft.id);
        if let Some(reply) = draft.reply_to {
            drafts.replies.push((position, reply));
        }
        let m = &mut drafts.messages;
        m.make_room();
        m.targets.extend(draft.targets.iter().take(self.limits.targets));
        m.time.push(draft.time);
        m.author.push(draft.author);
        m.target_end.push(m.targets.len() as u32);
        m.length.push(draft.length.min(u32::from(u16::MAX)) as u16);
        m.kind.push(draft.kind);
        m.flags.push(draft.flags);
        m.cues.push(draft.cues);
        Ok(())
    }

    /// Adds a spell of membership.
    pub fn membership(&mut self, membership: Membership) {
        self.memberships.push(membership);
    }

    /// Adds an activity. Two of one organization with one id are the same; the first stays, and gains a list if the
    /// second has one.
    pub fn activity(&mut self, activity: Activity) -> ActivityId {
        let next = self.activities.len();
        let position = *self.activity_ids.entry((activity.organization, activity.id.clone())).or_insert(next);
        if position == next {
            self.activities.push(activity);
        } else {
            let old = &mut self.activities[position];
            old.has_list |= activity.has_list;
            old.headcount = old.headcount.or(activity.headcount);
        }
        ActivityId::from_index(position)
    }

    /// The activities seen so far, with their provisional ids.
    pub fn activities(&self) -> impl Iterator<Item = (ActivityId, &Activity)> {
        self.activities.iter().enumerate().map(|(i, activity)| (ActivityId::from_index(i), activity))
    }

    /// What is known of an activity.
    pub fn activity_ref(&self, activity: ActivityId) -> &Activity {
        &self.activities[activity.index()]
    }

    /// What is known of an activity, to be completed.
    pub fn activity_mut(&mut self, activity: ActivityId) -> &mut Activity {
        &mut self.activities[activity.index()]
    }

    /// Adds a name on a sheet.
    pub fn attendance(&mut self, attendance: Attendance) -> Result<(), Error> {
        if self.attendance.len() >= self.limits.attendances {
            return Err(limit("attendances", self.limits.attendances));
        }
        self.attendance.push(attendance);
        Ok(())
    }

    /// Adds a calendar entry.
    pub fn calendar(&mut self, entry: CalendarEntry) {
        self.calendar.push(entry);
    }

    /// Adds a consent.
    pub fn consent(&mut self, consent: Consent) {
        self.consent.push(consent);
    }

    /// Adds a source.
    pub fn source(&mut self, source: Source) {
        self.sources.push(source);
    }

    /// Puts everything into its order.
    ///
    /// With a key, ids of people become pseudonyms in the domain named (the study's id) before anything is ordered, so
    /// that every number is the same in every release.
    pub fn finish(self, pseudonyms: Option<(&PseudonymKey, &str)>) -> Result<(Records, Diagnostics), Error> {
        let mut diagnostics = Diagnostics::new();
        let mut people = self.people_rows();
        if let Some((key, domain)) = pseudonyms {
            pseudonym::apply(&mut people, key, domain)?;
        }
        let person_at = sort_by_id(&mut people, |p| &p.id);
        let mut groups = self.group_rows;
        let group_at = sort_by_id(&mut groups, |g| &g.id);
        let mut organizations = self.organization_rows;
        let organization_at = sort_by_id(&mut organizations, |o| &o.id);

        let person = |id: PersonId| PersonId::from_index(person_at[id.index()]);
        let group = |id: GroupId| GroupId::from_index(group_at[id.index()]);
        let organization = |id: OrganizationId| OrganizationId::from_index(organization_at[id.index()]);

        for row in &mut groups {
            row.organization = row.organization.map(organization);
        }
        let mut messages: Vec<Messages> = groups.iter().map(|_| Messages::default()).collect();
        for (at, drafts) in self.drafts.into_iter().enumerate() {
            let place = group_at[at];
            messages[place] = drafts.sorted(&person_at, &groups[place].id, &mut diagnostics);
        }

        let mut memberships = self.memberships;
        for row in &mut memberships {
            row.group = row.group.map(group);
            row.organization = row.organization.map(organization);
            row.person = person(row.person);
        }
        memberships.sort();
        memberships.dedup();

        let mut activities: Vec<(usize, Activity)> = self.activities.into_iter().enumerate().collect();
        for (_, row) in &mut activities {
            row.organization = organization(row.organization);
        }
        activities.sort_by(|(_, a), (_, b)| {
            (a.organization, a.day, a.start, &a.id).cmp(&(b.organization, b.day, b.start, &b.id))
        });
        let mut activity_at = vec![0; activities.len()];
        for (place, (at, _)) in activities.iter().enumerate() {
            activity_at[*at] = place;
        }
        let activities: Vec<Activity> = activities.into_iter().map(|(_, row)| row).collect();

        let mut attendance = self.attendance;
        for row in &mut attendance {
            row.activity = ActivityId::from_index(activity_at[row.activity.index()]);
            row.person = person(row.person);
        }
        attendance.sort();
        attendance.dedup_by(|later, first| {
            let same = later.activity == first.activity && later.person == first.person;
            if same {
                let activity = &activities[first.activity.index()];
                diagnostics.push(
                    &diagnostic::DUPLICATE_ROW,
                    Location::default(),
                    format!("twice at activity `{}`", activity.id),
                );
                // One present mark outweighs an absent one: people are ticked late.
                first.status = first.status.min(later.status);
                first.part = first.part.max(later.part);
            }
            same
        });

        let mut consent = self.consent;
        for row in &mut consent {
            row.person = person(row.person);
        }
        consent.sort();
        consent.dedup();
        let mut calendar = self.calendar;
        calendar.sort();
        calendar.dedup();
        let mut sources = self.sources;
        for row in &mut sources {
            row.groups = row.groups.iter().map(|&g| group(g)).collect();
            row.groups.sort();
            row.groups.dedup();
            row.organizations = row.organizations.iter().map(|&o| organization(o)).collect();
            row.organizations.sort();
            row.organizations.dedup();
        }
        sources.sort_by(|a, b| a.label.cmp(&b.label));

        let records = Records {
            people,
            groups,
            organizations,
            memberships,
            messages,
            activities,
            attendance,
            calendar,
            consent,
            sources,
            covariates: self.covariates,
            pseudonymous: pseudonyms.is_some(),
        };
        records.validate(&mut diagnostics);
        Ok((records, diagnostics))
    }

    fn people_rows(&self) -> Vec<Person> {
        let width = self.covariates.len();
        self.people
            .ids
            .iter()
            .zip(&self.names)
            .zip(&self.person_covariates)
            .map(|((id, name), covariates)| {
                let mut covariates = covariates.clone();
                covariates.resize(width, None);
                let name = name.clone().unwrap_or_else(|| id.to_string());
                Person { id: id.to_string(), name: Name::new(name), given: Name::new(id.to_string()), covariates }
            })
            .collect()
    }
}

/// Sorts rows by id and says for every old position the new one.
fn sort_by_id<T>(rows: &mut Vec<T>, id: impl Fn(&T) -> &String) -> Vec<usize> {
    let mut order: Vec<usize> = (0..rows.len()).collect();
    order.sort_by(|&a, &b| id(&rows[a]).cmp(id(&rows[b])));
    let mut place = vec![0; rows.len()];
    for (to, &from) in order.iter().enumerate() {
        place[from] = to;
    }
    let mut slots: Vec<(usize, T)> = place.iter().copied().zip(rows.drain(..)).collect();
    slots.sort_by_key(|&(to, _)| to);
    rows.extend(slots.into_iter().map(|(_, row)| row));
    place
}

fn limit(what: &str, limit: usize) -> Error {
    Error::new(ErrorKind::Limit, format!("the study has more than {limit} {what}"))
        .with_hint("split it by community, or raise the limit in the options")
}

#[cfg(test)]
mod tests {
    use super::super::How;
    use super::*;

    fn draft(time: i64, author: PersonId, order: u64) -> MessageDraft<'static> {
        MessageDraft {
            time: Timestamp::from_micros(time),
            author,
            kind: MessageKind::Text,
            length: 1,
            flags: Flags::NONE,
            cues: Cues::NONE,
            order,
            id: Some(order),
            reply_to: None,
            targets: &[],
        }
    }

    #[test]
    fn order_of_arrival_does_not_matter() {
        let build = |backwards: bool| {
            let mut builder = RecordsBuilder::new();
            let group = builder.group("g");
            let mut rows: Vec<(i64, &str, u64, Option<u64>)> =
                vec![(5, "b", 1, None), (5, "a", 2, Some(1)), (7, "c", 3, Some(99)), (6, "b", 4, Some(2))];
            if backwards {
                rows.reverse();
            }
            for (time, who, order, reply_to) in rows {
                let author = builder.person(who).unwrap();
                builder.message(group, MessageDraft { reply_to, ..draft(time, author, order) }).unwrap();
            }
            builder.finish(None).unwrap()
        };
        let ((one, diagnostics), (two, _)) = (build(false), build(true));
        let show = |r: &Records| {
            r.messages(GroupId::from_index(0))
                .iter()
                .map(|m| (m.time.micros(), m.author.index(), m.targets.to_vec(), m.flags))
                .collect::<Vec<_>>()
        };
        assert_eq!(show(&one), show(&two));
        assert_eq!(show(&one)[1].2, [Target { person: PersonId::from_index(1), how: How::Reply }]);
        // The answer to a message nobody has still states a target.
        assert!(show(&one)[3].2.is_empty() && show(&one)[3].3.has(Flags::ADDRESSED));
        assert_eq!(diagnostics.count(&diagnostic::UNKNOWN_TARGET), 1);
    }

    #[test]
    fn a_message_without_an_id_takes_none_from_the_others() {
        let mut builder = RecordsBuilder::new();
        let (group, person) = (builder.group("g"), builder.person("a").unwrap());
        let other = builder.person("b").unwrap();
        builder.message(group, draft(1, person, 7)).unwrap();
        builder.message(group, MessageDraft { id: None, ..draft(2, person, 2) }).unwrap();
        // As large as a number can be: counting on from it would leave the range.
        builder.message(group, draft(3, person, u64::MAX)).unwrap();
        for (time, order, reply) in [(4, 9, 7), (5, 10, u64::MAX), (6, 12, 2)] {
            builder.message(group, MessageDraft { reply_to: Some(reply), ..draft(time, other, order) }).unwrap();
        }
        let (records, diagnostics) = builder.finish(None).unwrap();
        let targets: Vec<usize> =
            records.messages(GroupId::from_index(0)).iter().map(|message| message.targets.len()).collect();
        assert_eq!(targets, [0, 0, 0, 1, 1, 0]);
        assert_eq!(diagnostics.count(&diagnostic::UNKNOWN_TARGET), 1);
    }

    #[test]
    fn limits_are_errors() {
        let mut builder = RecordsBuilder::with_limits(Limits { people: 1, messages: 1, ..Limits::default() });
        let person = builder.person("a").unwrap();
        assert_eq!(builder.person("b").unwrap_err().kind(), ErrorKind::Limit);
        let group = builder.group("g");
        builder.message(group, draft(1, person, 1)).unwrap();
        assert_eq!(builder.message(group, draft(2, person, 2)).unwrap_err().kind(), ErrorKind::Limit);
    }
}
