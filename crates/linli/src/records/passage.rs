//! Joins and leaves seen in passing, and the spells of membership they tell of.

use super::{Bounds, GroupId, PersonId};
use crate::time::{Day, Timestamp};

/// Which way somebody went.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Passage {
    /// Into the group.
    Joined,
    /// Out of it, by themselves or by others.
    Left,
}

/// Somebody's join or leave as a chat shows it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct PassageDraft {
    /// In which group.
    pub group: GroupId,
    /// Who.
    pub person: PersonId,
    /// When.
    pub time: Timestamp,
    /// The day of it where the group lives.
    pub day: Day,
    /// Which way.
    pub passage: Passage,
    /// Who invited or removed them, where that is shown.
    pub by: Option<PersonId>,
}

/// Who invited whom into a group.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Invitation {
    /// Into which group.
    pub group: GroupId,
    /// Who came.
    pub person: PersonId,
    /// When.
    pub day: Day,
    /// Who invited them.
    pub by: PersonId,
}

/// The spells that one person's passages in one group tell of, each from its first day to the first day after.
///
/// Few chats show who leaves: an end that was not seen is unknown, and lies before the next join where there is one.
pub(super) fn spells(passages: &[(Day, Passage)]) -> Vec<(Bounds, Bounds)> {
    let (mut spells, mut open, mut left) = (Vec::new(), None::<Day>, None::<Day>);
    for &(day, passage) in passages {
        match (passage, open) {
            // The request, its approval and the welcome are one join.
            (Passage::Joined, Some(since)) if since == day => {}
            (Passage::Joined, since) => {
                spells.extend(since.map(|since| {
                    let end = Bounds { earliest: Some(since.plus(1)), latest: Some(day) };
                    (Bounds::on(since), end)
                }));
                open = Some(day);
            }
            (Passage::Left, Some(since)) => {
                spells.push((Bounds::on(since), Bounds::on(day.plus(1))));
                (open, left) = (None, Some(day));
            }
            (Passage::Left, None) if left == Some(day) => {}
            (Passage::Left, None) => {
                // Whoever leaves was there; since when is not known, but after the time they left before.
                let start = Bounds { earliest: left, latest: left.map(|_| day) };
                spells.push((start, Bounds::on(day.plus(1))));
                left = Some(day);
            }
        }
    }
    spells.extend(open.map(|since| (Bounds::on(since), Bounds::UNKNOWN)));
    spells
}

#[cfg(test)]
mod tests {
    use super::*;
    use Passage::{Joined, Left};

    fn day(number: i32) -> Day {
        Day::from_number(number)
    }

    #[test]
    fn passages_become_spells() {
        let spells = |passages: &[(i32, Passage)]| {
            spells(&passages.iter().map(|&(number, passage)| (day(number), passage)).collect::<Vec<_>>())
        };
        let on = |number| Bounds::on(day(number));
        let between = |a, b| Bounds { earliest: Some(day(a)), latest: Some(day(b)) };
        assert_eq!(spells(&[(1, Joined)]), [(on(1), Bounds::UNKNOWN)]);
        // Gone and back: two spells.
        let twice = spells(&[(1, Joined), (5, Left), (9, Joined)]);
        assert_eq!(twice, [(on(1), on(6)), (on(9), Bounds::UNKNOWN)]);
        // Back without having been seen to go.
        assert_eq!(spells(&[(1, Joined), (9, Joined)]), [(on(1), between(2, 9)), (on(9), Bounds::UNKNOWN)]);
        // A leave alone says that there was a spell, and nothing of its beginning.
        assert_eq!(spells(&[(5, Left)]), [(Bounds::UNKNOWN, on(6))]);
        assert_eq!(spells(&[(5, Left), (9, Left)]), [(Bounds::UNKNOWN, on(6)), (between(5, 9), on(10))]);
        // What is said twice on one day happened once.
        assert_eq!(spells(&[(1, Joined), (1, Joined), (3, Left), (3, Left)]), [(on(1), on(4))]);
        assert!(spells(&[]).is_empty());
    }
}
