//! What a line says after its date: a person speaking, or the program reporting. Only whole, strict patterns count: a
//! message that merely contains "added" or 加入 is a message.

use super::super::reading::is_mark;
use super::phrases::NOTICES;
use super::report::{self, Report};
use super::speech;

/// What a line is.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Meaning<'a> {
    /// `name: text`
    Said { name: &'a str, text: &'a str },
    /// The program reports.
    Reported(Report<'a>),
}

/// Reads what follows the date.
pub(super) fn meaning(rest: &str) -> Meaning<'_> {
    if is_notice(rest) {
        return Meaning::Reported(Report::SYSTEM);
    }
    let Some((name, text)) = speech::split(rest) else {
        return Meaning::Reported(report::read(rest).unwrap_or(Report::SYSTEM));
    };
    let name = name.trim_end_matches(is_mark);
    if is_notice(text) {
        return Meaning::Reported(Report::SYSTEM);
    }
    // The program quotes titles, which may hold a colon.
    if name.contains(['"', '“', '„', '«', '「'])
        && let Some(report) = report::read(rest)
    {
        return Meaning::Reported(report);
    }
    // iOS writes reports as messages of the group, with a mark of direction before them.
    match text.strip_prefix('\u{200E}').and_then(report::read) {
        Some(report) => Meaning::Reported(report),
        None => Meaning::Said { name, text },
    }
}

fn is_notice(text: &str) -> bool {
    let text = text.trim_start_matches(is_mark);
    NOTICES.iter().any(|notice| text.starts_with(notice))
}

#[cfg(test)]
mod tests {
    use super::super::report::Someone;
    use super::*;
    use linli::records::MessageKind::{self, GroupRename, Join, Leave, System, Text};

    fn happened(rest: &str) -> (MessageKind, &str) {
        match meaning(rest) {
            Meaning::Reported(report) => match report.who.first() {
                Some(Someone::Named(name)) => (report.kind, name),
                Some(Someone::Exporter) => (report.kind, "*"),
                None => (report.kind, ""),
            },
            Meaning::Said { name, .. } => (Text, name),
        }
    }

    #[test]
    fn reports() {
        assert_eq!(happened("Rosa left"), (Leave, "Rosa"));
        assert_eq!(happened("Rosa joined using this group's invite link"), (Join, "Rosa"));
        assert_eq!(happened("布工坊: \u{200E}小王添加了张姐"), (Join, "张姐"));
        assert_eq!(happened("Rosa: \u{200E}Rosa left"), (Leave, "Rosa"));
        assert_eq!(happened("Kites: \u{200E}Rosa created this group"), (System, ""));
        assert_eq!(happened("Rosa changed the subject to \"Monday: 10:00\""), (GroupRename, "Rosa"));
        assert_eq!(happened("+12 345 578 created group \"Kites: all\""), (System, ""));
        for notice in ["Kite makers: Messages and calls are end-to-end encrypted. No one outside", "Something new", ""]
        {
            assert_eq!(happened(notice), (System, ""), "{notice}");
        }
    }

    #[test]
    fn people_may_use_the_words() {
        assert_eq!(meaning("Rosa: Piet left"), Meaning::Said { name: "Rosa", text: "Piet left" });
        assert_eq!(happened("Rosa: I added Nora"), (Text, "Rosa"));
        assert_eq!(happened("Rosa \"Kite\" K.: I changed the subject to \"x\""), (Text, "Rosa \"Kite\" K."));
    }
}
