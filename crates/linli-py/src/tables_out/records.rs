//! What was recorded, as tables. Text is not among it: it never entered.

use std::sync::Arc;

use arrow_array::types::Int32Type;
use arrow_array::{
    ArrayRef, BooleanArray, DictionaryArray, Float64Array, Int32Array, RecordBatch, TimestampMicrosecondArray,
    UInt32Array, UInt64Array,
};
use arrow_schema::{ArrowError, DataType, Field, Schema, SchemaRef, TimeUnit};
use linli::records::{Bounds, DaySpan, GroupId, Message, MessageKind, PersonId, Records, Status};
use linli::study::Study;
use linli::tie::{Parameters, TieRule, Timeline, WHOLE};
use linli::time::{Day, Timestamp};

use super::sheet::{Sheet, coded, days, flags, lists, optional_counts, texts, words};
use super::{Batches, Kept};

/// Rows of messages handed over at once.
const PART: usize = 65_536;

/// Ids of groups, as words by position.
pub(super) fn group_words(records: &Records) -> ArrayRef {
    Arc::new(words(records.groups().iter().map(|g| &g.id)))
}

pub(super) fn organization_words(records: &Records) -> ArrayRef {
    Arc::new(words(records.organizations().iter().map(|o| &o.id)))
}

fn coded_type() -> DataType {
    DataType::Dictionary(Box::new(DataType::Int32), Box::new(DataType::Utf8))
}

pub(super) fn times(values: impl Iterator<Item = Timestamp>, zone: &str) -> TimestampMicrosecondArray {
    TimestampMicrosecondArray::from_iter_values(values.map(Timestamp::micros)).with_timezone(zone)
}

/// Messages of all groups, made part by part.
struct MessageRows {
    records: Arc<Records>,
    zone: String,
    groups: ArrayRef,
    people: ArrayRef,
    labels: Vec<String>,
    kinds: ArrayRef,
    /// Group, first message, first message after.
    parts: Vec<(usize, usize, usize)>,
}

/// The messages, in order within their groups.
pub(crate) fn messages(study: &Study, labels: Vec<String>) -> impl Batches + 'static {
    let records = Arc::clone(&study.records);
    let mut parts = Vec::new();
    for group in 0..records.groups().len() {
        let rows = records.messages(GroupId::from_index(group)).len();
        parts.extend((0..rows).step_by(PART).map(|start| (group, start, (start + PART).min(rows))));
    }
    MessageRows {
        zone: study.plan.zone.clone(),
        groups: group_words(&records),
        people: Arc::new(words(&labels)),
        labels,
        kinds: Arc::new(words(MessageKind::ALL.iter().map(|k| k.id()))),
        parts,
        records,
    }
}

impl Batches for MessageRows {
    fn schema(&self) -> SchemaRef {
        let list = || DataType::List(Arc::new(Field::new("item", DataType::Utf8, true)));
        let time = DataType::Timestamp(TimeUnit::Microsecond, Some(self.zone.as_str().into()));
        Arc::new(Schema::new(vec![
            Field::new("group", coded_type(), true),
            Field::new("time", time, true),
            Field::new("author", coded_type(), true),
            Field::new("kind", coded_type(), true),
            Field::new("length", DataType::UInt32, true),
            Field::new("turn", DataType::Boolean, true),
            Field::new("targets", list(), true),
            Field::new("cues", list(), true),
        ]))
    }

    fn rows(&self) -> usize {
        self.records.message_count()
    }

    fn parts(&self) -> usize {
        self.parts.len()
    }

    fn part(&self, at: usize) -> Result<RecordBatch, ArrowError> {
        let (group, start, end) = self.parts[at];
        let all = self.records.messages(GroupId::from_index(group));
        let rows = || (start..end).map(|row| all.at(row));
        let kind = |kind: MessageKind| MessageKind::ALL.iter().position(|&k| k == kind);
        Sheet::new()
            .column("group", coded(rows().map(|_| Some(group)), Arc::clone(&self.groups))?)
            .column("time", times(rows().map(|m| m.time), &self.zone))
            .column("author", coded(rows().map(|m| Some(m.author.index())), Arc::clone(&self.people))?)
            .column("kind", coded(rows().map(|m| kind(m.kind)), Arc::clone(&self.kinds))?)
            .column("length", UInt32Array::from_iter_values(rows().map(|m| u32::from(m.length))))
            .column("turn", flags(rows().map(|m| Some(m.is_turn()))))
            .column(
                "targets",
                lists(rows().map(|m| m.targets.iter().map(|t| &self.labels[t.person.index()]).collect())),
            )
            .column("cues", lists(rows().map(|m| m.cues.iter().map(linli::records::Cue::id).collect())))
            .batch()
    }
}

