//! A report of the program, taken apart by the wordings that are known.

use linli::records::MessageKind;

use super::super::reading::is_mark;
use super::phrases::{OWN, PHRASES};

/// Somebody in a report.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Someone<'a> {
    /// Whoever exported the file.
    Exporter,
    Named(&'a str),
}

/// What the program reports.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Report<'a> {
    pub(super) kind: MessageKind,
    /// Whom it concerns, each of them.
    pub(super) who: Vec<Someone<'a>>,
    /// Who acted.
    pub(super) by: Option<Someone<'a>>,
    /// The name before.
    pub(super) was: Option<&'a str>,
    /// The new title of the group.
    pub(super) title: Option<&'a str>,
}

impl Report<'_> {
    /// Nothing that concerns a person.
    pub(super) const SYSTEM: Self = Self::of(MessageKind::System);

    const fn of(kind: MessageKind) -> Self {
        Self { kind, who: Vec::new(), by: None, was: None, title: None }
    }
}

/// The longest report, in bytes: a name has 64 characters at most, and a line about many people is short of this.
const LONGEST: usize = 2048;

/// Reads a report; None where no wording fits.
pub(super) fn read(text: &str) -> Option<Report<'_>> {
    if text.len() > LONGEST {
        return None;
    }
    // The marks around a name stay: they tell one name from the next.
    let text = text.trim_matches(['\u{200E}', '\u{200F}', '\u{FEFF}', ' ', '.', '。']);
    let all = PHRASES.iter().flat_map(|(kind, phrases)| phrases.iter().map(move |phrase| (*kind, *phrase)));
    for (kind, phrase) in all {
        if let Some(slots) = fit(phrase, text) {
            // Who cannot be told apart safely is left to be nobody.
            return Some(slots.report(kind).unwrap_or(Report::SYSTEM));
        }
    }
    None
}

/// What stands in the places of a phrase. An empty text stands for whoever exported the file.
#[derive(Default)]
struct Slots<'a> {
    who: Option<&'a str>,
    by: Option<&'a str>,
    was: Option<&'a str>,
    number: Option<&'a str>,
    title: Option<&'a str>,
}

impl<'a> Slots<'a> {
    fn report(&self, kind: MessageKind) -> Option<Report<'a>> {
        let mut report = Report::of(kind);
        match kind {
            MessageKind::System => {}
            MessageKind::GroupRename => {
                report.title = Some(self.title?);
                report.who = vec![someone(self.by?)?];
            }
            MessageKind::Rename => {
                let (was, new) = (name(self.was?)?, name(self.number?)?);
                if !is_number(new) {
                    return None;
                }
                (report.was, report.who) = (Some(was), vec![Someone::Named(new)]);
            }
            _ => {
                report.who = people(self.who?)?;
                report.by = self.by.map(someone).map_or(Some(None), |by| by.map(Some))?;
            }
        }
        Some(report)
    }
}

/// Fits a text into a phrase.
fn fit<'a>(phrase: &str, text: &'a str) -> Option<Slots<'a>> {
    let mut slots = Slots::default();
    let (mut phrase, mut text) = (phrase, text);
    while let Some((literal, rest)) = phrase.split_once('{') {
        text = after(text, literal)?;
        let (place, rest) = rest.split_once('}')?;
        let literal = rest.split('{').next().unwrap_or_default();
        let value = if let Some((_, word)) = place.split_once(':') {
            text = after(text, word)?;
            ""
        } else {
            let end = match (literal, literal.len() == rest.len()) {
                ("", _) => text.len(),
                (literal, true) => last(text, literal)?,
                (literal, false) => text.char_indices().map(|(at, _)| at).find(|&at| begins(text, at, literal))?,
            };
            let (value, rest) = text.split_at_checked(end)?;
            text = rest;
            if value.is_empty() && place != "_" {
                return None;
            }
            value
        };
        let slot = match place.split(':').next()? {
            "who" => &mut slots.who,
            "by" => &mut slots.by,
            "was" => &mut slots.was,
            "number" => &mut slots.number,
            "title" => &mut slots.title,
            _ => {
                phrase = rest;
                continue;
            }
        };
        // A name does not hold what stands between a name and a text; where one seems to, somebody speaks.
        if value.contains(": ") && !place.starts_with("title") {
            return None;
        }
        *slot = Some(value);
        phrase = rest;
    }
    after(text, phrase)?.is_empty().then_some(slots)
}

/// Where a text ends in a literal.
fn last(text: &str, literal: &str) -> Option<usize> {
    let length = literal.chars().count();
    let at = text.char_indices().rev().nth(length.checked_sub(1)?)?.0;
    begins(text, at, literal).then_some(at)
}

fn begins(text: &str, at: usize, literal: &str) -> bool {
    text.get(at..).is_some_and(|rest| after(rest, literal).is_some())
}

