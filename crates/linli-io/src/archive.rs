//! Zip archives, read in place and never extracted: headers lie, so every byte that comes out is counted.

use std::fmt;
use std::io::{self, Read, Seek};

use linli::{Error, ErrorKind, Location};

use crate::limits::Limits;

trait Source: Read + Seek {}
impl<R: Read + Seek> Source for R {}

/// A zip archive within limits.
pub struct Archive<'r> {
    zip: zip::ZipArchive<&'r mut dyn Source>,
    names: Vec<String>,
    file: String,
    limits: Limits,
    /// Bytes that came out so far, of all parts.
    unpacked: u64,
}

impl<'r> Archive<'r> {
    /// Reads the list of parts.
    pub(crate) fn open(reader: &'r mut (impl Read + Seek), file: &str, limits: &Limits) -> Result<Self, Error> {
        let broken = |cause| broken(file, cause);
        let mut zip = zip::ZipArchive::new(reader as &mut dyn Source).map_err(broken)?;
        if zip.len() > limits.entries {
            let message = format!("the archive has {} parts; {} are read at most", zip.len(), limits.entries);
            return Err(Error::new(ErrorKind::Limit, message)
                .at(Location::file(file))
                .with_hint("take out what is no chat"));
        }
        let mut names = Vec::with_capacity(zip.len());
        for index in 0..zip.len() {
            let entry = zip.by_index_raw(index).map_err(broken)?;
            names.push(if entry.is_file() { name(entry.name_raw()) } else { String::new() });
        }
        Ok(Self { zip, names, file: file.to_owned(), limits: *limits, unpacked: 0 })
    }

    /// The names of the parts, in the archive's order; empty for what is no file.
    pub fn names(&self) -> &[String] {
        &self.names
    }

    /// The part of this name, if there is one.
    pub fn find(&self, name: &str) -> Option<usize> {
        self.names.iter().position(|known| known == name)
    }

    /// Reads a part from its beginning.
    pub fn part(&mut self, index: usize) -> Result<impl Read + use<'_, 'r>, Error> {
        let file = &self.file;
        let entry = self.zip.by_index(index).map_err(|cause| broken(file, cause))?;
        // The size in the header is a claim too, but a small one only makes the allowance smaller.
        let allowed = self.limits.free.max(entry.compressed_size().saturating_mul(self.limits.ratio));
        let allowed = allowed.min(self.limits.entry);
        Ok(Counted { inner: entry, length: 0, allowed, all: &mut self.unpacked, most: self.limits.unpacked, file })
    }
}

/// Names are in UTF-8 or, from Chinese Windows, in GBK.
fn name(raw: &[u8]) -> String {
    let gbk = || encoding_rs::GB18030.decode(raw).0.into_owned();
    std::str::from_utf8(raw).map_or_else(|_| gbk(), str::to_owned)
}

fn broken(file: &str, cause: zip::result::ZipError) -> Error {
    use zip::result::ZipError;
    let error = match &cause {
        ZipError::UnsupportedArchive(ZipError::PASSWORD_REQUIRED) => {
            Error::new(ErrorKind::Input, "the archive is protected by a password")
                .with_hint("unpack it and put the chat itself into the folder")
        }
        _ => Error::new(ErrorKind::Input, "the archive cannot be read").with_hint("export the chat again"),
    };
    error.at(Location::file(file)).with_source(cause)
}

/// A part on its way out.
struct Counted<'a, R> {
    inner: R,
    length: u64,
    allowed: u64,
    all: &'a mut u64,
    most: u64,
    file: &'a str,
}

impl<R: Read> Read for Counted<'_, R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let count = self.inner.read(buffer)?;
        self.length += count as u64;
        *self.all += count as u64;
        if self.length > self.allowed || *self.all > self.most {
            let most = if self.length > self.allowed { self.allowed } else { self.most };
            let error =
                Error::new(ErrorKind::Limit, format!("what is in the archive unpacks to more than {most} bytes"))
                    .at(Location::file(self.file))
                    .with_hint("check that it is the right file; no chat packs so well");
            return Err(io::Error::other(error));
        }
        Ok(count)
    }
}

impl fmt::Debug for Archive<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Archive").field("parts", &self.names.len()).finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use std::io::Cursor;

    use super::*;
    use crate::testing::packed;

    #[test]
    fn parts_are_read_in_place_and_counted() {
        let limits = Limits { ratio: 20, free: 100, unpacked: 250, entries: 3, ..Limits::default() };
        let read = |parts: &[(&str, &str)], part| {
            let mut bytes = Cursor::new(packed(parts));
            let mut archive = Archive::open(&mut bytes, "a.zip", &limits)?;
            let mut text = String::new();
            let found = archive.part(part)?.read_to_string(&mut text);
            found.map(|_| text).map_err(|cause| crate::source::unreadable("a.zip", cause))
        };
        assert_eq!(read(&[("布/一.txt", "好"), ("b", "c")], 0).unwrap(), "好");
        let error = read(&[("a", &"x".repeat(100_000))], 0).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Limit);
        assert!(error.to_string().contains("a.zip"), "{error}");
        assert_eq!(read(&[("a", ""), ("b", ""), ("c", ""), ("d", "")], 0).unwrap_err().kind(), ErrorKind::Limit);
        let mut bytes = Cursor::new(packed(&[("a", &"x".repeat(90)), ("b", &"y".repeat(90))]));
        let mut archive = Archive::open(&mut bytes, "a.zip", &limits).unwrap();
        let mut all = String::new();
        for part in [0, 1] {
            archive.part(part).unwrap().read_to_string(&mut all).unwrap();
        }
        assert!(archive.part(0).unwrap().read_to_string(&mut all).is_err());
    }
}
