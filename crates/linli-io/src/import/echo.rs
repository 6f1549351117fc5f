//! Who takes up whose words: told to a chat when its messages are in order, from digests where the texts are gone, or as a file
//! says it that was written from records.

use std::collections::BTreeMap;

use linli::Error;
use linli::records::{ChatDraft, Flags, Overlap};

use crate::chat::{RawMessage, Taken};
use crate::text::{Digests, Window};

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

/// What a file written from records says of overlaps, until it is known where its messages stand.
#[derive(Default)]
pub(super) struct Carried {
    /// Numbers of messages, with their positions.
    numbers: BTreeMap<u32, u32>,
    /// Positions of messages that take words, ascending, with the numbers of those they take them from.
    taken: Vec<(u32, Taken)>,
}

/// The most earlier messages named for one.
const MOST: usize = 8;

impl Carried {
    pub(super) fn is_empty(&self) -> bool {
        self.taken.is_empty()
    }

    /// Notes what a message says. A number that comes again is the first one's.
    pub(super) fn note(&mut self, position: u32, message: &RawMessage<'_>) {
        if let Some(number) = message.number {
            self.numbers.entry(number).or_insert(position);
        }
        self.taken.extend(message.taken.iter().take(MOST).map(|&taken| (position, taken)));
    }

    /// Tells it to a chat in which the message at each position stands at another. Of what is gone, or came later, nothing
    /// was taken.
    pub(super) fn tell(&self, chat: &mut ChatDraft, stands: impl Fn(u32) -> Option<u32>) -> Result<(), Error> {
        for &(position, Taken { number, shared }) in &self.taken {
            let earlier = self.numbers.get(&number).and_then(|&at| stands(at));
            let (Some(earlier), Some(later)) = (earlier, stands(position)) else { continue };
            let time = |at: u32| chat.times().get(at as usize).copied();
            let (Some(said), Some(again)) = (time(earlier), time(later)) else { continue };
            if (said, earlier) < (again, later) {
                chat.overlap(Overlap { later, earlier, shared })?;
            }
        }
        Ok(())
    }
}

crate::redacted!(Carried);
