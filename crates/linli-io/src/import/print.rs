//! What a message is recognised by in a second export: a keyed digest of its content, never the content.
//!
//! The key comes from the study's own and never leaves memory, nor do the digests. A plain digest of a word can be looked
//! up; this cannot, not even in a dump. Digests are only compared; the same files under the same key give the same result
//! to the last message.

use linli::records::{MessageKind, PseudonymKey};

use super::sip::Sip13;
use crate::chat::RawMessage;
use crate::text::{MOST_PIECES, Sketch};

/// Digests content, its pieces and ids under one key.
#[derive(Default)]
pub(super) struct Printer(Sip13);

/// Digests of the pieces of one text.
#[derive(Clone, Copy, Default)]
pub(super) struct Pieces {
    all: [u32; MOST_PIECES],
    len: usize,
}

impl Pieces {
    pub(super) fn as_slice(&self) -> &[u32] {
        self.all.get(..self.len).unwrap_or_default()
    }
}

impl Printer {
    /// A printer whose digests nobody else can make.
    pub(super) fn keyed(key: &PseudonymKey) -> Self {
        Self(Sip13::keyed([key.digest(&["print", "0"]), key.digest(&["print", "1"])]))
    }

    /// The digest of what a message says. Programs space and mark texts differently, so blanks and marks do not count;
    /// and they name pictures and the like as they please, so of these only the kind counts.
    pub(super) fn content(&self, message: &RawMessage<'_>) -> u64 {
        let mut hasher = self.0;
        hasher.write(&[message.kind as u8]);
        if has_words(message.kind) && !message.recalled {
            for piece in message.text.split(|c: char| c.is_whitespace() || is_mark(c)) {
                hasher.write(piece.as_bytes());
            }
        }
        hasher.finish()
    }

    /// The digests of a text's pieces.
    pub(super) fn pieces(&self, sketch: &Sketch) -> Pieces {
        let mut pieces = Pieces { len: sketch.pieces().len(), ..Pieces::default() };
        for (own, &piece) in pieces.all.iter_mut().zip(sketch.pieces()) {
            let mut hasher = self.0;
            hasher.write(&piece.to_le_bytes());
            *own = hasher.finish() as u32;
        }
        pieces
    }

    /// The digest of a message's id, never 0.
    pub(super) fn id(&self, id: &str) -> u64 {
        let mut hasher = self.0;
        hasher.write(id.as_bytes());
        hasher.finish().max(1)
    }
}

/// Whether the text of a message is what its writer wrote.
fn has_words(kind: MessageKind) -> bool {
    use MessageKind::{Announcement, Link, Other, SignUp, Text};
    matches!(kind, Text | SignUp | Announcement | Link | Other)
}

fn is_mark(c: char) -> bool {
    matches!(c, '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{2069}' | '\u{FE0E}' | '\u{FE0F}' | '\u{FEFF}')
}

crate::redacted!(Printer, Pieces);

#[cfg(test)]
mod tests {
    use linli::time::Timestamp;

    use super::*;

    #[test]
    fn content_is_told_apart_and_blanks_are_not() {
        let [one, other] = [1, 2].map(|byte| Printer::keyed(&PseudonymKey::new([byte; 32])));
        let message = |text, kind| RawMessage { text, ..RawMessage::of(Timestamp::from_micros(0), 1, "张姐", kind) };
        let print = |text| one.content(&message(text, MessageKind::Text));
        assert_eq!(print("@小周\u{2005}周六上午见\u{200E}，\n一起来"), print("@小周 周六上午见， 一起来"));
        assert_ne!(print("周六上午见"), print("周日上午见"));
        assert_ne!(print("好"), one.content(&message("好", MessageKind::SignUp)));
        let picture = |text| one.content(&message(text, MessageKind::Picture));
        assert_eq!(picture("[图片]"), picture("<photo.jpg>"));
        // Another study, another key.
        assert_ne!(print("周六"), other.content(&message("周六", MessageKind::Text)));
        assert_ne!(one.id("1"), one.id("2"));
    }
}
