//! The tree of invitations: who brought whom into the group.

use crate::records::{Invitation, PersonId};
use crate::time::Day;

/// Invitations of one group by day, each person's first alone.
#[derive(Debug)]
pub(super) struct Invitations(Vec<(Day, PersonId, PersonId)>);

impl Invitations {
    pub(super) fn new(all: impl Iterator<Item = Invitation>) -> Self {
        let mut first: Vec<(PersonId, Day, PersonId)> = all.map(|i| (i.person, i.day, i.by)).collect();
        first.sort_unstable();
        first.dedup_by_key(|&mut (person, _, _)| person);
        let mut by_day: Vec<_> = first.into_iter().map(|(person, day, by)| (day, person, by)).collect();
        by_day.sort_unstable();
        Self(by_day)
    }

    /// The tree as it stood at a day: for everybody in it, those who invite before those they invite, the place of who
    /// invited them. An invitation that would make somebody their own guest's guest is left out.
    pub(super) fn until(&self, end: Day) -> Vec<Option<u32>> {
        let known = &self.0[..self.0.partition_point(|&(day, _, _)| day < end)];
        let mut people: Vec<PersonId> = known.iter().flat_map(|&(_, person, by)| [person, by]).collect();
        people.sort_unstable();
        people.dedup();
        let at = |person: PersonId| people.partition_point(|&known| known < person);
        let mut by: Vec<Option<usize>> = vec![None; people.len()];
        for &(_, person, inviter) in known {
            let (person, inviter) = (at(person), at(inviter));
            let mut above = Some(inviter);
            while let Some(next) = above.filter(|&next| next != person) {
                above = by[next];
            }
            if above.is_none() {
                by[person] = Some(inviter);
            }
        }
        let depth = |person: usize| std::iter::successors(by[person], |&above| by[above]).count();
        let mut order: Vec<usize> = (0..people.len()).collect();
        order.sort_by_cached_key(|&person| depth(person));
        let mut place = vec![0_u32; people.len()];
        for (to, &person) in order.iter().enumerate() {
            place[person] = to as u32;
        }
        order.iter().map(|&person| by[person].map(|inviter| place[inviter])).collect()
    }
}
