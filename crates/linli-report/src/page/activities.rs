//! What an organization did: rhythm, activities, series.

use linli::definition::{Undefined, Value};
use linli::indicator::{TableId, act};
use linli::panel::Key;
use linli::records::{Activity, ActivityOrigin, OrganizationId};

use super::overview::proposals;
use super::strips::{self, Weeks};
use super::{Title, heads, note, row_head, table, values};
use crate::html::Writer;
use crate::number::of_kind;
use crate::reading::{Column, Reading, rows_of};
use crate::text::{self, Text};

/// Activities a table lists at most.
const MOST_ROWS: usize = 400;

/// The rhythm strip; none where nothing is recorded.
pub(super) fn rhythm(w: &mut Writer, reading: &Reading<'_>, organization: OrganizationId) -> Option<Weeks> {
    if strips::held(reading, organization).is_empty() {
        w.say_in("p", &text::NO_ACTIVITIES);
        return None;
    }
    let weeks = Weeks::of_rhythm(w, reading, organization)?;
    weeks.figure(w);
    Some(weeks)
}

/// The tables of activities and series.
pub(super) fn activities(w: &mut Writer, reading: &Reading<'_>, organization: OrganizationId) {
    let held = strips::held(reading, organization);
    let all = reading.records().activities_of(organization);
    let proposed = reading.records().activities()[all].iter().filter(|a| a.origin == ActivityOrigin::Proposed).count();
    if held.is_empty() && proposed == 0 {
        return;
    }
    w.say_in("h3", &text::ACTIVITY_TABLE);
    if !held.is_empty() {
        list(w, reading, organization, &held);
    }
    proposals(w, proposed);
    series(w, reading, organization);
}

fn list(w: &mut Writer, reading: &Reading<'_>, organization: OrganizationId, held: &[&Activity]) {
    let came = reading.column(act::ACT_ATTENDANCE.id());
    let returned = reading.column(act::ACT_RETURN_RATE.id());
    let first = held.len().saturating_sub(MOST_ROWS);
    table(w, "activities", Title::Heard(&text::ACTIVITY_TABLE), |w| {
        let mut columns = vec![&text::DATE, &text::TITLE];
        columns.extend(came.map(|_| &text::SEEN_ATTENDANCE));
        let head = returned.map(|column| Text::title(&column.indicator.card));
        columns.extend(&head);
        heads(w, &columns);
        w.tag("tbody", |w| {
            // The panel has one row for each of these activities, in the same order.
            let rows = |column: Option<Column<'_>>| -> Vec<Value> {
                let Some(column) = column else { return Vec::new() };
                rows_of(column.table(), organization.index() as u32)
                    .map(|row| row.seen(column.position()).value)
                    .collect()
            };
            let (came_values, returned_values) = (rows(came), rows(returned));
            for (at, activity) in held.iter().enumerate().skip(first) {
                w.tag("tr", |w| {
                    row_head(w, |w| w.text(&activity.day.to_string()));
                    w.text_in("td", &reading.names.told(&activity.title));
                    if came.is_some() {
                        attendance(w, activity, came_values.get(at).copied());
                    }
                    if let Some(column) = returned {
                        return_rate(w, &column, returned_values.get(at).copied());
                    }
                });
            }
        });
    });
    if first > 0 {
        note(w, &text::SHORTENED_ACTIVITIES);
    }
    if held[first..].iter().any(|activity| !activity.has_list) {
        note(w, &text::NO_LIST);
    }
    if let Some(column) = returned {
        note(w, &Text::caveat(&column.indicator.card));
    }
}

fn attendance(w: &mut Writer, activity: &Activity, value: Option<Value>) {
    match (value, activity.headcount) {
        (Some(Ok(value)), _) => w.text_in("td", &format!("{value:.0}")),
        (_, Some(headcount)) if !activity.has_list => w.element("td", &[("class", "u")], |w| {
            w.say(&Text::of(format!("清点{headcount}人，没有名单"), format!("{headcount} counted, no list")));
        }),
        _ => w.text_in("td", "–"),
    }
}

fn return_rate(w: &mut Writer, column: &Column<'_>, value: Option<Value>) {
    match value {
        Some(Ok(value)) => w.text_in("td", &of_kind(column.indicator.kind, value)),
        Some(Err(Undefined::IsOpening)) => w.element("td", &[("class", "u")], |w| w.say(&text::OPENING)),
        Some(Err(Undefined::NotRecorded)) | None => w.text_in("td", "–"),
        Some(Err(reason)) => w.element("td", &[("class", "u")], |w| w.say(&Text::reason(reason))),
    }
}

/// What a reader needs to see of a series; the panel has the others.
const SHOWN: [&str; 6] = [
    "series_opening_attendance",
    "series_later_attendance",
    "series_opening_excess",
    "series_opening_survival",
    "series_idle_weeks",
    "series_longest_gap",
];

/// The indicators of each series at the last window.
fn series(w: &mut Writer, reading: &Reading<'_>, organization: OrganizationId) {
    let mut columns = reading.columns(TableId::Series);
    columns.retain(|column| SHOWN.contains(&column.indicator.id()));
    let Some(source) = columns.first() else { return };
    let rows: Vec<_> = rows_of(source.table(), organization.index() as u32).collect();
    let last: Vec<_> = rows.chunk_by(|a, b| a.key(Key::Series) == b.key(Key::Series)).filter_map(<[_]>::last).collect();
    if last.is_empty() {
        return;
    }
    table(w, "series", Title::Shown(&text::SERIES_TABLE), |w| {
        let titles: Vec<Text> = columns.iter().map(|column| Text::title(&column.indicator.card)).collect();
        let all: Vec<&Text> = [&text::SERIES].into_iter().chain(&titles).collect();
        heads(w, &all);
        w.tag("tbody", |w| {
            for row in last {
                let name = row.key(Key::Series).map(|code| reading.panel().dictionaries().label(Key::Series, code));
                w.tag("tr", |w| {
                    row_head(w, |w| w.text(&reading.names.told(&name.unwrap_or_default())));
                    for column in &columns {
                        values::cell(w, column, Some(row.seen(column.position())));
                    }
                });
            }
        });
    });
}
