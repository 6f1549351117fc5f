//! Two run folders, byte by byte.

use std::fmt;
use std::fs::File;
use std::io::{BufRead, BufReader};
use std::path::Path;

use linli::{Error, ErrorKind};

use super::{files, place};

/// One file in which two run folders differ.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Difference {
    /// Its path in the run folder, with `/` between the parts.
    pub file: String,
    /// How.
    pub kind: DifferenceKind,
}

/// How a file differs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DifferenceKind {
    /// Only the first folder has it.
    OnlyInFirst,
    /// Only the second folder has it.
    OnlyInSecond,
    /// Both have it, and from this line on (counted from 1) it differs.
    Bytes {
        /// The line.
        line: u64,
    },
}

impl fmt::Display for Difference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.kind {
            DifferenceKind::OnlyInFirst => write!(f, "{}: only in the first", self.file),
            DifferenceKind::OnlyInSecond => write!(f, "{}: only in the second", self.file),
            DifferenceKind::Bytes { line } => write!(f, "{}:{line}: differs", self.file),
        }
    }
}

/// In which files two run folders differ, in the order of their paths. `run.json` is not compared: it holds times.
///
/// # Errors
/// If one of them is no run folder of linli, or cannot be read.
pub fn compare(a: &Path, b: &Path) -> Result<Vec<Difference>, Error> {
    for dir in [a, b] {
        if !place::is_own(dir)? {
            return Err(not_own(dir));
        }
    }
    let (in_a, in_b) = (files::listed(a)?, files::listed(b)?);
    let mut all: Vec<&String> = in_a.iter().chain(&in_b).filter(|path| *path != "run.json").collect();
    all.sort();
    all.dedup();
    let mut differences = Vec::new();
    for file in all {
        let kind = match (in_a.contains(file), in_b.contains(file)) {
            (true, false) => Some(DifferenceKind::OnlyInFirst),
            (false, true) => Some(DifferenceKind::OnlyInSecond),
            _ => first_difference(&a.join(file), &b.join(file))?.map(|line| DifferenceKind::Bytes { line }),
        };
        differences.extend(kind.map(|kind| Difference { file: file.clone(), kind }));
    }
    Ok(differences)
}

/// A folder that no run of linli wrote.
pub(super) fn not_own(dir: &Path) -> Error {
    Error::new(ErrorKind::File, format!("`{}` is no outcome of linli: it has no run record", dir.display()))
        .with_hint("name the folder that `linli run` wrote; it holds run.json")
}

/// The line from which two files differ.
fn first_difference(a: &Path, b: &Path) -> Result<Option<u64>, Error> {
    let unreadable = |path: &Path| {
        let message = format!("`{}` cannot be read", path.display());
        move |error: std::io::Error| Error::new(ErrorKind::File, message.clone()).with_source(error)
    };
    let (of_a, of_b) = (unreadable(a), unreadable(b));
    let mut one = BufReader::new(File::open(a).map_err(&of_a)?);
    let mut two = BufReader::new(File::open(b).map_err(&of_b)?);
    let mut line = 1;
    loop {
        let (left, right) = (one.fill_buf().map_err(&of_a)?, two.fill_buf().map_err(&of_b)?);
        let common = left.len().min(right.len());
        if common == 0 {
            return Ok((left.len() != right.len()).then_some(line));
        }
        let same = left.iter().zip(right).take_while(|(x, y)| x == y).count();
        line += left[..same].split(|&byte| byte == b'\n').count() as u64 - 1;
        if same < common {
            return Ok(Some(line));
        }
        one.consume(common);
        two.consume(common);
    }
}
