//! Rows of a CSV: RFC 4180 quoting, and no cell that a spreadsheet would run as a formula.
//!
//! A nickname is text chosen by anybody, and these files are opened in spreadsheets. Text that would be taken for a
//! formula gets an apostrophe in front (OWASP ASVS 1.2.10). Where lists are written with semicolons, a spreadsheet splits
//! these files there and takes a quotation mark inside a cell as it stands, so what follows a semicolon or a line's end in a
//! text is guarded alike. [`unguarded`] takes exactly these apostrophes off again.

use std::borrow::Cow;
use std::fmt::Display;
use std::io::{self, Write};

/// What tells Excel that a CSV is UTF-8.
pub(crate) const BYTE_ORDER_MARK: &str = "\u{feff}";

/// A CSV being written, row by row.
pub(crate) struct Sheet<'a> {
    out: &'a mut dyn Write,
    begun: bool,
}

impl<'a> Sheet<'a> {
    pub(crate) fn new(out: &'a mut dyn Write) -> Self {
        Self { out, begun: false }
    }

    /// A cell of text.
    pub(crate) fn text(&mut self, text: &str) -> io::Result<()> {
        self.separate()?;
        self.out.write_all(cell(text).as_bytes())
    }

    /// A cell (or several, with their commas) that needs no quoting any more: a number, a date, what [`cell`] made.
    pub(crate) fn ready(&mut self, text: impl Display) -> io::Result<()> {
        self.separate()?;
        write!(self.out, "{text}")
    }

    /// A real number: shortest digits that read back as the same number, with an exponent where zeros would run on.
    pub(crate) fn real(&mut self, value: f64) -> io::Result<()> {
        // A zero has no sign for a reader.
        let value = value + 0.0;
        let size = value.abs();
        if value.is_infinite() {
            // As Frictionless wants it.
            self.ready(if value > 0.0 { "INF" } else { "-INF" })
        } else if size == 0.0 || size.is_nan() || (1e-5..1e16).contains(&size) {
            self.ready(value)
        } else {
            self.ready(format_args!("{value:e}"))
        }
    }

    /// A cell with nothing in it.
    pub(crate) fn empty(&mut self) -> io::Result<()> {
        self.separate()
    }

    pub(crate) fn end_row(&mut self) -> io::Result<()> {
        self.begun = false;
        self.out.write_all(b"\n")
    }

    /// A whole row of text.
    pub(crate) fn row<'t>(&mut self, cells: impl IntoIterator<Item = &'t str>) -> io::Result<()> {
        for text in cells {
            self.text(text)?;
        }
        self.end_row()
    }

    fn separate(&mut self) -> io::Result<()> {
        if std::mem::replace(&mut self.begun, true) { self.out.write_all(b",") } else { Ok(()) }
    }
}

/// Text as a cell: guarded, and quoted where it must be. Semicolons and tabs count as separators in some spreadsheets.
pub(crate) fn cell(text: &str) -> Cow<'_, str> {
    let guarded = guarded(text);
    let outer_space = guarded.starts_with(char::is_whitespace) || guarded.ends_with(char::is_whitespace);
    if outer_space || guarded.contains([',', ';', '\t', '"', '\n', '\r']) {
        return Cow::Owned(format!("\"{}\"", guarded.replace('"', "\"\"")));
    }
    guarded
}

/// What ends a cell where a spreadsheet splits at semicolons.
const ENDS: [char; 3] = [';', '\n', '\r'];

/// Text as a program reads it from its cell.
pub(crate) fn guarded(text: &str) -> Cow<'_, str> {
    let starts = would_run(text);
    if !starts && !text.contains(ENDS) {
        return Cow::Borrowed(text);
    }
    let mut whole = String::from(if starts { "'" } else { "" });
    for (at, piece) in text.split_inclusive(ENDS).enumerate() {
        whole.push_str(if at > 0 && is_formula(piece) { "'" } else { "" });
        whole.push_str(piece);
    }
    Cow::Owned(whole)
}

