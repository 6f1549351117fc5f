//! Files that cannot be read, and what became of every file of a folder.

use std::collections::BTreeSet;

use linli::Error;
use linli::records::Records;

use super::listing::{Entry, Listing};
use crate::discover::PROPOSED;
use crate::holes::HOLES;
use crate::questions::todo::TODO;
use crate::source::InputFile;

/// Files, or worksheets of a workbook, that are not read, each with its reason, in the order of reading.
#[derive(Debug, Default)]
pub(super) struct Refused(Vec<(String, Error)>);

impl Refused {
    /// The value, or nothing where it was refused: that is kept.
    pub(super) fn keep<T>(&mut self, label: &str, read: Result<T, Error>) -> Option<T> {
        read.map_err(|error| self.add(label.to_owned(), error)).ok()
    }

    pub(super) fn add(&mut self, label: String, error: Error) {
        self.0.push((label, error));
    }

    /// Whether a file, or a worksheet as `workbook#sheet`, is left out.
    pub(super) fn has(&self, label: &str) -> bool {
        self.0.iter().any(|(own, _)| own == label)
    }

    /// Whether a file or a part of it is left out.
    fn touches(&self, label: &str) -> bool {
        self.0.iter().any(|(own, _)| is_of(own, label))
    }

    pub(super) fn count(&self) -> usize {
        self.0.len()
    }

    /// The reasons alone.
    pub(super) fn into_errors(self) -> Vec<Error> {
        self.0.into_iter().map(|(_, error)| error).collect()
    }
}

/// Whether a place is a file or a part of it.
pub(super) fn is_of(place: &str, file: &str) -> bool {
    place.strip_prefix(file).is_some_and(|rest| rest.is_empty() || rest.starts_with('#'))
}

/// What became of everything that lies in a study folder: each file is counted in one of these. Hidden files, keys and
/// what linli itself wrote there are in none, but for lists of questions in which something is answered.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Found {
    /// Read, and something of it was used: study.toml, chats, sheets, member lists, tables.
    pub read: usize,
    /// Refused, whole or in part.
    pub refused: usize,
    /// Of no known kind, or a folder where none belongs.
    pub unknown: usize,
    /// Known, and with nothing to use: empty, without a day, a table of a later version.
    pub aside: usize,
}

impl Found {
    /// Everything that lies there.
    pub const fn all(&self) -> usize {
        self.read + self.refused + self.unknown + self.aside
    }

    /// Counts the files of a listing once they were read. `tables` are the labels of tables that were read.
    pub(super) fn of(
        listing: &Listing,
        refused: &Refused,
        records: &Records,
        inputs: &[InputFile],
        tables: &BTreeSet<String>,
    ) -> Self {
        let sources = records.sources().iter().filter(|source| source.rows > 0).map(|source| source.label.as_str());
        let used: BTreeSet<&str> = sources.chain(tables.iter().map(String::as_str)).collect();
        let is_input = |label: &str| inputs.iter().any(|input| input.path == label);
        // study.toml was read, or there were no study.
        let mut found = Self { read: 1, unknown: listing.unknown, ..Self::default() };
        let labels = listing.entries().map(|entry: &Entry| entry.label.as_str());
        for label in labels.chain(listing.answered.iter().copied()) {
            let is_used = || listing.answered.contains(&label) || used.iter().any(|place| is_of(place, label));
            if refused.touches(label) {
                found.refused += 1;
            } else if is_input(label) && is_used() {
                found.read += 1;
            } else if ![TODO, PROPOSED, HOLES].contains(&label) {
                found.aside += 1;
            }
        }
        found
    }
}
