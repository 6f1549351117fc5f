//! One minute of a group that several files hold: each message once, in one order that does not depend on the files'.

use std::collections::BTreeMap;

use linli::records::{ChatMessage, MessageKind, Target};
use linli::time::{SECOND, Timestamp};

use super::lists::Listed;
use super::stage::Shown;
use crate::text::When;

/// One message of one file, or of several once they are put together.
#[derive(Clone)]
pub(super) struct Item {
    /// Its writer is a place among the people of the group; its ids are none.
    pub(super) message: ChatMessage,
    /// Its time is known to the second.
    pub(super) precise: bool,
    pub(super) print: u64,
    /// What its text is recognised by beside that, if it is.
    pub(super) pieces: Option<Box<[u32]>>,
    pub(super) shown: Shown,
    /// The post of a list that it is, with the print of the words it was read from.
    pub(super) post: Option<(u64, Listed)>,
    /// The days it speaks of, with the print of the words they were read from.
    pub(super) spoken: Option<(u64, Vec<When>)>,
    /// Its id, in whose numbering.
    pub(super) id: Option<(u32, u64)>,
    pub(super) reply_to: Option<(u32, u64)>,
    /// By place among the people of the group.
    pub(super) targets: Vec<(u32, Target)>,
    pub(super) lost: u32,
    /// Who invited or removed the writer.
    pub(super) by: Option<u32>,
    /// The files that hold it, and where.
    pub(super) places: Vec<(u32, u32)>,
    pub(super) line: u32,
}

/// What files have in common that are compared alike.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Tier {
    /// Messages have ids of this numbering, and times to the second.
    Numbered(u32),
    Seconds,
    NumberedMinutes(u32),
    Minutes,
}

impl Tier {
    fn is_precise(self) -> bool {
        matches!(self, Self::Numbered(_) | Self::Seconds)
    }
}

/// Where in its file a minute stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Edge {
    Inside,
    /// The file ends with it.
    Tail,
    /// The file begins with it.
    Head,
    /// The file has nothing else.
    Whole,
}

/// The messages of one file in one minute, in its order.
pub(super) struct Sequence {
    pub(super) tier: Tier,
    pub(super) edge: Edge,
    pub(super) items: Vec<Item>,
}

/// What makes two messages the same where they have no common id.
type Content = (i64, u32, MessageKind, u64);

#[derive(PartialEq, Eq, PartialOrd, Ord)]
enum Key {
    Id(u32, u64, u32),
    Content(Content, u32),
}

/// Puts sequences together: of each message, as many as the file has that has most.
pub(super) fn merged(mut sequences: Vec<Sequence>) -> Vec<Item> {
    sequences.sort_by_key(|sequence| sequence.tier);
    let mut slots: Vec<Item> = Vec::new();
    let mut paths: Vec<Path> = Vec::new();
    for of_tier in sequences.chunk_by(|a, b| a.tier == b.tier) {
        let (own, own_paths) = within_tier(of_tier);
        let place = join(&mut slots, own, of_tier.first().is_some_and(|sequence| sequence.tier.is_precise()));
        paths.extend(of_tier.iter().zip(own_paths).map(|(sequence, path)| Path {
            minutes: !sequence.tier.is_precise(),
            edge: sequence.edge,
            slots: path.into_iter().map(|at| place[at]).collect(),
        }));
    }
    let order = ordered(&slots, paths);
    let mut slots: Vec<Option<Item>> = slots.into_iter().map(Some).collect();
    let mut sorted: Vec<Item> = order.into_iter().filter_map(|at| slots[at].take()).collect();
    // A time known to the minute only is no earlier than that of the message before it.
    let mut before = Timestamp::from_micros(i64::MIN);
    for item in &mut sorted {
        item.message.time = item.message.time.max(before);
        before = item.message.time;
    }
    sorted
}

