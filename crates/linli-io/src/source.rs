//! One input file: read once, counted and digested on the way.

use std::fs::File;
use std::io::{self, Read};
use std::path::Path;

use linli::records::PseudonymKey;
use linli::{Error, ErrorKind, Location, refusal};
use sha2::{Digest, Sha256};

/// A file that was read, for the run record.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, serde::Serialize)]
pub struct InputFile {
    /// Its path relative to the study folder, with `/` between the parts.
    pub path: String,
    /// Its length.
    pub bytes: u64,
    /// HMAC-SHA-256 of its SHA-256, in hexadecimal digits, under the study's key: whoever has the key can check the
    /// file, and nobody else can try out which names a short list holds.
    pub digest: String,
}

/// Puts keyed digests in place of the plain ones, which must not leave; in ascending path.
pub(crate) fn keyed(mut inputs: Vec<InputFile>, key: &PseudonymKey) -> Vec<InputFile> {
    for input in &mut inputs {
        input.digest = key.file_digest(&input.digest);
    }
    inputs.sort();
    inputs
}

/// A reader that counts and digests what passes through it, so that the digest is of the very bytes that were read.
pub(crate) struct Digesting<R> {
    inner: R,
    bytes: u64,
    limit: u64,
    digest: Sha256,
}

impl<R: Read> Digesting<R> {
    pub(crate) fn new(inner: R, limit: u64) -> Self {
        Self { inner, bytes: 0, limit, digest: Sha256::new() }
    }

    /// Reads what is left and says what was read in all.
    pub(crate) fn finish(mut self, path: &str) -> io::Result<InputFile> {
        io::copy(&mut self, &mut io::sink())?;
        Ok(InputFile { path: path.to_owned(), bytes: self.bytes, digest: hex(&self.digest.finalize()) })
    }
}

impl<R: Read> Read for Digesting<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let count = self.inner.read(buffer)?;
        self.bytes += count as u64;
        if self.bytes > self.limit {
            let message = format!("the file grew beyond {} bytes while it was read", self.limit);
            return Err(io::Error::other(Error::refused(&refusal::LARGE_FILE, message)));
        }
        self.digest.update(&buffer[..count]);
        Ok(count)
    }
}

/// Bytes as hexadecimal digits.
pub(crate) fn hex(bytes: &[u8]) -> String {
    let digit = |value: u8| char::from_digit(u32::from(value), 16).unwrap_or('0');
    bytes.iter().flat_map(|&byte| [digit(byte >> 4), digit(byte & 15)]).collect()
}

/// Opens a file for reading as a stream.
pub(crate) fn stream(path: &Path, label: &str, limit: u64) -> Result<Digesting<File>, Error> {
    let file = File::open(path).map_err(|error| unreadable(label, error))?;
    let length = file.metadata().map_err(|error| unreadable(label, error))?.len();
    if length > limit {
        return Err(too_large(label, length, limit));
    }
    Ok(Digesting::new(file, limit))
}

/// Reads a file whole.
pub(crate) fn whole(path: &Path, label: &str, limit: u64) -> Result<(Vec<u8>, InputFile), Error> {
    let mut reader = stream(path, label, limit)?;
    let length = path.metadata().map_err(|error| unreadable(label, error))?.len().min(limit);
    // Room for one byte more, so that the end is found without more room being made.
    let mut bytes = Vec::with_capacity(length as usize + 1);
    reader.read_to_end(&mut bytes).map_err(|error| unreadable(label, error))?;
    let input = reader.finish(label).map_err(|error| unreadable(label, error))?;
    Ok((bytes, input))
}

/// A file could not be read. An error of our own that a reader wrapped comes out again.
pub(crate) fn unreadable(label: &str, error: io::Error) -> Error {
    match error.downcast::<Error>() {
        Ok(ours) if ours.location() == &Location::default() => ours.at(Location::file(label)),
        Ok(ours) => ours,
        Err(error) => Error::new(ErrorKind::File, ("the file could not be read", "文件读不了"))
            .at(Location::file(label))
            .with_source(error),
    }
}

fn too_large(label: &str, length: u64, limit: u64) -> Error {
    Error::refused(&refusal::LARGE_FILE, format!("the file has {length} bytes; {limit} are read at most"))
        .at(Location::file(label))
        .with_hint("split it, or check that it is the right file")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_digest_is_of_the_bytes_read() {
        // FIPS 180-2, appendix B.1.
        let input = Digesting::new(&b"abc"[..], 3).finish("a/b").unwrap();
        assert_eq!(input.digest, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
        assert_eq!((input.bytes, input.path.as_str()), (3, "a/b"));
        assert!(Digesting::new(&b"abc"[..], 2).finish("a").is_err());
    }
}