/// The people, with what the people table says of them.
pub(crate) fn people(study: &Study, labels: &[String]) -> Result<Kept, ArrowError> {
    let records = &study.records;
    let people = records.people();
    let mut messages = vec![0_u32; people.len()];
    for group in 0..records.groups().len() {
        for message in records.messages(GroupId::from_index(group)).iter().filter(Message::is_turn) {
            messages[message.author.index()] += 1;
        }
    }
    let mut staff = vec![false; people.len()];
    let mut listed = vec![false; people.len()];
    for membership in records.memberships() {
        staff[membership.person.index()] |= membership.role.is_staff();
        listed[membership.person.index()] |= membership.listed;
    }
    let mut sheet = Sheet::new()
        .column("person", coded((0..people.len()).map(Some), Arc::new(words(labels)))?)
        .column("messages", UInt32Array::from(messages))
        .column("staff_role", BooleanArray::from(staff))
        .column("listed", BooleanArray::from(listed));
    for (at, covariate) in records.covariates().iter().enumerate() {
        let values = people.iter().map(|p| p.covariate(at));
        sheet = sheet.column(covariate, texts(values));
    }
    sheet.finish()
}

/// The groups, with what is known of them.
pub(crate) fn groups(study: &Study) -> Result<Kept, ArrowError> {
    let records = &study.records;
    let rows = || records.groups().iter().enumerate().map(|(i, group)| (GroupId::from_index(i), group));
    let covered: Vec<Vec<DaySpan>> = rows().map(|(id, _)| records.group_coverage(id)).collect();
    let length = |spans: &Vec<DaySpan>| spans.iter().map(|s| s.end.number() - s.start.number()).sum::<i32>();
    let fields = |id| records.group_fields(id).iter().map(linli::records::Field::id).collect::<Vec<_>>();
    let organizations = rows().map(|(_, group)| group.organization.map(linli::records::OrganizationId::index));
    Sheet::new()
        .column("group", coded((0..records.groups().len()).map(Some), group_words(records))?)
        .column("organization", coded(organizations, organization_words(records))?)
        .column("layer", words(rows().map(|(_, group)| group.layer.id())))
        .column("platform", texts(rows().map(|(_, group)| group.platform.as_deref())))
        .column("opened_on", days(rows().map(|(_, group)| group.opened_on)))
        .column("origin", texts(rows().map(|(_, group)| group.origin.map(linli::records::GroupOrigin::id))))
        .column("messages", UInt64Array::from_iter_values(rows().map(|(id, _)| records.messages(id).len() as u64)))
        .column("first_day", days(covered.iter().map(|spans| spans.first().map(|s| s.start))))
        .column("last_day", days(covered.iter().map(|spans| spans.last().map(|s| s.end.plus(-1)))))
        .column("covered_days", Int32Array::from_iter_values(covered.iter().map(length)))
        .column("roster", flags(rows().map(|(id, _)| Some(records.has_roster(id)))))
        .column("fields", lists(rows().map(|(id, _)| fields(id))))
        .finish()
}

/// Spells of membership. The last day of a spell is inside it.
pub(crate) fn memberships(study: &Study, labels: &[String]) -> Result<Kept, ArrowError> {
    let records = &study.records;
    let rows = || records.memberships().iter();
    let bound = |of: fn(Bounds) -> Option<Day>, offset: i32| move |b: Bounds| of(b).map(|day| day.plus(offset));
    let (earliest, latest) = (|b: Bounds| b.earliest, |b: Bounds| b.latest);
    Sheet::new()
        .column("person", coded(rows().map(|m| Some(m.person.index())), Arc::new(words(labels)))?)
        .column("organization", {
            let codes = rows().map(|m| m.organization.map(linli::records::OrganizationId::index));
            coded(codes, organization_words(records))?
        })
        .column("group", coded(rows().map(|m| m.group.map(GroupId::index)), group_words(records))?)
        .column("role", words(rows().map(|m| m.role.id())))
        .column("status", words(rows().map(|m| if m.status == Status::Away { "away" } else { "present" })))
        .column("start_earliest", days(rows().map(|m| bound(earliest, 0)(m.start))))
        .column("start_latest", days(rows().map(|m| bound(latest, 0)(m.start))))
        .column("end_earliest", days(rows().map(|m| bound(earliest, -1)(m.end))))
        .column("end_latest", days(rows().map(|m| bound(latest, -1)(m.end))))
        .column("reason", texts(rows().map(|m| m.reason.map(linli::records::Reason::id))))
        .column("listed", flags(rows().map(|m| Some(m.listed))))
        .finish()
}

