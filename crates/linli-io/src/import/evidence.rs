//! Whether two files hold one chat, by what is in them: the same messages where their times meet, or the same people
//! where one goes on after the other.

use std::cell::{Cell, OnceCell};
use std::collections::BTreeSet;

use linli::time::SECOND;
use linli::{Error, ErrorKind, Location};

use super::Part;
use super::stage::Stage;

/// The longest silence over which one file is taken to go on where another ended, in minutes.
const GAP: i64 = 31 * 24 * 60;

/// Files that were split within a conversation meet in a minute or two of which neither has all.
const SEAM: i64 = 60;

/// A message by its minute and what it says.
type Mark = (i64, u64);

/// What is known of a chat's messages without comparing it to others.
pub(super) struct Trace {
    /// Ascending; empty where what messages say was not kept.
    marks: Vec<Mark>,
    people: BTreeSet<String>,
}

impl Trace {
    pub(super) fn of(stage: &Stage) -> Self {
        let minutes = stage.chat.times().iter().map(|time| time.micros().div_euclid(60 * SECOND));
        let mut marks: Vec<Mark> = minutes.zip(stage.prints.iter().copied()).collect();
        marks.sort_unstable();
        let people = stage.authors.iter().map(|author| match &author.id {
            Some(id) => format!("i{id}"),
            None => format!("n{}", stage.shown(author)),
        });
        Self { marks, people: people.collect() }
    }

    /// What is the same where the same people say the very same at the very same times in two files; nothing where they
    /// say nothing. Other people may: a coach sends one notice to two groups that say nothing else.
    pub(super) fn content(&self) -> Option<impl Ord + '_> {
        (!self.marks.is_empty()).then_some((&self.marks, &self.people))
    }

    /// Whether what two files say shows that they hold one chat.
    pub(super) fn meets(&self, other: &Self) -> bool {
        if self.repeats(other) {
            return true;
        }
        let (Some((first, last)), Some((others_first, others_last))) = (self.span(), other.span()) else {
            return false;
        };
        let (from, to) = (first.max(others_first), last.min(others_last));
        // One goes on where the other ended; a gap is where `to` lies before `from`.
        let in_turn = to - from < SEAM && from - to <= GAP;
        let known = || self.people.intersection(&other.people).count();
        let enough = |known| known > 0 && 2 * known >= self.people.len().min(other.people.len());
        in_turn && enough(known())
    }

    /// Whether two files say the same where their times meet.
    fn repeats(&self, other: &Self) -> bool {
        let (shared, least) = self.shared(other);
        least > 0 && 2 * shared >= least
    }

    /// How many messages two files share where their times meet, and how many the smaller has there.
    pub(super) fn shared(&self, other: &Self) -> (usize, usize) {
        let (ours, theirs) = self.meeting(other);
        (shared(ours, theirs), ours.len().min(theirs.len()))
    }

    /// What both say where their times meet.
    fn meeting<'t>(&'t self, other: &'t Self) -> (&'t [Mark], &'t [Mark]) {
        let (Some((first, last)), Some((others_first, others_last))) = (self.span(), other.span()) else {
            return (&[], &[]);
        };
        let (from, to) = (first.max(others_first), last.min(others_last));
        (self.within(from, to), other.within(from, to))
    }

    /// How many steps it takes to compare with another.
    fn steps(&self, other: &Self) -> u64 {
        let (ours, theirs) = self.meeting(other);
        (1 + ours.len() + theirs.len() + self.people.len().min(other.people.len())) as u64
    }

    fn span(&self) -> Option<(i64, i64)> {
        Some((self.marks.first()?.0, self.marks.last()?.0))
    }

    fn within(&self, from: i64, to: i64) -> &[Mark] {
        let start = self.marks.partition_point(|&(minute, _)| minute < from);
        let end = self.marks.partition_point(|&(minute, _)| minute <= to);
        self.marks.get(start..end).unwrap_or_default()
    }
}

/// How many marks stand in both, each as often as it does in both.
fn shared(a: &[Mark], b: &[Mark]) -> usize {
    let (mut i, mut j, mut count) = (0, 0, 0);
    while let (Some(x), Some(y)) = (a.get(i), b.get(j)) {
        count += usize::from(x == y);
        (i, j) = (i + usize::from(x <= y), j + usize::from(y <= x));
    }
    count
}

