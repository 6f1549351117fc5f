//! Every group of the chats that were read into the records: its sources, its people, its messages.

use std::cell::RefCell;

use linli::records::{
    Bounds, ChatDraft, DaySpan, Field, Fields, GroupId, Membership, MessageKind, Passage, PassageDraft, PersonId, Role,
    Source, SourceKind, Status,
};
use linli::time::Timestamp;
use linli::{Error, Location, diagnostic};

use super::cast::{self, Cast};
use super::lists::{Known, Lists, Post};
use super::runs::Spoken;
use super::stage::Stage;
use super::targets::each_aim;
use super::{Import, Part, echo, grouping, merge};
use crate::discover::{Clue, Watch};
use crate::draft::Draft;
use crate::text::{Context, Digests, Seen, When, Window};

/// A group with the parts that hold it.
struct Gathered {
    name: String,
    group: GroupId,
    parts: Vec<Part>,
}

pub(super) fn settle(import: &mut Import<'_>, parts: Vec<Part>) -> Result<(), Error> {
    let groups = grouping::grouped(import, &parts)?;
    let mut parts: Vec<Option<Part>> = parts.into_iter().map(Some).collect();
    let mut gathered = Vec::new();
    for (name, members) in groups {
        let parts: Vec<Part> = members.into_iter().filter_map(|at| parts.get_mut(at).and_then(Option::take)).collect();
        let platform = parts.iter().filter_map(|part| part.stage.platform.as_deref()).min();
        let group = import.book.open(&name, platform, import.draft);
        gathered.push(Gathered { name, group, parts });
    }
    // Ids first, in all files: a name without an id may be that of somebody a later file shows with one.
    for step in [cast::introduce, cast::admit] {
        for Gathered { name, group, parts } in &gathered {
            for part in parts {
                step(import.draft, &part.stage, name, *group, &Location::file(&part.label))?;
            }
        }
    }
    for Gathered { name, group, mut parts } in gathered {
        for part in &parts {
            source(import.draft, part, group);
        }
        let listed = import.rosters.get(&name).map_or(&[][..], Vec::as_slice);
        if let [part] = &mut parts[..] {
            alone(import.draft, part, listed, &name, group)?;
        } else {
            merge::together(import.draft, &parts, listed, &name, group)?;
        }
    }
    Ok(())
}

fn source(draft: &mut Draft, part: &Part, group: GroupId) {
    let (stage, zone) = (&part.stage, draft.zone);
    let times = || stage.chat.times().iter();
    let covers = times().min().zip(times().max()).map(|(&first, &last)| {
        let (first, last) = (zone.day(first), zone.day(last));
        if stage.exported_on.is_some_and(|day| last > day) {
            let detail = format!("the last message is of {last}");
            draft.odd.push(&diagnostic::FUTURE_TIME, Location::file(&part.label), detail);
        }
        // Up to the day of the export, silence was recorded too; without it, nothing is known after the last message.
        DaySpan { start: first, end: last.max(stage.exported_on.unwrap_or(last)).plus(1) }
    });
    let roster = if stage.members.is_empty() { Fields::NONE } else { Fields::of(&[Field::Roster]) };
    draft.builder.source(Source {
        label: part.label.clone(),
        kind: SourceKind::Chat,
        format: part.format,
        groups: vec![group],
        organizations: Vec::new(),
        covers: covers.into_iter().collect(),
        exported_on: stage.exported_on,
        fields: part.fields.with(roster),
        rows: stage.chat.len() as u64,
    });
}

/// A chat that one file holds: its columns become those of the records.
fn alone(draft: &mut Draft, part: &mut Part, listed: &[String], name: &str, group: GroupId) -> Result<(), Error> {
    let place = Location::file(&part.label);
    let mut chat = std::mem::take(&mut part.stage.chat);
    let Part { stage, label, .. } = part;
    look_again(draft, stage, &mut chat);
    hear_again(stage, &mut chat)?;
    stage.carried.tell(&mut chat, Some)?;
    let listed = cast::further_names(draft, stage, listed, name, group, &place);
    let cast = Cast::new(draft, stage, &listed, name, group, &place)?;
    memberships(draft, &stage.members, &cast.authors, group);
    let own = RefCell::new(chat);
    let writer = |at: u32| Some(own.borrow().at(at as usize)?.writer);
    each_aim(draft, stage, &cast, (label, &writer), |draft, aim| {
        lose(draft, label, aim.line, aim.lost);
        own.borrow_mut().aim(aim.at as usize, aim.targets, aim.flags)
    })?;
    let chat = own.into_inner();
    for passing in &stage.passings {
        let by = passing.by.and_then(|by| cast.authors.get(by as usize).copied());
        let message = chat.at(passing.at as usize);
        let person = message.and_then(|message| cast.authors.get(message.writer as usize));
        if let (Some(message), Some(&person)) = (message, person) {
            let joined = message.kind == MessageKind::Join;
            let passage = if joined { Passage::Joined } else { Passage::Left };
            pass(draft, group, person, (message.time, passage), by);
        }
    }
    let known = Known::of(draft, stage, &cast, &place)?;
    let mut posts: Vec<&Post> = stage.posts.iter().collect();
    posts.sort_by_key(|post| chat.times().get(post.at as usize).copied());
    let mut book = Lists::default();
    for post in posts {
        let Some(message) = chat.at(post.at as usize) else { continue };
        if let Some(&poster) = cast.authors.get(message.writer as usize) {
            book.see(group, message.time, poster, &known.listed(post));
        }
    }
    book.finish(draft);
    discover(draft, group, &chat, &stage.spoken, &cast.authors);
    draft.builder.chat(group, chat, &cast.authors).map_err(|error| error.at(place))
}

