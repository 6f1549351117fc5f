//! Several files of one group into one: every message once, whatever the order of the files.
//!
//! Of messages that are alike — same time, writer, kind and content — the largest number any one file has is kept. That is
//! idempotent, commutative and associative, so reading a file twice, or files in another order, changes nothing. Where
//! files have the platform's ids, ids decide. Two files that each hold another one of two like messages of one minute, and
//! no ids, count them once: that loss is known.

use std::collections::{BTreeMap, BTreeSet};

use linli::records::{ChatDraft, ChatMessage, Field, GroupId, MessageKind, Passage, PersonId, Target};
use linli::time::{SECOND, Timestamp};
use linli::{Error, ErrorKind, Location, diagnostic, refusal};

use super::block::{Edge, Item, Sequence, Tier, merged};
use super::cast::{Cast, further_names};
use super::evidence::Traces;
use super::lists::{Known, Listed, Lists};
use super::runs::Spoken;
use super::settle::{discover, lose, memberships, pass};
use super::targets::each_aim;
use super::{Part, echo, stage::Passing};
use crate::draft::Draft;
use crate::text::{Context, Digests, Seen, Window};

/// Texts shorter than this are said by many in one minute.
const TELLING: u32 = 6;

/// So many texts written in the same minutes by two people are the texts of one.
const CERTAIN: u64 = 3;

/// So few messages may be alike by coincidence where one file ends and another begins.
const COINCIDENCES: usize = 4;

/// More messages of one minute are no conversation; they would be compared all at once.
const A_MINUTE: usize = 1_000_000;

/// One file on its way into the group.
struct Feed<'p> {
    part: &'p Part,
    at: u32,
    tier: Tier,
    numbering: u32,
    precise: bool,
    /// Positions in the order of their times, where the file is not in that order.
    order: Option<Vec<u32>>,
    /// Places among the people of the group, by writer.
    writers: Vec<u32>,
    aims: Vec<Aimed>,
    posts: Vec<Listed>,
    next: usize,
}

struct Aimed {
    at: u32,
    line: u32,
    targets: Vec<(u32, Target)>,
    flags: linli::records::Flags,
    lost: u32,
}

