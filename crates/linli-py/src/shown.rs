//! Text as an interpreter prints it.

use linli_report::{one_line, printable};

/// The representation of an object: one line, in which nothing moves the cursor or turns what follows.
pub(crate) fn shown(text: &str) -> String {
    printable(&one_line(text))
}
