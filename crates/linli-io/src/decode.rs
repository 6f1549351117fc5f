//! Bytes → text in bounded memory: the encoding is decided on the beginning, every kind of line end is understood, and
//! every replaced byte is counted.

mod detect;

use std::collections::VecDeque;
use std::fmt;
use std::io::{self, Read};

use encoding_rs::DecoderResult;
use linli::{Error, ErrorKind, Location};

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
}

impl<R: Read> Text<R> {
    /// Reads the beginning and decides the encoding. Empty and binary files are refused.
    pub fn new(mut reader: R, file: &str) -> Result<Self, Error> {
        let mut raw = Vec::with_capacity(CHUNK);
        reader.by_ref().take(SAMPLE as u64).read_to_end(&mut raw).map_err(|cause| unreadable(file, cause))?;
        let cut = raw.len() == SAMPLE;
        let (encoding, mark) = detect::detect(&raw, cut).map_err(|error| error.at(Location::file(file)))?;
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
        })
    }

    /// How many invalid sequences were replaced so far.
    pub fn replaced(&self) -> u64 {
        self.replaced
    }

    /// Appends the next piece of text and the places of replaced bytes in `out`; false at the end.
    fn fill(&mut self, out: &mut String, places: &mut VecDeque<usize>) -> io::Result<bool> {
        if self.finished {
            return Ok(false);
        }
        if self.raw_at >= self.raw.len() && !self.ended {
            self.raw.resize(CHUNK, 0);
            self.raw_at = 0;
            let read = read_some(&mut self.reader, &mut self.raw)?;
            self.raw.truncate(read);
            self.ended = read == 0;
        }
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
                    self.replaced += 1;
                    places.push_back(out.len());
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
            let more = self.fill(&mut ready, &mut VecDeque::new())?;
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

/// One line of a text, without its line end.
#[derive(Clone, Copy)]
pub struct Line<'a> {
    /// Its number, from 1.
    pub number: u64,
    /// What it says, without a byte order mark at its beginning.
    pub text: &'a str,
    /// How many invalid sequences were replaced in it, and NUL bytes.
    pub bad: usize,
}

/// The lines of a text in any encoding, ended by CR, LF or CRLF. Holds one line and one chunk in memory.
pub struct Lines<R> {
    text: Text<R>,
    file: String,
    max_line: usize,
    buffer: String,
    at: usize,
    scanned: usize,
    after_return: bool,
    number: u64,
    places: VecDeque<usize>,
}

impl<R: Read> Lines<R> {
    /// Decides the encoding. `max_line` is the longest line accepted, in bytes.
    pub fn new(reader: R, file: &str, max_line: usize) -> Result<Self, Error> {
        Ok(Self {
            text: Text::new(reader, file)?,
            file: file.to_owned(),
            max_line,
            buffer: String::new(),
            at: 0,
            scanned: 0,
            after_return: false,
            number: 0,
            places: VecDeque::new(),
        })
    }

    /// The next line, if there is one.
    pub fn next_line(&mut self) -> Result<Option<Line<'_>>, Error> {
        let Some(end) = self.advance()? else { return Ok(None) };
        let start = self.at;
        self.at = end.next;
        self.scanned = end.next;
        self.number += 1;
        let whole = self.buffer.get(start..end.line).unwrap_or_default();
        let mut bad = whole.bytes().filter(|&byte| byte == 0).count();
        while self.places.front().is_some_and(|&place| place < end.next) {
            self.places.pop_front();
            bad += 1;
        }
        // A byte order mark inside a text comes from files put one after another.
        Ok(Some(Line { number: self.number, text: whole.trim_start_matches('\u{FEFF}'), bad }))
    }

    /// Finds the end of the line that starts at `self.at`, reading on as far as needed.
    fn advance(&mut self) -> Result<Option<End>, Error> {
        loop {
            if self.after_return && self.at < self.buffer.len() {
                self.after_return = false;
                if self.buffer.as_bytes().get(self.at) == Some(&b'\n') {
                    self.at += 1;
                    self.scanned = self.scanned.max(self.at);
                }
            }
            let unseen = self.buffer.as_bytes().get(self.scanned..).unwrap_or_default();
            if let Some(found) = unseen.iter().position(|&byte| byte == b'\n' || byte == b'\r') {
                let line = self.scanned + found;
                self.check_length(line)?;
                self.after_return = unseen.get(found) == Some(&b'\r');
                return Ok(Some(End { line, next: line + 1 }));
            }
            self.scanned = self.buffer.len();
            self.check_length(self.scanned)?;
            self.let_go();
            let more = self.text.fill(&mut self.buffer, &mut self.places);
            if !more.map_err(|cause| unreadable(&self.file, cause))? {
                let all = self.buffer.len();
                return Ok((self.at < all).then_some(End { line: all, next: all }));
            }
        }
    }

    fn check_length(&self, end: usize) -> Result<(), Error> {
        if end.saturating_sub(self.at) <= self.max_line {
            return Ok(());
        }
        let message = format!("the line is longer than {} bytes", self.max_line);
        Err(Error::new(ErrorKind::Limit, message)
            .at(Location::line(&self.file, self.number + 1))
            .with_hint("a chat or a sheet has no such line; check that this is the right file"))
    }

    /// Drops what was given out.
    fn let_go(&mut self) {
        self.buffer.drain(..self.at);
        for place in &mut self.places {
            *place = place.saturating_sub(self.at);
        }
        self.scanned -= self.at;
        self.at = 0;
    }
}

// What is being read is somebody's words, so none of it shows in Debug.

impl<R> fmt::Debug for Text<R> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Text").field("encoding", &self.decoder.encoding().name()).finish_non_exhaustive()
    }
}

impl<R> fmt::Debug for Lines<R> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Lines").field("text", &self.text).field("number", &self.number).finish_non_exhaustive()
    }
}

impl fmt::Debug for Line<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Line").field("number", &self.number).finish_non_exhaustive()
    }
}

struct End {
    line: usize,
    next: usize,
}

/// The beginning of a file as text, at most [`SAMPLE`] bytes of it.
pub fn beginning(reader: impl Read, file: &str) -> Result<String, Error> {
    let mut text = Text::new(reader.take(SAMPLE as u64), file)?;
    let mut sample = String::new();
    text.fill(&mut sample, &mut VecDeque::new()).map_err(|cause| unreadable(file, cause))?;
    Ok(sample)
}

#[cfg(test)]
mod tests;