/// Comparing goes through both chats; so many steps are made for any study, and so many more for each message it has.
const STEPS: u64 = 100_000_000;
const STEPS_OF_A_MESSAGE: u64 = 32;

/// What chats say, made for those that are compared: it is as long as they are.
pub(super) struct Traces<'p> {
    pub(super) parts: &'p [Part],
    made: Vec<OnceCell<Trace>>,
    left: Cell<u64>,
}

impl<'p> Traces<'p> {
    pub(super) fn of(parts: &'p [Part]) -> Self {
        let messages: u64 = parts.iter().map(|part| part.stage.chat.len() as u64).sum();
        let left = Cell::new(STEPS.saturating_add(messages.saturating_mul(STEPS_OF_A_MESSAGE)));
        Self { parts, made: parts.iter().map(|_| OnceCell::new()).collect(), left }
    }

    pub(super) fn at(&self, at: usize) -> &Trace {
        self.made[at].get_or_init(|| Trace::of(&self.parts[at].stage))
    }

    pub(super) fn messages(&self, at: usize) -> usize {
        self.parts[at].stage.chat.len()
    }

    /// The traces of two chats that are to be compared.
    pub(super) fn both(&self, a: usize, b: usize) -> Result<(&Trace, &Trace), Error> {
        let (one, two) = (self.at(a), self.at(b));
        self.go(one.steps(two), a)?;
        Ok((one, two))
    }

    /// Makes so many steps in comparing a part. Chats that are alike and are not one are compared each with each, so there
    /// is an end to it.
    pub(super) fn go(&self, steps: u64, at: usize) -> Result<(), Error> {
        let left = self.left.get().checked_sub(steps).ok_or_else(|| {
            let count = self.parts.len();
            let message = (
                format!("too many of the {count} chats are called alike to compare each with each"),
                format!("{count}个聊天里，名字相近的太多，没法一个一个比"),
            );
            Error::new(ErrorKind::Limit, message).at(Location::file(&self.parts[at].label)).with_hint((
                "say in groups.csv which files are one group, and leave out copies",
                "在“群”表里写上哪些文件是同一个群，重复的拿掉",
            ))
        })?;
        self.left.set(left);
        Ok(())
    }
}

crate::redacted!(Trace);

#[cfg(test)]
mod tests {
    use super::*;

    fn trace(marks: &[(i64, u64)], people: &[&str]) -> Trace {
        let people = people.iter().map(|&name| name.to_owned()).collect();
        Trace { marks: marks.to_vec(), people }
    }

    #[test]
    fn the_same_messages_or_the_same_people_in_turn() {
        let a = trace(&[(0, 1), (5, 2), (100, 3), (200, 4)], &["甲", "乙"]);
        let [copy, others] = [["甲", "乙"], ["甲", "丙"]].map(|people| trace(&a.marks, &people));
        assert!(a.content() == copy.content() && a.content() != others.content());
        assert!(trace(&[], &[]).content().is_none());
        // Where they meet they say the same; names do not matter, for each telephone shows its own.
        assert!(a.meets(&trace(&[(100, 3), (200, 4), (300, 9)], &["老乙"])));
        // Half of the smaller is enough: one telephone was off.
        assert!(a.meets(&trace(&[(100, 3), (150, 8), (300, 9)], &["老乙"])));
        // At the same times they say other things.
        assert!(!a.meets(&trace(&[(0, 7), (5, 8), (100, 9), (200, 3)], &["甲", "乙"])));
        // One goes on where the other ended, with the same people.
        assert!(a.meets(&trace(&[(200, 9), (400, 1)], &["甲", "丙"])));
        assert!(a.meets(&trace(&[(200 + GAP, 9)], &["乙"])));
        assert!(!a.meets(&trace(&[(201 + GAP, 9)], &["乙"])));
        assert!(!a.meets(&trace(&[(300, 9)], &["丁", "戊"])));
        assert!(!a.meets(&trace(&[], &[])));
    }
}
