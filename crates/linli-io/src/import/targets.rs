//! Whom messages point at, once the names of a chat are known.

use std::collections::BTreeMap;

use linli::records::{Flags, How, PersonId, Target};
use linli::{Error, Location};

use super::cast::Cast;
use super::stage::{Aimed, Pointers, Stage};
use crate::draft::Draft;
use crate::text::{Names, match_mentions};

/// Whom one message points at.
pub(super) struct Aim<'t> {
    /// Position of the message.
    pub(super) at: u32,
    pub(super) line: u32,
    /// In their order, each once.
    pub(super) targets: &'t [Target],
    pub(super) flags: Flags,
    /// How many targets are known to nobody here.
    pub(super) lost: u32,
}

/// Finds whom the messages of a chat point at, in the order of the messages.
pub(super) fn each_aim(
    draft: &mut Draft,
    stage: &Stage,
    cast: &Cast<'_>,
    label: &str,
    mut take: impl FnMut(&mut Draft, &Aim<'_>) -> Result<(), Error>,
) -> Result<(), Error> {
    let place = Location::file(label);
    let names: Names = cast.names().collect();
    // The same mentions are kept once, and looked through once.
    let mut read_before: BTreeMap<(u32, u32), Vec<&str>> = BTreeMap::new();
    let mut targets: Vec<Target> = Vec::new();
    for &pointers in &stage.pointers {
        targets.clear();
        let mut flags = Flags::NONE;
        let mut lost = 0_u32;
        let mut aim = |person: Option<PersonId>, how: How| {
            flags = flags.with(Flags::ADDRESSED);
            match person {
                Some(person) => targets.push(Target { person, how }),
                None => lost += 1,
            }
        };
        if let Some(quoted) = pointers.quoted {
            aim(cast.called(draft, stage.names.at(quoted), &place)?, How::Reply);
        }
        for id in stage.ids(pointers) {
            aim(cast.identified(id), How::Mention);
        }
        for (aimed, how) in stage.aims(pointers) {
            let person = match aimed {
                Aimed::Writer(position) => cast.authors.get(*position as usize).copied(),
                Aimed::Name(name) => cast.called(draft, stage.names.at(*name), &place)?,
                Aimed::Id(id) => cast.identified(id),
            };
            aim(person, *how);
        }
        let Pointers { at, line, to_all, mentions, .. } = pointers;
        let written = stage.written(pointers);
        let found = read_before.entry(mentions).or_insert_with(|| match_mentions(written, &names));
        for name in found.iter() {
            aim(cast.called(draft, name, &place)?, How::Mention);
        }
        if found.is_empty() && !written.is_empty() && !to_all {
            aim(None, How::Mention);
        }
        if lost > 0 {
            flags = flags.with(Flags::TO_OTHERS);
        }
        targets.sort();
        targets.dedup();
        take(draft, &Aim { at, line, targets: &targets, flags, lost })?;
    }
    Ok(())
}