pub(super) fn together(
    draft: &mut Draft,
    parts: &[Part],
    listed: &[String],
    name: &str,
    group: GroupId,
) -> Result<(), Error> {
    let mut casts = Vec::new();
    let further: Vec<Vec<String>> = parts
        .iter()
        .map(|part| further_names(draft, &part.stage, listed, name, group, &Location::file(&part.label)))
        .collect();
    for (part, listed) in parts.iter().zip(&further) {
        casts.push(Cast::new(draft, &part.stage, listed, name, group, &Location::file(&part.label))?);
    }
    Cast::meet(&mut casts);
    for (part, cast) in parts.iter().zip(&casts) {
        memberships(draft, &part.stage.members, &cast.authors, group);
    }
    let (mut feeds, people) = feeds(draft, parts, &casts)?;
    drop(casts);
    remark(draft, &feeds);
    let mut chat = ChatDraft::new();
    // What stands around a message is known only now that the files are one.
    let mut context = Context::new(draft.zone);
    let mut spoken = Spoken::default();
    let mut book = Lists::default();
    let mut other_names = OtherNames::new();
    let mut window = Window::default();
    // Where messages of files that carry overlaps have come to stand.
    let carried = |part: &Part| if part.stage.carried.is_empty() { 0 } else { part.stage.chat.len() };
    let mut places: Vec<Vec<u32>> = parts.iter().map(|part| vec![u32::MAX; carried(part)]).collect();
    let waiting = |(at, feed): (usize, &Feed<'_>)| feed.minute().map(|minute| (minute, at));
    let mut minutes: BTreeSet<(i64, usize)> = feeds.iter().enumerate().filter_map(waiting).collect();
    while let Some(&(minute, _)) = minutes.first() {
        let mut sequences = Vec::new();
        while let Some(&(next, at)) = minutes.first().filter(|&&(next, _)| next == minute) {
            minutes.remove(&(next, at));
            let Some(feed) = feeds.get_mut(at) else { continue };
            sequences.extend(feed.take(minute)?);
            minutes.extend(waiting((at, feed)));
        }
        for item in together_of(sequences, &mut other_names) {
            let place = chat.len();
            let Item { mut message, targets, lost, by, .. } = item;
            spoken.put(place, item.spoken.as_ref().map_or(&[], |(_, days)| days.as_slice()), |_| {});
            let seen = Seen { time: message.time, author: message.writer, features: item.shown.features() };
            message.cues = context.see(&seen, |at, cues| chat.recue(at as usize, cues));
            let mixed = |(numbering, id): (u32, u64)| id ^ u64::from(numbering).wrapping_mul(0x9e37_79b9_7f4a_7c15);
            let (id, reply_to) = (item.id.map(mixed), item.reply_to.map(mixed));
            chat.push(&ChatMessage { id, reply_to, ..message })?;
            if let Some(pieces) = &item.pieces {
                echo::hear(&mut window, &mut chat, place, Digests { whole: item.print, pieces })?;
            }
            let targets: Vec<Target> = targets.into_iter().map(|(_, target)| target).collect();
            chat.aim(place, &targets, message.flags)?;
            for &(part, at) in &item.places {
                if let Some(own) = places.get_mut(part as usize).and_then(|places| places.get_mut(at as usize)) {
                    *own = place as u32;
                }
            }
            let first = item.places.first().and_then(|&(at, _)| parts.get(at as usize));
            lose(draft, first.map_or("", |part| &part.label), item.line, lost);
            let person = people.get(message.writer as usize).copied();
            if let (Some(poster), Some((_, post))) = (person, &item.post) {
                book.see(group, message.time, poster, post);
            }
            if let (Some(person), MessageKind::Join | MessageKind::Leave) = (person, message.kind) {
                let passage = if message.kind == MessageKind::Join { Passage::Joined } else { Passage::Left };
                let by = by.and_then(|by| people.get(by as usize).copied());
                pass(draft, group, person, (message.time, passage), by);
            }
        }
    }
    let shown = if other_names.is_empty() { BTreeMap::new() } else { shown(&feeds) };
    for ([one, two], &count) in &other_names {
        let (Some(&one), Some(&two)) = (shown.get(one), shown.get(two)) else { continue };
        if count >= CERTAIN {
            // No name stands in an error: it goes to logs. Whoever has the files finds the two by when they first spoke.
            let [here, there] = [two, one].map(|(file, first)| (file, draft.zone.format(first)));
            let message = (
                format!(
                    "who first wrote at {} here and who first wrote at {} in {} wrote the same {count} messages",
                    here.1, there.1, there.0
                ),
                format!(
                    "这里 {} 第一次说话的人，和“{}”里 {} 第一次说话的人名字不同，却有{count}条消息一模一样",
                    here.1, there.0, there.1
                ),
            );
            return Err(Error::refused(&refusal::TWO_NAMES_ONE_WRITER, message).at(Location::file(here.0)));
        }
        draft.odd.push(&diagnostic::OTHER_NAMES, Location::file(two.0), format!("{count} of its messages"));
    }
    for (part, places) in parts.iter().zip(&places) {
        part.stage.carried.tell(&mut chat, |at| places.get(at as usize).copied())?;
    }
    book.finish(draft);
    discover(draft, group, &chat, &spoken, &people);
    draft.builder.chat(group, chat, &people)
}

/// How often the same was written under two names: by file and writer.
type OtherNames = BTreeMap<[(Option<u32>, u32); 2], u64>;

/// A file, and when a writer first wrote in it: by file and writer.
fn shown<'p>(feeds: &[Feed<'p>]) -> BTreeMap<(Option<u32>, u32), (&'p str, Timestamp)> {
    let mut shown = BTreeMap::new();
    for feed in feeds {
        let chat = &feed.part.stage.chat;
        for message in (0..chat.len()).filter_map(|at| chat.at(at)) {
            let Some(&writer) = feed.writers.get(message.writer as usize) else { continue };
            let (_, first) = shown.entry((Some(feed.at), writer)).or_insert((feed.part.label.as_str(), message.time));
            *first = message.time.min(*first);
        }
    }
    shown
}

/// One minute. What only one file has needs no comparing.
fn together_of(mut sequences: Vec<Sequence>, other_names: &mut OtherNames) -> Vec<Item> {
    if sequences.len() == 1 {
        return sequences.pop().map_or_else(Vec::new, |sequence| sequence.items);
    }
    let items = merged(sequences);
    let mut said: BTreeMap<u64, Vec<&Item>> = BTreeMap::new();
    let telling = |item: &&Item| item.message.length >= TELLING && item.message.kind == MessageKind::Text;
    for item in items.iter().filter(telling) {
        let before = said.entry(item.print).or_default();
        let apart = |other: &&&Item| {
            let one_file = other.places.iter().any(|(part, _)| item.places.iter().any(|(own, _)| own == part));
            other.message.writer != item.message.writer && !one_file
        };
        if let Some(other) = before.iter().find(apart) {
            let mut pair =
                [other, &item].map(|item| (item.places.iter().map(|&(part, _)| part).min(), item.message.writer));
            pair.sort_unstable();
            *other_names.entry(pair).or_default() += 1;
        }
        // A few are enough to compare with, and keep a flood of one text from being compared all with all.
        if before.len() < 8 {
            before.push(item);
        }
    }
    items
}

