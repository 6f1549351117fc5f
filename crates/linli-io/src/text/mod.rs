//! What is kept of a text (stands in until the real one is merged).

use linli::records::{Cues, MessageKind};

/// What is kept of a text.
#[derive(Debug, Clone, Copy)]
pub struct TextFeatures {
    /// Length in characters.
    pub length: u32,
    /// Cues.
    pub cues: Cues,
    /// Whether it is addressed to all.
    pub to_all: bool,
}

/// What is kept of a text.
pub fn features(text: &str, _kind: MessageKind) -> TextFeatures {
    TextFeatures { length: text.chars().count() as u32, cues: Cues::NONE, to_all: text.contains("@所有人") }
}

/// Display names.
#[derive(Debug, Default)]
pub struct Names(Vec<String>);

impl<N: Into<String>> FromIterator<N> for Names {
    fn from_iter<I: IntoIterator<Item = N>>(names: I) -> Self {
        Self(names.into_iter().map(Into::into).collect())
    }
}

/// Which of the names a text mentions with @.
pub fn match_mentions<'n>(text: &str, names: &'n Names) -> Vec<&'n str> {
    names.0.iter().filter(|name| text.contains(&format!("@{name}"))).map(String::as_str).collect()
}
