//! Lists of small numbers, each kept once: the same texts come again and again, and so does what is kept of them.

#[allow(clippy::disallowed_types, reason = "looked up, never iterated: order comes from the vector beside it")]
use std::collections::HashMap;

use crate::text::When;

/// Lists by number, in the order first seen.
pub(super) struct Runs<T> {
    /// Where each list ends among all.
    ends: Vec<u32>,
    all: Vec<T>,
    #[allow(clippy::disallowed_types, reason = "looked up, never iterated")]
    before: HashMap<u64, u32>,
}

/// How many lists are looked for when one comes again.
const REMEMBERED: usize = 1 << 16;

impl<T> Default for Runs<T> {
    fn default() -> Self {
        #[allow(clippy::disallowed_types, reason = "looked up, never iterated")]
        Self { ends: Vec::new(), all: Vec::new(), before: HashMap::new() }
    }
}

impl<T: Copy + Eq> Runs<T>
where
    u64: From<T>,
{
    /// The number of a list, which is below `u32::MAX`; none where there are too many to number.
    pub(super) fn number(&mut self, list: &[T]) -> Option<u32> {
        let digest = list.iter().fold(list.len() as u64, |digest, &part| {
            (digest ^ u64::from(part)).wrapping_mul(0x9e37_79b9_7f4a_7c15).rotate_left(29)
        });
        if let Some(known) = self.before.get(&digest).copied().filter(|&known| self.at(known) == list) {
            return Some(known);
        }
        let number = u32::try_from(self.ends.len()).ok().filter(|&number| number < u32::MAX)?;
        let end = u32::try_from(self.all.len().saturating_add(list.len())).ok()?;
        self.all.extend_from_slice(list);
        self.ends.push(end);
        if self.before.len() >= REMEMBERED {
            self.before.clear();
        }
        self.before.insert(digest, number);
        Some(number)
    }

    /// The list of a number.
    pub(super) fn at(&self, number: u32) -> &[T] {
        let start = number.checked_sub(1).map_or(Some(0), |before| self.ends.get(before as usize).copied());
        let bounds = start.zip(self.ends.get(number as usize));
        bounds.and_then(|(start, &end)| self.all.get(start as usize..end as usize)).unwrap_or_default()
    }

    /// Every list, once or a few times.
    pub(super) fn each(&self) -> impl Iterator<Item = &[T]> {
        (0..self.ends.len() as u32).map(|number| self.at(number))
    }
}

/// A list for some of the positions of a chat.
pub(super) struct Placed<T> {
    numbers: Vec<u32>,
    pub(super) runs: Runs<T>,
}

/// There is no list at a position.
const NONE: u32 = u32::MAX;

impl<T> Default for Placed<T> {
    fn default() -> Self {
        Self { numbers: Vec::new(), runs: Runs::default() }
    }
}

impl<T: Copy + Eq> Placed<T>
where
    u64: From<T>,
{
    /// Puts a list at a position; positions ascend from call to call.
    pub(super) fn put(&mut self, position: usize, list: &[T]) {
        if self.numbers.len() <= position {
            // Millions of positions need not have room for as many again.
            let more = position + 1 - self.numbers.len();
            if self.numbers.capacity() <= position {
                self.numbers.reserve_exact(more.max(position / 4));
            }
            self.numbers.resize(position, NONE);
            self.numbers.push(self.runs.number(list).unwrap_or(NONE));
        }
    }

    /// The list at a position.
    pub(super) fn at(&self, position: usize) -> Option<&[T]> {
        let &number = self.numbers.get(position).filter(|&&number| number != NONE)?;
        Some(self.runs.at(number))
    }

    /// Every position that has a list, ascending.
    pub(super) fn positions(&self) -> impl Iterator<Item = (u32, &[T])> {
        let all = (0..).zip(&self.numbers).filter(|&(_, &number)| number != NONE);
        all.map(|(position, &number)| (position, self.runs.at(number)))
    }
}

/// What the words of messages say of days, and whom they may call by name, as numbers. One list holds both: how many days,
/// the days, the calls.
#[derive(Default)]
pub(super) struct Spoken {
    lists: Placed<u64>,
    list: Vec<u64>,
}

