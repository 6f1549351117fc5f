//! What import keeps of a message's words before it drops them: a length, a few cues, whom it mentions.
//!
//! Everything here is a pure function of the text. The word lists are small, Chinese, and measured (see the tests); they
//! are evidence about activities, never about persons.

mod cues;
#[cfg(test)]
mod measured;
mod mentions;

use linli::records::{Cues, MessageKind};

pub use mentions::{Names, match_mentions, mentions};

/// Counts up whenever what is kept of a text changes.
pub const REVISION: u32 = 1;

/// What is kept of a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct TextFeatures {
    /// Its length in characters.
    pub length: u32,
    /// What it shows of activities.
    pub cues: Cues,
    /// Whether it is addressed to all (`@所有人`), which is no tie.
    pub to_all: bool,
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
    TextFeatures {
        length: u32::try_from(text.chars().count()).unwrap_or(u32::MAX),
        cues: cues::of(text, kind),
        to_all: mentions::to_all(text),
    }
}