/// The text of a cell as it was before it was guarded.
pub(crate) fn unguarded(cell: &str) -> Cow<'_, str> {
    let text = cell.strip_prefix('\'').filter(|text| would_run(text)).unwrap_or(cell);
    if !text.contains(ENDS) {
        return Cow::Borrowed(text);
    }
    let bare = |(at, piece): (usize, &'_ str)| -> usize {
        usize::from(at > 0 && piece.strip_prefix('\'').is_some_and(is_formula))
    };
    Cow::Owned(text.split_inclusive(ENDS).enumerate().filter_map(|piece| piece.1.get(bare(piece)..)).collect())
}

/// Whether a spreadsheet might run the text. Apostrophes in front do not change the answer, so that guarding can be undone.
fn would_run(text: &str) -> bool {
    text.trim_start_matches('\'').starts_with(['\t', '\r', '\n', '\0']) || is_formula(text)
}

fn is_formula(text: &str) -> bool {
    let trimmed = text.trim_start_matches(|c: char| c == '\'' || c == '\u{feff}' || c.is_whitespace());
    trimmed.starts_with(['=', '+', '-', '@', '＝', '＋', '－', '＠'])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formulas_are_guarded_and_come_back() {
        for text in [
            "=1+2",
            "+86 138",
            "-1",
            "@here",
            "\tx",
            "\rx",
            "\nx",
            "\0x",
            "＝1",
            "＋1",
            "－1",
            "＠x",
            "=HYPERLINK(\"http://x\")",
            " =1",
            "\u{feff}=1",
            "\u{3000}+1",
        ] {
            assert_eq!(guarded(text), format!("'{text}"), "{text:?}");
        }
        for text in [
            "=1",
            "'=1",
            "''=1",
            "'",
            "''",
            "'x",
            "x",
            "",
            "x=1",
            "王阿姨",
            "' =1",
            "'\t",
            "'\u{feff}'=1",
            "a;=1",
            "a;'=1",
            "a;''=1;\n-2",
            " \n=1",
            "'\n'=1",
            ";;'",
            ";\u{3000}@x",
            "a;b",
        ] {
            assert_eq!(unguarded(&guarded(text)), text, "{text:?}");
            assert_eq!(unguarded(&guarded(&guarded(text))), guarded(text), "{text:?}");
        }
        assert_eq!(guarded("x=1"), "x=1");
        assert_eq!(guarded("'x"), "'x");
    }

    #[test]
    fn cells_are_quoted_where_they_must_be() {
        assert_eq!(cell("a,b"), "\"a,b\"");
        assert_eq!(cell("a;=1"), "\"a;'=1\"");
        assert_eq!(cell("a\n\u{3000}+1;b"), "\"a\n'\u{3000}+1;b\"");
        assert_eq!(cell("say \"hi\""), "\"say \"\"hi\"\"\"");
        assert_eq!(cell("=a\nb"), "\"'=a\nb\"");
        assert_eq!(cell("布工坊"), "布工坊");
    }

    #[test]
    fn numbers_read_back_as_the_same_bits() {
        let written = |value: f64| {
            let mut out = Vec::new();
            Sheet::new(&mut out).real(value).unwrap();
            String::from_utf8(out).unwrap()
        };
        for (value, text) in [
            (0.1 + 0.2, "0.30000000000000004"),
            (3.0, "3"),
            (0.0, "0"),
            (1e300, "1e300"),
            (-2.5e-7, "-2.5e-7"),
            (1e15, "1000000000000000"),
            (f64::MIN_POSITIVE, "2.2250738585072014e-308"),
            (5e-324, "5e-324"),
            (f64::INFINITY, "INF"),
            (f64::NEG_INFINITY, "-INF"),
        ] {
            assert_eq!(written(value), text);
            assert_eq!(text.parse::<f64>().unwrap().to_bits(), value.to_bits(), "{text}");
        }
        assert_eq!(written(f64::NAN), "NaN");
        assert_eq!(written(-0.0), "0");
    }
}
