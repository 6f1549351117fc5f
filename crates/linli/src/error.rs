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
    /// The same, in Chinese.
    pub remedy_zh: &'static str,
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

impl Location {
    /// The place in Chinese: `chats/a.txt 第3行`. Empty where nothing is known.
    pub fn zh(&self) -> String {
        match (&self.file, self.line) {
            (Some(file), Some(line)) => format!("{file} 第{line}行"),
            (Some(file), None) => file.clone(),
            (None, Some(line)) => format!("第{line}行"),
            (None, None) => String::new(),
        }
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

/// What an error says: in English, and in Chinese where it is said there as well. A pair is English and Chinese.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Words {
    en: String,
    zh: Option<String>,
}

impl Words {
    /// The English, and the Chinese where there is one.
    pub(crate) fn into_parts(self) -> (String, Option<String>) {
        (self.en, self.zh)
    }
}

impl From<&str> for Words {
    fn from(en: &str) -> Self {
        Self { en: en.to_owned(), zh: None }
    }
}

impl From<String> for Words {
    fn from(en: String) -> Self {
        Self { en, zh: None }
    }
}

impl<A: Into<String>, B: Into<String>> From<(A, B)> for Words {
    fn from((en, zh): (A, B)) -> Self {
        Self { en: en.into(), zh: Some(zh.into()) }
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
    message: Words,
    location: Location,
    hint: Option<Words>,
    #[source]
    source: Option<Box<dyn std::error::Error + Send + Sync>>,
    others: Vec<Error>,
}

impl Error {
    /// An error of this kind. Say what was given and what is allowed; a pair of texts says it in English and in Chinese.
    pub fn new(kind: ErrorKind, message: impl Into<Words>) -> Self {
        let (message, location) = (message.into(), Location::default());
        Self(Box::new(Inner { kind, code: None, message, location, hint: None, source: None, others: Vec::new() }))
    }

    /// Several errors as one that names all of them: its kind, code and place are those of the first. `None` where there
    /// is none.
    pub fn together(errors: impl IntoIterator<Item = Self>) -> Option<Self> {
        let mut errors = errors.into_iter();
        let mut first = errors.next()?;
        first.0.others.extend(errors);
        Some(first)
    }

    /// Input that is not read, of a kind the register knows. Say what was found and what is allowed; the register's
    /// remedy is the way out where no better one is given.
    pub fn refused(code: &'static RefusalCode, message: impl Into<Words>) -> Self {
        let mut error = Self::new(code.kind, message).with_hint((code.remedy, code.remedy_zh));
        error.0.code = Some(code);
        error
    }

    /// A name nothing answers to, with the nearest known ones.
    pub fn unknown<'a>(what: impl Into<Words>, given: &str, known: impl IntoIterator<Item = &'a str>) -> Self {
        let known: Vec<&str> = known.into_iter().collect();
        let near = nearest(given, &known);
        let Words { en, zh } = what.into();
        let zh = zh.map_or_else(|| format!("没有叫“{given}”的"), |zh| format!("没有叫“{given}”的{zh}"));
        let error = Self::new(ErrorKind::UnknownName, (format!("there is no {en} `{given}`"), zh));
        let listed = |names: &[&str], between: &str| {
            names.iter().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(between)
        };
        if !near.is_empty() {
            let zh = format!("是不是 {}？", listed(&near, " 或 "));
            return error.with_hint((format!("did you mean {}?", listed(&near, " or ")), zh));
        }
        let first = &known[..known.len().min(12)];
        let more = if known.len() > 12 { ", …" } else { "" };
        let zh = format!("有的是：{}{more}", listed(first, "、"));
        if known.is_empty() { error } else { error.with_hint((format!("known: {}{more}", listed(first, ", ")), zh)) }
    }

    /// The same error, at this place.
    #[must_use]
    pub fn at(mut self, location: Location) -> Self {
        self.0.location = location;
        self
    }

    /// The same error, with the way out.
    #[must_use]
    pub fn with_hint(mut self, hint: impl Into<Words>) -> Self {
        let mut hint = hint.into();
        // A way out that is given in English alone leaves the register's in Chinese.
        hint.zh = hint.zh.or_else(|| self.0.code.map(|code| code.remedy_zh.to_owned()));
        self.0.hint = Some(hint);
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
        self.0.hint.as_ref().map(|hint| hint.en.as_str())
    }

    /// Every error that was put together in this one, itself first.
    pub fn each(&self) -> impl Iterator<Item = &Self> {
        std::iter::once(self).chain(&self.0.others)
    }

