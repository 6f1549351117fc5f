//! A release → HTML and SVG as strings. Opens no file, reads no clock, loads nothing from elsewhere.
//!
//! The report is one file without script. It bears the mark of its tier on every printed page, says why a value is
//! missing instead of drawing it as 0, puts a table behind every picture, and ranks nobody.

mod brief;
mod html;
mod layout;
mod names;
mod number;
mod page;
mod reading;
mod svg;
mod text;

use linli::records::PersonId;
use linli::release::{DisclosureRules, Funder, Public, Reader, Release};
use linli::{Error, Outcome};

pub use brief::{Naming, brief_html, brief_text, inviting_text};
pub use html::{escaped, is_unprintable, one_line, printable};
pub use svg::{Cell, ChartSize, Line, LineChart, Point, Strip, line_svg, rhythm_svg, specifications_svg};

/// In which language the fixed words stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Language {
    /// 中文.
    Zh,
    /// English.
    En,
    /// Both in one file, with a switch at the top. Browsers that do not know the switch show both.
    #[default]
    Both,
}

/// How a report is written.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ReportOptions {
    /// In which language the fixed words stand.
    pub language: Language,
    /// Whose names stand whole on the team's page; all others stand behind stars, 李＊＊. Nothing to the other pages.
    pub open: Vec<PersonId>,
}

/// The report of a release, as one HTML file. The same release and options give the same bytes.
pub fn html(release: &dyn Release, options: &ReportOptions) -> String {
    page::document(release, options)
}

/// What a funder may have, as one HTML file for the screen and for A4: the programme, a strip for each organization, and what
/// is not known. The same release and options give the same bytes.
pub fn funder_html(funder: &Funder, options: &ReportOptions) -> String {
    page::funder(funder, options.language)
}

/// What everybody may have, as one HTML file.
pub fn public_html(public: &Public, options: &ReportOptions) -> String {
    page::public(public, options.language)
}

/// The report of whoever reads it, as one HTML file; of the plan's tier where nobody is named. `rules` are asked for only where
/// numbers of people are rounded.
///
/// # Errors
/// A purpose or a tier that gives this reader nothing; whatever `rules` says.
pub fn html_for(
    outcome: &Outcome,
    reader: Option<Reader>,
    rules: impl FnOnce() -> Result<DisclosureRules, Error>,
    options: &ReportOptions,
) -> Result<String, Error> {
    reader.map_or(Ok(()), |reader| outcome.study.admits(reader))?;
    Ok(match reader {
        None => html(outcome.release()?.as_ref(), options),
        Some(Reader::Coach) => html(&outcome.team()?, options),
        Some(Reader::Researcher) => html(&outcome.research()?, options),
        Some(Reader::Funder) => funder_html(&outcome.funder(&rules()?)?, options),
        Some(Reader::Public) => public_html(&outcome.public(&rules()?)?, options),
    })
}