/// The files of the group, and everybody in them in the order of their ids, which no file decides.
fn feeds<'p>(
    draft: &mut Draft,
    parts: &'p [Part],
    casts: &[Cast<'_>],
) -> Result<(Vec<Feed<'p>>, Vec<PersonId>), Error> {
    let mut aims: Vec<Vec<Aimed>> = Vec::new();
    let mut posts: Vec<Vec<Listed>> = Vec::new();
    let mut everybody: BTreeSet<PersonId> = casts.iter().flat_map(|cast| cast.authors.iter().copied()).collect();
    for (part, cast) in parts.iter().zip(casts) {
        let mut own = Vec::new();
        let writer = |at: u32| Some(part.stage.chat.at(at as usize)?.writer);
        each_aim(draft, &part.stage, cast, (&part.label, &writer), |_, aim| {
            everybody.extend(aim.targets.iter().map(|target| target.person));
            let targets = aim.targets.iter().map(|&target| (0, target)).collect();
            own.push(Aimed { at: aim.at, line: aim.line, targets, flags: aim.flags, lost: aim.lost });
            Ok(())
        })?;
        aims.push(own);
        let known = Known::of(draft, &part.stage, cast, &Location::file(&part.label))?;
        posts.push(part.stage.posts.iter().map(|post| known.listed(post)).collect());
    }
    let mut people: Vec<PersonId> = everybody.into_iter().collect();
    people.sort_by(|&a, &b| draft.builder.given_id(a).cmp(&draft.builder.given_id(b)));
    let places: BTreeMap<PersonId, u32> = people.iter().copied().zip(0..).collect();
    let place = |person: &PersonId| places.get(person).copied().unwrap_or_default();
    let numberings = numberings(parts)?;
    let mut feeds = Vec::new();
    let found = aims.into_iter().zip(posts).zip(numberings);
    for (((at, part), cast), ((mut aims, posts), numbering)) in (0..).zip(parts).zip(casts).zip(found) {
        for (written, target) in aims.iter_mut().flat_map(|aimed| &mut aimed.targets) {
            *written = place(&target.person);
        }
        let times = part.stage.chat.times();
        let precise = part.fields.has(Field::Seconds) || times.iter().any(|time| time.micros() % (60 * SECOND) != 0);
        let tier = match (numbering, precise) {
            (Some(numbering), true) => Tier::Numbered(numbering),
            (None, true) => Tier::Seconds,
            (Some(numbering), false) => Tier::NumberedMinutes(numbering),
            (None, false) => Tier::Minutes,
        };
        let order = (!times.is_sorted()).then(|| {
            let mut order: Vec<u32> = (0..times.len() as u32).collect();
            order.sort_by_key(|&at| times.get(at as usize));
            order
        });
        let writers = cast.authors.iter().map(place).collect();
        let numbering = numbering.unwrap_or_default();
        feeds.push(Feed { part, at, tier, numbering, precise, order, writers, aims, posts, next: 0 });
    }
    Ok((feeds, people))
}

/// In whose numbering the ids of each file are: one for all files of a format, unless two of them say the same under
/// other ids, as where each telephone counts for itself.
fn numberings(parts: &[Part]) -> Result<Vec<Option<u32>>, Error> {
    let numbered: Vec<usize> = (0..parts.len()).filter(|&at| !parts[at].stage.chat.ids().is_empty()).collect();
    let mut numbering: Vec<Option<u32>> = vec![None; parts.len()];
    let traces = Traces::of(parts);
    // The first file of a format in which a message of this id and minute stands.
    let mut first: BTreeMap<(&str, u64, i64), usize> = BTreeMap::new();
    for (i, &a) in numbered.iter().enumerate() {
        let format = parts[a].format;
        let sharing = ids(&parts[a]).map(|(id, minute)| *first.entry((format, id, minute)).or_insert(a));
        let mut before = sharing.min().filter(|&b| b != a);
        for &b in numbered[..i].iter().filter(|&&b| parts[b].format == format) {
            if before.is_some_and(|before| before <= b) {
                break;
            }
            let (one, two) = traces.both(a, b)?;
            let (shared, least) = one.shared(two);
            if shared < COINCIDENCES || 2 * shared < least {
                before = Some(b);
            }
        }
        numbering[a] = before.map_or(Some(a as u32), |b| numbering[b]);
    }
    Ok(numbering)
}

