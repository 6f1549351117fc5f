//! The chats of a study folder.

use std::collections::BTreeMap;
use std::fs::File;
use std::io::{Seek, SeekFrom};

use linli::diagnostic;
use linli::{Error, ErrorKind, Location};

use super::listing::Listing;
use super::{OpenOptions, listed_names};
use crate::chat::{self, ReadOptions};
use crate::draft::Draft;
use crate::groups::GroupBook;
use crate::import::{ChatFile, Import};
use crate::roster::Picture;
use crate::source::{Digesting, InputFile, unreadable};

/// The largest chat file read, and its longest line.
const LARGEST_CHAT: u64 = 4 << 30;
const LONGEST_LINE: usize = 1 << 20;

pub(super) fn read(
    listing: &Listing,
    options: &OpenOptions,
    pictures: &[Picture],
    book: &mut GroupBook,
    draft: &mut Draft,
    inputs: &mut Vec<InputFile>,
) -> Result<(), Error> {
    let zone = draft.zone;
    let rosters = listed_names(pictures);
    let mut taken = BTreeMap::new();
    let mut import = Import { draft, book, rosters: &rosters, taken: &mut taken };
    for entry in &listing.chats {
        let failed = |error| unreadable(&entry.label, error);
        let mut file = File::open(&entry.path).map_err(failed)?;
        let length = file.metadata().map_err(failed)?.len();
        if length > LARGEST_CHAT {
            return Err(Error::new(
                ErrorKind::Limit,
                format!("the file has {length} bytes; {LARGEST_CHAT} are read at most"),
            )
            .at(Location::file(&entry.label))
            .with_hint("split it by year"));
        }
        if length == 0 {
            import.draft.odd.push(&diagnostic::EMPTY_SOURCE, Location::file(&entry.label), "the file is empty");
        } else {
            let read =
                ReadOptions { file: entry.label.clone(), zone, date_order: options.date_order, max_line: LONGEST_LINE };
            let mut chat = ChatFile::new(&mut import, &entry.label, &entry.name);
            let format = chat::read(&file, &read, None, &mut chat)?;
            chat.finish(format.id, format.fields)?;
        }
        // Read once more for the digest: formats look at the beginning, and some at the whole, before they read.
        file.seek(SeekFrom::Start(0)).map_err(failed)?;
        inputs.push(Digesting::new(file, LARGEST_CHAT).finish(&entry.label).map_err(failed)?);
    }
    Ok(())
}
