//! A study folder read past the files that cannot be read.

use std::path::Path;

use linli::diagnostic::Diagnostics;
use linli::{Error, Plan, refusal};

use super::listing::Listing;
use super::refused::{Refused, is_of};
use super::{Ground, OpenOptions, Opened, read_plan};
use crate::identity::spelling;
use crate::key;

/// A study folder that was looked through past what cannot be read.
#[derive(Debug)]
pub struct Looked {
    /// What the other files gave, as if those that were refused did not lie there; `None` where they gave nothing.
    pub opened: Option<Opened>,
    /// Why each file that is left out cannot be read, in the order of reading: tables, member lists, chats, sheets.
    pub refused: Vec<Error>,
    /// The plan.
    pub plan: Plan,
}

/// Reads a study folder past the files that cannot be read. Where some were refused the others are read once more without
/// them, so that nothing of a file that was begun is left.
///
/// # Errors
/// Where there is nothing to read past: no folder, no plan, no source, no key; or where what is wrong is of no single file.
pub fn look(dir: &Path, options: &OpenOptions) -> Result<Looked, Error> {
    let mut odd = Diagnostics::new();
    let mut plan_input = Vec::new();
    let mut plan = read_plan(dir, &mut plan_input)?;
    // Names of staff are looked for among names as they are kept.
    for name in &mut plan.staff {
        *name = spelling(name).into_owned();
    }
    let whole = Listing::of(dir, options.limits, &mut odd)?;
    if !whole.has_events() {
        let message = format!("`{}` holds no source of events", dir.display());
        return Err(Error::refused(&refusal::NO_SOURCES, message));
    }
    // The key comes before the reading: a study that cannot be pseudonymous is not read.
    let key = key::pseudonym_key(dir, options.key.as_deref())?;
    let ground = Ground { dir, options, plan: &plan, key: &key, whole: &whole, odd: &odd, input: &plan_input };
    let mut refused = Refused::default();
    let mut late = 0;
    let opened = loop {
        let before = refused.count();
        let read = ground.read(&mut refused);
        match read {
            // What was refused on the way may have left its traces.
            _ if refused.count() > before => {}
            Ok(opened) => break Some(opened),
            // The others hold nothing: what was refused is all there is to say.
            Err(error) if is_empty(&error) && before > 0 => break None,
            Err(error) => match culprit(&whole, &error) {
                Some(label) if late < MOST_LATE && !refused.has(&label) && !is_empty(&error) => {
                    late += 1;
                    refused.add(label, error);
                }
                _ if before == 0 => return Err(error),
                _ => {
                    refused.add(String::new(), error);
                    break None;
                }
            },
        }
    };
    Ok(Looked { opened, refused: refused.into_errors(), plan })
}

/// So many files are left out for what shows only once all were read; each of them means to read all others again.
const MOST_LATE: usize = 20;

/// Whether no file holds anything.
fn is_empty(error: &Error) -> bool {
    error.code() == Some(refusal::NOTHING_RECORDED.id)
}

/// The file, or worksheet, without which the others could be read: the one at which the error stands.
fn culprit(whole: &Listing, error: &Error) -> Option<String> {
    let place = error.location().file.as_deref()?;
    let entry = whole.entries().find(|entry| is_of(place, &entry.label))?;
    let is_ledger = whole.ledgers.contains(entry);
    Some(if is_ledger { place.to_owned() } else { entry.label.clone() })
}
