//! What one row of each table means.

use std::collections::BTreeSet;

use linli::Error;
use linli::diagnostic;
use linli::records::{
    Activity, ActivityOrigin, Attendance, AttendanceStatus, Bounds, CalendarEntry, Consent, DaySpan, Field, Fields,
    GroupId, GroupOrigin, Initiator, Layer, Membership, OrganizationId, Part, Reason, Role, Serves, Status,
};
use linli::time::Day;

use super::{Row, Taking};

impl Taking<'_> {
    pub(super) fn person(&mut self, row: &Row<'_>) -> Result<(), Error> {
        let Some(person) = self.who(row, 0)? else { return Ok(()) };
        if let Some(name) = row.text(1) {
            self.builder.name_person(person, &name);
        }
        for (column, ids) in row.extra {
            if let Some(text) = ids.text(row.at) {
                self.builder.covariate(person, column, &text)?;
            }
        }
        Ok(())
    }

    pub(super) fn group(&mut self, row: &Row<'_>) -> Result<(), Error> {
        let Some(id) = self.needed(row, 0) else { return Ok(()) };
        let group = self.builder.group(&id);
        let organization = row.text(1).map(|name| self.builder.organization(&name));
        let layer = self.choice(
            row,
            2,
            |text| match text {
                "first" | "1" => Some(Layer::First),
                "second" | "2" => Some(Layer::Second),
                _ => None,
            },
            "first or second",
        );
        let platform = row.text(3);
        let opened_on = self.day(row, 4)?;
        let origin = self.choice(row, 5, GroupOrigin::parse, "own_wish, encouraged, required or for_grant");
        let known = self.builder.group_mut(group);
        known.organization = organization.or(known.organization);
        known.layer = layer.unwrap_or(known.layer);
        known.platform = platform.or_else(|| known.platform.take());
        known.opened_on = opened_on.or(known.opened_on);
        known.origin = origin.or(known.origin);
        Ok(())
    }

    pub(super) fn membership(&mut self, row: &Row<'_>) -> Result<(), Error> {
        let group = row.text(2);
        let known = group.as_deref().map(|id| self.builder.known_group(id));
        if let (Some(name), Some(None)) = (&group, known) {
            self.note(&diagnostic::UNKNOWN_NAME, format!("there is no group `{name}`; the row was left out"));
            return Ok(());
        }
        let group: Option<GroupId> = known.flatten();
        let organization = row.text(1).map(|name| self.builder.organization(&name));
        if group.is_none() && organization.is_none() {
            self.note(&diagnostic::BAD_ROW, "neither `group` nor `organization` is given");
            return Ok(());
        }
        let role = |text: &str| Role::ALL.iter().copied().find(|role| role.id() == text);
        let role = self.choice(row, 3, role, "member, leader, coach, social_worker, official or bot");
        let status = |text: &str| match text {
            "present" => Some(Status::Present),
            "away" => Some(Status::Away),
            _ => None,
        };
        let status = self.choice(row, 4, status, "present or away");
        let reason = self.choice(row, 7, Reason::parse, "moved, died, ill, family, work, own_wish or other");
        let (start, last) = (self.day(row, 5)?, self.day(row, 6)?);
        if let (Some(start), Some(last)) = (start, last)
            && last < start
        {
            self.note(&diagnostic::SPELL_ORDER, format!("{start} … {last}"));
            return Ok(());
        }
        let Some(person) = self.who(row, 0)? else { return Ok(()) };
        let on = |day: Option<Day>| day.map_or(Bounds::UNKNOWN, Bounds::on);
        self.spells.push(Membership {
            group,
            organization: organization.or_else(|| group.and_then(|g| self.builder.group_mut(g).organization)),
            person,
            role: role.unwrap_or(Role::Member),
            status: status.unwrap_or(Status::Present),
            start: on(start),
            end: on(last.map(|last| last.plus(1))),
            listed: false,
            reason,
        });
        Ok(())
    }

    /// A table that names only the staff of a group is no list of its members; one that names members lists both.
    pub(super) fn memberships(&mut self) {
        let spells = std::mem::take(&mut self.spells);
        let listed: BTreeSet<(Option<GroupId>, Option<OrganizationId>)> =
            spells.iter().filter(|s| !s.role.is_staff()).map(|s| (s.group, s.organization)).collect();
        for mut spell in spells {
            spell.listed = listed.contains(&(spell.group, spell.organization));
            self.builder.membership(spell);
        }
    }

    pub(super) fn activity(&mut self, row: &Row<'_>) -> Result<(), Error> {
        let (Some(id), Some(organization)) = (self.needed(row, 0), self.needed(row, 1)) else { return Ok(()) };
        let Some((day, start)) = self.moment(row, 2)? else {
            self.note(&diagnostic::BAD_ROW, "`start` is empty");
            return Ok(());
        };
        let organization = self.builder.organization(&organization);
        let yes = |text: &str| match text {
            "true" | "yes" | "1" | "是" => Some(true),
            "false" | "no" | "0" | "否" => Some(false),
            _ => None,
        };
        let activity = Activity {
            title: row.text(3).unwrap_or_else(|| id.clone()),
            organization,
            kind: row.text(4),
            day,
            start,
            venue: row.text(5),
            headcount: self.choice(row, 6, |text| text.parse().ok(), "a whole number"),
            incentive: self.choice(row, 7, yes, "yes or no"),
            guests: self.choice(row, 8, yes, "yes or no"),
            initiated_by: self.choice(row, 9, Initiator::parse, "residents, organization, staff or government"),
            serves: self.choice(row, 10, Serves::parse, "members or others"),
            origin: self
                .choice(row, 11, ActivityOrigin::parse, "recorded, confirmed or proposed")
                .unwrap_or(ActivityOrigin::Recorded),
            has_list: false,
            id: id.clone(),
            partners: row.text(12),
        };
        let activity = self.builder.activity(activity);
        if self.known.insert(id.clone(), activity).is_some_and(|first| first != activity) {
            self.note(&diagnostic::DUPLICATE_ROW, format!("`{id}` is an activity of two organizations"));
        }
        let span = DaySpan { start: day, end: day.plus(1) };
        self.covers =
            Some(self.covers.map_or(span, |c| DaySpan { start: c.start.min(span.start), end: c.end.max(span.end) }));
        self.organizations.push(organization);
        Ok(())
    }

    pub(super) fn activities(&mut self) {
        self.source();
    }

    pub(super) fn attendance(&mut self, row: &Row<'_>) -> Result<(), Error> {
        let Some(id) = self.needed(row, 0) else { return Ok(()) };
        let Some(&activity) = self.known.get(&id) else {
            self.note(&diagnostic::UNKNOWN_NAME, format!("there is no activity `{id}`; the row was left out"));
            return Ok(());
        };
        let part = self.choice(row, 2, Part::parse, "organizer, helper, recipient or guest");
        let status = self.choice(row, 3, AttendanceStatus::parse, "present, absent or excused");
        // A status that cannot be read may say that they did not come.
        if status.is_none() && row.text(3).is_some() {
            return Ok(());
        }
        let Some(person) = self.who(row, 1)? else { return Ok(()) };
        let known = self.builder.activity_mut(activity);
        known.has_list = true;
        self.organizations.push(known.organization);
        let span = DaySpan { start: known.day, end: known.day.plus(1) };
        self.covers =
            Some(self.covers.map_or(span, |c| DaySpan { start: c.start.min(span.start), end: c.end.max(span.end) }));
        let status = status.unwrap_or(AttendanceStatus::Present);
        self.builder.attendance(Attendance { activity, person, part, status })
    }

    pub(super) fn attendances(&mut self) {
        self.fields = Fields::of(&[Field::Attendance]);
        self.source();
    }

    pub(super) fn calendar(&mut self, row: &Row<'_>) -> Result<(), Error> {
        let Some(kind) = self.needed(row, 2) else { return Ok(()) };
        let (Some(start), last) = (self.day(row, 0)?, self.day(row, 1)?) else {
            self.note(&diagnostic::BAD_ROW, "`start` is empty");
            return Ok(());
        };
        let last = last.unwrap_or(start);
        if last < start {
            self.note(&diagnostic::SPELL_ORDER, format!("{start} … {last}"));
            return Ok(());
        }
        self.builder.calendar(CalendarEntry { start, end: last.plus(1), kind });
        Ok(())
    }

    pub(super) fn consent(&mut self, row: &Row<'_>) -> Result<(), Error> {
        let (from, until) = (self.day(row, 2)?, self.day(row, 3)?);
        // An unreadable end would leave a consent open that somebody closed.
        if until.is_none() && row.is_filled(3) {
            return Ok(());
        }
        let purposes = |text: &str| ["coaching", "evaluation", "research"].into_iter().find(|&known| known == text);
        let Some(purpose) = self.choice(row, 4, purposes, "coaching, evaluation or research") else { return Ok(()) };
        let Some(id) = self.needed(row, 0) else { return Ok(()) };
        let Some(person) = self.builder.known_person(&id) else {
            self.note(&diagnostic::CONSENT_PERSON, "the row was left out");
            return Ok(());
        };
        self.builder.consent(Consent {
            person,
            source: row.text(1),
            from,
            until: until.map(|last| last.plus(1)),
            purpose: purpose.to_owned(),
        });
        Ok(())
    }
}
