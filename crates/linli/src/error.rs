//! One opaque error for the whole workspace: a kind, a sentence that names the value given and what is allowed, a place,
//! and the way out.

use std::fmt;

/// What kind of thing went wrong; decides exit codes and Python exception types.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum ErrorKind {
    /// A source could not be read, or says something that cannot be true.
    Input,
    /// A source leaves a question open that must not be guessed (day and month order, a missing year).
    Ambiguous,
    /// The plan, or an option, asks for something impossible.
    Plan,
    /// A name that nothing answers to.
    UnknownName,
    /// An input or a request is larger than the limits allow.
    Limit,
    /// A file or folder could not be read or written.
    File,
    /// The caller asked to stop.
    Cancelled,
}

impl ErrorKind {
    /// Whether the error is a question: something was left open that must not be guessed, and an option answers it.
    pub const fn asks(self) -> bool {
        matches!(self, Self::Ambiguous)
    }
}

/// One kind of input that is not read, declared once in [`REFUSALS`](crate::refusal::REFUSALS): the documentation, the
/// command line and Python all read it there.
#[derive(Debug)]
pub struct RefusalCode {
    /// Stable name, `kebab-case`.
    pub id: &'static str,
    /// What kind of thing went wrong.
    pub kind: ErrorKind,
    /// What it means, in English.
    pub meaning: &'static str,
    /// What it means, in Chinese.
    pub meaning_zh: &'static str,
    /// What a person can do about it.
    pub remedy: &'static str,
}

/// Where in the input something stands. Lines and columns count from 1.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Default, serde::Serialize)]
pub struct Location {
    /// The file as the user knows it, relative to the study folder where there is one.
    pub file: Option<String>,
    /// The line, from 1.
    pub line: Option<u64>,
}

impl Location {
    /// A place in a file.
    #[must_use]
    pub fn line(file: impl Into<String>, line: u64) -> Self {
        Self { file: Some(file.into()), line: Some(line) }
    }

    /// A whole file.
    #[must_use]
    pub fn file(file: impl Into<String>) -> Self {
        Self { file: Some(file.into()), line: None }
    }
}

impl fmt::Display for Location {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (&self.file, self.line) {
            (Some(file), Some(line)) => write!(f, "{file}:{line}"),
            (Some(file), None) => f.write_str(file),
            (None, Some(line)) => write!(f, "line {line}"),
            (None, None) => Ok(()),
        }
    }
}

/// Everything that can go wrong, in one type.
///
/// The message names what was given and what is allowed; [`Error::hint`] says the way out.
///
/// ```
/// use linli::{Plan, ErrorKind};
///
/// let error = Plan::from_toml("id = 'x'\nzone = 'Asia/Shangai'\n").unwrap_err();
/// assert_eq!(error.kind(), ErrorKind::UnknownName);
/// assert!(error.to_string().contains("Asia/Shanghai"));
/// ```
#[derive(thiserror::Error)]
#[error(transparent)]
pub struct Error(Box<Inner>);

#[derive(Debug, thiserror::Error)]
struct Inner {
    kind: ErrorKind,
    code: Option<&'static RefusalCode>,
    message: String,
    location: Location,
    hint: Option<String>,
    #[source]
    source: Option<Box<dyn std::error::Error + Send + Sync>>,
}

impl Error {
    /// An error of this kind. Say what was given and what is allowed.
    pub fn new(kind: ErrorKind, message: impl Into<String>) -> Self {
        let message = message.into();
        Self(Box::new(Inner { kind, code: None, message, location: Location::default(), hint: None, source: None }))
    }

    /// Input that is not read, of a kind the register knows. Say what was found and what is allowed; the register's
    /// remedy is the way out where no better one is given.
    pub fn refused(code: &'static RefusalCode, message: impl Into<String>) -> Self {
        let mut error = Self::new(code.kind, message).with_hint(code.remedy);
        error.0.code = Some(code);
        error
    }

