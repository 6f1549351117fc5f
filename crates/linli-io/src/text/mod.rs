//! What import keeps of a message's words before it drops them: a length, a few cues, whom it mentions,
//! whether it was said before, and which earlier messages it takes words from.
//!
//! Everything here is a pure function of the text, or of what is kept of a chat's last messages. The word lists are small,
//! Chinese, and measured (see the tests); they are evidence about activities, never about persons.

mod calls;
mod context;
mod cues;
mod hints;
mod list;
#[cfg(test)]
pub(crate) mod measured;
mod mentions;
#[cfg(test)]
mod probes;
mod said;
mod sketch;
mod tags;
mod when;
mod window;

use linli::records::{Cues, MessageKind};

use self::said::Said;
pub use calls::{Callings, each_call};
pub use context::{Context, Seen};
pub use hints::Hints;
pub use list::SignUpList;

pub use mentions::{Names, match_mentions, mentions};
pub use sketch::{MOST_PIECES, Sketch};
pub use tags::Tags;
pub use when::{NEXT, When, days_spoken_of};
pub use window::{Digests, Window};

/// Counts up whenever what is kept of a text changes. What is kept stands in docs/concepts/feature-record.md.
pub const REVISION: u32 = 5;

/// What is kept of a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct TextFeatures {
    /// Its length in characters.
    pub length: u32,
    /// What it shows of activities by its own words; [`Context`] settles what it shows among others.
    pub cues: Cues,
    /// Whether it is addressed to all (`@所有人`), which is no tie.
    pub to_all: bool,
    /// What it shows beside others.
    pub hints: Hints,
    /// Which chain it is a link of: the same number, within one run, for the same heading of a list of names, and for the sign
    /// that a call asks for and an answer gives (扣1, 1).
    pub chain: Option<u64>,
}

/// Reduces a text.
///
/// ```
/// use linli::records::{Cue, MessageKind};
/// use linli_io::text::features;
///
/// let kept = features("@所有人 周六上午9点签到领材料，能来吗？", MessageKind::Text);
/// assert!(kept.to_all && kept.cues.has(Cue::Question) && kept.length == 21);
/// ```
pub fn features(text: &str, kind: MessageKind) -> TextFeatures {
    features_with(text, kind, &Tags::NONE)
}

/// Reduces a text of a study that has agreed on marks, which beat every guess.
pub fn features_with(text: &str, kind: MessageKind, tags: &Tags) -> TextFeatures {
    let tagged = tags.of(text);
    let said = Said::of(text);
    let hints = hints::of(&said, kind);
    TextFeatures {
        length: u32::try_from(text.chars().count()).unwrap_or(u32::MAX),
        cues: tagged.unwrap_or_else(|| cues::of(&said, kind)),
        to_all: mentions::to_all(text),
        hints: if tagged.is_some() { hints.with(Hints::TAGGED) } else { hints },
        chain: if hints.has(Hints::LIST) {
            SignUpList::read(text).map(|list| list.digest())
        } else if hints.has(Hints::WORDS) {
            cues::coming::sign(&said)
        } else {
            None
        },
    }
}
