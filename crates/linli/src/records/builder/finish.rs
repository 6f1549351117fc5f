//! Everything collected, checked and put into its order.

use std::collections::{BTreeMap, BTreeSet};

use super::{Interner, RecordsBuilder, foreign, spells};
use crate::diagnostic::{self, Diagnostics};
use crate::error::{Error, ErrorKind, Location};
use crate::records::SignUp;
use crate::records::message::Messages;
use crate::records::papers::Remarks;
use crate::records::passage::{self, Invitation, Passage, PassageDraft};
use crate::records::person::{Bounds, Membership, Name, Person, Role, Status};
use crate::records::places::Places;
use crate::records::pseudonym::{self, PseudonymKey};
use crate::records::{
    Activity, ActivityId, Attendance, DaySpan, Evidence, Group, GroupId, Organization, OrganizationId, PersonId,
    Records, Source, union_of_spans,
};
use crate::time::{Day, Timestamp};

impl RecordsBuilder {
    /// Puts everything into its order, which is the same whatever the order of the calls.
    ///
    /// With a key, ids of people become pseudonyms in the domain named (the study's id) before anything is ordered, so
    /// that every number is the same in every release.
    ///
    /// # Errors
    /// Where something refers to an id that another builder gave, or to a time outside the years that can be meant.
    pub fn finish(mut self, pseudonyms: Option<(&PseudonymKey, &str)>) -> Result<(Records, Diagnostics), Error> {
        self.check()?;
        let mut diagnostics = Diagnostics::new();
        let (covariates, mut people) = self.take_people();
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
            row.created_by = row.created_by.map(person);
        }
        for row in &mut organizations {
            row.further.sort();
            row.further.dedup_by(|later, first| later.0 == first.0);
        }
        let mut drafts: Vec<_> = group_at.iter().zip(self.drafts).collect();
        drafts.sort_by_key(|&(place, _)| place);
        let named = groups.iter().zip(drafts);
        let messages: Vec<Messages> =
            named.map(|(row, (_, drafts))| drafts.sorted(&person_at, &row.id, &mut diagnostics)).collect();

        let mut memberships = self.memberships;
        for row in &mut memberships {
            row.group = row.group.map(group);
            row.organization = row.organization.map(organization);
            row.person = person(row.person);
        }
        let mut passages = self.passages;
        for row in &mut passages {
            row.group = group(row.group);
            row.person = person(row.person);
            row.by = row.by.map(person);
        }
        let mut papers = self.papers;
        coached(papers.coaching.iter().map(|row| person(row.coach)), &mut memberships);
        let invitations = passed(passages, &groups, &mut memberships);
        let sources = settled(self.sources, group, organization);
        spells::settle(&mut memberships, &sources);
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
        unite(&mut attendance, &activities, &mut diagnostics);
        let activity = |id: ActivityId| ActivityId::from_index(activity_at[id.index()]);
        let evidence = shown(self.evidence, activity, group, person);
        let sign_ups = signed(self.sign_ups, group, person);

        let mut consent = self.consent;
        for row in &mut consent {
            row.person = person(row.person);
        }
        consent.sort();
        consent.dedup();
        let mut calendar = self.calendar;
        calendar.sort();
        calendar.dedup();
        papers.refer(organization, person, activity);
        remark(papers.settle(), &organizations, &mut diagnostics);

