//! The sheet of a random check, to be answered on paper or in place.

use std::fs::File;
use std::io::{self, Write};
use std::path::Path;

use linli::records::{ActivityId, Records};
use linli::{Error, ErrorKind};

use crate::questions::todo::lines;
use crate::table::{AUDIT, audit_cell};

/// Writes a new sheet of drawn activities, without anybody's name; filled in, it is `audit.csv` of the study folder.
///
/// # Errors
/// A file that is there already: answers may stand in it. One that cannot be written.
pub fn write_audit(records: &Records, drawn: &[ActivityId], out: &Path) -> Result<(), Error> {
    let headers: Vec<&str> = AUDIT.columns.iter().map(|column| column.id).collect();
    let row = |&at: &ActivityId| headers.iter().map(|column| audit_cell(records, at, column)).collect();
    let text = lines(&headers, drawn.iter().map(row));
    let written = File::options().write(true).create_new(true).open(out).and_then(|mut file| {
        file.write_all(text.as_bytes())?;
        file.sync_all()
    });
    written.map_err(|error| {
        let shown = out.display();
        if error.kind() == io::ErrorKind::AlreadyExists {
            return Error::new(
                ErrorKind::File,
                (
                    format!("there is a `{shown}` already; answers may stand in it"),
                    format!("已经有“{shown}”了，里面可能写了答案"),
                ),
            )
            .with_hint(("name another file", "换一个文件名"));
        }
        Error::new(ErrorKind::File, (format!("`{shown}` cannot be written"), format!("“{shown}”写不进去")))
            .with_source(error)
    })
}
