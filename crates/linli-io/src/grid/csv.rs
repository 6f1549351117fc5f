//! Delimited text as a grid.

use linli::{Error, ErrorKind, Location, refusal};

use super::{Grid, GridLimits, Place};

/// Reads comma-, semicolon- or TAB-separated text.
pub(crate) fn read_csv(text: &str, file: &str, limits: &GridLimits) -> Result<Grid, Error> {
    let text = text.trim_start_matches('\u{feff}');
    if let Some(at) = text.find('\0') {
        let line = 1 + text[..at].matches('\n').count() as u64;
        return Err(Error::refused(&refusal::NOT_TEXT, "the file is not text")
            .at(Location::line(file, line))
            .with_hint("save it as CSV (UTF-8) or .xlsx"));
    }
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(delimiter(text))
        .from_reader(text.as_bytes());
    let mut grid = Grid::default();
    let mut record = csv::StringRecord::new();
    let mut lines = Lines { at: 0, line: 1 };
    loop {
        match reader.read_record(&mut record) {
            Ok(false) => return Ok(grid),
            Ok(true) => {}
            Err(error) => {
                // Nothing of a text in memory is unreadable, and rows may be of any length.
                let line = error.position().map_or(1, csv::Position::line);
                return Err(Error::new(ErrorKind::Input, "the row could not be read")
                    .at(Location::line(file, line))
                    .with_source(error));
            }
        }
        // The reader's own position stands before the empty lines it skips, and does not count a lone CR.
        let start = record.position().map_or(0, |position| position.byte() as usize);
        let (line, start) = lines.advance(text, start);
        if reader.is_done() || reader.position().byte() as usize >= text.len() {
            refuse_open_quote(text.get(start..).unwrap_or_default(), file, line)?;
        }
        for (column, cell) in record.iter().enumerate() {
            grid.push(column, cell, limits, Place { file, line })?;
        }
        grid.end_row(line);
    }
}

/// Counts lines on the way through a text.
struct Lines {
    at: usize,
    line: u64,
}

impl Lines {
    /// The line and position of the first content at or after a position.
    fn advance(&mut self, text: &str, position: usize) -> (u64, usize) {
        let bytes = text.as_bytes();
        while let Some(&byte) = bytes.get(self.at) {
            let ends = matches!(byte, b'\n' | b'\r');
            if self.at >= position && !ends {
                break;
            }
            // CRLF ends one line, at its LF.
            self.line += u64::from(ends && !(byte == b'\r' && bytes.get(self.at + 1) == Some(&b'\n')));
            self.at += 1;
        }
        (self.line, self.at.min(text.len()))
    }
}

/// A quote that is never closed swallows the rest of the file into one cell.
fn refuse_open_quote(last_record: &str, file: &str, line: u64) -> Result<(), Error> {
    let lines = last_record.trim_end().lines().count();
    if lines > 1 && last_record.bytes().filter(|&b| b == b'"').count() % 2 == 1 {
        return Err(Error::refused(
            &refusal::OPEN_QUOTE,
            format!("a quotation mark opens here and never closes; it swallows {lines} lines"),
        )
        .at(Location::line(file, line))
        .with_hint("close it, or take it out"));
    }
    Ok(())
}

/// The delimiter that stands in most of the first lines, and most often: every row has it, while a cell that lists files
/// or names may hold more of another. A cell in quotation marks may run over lines; a mark inside a bare cell opens nothing.
pub(crate) fn delimiter(text: &str) -> u8 {
    let mut counts = [(b',', 0_usize, 0_usize), (b';', 0, 0), (b'\t', 0, 0)];
    let mut quoted = false;
    for line in text.lines().filter(|line| !line.trim().is_empty()).take(20) {
        let (before, mut last) = (counts, b',');
        for byte in line.bytes() {
            // Two marks within a quoted cell are one of its text: it closes and opens again.
            quoted = if byte == b'"' { !quoted && matches!(last, b',' | b';' | b'\t' | b'"' | b'\r') } else { quoted };
            last = byte;
            if !quoted && let Some((_, _, count)) = counts.iter_mut().find(|(delimiter, ..)| *delimiter == byte) {
                *count += 1;
            }
        }
        for ((_, lines, count), (.., earlier)) in counts.iter_mut().zip(before) {
            *lines += usize::from(*count > earlier);
        }
    }
    // The first of equals stays: a comma where nothing speaks for another.
    counts.iter().rev().max_by_key(|&&(_, lines, count)| (lines, count)).map_or(b',', |&(delimiter, ..)| delimiter)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn grid(text: &str) -> Result<Grid, Error> {
        read_csv(text, "t.csv", &GridLimits::default())
    }

    #[test]
    fn delimiters_lines_and_blanks() {
        for text in [
            "\u{feff}a,b,c\n\n1,,\"x\ny\"\n 2 ,　3　,\n",
            "a;b;c\n\n1;;\"x\ny\"\n2;3;\n",
            "a\tb\tc\r\n\r\n1\t\t\"x\ny\"\r\n2\t3",
            "a,b,c\r\r1,,\"x\ny\"\r2,3",
        ] {
            let grid = grid(text).unwrap();
            let rows: Vec<(u64, Vec<(usize, &str)>)> =
                grid.rows().map(|row| (row.line, row.cells().collect())).collect();
            assert_eq!(rows[1], (3, vec![(0, "1"), (2, "x\ny")]), "{text:?}");
            assert_eq!(rows[2], (5, vec![(0, "2"), (1, "3")]), "{text:?}");
            assert_eq!(grid.row(1).cell(1), "");
        }
    }

    #[test]
    fn a_name_that_runs_over_lines_says_nothing_of_the_delimiter() {
        let text = "name,kind\n\"a\n;b;c\"\"\n;;d;\",\"e;\n;f\"\n5\" pipe,g\n";
        assert_eq!(delimiter(text), b',');
        let grid = grid(text).unwrap();
        assert_eq!(grid.row(1).cell(0), "a\n;b;c\"\n;;d;");
        assert_eq!(grid.row(2).cell(1), "g");
    }

    #[test]
    fn an_open_quote_is_named_with_its_line() {
        let error = grid("a,b\n1,\"x\n2,y\n3,z\n").unwrap_err();
        assert_eq!(error.location(), &Location::line("t.csv", 2));
        // An inch mark inside a cell opens nothing.
        assert!(grid("a,b\n1,5\" pipe\n").is_ok());
    }

    #[test]
    fn limits_hold_just_above_and_not_just_below() {
        let limits = GridLimits { cells: 4, columns: 2, field: 3, text: 8 };
        let read = |text| read_csv(text, "t.csv", &limits);
        assert!(read("a,b\nc,d\n").is_ok());
        for (text, says) in [
            ("a,b\nc,d\ne\n", "4 cells"),
            ("a,b,c\n", "2 columns"),
            ("abcd\n", "3 bytes"),
            ("aaa,bbb\nccc\n", "8 bytes of text"),
        ] {
            let error = read(text).unwrap_err();
            assert_eq!(error.kind(), ErrorKind::Limit);
            assert!(error.to_string().contains(says), "{error}");
        }
        assert!(read("a\0").unwrap_err().to_string().contains("not text"));
    }
}
