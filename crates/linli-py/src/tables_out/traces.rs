//! What chats and sheets leave behind beside messages, as tables: who came, what speaks for an activity, who signed up,
//! who invited whom, who took up whose words.

use std::sync::Arc;

use arrow_array::types::Int32Type;
use arrow_array::{ArrayRef, DictionaryArray, TimestampMicrosecondArray, UInt32Array};
use arrow_schema::ArrowError;
use linli::records::{ActivityId, GroupId, PersonId, Records};
use linli::study::Study;
use linli::time::Timestamp;

use super::Kept;
use super::records::{group_words, times};
use super::sheet::{Sheet, apart, coded, days, texts, words};

/// Labels of people, as a column needs them.
struct People(ArrayRef);

impl People {
    fn of(labels: &[String]) -> Self {
        Self(Arc::new(words(labels)))
    }

    fn column(&self, people: impl Iterator<Item = PersonId>) -> Result<DictionaryArray<Int32Type>, ArrowError> {
        coded(people.map(|person| Some(person.index())), Arc::clone(&self.0))
    }
}

/// A column of activities, by their ids.
pub(super) fn activities(
    records: &Records,
    rows: impl Iterator<Item = Option<ActivityId>>,
) -> Result<DictionaryArray<Int32Type>, ArrowError> {
    let (words, places) = apart(records.activities().iter().map(|a| &a.id));
    coded(rows.map(|activity| activity.map(|activity| places[activity.index()] as usize)), words)
}

/// Who came to which activity, or did not, as sheets have it.
pub(crate) fn attendance(study: &Study, labels: &[String]) -> Result<Kept, ArrowError> {
    let records = &study.records;
    let rows = || records.attendance().iter();
    Sheet::new()
        .column("activity", activities(records, rows().map(|a| Some(a.activity)))?)
        .column("person", People::of(labels).column(rows().map(|a| a.person))?)
        .column("part", texts(rows().map(|a| a.part.map(linli::records::Part::id))))
        .column("status", words(rows().map(|a| a.status.id())))
        .finish()
}

/// Messages that speak for an activity.
pub(crate) fn evidence(study: &Study, labels: &[String]) -> Result<Kept, ArrowError> {
    let records = &study.records;
    let rows = || records.evidence().iter();
    Sheet::new()
        .column("activity", activities(records, rows().map(|e| Some(e.activity)))?)
        .column("group", coded(rows().map(|e| Some(e.group.index())), group_words(records))?)
        .column("time", times(rows().map(|e| e.time), &study.plan.zone))
        .column("person", People::of(labels).column(rows().map(|e| e.person))?)
        .column("cue", words(rows().map(|e| e.cue.id())))
        .finish()
}

/// Names on sign-up lists.
pub(crate) fn sign_ups(study: &Study, labels: &[String]) -> Result<Kept, ArrowError> {
    let (records, people) = (&study.records, People::of(labels));
    let rows = || records.sign_ups().iter();
    let withdrawn: TimestampMicrosecondArray = rows().map(|s| s.withdrawn.map(Timestamp::micros)).collect();
    Sheet::new()
        .column("group", coded(rows().map(|s| Some(s.group.index())), group_words(records))?)
        .column("list", UInt32Array::from_iter_values(rows().map(|s| s.list)))
        .column("person", people.column(rows().map(|s| s.person))?)
        .column("time", times(rows().map(|s| s.time), &study.plan.zone))
        .column("entered_by", people.column(rows().map(|s| s.entered_by))?)
        .column("withdrawn", withdrawn.with_timezone(study.plan.zone.as_str()))
        .finish()
}

/// Who invited whom into a group.
pub(crate) fn invitations(study: &Study, labels: &[String]) -> Result<Kept, ArrowError> {
    let (records, people) = (&study.records, People::of(labels));
    let rows = || records.invitations().iter();
    Sheet::new()
        .column("group", coded(rows().map(|i| Some(i.group.index())), group_words(records))?)
        .column("person", people.column(rows().map(|i| i.person))?)
        .column("day", days(rows().map(|i| Some(i.day))))
        .column("by", people.column(rows().map(|i| i.by))?)
        .finish()
}

/// Messages that say again what an earlier one said.
pub(crate) fn overlaps(study: &Study, labels: &[String]) -> Result<Kept, ArrowError> {
    let (records, people) = (&study.records, People::of(labels));
    let groups = (0..records.groups().len()).map(GroupId::from_index);
    let rows: Vec<_> = groups
        .flat_map(|group| {
            let messages = records.messages(group);
            messages.overlaps().iter().map(move |overlap| {
                let message = |at: u32| messages.at(at as usize);
                (group, message(overlap.later), message(overlap.earlier), overlap.shared)
            })
        })
        .collect();
    Sheet::new()
        .column("group", coded(rows.iter().map(|row| Some(row.0.index())), group_words(records))?)
        .column("time", times(rows.iter().map(|row| row.1.time), &study.plan.zone))
        .column("person", people.column(rows.iter().map(|row| row.1.author))?)
        .column("earlier_time", times(rows.iter().map(|row| row.2.time), &study.plan.zone))
        .column("earlier_person", people.column(rows.iter().map(|row| row.2.author))?)
        .column("shared", UInt32Array::from_iter_values(rows.iter().map(|row| u32::from(row.3))))
        .finish()
}
