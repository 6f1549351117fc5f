//! Marks a study has agreed on, such as `#照片` for photos.

use linli::records::{Cue, Cues};

/// Marks by the cue they stand for. A message that bears one has that cue and no other.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Tags {
    marks: Vec<(String, Cue)>,
}

impl Tags {
    /// No marks.
    pub const NONE: Self = Self { marks: Vec::new() };

    /// Adds a mark. An empty one marks nothing.
    #[must_use]
    pub fn with(mut self, cue: Cue, mark: &str) -> Self {
        if !mark.trim().is_empty() {
            self.marks.push((mark.trim().to_owned(), cue));
        }
        self
    }

    /// The cues a text is marked with, if it is.
    pub fn of(&self, text: &str) -> Option<Cues> {
        let marked = self.marks.iter().filter(|(mark, _)| text.contains(mark.as_str()));
        marked.map(|&(_, cue)| cue).fold(None, |cues, cue| Some(cues.unwrap_or(Cues::NONE).with(cue)))
    }
}

#[cfg(test)]
mod tests {
    use linli::records::MessageKind;

    use super::*;
    use crate::text::features_with;

    #[test]
    fn a_mark_beats_every_guess() {
        let tags = Tags::default().with(Cue::Photos, "#照片").with(Cue::Sheet, "#签到").with(Cue::Record, " ");
        let cues = |text| features_with(text, MessageKind::Text, &tags).cues;
        assert_eq!(cues("#照片 周三下午两点的活动，来了12人"), Cues::NONE.with(Cue::Photos));
        assert_eq!(cues("#签到#照片"), Cues::NONE.with(Cue::Photos).with(Cue::Sheet));
        assert!(cues("收到").has(Cue::Receipt));
    }
}
