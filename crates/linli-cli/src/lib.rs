//! The linli commands as plain functions with option structs: what the binary and the Python package call.
//!
//! With the feature `terminal` (on by default) there is also the `linli` binary, with its argument parser and bar.

mod audit;
mod brief;
mod check;
mod export;
mod form;
mod indicators;
mod init;
mod inviting;
mod person;
mod report;
mod run;
mod sample;
mod simulate;
mod study_file;
mod validate;
mod who;

pub use audit::{AuditSampleOptions, audit_said, audit_sample};
pub use brief::{BriefOptions, Briefed, DoneOptions, brief, brief_page, done, explain};
pub use check::{
    Advice, CheckOptions, Checked, Files, GroupSeen, Lack, Nearest, OrganizationSeen, PapersSeen, PeopleSeen, Task,
    Understood, check, check_text,
};
pub use export::{ExportOptions, export};
pub use form::{FormOptions, Formed, form};
pub use indicators::{Listed, indicators, page};
pub use init::{InitOptions, init};
pub use inviting::{Invited, InvitingOptions, inviting};
pub use person::person;
pub use report::{ReportOptions, report};
pub use run::{Ran, RunOptions, look, open, run, today};
pub use sample::{SampleOptions, sample, sample_said};
pub use simulate::{SimulateOptions, Simulated, scenarios, simulate};
pub use study_file::language_of;
pub use validate::{validate, validate_said};
pub use who::{MergeOptions, holes, merge, proposed, todo, unmerge};

use linli::ErrorKind;

/// The exit code of an error: 2 is left to the argument parser.
pub const fn exit_code(kind: ErrorKind) -> u8 {
    match kind {
        ErrorKind::Input => 3,
        ErrorKind::Ambiguous => 4,
        ErrorKind::Plan | ErrorKind::UnknownName => 5,
        ErrorKind::Limit => 6,
        ErrorKind::File => 7,
        ErrorKind::Cancelled => 130,
        _ => 1,
    }
}

/// What the exit codes mean, for `linli --help` and the documentation.
pub const EXIT_CODES: &str = "\
Exit codes: 0 done · 2 wrong arguments · 3 a source cannot be read · 4 a source leaves a question open · 5 the plan asks
for something impossible or unknown · 6 larger than the limits · 7 a file cannot be read or written · 130 stopped";

/// The Rust in README and guide is compiled with the tests.
#[cfg(doctest)]
mod papers {
    #[doc = include_str!("../../../README.md")]
    struct Readme;

    #[doc = include_str!("../../../docs/guide/README.md")]
    struct Guide;
}
