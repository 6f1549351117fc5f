//! Bytes → text in bounded memory: the encoding is decided on the beginning, every kind of line end is understood, and
//! every replaced byte is counted on its line.

mod detect;
mod line;
mod odd;

use std::fmt;
use std::io::{self, Read};

use encoding_rs::{DecoderResult, Encoding};
use linli::{Error, Location};

pub use self::line::{Line, Lines};
pub use self::odd::Oddities;
use crate::source::unreadable;

/// How many bytes at the beginning of a file decide its encoding and its format.
pub const SAMPLE: usize = 64 * 1024;

/// The longest line accepted where nothing else is said, in bytes.
pub const MAX_LINE: usize = 1 << 20;

const CHUNK: usize = 16 * 1024;

/// A reader of any encoding as a reader of UTF-8. Bytes that are not valid become U+FFFD and are counted.
pub struct Text<R> {
    reader: R,
    decoder: encoding_rs::Decoder,
    raw: Vec<u8>,
    raw_at: usize,
    /// The reader has no more bytes.
    ended: bool,
    /// The decoder has given its last character.
    finished: bool,
    ready: String,
    ready_at: usize,
    replaced: u64,
    /// The last byte or bytes of the file are the beginning of a character only.
    cut: bool,
}

impl<R: Read> Text<R> {
    /// Reads the beginning and decides the encoding. Empty and binary files are refused.
    pub fn new(reader: R, file: &str) -> Result<Self, Error> {
        Self::begin(reader, file, detect::detect)
    }

    /// The same, in an encoding that a person named.
    pub fn told(reader: R, file: &str, encoding: &str) -> Result<Self, Error> {
        let told = detect::named(encoding).map_err(|error| error.at(Location::file(file)))?;
        Self::begin(reader, file, |sample, _| detect::marked(sample, told))
    }

    fn begin(
        mut reader: R,
        file: &str,
        decide: impl FnOnce(&[u8], bool) -> Result<(&'static Encoding, usize), Error>,
    ) -> Result<Self, Error> {
        let mut raw = Vec::with_capacity(CHUNK);
        reader.by_ref().take(SAMPLE as u64).read_to_end(&mut raw).map_err(|cause| unreadable(file, cause))?;
        let cut = raw.len() == SAMPLE;
        let (encoding, mark) = decide(&raw, cut).map_err(|error| error.at(Location::file(file)))?;
        Ok(Self {
            reader,
            decoder: encoding.new_decoder_without_bom_handling(),
            raw,
            raw_at: mark,
            ended: false,
            finished: false,
            ready: String::new(),
            ready_at: 0,
            replaced: 0,
            cut: false,
        })
    }

    /// How many invalid sequences were replaced so far.
    pub fn replaced(&self) -> u64 {
        self.replaced
    }

    fn encoding(&self) -> &'static Encoding {
        self.decoder.encoding()
    }

    /// Reads the next bytes as they are, where all before were handed out; false at the end.
    fn refill(&mut self) -> io::Result<bool> {
        if self.raw_at >= self.raw.len() && !self.ended {
            self.raw.resize(CHUNK, 0);
            self.raw_at = 0;
            let read = read_some(&mut self.reader, &mut self.raw)?;
            self.raw.truncate(read);
            self.ended = read == 0;
        }
        Ok(!self.ended)
    }

    /// Appends the next bytes as they are; false at the end.
    fn fill_raw(&mut self, out: &mut Vec<u8>) -> io::Result<bool> {
        let more = self.refill()?;
        out.extend_from_slice(self.raw.get(self.raw_at..).unwrap_or_default());
        self.raw_at = self.raw.len();
        Ok(more)
    }

    /// Appends the next piece of text; false at the end.
    fn fill(&mut self, out: &mut String) -> io::Result<bool> {
        if self.finished {
            return Ok(false);
        }
        self.refill()?;
        loop {
            let rest = self.raw.get(self.raw_at..).unwrap_or_default();
            out.reserve(rest.len() + 64);
            let (result, read) = self.decoder.decode_to_string_without_replacement(rest, out, self.ended);
            self.raw_at += read;
            match result {
                DecoderResult::InputEmpty => {
                    self.finished = self.ended;
                    return Ok(true);
                }
                DecoderResult::OutputFull => {}
                DecoderResult::Malformed(..) => {
                    self.cut = self.ended && self.raw_at >= self.raw.len();
                    self.replaced += 1;
                    out.push(char::REPLACEMENT_CHARACTER);
                }
            }
        }
    }
}

impl<R: Read> Read for Text<R> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        while self.ready_at >= self.ready.len() {
            let mut ready = std::mem::take(&mut self.ready);
            ready.clear();
            let more = self.fill(&mut ready)?;
            (self.ready, self.ready_at) = (ready, 0);
            if !more {
                return Ok(0);
            }
        }
        let rest = self.ready.as_bytes().get(self.ready_at..).unwrap_or_default();
        let count = rest.len().min(out.len());
        if let (Some(to), Some(from)) = (out.get_mut(..count), rest.get(..count)) {
            to.copy_from_slice(from);
        }
        self.ready_at += count;
        Ok(count)
    }
}

fn read_some(reader: &mut impl Read, into: &mut [u8]) -> io::Result<usize> {
    loop {
        match reader.read(into) {
            Err(cause) if cause.kind() == io::ErrorKind::Interrupted => {}
            other => return other,
        }
    }
}

// What is being read is somebody's words, so none of it shows in Debug.
impl<R> fmt::Debug for Text<R> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Text").field("encoding", &self.decoder.encoding().name()).finish_non_exhaustive()
    }
}

/// The beginning of a file as text, at most [`SAMPLE`] bytes of it; in the encoding that a person named, if one did.
pub fn beginning(reader: impl Read, file: &str, encoding: Option<&str>) -> Result<String, Error> {
    let reader = reader.take(SAMPLE as u64);
    let mut text = match encoding {
        Some(told) => Text::told(reader, file, told)?,
        None => Text::new(reader, file)?,
    };
    let mut sample = String::new();
    text.fill(&mut sample).map_err(|cause| unreadable(file, cause))?;
    Ok(sample)
}

#[cfg(test)]
mod tests;
