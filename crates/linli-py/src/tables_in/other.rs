//! The other tables: people, groups, memberships, activities, attendance, calendar and consent.

use std::collections::{BTreeMap, BTreeSet};

use arrow_array::{Array, RecordBatch};
use arrow_schema::Schema;
use linli::diagnostic::{self, DiagnosticCode, Diagnostics};
use linli::records::{
    Activity, ActivityId, ActivityOrigin, Attendance, AttendanceStatus, Bounds, CalendarEntry, Consent, DaySpan, Field,
    Fields, GroupId, Initiator, Layer, Membership, OrganizationId, Part, PersonId, RecordsBuilder, Role, Serves,
    Source, SourceKind, Status,
};
use linli::time::{Day, Timestamp, Zone};
use linli::{Error, Location};

use super::columns::{Column, Names, Places, optional, required};
use super::ids::Ids;
use super::stream::Rows;
use super::times::{Clock, Reading, Times};

/// One of the tables beside the messages.
pub(crate) struct Tables {
    /// Its name.
    pub(crate) name: &'static str,
    columns: &'static [Column],
    take: fn(&mut Taking<'_>, &Row<'_>) -> Result<(), Error>,
    finish: fn(&mut Taking<'_>),
}

/// The tables in the order in which they are read: what others name comes first.
pub(crate) static TABLES: [Tables; 7] = [
    Tables {
        name: "people",
        columns: &[required("person").or("id"), optional("name")],
        take: |table, row| table.person(row),
        finish: |_| {},
    },
    Tables {
        name: "groups",
        columns: &[required("group").or("id"), optional("organization"), optional("layer"), optional("platform")],
        take: |table, row| table.group(row),
        finish: |_| {},
    },
    Tables {
        name: "memberships",
        columns: &[
            required("person"),
            optional("organization"),
            optional("group"),
            optional("role"),
            optional("status"),
            optional("start_on").or("start"),
            optional("end_on").or("end"),
        ],
        take: |table, row| table.membership(row),
        finish: |table| table.memberships(),
    },
    Tables {
        name: "activities",
        columns: &[
            required("activity").or("id"),
            required("organization"),
            required("start"),
            optional("title"),
            optional("kind"),
            optional("venue"),
            optional("headcount"),
            optional("incentive"),
            optional("guests"),
            optional("initiated_by"),
            optional("serves"),
            optional("origin"),
        ],
        take: |table, row| table.activity(row),
        finish: |table| table.activities(),
    },
    Tables {
        name: "attendance",
        columns: &[required("activity"), required("person"), optional("part"), optional("status")],
        take: |table, row| table.attendance(row),
        finish: |table| table.attendances(),
    },
    Tables {
        name: "calendar",
        columns: &[required("start"), optional("end"), required("kind")],
        take: |table, row| table.calendar(row),
        finish: |_| {},
    },
    Tables {
        name: "consent",
        columns: &[required("person"), optional("source"), optional("from"), optional("until"), required("purpose")],
        take: |table, row| table.consent(row),
        finish: |_| {},
    },
];

/// Takes the rows of one table into the records.
pub(crate) struct Taking<'a> {
    table: &'static Tables,
    builder: &'a mut RecordsBuilder,
    odd: &'a mut Diagnostics,
    names: &'a Names,
    clock: Clock,
    places: Places,
    rows: u64,
    spells: Vec<Membership>,
    /// Activities by the id that attendance names them by.
    known: BTreeMap<String, ActivityId>,
    covers: Option<DaySpan>,
    organizations: Vec<OrganizationId>,
    fields: Fields,
}

