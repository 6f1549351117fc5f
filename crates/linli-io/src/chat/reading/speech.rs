//! `name: text`, where names and texts may hold colons themselves.

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
