//! Zip archives, read in place and never extracted: headers lie, so every byte that comes out is counted.

mod ends;
#[cfg(test)]
mod tests;

use std::fmt;
use std::io::{self, Read, Seek};

use linli::error::RefusalCode;
use linli::{Error, Location, refusal};
use zip::result::ZipError;

pub(crate) use self::ends::{Metered, claimed};
use crate::limits::Limits;

trait Source: Read + Seek {}
impl<R: Read + Seek> Source for R {}

/// A zip archive within limits.
pub struct Archive<'r> {
    zip: zip::ZipArchive<Metered<&'r mut dyn Source>>,
    names: Vec<String>,
    file: String,
    limits: Limits,
    /// How far each part was read, at most: a part that is read again is no larger for it.
    reached: Vec<u64>,
    /// Bytes that came out so far, of all parts, each byte once.
    unpacked: u64,
}

/// Bytes of the list of parts for every part that is allowed; a kilobyte is a long path with all its extra fields.
const LISTED: u64 = 1 << 10;
/// What is read besides the list while it is looked for.
const SEARCHED: u64 = 1 << 20;

/// What may be read of an archive before its list of parts is known.
pub(crate) fn listing_allowance(entries: usize) -> u64 {
    (entries as u64).saturating_mul(LISTED).saturating_add(SEARCHED)
}

impl<'r> Archive<'r> {
    /// Reads the list of parts, and refuses an archive that is made to deceive.
    pub(crate) fn open(reader: &'r mut (impl Read + Seek), file: &str, limits: &Limits) -> Result<Self, Error> {
        let broken = |cause| broken(file, cause);
        let refused = |code, message: &str| Err(Error::refused(code, message).at(Location::file(file)));
        let reader = reader as &mut dyn Source;
        let count = claimed(reader).map_err(|cause| broken(cause.into()))?;
        if count > limits.entries as u64 {
            let message = format!("the archive has {count} parts; {} are read at most", limits.entries);
            return refused(&refusal::ARCHIVE_ENTRIES, &message);
        }
        let (reader, allowance) = Metered::new(reader, listing_allowance(limits.entries));
        let mut zip = zip::ZipArchive::new(reader).map_err(broken)?;
        allowance.set(u64::MAX);
        if zip.has_duplicate_names() {
            return refused(&refusal::ARCHIVE_BROKEN, "two parts of the archive have one name");
        }
        if zip.has_overlapping_entries().map_err(broken)? {
            return refused(&refusal::ARCHIVE_OVERLAP, "parts of the archive use the same bytes");
        }
        let mut names = Vec::with_capacity(zip.len());
        for index in 0..zip.len() {
            let entry = zip.by_index_raw(index).map_err(broken)?;
            let name = name(entry.name_raw());
            if leads_outside(&name) {
                return refused(&refusal::ARCHIVE_PATH, "the archive names a part outside of itself");
            }
            if entry.is_symlink() {
                return refused(&refusal::ARCHIVE_LINK, "the archive holds a link in place of a file");
            }
            names.push(if entry.is_file() { name } else { String::new() });
        }
        let reached = vec![0; names.len()];
        Ok(Self { zip, names, file: file.to_owned(), limits: *limits, reached, unpacked: 0 })
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
        // The packed size in the header is a claim too, but a small one only makes the allowance smaller.
        let by_ratio = self.limits.free.max(entry.compressed_size().saturating_mul(self.limits.ratio));
        let claimed = entry.size();
        let (limits, all) = (&self.limits, &mut self.unpacked);
        let reached = &mut self.reached[index];
        let counted = Counted { inner: entry, length: 0, claimed, by_ratio, limits, reached, all, file };
        // An archive that says itself that it is a bomb need not go off first.
        counted.excess(claimed).map_or(Ok(counted), Err)
    }
}

/// Names are in UTF-8 or, from Chinese Windows, in GBK.
fn name(raw: &[u8]) -> String {
    let gbk = || encoding_rs::GB18030.decode(raw).0.into_owned();
    std::str::from_utf8(raw).map_or_else(|_| gbk(), str::to_owned)
}