/// What follows a literal, whatever quotation marks, apostrophes and blanks are used.
fn after<'a>(text: &'a str, literal: &str) -> Option<&'a str> {
    let mut rest = text.chars();
    for expected in literal.chars() {
        let found = rest.next()?;
        let alike = match expected {
            '"' => is_quote(found),
            '\'' => matches!(found, '\'' | '’'),
            ' ' => matches!(found, ' ' | '\u{A0}' | '\u{202F}'),
            _ => found == expected,
        };
        if !alike {
            return None;
        }
    }
    Some(rest.as_str())
}

fn is_quote(c: char) -> bool {
    matches!(c, '"' | '“' | '”' | '„' | '«' | '»' | '「' | '」' | '『' | '』')
}

fn bare(text: &str) -> &str {
    text.trim_matches(|c| is_mark(c) || c == ' ')
}

/// One person, or a word for the exporter.
fn someone(text: &str) -> Option<Someone<'_>> {
    let text = bare(text);
    if text.is_empty() || OWN.contains(&text) { Some(Someone::Exporter) } else { name(text).map(Someone::Named) }
}

/// Words for the group and what belongs to it, which nobody is called.
const THINGS: &[&str] =
    &["group", "Gruppe", "grupo", "groupe", "gruppo", "groep", "групп", "grup", "群组", "群組", "グループ", "그룹"];

/// What can be the name of one person.
fn name(text: &str) -> Option<&str> {
    let text = bare(text);
    let thing = THINGS.iter().any(|thing| text.contains(thing));
    (!text.is_empty() && !thing && !text.contains(is_quote) && text.chars().count() <= 64).then_some(text)
}

fn is_number(text: &str) -> bool {
    let digits = text.chars().filter(char::is_ascii_digit).count();
    let others = |c: char| c.is_ascii_digit() || matches!(c, '+' | ' ' | '-' | '(' | ')' | '\u{A0}' | '\u{2011}');
    digits >= 5 && text.chars().all(|c| others(c) || is_mark(c))
}

/// Words that stand before the last of several names.
const AND: &[&str] = &[" and ", " und ", " y ", " e ", " et ", " en ", " и ", " ve ", " dan ", " 및 ", "和", "及"];

/// Everybody in a list, where it is certain who they are: names may hold the words that join them.
fn people(text: &str) -> Option<Vec<Someone<'_>>> {
    let pieces = pieces(text);
    let own = |piece: &&str| OWN.contains(&bare(piece));
    let sure = match pieces.len() {
        0 | 1 => true,
        // `you and Piet`, or two numbers.
        2 => pieces.iter().any(own) || pieces.iter().all(|piece| is_number(bare(piece)) || is_marked(piece)),
        // `A, B and C`: one word that joins, before the last.
        _ => pieces.iter().all(|piece| is_marked(piece)) || joins(text) <= 1,
    };
    if sure { pieces.into_iter().map(someone).collect() } else { None }
}

/// Whether a name stands between marks of direction, as new exports write them.
fn is_marked(piece: &str) -> bool {
    let inside = piece.trim_matches(' ').strip_prefix(['\u{2068}', '\u{202A}']);
    inside.and_then(|rest| rest.strip_suffix(['\u{2069}', '\u{202C}'])).is_some_and(|name| !name.contains(is_mark))
}

fn joins(text: &str) -> usize {
    AND.iter().map(|and| text.matches(and).count()).sum()
}

/// The parts of a list, at commas and at the word before the last.
fn pieces(text: &str) -> Vec<&str> {
    let mut pieces: Vec<&str> = text.split([',', '、', '，']).collect();
    if let Some(last) = pieces.pop() {
        let last = last.trim_start_matches(' ');
        // With a comma before the word that joins, the word begins the last part.
        let serial = AND.iter().find_map(|and| last.strip_prefix(and.strip_prefix(' ')?));
        let halves = AND.iter().find_map(|and| last.split_once(and)).filter(|(a, b)| !a.is_empty() && !b.is_empty());
        match (serial.filter(|_| !pieces.is_empty()), halves) {
            (Some(rest), _) => pieces.push(rest),
            (None, Some((a, b))) => pieces.extend([a, b]),
            (None, None) => pieces.push(last),
        }
    }
    pieces
}

#[cfg(test)]
mod tests {
    use super::*;
    use linli::records::MessageKind::{GroupRename, Join, Leave, Rename, System};

