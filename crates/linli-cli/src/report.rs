use std::fs;
use std::path::PathBuf;

use linli::plan::Tier;
use linli::release::{DisclosureRules, Reader, Release};
use linli::study::Progress;
use linli::{Error, ErrorKind, Outcome};
use linli_io::Opened;
use linli_report::Language;

use crate::RunOptions;
use crate::init::no_writing;
use crate::person::found;

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
    /// Names that stand whole on the team's page; the others stand behind stars.
    pub open: Vec<String>,
    /// Why they do: written down beside the study.
    pub because: Option<String>,
}

/// Runs an opened study and writes its report alone.
pub fn report(opened: &Opened, options: &ReportOptions, progress: Progress<'_>) -> Result<(), Error> {
    // Who may not read it is told before anything is run.
    options.audience.map_or(Ok(()), |reader| opened.study.admits(reader))?;
    openable(opened, options)?;
    let outcome = opened.study.run(progress)?;
    let html = page(opened, &outcome, options)?;
    if let (Some(because), Some(on)) = (&options.because, options.source.reading().as_of) {
        linli_io::note_opened(&options.source.dir, on, options.open.len(), because)?;
    }
    fs::write(&options.out, html)
        .map_err(|error| Error::new(ErrorKind::File, no_writing(&options.out)).with_source(error))
}

/// The page of whoever reads it.
fn page(opened: &Opened, outcome: &Outcome, options: &ReportOptions) -> Result<String, Error> {
    let mut how = linli_report::ReportOptions { language: options.language, open: Vec::new() };
    let rules = || {
        let key = linli_io::pseudonym_key(&options.source.dir, options.source.key.as_deref())?;
        Ok::<_, Error>(DisclosureRules::new(key))
    };
    let release: Box<dyn Release + '_> = match options.audience {
        None => outcome.release()?,
        Some(Reader::Coach) => Box::new(outcome.team()?),
        Some(Reader::Researcher) => Box::new(outcome.research()?),
        Some(Reader::Funder) => return Ok(linli_report::funder_html(&outcome.funder(&rules()?)?, &how)),
        Some(Reader::Public) => return Ok(linli_report::public_html(&outcome.public(&rules()?)?, &how)),
    };
    how.open = options.open.iter().map(|name| found(opened, release.as_ref(), name)).collect::<Result<_, _>>()?;
    Ok(linli_report::html(release.as_ref(), &how))
}

/// Refuses to open names where the page has none.
fn openable(opened: &Opened, options: &ReportOptions) -> Result<(), Error> {
    let tier = match options.audience {
        None => opened.study.plan.release.tier,
        Some(Reader::Coach) => Tier::T0,
        Some(Reader::Researcher) => Tier::T1,
        Some(Reader::Funder) => Tier::T2,
        Some(Reader::Public) => Tier::T3,
    };
    if options.open.is_empty() || tier == Tier::T0 {
        return Ok(());
    }
    Err(Error::new(
        ErrorKind::Plan,
        (format!("a page of {} has no names to open", tier.id()), format!("{} 级的页上没有姓名，无从打开", tier.id())),
    )
    .with_hint((
        "open names on the team's page: tier = \"T0\" under [release]",
        "姓名在团队那一页上打开：[release] 下写 tier = \"T0\"",
    )))
}
