//! What speaks for an activity in a chat: which messages, and how strongly.

use super::{ActivityId, Cue, GroupId, PersonId};
use crate::time::Timestamp;

/// One message that speaks for an activity. 依据.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Evidence {
    /// For which.
    pub activity: ActivityId,
    /// In which chat.
    pub group: GroupId,
    /// When.
    pub time: Timestamp,
    /// Who posted it.
    pub person: PersonId,
    /// What it shows.
    pub cue: Cue,
}

/// How strongly cues speak for an activity that was held, in hundredths.
///
/// Each kind of cue leaves so much of the doubt that was there; a second message of one kind adds nothing, since one
/// mistaken caption makes two of them mistaken. It is an order among proposals and no probability: how often proposals
/// are right is measured by answers.
pub fn confidence(cues: impl IntoIterator<Item = Cue>) -> u32 {
    let doubt = |cue| match cue {
        Cue::Photos => 45,
        Cue::Sheet => 50,
        Cue::Notice => 60,
        Cue::Record => 70,
        Cue::SignUp => 80,
        Cue::Reflection => 85,
        _ => 100,
    };
    let mut kinds: Vec<Cue> = cues.into_iter().collect();
    kinds.sort_unstable();
    kinds.dedup();
    100 - kinds.into_iter().map(doubt).fold(100, |left, doubt| left * doubt / 100)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn kinds_count_and_repetition_does_not() {
        assert_eq!(confidence([]), 0);
        assert_eq!(confidence([Cue::Question, Cue::Receipt]), 0);
        // .60 · .45 of the doubt is left.
        assert_eq!(confidence([Cue::Notice, Cue::Photos]), 73);
        assert_eq!(confidence([Cue::Photos, Cue::Notice, Cue::Photos]), 73);
        assert!(confidence(Cue::ALL.iter().copied()) < 100);
    }
}