impl Tables {
    /// Takes this table into `builder`.
    pub(crate) fn taking<'a>(
        &'static self,
        builder: &'a mut RecordsBuilder,
        odd: &'a mut Diagnostics,
        names: &'a Names,
        zone: Zone,
    ) -> Taking<'a> {
        let known = builder.activities().map(|(id, activity)| (activity.id.clone(), id)).collect();
        Taking {
            table: self,
            builder,
            odd,
            names,
            clock: Clock::new(zone),
            places: Places::default(),
            rows: 0,
            spells: Vec::new(),
            known,
            covers: None,
            organizations: Vec::new(),
            fields: Fields::NONE,
        }
    }
}

/// One row, as cells by declared column.
struct Row<'a> {
    cells: &'a [Option<Content<'a>>],
    extra: &'a [(String, Ids<'a>)],
    at: usize,
}

enum Content<'a> {
    Words(Ids<'a>),
    Times(Times<'a>),
}

impl Rows for Taking<'_> {
    fn schema(&mut self, schema: &Schema) -> Result<(), Error> {
        self.places = Places::of(self.table.name, self.table.columns, self.names, schema)?;
        self.places.note_private(self.table.name, self.odd);
        // Extra columns of people travel into the panel.
        if self.table.name != "people" {
            self.places.note_extra(self.table.name, self.odd);
        }
        if self.table.name == "activities" && self.places.position(6).is_some() {
            self.fields = Fields::of(&[Field::Headcount]);
        }
        Ok(())
    }

    fn batch(&mut self, batch: &RecordBatch) -> Result<(), Error> {
        let places = std::mem::take(&mut self.places);
        let array = |at: usize| batch.columns().get(at).map(AsRef::as_ref);
        let mut cells = Vec::with_capacity(self.table.columns.len());
        for (at, column) in self.table.columns.iter().enumerate() {
            let found = places.position(at).and_then(array);
            cells.push(found.map(|array: &dyn Array| content(array, self.table.name, column.id)).transpose()?);
        }
        let mut extra = Vec::new();
        if self.table.name == "people" {
            for (at, name) in &places.extra {
                match array(*at).map(|array| Ids::of(array, self.table.name, name)) {
                    Some(Ok(ids)) => extra.push((name.clone(), ids)),
                    _ => {
                        self.odd.push(&diagnostic::UNKNOWN_COLUMN, Location::file(self.table.name), format!("`{name}`"))
                    }
                }
            }
        }
        for at in 0..batch.num_rows() {
            self.rows += 1;
            (self.table.take)(self, &Row { cells: &cells, extra: &extra, at })?;
        }
        self.places = places;
        Ok(())
    }
}

/// Columns of times are read as such; all others are words and whole numbers.
fn content<'a>(array: &'a dyn Array, table: &str, column: &str) -> Result<Content<'a>, Error> {
    let times = matches!(column, "start" | "end" | "start_on" | "end_on" | "from" | "until");
    Ok(if times {
        Content::Times(Times::of(array, table, column)?)
    } else {
        Content::Words(Ids::of(array, table, column)?)
    })
}

impl Row<'_> {
    /// The text of a column; `None` where nothing stands there.
    fn text(&self, column: usize) -> Option<String> {
        match self.cells.get(column)? {
            Some(Content::Words(ids)) => ids.text(self.at),
            _ => None,
        }
    }

    /// Whether anything stands in a column of times.
    fn is_filled(&self, column: usize) -> bool {
        matches!(self.cells.get(column), Some(Some(Content::Times(times))) if !times.is_missing(self.at))
    }
}

