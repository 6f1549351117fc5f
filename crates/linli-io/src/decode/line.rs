//! Lines of a text in any encoding, each with what was odd about its bytes.

use std::fmt;
use std::io::Read;

use encoding_rs::{UTF_16BE, UTF_16LE};
use linli::{Error, Location, refusal};

use super::Text;
use super::odd::{Oddities, Reader};
use crate::source::unreadable;

/// One line of a text, without its line end.
#[derive(Clone, Copy)]
pub struct Line<'a> {
    /// Its number, from 1.
    pub number: u64,
    /// What it says, without control characters and without a byte order mark at its beginning.
    pub text: &'a str,
    /// What was odd about its bytes.
    pub odd: Oddities,
    /// Whether a line end stands behind it; the last line of a file may have none.
    pub ended: bool,
}

/// The lines of a text in any encoding, ended by CR, LF or CRLF. Holds one line and one chunk in memory.
pub struct Lines<R> {
    text: Text<R>,
    /// UTF-16 has no bytes for line ends: it becomes UTF-8 first. Other encodings are split as they are, so that a line
    /// in another encoding than its file can be read in its own.
    wide: bool,
    file: String,
    max_line: usize,
    buffer: Vec<u8>,
    converted: String,
    reader: Reader,
    at: usize,
    scanned: usize,
    after_return: bool,
    number: u64,
}

struct End {
    line: usize,
    next: usize,
    ended: bool,
    last: bool,
}

impl<R: Read> Lines<R> {
    /// Decides the encoding. `max_line` is the longest line accepted, in bytes.
    pub fn new(reader: R, file: &str, max_line: usize) -> Result<Self, Error> {
        let text = Text::new(reader, file)?;
        let wide = text.encoding() == UTF_16LE || text.encoding() == UTF_16BE;
        Ok(Self {
            reader: Reader::new(text.encoding(), wide),
            text,
            wide,
            file: file.to_owned(),
            max_line,
            buffer: Vec::new(),
            converted: String::new(),
            at: 0,
            scanned: 0,
            after_return: false,
            number: 0,
        })
    }

    /// The next line, if there is one.
    pub fn next_line(&mut self) -> Result<Option<Line<'_>>, Error> {
        let Some(end) = self.advance()? else { return Ok(None) };
        let start = self.at;
        self.at = end.next;
        self.scanned = end.next;
        self.number += 1;
        let bytes = self.buffer.get(start..end.line).unwrap_or_default();
        let (text, mut odd) = self.reader.read(bytes, end.last);
        // The decoder of UTF-16 says so itself.
        odd.odd_byte = self.wide && end.last && self.text.cut;
        odd.bad = odd.bad.saturating_sub(usize::from(odd.odd_byte));
        Ok(Some(Line { number: self.number, text, odd, ended: end.ended }))
    }

    /// Finds the end of the line that starts at `self.at`, reading on as far as needed.
    fn advance(&mut self) -> Result<Option<End>, Error> {
        loop {
            if self.after_return && self.at < self.buffer.len() {
                self.after_return = false;
                if self.buffer.get(self.at) == Some(&b'\n') {
                    self.at += 1;
                    self.scanned = self.scanned.max(self.at);
                }
            }
            let unseen = self.buffer.get(self.scanned..).unwrap_or_default();
            if let Some(found) = unseen.iter().position(|&byte| byte == b'\n' || byte == b'\r') {
                let line = self.scanned + found;
                self.check_length(line)?;
                self.after_return = unseen.get(found) == Some(&b'\r');
                return Ok(Some(End { line, next: line + 1, ended: true, last: false }));
            }
            self.scanned = self.buffer.len();
            self.check_length(self.scanned)?;
            self.let_go();
            if !self.fill()? {
                let all = self.buffer.len();
                return Ok((self.at < all).then_some(End { line: all, next: all, ended: false, last: true }));
            }
        }
    }

    fn fill(&mut self) -> Result<bool, Error> {
        let more = if self.wide {
            self.converted.clear();
            let more = self.text.fill(&mut self.converted);
            self.buffer.extend_from_slice(self.converted.as_bytes());
            more
        } else {
            self.text.fill_raw(&mut self.buffer)
        };
        more.map_err(|cause| unreadable(&self.file, cause))
    }

    fn check_length(&self, end: usize) -> Result<(), Error> {
        if end.saturating_sub(self.at) <= self.max_line {
            return Ok(());
        }
        let message = format!("the line is longer than {} bytes", self.max_line);
        Err(Error::refused(&refusal::LONG_LINE, message).at(Location::line(&self.file, self.number + 1)))
    }

    /// Drops what was given out.
    fn let_go(&mut self) {
        self.buffer.drain(..self.at);
        self.scanned -= self.at;
        self.at = 0;
    }
}

// What is being read is somebody's words, so none of it shows in Debug.

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