    /// Kind, whom it concerns, and who acted, was or titled.
    fn told(text: &str) -> Option<(MessageKind, String, &str)> {
        let shown = |someone: &Someone<'_>| match someone {
            Someone::Exporter => "*".to_owned(),
            Someone::Named(name) => (*name).to_owned(),
        };
        read(text).map(|report| {
            let who: Vec<String> = report.who.iter().map(shown).collect();
            let by = report.by.map(|by| if let Someone::Named(name) = by { name } else { "*" });
            (report.kind, who.join("|"), by.or(report.was).or(report.title).unwrap_or_default())
        })
    }

    #[test]
    fn the_same_event_in_every_language() {
        for (text, kind) in [
            ("Rosa added Piet", Join),
            ("Rosa hat Piet hinzugefügt", Join),
            ("Rosa añadió a Piet", Join),
            ("Rosa adicionou Piet", Join),
            ("Rosa a ajouté Piet", Join),
            ("Rosa ha aggiunto Piet", Join),
            ("Rosa heeft Piet toegevoegd", Join),
            ("Rosa добавил(-а) Piet", Join),
            ("Rosa, Piet kişisini ekledi", Join),
            ("Rosa menambahkan Piet", Join),
            ("Rosa添加了Piet", Join),
            ("Rosa新增了Piet", Join),
            ("RosaがPietを追加しました", Join),
            ("Rosa님이 Piet님을 추가했습니다.", Join),
            ("Rosa removed \u{202A}Piet\u{202C}", Leave),
            ("Rosa hat Piet entfernt.", Leave),
            ("Rosa eliminó a Piet", Leave),
            ("Rosa移除了Piet", Leave),
        ] {
            assert_eq!(told(text), Some((kind, "Piet".to_owned(), "Rosa")), "{text}");
        }
        for text in [
            "Piet left",
            "Piet hat die Gruppe verlassen",
            "Piet salió del grupo",
            "Piet saiu",
            "Piet a quitté le groupe",
            "Piet è uscito",
            "Piet heeft de groep verlaten",
            "Piet вышел(-шла) из группы",
            "Piet gruptan ayrıldı",
            "Piet keluar",
            "Piet退出了群组",
            "Piet離開了群組",
            "Pietが退出しました",
            "Piet님이 나갔습니다",
        ] {
            assert_eq!(told(text), Some((Leave, "Piet".to_owned(), "")), "{text}");
        }
    }

    #[test]
    fn titles_numbers_and_the_exporter() {
        let group = |who: &str, title| Some((GroupRename, who.to_owned(), title));
        assert_eq!(told("Rosa changed the subject from “A to B” to “Monday: 10:00”"), group("Rosa", "Monday: 10:00"));
        assert_eq!(told("Du hast den Betreff von \"A\" zu \"B\" geändert."), group("*", "B"));
        assert_eq!(told("Rosaがグループ名を「布」から「纸鸢」に変更しました"), group("Rosa", "纸鸢"));
        let number = "+31 6 1234 5678".to_owned();
        assert_eq!(told("Rosa changed to +31 6 1234 5678"), Some((Rename, number, "Rosa")));
        assert_eq!(told("Rosa changed to Piet"), Some((System, String::new(), "")));
        assert_eq!(told("You added Piet"), Some((Join, "Piet".to_owned(), "*")));
        assert_eq!(told("Añadiste a Piet"), Some((Join, "Piet".to_owned(), "*")));
        assert_eq!(told("Rosa te añadió"), Some((Join, "*".to_owned(), "Rosa")));
        assert_eq!(told("You were removed"), Some((Leave, "*".to_owned(), "")));
    }

    #[test]
    fn several_people_only_where_that_is_certain() {
        let who = |text: &str| told(text).map(|(_, who, _)| who).unwrap_or_default();
        assert_eq!(who("Rosa added Piet, Nora and Ann"), "Piet|Nora|Ann");
        assert_eq!(who("Rosa added Piet, Nora, and Ann"), "Piet|Nora|Ann");
        assert_eq!(who("罗姨添加了小皮、诺拉和安"), "小皮|诺拉|安");
        assert_eq!(who("Rosa added +31 6 12345678 and +31 6 87654321"), "+31 6 12345678|+31 6 87654321");
        assert_eq!(who("Rosa added \u{2068}Piet\u{2069} and \u{2068}Mum and Dad\u{2069}"), "Piet|Mum and Dad");
        assert_eq!(who("Rosa added \u{2068}Mum and Dad\u{2069} and \u{2068}Piet\u{2069}"), "");
        assert_eq!(who("Rosa added \u{2068}Piet\u{2069} and \u{2068}Nora\u{2069}"), "Piet|Nora");
        assert_eq!(who("Rosa added you and Piet"), "*|Piet");
        assert_eq!(who("Rosa added Piet and Nora"), "");
        assert_eq!(who("Rosa added Piet, Mum and Dad and Nora"), "");
        assert_eq!(who("罗姨添加了李和平"), "");
        assert_eq!(who("Rosa added this group to the community"), "");
    }

    #[test]
    fn what_people_say_is_no_report() {
        for text in ["Rosa: Piet left", "Rosa: I added Nora", "", "left", "Rosa: I changed the subject to \"x\""] {
            assert_eq!(read(text), None, "{text}");
        }
    }
}
