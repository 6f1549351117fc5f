//! What lies in a study folder, in sorted order, and what it is for.

use std::fs;
use std::path::{Path, PathBuf};

use linli::diagnostic::{self, Diagnostics};
use linli::{Error, ErrorKind, Location, refusal};

use super::refused::Refused;
use crate::limits::Limits;
use crate::table::TableFormat;

/// One file.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Entry {
    /// Relative to the study folder, with `/` between the parts.
    pub(super) label: String,
    /// Its own name.
    pub(super) name: String,
    pub(super) path: PathBuf,
    /// How much of it is read.
    pub(super) limits: Limits,
}

/// What lies in a study folder.
#[derive(Debug, Default)]
pub(super) struct Listing {
    pub(super) chats: Vec<Entry>,
    pub(super) rosters: Vec<Entry>,
    /// Sheets with the organization of their folder.
    pub(super) sheets: Vec<(String, Entry)>,
    pub(super) tables: Vec<(&'static TableFormat, Entry)>,
    /// The one workbook in place of the tables.
    pub(super) ledgers: Vec<Entry>,
    /// How many files and folders are of no known kind.
    pub(super) unknown: usize,
    /// What linli has asked here before, to be answered in place.
    pub(super) answered: Vec<&'static str>,
}

const CHAT_ENDINGS: &[&str] = &[
    "txt", "csv", "tsv", "json", "jsonl", "ndjson", "html", "htm", "log", "md", "xml", "zip", "mht", "mhtml", "mbox",
    "",
];
/// Endings of workbooks. Only .xlsx can be read; where a sheet or a table must stand, another kind is an error that says
/// what to do: its names would be missing from the study without anybody's noticing. Elsewhere it is a stray file.
pub(super) const WORKBOOK_ENDINGS: &[&str] = &["xlsx", "xlsm", "xls", "ods", "et"];
const SHEET_ENDINGS: &[&str] = &["csv", "tsv", "txt", "xlsx", "xlsm", "xls", "ods", "et"];
const ROSTER_ENDINGS: &[&str] = &["txt", "csv", "xlsx", "xlsm", "xls", "ods", "et"];

impl Listing {
    /// Looks through the known places; what is of no known kind is named.
    pub(super) fn of(dir: &Path, limits: Limits, odd: &mut Diagnostics) -> Result<Self, Error> {
        let mut listing = Self::default();
        let known = odd.count(&diagnostic::UNKNOWN_FILE);
        for (entry, is_folder) in entries(dir, "", limits, odd)? {
            match (entry.name.as_str(), is_folder) {
                // What linli itself puts there, and keys, are nobody's business here.
                ("study.toml" | "plan.lock" | "README.md" | "README.txt", false) | ("outcome" | "proposed", true) => {}
                (name, false) if ending(name) == "key" => {}
                ("chats", true) => listing.chats = files(&entry, CHAT_ENDINGS, limits, odd)?,
                ("rosters", true) => listing.rosters = files(&entry, ROSTER_ENDINGS, limits, odd)?,
                ("sheets", true) => listing.read_sheets(&entry, limits, odd)?,
                ("台账.xlsx" | "ledger.xlsx" | "台账.xls" | "台账.et" | "台账.ods", false) => {
                    listing.ledgers.push(entry);
                }
                (name, false) => match TableFormat::named(crate::groups::stem(name)) {
                    Some(table) if ending(name) == "csv" || WORKBOOK_ENDINGS.contains(&ending(name).as_str()) => {
                        listing.tables.push((table, entry));
                    }
                    _ => unknown(&entry, false, odd),
                },
                (_, true) => unknown(&entry, true, odd),
            }
        }
        listing.unknown = usize::try_from(odd.count(&diagnostic::UNKNOWN_FILE) - known).unwrap_or(usize::MAX);
        let is_there = |label: &&str| dir.join(label).symlink_metadata().is_ok_and(|found| found.is_file());
        listing.answered = [crate::discover::PROPOSED, crate::holes::HOLES].into_iter().filter(is_there).collect();
        Ok(listing)
    }

    /// Every file there is, in the order in which they are read.
    pub(super) fn entries(&self) -> impl Iterator<Item = &Entry> {
        let tables = self.tables.iter().map(|(_, entry)| entry).chain(&self.ledgers);
        tables.chain(&self.rosters).chain(&self.chats).chain(self.sheets.iter().map(|(_, entry)| entry))
    }

    /// The same without the files that are left out.
    pub(super) fn without(&self, refused: &Refused) -> Self {
        let kept = |entries: &[Entry]| entries.iter().filter(|entry| !refused.has(&entry.label)).cloned().collect();
        Self {
            chats: kept(&self.chats),
            rosters: kept(&self.rosters),
            sheets: self.sheets.iter().filter(|(_, entry)| !refused.has(&entry.label)).cloned().collect(),
            tables: self.tables.iter().filter(|(_, entry)| !refused.has(&entry.label)).cloned().collect(),
            ledgers: kept(&self.ledgers),
            unknown: self.unknown,
            answered: self.answered.clone(),
        }
    }