/// Settles the cues of a file that is out of order, in the order its messages were written.
fn look_again(draft: &Draft, stage: &Stage, chat: &mut ChatDraft) {
    if chat.times().is_sorted() || stage.shown.len() != chat.len() {
        return;
    }
    let mut order: Vec<u32> = (0..chat.len() as u32).collect();
    order.sort_by_key(|&at| chat.times().get(at as usize).copied());
    let mut context = Context::new(draft.zone);
    for &at in &order {
        let (Some(message), Some(shown)) = (chat.at(at as usize), stage.shown.get(at as usize)) else { continue };
        let seen = Seen { time: message.time, author: message.writer, features: shown.features() };
        let cues = context.see(&seen, |place, cues| {
            if let Some(&at) = order.get(place as usize) {
                chat.recue(at as usize, cues);
            }
        });
        chat.recue(at as usize, cues);
    }
}

/// Looks through a chat, in the order of time, for what was held.
pub(super) fn discover(draft: &mut Draft, group: GroupId, chat: &ChatDraft, spoken: &Spoken, people: &[PersonId]) {
    let mut watch = Watch::new(draft.zone);
    // What is called off need not look like a notice.
    let mut off = spoken.off().peekable();
    let telling = |at: &u32| {
        let is_off = off.next_if_eq(at).is_some();
        chat.at(*at as usize).is_some_and(|message| is_off || Watch::tells(message.cues))
    };
    let mut order: Vec<u32> = (0..chat.len() as u32).filter(telling).collect();
    if !chat.times().is_sorted() {
        order.sort_by_key(|&at| chat.times().get(at as usize).copied());
    }
    for at in order {
        let Some(message) = chat.at(at as usize) else { continue };
        let Some(&person) = people.get(message.writer as usize) else { continue };
        let days: Vec<When> = spoken.days(at).collect();
        let has_words = message.kind == MessageKind::Text || message.kind == MessageKind::Announcement;
        watch.see(&Clue { time: message.time, person, cues: message.cues, has_words, days: &days });
    }
    draft.occasions.extend(watch.finish().into_iter().map(|occasion| (group, occasion)));
}

/// Says who takes up whose words in a file that was read before its messages were known to be in order.
fn hear_again(stage: &Stage, chat: &mut ChatDraft) -> Result<(), Error> {
    if stage.prints.len() != chat.len() {
        return Ok(());
    }
    let mut order: Vec<u32> = (0..chat.len() as u32).collect();
    order.sort_by_key(|&at| chat.times().get(at as usize).copied());
    let mut window = Window::default();
    for at in order {
        let at = at as usize;
        if let (Some(pieces), Some(&whole)) = (stage.sketches.at(at), stage.prints.get(at)) {
            echo::hear(&mut window, chat, at, Digests { whole, pieces })?;
        }
    }
    Ok(())
}

/// Notes somebody's join or leave.
pub(super) fn pass(
    draft: &mut Draft,
    group: GroupId,
    person: PersonId,
    (time, passage): (Timestamp, Passage),
    by: Option<PersonId>,
) {
    let day = draft.zone.day(time);
    draft.builder.passage(PassageDraft { group, person, time, day, passage, by: by.filter(|&by| by != person) });
}

/// Names what points at nobody known here.
pub(super) fn lose(draft: &mut Draft, label: &str, line: u32, lost: u32) {
    for _ in 0..lost {
        let place = Location::line(label, u64::from(line));
        draft.odd.push(&diagnostic::UNKNOWN_TARGET, place, "the message points at nobody known in this chat");
    }
}

/// Members that the file itself lists.
pub(super) fn memberships(draft: &mut Draft, members: &[u32], authors: &[PersonId], group: GroupId) {
    let organization = draft.builder.group_mut(group).organization;
    for person in members.iter().filter_map(|&member| authors.get(member as usize)) {
        draft.builder.membership(Membership {
            group: Some(group),
            organization,
            person: *person,
            role: Role::Member,
            status: Status::Present,
            start: Bounds::UNKNOWN,
            end: Bounds::UNKNOWN,
            reason: None,
            listed: true,
        });
    }
}

crate::redacted!(Gathered);
