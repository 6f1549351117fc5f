//! Who speaks for which home in a second-layer group: what signals about it read.

use std::collections::BTreeMap;

use super::Scene;
use super::talk::{first_layer, is_covered};
use crate::engine::{GroupHistory, everybody, staff_anywhere};
use crate::records::{GroupId, Layer, PersonId};

/// Days looked back on.
pub(super) const DAYS: i32 = 84;

/// The turns of delegates in a second-layer group in the last 84 days.
#[derive(Debug)]
pub(super) struct Delegates<'a> {
    /// The second-layer group.
    pub(super) group: &'a str,
    /// First-layer groups with anybody in them, and how often their people spoke, staff apart.
    pub(super) homes: Vec<(&'a str, u32)>,
    /// Whether enough of those who speak there are known anywhere at home.
    pub(super) is_linked: bool,
}

impl<'a> Delegates<'a> {
    /// Of every second-layer group of which the chat covers the last day but a week.
    pub(super) fn of(scene: &Scene<'a>) -> Vec<Self> {
        let (records, zone) = (scene.records(), scene.protocol().zone());
        let Some(end) = scene.as_of() else { return Vec::new() };
        let from = end.plus(-DAYS);
        let homes: Vec<(&str, Vec<PersonId>)> = first_layer(scene)
            .map(|(group, name)| (name, everybody(GroupHistory { records, group, named_staff: scene.named_staff() })))
            .collect();
        let staff = staff_anywhere(records, scene.named_staff());
        let second = records.groups().iter().enumerate().filter(|(_, group)| group.layer == Layer::Second);
        let of = |(at, group): (usize, &'a crate::records::Group)| {
            let id = GroupId::from_index(at);
            is_covered(scene, id, from).then(|| {
                let mut turns: BTreeMap<PersonId, u32> = BTreeMap::new();
                for message in records.messages(id).iter().filter(|m| m.is_turn() && !staff[m.author.index()]) {
                    let day = zone.day(message.time);
                    if from <= day && day < end {
                        *turns.entry(message.author).or_default() += 1;
                    }
                }
                let spoken = |people: &[PersonId]| {
                    let own = turns.iter().filter(|(person, _)| people.binary_search(person).is_ok());
                    own.map(|(_, count)| count).sum()
                };
                let homes = homes.iter().map(|(name, people)| (*name, spoken(people))).collect();
                let known = records.delegates_known(id, &staff);
                Self { group: &group.id, homes, is_linked: known.reaches(scene.plan().least_linkage) }
            })
        };
        second.filter_map(of).collect()
    }
}
