//! The cases as they stand in their files.

use std::fs;
use std::path::{Path, PathBuf};

use serde::Deserialize;

/// What becomes of an input.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
pub(crate) enum Class {
    /// Accepted as it is.
    #[serde(rename = "O")]
    Accepted,
    /// Accepted; a diagnostic says what was odd, and where.
    #[serde(rename = "D")]
    Odd,
    /// Not guessed: a person is asked.
    #[serde(rename = "A")]
    Asks,
    /// Refused; nothing is written.
    #[serde(rename = "E")]
    Refused,
}

/// One case.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Case {
    /// Its number in the list.
    pub(crate) number: u32,
    /// The letter of one of several forms.
    pub(crate) form: Option<char>,
    /// What is fed, for the guide.
    #[allow(dead_code, reason = "the guide prints it")]
    pub(crate) title: String,
    /// What becomes of it.
    pub(crate) result: Class,
    /// The id of the diagnostic or of the refusal; of what is accepted, a name of its own.
    pub(crate) code: String,
    /// Another form of a code that an earlier case shows.
    #[serde(default)]
    pub(crate) again: bool,
    /// Where, `file:line`.
    pub(crate) place: Option<String>,
    /// How many messages are read.
    pub(crate) messages: Option<usize>,
    /// How many people are seen.
    pub(crate) people: Option<usize>,
    /// How many came, over all activities.
    pub(crate) present: Option<usize>,
    /// What else is odd.
    #[serde(default)]
    pub(crate) also: Vec<String>,
    /// Further lines of study.toml.
    #[serde(default)]
    pub(crate) plan: String,
    /// The day on which the study is read.
    pub(crate) as_of: Option<String>,
    /// Whether the study is met with its plan, as `linli check` does, and what is odd then counts too.
    #[serde(default)]
    pub(crate) met: bool,
    /// Whether there is no key yet when the study is read.
    #[serde(default)]
    pub(crate) keyless: bool,
    /// Other limits, as the command line says them.
    #[serde(default)]
    pub(crate) limits: Vec<String>,
    /// The files of the study.
    #[serde(default)]
    pub(crate) file: Vec<Feed>,
}

/// One file of a study.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Feed {
    /// Its place in the study folder.
    #[serde(default = "chat")]
    pub(crate) path: String,
    /// Its text.
    pub(crate) text: Option<String>,
    /// The encoding of the text; UTF-8 where nothing is said.
    pub(crate) encoding: Option<String>,
    /// Its content piece by piece: texts, and bytes as `hex:…`, `gb18030:…`.
    #[serde(default)]
    pub(crate) parts: Vec<String>,
    /// The rows of its only worksheet.
    #[serde(default)]
    pub(crate) rows: Vec<Vec<String>>,
    /// The parts of an archive: names and texts.
    #[serde(default)]
    pub(crate) packed: Vec<(String, String)>,
    /// The generator that makes it.
    pub(crate) make: Option<String>,
}

fn chat() -> String {
    "chats/a.txt".to_owned()
}

impl Case {
    /// How the case is called in messages.
    pub(crate) fn label(&self) -> String {
        format!("{}{} {}", self.number, self.form.map(String::from).unwrap_or_default(), self.code)
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Part {
    case: Vec<Case>,
}

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/cases/input")
}

/// Every case, in the order of the list.
pub(crate) fn all() -> Vec<Case> {
    let mut cases = Vec::new();
    for entry in fs::read_dir(folder()).unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_some_and(|ending| ending == "toml") {
            let text = fs::read_to_string(&path).unwrap();
            let part: Part = toml::from_str(&text).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
            cases.extend(part.case);
        }
    }
    cases.sort_by_key(|case| (case.number, case.form));
    cases
}
