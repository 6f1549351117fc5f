use std::fs;
use std::path::PathBuf;

use linli::study::Progress;
use linli::{Error, ErrorKind};
use linli_io::Opened;
use linli_report::Language;

use crate::init::no_writing;

/// How a report is written.
#[derive(Debug, Clone, Default)]
pub struct ReportOptions {
    /// Where it goes: a new file, or one to replace.
    pub out: PathBuf,
    /// Its language.
    pub language: Language,
}

/// Runs an opened study and writes its report alone.
pub fn report(opened: &Opened, options: &ReportOptions, progress: Progress<'_>) -> Result<(), Error> {
    let outcome = opened.study.run(progress)?;
    let release = outcome.release()?;
    let html = linli_report::html(release.as_ref(), &linli_report::ReportOptions { language: options.language });
    fs::write(&options.out, html)
        .map_err(|error| Error::new(ErrorKind::File, no_writing(&options.out)).with_source(error))
}
