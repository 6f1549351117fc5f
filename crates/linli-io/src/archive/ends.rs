//! What the end of an archive claims, read before anybody makes room for it.
//!
//! A zip archive says at its end how many parts it has. There may be several such ends (in the comment, or behind one
//! another), and readers differ in which they take; the largest claim counts here.

use std::cell::Cell;
use std::io::{self, Read, Seek, SeekFrom};
use std::rc::Rc;

/// The record at the end: `PK\5\6`, 22 bytes and a comment.
const END: &[u8] = b"PK\x05\x06";
const END_LENGTH: usize = 22;
/// The longest comment, and so the farthest from the end of the file that the record can begin.
const COMMENT: u64 = 0xFFFF;
/// In place of a number of parts that has no room.
const ELSEWHERE: u64 = 0xFFFF;
/// Where the record of a large archive is to be found: `PK\6\7`, 20 bytes right before the end.
const LOCATOR: &[u8] = b"PK\x06\x07";
const LOCATOR_LENGTH: usize = 20;
/// The record of a large archive: `PK\6\6`.
const LARGE_END: &[u8] = b"PK\x06\x06";
/// How far before its locator the record of a large archive is looked for; there is nothing between them.
const GAP: u64 = 64 << 10;

/// How many parts the archive claims to have, by the largest of its claims.
pub(crate) fn claimed(reader: &mut (impl Read + Seek + ?Sized)) -> io::Result<u64> {
    let length = reader.seek(SeekFrom::End(0))?;
    let start = length.saturating_sub(COMMENT + (END_LENGTH + LOCATOR_LENGTH) as u64);
    let tail = piece(reader, start, length)?;
    let mut most = 0;
    for at in found(&tail, END) {
        let located = at.checked_sub(LOCATOR_LENGTH);
        let located = located.filter(|&locator| tail.get(locator..locator + LOCATOR.len()) == Some(LOCATOR));
        for claim in [number(&tail, at + 8, 2), number(&tail, at + 10, 2)] {
            // The largest number there is room for says that the record of a large archive has the true one.
            if located.is_none() || claim < ELSEWHERE {
                most = most.max(claim);
            }
        }
        let Some(locator) = located else { continue };
        let here = start + locator as u64;
        let said = number(&tail, locator + 8, 8);
        if said >= here || here - said > GAP {
            // No program leaves room there; what stands in it would have to be searched.
            return Err(io::ErrorKind::InvalidData.into());
        }
        let between = piece(reader, said, here)?;
        for large in found(&between, LARGE_END) {
            most = most.max(number(&between, large + 24, 8)).max(number(&between, large + 32, 8));
        }
    }
    Ok(most)
}

/// The bytes from one position to another.
fn piece(reader: &mut (impl Read + Seek + ?Sized), from: u64, to: u64) -> io::Result<Vec<u8>> {
    reader.seek(SeekFrom::Start(from))?;
    let mut bytes = Vec::new();
    reader.take(to - from).read_to_end(&mut bytes)?;
    Ok(bytes)
}

/// Every position of a mark.
fn found<'b>(bytes: &'b [u8], mark: &'b [u8]) -> impl Iterator<Item = usize> + 'b {
    bytes.windows(mark.len()).enumerate().filter(move |(_, window)| *window == mark).map(|(at, _)| at)
}

/// A number of so many bytes, the lowest first; 0 where the bytes end.
fn number(bytes: &[u8], at: usize, length: usize) -> u64 {
    let digits = bytes.get(at..at + length).unwrap_or_default();
    digits.iter().rev().fold(0, |sum, &byte| (sum << 8) | u64::from(byte))
}

/// How many bytes may still be read; shared with whoever opened the archive.
pub(crate) type Allowance = Rc<Cell<u64>>;

/// A reader that stops when its allowance is used up: names, comments and extra fields of every part can be 64 KiB each,
/// and the list of parts is held in memory.
#[derive(Debug)]
pub(crate) struct Metered<R> {
    inner: R,
    left: Allowance,
}

impl<R> Metered<R> {
    pub(crate) fn new(inner: R, left: u64) -> (Self, Allowance) {
        let left = Rc::new(Cell::new(left));
        (Self { inner, left: Rc::clone(&left) }, left)
    }
}

impl<R: Read> Read for Metered<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let count = self.inner.read(buffer)?;
        match self.left.get().checked_sub(count as u64) {
            Some(left) => self.left.set(left),
            None => return Err(io::ErrorKind::QuotaExceeded.into()),
        }
        Ok(count)
    }
}

impl<R: Seek> Seek for Metered<R> {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        self.inner.seek(to)
    }
}
