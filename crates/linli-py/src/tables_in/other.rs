//! The other tables: people, groups, memberships, activities, attendance, calendar, consent, coaching and money.

mod papers;
mod rows;

use std::collections::BTreeMap;

use arrow_array::{Array, RecordBatch};
use arrow_schema::Schema;
use linli::diagnostic::{self, DiagnosticCode, Diagnostics};
use linli::records::{
    ActivityId, DaySpan, Field, Fields, Membership, OrganizationId, PersonId, RecordsBuilder, Source, SourceKind,
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
pub(crate) static TABLES: [Tables; 11] = [
    Tables {
        name: "people",
        columns: &[required("person").or("id"), optional("name")],
        take: |table, row| table.person(row),
        finish: |_| {},
    },
    Tables {
        name: "groups",
        columns: &[
            required("group").or("id"),
            optional("organization"),
            optional("layer"),
            optional("platform"),
            optional("opened_on"),
            optional("origin"),
        ],
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
            optional("reason"),
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
            optional("partners"),
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
    Tables {
        name: "coaching",
        columns: &[
            required("coach"),
            required("organization"),
            required("at"),
            optional("channel"),
            optional("topic"),
            optional("minutes"),
        ],
        take: |table, row| table.coaching(row),
        finish: |table| table.papers(),
    },
    Tables {
        name: "grants",
        columns: &[
            required("organization"),
            optional("round"),
            optional("applied_on"),
            optional("decision"),
            optional("amount_asked"),
            optional("amount_granted"),
            optional("decided_on"),
        ],
        take: |table, row| table.grant(row),
        finish: |table| table.papers(),
    },
    Tables {
        name: "expenses",
        columns: &[
            required("organization"),
            required("date"),
            required("amount"),
            optional("receipt"),
            optional("activity"),
        ],
        take: |table, row| table.expense(row),
        finish: |table| table.papers(),
    },
    Tables {
        name: "milestones",
        columns: &[required("organization"), required("date"), required("kind")],
        take: |table, row| table.milestone(row),
        finish: |table| table.papers(),
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
                if let Some(Ok(ids)) = array(*at).map(|array| Ids::of(array, self.table.name, name)) {
                    extra.push((name.clone(), ids));
                } else {
                    let detail = format!("`{name}` is of a type that is not read");
                    self.odd.push(&diagnostic::UNKNOWN_COLUMN, Location::file(self.table.name), detail);
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
    let times = matches!(
        column,
        "start"
            | "end"
            | "start_on"
            | "end_on"
            | "opened_on"
            | "from"
            | "until"
            | "at"
            | "date"
            | "applied_on"
            | "decided_on"
    );
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

    fn note(&mut self, code: &'static DiagnosticCode, detail: impl Into<linli::error::Words>) {
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
}