        let records = Records {
            people,
            groups,
            organizations,
            places: Places::of(&memberships),
            memberships,
            invitations,
            messages,
            activities,
            attendance,
            evidence,
            sign_ups,
            calendar,
            consent,
            papers,
            sources,
            covariates,
            pseudonymous: pseudonyms.is_some(),
        };
        records.validate(&mut diagnostics);
        Ok((records, diagnostics))
    }

    /// The columns of covariates by name, and the people with their names and covariates.
    fn take_people(&mut self) -> (Vec<String>, Vec<Person>) {
        let Interner { ids: columns, .. } = std::mem::take(&mut self.covariates);
        let mut columns: Vec<(usize, Box<str>)> = columns.into_iter().enumerate().collect();
        columns.sort_by(|(_, a), (_, b)| a.cmp(b));
        let mut column_at = vec![0; columns.len()];
        for (place, &(at, _)) in (0_u32..).zip(&columns) {
            column_at[at] = place;
        }
        let Interner { ids, .. } = std::mem::take(&mut self.people);
        let rows = self.names.drain(..).zip(self.by_name_alone.drain(..)).zip(self.person_covariates.drain(..));
        let people = ids.into_iter().zip(rows).map(|(id, ((name, by_name_alone), mut covariates))| {
            for (column, _) in &mut covariates {
                *column = column_at[*column as usize];
            }
            covariates.sort_unstable();
            let given = Name::new(id.clone());
            let name = name.map_or_else(|| given.clone(), Name::new);
            Person { name, given, id: id.into(), by_name_alone, covariates }
        });
        let people = people.collect();
        (columns.into_iter().map(|(_, name)| name.into()).collect(), people)
    }

    /// Refuses ids that this builder did not give, and days that nobody can mean: both would fail far from here.
    fn check(&self) -> Result<(), Error> {
        let person = |id: PersonId| self.knows_person(id);
        let organization = |id: Option<OrganizationId>| id.is_none_or(|id| id.index() < self.organization_rows.len());
        let group = |id: Option<GroupId>| id.is_none_or(|id| id.index() < self.group_rows.len());
        let refuse = |known: bool, what: &str| if known { Ok(()) } else { Err(foreign(what)) };
        for row in &self.group_rows {
            refuse(organization(row.organization), "organization of a group")?;
            refuse(row.created_by.is_none_or(person), "person who opened a group")?;
            days([row.opened_on], "a group")?;
        }
        for row in &self.organization_rows {
            days([row.stage_on], "an organization")?;
        }
        for row in &self.memberships {
            refuse(group(row.group), "group of a membership")?;
            refuse(organization(row.organization), "organization of a membership")?;
            refuse(person(row.person), "person of a membership")?;
            days([row.start.earliest, row.start.latest, row.end.earliest, row.end.latest], "a membership")?;
        }
        for row in &self.passages {
            refuse(group(Some(row.group)), "group of a join")?;
            refuse(person(row.person) && row.by.is_none_or(person), "person of a join")?;
            days([Some(row.day)], "a join")?;
            instant(row.time, "a join")?;
        }
        for row in &self.activities {
            refuse(organization(Some(row.organization)), "organization of an activity")?;
            days([Some(row.day)], "an activity")?;
            instant(row.start, "an activity")?;
        }
        for row in &self.attendance {
            refuse(person(row.person), "person of an attendance")?;
        }
        for row in &self.evidence {
            refuse(row.activity.index() < self.activities.len(), "activity of a piece of evidence")?;
            refuse(group(Some(row.group)), "group of a piece of evidence")?;
            refuse(person(row.person), "person of a piece of evidence")?;
            instant(row.time, "a piece of evidence")?;
        }
        for row in &self.sign_ups {
            refuse(group(Some(row.group)), "group of a sign-up")?;
            refuse(person(row.person) && person(row.entered_by), "person of a sign-up")?;
            instant(row.time, "a sign-up")?;
            row.withdrawn.map_or(Ok(()), |time| instant(time, "a withdrawal"))?;
        }
        for row in &self.consent {
            refuse(person(row.person), "person of a consent")?;
            days([row.from, row.until], "a consent")?;
        }
        self.check_papers()?;
        for row in &self.calendar {
            days([Some(row.start), Some(row.end)], "a calendar entry")?;
        }
        for row in &self.sources {
            refuse(row.groups.iter().all(|&id| group(Some(id))), "group of a source")?;
            refuse(row.organizations.iter().all(|&id| organization(Some(id))), "organization of a source")?;
            days([row.exported_on], "a source")?;
            row.covers.iter().try_for_each(|&DaySpan { start, end }| days([Some(start), Some(end)], "a source"))?;
        }
        Ok(())
    }

    fn check_papers(&self) -> Result<(), Error> {
        let refuse = |known: bool, what: &str| if known { Ok(()) } else { Err(foreign(what)) };
        let organization = |id: OrganizationId| id.index() < self.organization_rows.len();
        for row in &self.papers.coaching {
            refuse(organization(row.organization), "organization of a coaching")?;
            refuse(self.knows_person(row.coach), "person of a coaching")?;
            days([Some(row.day)], "a coaching")?;
            instant(row.at, "a coaching")?;
        }
        for row in &self.papers.grants {
            refuse(organization(row.organization), "organization of a grant")?;
            days([row.applied_on, row.decided_on], "a grant")?;
        }
        for row in &self.papers.expenses {
            refuse(organization(row.organization), "organization of an expense")?;
            let known = row.activity.is_none_or(|at| at.index() < self.activities.len());
            refuse(known, "activity of an expense")?;
            days([Some(row.day)], "an expense")?;
        }
        for row in &self.papers.milestones {
            refuse(organization(row.organization), "organization of a milestone")?;
            days([Some(row.day)], "a milestone")?;
        }
        for row in &self.papers.audits {
            refuse(row.activity.index() < self.activities.len(), "activity of a check")?;
            days([row.day], "a check")?;
        }
        Ok(())
    }
}

/// Whoever coaches without a role of staff anywhere gets one, as those do whom the plan names.
fn coached(coaches: impl Iterator<Item = PersonId>, memberships: &mut Vec<Membership>) {
    let mut coaches: BTreeSet<PersonId> = coaches.collect();
    for row in memberships.iter().filter(|row| row.role.is_staff()) {
        coaches.remove(&row.person);
    }
    memberships.extend(coaches.into_iter().map(|person| Membership {
        group: None,
        organization: None,
        person,
        role: Role::Coach,
        status: Status::Present,
        start: Bounds::UNKNOWN,
        end: Bounds::UNKNOWN,
        listed: false,
        reason: None,
    }));
}

