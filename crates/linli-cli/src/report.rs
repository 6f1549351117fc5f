use std::fs;
use std::path::PathBuf;

use linli::plan::Tier;
use linli::records::PersonId;
use linli::release::{DisclosureRules, Reader};
use linli::study::Progress;
use linli::{Error, ErrorKind, Outcome};
use linli_io::Opened;
use linli_report::Language;

use crate::RunOptions;
use crate::init::no_writing;
use crate::person::found;

/// How a report is written.
#[derive(Clone, Default)]
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

/// Without the names that are opened, and why.
impl std::fmt::Debug for ReportOptions {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let Self { source, audience, out, language, open, because: _ } = self;
        let mut shown = f.debug_struct("ReportOptions");
        shown.field("source", source).field("audience", audience).field("out", out).field("language", language);
        shown.field("open", &open.len()).finish_non_exhaustive()
    }
}

/// Runs an opened study and writes its report alone.
pub fn report(opened: &Opened, options: &ReportOptions, progress: Progress<'_>) -> Result<(), Error> {
    // Who may not read it is told before anything is run.
    options.audience.map_or(Ok(()), |reader| opened.study.admits(reader))?;
    openable(opened, options)?;
    let outcome = opened.study.run(progress)?;
    let rules =
        || linli_io::pseudonym_key(&options.source.dir, options.source.key.as_deref()).map(DisclosureRules::new);
    let open = open_people(opened, &outcome, &options.open)?;
    let how = linli_report::ReportOptions { language: options.language, open };
    let html = linli_report::html_for(&outcome, options.audience, rules, &how)?;
    if !options.open.is_empty() {
        // Without a reason nothing is opened.
        let because = options.because.as_deref().unwrap_or_default();
        linli_io::note_opened(&options.source.dir, crate::today(&options.source.dir), options.open.len(), because)?;
    }
    fs::write(&options.out, html)
        .map_err(|error| Error::new(ErrorKind::File, no_writing(&options.out)).with_source(error))
}

/// Whose names these are.
fn open_people(opened: &Opened, outcome: &Outcome, names: &[String]) -> Result<Vec<PersonId>, Error> {
    if names.is_empty() {
        return Ok(Vec::new());
    }
    let team = outcome.team()?;
    names.iter().map(|name| found(opened, &team, name)).collect()
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
