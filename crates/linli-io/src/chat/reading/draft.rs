//! The message a line-by-line reader is in the middle of.

use linli::records::MessageKind;
use linli::time::Timestamp;
use linli::{Error, Location, refusal};

use super::super::ReadOptions;
use super::is_blank;

/// A message whose text may go on in the next line. The same memory serves message after message.
pub(in crate::chat) struct Draft {
    open: bool,
    /// When.
    pub(in crate::chat) time: Timestamp,
    /// The line it began on.
    pub(in crate::chat) line: u64,
    /// Who.
    pub(in crate::chat) author: String,
    /// What, where its first line already says so.
    pub(in crate::chat) kind: Option<MessageKind>,
    text: String,
    blanks: usize,
}

impl Draft {
    /// No message yet.
    pub(in crate::chat) fn none() -> Self {
        Self {
            open: false,
            time: Timestamp::from_micros(0),
            line: 0,
            author: String::new(),
            kind: None,
            text: String::new(),
            blanks: 0,
        }
    }

    /// Whether there is a message.
    pub(in crate::chat) fn is_open(&self) -> bool {
        self.open
    }

    /// A new message begins.
    pub(in crate::chat) fn begin(&mut self, time: Timestamp, line: u64, author: &str, kind: Option<MessageKind>) {
        self.close();
        (self.open, self.time, self.line, self.kind) = (true, time, line, kind);
        self.author.push_str(author);
    }

    /// The message is done with.
    pub(in crate::chat) fn close(&mut self) {
        self.open = false;
        self.author.clear();
        self.text.clear();
        self.blanks = 0;
    }

    /// Adds a line of text. Blank lines count only between lines that say something.
    pub(in crate::chat) fn push(&mut self, line: &str, options: &ReadOptions) -> Result<(), Error> {
        if is_blank(line) {
            self.blanks = self.blanks.saturating_add(1);
            return Ok(());
        }
        let breaks = if self.text.is_empty() { 0 } else { self.blanks.saturating_add(1) };
        self.blanks = 0;
        if self.text.len().saturating_add(breaks).saturating_add(line.len()) > options.limits.line {
            let message = format!("the message is longer than {} bytes", options.limits.line);
            return Err(Error::refused(&refusal::LONG_MESSAGE, message)
                .at(Location::line(&options.file, self.line))
                .with_hint("no chat program sends such a message; check that the file is a chat export to its end"));
        }
        self.text.extend(std::iter::repeat_n('\n', breaks));
        self.text.push_str(line);
        Ok(())
    }

    /// The text so far, without blanks at its end.
    pub(in crate::chat) fn text(&self) -> &str {
        self.text.trim_end_matches([' ', '\t'])
    }
}