    /// A name nothing answers to, with the nearest known ones.
    pub fn unknown<'a>(what: &str, given: &str, known: impl IntoIterator<Item = &'a str>) -> Self {
        let known: Vec<&str> = known.into_iter().collect();
        let near = nearest(given, &known);
        let error = Self::new(ErrorKind::UnknownName, format!("there is no {what} `{given}`"));
        if near.is_empty() {
            let listed: Vec<String> = known.iter().take(12).map(|k| format!("`{k}`")).collect();
            let more = if known.len() > 12 { ", …" } else { "" };
            if listed.is_empty() { error } else { error.with_hint(format!("known: {}{more}", listed.join(", "))) }
        } else {
            let listed: Vec<String> = near.iter().map(|k| format!("`{k}`")).collect();
            error.with_hint(format!("did you mean {}?", listed.join(" or ")))
        }
    }

    /// The same error, at this place.
    #[must_use]
    pub fn at(mut self, location: Location) -> Self {
        self.0.location = location;
        self
    }

    /// The same error, with the way out.
    #[must_use]
    pub fn with_hint(mut self, hint: impl Into<String>) -> Self {
        self.0.hint = Some(hint.into());
        self
    }

    /// The same error, with what caused it.
    #[must_use]
    pub fn with_source(mut self, source: impl Into<Box<dyn std::error::Error + Send + Sync>>) -> Self {
        self.0.source = Some(source.into());
        self
    }

    /// What kind of thing went wrong.
    pub fn kind(&self) -> ErrorKind {
        self.0.kind
    }

    /// The stable name of this kind of refusal, where the input caused it.
    pub fn code(&self) -> Option<&'static str> {
        self.0.code.map(|code| code.id)
    }

    /// Where, as far as it is known.
    pub fn location(&self) -> &Location {
        &self.0.location
    }

    /// The way out, where there is one.
    pub fn hint(&self) -> Option<&str> {
        self.0.hint.as_deref()
    }
}

impl fmt::Display for Inner {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.location != Location::default() {
            write!(f, "{}: ", self.location)?;
        }
        f.write_str(&self.message)?;
        if let Some(source) = &self.source {
            write!(f, " ({source})")?;
        }
        if let Some(hint) = &self.hint {
            write!(f, "; {hint}")?;
        }
        Ok(())
    }
}

impl fmt::Debug for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Error({:?}: {self})", self.0.kind)
    }
}

/// Up to three known names close to the one given, closest first, ties in the order known.
pub fn nearest<'a>(given: &str, known: &[&'a str]) -> Vec<&'a str> {
    let given = given.to_lowercase();
    let mut scored: Vec<(usize, &'a str)> = known
        .iter()
        .filter_map(|&name| {
            let lower = name.to_lowercase();
            let distance = edit_distance(&given, &lower);
            let allowed = (given.chars().count().max(lower.chars().count()) / 3).clamp(1, 6);
            let part = given.chars().count() >= 3 && (lower.contains(&given) || given.contains(&lower));
            (distance <= allowed || part).then_some((distance, name))
        })
        .collect();
    scored.sort_by_key(|&(distance, _)| distance);
    // Next to a near name, one that is much farther off only distracts.
    let best = scored.first().map_or(0, |&(distance, _)| distance);
    scored.retain(|&(distance, _)| distance <= best + 1);
    scored.truncate(3);
    scored.into_iter().map(|(_, name)| name).collect()
}

/// Levenshtein distance in characters; long names are cut, a suggestion needs no more.
fn edit_distance(a: &str, b: &str) -> usize {
    let (a, b): (Vec<char>, Vec<char>) = (a.chars().take(64).collect(), b.chars().take(64).collect());
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, ca) in a.iter().enumerate() {
        let mut diagonal = row[0];
        row[0] = i + 1;
        for (j, cb) in b.iter().enumerate() {
            let substituted = diagonal + usize::from(ca != cb);
            diagonal = row[j + 1];
            row[j + 1] = substituted.min(row[j] + 1).min(row[j + 1] + 1);
        }
    }
    row[b.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nearest_names_come_closest_first() {
        let known = ["net_density", "net_degree", "node_degree"];
        assert_eq!(nearest("net_densty", &known), ["net_density"]);
        assert_eq!(nearest("net_degre", &known)[0], "net_degree");
        assert!(nearest("xyz", &known).is_empty());
    }

    #[test]
    fn an_error_says_place_value_and_way_out() {
        let error = Error::unknown("indicator", "net_densty", ["net_density"]).at(Location::line("study.toml", 3));
        assert_eq!(error.to_string(), "study.toml:3: there is no indicator `net_densty`; did you mean `net_density`?");
    }

    #[test]
    fn a_refusal_brings_its_kind_code_and_remedy() {
        static CODE: RefusalCode = RefusalCode {
            id: "open-quote",
            kind: ErrorKind::Input,
            meaning: "A quote is never closed.",
            meaning_zh: "引号没有闭合。",
            remedy: "close it",
        };
        let error = Error::refused(&CODE, "the quote is never closed");
        assert_eq!((error.kind(), error.code()), (ErrorKind::Input, Some("open-quote")));
        assert_eq!(error.to_string(), "the quote is never closed; close it");
        assert_eq!(error.with_hint("double it").hint(), Some("double it"));
        assert_eq!(Error::new(ErrorKind::Input, "x").code(), None);
    }

    #[test]
    fn edit_distance_counts_characters_not_bytes() {
        assert_eq!(edit_distance("布工坊", "布工房"), 1);
    }
}
