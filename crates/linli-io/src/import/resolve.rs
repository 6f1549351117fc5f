//! A whole chat into records: people, targets, messages.

use std::collections::BTreeMap;
use std::num::NonZeroU64;

use linli::records::{Bounds, Flags, GroupId, How, Membership, MessageDraft, PersonId, Role, Status, Target};
use linli::{Error, ErrorKind, Location, diagnostic};

use super::Import;
use super::stage::{Print, Stage, Staged};
use crate::draft::Draft;
use crate::identity::Seen;
use crate::text::{Names, match_mentions};

/// The people of a chat by what a message can call them.
struct Cast<'s> {
    /// By position of the writer.
    authors: Vec<PersonId>,
    /// By name; `None` where two bear it, or where it was not asked for yet.
    by_name: BTreeMap<&'s str, Bearer>,
    by_id: BTreeMap<&'s str, PersonId>,
    scope: String,
    group: &'s str,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Bearer {
    /// On a member list; becomes a person when somebody points there.
    Listed,
    One(PersonId),
    Several,
}

pub(super) fn settle(
    import: &mut Import<'_>,
    stage: &Stage,
    name: &str,
    group: GroupId,
    label: &str,
) -> Result<(), Error> {
    let place = Location::file(label);
    let no_names = Vec::new();
    let rosters = import.rosters;
    let listed = rosters.get(name).unwrap_or(&no_names);
    let cast = Cast::new(import.draft, stage, listed, name, group, &place)?;
    memberships(import.draft, stage, &cast, group);

    let names: Names = cast.by_name.keys().copied().collect();
    let mut taken = import.book.is_shared(name).then(|| import.taken.entry(name.to_owned()).or_default());
    let mut here: BTreeMap<Print, u32> = BTreeMap::new();
    let mut read_before: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    let mut targets: Vec<Target> = Vec::new();
    for message in &stage.messages {
        if let Some(taken) = &mut taken
            && !is_new((message.time, message.print), &mut here, taken)
        {
            continue;
        }
        targets.clear();
        let mut flags = message.flags;
        let mut lost = 0_u32;
        let mut aim = |person: Option<PersonId>, how: How| match person {
            Some(person) => targets.push(Target { person, how }),
            None => lost += 1,
        };
        if let Some(pointers) = stage.pointers(message) {
            if let Some(quoted) = pointers.quoted {
                flags = flags.with(Flags::ADDRESSED);
                aim(cast.called(import.draft, stage.names.at(quoted), &place)?, How::Reply);
            }
            for id in stage.ids(pointers) {
                flags = flags.with(Flags::ADDRESSED);
                aim(cast.by_id.get(&**id).copied(), How::Mention);
            }
            let written = stage.written(pointers);
            let found = read_before.entry(written).or_insert_with(|| match_mentions(written, &names));
            for name in found.iter() {
                flags = flags.with(Flags::ADDRESSED);
                aim(cast.called(import.draft, name, &place)?, How::Mention);
            }
            if found.is_empty() && !written.is_empty() && !message.flags.has(Flags::TO_ALL) {
                flags = flags.with(Flags::ADDRESSED);
                aim(None, How::Mention);
            }
        }
        if lost > 0 {
            flags = flags.with(Flags::TO_OTHERS);
        }
        targets.sort();
        targets.dedup();
        for _ in 0..lost {
            let place = Location::line(label, u64::from(message.line));
            import.draft.odd.push(
                &diagnostic::UNKNOWN_TARGET,
                place,
                "the message points at nobody known in this chat",
            );
        }
        import.draft.builder.message(group, draft(message, cast.authors[message.author as usize], flags, &targets))?;
    }
    Ok(())
}

fn draft<'t>(message: &Staged, author: PersonId, flags: Flags, targets: &'t [Target]) -> MessageDraft<'t> {
    MessageDraft {
        time: message.time,
        author,
        kind: message.kind,
        length: message.length,
        flags,
        cues: message.cues,
        order: u64::from(message.line),
        id: message.id.map(NonZeroU64::get),
        reply_to: message.reply_to.map(NonZeroU64::get),
        targets,
    }
}

/// Whether a message is not among those an earlier file of the group gave: of each that is alike, the larger number of
/// the two files counts, so that the order of files and reading one twice change nothing.
fn is_new(print: Print, here: &mut BTreeMap<Print, u32>, taken: &mut BTreeMap<Print, u32>) -> bool {
    let here = here.entry(print).or_insert(0);
    *here += 1;
    let taken = taken.entry(print).or_insert(0);
    let new = *here > *taken;
    *taken = (*taken).max(*here);
    new
}

/// Members that the file itself lists.
fn memberships(draft: &mut Draft, stage: &Stage, cast: &Cast<'_>, group: GroupId) {
    let organization = draft.builder.group_mut(group).organization;
    for &member in &stage.members {
        draft.builder.membership(Membership {
            group: Some(group),
            organization,
            person: cast.authors[member as usize],
            role: Role::Member,
            status: Status::Present,
            start: Bounds::UNKNOWN,
            end: Bounds::UNKNOWN,
            listed: true,
            reason: None,
        });
    }
}

impl<'s> Cast<'s> {
    fn new(
        draft: &mut Draft,
        stage: &'s Stage,
        listed: &'s [String],
        name: &'s str,
        group: GroupId,
        place: &Location,
    ) -> Result<Self, Error> {
        let scope = draft.scope_of_group(group);
        let platform = stage.platform.as_deref().unwrap_or("chat");
        let mut cast =
            Self { authors: Vec::new(), by_name: BTreeMap::new(), by_id: BTreeMap::new(), scope, group: name };
        let ids: Vec<Option<String>> =
            stage.authors.iter().map(|a| a.id.as_deref().map(|id| format!("{platform}:{id}"))).collect();
        for (author, id) in stage.authors.iter().zip(&ids) {
            if let Some(id) = id {
                draft.who.note_shown(id, stage.names.at(author.name), cast.seen(place))?;
            }
        }
        for (author, id) in stage.authors.iter().zip(&ids) {
            let shown = stage.names.at(author.name);
            let person = match id {
                Some(id) => Some(draft.platform_person(id, shown, cast.seen(place))?),
                None => draft.person(shown, Some(&cast.scope), Some(name), place)?,
            };
            // Names were cleaned when they were staged, so nobody is lost here; positions must not shift.
            let Some(person) = person else {
                return Err(Error::new(ErrorKind::Input, "a writer has no name").at(place.clone()));
            };
            cast.authors.push(person);
            let bearer = cast.by_name.entry(shown).or_insert(Bearer::One(person));
            if *bearer != Bearer::One(person) {
                *bearer = Bearer::Several;
            }
            if let Some(id) = author.id.as_deref() {
                cast.by_id.insert(id, person);
            }
        }
        for shown in listed {
            cast.by_name.entry(shown).or_insert(Bearer::Listed);
        }
        Ok(cast)
    }

    fn seen<'p>(&'p self, place: &'p Location) -> Seen<'p> {
        Seen { scope: Some(&self.scope), group: Some(self.group), location: place }
    }

    /// The one person of this chat whom a name means.
    fn called(&self, draft: &mut Draft, name: &str, place: &Location) -> Result<Option<PersonId>, Error> {
        Ok(match self.by_name.get(name) {
            None | Some(Bearer::Several) => None,
            Some(&Bearer::One(person)) => Some(person),
            Some(Bearer::Listed) => draft.person(name, Some(&self.scope), Some(self.group), place)?,
        })
    }
}
