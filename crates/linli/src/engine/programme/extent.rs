//! At most how many rows the table of pairs has in one window: said before anything is computed.

use std::collections::BTreeSet;

use super::hosts::partners;
use super::{Home, home_of};
use crate::engine::GroupHistory;
use crate::engine::group::everybody;
use crate::records::{GroupId, Layer, OrganizationId, PersonId, Records};

/// At most how many times two organizations can have done something with each other in one window, beside all the
/// second-layer groups among these: speakers of all homes with each other, and whoever came anywhere from any home.
///
/// O(messages + attendance), and nothing where there is no second-layer group.
pub fn most_pairs(records: &Records, groups: &[GroupId]) -> u64 {
    let of = |layer| groups.iter().copied().filter(move |group| records.groups()[group.index()].layer == layer);
    if of(Layer::Second).next().is_none() {
        return 0;
    }
    let first = of(Layer::First).flat_map(|group| {
        let people = everybody(GroupHistory { records, group, named_staff: &[] });
        people.into_iter().map(move |person| (person, home_of(records, group)))
    });
    let members = records.memberships().iter();
    let members = members.filter_map(|spell| spell.organization.map(|own| (spell.person, Home::Organization(own))));
    let mut homes: Vec<(PersonId, Home)> = first.chain(members).collect();
    homes.sort_unstable();
    homes.dedup();
    let homes_of = |person: PersonId| {
        let start = homes.partition_point(|&(other, _)| other < person);
        &homes[start..start + homes[start..].partition_point(|&(other, _)| other == person)]
    };
    let activities = records.activities();
    let came = records.attendance().iter().map(|row| (row.person, activities[row.activity.index()].organization));
    let came: BTreeSet<(PersonId, OrganizationId)> = came.collect();
    let visits: u64 = came.iter().map(|&(person, _)| homes_of(person).len() as u64).sum();
    let named = activities.iter().filter_map(|activity| activity.partners.as_deref());
    let joint: u64 = named.map(|text| partners(records, text).len() as u64).sum();
    let talk = |group: GroupId| {
        let speakers: BTreeSet<PersonId> = records.messages(group).iter().map(|message| message.author).collect();
        let joined: BTreeSet<Home> =
            speakers.into_iter().flat_map(|p| homes_of(p).iter().map(|&(_, home)| home)).collect();
        joined.len() as u64
    };
    let every = of(Layer::Second).map(|group| talk(group).pow(2).saturating_add(visits).saturating_add(joint));
    every.fold(0, u64::saturating_add)
}