/// Says what is odd about coaching, grants, expenses and milestones.
fn remark(remarks: Remarks, organizations: &[Organization], diagnostics: &mut Diagnostics) {
    for (table, count) in remarks.twice {
        for _ in 0..count {
            diagnostics.push(&diagnostic::DUPLICATE_ROW, Location::default(), format!("twice in `{table}`"));
        }
    }
    for at in remarks.odd {
        let organization = &organizations[at.index()].id;
        diagnostics.push(
            &diagnostic::GRANT_AMOUNTS,
            Location::default(),
            format!("an application of `{organization}`"),
        );
    }
}

/// Adds the spells that joins and leaves tell of, and says who invited whom.
fn passed(mut passages: Vec<PassageDraft>, groups: &[Group], memberships: &mut Vec<Membership>) -> Vec<Invitation> {
    // What somebody is elsewhere does not change by coming in: a coach who joins a group is no member of it.
    let mut staff: BTreeMap<PersonId, Role> = BTreeMap::new();
    for row in memberships.iter().filter(|row| row.role.is_staff()) {
        staff.entry(row.person).and_modify(|role| *role = row.role.min(*role)).or_insert(row.role);
    }
    passages.sort_unstable();
    passages.dedup();
    for of_one in passages.chunk_by(|a, b| (a.group, a.person) == (b.group, b.person)) {
        let Some(&PassageDraft { group, person, .. }) = of_one.first() else { continue };
        let days: Vec<(Day, Passage)> = of_one.iter().map(|row| (row.day, row.passage)).collect();
        memberships.extend(passage::spells(&days).into_iter().map(|(start, end)| Membership {
            group: Some(group),
            organization: groups.get(group.index()).and_then(|row| row.organization),
            person,
            role: staff.get(&person).copied().unwrap_or(Role::Member),
            status: Status::Present,
            start,
            end,
            listed: false,
            reason: None,
        }));
    }
    let joins = passages.iter().filter(|row| row.passage == Passage::Joined);
    let mut invitations: Vec<Invitation> = joins
        .filter_map(|row| Some(Invitation { group: row.group, person: row.person, day: row.day, by: row.by? }))
        .collect();
    invitations.sort_unstable();
    invitations.dedup();
    invitations
}

/// What speaks for activities in its order, with the final ids.
fn shown(
    mut evidence: Vec<Evidence>,
    activity: impl Fn(ActivityId) -> ActivityId,
    group: impl Fn(GroupId) -> GroupId,
    person: impl Fn(PersonId) -> PersonId,
) -> Vec<Evidence> {
    for row in &mut evidence {
        (row.activity, row.group, row.person) = (activity(row.activity), group(row.group), person(row.person));
    }
    evidence.sort_unstable();
    evidence.dedup();
    evidence
}

/// Sign-ups in their order, with the final ids of whom they speak of.
fn signed(
    mut sign_ups: Vec<SignUp>,
    group: impl Fn(GroupId) -> GroupId,
    person: impl Fn(PersonId) -> PersonId,
) -> Vec<SignUp> {
    for row in &mut sign_ups {
        (row.group, row.person, row.entered_by) = (group(row.group), person(row.person), person(row.entered_by));
    }
    sign_ups.sort_unstable();
    sign_ups.dedup();
    sign_ups
}

/// Sources in their order, with the final ids of what they speak of.
fn settled(
    mut sources: Vec<Source>,
    group: impl Fn(GroupId) -> GroupId,
    organization: impl Fn(OrganizationId) -> OrganizationId,
) -> Vec<Source> {
    for row in &mut sources {
        row.groups = row.groups.iter().map(|&g| group(g)).collect();
        row.groups.sort();
        row.groups.dedup();
        row.organizations = row.organizations.iter().map(|&o| organization(o)).collect();
        row.organizations.sort();
        row.organizations.dedup();
        row.covers = union_of_spans(row.covers.drain(..));
    }
    sources.sort();
    sources
}

/// Attendance in order, each name once an activity.
fn unite(attendance: &mut Vec<Attendance>, activities: &[Activity], diagnostics: &mut Diagnostics) {
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
}

/// Refuses days outside the years that can be meant; the day after the last is one that spans may end on.
fn days<const N: usize>(days: [Option<Day>; N], of: &str) -> Result<(), Error> {
    match days.into_iter().flatten().find(|day| !(Day::FIRST..=Day::END).contains(day)) {
        Some(day) => Err(outside(&day.to_string(), of)),
        None => Ok(()),
    }
}

/// Refuses an instant that lies on no day that can be meant, in whatever zone.
pub(super) fn instant(at: Timestamp, of: &str) -> Result<(), Error> {
    if at.is_meant() { Ok(()) } else { Err(outside(&format!("{} µs since 1970", at.micros()), of)) }
}

fn outside(given: &str, of: &str) -> Error {
    Error::new(ErrorKind::Input, format!("{of} has the time {given}; times are from {} until {}", Day::FIRST, Day::END))
        .with_hint("check the unit of the times, and leave out rows that have none")
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