impl Taking<'_> {
    /// Ends the table.
    pub(crate) fn finish(mut self) {
        (self.table.finish)(&mut self);
    }

    fn place(&self) -> Location {
        Location::line(self.table.name, self.rows)
    }

    fn note(&mut self, code: &'static DiagnosticCode, detail: impl Into<String>) {
        self.odd.push(code, self.place(), detail);
    }

    /// The text of a column that must not be empty; a row without it is left out.
    fn needed(&mut self, row: &Row<'_>, column: usize) -> Option<String> {
        let text = row.text(column);
        if text.is_none() {
            self.note(&diagnostic::BAD_ROW, format!("`{}` is empty", self.table.columns[column].id));
        }
        text
    }

    /// A choice from a list; what is none of them is named, and the cell counts as not recorded.
    fn choice<T>(&mut self, row: &Row<'_>, column: usize, parse: impl Fn(&str) -> Option<T>, known: &str) -> Option<T> {
        let text = row.text(column)?;
        let choice = parse(&text.to_lowercase());
        if choice.is_none() {
            let given: String = text.chars().take(40).collect();
            let name = self.table.columns[column].id;
            self.note(&diagnostic::BAD_ROW, format!("`{name}` is `{given}`; expected {known}; the cell was left out"));
        }
        choice
    }

    /// The day, and the instant where a time stands there; an instant is of the day it falls on in the plan's zone.
    fn moment(&mut self, row: &Row<'_>, column: usize) -> Result<Option<(Day, Timestamp)>, Error> {
        let Some(Some(Content::Times(times))) = row.cells.get(column) else { return Ok(None) };
        Ok(match self.clock.read(times, row.at)? {
            Reading::At(at) => {
                if let Some(code) = self.clock.odd {
                    self.note(code, self.clock.day(at).to_string());
                }
                Some((self.clock.day(at), at))
            }
            Reading::On(day) => Some((day, self.clock.midnight(day))),
            Reading::Missing => None,
            Reading::Bad => {
                let name = self.table.columns[column].id;
                self.note(&diagnostic::BAD_TIME, format!("`{name}` is no time between the years 1990 and 2100"));
                None
            }
        })
    }

    fn day(&mut self, row: &Row<'_>, column: usize) -> Result<Option<Day>, Error> {
        Ok(self.moment(row, column)?.map(|(day, _)| day))
    }

    fn who(&mut self, row: &Row<'_>, column: usize) -> Result<Option<PersonId>, Error> {
        self.needed(row, column).map(|id| self.builder.person(&id)).transpose()
    }

    fn person(&mut self, row: &Row<'_>) -> Result<(), Error> {
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

    fn group(&mut self, row: &Row<'_>) -> Result<(), Error> {
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
        let known = self.builder.group_mut(group);
        known.organization = organization.or(known.organization);
        known.layer = layer.unwrap_or(known.layer);
        known.platform = platform.or_else(|| known.platform.take());
        Ok(())
    }

    fn membership(&mut self, row: &Row<'_>) -> Result<(), Error> {
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
        });
        Ok(())
    }

    /// A table that names only the staff of a group is no list of its members; one that names members lists both.
    fn memberships(&mut self) {
        let spells = std::mem::take(&mut self.spells);
        let listed: BTreeSet<(Option<GroupId>, Option<OrganizationId>)> =
            spells.iter().filter(|s| !s.role.is_staff()).map(|s| (s.group, s.organization)).collect();
        for mut spell in spells {
            spell.listed = listed.contains(&(spell.group, spell.organization));
            self.builder.membership(spell);
        }
    }

    fn activity(&mut self, row: &Row<'_>) -> Result<(), Error> {
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

    fn activities(&mut self) {
        self.source();
    }

    fn attendance(&mut self, row: &Row<'_>) -> Result<(), Error> {
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

    fn attendances(&mut self) {
        self.fields = Fields::of(&[Field::Attendance]);
        self.source();
    }

    fn source(&mut self) {
        self.builder.source(Source {
            label: self.table.name.to_owned(),
            kind: SourceKind::Table,
            format: "table",
            groups: Vec::new(),
            organizations: std::mem::take(&mut self.organizations),
            covers: self.covers.into_iter().collect(),
            exported_on: None,
            fields: self.fields,
            rows: self.rows,
        });
    }

    fn calendar(&mut self, row: &Row<'_>) -> Result<(), Error> {
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

    fn consent(&mut self, row: &Row<'_>) -> Result<(), Error> {
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