    /// The sentence in Chinese: place, what was found, the way out. Of what is not said in Chinese the register's words are
    /// taken, and without them the English ones.
    pub fn zh(&self) -> String {
        let mut text = self.0.location.zh();
        if !text.is_empty() {
            text.push('：');
        }
        text.push_str(&self.message_zh());
        if let Some(hint) = self.hint_zh() {
            text.push('；');
            text.push_str(hint);
        }
        text
    }

    /// What was found, without place and way out.
    pub fn message(&self) -> String {
        let cause = self.0.source.as_ref().map(|source| format!(" ({source})"));
        format!("{}{}", self.0.message.en, cause.unwrap_or_default())
    }

    /// The same in Chinese.
    pub fn message_zh(&self) -> String {
        let said = self.0.message.zh.as_deref().or_else(|| self.0.code.map(|code| code.meaning_zh));
        let cause = self.0.source.as_deref().and_then(cause_zh).map(|cause| format!("（{cause}）"));
        format!("{}{}", said.unwrap_or(&self.0.message.en).trim_end_matches('。'), cause.unwrap_or_default())
    }

    /// The way out in Chinese.
    pub fn hint_zh(&self) -> Option<&str> {
        self.0.hint.as_ref().map(|hint| hint.zh.as_ref().unwrap_or(&hint.en).as_str())
    }
}

/// What the system says, in Chinese where it is one of the usual things. The words of other software help nobody here.
fn cause_zh(cause: &(dyn std::error::Error + Send + Sync + 'static)) -> Option<String> {
    use std::io::ErrorKind;
    let cause = cause.downcast_ref::<std::io::Error>()?;
    let said = match cause.kind() {
        ErrorKind::NotFound => "找不到",
        ErrorKind::PermissionDenied => "没有权限",
        ErrorKind::AlreadyExists => "已经有了",
        ErrorKind::StorageFull => "磁盘满了",
        ErrorKind::NotADirectory => "不是文件夹",
        ErrorKind::IsADirectory => "是文件夹，不是文件",
        _ => return Some(cause.to_string()),
    };
    Some(said.to_owned())
}

impl fmt::Display for Inner {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.location != Location::default() {
            write!(f, "{}: ", self.location)?;
        }
        f.write_str(&self.message.en)?;
        if let Some(source) = &self.source {
            write!(f, " ({source})")?;
        }
        if let Some(hint) = &self.hint {
            write!(f, "; {}", hint.en)?;
        }
        self.others.iter().try_for_each(|other| write!(f, "\n{other}"))
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
            remedy_zh: "补上引号",
        };
        let error = Error::refused(&CODE, "the quote is never closed");
        assert_eq!((error.kind(), error.code()), (ErrorKind::Input, Some("open-quote")));
        assert_eq!(error.to_string(), "the quote is never closed; close it");
        assert_eq!(error.with_hint("double it").hint(), Some("double it"));
        assert_eq!(Error::new(ErrorKind::Input, "x").code(), None);
    }

    #[test]
    fn an_error_is_said_in_chinese_by_itself_or_by_the_register() {
        let place = || Location::line("study.toml", 3);
        let unknown = Error::unknown(("indicator", "指标"), "net_densty", ["net_density"]).at(place());
        assert_eq!(unknown.zh(), "study.toml 第3行：没有叫“net_densty”的指标；是不是 `net_density`？");
        let register = &crate::refusal::OPEN_QUOTE;
        let error = Error::refused(register, "the quote is never closed").with_hint("double it").at(place());
        let meaning = register.meaning_zh.trim_end_matches('。');
        assert_eq!(error.zh(), format!("study.toml 第3行：{meaning}；{}", register.remedy_zh));
        let error = error.with_hint(("double it", "写两个")).with_source(std::io::Error::other("why"));
        assert_eq!(error.zh(), format!("study.toml 第3行：{meaning}（why）；写两个"));
    }

    #[test]
    fn several_errors_are_one_that_names_each() {
        let one = |file: &str| Error::new(ErrorKind::Limit, "too long").at(Location::file(file));
        let all = Error::together([one("a.txt"), one("b.txt")]).unwrap();
        assert_eq!(all.to_string(), "a.txt: too long\nb.txt: too long");
        assert_eq!(all.each().map(|error| error.location().to_string()).collect::<Vec<_>>(), ["a.txt", "b.txt"]);
        assert_eq!(all.kind(), ErrorKind::Limit);
        assert!(Error::together([]).is_none());
    }

    #[test]
    fn edit_distance_counts_characters_not_bytes() {
        assert_eq!(edit_distance("布工坊", "布工房"), 1);
    }
}
