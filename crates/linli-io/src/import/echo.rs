//! Who takes up whose words: told to a chat when its messages are in order, from digests where the texts are gone.

use linli::Error;
use linli::records::{ChatDraft, Flags, Overlap};

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
