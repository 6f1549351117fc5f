//! The rows of a table in a web archive of any size, one in memory.

use std::io::{BufRead, Read};

use linli::{Error, Location, refusal};

use super::super::ReadOptions;
use super::super::reading::html::{Piece, each_piece};
use crate::decode::Text;

/// Reads row by row. Encoded pictures hold no `<`, so nothing in them is a row.
pub(super) struct Rows<'r> {
    text: Text<&'r mut dyn BufRead>,
    buffer: String,
    /// Bytes of a character whose end is not read yet.
    rest: Vec<u8>,
    /// What was given out.
    given: usize,
    /// The file ended within a row.
    cut: bool,
    file: String,
    most: usize,
}

const OPENS: &str = "<tr";
const ENDS: &str = "</tr>";

impl<'r> Rows<'r> {
    pub(super) fn new(reader: &'r mut dyn BufRead, options: &ReadOptions) -> Result<Self, Error> {
        let text = Text::new(reader, &options.file)?;
        let (file, most) = (options.file.clone(), options.limits.line);
        Ok(Self { text, buffer: String::new(), rest: Vec::new(), given: 0, cut: false, file, most })
    }

    /// How many invalid sequences were replaced so far.
    pub(super) fn replaced(&self) -> u64 {
        self.text.replaced()
    }

    /// Whether the file ended within a row.
    pub(super) fn cut(&self) -> bool {
        self.cut
    }

    /// What stands in the next row, with its tags.
    pub(super) fn next(&mut self) -> Result<Option<&str>, Error> {
        self.buffer.drain(..self.given);
        self.given = 0;
        let mut scanned = 0;
        loop {
            if let Some(start) = self.buffer.find(OPENS) {
                // Of what was looked through before, only the last characters can begin the end.
                let from = start.max(floor(&self.buffer, scanned));
                if let Some(end) = self.buffer.get(from..).and_then(|rest| rest.find(ENDS)) {
                    self.given = from + end + ENDS.len();
                    let row = self.buffer.get(start..from + end).unwrap_or_default();
                    return Ok(Some(row.split_once('>').map_or("", |(_, inside)| inside)));
                }
                self.buffer.drain(..start);
                scanned = self.buffer.len().saturating_sub(ENDS.len());
            } else {
                let keep = floor(&self.buffer, self.buffer.len().saturating_sub(OPENS.len()));
                self.buffer.drain(..keep);
                scanned = 0;
            }
            if self.buffer.len() > self.most {
                return Err(Error::refused(&refusal::LONG_LINE, format!("a row is longer than {} bytes", self.most))
                    .at(Location::file(&self.file))
                    .with_hint("no export has such a row; check that the file is whole"));
            }
            if !self.more()? {
                // What a file that breaks off has of its last row is kept.
                let start = self.buffer.find(OPENS).filter(|_| !self.cut);
                self.cut |= start.is_some();
                self.given = self.buffer.len();
                let row = start.and_then(|start| self.buffer.get(start..)?.split_once('>'));
                return Ok(row.map(|(_, inside)| inside));
            }
        }
    }

    /// Reads on; false at the end.
    fn more(&mut self) -> Result<bool, Error> {
        let mut chunk = [0; 16 << 10];
        let count = self.text.read(&mut chunk).map_err(|cause| crate::source::unreadable(&self.file, cause))?;
        self.rest.extend_from_slice(chunk.get(..count).unwrap_or_default());
        let valid = match std::str::from_utf8(&self.rest) {
            Ok(text) => text.len(),
            Err(cut) => cut.valid_up_to(),
        };
        self.buffer.push_str(&String::from_utf8_lossy(self.rest.get(..valid).unwrap_or_default()));
        self.rest.drain(..valid);
        Ok(count > 0)
    }
}

/// The last place not after this one at which a character begins.
fn floor(text: &str, place: usize) -> usize {
    (0..=place.min(text.len())).rev().find(|&at| text.is_char_boundary(at)).unwrap_or_default()
}

/// Text without tags: breaks become line ends, pictures become `[图片]`, and characters written as words are put back.
pub(super) fn plain(html: &str) -> String {
    let mut text = String::new();
    each_piece(html, |piece| match piece {
        Piece::Words(words) => text.push_str(&words),
        Piece::Tag(tag) => {
            let name = tag.trim_start_matches('/').split([' ', '/']).next().unwrap_or_default();
            if name.eq_ignore_ascii_case("br") {
                text.push('\n');
            } else if name.eq_ignore_ascii_case("img") {
                text.push_str("[图片]");
            }
        }
    });
    text
}
