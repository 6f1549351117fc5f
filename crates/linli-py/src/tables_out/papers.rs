//! Coaching, applications, money spent and milestones, as tables.

use std::sync::Arc;

use arrow_array::DictionaryArray;
use arrow_array::types::Int32Type;
use arrow_schema::ArrowError;
use linli::records::{Channel, Decision, Money, OrganizationId, Records};
use linli::study::Study;

use super::Kept;
use super::records::{organization_words, times};
use super::sheet::{Sheet, coded, days, flags, numbers, optional_counts, texts, words};
use super::traces::activities;

fn organizations(
    records: &Records,
    rows: impl Iterator<Item = OrganizationId>,
) -> Result<DictionaryArray<Int32Type>, ArrowError> {
    coded(rows.map(|organization| Some(organization.index())), organization_words(records))
}

/// The coaching log.
pub(crate) fn coaching(study: &Study, labels: &[String]) -> Result<Kept, ArrowError> {
    let records = &study.records;
    let rows = || records.coaching().iter();
    Sheet::new()
        .column("coach", coded(rows().map(|c| Some(c.coach.index())), Arc::new(words(labels)))?)
        .column("organization", organizations(records, rows().map(|c| c.organization))?)
        .column("day", days(rows().map(|c| Some(c.day))))
        .column("at", times(rows().map(|c| c.at), &study.plan.zone))
        .column("channel", texts(rows().map(|c| c.channel.map(Channel::id))))
        .column("topic", texts(rows().map(|c| c.topic.as_deref())))
        .column("minutes", optional_counts(rows().map(|c| c.minutes)))
        .finish()
}

/// Applications for money.
pub(crate) fn grants(study: &Study) -> Result<Kept, ArrowError> {
    let records = &study.records;
    let rows = || records.grants().iter();
    Sheet::new()
        .column("organization", organizations(records, rows().map(|g| g.organization))?)
        .column("round", texts(rows().map(|g| g.round.as_deref())))
        .column("applied_on", days(rows().map(|g| g.applied_on)))
        .column("decision", texts(rows().map(|g| g.decision.map(Decision::id))))
        .column("amount_asked", numbers(rows().map(|g| g.asked.map(Money::units))))
        .column("amount_granted", numbers(rows().map(|g| g.granted.map(Money::units))))
        .column("decided_on", days(rows().map(|g| g.decided_on)))
        .finish()
}

/// Money spent.
pub(crate) fn expenses(study: &Study) -> Result<Kept, ArrowError> {
    let records = &study.records;
    let rows = || records.expenses().iter();
    Sheet::new()
        .column("organization", organizations(records, rows().map(|e| e.organization))?)
        .column("date", days(rows().map(|e| Some(e.day))))
        .column("amount", numbers(rows().map(|e| Some(e.amount.units()))))
        .column("receipt", flags(rows().map(|e| e.receipt)))
        .column("activity", activities(records, rows().map(|e| e.activity))?)
        .finish()
}

/// What organizations reached.
pub(crate) fn milestones(study: &Study) -> Result<Kept, ArrowError> {
    let records = &study.records;
    let rows = || records.milestones().iter();
    Sheet::new()
        .column("organization", organizations(records, rows().map(|m| m.organization))?)
        .column("date", days(rows().map(|m| Some(m.day))))
        .column("kind", words(rows().map(|m| m.kind.id())))
        .finish()
}
