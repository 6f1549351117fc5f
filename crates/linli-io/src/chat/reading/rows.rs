//! The rows of a table while it streams: one row in memory, however long the file.

use std::cell::Cell;
use std::io::{self, BufRead, Cursor, Read};
use std::rc::Rc;

use linli::{Error, ErrorKind, Location, refusal};

use super::super::ReadOptions;
use crate::decode::Text;

/// How much at the beginning decides what stands between cells.
const SAMPLE: u64 = 16 << 10;

/// What went by.
#[derive(Debug, Clone, Copy, Default)]
struct Passed {
    /// Bytes since the row began.
    row: u64,
    /// The last byte.
    last: u8,
    /// The quotation marks so far are odd in number.
    open: bool,
    /// The file ended, and its last row has no line end.
    cut: bool,
}

/// Reads row by row, in any encoding.
pub(in crate::chat) struct Rows<'r> {
    reader: csv::Reader<Watched<&'r mut dyn BufRead>>,
    record: csv::StringRecord,
    passed: Rc<Cell<Passed>>,
    /// Whether the last cell of the row goes over several lines.
    long: bool,
    file: String,
    line: u64,
}

impl<'r> Rows<'r> {
    pub(in crate::chat) fn new(reader: &'r mut dyn BufRead, options: &ReadOptions) -> Result<Self, Error> {
        let mut text = Text::new(reader, &options.file)?;
        let mut start = Vec::new();
        let failed = |cause| crate::source::unreadable(&options.file, cause);
        text.by_ref().take(SAMPLE).read_to_end(&mut start).map_err(failed)?;
        let delimiter = crate::grid::delimiter(&String::from_utf8_lossy(&start));
        let passed = Rc::new(Cell::new(Passed::default()));
        let watched =
            Watched { start: Cursor::new(start), text, passed: Rc::clone(&passed), most: options.limits.line };
        let reader =
            csv::ReaderBuilder::new().has_headers(false).flexible(true).delimiter(delimiter).from_reader(watched);
        Ok(Self { reader, record: csv::StringRecord::new(), passed, long: false, file: options.file.clone(), line: 1 })
    }

    /// The next row that has a cell.
    pub(in crate::chat) fn next(&mut self) -> Result<Option<&csv::StringRecord>, Error> {
        self.passed.set(Passed { row: 0, ..self.passed.get() });
        // The reader stands before the empty lines that it passes over.
        match self.reader.read_record(&mut self.record) {
            // A quotation mark that never closes takes all that follows into the last cell.
            Ok(false) if self.long && self.passed.get().open => {
                Err(Error::refused(&refusal::OPEN_QUOTE, "a quotation mark opens here and never closes")
                    .at(Location::line(&self.file, self.line)))
            }
            Ok(false) => Ok(None),
            Ok(true) => {
                let ends = self.reader.position().line();
                let breaks: usize = self.record.iter().map(|cell| cell.matches('\n').count()).sum();
                self.long = self.record.iter().next_back().is_some_and(|cell| cell.contains('\n'));
                let own = breaks as u64 + u64::from(!self.passed.get().cut);
                self.line = ends.saturating_sub(own).max(1);
                Ok(Some(&self.record))
            }
            Err(cause) => Err(self.explain(cause)),
        }
    }

    /// The line on which the row stands.
    pub(in crate::chat) fn line(&self) -> u64 {
        self.line
    }

    /// How many invalid sequences were replaced so far.
    pub(in crate::chat) fn replaced(&self) -> u64 {
        self.reader.get_ref().text.replaced()
    }

    fn explain(&self, cause: csv::Error) -> Error {
        let line = cause.position().map_or_else(|| self.reader.position().line(), csv::Position::line).max(1);
        match cause.into_kind() {
            csv::ErrorKind::Io(cause) => match cause.downcast::<Error>() {
                Ok(ours) => ours.at(Location::line(&self.file, line)),
                Err(cause) => crate::source::unreadable(&self.file, cause),
            },
            // The text is valid by now, and rows may be of any length.
            _ => Error::new(ErrorKind::Input, "the row could not be read").at(Location::line(&self.file, line)),
        }
    }
}

/// Counts what one row takes.
struct Watched<R> {
    start: Cursor<Vec<u8>>,
    text: Text<R>,
    passed: Rc<Cell<Passed>>,
    most: usize,
}

impl<R: Read> Read for Watched<R> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        // A quotation mark that never closes would swallow the file into one cell.
        let mut passed = self.passed.get();
        if passed.row > self.most as u64 {
            let error = Error::refused(&refusal::LONG_LINE, format!("the row is longer than {} bytes", self.most));
            return Err(io::Error::other(error.with_hint("a quotation mark may open here and never close")));
        }
        let count = match self.start.read(out)? {
            0 => self.text.read(out)?,
            count => count,
        };
        let bytes = out.get(..count).unwrap_or_default();
        passed.open ^= bytes.iter().fold(false, |odd, &byte| odd ^ (byte == b'"'));
        passed.last = bytes.last().copied().unwrap_or(passed.last);
        passed.cut = count == 0 && (passed.open || passed.last != b'\n');
        passed.row = passed.row.saturating_add(count as u64);
        self.passed.set(passed);
        Ok(count)
    }
}
