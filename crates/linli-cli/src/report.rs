use std::fs;
use std::path::PathBuf;

use linli::release::{DisclosureRules, Reader};
use linli::study::Progress;
use linli::{Error, ErrorKind};
use linli_io::Opened;
use linli_report::Language;

use crate::RunOptions;
use crate::init::no_writing;

/// How a report is written.
#[derive(Debug, Clone, Default)]
pub struct ReportOptions {
    /// The study folder; numbers of people are rounded by its key.
    pub source: RunOptions,
    /// Who reads it; the report of the plan's tier where nobody is named.
    pub audience: Option<Reader>,
    /// Where it goes: a new file, or one to replace.
    pub out: PathBuf,
    /// Its language.
    pub language: Language,
}

/// Runs an opened study and writes its report alone.
pub fn report(opened: &Opened, options: &ReportOptions, progress: Progress<'_>) -> Result<(), Error> {
    // Who may not read it is told before anything is run.
    options.audience.map_or(Ok(()), |reader| opened.study.admits(reader))?;
    let outcome = opened.study.run(progress)?;
    let rules =
        || linli_io::pseudonym_key(&options.source.dir, options.source.key.as_deref()).map(DisclosureRules::new);
    let how = linli_report::ReportOptions { language: options.language };
    let html = linli_report::html_for(&outcome, options.audience, rules, &how)?;
    fs::write(&options.out, html)
        .map_err(|error| Error::new(ErrorKind::File, no_writing(&options.out)).with_source(error))
}
