//! One row an activity: who came, who had signed up, and what the chats show of it.

use super::OrganizationHistory;
use super::held::Held;
use crate::definition::Undefined;
use crate::engine::Protocol;
use crate::engine::rows::{Measured, Rows};
use crate::frame::{ActivityFrame, Post};
use crate::indicator::{Compute, TableId};
use crate::records::{Activity, ActivityId, DaySpan, Field, Fields, GroupId, Layer, PersonId, union_of_spans};
use crate::time::{Day, Timestamp, Zone};

pub(super) fn rows(protocol: &Protocol, history: OrganizationHistory<'_>, held: &Held<'_>) -> Rows {
    let asked = protocol.of_table(TableId::Activities);
    let mut rows = Rows::new(TableId::Activities, asked, |i| protocol.wants_interval(i));
    if rows.is_unasked() {
        return rows;
    }
    let (places, openings) = series(held);
    let cues = CueDays::of(history);
    let linkage = history.records.linkage(history.organization, &held.staff);
    let linked = linkage.joins(protocol.plan().least_linkage);
    let mut known: Option<Vec<PersonId>> = None;
    for at in held.positions() {
        let activity = &held.activities[at];
        let id = ActivityId::from_index(held.first + at);
        let began = began(activity, protocol.zone());
        let signed = signed(history, id, held, began.unwrap_or_else(|| protocol.zone().midnight(activity.day.plus(1))));
        let posts = cues.on(activity).map(|()| posts(history, id, &held.staff));
        rows.key(&[history.organization.index() as u32, (held.first + at) as u32]);
        let frame = ActivityFrame {
            activity,
            place: places[at],
            present: &held.present[at],
            opening: openings[at].map(|first| held.present[first].as_slice()),
            known: known.as_deref(),
            sheet: &held.sheets[at],
            earlier_sheets: &held.sheets[..at],
            signed: signed.as_deref().ok_or(Undefined::NotRecorded),
            linked,
            posts: posts.as_deref().map_err(|&reason| reason),
            began,
        };
        for (column, indicator) in rows.indicators.clone().into_iter().enumerate() {
            match indicator.compute {
                Compute::Activity(compute) => rows.measured(column, Measured::Value(compute(&frame))),
                Compute::ActivityShare(compute) => rows.measured(column, Measured::Share(compute(&frame))),
                _ => {}
            }
        }
        if activity.has_list {
            let known = known.get_or_insert_default();
            known.extend(&held.present[at]);
            known.sort_unstable();
            known.dedup();
        }
    }
    rows
}

/// For each activity which of its series it is, and the first of the series, or why that says nothing.
fn series(held: &Held<'_>) -> (Vec<u32>, Vec<Result<usize, Undefined>>) {
    let mut places = vec![0; held.activities.len()];
    let mut openings = vec![Err(Undefined::IsOpening); held.activities.len()];
    for (_, members) in &held.series {
        for (place, &at) in members.iter().enumerate().skip(1) {
            places[at] = place as u32;
            let first = members[0];
            openings[at] = if held.activities[first].has_list { Ok(first) } else { Err(Undefined::NotRecorded) };
        }
    }
    (places, openings)
}

/// When an activity began; `None` where only the day is known.
fn began(activity: &Activity, zone: Zone) -> Option<Timestamp> {
    (activity.start != zone.midnight(activity.day)).then_some(activity.start)
}

/// Who stood on a sign-up list of the activity at a time, staff apart; `None` where there is no list.
fn signed(
    history: OrganizationHistory<'_>,
    id: ActivityId,
    held: &Held<'_>,
    until: Timestamp,
) -> Option<Vec<PersonId>> {
    let names = history.records.sign_ups_of(id);
    if names.is_empty() {
        return None;
    }
    let standing = names.iter().filter(|name| name.time < until && name.withdrawn.is_none_or(|time| time >= until));
    let mut people: Vec<PersonId> = standing.map(|name| name.person).filter(|p| !held.staff[p.index()]).collect();
    people.sort_unstable();
    people.dedup();
    Some(people)
}

/// What the chats show of an activity, by time.
pub(super) fn posts(history: OrganizationHistory<'_>, id: ActivityId, staff: &[bool]) -> Vec<Post> {
    let shown = history.records.evidence_of(id).iter();
    let mut posts: Vec<Post> =
        shown.map(|e| Post { cue: e.cue, time: e.time, person: e.person, by_staff: staff[e.person.index()] }).collect();
    posts.sort_by_key(|post| post.time);
    posts
}

/// The days on which a chat of the organization could have shown anything.
pub(super) struct CueDays {
    chats: bool,
    days: Vec<DaySpan>,
    /// Those of chats that tell pictures from words.
    with_kind: Vec<DaySpan>,
}

impl CueDays {
    pub(super) fn of(history: OrganizationHistory<'_>) -> Self {
        let groups = history.records.groups().iter().enumerate();
        let own = groups.filter(|(_, g)| g.layer == Layer::First && g.organization == Some(history.organization));
        let sources = own.flat_map(|(at, _)| history.records.group_sources(GroupId::from_index(at)));
        let telling: Vec<_> = sources.filter(|source| source.fields.meets(Fields::of(&[Field::Cue]))).collect();
        let days = union_of_spans(telling.iter().flat_map(|source| source.covers.iter().copied()));
        let with_kind = telling.iter().filter(|source| source.fields.has(Field::Kind));
        let with_kind = union_of_spans(with_kind.flat_map(|source| source.covers.iter().copied()));
        Self { chats: !telling.is_empty(), days, with_kind }
    }

    /// Whether the day of an activity is one of them, or why nothing can be said.
    pub(super) fn on(&self, activity: &Activity) -> Result<(), Undefined> {
        match holds(&self.days, activity.day) {
            _ if !self.chats => Err(Undefined::NotRecorded),
            true => Ok(()),
            false => Err(Undefined::NotCovered),
        }
    }

    /// Whether a chat of the day of an activity tells pictures from words.
    pub(super) fn shows_pictures(&self, activity: &Activity) -> bool {
        holds(&self.with_kind, activity.day)
    }
}

/// Whether a day lies in one of some spans, which are disjoint and ascending.
fn holds(spans: &[DaySpan], day: Day) -> bool {
    let at = spans.partition_point(|span| span.end <= day);
    spans.get(at).is_some_and(|span| span.start <= day)
}
