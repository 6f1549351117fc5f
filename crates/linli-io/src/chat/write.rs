//! Writing: a chat on its way through into ChatLab's exchange format or a table, and the records back into either.
//!
//! What a format has no field for goes into an extension that our own reader understands, so that what is written and read
//! again is what it was.

mod chatlab;
mod records;
mod table;
#[cfg(test)]
mod tests;

use std::io;

use linli::{Error, ErrorKind, Location};

pub use self::chatlab::{ChatLabWriter, Form};
pub use self::records::{Export, Exported, export};
pub(in crate::chat) use self::table::MEMBER;
pub use self::table::TableWriter;

fn unwritable(cause: io::Error) -> Error {
    Error::new(ErrorKind::File, "the export cannot be written")
        .with_source(cause)
        .with_hint("check the space left and the rights in this folder")
}

/// A place in a source whose file is known to the caller.
fn line(number: u64) -> Location {
    Location { file: None, line: Some(number) }
}
