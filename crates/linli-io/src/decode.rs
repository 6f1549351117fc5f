//! Bytes → text in bounded memory: the encoding is decided on the beginning, every kind of line end is understood, and
//! every replaced byte is counted.

use std::collections::VecDeque;
use std::fmt;
use std::io::{self, Read};

use encoding_rs::{DecoderResult, Encoding, GB18030, UTF_8};
use linli::{Error, ErrorKind, Location};

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
        let (encoding, mark) = detect(&raw, cut).map_err(|error| error.at(Location::file(file)))?;
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

fn unreadable(file: &str, cause: io::Error) -> Error {
    Error::new(ErrorKind::File, "the file could not be read").at(Location::file(file)).with_source(cause)
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

/// The encoding of a file by its beginning, and the length of its byte order mark. `cut`: the file may go on.
///
/// The order is fixed and no score is trusted: a byte order mark, strict UTF-8, UTF-8 with a few broken bytes, GB18030.
fn detect(sample: &[u8], cut: bool) -> Result<(&'static Encoding, usize), Error> {
    let (encoding, mark) = match Encoding::for_bom(sample) {
        Some((encoding, mark)) => (Some(encoding), mark),
        None => (None, 0),
    };
    let body = sample.get(mark..).unwrap_or_default();
    if body.is_empty() {
        let hint = "export the chat again, or take the file out of the folder";
        return Err(Error::new(ErrorKind::Input, "the file is empty").with_hint(hint));
    }
    if let Some(encoding) = encoding {
        return Ok((encoding, mark));
    }
    refuse_binary(body)?;
    let (mut wide, mut broken) = (0_usize, 0_usize);
    let mut chunks = body.utf8_chunks().peekable();
    while let Some(chunk) = chunks.next() {
        wide += chunk.valid().chars().filter(|c| !c.is_ascii()).count();
        // The last character of a sample may be cut in the middle.
        let cut_character = cut && chunks.peek().is_none() && chunk.invalid().len() < 4;
        broken += usize::from(!chunk.invalid().is_empty() && !cut_character);
    }
    // GB18030 read as UTF-8 breaks at nearly every character, so many whole characters to a broken one means UTF-8
    // with a damaged byte.
    if broken == 0 || wide >= 4 * broken { Ok((UTF_8, 0)) } else { Ok((GB18030, 0)) }
}

/// How other kinds of file begin.
const BEGINNINGS: &[(&[u8], &str)] = &[
    (b"PK\x03\x04", "a zip archive or a workbook"),
    (b"\xD0\xCF\x11\xE0", "an old Office document"),
    (b"SQLite format 3", "a database; linli reads exports only"),
    (b"%PDF", "a PDF"),
    (b"\x89PNG", "a picture"),
    (b"\xFF\xD8\xFF", "a picture"),
    (b"GIF8", "a picture"),
    (b"\x1F\x8B", "a compressed file"),
];

fn refuse_binary(body: &[u8]) -> Result<(), Error> {
    let refused = |what: &str| {
        Error::new(ErrorKind::Input, format!("the file is not text: it looks like {what}"))
            .with_hint("export the chat as text or JSON, or save the file as UTF-8 text")
    };
    if let Some((_, what)) = BEGINNINGS.iter().find(|(beginning, _)| body.starts_with(beginning)) {
        return Err(refused(what));
    }
    let nul = body.iter().filter(|&&byte| byte == 0).count();
    if nul * 512 > body.len() {
        return Err(refused("a binary file, or UTF-16 without its byte order mark"));
    }
    let control =
        body.iter().filter(|&&b| b < 0x20 && !matches!(b, b'\t' | b'\n' | b'\r' | 0x0B | 0x0C | 0x1B)).count();
    if control * 8 > body.len() { Err(refused("a binary file")) } else { Ok(()) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lines(bytes: &[u8]) -> Vec<(u64, String, usize)> {
        let mut lines = Lines::new(bytes, "a.txt", MAX_LINE).unwrap();
        let mut all = Vec::new();
        while let Some(line) = lines.next_line().unwrap() {
            all.push((line.number, line.text.to_owned(), line.bad));
        }
        all
    }

    fn texts(bytes: &[u8]) -> Vec<String> {
        lines(bytes).into_iter().map(|(_, text, _)| text).collect()
    }

    fn refusal(bytes: &[u8]) -> Error {
        Lines::new(bytes, "a.txt", MAX_LINE).map(|_| ()).unwrap_err()
    }

    #[test]
    fn every_line_end_and_none_at_the_end() {
        assert_eq!(texts("一\r\n二\r三\n\n四".as_bytes()), ["一", "二", "三", "", "四"]);
        assert_eq!(texts(b"a\n"), ["a"]);
        assert_eq!(texts(b"\n"), [""]);
        assert_eq!(texts("a\u{2028}b\u{85}c".as_bytes()), ["a\u{2028}b\u{85}c"]);
    }

    #[test]
    fn a_return_at_the_end_of_a_chunk_is_one_line_end() {
        struct Drip<'a>(&'a [u8]);
        impl Read for Drip<'_> {
            fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
                let (Some((&first, rest)), Some(to)) = (self.0.split_first(), out.first_mut()) else { return Ok(0) };
                *to = first;
                self.0 = rest;
                Ok(1)
            }
        }
        let long = "x".repeat(SAMPLE - 1) + "\r\n二\r\r\n三";
        let mut lines = Lines::new(Drip(long.as_bytes()), "a.txt", MAX_LINE).unwrap();
        let mut all = Vec::new();
        while let Some(line) = lines.next_line().unwrap() {
            all.push(line.text.len());
        }
        assert_eq!(all, [SAMPLE - 1, 3, 0, 3]);
    }

    #[test]
    fn every_encoding_reads_the_same() {
        let text = "布工坊  14:00\n周三下午见";
        let expected = ["布工坊  14:00", "周三下午见"];
        let utf16 = |big: bool| -> Vec<u8> {
            let units = std::iter::once(0xFEFF).chain(text.encode_utf16());
            units.flat_map(|unit| if big { unit.to_be_bytes() } else { unit.to_le_bytes() }).collect()
        };
        assert_eq!(texts(text.as_bytes()), expected);
        assert_eq!(texts(format!("\u{FEFF}{text}").as_bytes()), expected);
        assert_eq!(texts(&utf16(false)), expected);
        assert_eq!(texts(&utf16(true)), expected);
        assert_eq!(texts(&GB18030.encode(text).0), expected);
        // 🌹 has four bytes in GB18030.
        assert_eq!(texts(&GB18030.encode("收到🌹").0), ["收到🌹"]);
    }

    #[test]
    fn bad_bytes_are_replaced_and_counted_on_their_line() {
        let mut bytes = "布工坊的人\n周三下午见\n再说".as_bytes().to_vec();
        bytes.insert("布工坊的人\n周三".len(), 0xFF);
        bytes.extend([0xE9, 0x97]);
        assert_eq!(
            lines(&bytes),
            [
                (1, "布工坊的人".to_owned(), 0),
                (2, "周三\u{FFFD}下午见".to_owned(), 1),
                (3, "再说\u{FFFD}".to_owned(), 1)
            ]
        );
        // An odd byte at the end of UTF-16.
        assert_eq!(lines(b"\xFF\xFEa\0b"), [(1, "a\u{FFFD}".to_owned(), 1)]);
    }

    #[test]
    fn a_character_cut_at_the_end_of_the_sample_is_whole() {
        let text = "x".repeat(SAMPLE - 1) + "布";
        assert_eq!(lines(text.as_bytes()), [(1, text.clone(), 0)]);
    }

    #[test]
    fn a_mark_inside_the_text_and_a_single_nul() {
        let text = format!("{}\n\u{FEFF}b\0", "a".repeat(2000));
        let all = lines(text.as_bytes());
        assert_eq!(all.last(), Some(&(2, "b\0".to_owned(), 1)));
    }

    #[test]
    fn empty_and_binary_files_are_refused() {
        assert!(refusal(b"").to_string().contains("is empty"));
        assert!(refusal(b"\xEF\xBB\xBF").to_string().contains("is empty"));
        assert!(refusal(b"PK\x03\x04rest").to_string().contains("archive"));
        assert!(refusal(b"a\0b\0c\0d\0").to_string().contains("UTF-16 without"));
        assert!(refusal(&[1, 2, 3, 4, 65, 66]).to_string().contains("binary"));
        assert_eq!(refusal(b"SQLite format 3\0").kind(), ErrorKind::Input);
    }

    #[test]
    fn the_line_limit_names_the_line() {
        let just = [b"a\n".to_vec(), vec![b'x'; MAX_LINE], b"\n".to_vec()].concat();
        assert_eq!(lines(&just).len(), 2);
        let over = [b"a\n".to_vec(), vec![b'x'; MAX_LINE + 1], b"\n".to_vec()].concat();
        let mut lines = Lines::new(over.as_slice(), "a.txt", MAX_LINE).unwrap();
        lines.next_line().unwrap();
        let error = lines.next_line().map(|_| ()).unwrap_err();
        assert_eq!((error.kind(), error.location().line), (ErrorKind::Limit, Some(2)));
    }

    #[test]
    fn text_reads_as_utf8() {
        let mut all = String::new();
        let bytes = GB18030.encode("周三下午").0.repeat(20_000);
        Text::new(bytes.as_slice(), "a").unwrap().read_to_string(&mut all).unwrap();
        assert_eq!(all, "周三下午".repeat(20_000));
    }
}
