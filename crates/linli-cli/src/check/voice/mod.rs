//! How a check speaks: the same facts in two languages.

mod en;
mod zh;

use linli::Error;
use linli::diagnostic::{Diagnostic, DiagnosticCode};
use linli::plan::Plan;
use linli::records::{DaySpan, Source};

use super::{Task, Understood};

pub(super) use self::en::En;
pub(super) use self::zh::Zh;

/// The sentences of an answer.
pub(super) trait Voice {
    /// The first line.
    fn title(&self, plan: &Plan) -> String;
    /// Heading: what was understood.
    fn understood(&self) -> &'static str;
    /// Files, groups, organizations and people, a line each.
    fn files(&self, understood: &Understood) -> Vec<String>;
    /// Heading: what was not.
    fn not_understood(&self) -> &'static str;
    /// Everything was understood.
    fn nothing(&self) -> &'static str;
    /// One oddity.
    fn odd(&self, code: &DiagnosticCode, count: u64) -> String;
    /// Where it is.
    fn place(&self, sample: &Diagnostic) -> String;
    /// What to do about it, where it is.
    fn remedy(&self, code: &DiagnosticCode, samples: &[Diagnostic]) -> String;
    /// Heading: so many files are not read.
    fn refused(&self, count: usize) -> String;
    /// One of them and why, and the way out.
    fn refusal(&self, error: &Error) -> (String, Option<String>);
    /// What comes next where some are not read.
    fn mend(&self) -> &'static str;
    /// Notes that are not shown.
    fn more_notes(&self, kinds: usize) -> String;
    /// Heading: so many things to do, in so many minutes.
    fn first(&self, count: usize, minutes: u64) -> String;
    /// Heading: all there is to do.
    fn everything(&self, count: usize, minutes: u64) -> String;
    /// What to do, and what it buys.
    fn task(&self, task: &Task) -> (String, String);
    /// What to do, with its minutes.
    fn asked(&self, ask: &str, minutes: u64) -> String;
    /// Things that are not shown.
    fn rest(&self, count: usize) -> String;
    /// Heading: the sources.
    fn sources(&self) -> &'static str;
    /// One source.
    fn source(&self, source: &Source) -> String;
    /// What comes next, and how large it is.
    fn run(&self, cells: u64) -> String;
}

/// The lines of the plan that add ties read from the order of turns.
pub(super) const TALK_RULE: &str = "\
[ties.explicit]
rule = \"explicit\"
[ties.talk]
rule = \"explicit_else_adjacent\"
within = \"60m\"";

/// The days of a span, first and last.
fn days(span: DaySpan, between: &str) -> String {
    let last = span.end.plus(-1);
    if span.start == last { span.start.to_string() } else { format!("{}{between}{last}", span.start) }
}

/// Whether every place of an oddity is in a file of one kind: another would need another remedy.
fn all_in(samples: &[Diagnostic], is_kind: fn(&str) -> bool) -> bool {
    !samples.is_empty() && samples.iter().all(|sample| is_kind(file(sample)))
}

/// The file of a sample.
fn file(sample: &Diagnostic) -> &str {
    sample.location.file.as_deref().unwrap_or_default()
}

fn is_list(file: &str) -> bool {
    file.starts_with("rosters/")
}

fn is_sheet(file: &str) -> bool {
    file.starts_with("sheets/")
}
