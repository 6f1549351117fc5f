//! The rows of a table while it streams: one row in memory, however long the file.

use std::cell::Cell;
use std::io::{self, BufRead, Cursor, Read};
use std::rc::Rc;

use linli::{Error, Location, refusal};

use super::super::ReadOptions;
use crate::decode::Text;

/// How much at the beginning decides what stands between cells.
const SAMPLE: u64 = 16 << 10;

/// Reads row by row, in any encoding.
pub(in crate::chat) struct Rows<'r> {
    reader: csv::Reader<Watched<&'r mut dyn BufRead>>,
    record: csv::StringRecord,
    read: Rc<Cell<u64>>,
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
        let read = Rc::new(Cell::new(0));
        let watched = Watched { start: Cursor::new(start), text, read: Rc::clone(&read), most: options.limits.line };
        let reader =
            csv::ReaderBuilder::new().has_headers(false).flexible(true).delimiter(delimiter).from_reader(watched);
        Ok(Self { reader, record: csv::StringRecord::new(), read, file: options.file.clone(), line: 1 })
    }

    /// The next row that has a cell.
    pub(in crate::chat) fn next(&mut self) -> Result<Option<&csv::StringRecord>, Error> {
        self.read.set(0);
        // The reader stands before the empty lines that it passes over.
        match self.reader.read_record(&mut self.record) {
            Ok(false) => Ok(None),
            Ok(true) => {
                let ends = self.reader.position().line();
                let breaks: usize = self.record.iter().map(|cell| cell.matches('\n').count()).sum();
                self.line = ends.saturating_sub(1 + breaks as u64).max(1);
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
            _ => Error::refused(&refusal::TABLE_ROW, "the row could not be read").at(Location::line(&self.file, line)),
        }
    }
}

/// Counts what one row takes.
struct Watched<R> {
    start: Cursor<Vec<u8>>,
    text: Text<R>,
    read: Rc<Cell<u64>>,
    most: usize,
}

impl<R: Read> Read for Watched<R> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        // A quotation mark that never closes would swallow the file into one cell.
        if self.read.get() > self.most as u64 {
            let error = Error::refused(&refusal::LONG_LINE, format!("the row is longer than {} bytes", self.most));
            return Err(io::Error::other(error.with_hint("a quotation mark may open here and never close")));
        }
        let count = match self.start.read(out)? {
            0 => self.text.read(out)?,
            count => count,
        };
        self.read.set(self.read.get().saturating_add(count as u64));
        Ok(count)
    }
}
