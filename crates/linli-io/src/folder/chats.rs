//! The chats of a study folder.

use std::fs::File;
use std::io::{Seek, SeekFrom};

use linli::records::{Cue, PseudonymKey};
use linli::{Error, Location, Plan, refusal};

use super::listing::{Entry, Listing};
use super::refused::Refused;
use super::{OpenOptions, listed_names};
use crate::chat::{self, ChatFormat, ReadOptions};
use crate::draft::Draft;
use crate::groups::GroupBook;
use crate::import::{ChatFile, Import, Repeats};
use crate::roster::Picture;
use crate::source::{Digesting, InputFile, unreadable};
use crate::text::Tags;

pub(super) fn read(
    listing: &Listing,
    options: &OpenOptions,
    (plan, key): (&Plan, &PseudonymKey),
    pictures: &[Picture],
    book: &mut GroupBook,
    draft: &mut Draft,
    (inputs, refused): (&mut Vec<InputFile>, &mut Refused),
) -> Result<(), Error> {
    let rosters = listed_names(pictures);
    let repeats = if listing.chats.len() > 1 { Repeats::Perhaps } else { Repeats::Never };
    let mut import = Import::new(draft, book, &rosters, repeats).marked(tags(plan)).keyed(key).within(&options.limits);
    for entry in &listing.chats {
        let mark = import.mark();
        match read_one(entry, options, plan, &mut import) {
            Ok(input) => inputs.push(input),
            Err(error) => {
                import.forget(mark);
                refused.add(entry.label.clone(), error);
            }
        }
    }
    import.finish()
}

fn read_one(entry: &Entry, options: &OpenOptions, plan: &Plan, import: &mut Import<'_>) -> Result<InputFile, Error> {
    let failed = |error| unreadable(&entry.label, error);
    let mut file = File::open(&entry.path).map_err(failed)?;
    let length = file.metadata().map_err(failed)?.len();
    let most = entry.limits.file;
    if length > most {
        let message = format!("the file has {length} bytes; {most} are read at most");
        return Err(Error::refused(&refusal::LARGE_FILE, message)
            .at(Location::file(&entry.label))
            .with_hint("split it by year"));
    }
    if length == 0 {
        return Err(Error::refused(&refusal::EMPTY_FILE, "the file is empty").at(Location::file(&entry.label)));
    }
    let (read, named) = how(entry, options, plan).map_err(|error| error.at(Location::file("study.toml")))?;
    loop {
        let mark = import.mark();
        let mut chat = ChatFile::new(import, &entry.label, &entry.name);
        let format = chat::read(&file, &read, named, &mut chat)?;
        chat.finish(format.id, format.fields);
        if !import.forget_repeated(mark) {
            break;
        }
    }
    // Read once more for the digest: formats look at the beginning, and some at the whole, before they read.
    file.seek(SeekFrom::Start(0)).map_err(failed)?;
    Digesting::new(file, most).finish(&entry.label).map_err(failed)
}

/// How a chat file is read, and as which format where a person says so.
pub(super) fn how(
    entry: &Entry,
    options: &OpenOptions,
    plan: &Plan,
) -> Result<(ReadOptions, Option<&'static ChatFormat>), Error> {
    let mut read = ReadOptions::new(&entry.label, plan.zone()?);
    read.date_order = options.date_order;
    read.as_of = options.as_of;
    read.limits = entry.limits;
    let choice = plan.sources.get(&entry.label).or_else(|| plan.sources.get(&entry.name));
    let named = choice.and_then(|choice| choice.format.as_deref()).map(chat::format).transpose()?;
    let read = choice.map_or(Ok(read.clone()), |choice| read.told(choice))?;
    Ok((read, named))
}

/// The marks of the plan; their cues were checked when it was read.
fn tags(plan: &Plan) -> Tags {
    let cue = |id: &str| Cue::ALL.iter().copied().find(|cue| cue.id() == id);
    let marks = plan.cues.iter().filter_map(|(id, marks)| cue(id).map(|cue| (cue, marks)));
    marks
        .flat_map(|(cue, marks)| marks.iter().map(move |mark| (cue, mark)))
        .fold(Tags::NONE, |tags, (cue, mark)| tags.with(cue, mark))
}
