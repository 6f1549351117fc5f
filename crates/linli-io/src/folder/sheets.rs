//! The sheets of a study folder: activities, and who came.

use std::collections::BTreeMap;

use linli::records::{
    Activity, ActivityId, ActivityOrigin, Attendance, DaySpan, Field, Fields, OrganizationId, Source, SourceKind,
    union_of_spans,
};
use linli::time::Day;
use linli::{Error, Location};

use super::listing::{Entry, Listing};
use super::read_text;
use super::refused::Refused;
use super::tables::{is_workbook, workbook};
use crate::draft::Draft;
use crate::grid::{Grid, GridLimits, read_csv};
use crate::groups::stem;
use crate::sheet::{self, Heading, Occasion, Sheet};
use crate::source::InputFile;
use crate::table::{activity_id, instant};
use crate::value::Moment;

/// A file's occasions, with the organization of its folder.
struct Found<'a> {
    entry: &'a Entry,
    organization: OrganizationId,
    sheet: Sheet,
    title: String,
}

/// The activities known so far, by organization and day.
type Held = BTreeMap<(OrganizationId, Day), Vec<ActivityId>>;

/// Reads every sheet: lists first, so that a day of a matrix finds the activity that has a list of its own.
pub(super) fn read(
    listing: &Listing,
    draft: &mut Draft,
    inputs: &mut Vec<InputFile>,
    refused: &mut Refused,
) -> Result<(), Error> {
    let mut found = Vec::new();
    for (organization, entry) in &listing.sheets {
        let place = Location::file(&entry.label);
        let organization = draft.organization(organization, &place);
        for (heading, grid) in refused.keep(&entry.label, grids(entry, draft, inputs)).unwrap_or_default() {
            if let Some(sheet) = sheet::read(&grid, &entry.label, &heading, &mut draft.odd) {
                found.push(Found { entry, organization, sheet, title: heading.title });
            }
        }
    }
    let is_list = |found: &Found<'_>| matches!(found.sheet, Sheet::Lists(_));
    let (lists, matrices): (Vec<_>, Vec<_>) = found.into_iter().partition(is_list);
    let mut held = Held::new();
    for (id, known) in draft.builder.activities() {
        held.entry((known.organization, known.day)).or_default().push(id);
    }
    for found in lists.iter().chain(&matrices) {
        put(found, &mut held, draft)?;
    }
    Ok(())
}

/// The grids of a file that may hold names. Of several worksheets each has its own day and title, as far as it says so.
fn grids(entry: &Entry, draft: &mut Draft, inputs: &mut Vec<InputFile>) -> Result<Vec<(Heading, Grid)>, Error> {
    let own = Heading::read(stem(&entry.name));
    if !is_workbook(entry) {
        let Some(text) = read_text(entry, inputs, &mut draft.odd)? else { return Ok(Vec::new()) };
        return Ok(vec![(own, read_csv(&text, &entry.label, &GridLimits::of(&entry.limits))?)]);
    }
    let mut sheets = workbook(entry, inputs, &mut draft.odd)?;
    sheets.retain(|sheet| !sheet.grid.is_empty());
    if sheets.len() < 2 {
        return Ok(sheets.into_iter().map(|sheet| (own.clone(), sheet.grid)).collect());
    }
    let named = sheets.into_iter().map(|sheet| {
        let mut heading = Heading::read(&sheet.name);
        if heading.day.is_none() {
            let whole = format!("{} {}", own.title, sheet.name.trim());
            whole.trim().clone_into(&mut heading.title);
        }
        (Heading { day: heading.day.or(own.day), title: heading.title }, sheet.grid)
    });
    Ok(named.collect())
}

fn put(found: &Found<'_>, held: &mut Held, draft: &mut Draft) -> Result<(), Error> {
    let (occasions, is_matrix) = match &found.sheet {
        Sheet::Lists(occasions) => (occasions, false),
        Sheet::Matrix(occasions) => (occasions, true),
    };
    let label = &found.entry.label;
    let scope = draft.builder.organization_mut(found.organization).id.clone();
    let mut fields = Fields::NONE;
    let mut rows = 0;
    for occasion in occasions {
        let activity = activity(found, occasion, (occasions, is_matrix), held, draft);
        if occasion.headcount.is_some() {
            fields = fields.with(Fields::of(&[Field::Headcount]));
            rows += u64::from(occasion.names.is_none());
        }
        let Some(names) = &occasion.names else { continue };
        fields = fields.with(Fields::of(&[Field::Attendance]));
        for attendee in names {
            let place = Location::line(label, attendee.line);
            let Some(person) = draft.person(&attendee.name, Some(&scope), None, &place)? else { continue };
            let (part, status) = (attendee.part, attendee.status);
            draft.builder.attendance(Attendance { activity, person, part, status })?;
            rows += 1;
        }
    }
    let days = occasions.iter().map(|occasion| DaySpan { start: occasion.day, end: occasion.day.plus(1) });
    draft.builder.source(Source {
        label: label.clone(),
        kind: SourceKind::Sheet,
        format: if is_matrix { "matrix" } else { "sheet" },
        groups: Vec::new(),
        organizations: vec![found.organization],
        covers: union_of_spans(days),
        exported_on: None,
        fields,
        rows,
    });
    Ok(())
}

/// The activity of an occasion: one that is known already by day and title, the only one of a matrix's day, or a new one.
fn activity(
    found: &Found<'_>,
    occasion: &Occasion,
    (occasions, is_matrix): (&[Occasion], bool),
    held: &mut Held,
    draft: &mut Draft,
) -> ActivityId {
    let title = occasion.title.as_deref().unwrap_or(&found.title);
    let on_day = held.entry((found.organization, occasion.day)).or_default();
    let same = on_day.iter().copied().find(|&id| draft.builder.activity_ref(id).title == title);
    // Two columns of one day are two activities; one column is the day's only activity, whatever its list is called.
    let columns = occasions.iter().filter(|other| other.day == occasion.day).count();
    let only = if is_matrix && columns == 1 && on_day.len() == 1 { on_day.first().copied() } else { None };
    let has_list = occasion.names.is_some();
    if let Some(id) = same.or(only) {
        let known = draft.builder.activity_mut(id);
        known.has_list |= has_list;
        known.headcount = known.headcount.or(occasion.headcount);
        known.venue = known.venue.take().or_else(|| occasion.venue.clone());
        return id;
    }
    let moment = Moment { day: occasion.day, second: occasion.second };
    let start = instant(moment, draft.zone, &Location::file(&found.entry.label), &mut draft.odd);
    let id = draft.builder.activity(Activity {
        id: activity_id(occasion.day, title),
        organization: found.organization,
        title: title.to_owned(),
        kind: None,
        day: occasion.day,
        start,
        venue: occasion.venue.clone(),
        headcount: occasion.headcount,
        incentive: None,
        guests: None,
        initiated_by: None,
        serves: None,
        origin: ActivityOrigin::Recorded,
        has_list,
        partners: None,
    });
    // An id of the table can be the same for another title or day: it is then that activity.
    if !on_day.contains(&id) {
        on_day.push(id);
    }
    id
}
