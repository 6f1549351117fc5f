//! Files of a run folder: written through a digest, listed, and told apart from what the system strews about.

use std::fs::{self, File};
use std::io::{self, BufWriter, Read, Write};
use std::path::{Path, PathBuf};

use linli::{Error, ErrorKind, Location};
use sha2::{Digest, Sha256};

use crate::json::visible;

/// Largest `run.json` and `datapackage.json` read back.
pub(super) const MAX_JSON: u64 = 256 << 20;
/// Files in one run folder; ours has a dozen.
const MAX_FILES: usize = 10_000;
/// Folders within folders; ours is one deep.
const MAX_DEPTH: usize = 8;

/// A file as it was written.
#[derive(Debug, Clone, serde::Serialize)]
pub(super) struct Written {
    /// Relative to the run folder, with `/` between the parts.
    pub(super) path: String,
    pub(super) bytes: u64,
    pub(super) sha256: String,
}

/// A folder being filled.
#[derive(Debug)]
pub(super) struct Folder<'a> {
    root: &'a Path,
    written: Vec<Written>,
}

impl<'a> Folder<'a> {
    pub(super) fn new(root: &'a Path) -> Self {
        Self { root, written: Vec::new() }
    }

    /// What was written so far, in that order.
    pub(super) fn written(&self) -> &[Written] {
        &self.written
    }

    /// Writes one file, streaming.
    pub(super) fn write(
        &mut self,
        path: &str,
        fill: impl FnOnce(&mut dyn Write) -> io::Result<()>,
    ) -> Result<(), Error> {
        let place = self.root.join(path);
        let write = || {
            if let Some(parent) = place.parent() {
                fs::create_dir_all(parent)?;
            }
            let digesting = Digesting::new(File::options().write(true).create_new(true).open(&place)?);
            let mut out = BufWriter::with_capacity(1 << 16, digesting);
            fill(&mut out)?;
            out.into_inner().map_err(io::IntoInnerError::into_error)
        };
        let digesting = write().map_err(|error| unwritable(path, error))?;
        self.written.push(digesting.finish(path));
        Ok(())
    }
}

/// Counts and digests what passes through.
#[derive(Debug)]
pub(super) struct Digesting<F> {
    inner: F,
    bytes: u64,
    digest: Sha256,
}

impl<F> Digesting<F> {
    pub(super) fn new(inner: F) -> Self {
        Self { inner, bytes: 0, digest: Sha256::new() }
    }

    pub(super) fn finish(self, path: &str) -> Written {
        Written { path: path.to_owned(), bytes: self.bytes, sha256: hex(&self.digest.finalize()) }
    }
}

impl<W: Write> Write for Digesting<W> {
    fn write(&mut self, buffer: &[u8]) -> io::Result<usize> {
        let count = self.inner.write(buffer)?;
        self.bytes += count as u64;
        self.digest.update(&buffer[..count]);
        Ok(count)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.inner.flush()
    }
}

impl<R: Read> Read for Digesting<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let count = self.inner.read(buffer)?;
        self.bytes += count as u64;
        self.digest.update(&buffer[..count]);
        Ok(count)
    }
}

/// The SHA-256 of some bytes, in hexadecimal digits.
pub(super) fn sha256(bytes: &[u8]) -> String {
    hex(&Sha256::digest(bytes))
}

fn hex(bytes: &[u8]) -> String {
    let digit = |half: u8| char::from(b"0123456789abcdef"[usize::from(half & 15)]);
    bytes.iter().flat_map(|&byte| [digit(byte >> 4), digit(byte)]).collect()
}

/// Writes a value as JSON that a person can read, with a line end.
pub(super) fn json(out: &mut dyn Write, value: &impl serde::Serialize) -> io::Result<()> {
    out.write_all(visible(serde_json::to_string_pretty(value)?).as_bytes())?;
    out.write_all(b"\n")
}

/// Reads a JSON file of the run folder.
pub(super) fn read_json<T: serde::de::DeserializeOwned>(dir: &Path, name: &str) -> Result<T, Error> {
    let file = open(dir, name, MAX_JSON)?;
    serde_json::from_reader(io::BufReader::new(file)).map_err(|error| {
        let line = error.line() as u64;
        let location = if line == 0 { Location::file(name) } else { Location::line(name, line) };
        Error::new(ErrorKind::Input, "this is not as linli writes it")
            .with_source(error)
            .with_hint("the file was changed or cut off; run the study again")
            .at(location)
    })
}

/// Opens a file of the run folder, of no more than so many bytes.
pub(super) fn open(dir: &Path, name: &str, limit: u64) -> Result<io::Take<File>, Error> {
    let unreadable = |error: io::Error| {
        Error::new(ErrorKind::File, format!("`{name}` of the run folder `{}` cannot be read", dir.display()))
            .with_source(error)
            .with_hint("run the study again, or name the folder it was written into")
    };
    let file = File::open(dir.join(name)).map_err(unreadable)?;
    let bytes = file.metadata().map_err(unreadable)?.len();
    if bytes > limit {
        return Err(Error::new(ErrorKind::Limit, format!("`{name}` has {bytes} bytes; {limit} are read"))
            .with_hint("read it with a program for large tables"));
    }
    Ok(file.take(limit))
}

/// The files below a folder, by their paths with `/`, ascending. What a desktop leaves behind by itself is not among them.
pub(super) fn listed(dir: &Path) -> Result<Vec<String>, Error> {
    let unreadable = |error: io::Error| {
        Error::new(ErrorKind::File, format!("the folder `{}` cannot be read", dir.display())).with_source(error)
    };
    let mut found = Vec::new();
    let mut waiting: Vec<(PathBuf, String, usize)> = vec![(dir.to_owned(), String::new(), 0)];
    while let Some((folder, prefix, depth)) = waiting.pop() {
        for entry in fs::read_dir(&folder).map_err(unreadable)? {
            let entry = entry.map_err(unreadable)?;
            let name = entry.file_name().to_string_lossy().into_owned();
            if entry.file_type().map_err(unreadable)?.is_dir() {
                waiting.push((entry.path(), format!("{prefix}{name}/"), depth + 1));
            } else if !is_litter(&name) {
                found.push(format!("{prefix}{name}"));
            }
            if depth >= MAX_DEPTH || found.len() + waiting.len() > MAX_FILES {
                return Err(Error::new(ErrorKind::Limit, format!("`{}` is no run folder: too large", dir.display()))
                    .with_hint("name the folder that holds run.json"));
            }
        }
    }
    found.sort();
    Ok(found)
}

fn is_litter(name: &str) -> bool {
    let name = name.to_ascii_lowercase();
    name == ".ds_store" || name == "thumbs.db" || name == "desktop.ini" || name.starts_with("._")
}

pub(super) fn unwritable(path: &str, error: io::Error) -> Error {
    Error::new(ErrorKind::File, (format!("`{path}` cannot be written"), format!("“{path}”写不进去")))
        .with_source(error)
        .with_hint((
            "check the space left and the rights in this folder, and close programs that have it open",
            "看看磁盘满没满、有没有权限；开着它的程序先关上",
        ))
}
