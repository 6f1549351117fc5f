//! Lists of small numbers, each kept once: the same texts come again and again, and so does what is kept of them.

#[allow(clippy::disallowed_types, reason = "looked up, never iterated: order comes from the vector beside it")]
use std::collections::HashMap;

use crate::text::{Callings, When};

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
}

/// A number for some of the positions of a chat, a bit for each position and no more for the others.
#[derive(Default)]
struct Marked {
    /// For every 64 positions which of them have a number, and how many before these do.
    blocks: Vec<(u64, u32)>,
    numbers: Vec<u32>,
}

impl Marked {
    /// Puts a number at a position; positions ascend from call to call.
    fn put(&mut self, position: u32, number: u32) {
        let block = position as usize / 64;
        if self.blocks.len() <= block {
            self.blocks.resize(block + 1, (0, self.numbers.len() as u32));
        }
        if let Some((bits, _)) = self.blocks.last_mut() {
            *bits |= 1 << (position % 64);
            self.numbers.push(number);
        }
    }

    /// The number at a position.
    fn at(&self, position: u32) -> Option<u32> {
        let &(bits, before) = self.blocks.get(position as usize / 64)?;
        let own = 1_u64 << (position % 64);
        let within = (bits & (own - 1)).count_ones();
        if bits & own == 0 { None } else { self.numbers.get((before + within) as usize).copied() }
    }

    /// Every position that has a number, ascending.
    fn positions(&self) -> impl Iterator<Item = u32> {
        let of_block = |(block, &(bits, _)): (u32, &(u64, u32))| {
            (0..64).filter(move |at| bits >> at & 1 == 1).map(move |at| 64 * block + at)
        };
        (0..).zip(&self.blocks).flat_map(of_block)
    }
}

/// What the words of messages say of days, and whom they may call by name, as numbers. Both are beside the columns: most
/// messages say neither.
#[derive(Default)]
pub(super) struct Spoken {
    dated: Marked,
    days: Runs<u64>,
    /// Positions of messages that call somebody, ascending: one for each call.
    callers: Vec<u32>,
    calls: Vec<u64>,
    /// How many of the first calls are by names, as far as was known.
    settled: usize,
    list: Vec<u64>,
}

/// The most days and the most calls that are kept of one message; a text gives fewer days.
const MOST: usize = 8;

/// So many calls are kept while any of them may still turn out to be by a name. Almost any first words of a text may.
const UNSETTLED: usize = 1 << 18;

impl Spoken {
    /// The message at a position; positions ascend from call to call.
    pub(super) fn put(&mut self, position: usize, days: &[When], mut calls: impl FnMut(&mut dyn FnMut(u64))) {
        let position = position as u32;
        if !days.is_empty() {
            self.list.clear();
            self.list.extend(days.iter().take(MOST).map(|&when| packed(when)));
            if let Some(number) = self.days.number(&self.list) {
                self.dated.put(position, number);
            }
        }
        let first = self.calls.len();
        calls(&mut |call| {
            let own = self.calls.get(first..).unwrap_or_default();
            if own.len() < MOST && !own.contains(&call) {
                self.calls.push(call);
                self.callers.push(position);
            }
        });
    }

    /// Whether so many calls are kept that they are to be settled.
    pub(super) fn is_full(&self) -> bool {
        self.calls.len() - self.settled >= UNSETTLED
    }

