//! Who takes up whose words: told to a chat when its messages are in order, from digests where the texts are gone.

#[allow(clippy::disallowed_types, reason = "looked up, never iterated: order comes from the vector beside it")]
use std::collections::HashMap;

use linli::Error;
use linli::records::{ChatDraft, Flags, Overlap};

use crate::text::{Digests, Window};

/// The pieces of each message of a file, by position. Texts that come again and again are kept once.
#[derive(Default)]
pub(super) struct Sketches {
    /// Where the pieces of a message begin among all, their number first.
    starts: Vec<u32>,
    all: Vec<u32>,
    #[allow(clippy::disallowed_types, reason = "looked up, never iterated")]
    before: HashMap<u64, u32>,
}

/// The message has no text that is recognised.
const NONE: u32 = u32::MAX;

/// How many texts are looked for when one comes again.
const REMEMBERED: usize = 1 << 16;

impl Sketches {
    pub(super) fn len(&self) -> usize {
        self.starts.len()
    }

    /// Adds those of the next message.
    pub(super) fn push(&mut self, pieces: Option<&[u32]>) {
        let start = pieces.map_or(NONE, |pieces| self.place(pieces));
        self.starts.push(start);
    }

    /// The pieces of the message at a position, if its text is recognised.
    pub(super) fn at(&self, position: usize) -> Option<&[u32]> {
        let start = *self.starts.get(position).filter(|&&start| start != NONE)? as usize;
        let count = *self.all.get(start)? as usize;
        self.all.get(start + 1..start + 1 + count)
    }

    fn place(&mut self, pieces: &[u32]) -> u32 {
        let digest = pieces.iter().fold(pieces.len() as u64, |digest, &piece| {
            (digest ^ u64::from(piece)).wrapping_mul(0x9e37_79b9_7f4a_7c15).rotate_left(29)
        });
        let known = self.before.get(&digest).copied();
        let same = |start: &u32| {
            let start = *start as usize;
            self.all.get(start..start + 1 + pieces.len()).is_some_and(|kept| {
                kept.split_first().is_some_and(|(&count, kept)| count as usize == pieces.len() && kept == pieces)
            })
        };
        if let Some(start) = known.filter(same) {
            return start;
        }
        let Ok(start) = u32::try_from(self.all.len()) else { return NONE };
        self.all.push(pieces.len() as u32);
        self.all.extend_from_slice(pieces);
        if self.before.len() >= REMEMBERED {
            self.before.clear();
        }
        self.before.insert(digest, start);
        start
    }
}

/// Says of the message at a position what its text has in common with those before it in the window.
pub(super) fn hear(window: &mut Window, chat: &mut ChatDraft, position: usize, said: Digests<'_>) -> Result<(), Error> {
    let Some(message) = chat.at(position) else { return Ok(()) };
    let (later, mut told) = (position as u32, Ok(()));
    let repeated = window.see((later, message.time), said, |earlier, shared| {
        if let Err(error) = chat.overlap(Overlap { later, earlier, shared }) {
            told = Err(error);
        }
    });
    if repeated {
        chat.flag(position, Flags::REPEATED);
    }
    told
}

crate::redacted!(Sketches);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pieces_are_kept_by_position_and_each_list_of_them_once() {
        let mut sketches = Sketches::default();
        for pieces in [Some(&[1, 2][..]), None, Some(&[]), Some(&[1, 2]), Some(&[3])] {
            sketches.push(pieces);
        }
        let all: Vec<Option<&[u32]>> = (0..6).map(|at| sketches.at(at)).collect();
        assert_eq!(all, [Some(&[1, 2][..]), None, Some(&[]), Some(&[1, 2]), Some(&[3]), None]);
        assert_eq!((sketches.len(), sketches.all.len()), (5, 6));
    }
}
