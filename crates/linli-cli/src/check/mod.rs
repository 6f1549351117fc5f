//! `linli check`: what was understood, what was not, and what to do first, as a colleague would say it.

mod advice;
mod shown;
mod task;
mod understood;
mod voice;

use linli::diagnostic::Diagnostics;
use linli::plan::Language;
use linli::{Error, Study};
use linli_io::Opened;

pub use self::task::{Advice, Nearest, Task};
pub use self::understood::{Files, GroupSeen, OrganizationSeen, PeopleSeen, Understood};

/// How the answer of a check is shown.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct CheckOptions {
    /// Its language; the study's own where it is not said, and English where that is both.
    pub language: Option<Language>,
    /// Everything, and not only what matters first.
    pub all: bool,
}

/// What a check found.
#[derive(Debug)]
pub struct Checked {
    /// The study.
    pub study: Study,
    /// What was understood.
    pub understood: Understood,
    /// Everything odd.
    pub diagnostics: Diagnostics,
    /// What could be done, what settles most in a minute first.
    pub advice: Vec<Advice>,
    /// At most how many cells a run computes.
    pub cells: u64,
}

/// Checks an opened study.
pub fn check(opened: &Opened) -> Result<Checked, Error> {
    let study = opened.study.clone();
    let diagnostics = study.remarks()?;
    let cells = study.cells()?;
    let understood = Understood::of(&study, opened.inputs.len());
    let advice = advice::advice(opened, &diagnostics)?;
    Ok(Checked { study, understood, diagnostics, advice, cells })
}

impl Checked {
    /// The text that `linli check` shows.
    pub fn text(&self, options: CheckOptions) -> String {
        let voice: &dyn voice::Voice = match options.language.unwrap_or(self.study.plan.language) {
            Language::Zh => &voice::Zh,
            _ => &voice::En,
        };
        shown::text(self, voice, options.all)
    }
}

impl std::fmt::Display for Checked {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.text(CheckOptions::default()))
    }
}
