//! One row a person and window: their attendance at the organization's activities.

use super::OrganizationHistory;
use super::held::Held;
use crate::engine::Protocol;
use crate::engine::consents::Consents;
use crate::engine::rows::{Measured, Rows};
use crate::frame::{Opportunity, ParticipantFrame};
use crate::indicator::{Compute, TableId};
use crate::records::{ActivityId, Membership, PersonId, Status};

pub(super) fn rows(protocol: &Protocol, history: OrganizationHistory<'_>, held: &Held<'_>) -> Rows {
    let asked = protocol.of_table(TableId::Participants);
    let mut rows = Rows::new(TableId::Participants, asked, |i| protocol.wants_interval(i));
    if rows.is_unasked() {
        return rows;
    }
    let consents = Consents::of(protocol, history.records);
    let presence = protocol.plan().presence.whole_days().unwrap_or(1);
    for (person, opportunities) in opportunities(history, held) {
        for (w, window) in protocol.windows().iter().enumerate() {
            let until = opportunities.partition_point(|one| one.day < window.end_day);
            if until == 0 {
                continue;
            }
            rows.key(&[history.organization.index() as u32, person.index() as u32, w as u32]);
            let frame = ParticipantFrame {
                window,
                presence: window.end_day.plus(-presence),
                opportunities: &opportunities[..until],
                agreed: consents.agrees(person, window),
                model: history.occasions.get(w),
            };
            for (column, indicator) in rows.indicators.clone().into_iter().enumerate() {
                match indicator.compute {
                    Compute::Participant(compute) => rows.measured(column, Measured::Value(compute(&frame))),
                    Compute::ParticipantShare(compute) => rows.measured(column, Measured::Share(compute(&frame))),
                    _ => {}
                }
            }
        }
    }
    rows
}

/// For everybody who came, ascending, the listed activities from the first they came to.
pub(super) fn opportunities(history: OrganizationHistory<'_>, held: &Held<'_>) -> Vec<(PersonId, Vec<Opportunity>)> {
    let listed: Vec<usize> = held.positions().filter(|&at| held.activities[at].has_list).collect();
    let mut people: Vec<PersonId> = listed.iter().flat_map(|&at| held.present[at].iter().copied()).collect();
    people.sort_unstable();
    people.dedup();
    let away = away(history);
    let mut each: Vec<(PersonId, Vec<Opportunity>)> = people.into_iter().map(|person| (person, Vec::new())).collect();
    for at in listed {
        let day = held.activities[at].day;
        let rows = history.records.attendance_of(ActivityId::from_index(held.first + at));
        for (person, opportunities) in &mut each {
            let came = held.present[at].binary_search(person).is_ok();
            let is_away = away.iter().any(|spell| spell.person == *person && spell.touches_days(day, day.plus(1)));
            if came || !opportunities.is_empty() && !is_away {
                let row = rows.binary_search_by_key(person, |row| row.person).ok().map(|found| rows[found]);
                let part = row.and_then(|row| row.part).filter(|_| came);
                opportunities.push(Opportunity { day, came, part });
            }
        }
    }
    each
}

/// The spells in which members of the organization are away.
fn away(history: OrganizationHistory<'_>) -> Vec<&Membership> {
    let own = history.records.memberships_of_organization(history.organization);
    own.filter(|spell| spell.status == Status::Away).collect()
}