/// The messages of files that are compared alike, and for each file where its messages stand among them.
fn within_tier(sequences: &[Sequence]) -> (Vec<Item>, Vec<Vec<usize>>) {
    let mut slots: Vec<Item> = Vec::new();
    let mut known: BTreeMap<Key, usize> = BTreeMap::new();
    let mut paths = Vec::new();
    for Sequence { tier, items, .. } in sequences {
        let mut seen: BTreeMap<Key, u32> = BTreeMap::new();
        let mut path = Vec::new();
        for item in items {
            let key = |ordinal| match item.id {
                Some((numbering, id)) => Key::Id(numbering, id, ordinal),
                None => Key::Content(content(item, tier.is_precise()), ordinal),
            };
            let count = seen.entry(key(0)).or_insert(0);
            *count += 1;
            let at = *known.entry(key(*count)).or_insert(slots.len());
            match slots.get_mut(at) {
                Some(slot) => slot.unite(item.clone()),
                None => slots.push(item.clone()),
            }
            path.push(at);
        }
        paths.push(path);
    }
    (slots, paths)
}

/// Adds messages to those of other tiers; says where each of them stands now.
fn join(slots: &mut Vec<Item>, own: Vec<Item>, precise: bool) -> Vec<usize> {
    let mut waiting: BTreeMap<Content, Vec<usize>> = BTreeMap::new();
    let mut by_time: Vec<usize> = (0..slots.len()).collect();
    by_time.sort_by_key(|&at| std::cmp::Reverse((slots[at].message.time, at)));
    for at in by_time {
        waiting.entry(content(&slots[at], precise)).or_default().push(at);
    }
    let mut order: Vec<usize> = (0..own.len()).collect();
    order.sort_by_key(|&at| (own[at].message.time, at));
    let mut place = vec![0; own.len()];
    let mut own: Vec<Option<Item>> = own.into_iter().map(Some).collect();
    for at in order {
        let Some(item) = own[at].take() else { continue };
        // The earliest of those that are alike and not matched yet.
        if let Some(slot) = waiting.get_mut(&content(&item, precise)).and_then(Vec::pop) {
            slots[slot].unite(item);
            place[at] = slot;
        } else {
            place[at] = slots.len();
            slots.push(item);
        }
    }
    place
}

fn content(item: &Item, precise: bool) -> Content {
    let time = item.message.time.micros();
    let time = if precise { time } else { time.div_euclid(60 * SECOND) };
    (time, item.message.writer, item.message.kind, item.print)
}

/// What was read from the words of the least print, of those from which something was read: the same in whatever order
/// files come.
fn of_least_print<T>(one: Option<(u64, T)>, other: Option<(u64, T)>) -> Option<(u64, T)> {
    match (one, other) {
        (Some(one), Some(other)) => Some(if other.0 < one.0 { other } else { one }),
        (one, other) => one.or(other),
    }
}

impl Item {
    /// Adds what another file knows of the same message.
    fn unite(&mut self, other: Self) {
        let (own, others) = (&mut self.message, other.message);
        own.time = match (self.precise, other.precise) {
            (false, true) => others.time,
            (true, false) => own.time,
            _ => own.time.min(others.time),
        };
        own.kind = own.kind.min(others.kind);
        own.length = own.length.max(others.length);
        own.flags = own.flags.with(others.flags);
        own.cues = own.cues.union(others.cues);
        self.shown = self.shown.union(other.shown);
        self.precise |= other.precise;
        self.post = of_least_print(self.post.take(), other.post);
        self.spoken = of_least_print(self.spoken.take(), other.spoken);
        // Two versions of one message, edited between two exports: any of them, always the same.
        let version = |print, pieces: Option<Box<[u32]>>| (pieces.is_none(), print, pieces);
        let (own, others) = (version(self.print, self.pieces.take()), version(other.print, other.pieces));
        (_, self.print, self.pieces) = own.min(others);
        self.id = least(self.id, other.id);
        self.reply_to = least(self.reply_to, other.reply_to);
        self.by = least(self.by, other.by);
        self.targets.extend(other.targets);
        self.targets.sort_unstable();
        self.targets.dedup();
        self.lost = self.lost.min(other.lost);
        self.places.extend(other.places);
    }

