//! `linli check`: what was understood, what was not, and what to do first, as a colleague would say it.

mod advice;
mod shown;
mod task;
mod understood;
mod voice;

use linli::diagnostic::Diagnostics;
use linli::plan::{Language, Plan};
use linli::{Error, Study};
use linli_io::{Looked, Opened};

pub use self::task::{Advice, Nearest, Task};
pub use self::understood::{Files, GroupSeen, Lack, OrganizationSeen, PapersSeen, PeopleSeen, Understood};

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
    /// Why each file that is left out cannot be read.
    pub refused: Vec<Error>,
}

/// Checks an opened study.
pub fn check(opened: &Opened) -> Result<Checked, Error> {
    let study = opened.study.clone();
    let diagnostics = study.remarks()?;
    let cells = study.cells()?;
    let understood = Understood::of(&study, opened.found);
    let advice = advice::advice(opened, &diagnostics)?;
    Ok(Checked { study, understood, diagnostics, advice, cells, refused: Vec::new() })
}

/// The text that `linli check` shows of a folder that was looked through: what the files gave, and which are not read.
pub fn check_text(looked: Looked, options: CheckOptions) -> Result<String, Error> {
    let Looked { opened, refused, plan } = looked;
    match opened {
        Some(opened) => {
            let mut checked = Checked { refused, ..check(&opened)? };
            if !checked.refused.is_empty() {
                // Lists of questions are not written from half a study, so nobody is sent there.
                checked.advice.retain(|one| !matches!(one.task, Task::AnswerWho { .. } | Task::AnswerProposed { .. }));
            }
            Ok(checked.text(options))
        }
        None => Ok(shown::nothing(&plan, &refused, voice(options, &plan))),
    }
}

fn voice(options: CheckOptions, plan: &Plan) -> &'static dyn voice::Voice {
    match options.language.unwrap_or(plan.language) {
        Language::Zh => &voice::Zh,
        _ => &voice::En,
    }
}

impl Checked {
    /// The text that `linli check` shows.
    pub fn text(&self, options: CheckOptions) -> String {
        shown::text(self, voice(options, &self.study.plan), options.all)
    }
}

impl std::fmt::Display for Checked {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.text(CheckOptions::default()))
    }
}