    /// Whether there is anything that happened.
    pub(super) fn has_events(&self) -> bool {
        let tables = self.tables.iter().any(|(table, _)| matches!(table.id, "activities" | "attendance"));
        tables || !self.chats.is_empty() || !self.sheets.is_empty() || !self.ledgers.is_empty()
    }

    fn read_sheets(&mut self, folder: &Entry, limits: Limits, odd: &mut Diagnostics) -> Result<(), Error> {
        for (entry, is_folder) in entries(&folder.path, &folder.label, limits, odd)? {
            if is_folder {
                let organization = crate::value::trim(&entry.name).to_owned();
                let sheets = files(&entry, SHEET_ENDINGS, limits, odd)?;
                self.sheets.extend(sheets.into_iter().map(|sheet| (organization.clone(), sheet)));
            } else {
                let way = (
                    "put it into a folder named like its organization: sheets/布工坊/2017-03-06 剪纸.csv",
                    "签到表要放进以组织命名的文件夹：sheets/布工坊/2017-03-06 剪纸.csv",
                );
                odd.push(&diagnostic::UNKNOWN_FILE, Location::file(&entry.label), way);
            }
        }
        Ok(())
    }
}

/// The files of a folder with one of these endings; others are named.
fn files(folder: &Entry, endings: &[&str], limits: Limits, odd: &mut Diagnostics) -> Result<Vec<Entry>, Error> {
    let mut kept = Vec::new();
    for (entry, is_folder) in entries(&folder.path, &folder.label, limits, odd)? {
        if !is_folder && endings.contains(&ending(&entry.name).as_str()) {
            kept.push(entry);
        } else {
            unknown(&entry, is_folder, odd);
        }
    }
    Ok(kept)
}

/// What lies directly in a folder, sorted by name; hidden files are as if they were not there, and only
/// folders and regular files are listed.
fn entries(dir: &Path, prefix: &str, limits: Limits, odd: &mut Diagnostics) -> Result<Vec<(Entry, bool)>, Error> {
    let unreadable = |error: std::io::Error| {
        let label = if prefix.is_empty() { dir.display().to_string() } else { prefix.to_owned() };
        Error::new(ErrorKind::File, ("the folder could not be read", "文件夹读不了"))
            .at(Location::file(label))
            .with_source(error)
    };
    let (mut entries, mut strange) = (Vec::new(), Vec::new());
    for found in fs::read_dir(dir).map_err(unreadable)? {
        let found = found.map_err(unreadable)?;
        let name = found.file_name().to_string_lossy().into_owned();
        if name.starts_with('.') || name.starts_with("~$") || matches!(name.as_str(), "Thumbs.db" | "desktop.ini") {
            continue;
        }
        // A link may lead out of the study or in circles, and a pipe never ends: neither is followed or opened.
        let kind = found.file_type().map_err(unreadable)?;
        let is_folder = kind.is_dir();
        let label = if prefix.is_empty() { name.clone() } else { format!("{prefix}/{name}") };
        if !is_folder && !kind.is_file() {
            strange.push(label);
        } else {
            entries.push((Entry { label, name, path: found.path(), limits }, is_folder));
        }
        if entries.len() + strange.len() > limits.files {
            return Err(Error::refused(
                &refusal::MANY_FILES,
                format!("`{}` has more than {} files", dir.display(), limits.files),
            )
            .with_hint("name the study folder itself"));
        }
    }
    entries.sort();
    // The system lists in an order of its own.
    strange.sort();
    for label in strange {
        let way = ("it is a link or no regular file; put the file itself here", "是快捷方式，把文件本身放进来");
        odd.push(&diagnostic::UNKNOWN_FILE, Location::file(label), way);
    }
    Ok(entries)
}

fn unknown(entry: &Entry, is_folder: bool, odd: &mut Diagnostics) {
    let way = match ending(&entry.name).as_str() {
        _ if is_folder => ("linli reads no folder here", "这里不该有文件夹：把里面的文件放到该放的地方"),
        "xls" | "ods" | "et" | "numbers" => ("save it as .xlsx or CSV", "另存为 .xlsx"),
        "zip" | "rar" | "7z" => ("unpack it", "先解开"),
        "jpg" | "jpeg" | "png" | "heic" | "pdf" => ("retype it as CSV or .xlsx", "照片和 PDF 读不了，要重新录一遍"),
        "doc" | "docx" | "wps" => ("save it as text", "Word 文件读不了，另存为纯文本（.txt）"),
        _ => ("its ending is of no kind read here", "这里不读这种后缀的文件"),
    };
    odd.push(&diagnostic::UNKNOWN_FILE, Location::file(&entry.label), way);
}

/// A file's ending in small letters, without the dot.
pub(super) fn ending(name: &str) -> String {
    name.rsplit_once('.').map(|(_, ending)| ending.to_lowercase()).unwrap_or_default()
}