    /// What puts messages into an order that no file gives, by what the records keep of them.
    fn rank(&self) -> impl Ord + '_ {
        let m = &self.message;
        let targets: Vec<_> = self.targets.iter().map(|(place, target)| (*place, target.how)).collect();
        (
            m.time,
            m.writer,
            m.kind,
            m.length,
            m.flags,
            m.cues,
            self.reply_to.is_some(),
            targets,
            self.print,
            &self.pieces,
        )
    }
}

fn least<T: Ord>(a: Option<T>, b: Option<T>) -> Option<T> {
    match (a, b) {
        (Some(a), Some(b)) => Some(a.min(b)),
        (a, b) => a.or(b),
    }
}

/// The way of one file through the messages of the minute.
struct Path {
    minutes: bool,
    edge: Edge,
    slots: Vec<usize>,
}

/// One order for all: that of the file that has most, into which the others put what they alone have.
fn ordered(slots: &[Item], mut paths: Vec<Path>) -> Vec<usize> {
    paths.sort_by(|a, b| {
        let ranks = |path: &Path| path.slots.iter().map(|&at| slots[at].rank()).collect::<Vec<_>>();
        // What is nothing but this minute can be put in its place only when the others are there.
        let key = |path: &Path, length: usize| (path.minutes, path.edge == Edge::Whole, length, path.edge);
        let first = key(a, b.slots.len()).cmp(&key(b, a.slots.len()));
        first.then_with(|| ranks(a).cmp(&ranks(b)))
    });
    let mut order = Chain::default();
    for path in paths.iter().filter(|path| !path.minutes) {
        order.put_in(path);
    }
    // Where times are known to the second, they decide.
    let mut exact = order.list();
    exact.sort_by_key(|&at| slots[at].message.time);
    let mut order = Chain::default();
    order.put_in(&Path { minutes: false, edge: Edge::Inside, slots: exact });
    for path in paths.iter().filter(|path| path.minutes) {
        order.put_in(path);
    }
    order.list()
}

/// Places in a row, into which others can be put anywhere.
#[derive(Default)]
struct Chain {
    first: Option<usize>,
    last: Option<usize>,
    next: BTreeMap<usize, Option<usize>>,
    before: BTreeMap<usize, Option<usize>>,
    /// The last of a file that ends in this minute.
    tail: Option<usize>,
    /// The first of a file that begins in it.
    head: Option<usize>,
}

impl Chain {
    /// Puts in what a path has and the chain has not, each after the one before it in the path.
    fn put_in(&mut self, path: &Path) {
        let known = path.slots.iter().position(|at| self.next.contains_key(at));
        // What comes before anything known goes right before that. What knows nothing goes to the beginning where its file
        // ends here, for others go on after it, and to the end where it begins here; what is all its file has goes between.
        let before = |at: &usize| self.before.get(at).copied().flatten();
        let mut cursor = match (known.and_then(|at| path.slots.get(at)), path.edge) {
            (Some(at), _) => before(at),
            (None, Edge::Tail) => None,
            (None, Edge::Whole) => self.tail.or(self.head.map_or(self.last, |head| before(&head))),
            (None, Edge::Inside | Edge::Head) => self.last,
        };
        match path.edge {
            Edge::Tail => self.tail = self.tail.or(path.slots.last().copied()),
            Edge::Head => self.head = self.head.or(path.slots.first().copied()),
            Edge::Inside | Edge::Whole => {}
        }
        for &at in &path.slots {
            if !self.next.contains_key(&at) {
                self.insert(at, cursor);
            }
            cursor = Some(at);
        }
    }

    fn insert(&mut self, at: usize, after: Option<usize>) {
        let next = match after {
            Some(after) => self.next.insert(after, Some(at)).flatten(),
            None => self.first.replace(at),
        };
        self.next.insert(at, next);
        self.before.insert(at, after);
        match next {
            Some(next) => {
                self.before.insert(next, Some(at));
            }
            None => self.last = Some(at),
        }
    }

    fn list(&self) -> Vec<usize> {
        std::iter::successors(self.first, |at| self.next.get(at).copied().flatten()).collect()
    }
}

crate::redacted!(Item, Sequence);
