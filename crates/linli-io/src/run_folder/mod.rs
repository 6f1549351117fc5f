//! The run folder: a release written whole, read back, and compared byte by byte.
//!
//! ```text
//! panel/<table>.csv   one file a table, keys as labels, one column an indicator     panel/TIER.txt   the mark
//! findings.csv        what the signals found, with evidence      codebook.csv   every column explained (both for Excel)
//! report.html         as handed in                               CITATION.txt   how to cite program, data, definitions
//! datapackage.json    the tables for programs (Frictionless)     run.json       what was run; alone holds times and paths
//! ```
//!
//! Everything but `run.json` is the same bytes for the same study, whenever and wherever it is run.

mod citation;
mod codebook;
mod compare;
mod descriptor;
mod files;
mod findings;
mod layout;
mod load;
mod panel;
mod place;
mod record;
pub(crate) mod sheet;
#[cfg(test)]
mod tests;

use std::path::Path;

use linli::Error;
use linli::release::Release;

pub use compare::{Difference, DifferenceKind, compare};
pub use load::{Labels, Saved, SavedColumn, SavedFinding, SavedKey, SavedTable, SavedWindow, load};

use crate::source::InputFile;
use files::Folder;
use layout::Layout;

/// What goes into a run folder beside the release itself.
#[derive(Debug, Clone)]
pub struct Extras<'a> {
    /// The report, as HTML. Whoever made it has marked it with the tier.
    pub report_html: &'a str,
    /// The files the study was read from.
    pub inputs: &'a [InputFile],
    /// When and where it was run.
    pub context: RunContext,
}

/// What differs from one run to the next: it stands under `run` in `run.json`, and nowhere else.
#[derive(Debug, Clone, Default, PartialEq, serde::Serialize)]
pub struct RunContext {
    /// When the run began, as the caller writes it.
    pub started: Option<String>,
    /// When it ended.
    pub finished: Option<String>,
    /// How long it took.
    pub seconds: Option<f64>,
    /// On how many threads.
    pub threads: Option<usize>,
    /// On which system, such as `linux x86_64`.
    pub host: Option<String>,
}

/// Writes a release into the new folder `dir`.
///
/// It is written under a temporary name beside `dir` and renamed whole: after an error nothing new is left, and what stood
/// there stands there still. An outcome of an earlier run is replaced.
///
/// # Errors
/// If `dir` holds anything that is not an outcome of linli, or if a file cannot be written.
pub fn write(release: &dyn Release, dir: &Path, extras: &Extras<'_>) -> Result<(), Error> {
    place::replace(dir, |partial| fill(release, partial, extras))
}

/// Whether [`write()`] may put an outcome at `dir`: asked before a long run, so that it does not end in a refusal.
///
/// # Errors
/// If `dir` holds anything that is not an outcome of linli.
pub fn writable(dir: &Path) -> Result<(), Error> {
    place::standing(dir).map(|_| ())
}

fn fill(release: &dyn Release, root: &Path, extras: &Extras<'_>) -> Result<(), Error> {
    let mut folder = Folder::new(root);
    let tier = release.tier();
    let outcome = release.outcome();
    let layouts: Vec<Layout<'_>> = outcome.panel.tables().iter().map(Layout::of).collect();
    for layout in &layouts {
        folder.write(&layout.path(), |out| panel::write(release, layout, out))?;
    }
    folder.write("panel/TIER.txt", |out| writeln!(out, "{}\n{}", tier.mark(), tier.mark_zh()))?;
    folder.write("findings.csv", |out| findings::write(&outcome.findings, tier, out))?;
    folder.write("codebook.csv", |out| codebook::write(&layouts, tier, out))?;
    folder.write("report.html", |out| out.write_all(extras.report_html.as_bytes()))?;
    folder.write("CITATION.txt", |out| citation::write(release, out))?;
    let descriptor = descriptor::of(release, &layouts, folder.written());
    folder.write("datapackage.json", |out| files::json(out, &descriptor))?;
    let outputs = folder.written().to_vec();
    let record = record::of(release, extras, &outputs);
    folder.write("run.json", |out| files::json(out, &record))
}