    /// Keeps only calls by these names: of a long chat, whoever was called so many calls before the name
    /// was first seen is not found.
    pub(super) fn settle<'n>(&mut self, names: impl IntoIterator<Item = &'n str>) {
        let heard = distinct(self.calls.get(self.settled..).unwrap_or_default());
        let callings = Callings::among(names, |call| heard.binary_search(&call).is_ok());
        let mut kept = self.settled;
        for at in self.settled..self.calls.len() {
            let (Some(&call), Some(&caller)) = (self.calls.get(at), self.callers.get(at)) else { break };
            if callings.of(call).is_empty() {
                continue;
            }
            if let (Some(own), Some(by)) = (self.calls.get_mut(kept), self.callers.get_mut(kept)) {
                (*own, *by) = (call, caller);
            }
            kept += 1;
        }
        self.calls.truncate(kept);
        self.callers.truncate(kept);
        self.settled = kept;
    }

    /// The days the message at a position speaks of.
    pub(super) fn days(&self, position: u32) -> impl Iterator<Item = When> {
        self.dated.at(position).map_or(&[][..], |number| self.days.at(number)).iter().map(|&day| unpacked(day))
    }

    /// The positions of messages that say that something is off, ascending.
    pub(super) fn off(&self) -> impl Iterator<Item = u32> {
        self.dated.positions().filter(|&at| self.days(at).any(|when| when.is_off))
    }

    /// The messages that may call somebody by name, ascending by position, with what may be a name.
    pub(super) fn callers(&self) -> impl Iterator<Item = (u32, &[u64])> {
        let mut start = 0;
        self.callers.chunk_by(|a, b| a == b).filter_map(move |same| {
            let calls = self.calls.get(start..start + same.len())?;
            start += same.len();
            Some((*same.first()?, calls))
        })
    }

    /// What may be a name in any message, each once, ascending.
    pub(super) fn calls(&self) -> Vec<u64> {
        distinct(&self.calls)
    }
}

/// Each once, ascending.
fn distinct(calls: &[u64]) -> Vec<u64> {
    let mut calls = calls.to_vec();
    calls.sort_unstable();
    calls.dedup();
    calls
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
    use linli::records::MessageKind;

    use super::*;
    use crate::text::each_call;

    #[test]
    fn each_list_is_kept_once() {
        let mut placed = Placed::<u32>::default();
        for (at, list) in [(0, &[1, 2][..]), (2, &[]), (3, &[1, 2]), (4, &[3])] {
            placed.put(at, list);
        }
        let all: Vec<Option<&[u32]>> = (0..6).map(|at| placed.at(at)).collect();
        assert_eq!(all, [Some(&[1, 2][..]), None, Some(&[]), Some(&[1, 2]), Some(&[3]), None]);
        assert_eq!((placed.runs.ends.len(), placed.runs.all.len()), (3, 3));
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
        assert_eq!(spoken.off().collect::<Vec<_>>(), [1]);
    }

    #[test]
    fn a_number_stands_where_it_was_put() {
        let put = [0, 1, 63, 64, 65, 200, 1000, 1023, 1024];
        let mut marked = Marked::default();
        for at in put {
            marked.put(at, 7 * at);
        }
        for at in 0..1100 {
            assert_eq!(marked.at(at), put.contains(&at).then_some(7 * at), "{at}");
        }
        assert_eq!(marked.positions().collect::<Vec<_>>(), put);
    }

    #[test]
    fn of_millions_of_calls_those_by_names_are_kept() {
        let name = |called: &str| {
            let mut calls = Vec::new();
            each_call(&format!("{called}，你看"), MessageKind::Text, |call| calls.push(call));
            calls[0]
        };
        let (known, late) = (name("王阿姨"), name("李师傅"));
        let mut spoken = Spoken::default();
        for at in 0..UNSETTLED {
            assert!(!spoken.is_full());
            spoken.put(at, &[], |take| take(if at == 5 { known } else { at as u64 }));
        }
        assert!(spoken.is_full());
        spoken.settle(["王阿姨"]);
        assert_eq!(spoken.callers().collect::<Vec<_>>(), [(5, &[known][..])]);
        spoken.put(UNSETTLED, &[], |take| [late, known].into_iter().for_each(take));
        assert!(!spoken.is_full());
        spoken.settle(["李师傅"]);
        assert_eq!(
            spoken.callers().map(|(at, calls)| (at, calls.to_vec())).collect::<Vec<_>>(),
            [(5, vec![known]), (UNSETTLED as u32, vec![late])]
        );
    }
}