/// The most days and the most calls that are kept of one message; a text gives fewer days.
const MOST: usize = 8;

impl Spoken {
    /// The message at a position; positions ascend from call to call.
    pub(super) fn put(&mut self, position: usize, days: &[When], mut calls: impl FnMut(&mut dyn FnMut(u64))) {
        let days = days.get(..MOST).unwrap_or(days);
        self.list.clear();
        self.list.push(days.len() as u64);
        self.list.extend(days.iter().map(|&when| packed(when)));
        let first = self.list.len();
        calls(&mut |call| {
            let own = self.list.get(first..).unwrap_or_default();
            if own.len() < MOST && !own.contains(&call) {
                self.list.push(call);
            }
        });
        if self.list.len() > 1 {
            self.lists.put(position, &self.list);
        }
    }

    /// The days the message at a position speaks of.
    pub(super) fn days(&self, position: u32) -> impl Iterator<Item = When> {
        parted(self.lists.at(position as usize).unwrap_or_default()).0.iter().map(|&day| unpacked(day))
    }

    /// The messages that may call somebody by name, ascending by position, with what may be a name.
    pub(super) fn callers(&self) -> impl Iterator<Item = (u32, &[u64])> {
        let calls = self.lists.positions().map(|(position, list)| (position, parted(list).1));
        calls.filter(|(_, calls)| !calls.is_empty())
    }

    /// What may be a name in any message, each once, ascending.
    pub(super) fn calls(&self) -> Vec<u64> {
        let mut calls: Vec<u64> = self.lists.runs.each().flat_map(|list| parted(list).1.iter().copied()).collect();
        calls.sort_unstable();
        calls.dedup();
        calls
    }
}

/// Days and calls.
fn parted(list: &[u64]) -> (&[u64], &[u64]) {
    let Some((&days, rest)) = list.split_first() else { return (&[], &[]) };
    rest.split_at_checked(days as usize).unwrap_or((rest, &[]))
}

fn packed(When { days, quarter, is_off }: When) -> u64 {
    u64::from(is_off) << 32 | u64::from(days as u16) << 16 | quarter.map_or(0, |quarter| u64::from(quarter) + 1)
}

fn unpacked(day: u64) -> When {
    let quarter = (day as u16).checked_sub(1).map(|quarter| quarter as u8);
    When { days: (day >> 16) as u16 as i16, quarter, is_off: day >> 32 == 1 }
}

crate::redacted!(Spoken);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_list_is_kept_once() {
        let mut placed = Placed::<u32>::default();
        for (at, list) in [(0, &[1, 2][..]), (2, &[]), (3, &[1, 2]), (4, &[3])] {
            placed.put(at, list);
        }
        let all: Vec<Option<&[u32]>> = (0..6).map(|at| placed.at(at)).collect();
        assert_eq!(all, [Some(&[1, 2][..]), None, Some(&[]), Some(&[1, 2]), Some(&[3]), None]);
        assert_eq!((placed.runs.ends.len(), placed.runs.all.len()), (3, 3));
        assert_eq!(placed.positions().map(|(at, _)| at).collect::<Vec<_>>(), [0, 2, 3, 4]);
    }

    #[test]
    fn days_and_calls_come_back_apart() {
        let friday = When { days: -3, quarter: None, is_off: true };
        let noon = When { days: 119, quarter: Some(48), is_off: false };
        let mut spoken = Spoken::default();
        spoken.put(1, &[friday, noon], |take| [7, 9, 7].iter().for_each(|&call| take(call)));
        spoken.put(2, &[], |_| {});
        spoken.put(4, &[], |take| take(9));
        spoken.put(6, &[noon], |take| (0..20).for_each(take));
        assert_eq!(spoken.days(1).collect::<Vec<_>>(), [friday, noon]);
        assert_eq!((spoken.days(2).count(), spoken.days(4).count(), spoken.days(9).count()), (0, 0, 0));
        let callers: Vec<(u32, usize)> = spoken.callers().map(|(at, calls)| (at, calls.len())).collect();
        assert_eq!(callers, [(1, 2), (4, 1), (6, MOST)]);
        assert_eq!(spoken.calls(), [0, 1, 2, 3, 4, 5, 6, 7, 9]);
    }
}