/// The ids of a file, with their minutes.
fn ids(part: &Part) -> impl Iterator<Item = (u64, i64)> {
    let times = part.stage.chat.times();
    part.stage.chat.ids().iter().filter_map(|&(id, at)| Some((id, minute(*times.get(at as usize)?))))
}

fn minute(time: Timestamp) -> i64 {
    time.micros().div_euclid(60 * SECOND)
}

/// Says how files were compared that do not know the same of their messages.
fn remark(draft: &mut Draft, feeds: &[Feed<'_>]) {
    let precise: BTreeSet<bool> = feeds.iter().map(|feed| feed.precise).collect();
    let numbered: BTreeSet<Option<u32>> = feeds
        .iter()
        .map(|feed| matches!(feed.tier, Tier::Numbered(_) | Tier::NumberedMinutes(_)).then_some(feed.numbering))
        .collect();
    let files = format!("{} files", feeds.len());
    let place = || feeds.last().map_or_else(Location::default, |feed| Location::file(&feed.part.label));
    if precise.len() > 1 {
        draft.odd.push(&diagnostic::MINUTE_MERGE, place(), files.clone());
    }
    if numbered.len() > 1 {
        draft.odd.push(&diagnostic::MATCHED_WITHOUT_ID, place(), files);
    }
}

impl Feed<'_> {
    fn position(&self, at: usize) -> Option<usize> {
        match &self.order {
            Some(order) => order.get(at).map(|&at| at as usize),
            None => Some(at),
        }
    }

    /// The minute of the next message.
    fn minute(&self) -> Option<i64> {
        let time = self.part.stage.chat.times().get(self.position(self.next)?)?;
        Some(minute(*time))
    }

    /// The messages of a minute, if there are any.
    fn take(&mut self, minute: i64) -> Result<Option<Sequence>, Error> {
        let begins = self.next == 0;
        let mut items = Vec::new();
        while self.minute() == Some(minute) {
            items.extend(self.position(self.next).and_then(|position| self.item(position)));
            self.next += 1;
            if items.len() > A_MINUTE {
                let message = format!("more than {A_MINUTE} messages are of one minute");
                return Err(Error::new(ErrorKind::Limit, message)
                    .at(Location::file(&self.part.label))
                    .with_hint("look at the times in the file"));
            }
        }
        let edge = match (begins, self.minute()) {
            (true, None) => Edge::Whole,
            (true, Some(_)) => Edge::Head,
            (false, None) => Edge::Tail,
            (false, Some(_)) => Edge::Inside,
        };
        Ok((!items.is_empty()).then_some(Sequence { tier: self.tier, edge, items }))
    }

    fn item(&self, position: usize) -> Option<Item> {
        let stage = &self.part.stage;
        let mut message = stage.chat.at(position)?;
        message.writer = *self.writers.get(message.writer as usize)?;
        let at = position as u32;
        let aimed = self.aims.binary_search_by_key(&at, |aimed| aimed.at).ok().and_then(|found| self.aims.get(found));
        message.flags = aimed.map_or(message.flags, |aimed| message.flags.with(aimed.flags));
        let (ids, replies) = (stage.chat.ids(), stage.chat.replies());
        let id = ids.binary_search_by_key(&at, |&(_, at)| at).ok().and_then(|found| ids.get(found));
        let reply = replies.binary_search_by_key(&at, |&(at, _)| at).ok().and_then(|found| replies.get(found));
        let passing = stage.passings.binary_search_by_key(&at, |passing| passing.at).ok();
        let by = passing.and_then(|found| stage.passings.get(found)).and_then(|Passing { by, .. }| *by);
        let posted = self.posts.binary_search_by_key(&at, |post| post.at).ok();
        let print = stage.prints.get(position).copied().unwrap_or_default();
        Some(Item {
            message,
            precise: self.precise,
            print,
            pieces: stage.sketches.at(position).map(Box::from),
            shown: stage.shown.get(position).copied().unwrap_or_default(),
            post: posted.and_then(|found| self.posts.get(found)).cloned().map(|post| (print, post)),
            spoken: Some(stage.spoken.days(at).collect::<Vec<_>>())
                .filter(|days| !days.is_empty())
                .map(|days| (print, days)),
            id: id.map(|&(id, _)| (self.numbering, id)),
            reply_to: reply.map(|&(_, id)| (self.numbering, id)),
            targets: aimed.map_or_else(Vec::new, |aimed| aimed.targets.clone()),
            lost: aimed.map_or(0, |aimed| aimed.lost),
            by: by.and_then(|by| self.writers.get(by as usize).copied()),
            places: vec![(self.at, at)],
            line: aimed.map_or(0, |aimed| aimed.line),
        })
    }
}

crate::redacted!(Feed<'_>, Aimed);