/// The activities, with how many names their lists have.
pub(crate) fn activities(study: &Study) -> Result<Kept, ArrowError> {
    let records = &study.records;
    let rows = || records.activities().iter();
    let named = |at: usize| {
        let activity = &records.activities()[at];
        let present = records.attendance_of(linli::records::ActivityId::from_index(at)).iter();
        let present = present.filter(|a| a.status == linli::records::AttendanceStatus::Present).count() as u32;
        activity.has_list.then_some(present)
    };
    let text = |of: fn(&linli::records::Activity) -> Option<&str>| texts(rows().map(of));
    Sheet::new()
        .column("activity", words(rows().map(|a| &a.id)))
        .column("organization", coded(rows().map(|a| Some(a.organization.index())), organization_words(records))?)
        .column("title", words(rows().map(|a| &a.title)))
        .column("kind", text(|a| a.kind.as_deref()))
        .column("day", days(rows().map(|a| Some(a.day))))
        .column("start", times(rows().map(|a| a.start), &study.plan.zone))
        .column("venue", text(|a| a.venue.as_deref()))
        .column("headcount", optional_counts(rows().map(|a| a.headcount)))
        .column("named", optional_counts((0..records.activities().len()).map(named)))
        .column("incentive", flags(rows().map(|a| a.incentive)))
        .column("guests", flags(rows().map(|a| a.guests)))
        .column("initiated_by", text(|a| a.initiated_by.map(linli::records::Initiator::id)))
        .column("serves", text(|a| a.serves.map(linli::records::Serves::id)))
        .column("partners", text(|a| a.partners.as_deref()))
        .column("origin", text(|a| Some(a.origin.id())))
        .finish()
}

/// The ties one rule finds in every group.
pub(crate) fn ties(
    study: &Study,
    rule: &TieRule,
    parameters: &Parameters,
    labels: &[String],
) -> Result<Kept, ArrowError> {
    let records = &study.records;
    let (groups, people): (ArrayRef, ArrayRef) = (group_words(records), Arc::new(words(labels)));
    let schema = Schema::new(vec![
        Field::new("group", coded_type(), true),
        Field::new("time", DataType::Timestamp(TimeUnit::Microsecond, Some(study.plan.zone.as_str().into())), true),
        Field::new("from", coded_type(), true),
        Field::new("to", coded_type(), true),
        Field::new("weight", DataType::Float64, true),
    ]);
    let mut batches = Vec::new();
    for group in 0..records.groups().len() {
        let timeline = timeline(study, GroupId::from_index(group));
        let ties = rule.ties(parameters, &timeline);
        if ties.is_empty() {
            continue;
        }
        let who = |at: u32| timeline.people().get(at as usize).map(|person| person.index());
        let person = |of: fn(&linli::tie::Tie) -> u32| -> Result<DictionaryArray<Int32Type>, ArrowError> {
            coded(ties.iter().map(|tie| who(of(tie))), Arc::clone(&people))
        };
        let weight = |tie: &linli::tie::Tie| f64::from(tie.weight) / f64::from(WHOLE);
        batches.push(
            Sheet::new()
                .column("group", coded(ties.iter().map(|_| Some(group)), Arc::clone(&groups))?)
                .column("time", times(ties.iter().map(|tie| tie.time), &study.plan.zone))
                .column("from", person(|tie| tie.from)?)
                .column("to", person(|tie| tie.to)?)
                .column("weight", Float64Array::from_iter_values(ties.iter().map(weight)))
                .batch()?,
        );
    }
    Ok(Kept { schema: Arc::new(schema), batches })
}

/// The turns of a group, as its networks see them.
fn timeline(study: &Study, group: GroupId) -> Timeline {
    let messages = study.records.messages(group);
    let mut people: Vec<PersonId> = Vec::new();
    for message in messages.iter().filter(Message::is_turn) {
        people.push(message.author);
        people.extend(message.targets.iter().map(|target| target.person));
    }
    people.sort_unstable();
    people.dedup();
    Timeline::of(messages, people, study.plan.turn_gap)
}
