//! Sign-up lists of a chat: every post holds the whole list, so what is new in it was entered by whoever posted it, and
//! what is missing was withdrawn.

use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use linli::records::{GroupId, PersonId, SignUp};
use linli::time::Timestamp;
use linli::{Error, Location};

use super::cast::Cast;
use super::stage::Stage;
use crate::draft::Draft;

/// A post of a list, before names are known.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Post {
    /// Position of the message.
    pub(super) at: u32,
    /// A number for the list's heading.
    pub(super) heading: u64,
    /// In [`Stage::listed`]: positions in [`Stage::names`], in the order of the list.
    pub(super) names: u32,
}

/// A post of a list, with the people on it whom the chat knows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Listed {
    pub(super) at: u32,
    pub(super) heading: u64,
    pub(super) people: Rc<[PersonId]>,
}

/// The people on each list of names of a chat, by the list's number in [`Stage::listed`].
pub(super) struct Known(BTreeMap<u32, Rc<[PersonId]>>);

impl Known {
    /// Whom the chat does not know is left out: a nickname, 两口子, a neighbour who is in no group.
    pub(super) fn of(draft: &mut Draft, stage: &Stage, cast: &Cast<'_>, place: &Location) -> Result<Self, Error> {
        let mut lists = BTreeMap::new();
        let mut before: BTreeMap<u32, Option<PersonId>> = BTreeMap::new();
        for post in &stage.posts {
            if lists.contains_key(&post.names) {
                continue;
            }
            let mut people = Vec::new();
            for &name in stage.listed.at(post.names) {
                let person = if let Some(&person) = before.get(&name) {
                    person
                } else {
                    let person = named(draft, cast, stage.names.at(name), place)?;
                    before.insert(name, person);
                    person
                };
                people.extend(person);
            }
            lists.insert(post.names, Rc::from(people));
        }
        Ok(Self(lists))
    }

    /// A post with people in place of names.
    pub(super) fn listed(&self, post: &Post) -> Listed {
        let people = self.0.get(&post.names).map_or_else(|| Rc::from([]), Rc::clone);
        Listed { at: post.at, heading: post.heading, people }
    }
}

/// What ends a name in an entry.
const ENDS: [char; 12] = [' ', '\u{3000}', '\t', '(', '（', '+', '＋', ',', '，', '、', ':', '：'];

/// The person an entry begins with: the whole of it, or what stands before the first space, bracket or comma.
fn named(draft: &mut Draft, cast: &Cast<'_>, words: &str, place: &Location) -> Result<Option<PersonId>, Error> {
    if let Some(person) = cast.called(draft, words, place)? {
        return Ok(Some(person));
    }
    match words.split(ENDS).next().map(str::trim) {
        Some(first) if !first.is_empty() && first != words => cast.called(draft, first, place),
        _ => Ok(None),
    }
}

/// The lists of one chat while it goes by.
#[derive(Default)]
pub(super) struct Lists {
    /// Where each heading's list stands.
    known: BTreeMap<u64, usize>,
    lists: Vec<List>,
}

#[derive(Default)]
struct List {
    sign_ups: BTreeMap<PersonId, SignUp>,
    /// Who stands on the last post.
    present: BTreeSet<PersonId>,
}

/// More lists than any chat has are not followed.
const MOST: usize = 10_000;

impl Lists {
    /// The next post, no earlier than the last.
    pub(super) fn see(&mut self, group: GroupId, time: Timestamp, poster: PersonId, post: &Listed) {
        let next = self.lists.len();
        if next >= MOST && !self.known.contains_key(&post.heading) {
            return;
        }
        let at = *self.known.entry(post.heading).or_insert(next);
        if at == next {
            self.lists.push(List::default());
        }
        let Some(List { sign_ups, present }) = self.lists.get_mut(at) else { return };
        let listed: BTreeSet<PersonId> = post.people.iter().copied().collect();
        for &person in &listed {
            let fresh = SignUp { group, list: at as u32, person, time, entered_by: poster, withdrawn: None };
            let sign_up = sign_ups.entry(person).or_insert(fresh);
            // Whoever comes back was never quite gone.
            sign_up.withdrawn = None;
        }
        // Whoever was gone before is gone since then.
        for gone in present.difference(&listed) {
            if let Some(sign_up) = sign_ups.get_mut(gone) {
                sign_up.withdrawn = Some(time);
            }
        }
        *present = listed;
    }

    pub(super) fn finish(self, draft: &mut Draft) {
        for sign_up in self.lists.into_iter().flat_map(|list| list.sign_ups.into_values()) {
            draft.builder.sign_up(sign_up);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn versions_of_a_list_are_one_list() {
        let [liu, zhang, he] = [0, 1, 2].map(PersonId::from_index);
        let at = |minute: i64| Timestamp::from_micros(minute * 60_000_000);
        let group = GroupId::from_index(0);
        let mut lists = Lists::default();
        let mut post = |minute, poster, heading, people: &[PersonId]| {
            lists.see(group, at(minute), poster, &Listed { at: 0, heading, people: people.into() });
        };
        post(0, liu, 7, &[liu]);
        // 何 was entered by 张, and 刘 is gone for one version.
        post(1, zhang, 7, &[zhang, he]);
        post(2, he, 9, &[he]);
        post(3, he, 7, &[liu, he]);
        let found: Vec<SignUp> = lists.lists.into_iter().flat_map(|list| list.sign_ups.into_values()).collect();
        let row = |list, person, minute, entered_by, withdrawn: Option<i64>| SignUp {
            group,
            list,
            person,
            time: at(minute),
            entered_by,
            withdrawn: withdrawn.map(at),
        };
        let expected = [
            row(0, liu, 0, liu, None),
            row(0, zhang, 1, zhang, Some(3)),
            row(0, he, 1, zhang, None),
            row(1, he, 2, he, None),
        ];
        assert_eq!(found, expected);
    }

    #[test]
    fn a_list_that_everybody_takes_a_turn_on_costs_what_its_posts_do() {
        let (group, mut lists) = (GroupId::from_index(0), Lists::default());
        // Going through all who ever stood on a list, and through all lists, at each post would be 10¹⁰ steps.
        for turn in 0..100_000 {
            let person = PersonId::from_index(turn);
            let time = Timestamp::from_micros(turn as i64);
            lists.see(group, time, person, &Listed { at: 0, heading: 7, people: [person].into() });
            lists.see(group, time, person, &Listed { at: 0, heading: 8 + turn as u64, people: [person].into() });
        }
        let withdrawn = lists.lists[0].sign_ups.values().filter(|sign_up| sign_up.withdrawn.is_some()).count();
        assert_eq!((withdrawn, lists.lists.len()), (99_999, MOST));
    }
}
