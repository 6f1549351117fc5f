//! Whether two files hold one chat, by what is in them: the same messages where their times meet, or the same people
//! where one goes on after the other.

use std::collections::BTreeSet;

use linli::time::SECOND;

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

    /// Whether the same people say the very same at the very same times in two files. Other people may: a coach sends
    /// one notice to two groups that say nothing else.
    pub(super) fn equals(&self, other: &Self) -> bool {
        !self.marks.is_empty() && self.marks == other.marks && self.people == other.people
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
        let known = self.people.intersection(&other.people).count();
        in_turn && known > 0 && 2 * known >= self.people.len().min(other.people.len())
    }

    /// Whether two files say the same where their times meet.
    fn repeats(&self, other: &Self) -> bool {
        let (shared, least) = self.shared(other);
        least > 0 && 2 * shared >= least
    }

    /// How many messages two files share where their times meet, and how many the smaller has there.
    pub(super) fn shared(&self, other: &Self) -> (usize, usize) {
        let (Some((first, last)), Some((others_first, others_last))) = (self.span(), other.span()) else {
            return (0, 0);
        };
        let (from, to) = (first.max(others_first), last.min(others_last));
        let (ours, theirs) = (self.within(from, to), other.within(from, to));
        (shared(ours, theirs), ours.len().min(theirs.len()))
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
        assert!(a.equals(&trace(&[(0, 1), (5, 2), (100, 3), (200, 4)], &["甲", "乙"])));
        assert!(!a.equals(&trace(&[(0, 1), (5, 2), (100, 3), (200, 4)], &["甲", "丙"])));
        assert!(!trace(&[], &[]).equals(&trace(&[], &[])));
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
