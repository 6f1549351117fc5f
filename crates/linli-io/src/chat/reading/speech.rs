//! `name: text`, where names and texts may hold colons themselves.

use std::collections::BTreeMap;

use linli::diagnostic::NAME_WITH_COLON;

use super::super::Receiver;
use crate::identity::LONGEST_NAME;

/// Splits at the colon after the name: the first `: ` that has no blank before it, so that a name may hold ` : `.
/// Where there is none, a message without text ends in `name:` or `name:.`.
pub(in crate::chat) fn split(rest: &str) -> Option<(&str, &str)> {
    let mut spaced = None;
    for (at, _) in rest.match_indices(": ") {
        let (name, text) = (rest.get(..at)?, rest.get(at + 2..)?);
        if name.is_empty() || !name.ends_with(' ') {
            return Some((name, text));
        }
        spaced = spaced.or(Some((name.trim_end_matches(' '), text)));
    }
    let bare = rest.trim_end_matches([' ', '\u{200E}']);
    let empty = bare.strip_suffix(":.").map(|name| (name, ""));
    empty.or(spaced).or_else(|| bare.strip_suffix(':').map(|name| (name, "")))
}

/// Where lines do not show whether a colon belongs to the name: whoever is called `班长: 秦姨` seems to be 班长, whose every
/// text begins with `秦姨: `.
#[derive(Default)]
pub(in crate::chat) struct Colons(BTreeMap<Box<str>, Habit>);

/// How the texts of one writer begin.
struct Habit {
    /// Up to the colon; none where two texts begin otherwise.
    words: Option<Box<str>>,
    texts: u32,
    line: u64,
}

/// More writers than any chat has are not followed.
const MOST: usize = 100_000;

impl Colons {
    /// The next message.
    pub(in crate::chat) fn see(&mut self, name: &str, text: &str, line: u64) {
        let words = split(text).map(|(words, _)| words).filter(|words| (1..=LONGEST_NAME).contains(&words.len()));
        if let Some(habit) = self.0.get_mut(name) {
            habit.texts = habit.texts.saturating_add(1);
            if habit.words.as_deref() != words {
                habit.words = None;
            }
        } else if self.0.len() < MOST && name.len() <= LONGEST_NAME {
            self.0.insert(name.into(), Habit { words: words.map(Into::into), texts: 1, line });
        }
    }

    /// Says at the end of the file whose name may be longer: one text is no habit.
    pub(in crate::chat) fn finish(self, receiver: &mut dyn Receiver) {
        for Habit { texts, line, .. } in self.0.into_values().filter(|habit| habit.words.is_some() && habit.texts > 1) {
            let detail = format!("{texts} texts of one writer, all there are, begin with the same words and a colon");
            receiver.odd(&NAME_WITH_COLON, line, &detail);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::split;

    #[test]
    fn names_may_hold_colons() {
        assert_eq!(split("Jane Doe: Hello: you"), Some(("Jane Doe", "Hello: you")));
        assert_eq!(split("Jane : Doe: Hello"), Some(("Jane : Doe", "Hello")));
        assert_eq!(split("John-John Doe: Lorem : ipsum"), Some(("John-John Doe", "Lorem : ipsum")));
        assert_eq!(split("Jane : Hello"), Some(("Jane", "Hello")));
        assert_eq!(split("🤓: Lorem"), Some(("🤓", "Lorem")));
    }

    #[test]
    fn empty_messages_and_system_lines() {
        assert_eq!(split("John Doe:."), Some(("John Doe", "")));
        assert_eq!(split("John Doe: "), Some(("John Doe", "")));
        assert_eq!(split("John Doe:"), Some(("John Doe", "")));
        assert_eq!(split("You were added"), None);
        assert_eq!(split("See https://example.org"), None);
        assert_eq!(split(": text"), Some(("", "text")));
    }
}