/// Whether a name would lie outside the folder it were extracted to. Nothing is extracted; nobody packs a chat so, either.
fn leads_outside(name: &str) -> bool {
    let from_root = name.starts_with(['/', '\\']) || name.as_bytes().get(1) == Some(&b':');
    from_root || name.split(['/', '\\']).any(|step| step == "..")
}

fn broken(file: &str, cause: ZipError) -> Error {
    let (code, message): (&'static RefusalCode, _) = match &cause {
        ZipError::UnsupportedArchive(ZipError::PASSWORD_REQUIRED) => {
            (&refusal::ARCHIVE_PASSWORD, "the archive is protected by a password")
        }
        ZipError::Io(cause) if cause.kind() == io::ErrorKind::QuotaExceeded => {
            (&refusal::ARCHIVE_ENTRIES, "the list of the archive's parts is longer than any archive of chats has it")
        }
        // The archive reader stops at the length in the list of parts; of its words only these are looked at.
        ZipError::Io(cause) if cause.to_string().contains("declared uncompressed size") => {
            (&refusal::ARCHIVE_HEADER, "a part of the archive holds more than the archive says")
        }
        _ => (&refusal::ARCHIVE_BROKEN, "the archive cannot be read"),
    };
    Error::refused(code, message).at(Location::file(file)).with_source(cause)
}

/// A part on its way out.
struct Counted<'a, R> {
    inner: R,
    length: u64,
    /// The length in the list of parts.
    claimed: u64,
    /// What may come out of so many packed bytes.
    by_ratio: u64,
    limits: &'a Limits,
    /// How far this part was read before.
    reached: &'a mut u64,
    /// What came out of all parts, each byte once.
    all: &'a mut u64,
    file: &'a str,
}

impl<R> Counted<'_, R> {
    /// What is wrong where so many bytes of the part came out.
    fn excess(&self, length: u64) -> Option<Error> {
        let limits = self.limits;
        let (code, message): (&'static RefusalCode, _) = if length > self.by_ratio {
            (&refusal::ARCHIVE_RATIO, format!("a part of the archive unpacks to more than {} bytes", self.by_ratio))
        } else if length > limits.entry {
            (&refusal::ARCHIVE_ENTRY, format!("a part of the archive unpacks to more than {} bytes", limits.entry))
        } else if *self.all > limits.unpacked {
            (&refusal::ARCHIVE_SIZE, format!("the archive unpacks to more than {} bytes", limits.unpacked))
        } else {
            return None;
        };
        Some(Error::refused(code, message).at(Location::file(self.file)))
    }

    fn ended(&self) -> io::Result<usize> {
        if self.length == self.claimed {
            return Ok(0);
        }
        let message = format!("a part of the archive says {} bytes and holds {}", self.claimed, self.length);
        Err(io::Error::other(Error::refused(&refusal::ARCHIVE_HEADER, message).at(Location::file(self.file))))
    }
}

impl<R: Read> Read for Counted<'_, R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if buffer.is_empty() {
            return Ok(0);
        }
        let count = match self.inner.read(buffer) {
            Ok(0) => return self.ended(),
            Ok(count) => count,
            // A checksum that is wrong, or packed bytes that cannot be: the archive is damaged, not the disk.
            Err(cause) if is_damage(cause.kind()) => return Err(io::Error::other(broken(self.file, cause.into()))),
            Err(cause) => return Err(cause),
        };
        self.length += count as u64;
        let new = self.length.saturating_sub(*self.reached);
        *self.reached += new;
        *self.all += new;
        self.excess(self.length).map_or(Ok(count), |error| Err(io::Error::other(error)))
    }
}

fn is_damage(kind: io::ErrorKind) -> bool {
    use io::ErrorKind::{InvalidData, InvalidInput, Other, UnexpectedEof};
    matches!(kind, InvalidData | InvalidInput | UnexpectedEof | Other)
}

impl fmt::Debug for Archive<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Archive").field("parts", &self.names.len()).finish_non_exhaustive()
    }
}
