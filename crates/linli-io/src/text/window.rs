//! The recent past of one chat, by what its texts are recognised by: which text was said before, and which earlier messages
//! a message takes words from. Memory is bounded, however long the chat.

#[allow(clippy::disallowed_types, reason = "looked up, never iterated: order comes from the queues beside them")]
use std::collections::{HashMap, HashSet, VecDeque};

use linli::time::{Span, Timestamp};

/// How far back words are taken up.
const REACH: Span = Span::seconds(3 * 24 * 3600);
/// How many messages of these days are compared with.
const RECENT: usize = 4096;
/// A piece that more messages of these days hold is on everybody's lips, and tells nothing.
const RARE: usize = 8;
/// So many rare pieces in common are no coincidence.
const SHARED: u8 = 2;
/// The most earlier messages named for one.
const MOST: usize = 8;
/// How many different texts are remembered, over years.
const REMEMBERED: usize = 1 << 18;

/// What a text is recognised by: keyed digests, of all of it and of its rare pieces.
#[derive(Debug, Clone, Copy)]
pub struct Digests<'d> {
    /// Of the whole.
    pub whole: u64,
    /// Of its pieces, each once.
    pub pieces: &'d [u32],
}

/// The recent past of one chat.
#[derive(Default)]
pub struct Window {
    remembered: VecDeque<u64>,
    #[allow(clippy::disallowed_types, reason = "looked up, never iterated")]
    known: HashSet<u64>,
    recent: VecDeque<Recent>,
    /// The pieces of the recent messages, one message after the other.
    pieces: VecDeque<u32>,
    #[allow(clippy::disallowed_types, reason = "looked up, never iterated")]
    current: HashSet<u64>,
    #[allow(clippy::disallowed_types, reason = "looked up, never iterated")]
    holders: HashMap<u32, Holders>,
    found: Vec<u32>,
}

#[derive(Clone, Copy)]
struct Recent {
    time: Timestamp,
    whole: u64,
    pieces: u32,
}

/// The messages that hold a piece: how many of the recent ones, and where the last of them stand.
#[derive(Clone, Copy, Default)]
struct Holders {
    count: u32,
    next: u32,
    places: [u32; RARE],
}

impl Holders {
    /// Where the recent ones stand, if they are few.
    fn few(&self) -> impl Iterator<Item = u32> + '_ {
        let count = if self.count as usize <= RARE { self.count } else { 0 };
        (1..=count).filter_map(|back| self.places.get((self.next.wrapping_sub(back)) as usize % RARE).copied())
    }

    fn add(&mut self, place: u32) {
        if let Some(slot) = self.places.get_mut(self.next as usize % RARE) {
            *slot = place;
        }
        self.next = self.next.wrapping_add(1);
        self.count += 1;
    }
}

impl Window {
    /// Whether this text was said before in the chat. Which of the last days' messages it takes words from is told to
    /// `found`: the place of the earlier one, and how many pieces both hold. Times ascend from call to call.
    ///
    /// A text that was said before within these days takes its words from nobody: it is a repetition.
    pub fn see(&mut self, (place, time): (u32, Timestamp), said: Digests<'_>, mut found: impl FnMut(u32, u8)) -> bool {
        let repeated = !self.known.insert(said.whole);
        if !repeated {
            if self.remembered.len() >= REMEMBERED
                && let Some(oldest) = self.remembered.pop_front()
            {
                self.known.remove(&oldest);
            }
            self.remembered.push_back(said.whole);
        }
        self.forget(time);
        if said.pieces.is_empty() || !self.current.insert(said.whole) {
            return repeated;
        }
        for (earlier, shared) in self.shared(said.pieces) {
            found(earlier, shared);
        }
        for &piece in said.pieces {
            self.holders.entry(piece).or_default().add(place);
            self.pieces.push_back(piece);
        }
        self.recent.push_back(Recent { time, whole: said.whole, pieces: said.pieces.len() as u32 });
        repeated
    }

    /// The earlier messages that share most, of those that share as much the latest.
    fn shared(&mut self, pieces: &[u32]) -> Vec<(u32, u8)> {
        self.found.clear();
        for holders in pieces.iter().filter_map(|piece| self.holders.get(piece)) {
            self.found.extend(holders.few());
        }
        self.found.sort_unstable();
        let mut shared: Vec<(u32, u8)> = self
            .found
            .chunk_by(|a, b| a == b)
            .filter_map(|same| Some((*same.first()?, u8::try_from(same.len()).unwrap_or(u8::MAX))))
            .filter(|&(_, shared)| shared >= SHARED)
            .collect();
        shared.sort_unstable_by_key(|&(place, shared)| std::cmp::Reverse((shared, place)));
        shared.truncate(MOST);
        shared
    }

    /// Forgets what is too long ago, or too much.
    fn forget(&mut self, now: Timestamp) {
        let too_old = |recent: &Recent| recent.time.plus(REACH.micros()) < now;
        while let Some(&oldest) = self.recent.front().filter(|oldest| too_old(oldest) || self.recent.len() >= RECENT) {
            self.recent.pop_front();
            self.current.remove(&oldest.whole);
            for piece in self.pieces.drain(..(oldest.pieces as usize).min(self.pieces.len())) {
                if let Some(holders) = self.holders.get_mut(&piece) {
                    holders.count = holders.count.saturating_sub(1);
                    if holders.count == 0 {
                        self.holders.remove(&piece);
                    }
                }
            }
        }
    }
}

impl std::fmt::Debug for Window {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Window").field("recent", &self.recent.len()).finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use linli::time::SECOND;

    use super::*;

    /// Whether it was said before, and what it shares with whom; digests are invented numbers.
    fn see(window: &mut Window, place: u32, hours: i64, (whole, pieces): (u64, &[u32])) -> (bool, Vec<(u32, u8)>) {
        let mut found = Vec::new();
        let time = Timestamp::from_micros(hours * 3600 * SECOND);
        let repeated =
            window.see((place, time), Digests { whole, pieces }, |earlier, shared| found.push((earlier, shared)));
        (repeated, found)
    }

    #[test]
    fn two_pieces_in_common_within_three_days() {
        let mut window = Window::default();
        assert_eq!(see(&mut window, 0, 0, (1, &[1, 2, 3, 4])), (false, vec![]));
        assert_eq!(see(&mut window, 1, 1, (2, &[1, 9])), (false, vec![]));
        assert_eq!(see(&mut window, 2, 2, (3, &[1, 2, 9])), (false, vec![(1, 2), (0, 2)]));
        assert_eq!(see(&mut window, 3, 72, (4, &[2, 3, 4])), (false, vec![(0, 3)]));
        assert_eq!(see(&mut window, 4, 73, (5, &[2, 3, 4, 5])), (false, vec![(3, 3)]));
        assert_eq!(window.holders.len(), 6);
    }

    #[test]
    fn a_repetition_is_flagged_and_has_no_overlaps() {
        let mut window = Window::default();
        see(&mut window, 0, 0, (1, &[1, 2]));
        assert_eq!(see(&mut window, 1, 1, (1, &[1, 2])), (true, vec![]));
        assert_eq!(see(&mut window, 2, 2, (2, &[1, 2, 3])), (false, vec![(0, 2)]));
        // Years later it is still a repetition, and what follows it takes up its words again.
        assert_eq!(see(&mut window, 3, 30_000, (1, &[1, 2])), (true, vec![]));
        assert_eq!(see(&mut window, 4, 30_001, (3, &[1, 2])), (false, vec![(3, 2)]));
    }

    #[test]
    fn what_everybody_says_tells_nothing_until_it_is_rare_again() {
        let mut window = Window::default();
        for at in 0..9_u32 {
            see(&mut window, at, i64::from(at), (u64::from(at), &[1, 2]));
        }
        assert_eq!(see(&mut window, 9, 9, (100, &[1, 2])).1, []);
        let (_, found) = see(&mut window, 10, 75, (101, &[1, 2]));
        assert_eq!(found.iter().map(|&(place, _)| place).collect::<Vec<_>>(), [9, 8, 7, 6, 5, 4, 3]);
    }

    #[test]
    fn memory_is_bounded() {
        let mut window = Window::default();
        for at in 0..20_000_u32 {
            see(&mut window, at, 0, (u64::from(at), &[3 * at, 3 * at + 1, 3 * at + 2]));
        }
        assert_eq!((window.recent.len(), window.pieces.len(), window.holders.len()), (RECENT, 3 * RECENT, 3 * RECENT));
        assert_eq!(window.current.len(), RECENT);
    }
}
