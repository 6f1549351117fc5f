//! What people did at and for the activities of an organization, as indicators of it may look at it.

use std::collections::{BTreeMap, BTreeSet};

use super::Post;
use crate::definition::{Portion, Share, Undefined};
use crate::records::{Activity, Cue, Part, PersonId};
use crate::time::Window;

/// A name on a list of those who came.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Listed {
    /// Who.
    pub person: PersonId,
    /// As what, where the list says.
    pub part: Option<Part>,
}

/// One held activity.
#[derive(Debug, Clone)]
pub struct HeldActivity<'a> {
    /// The activity.
    pub activity: &'a Activity,
    /// Who came, staff and guests apart, by ascending person; empty where there is no list.
    pub people: Vec<Listed>,
    /// Whether the list names staff as present.
    pub staff_came: bool,
    /// What the chats show of it, by time; or why that cannot be said.
    pub posts: Result<Vec<Post>, Undefined>,
    /// Whether a chat of that day tells pictures from words.
    pub shows_pictures: bool,
}

impl HeldActivity<'_> {
    /// Whether the list says of anybody as what they came.
    pub fn gives_parts(&self) -> bool {
        self.people.iter().any(|listed| listed.part.is_some())
    }

    /// Who is listed with a part.
    pub fn people_as(&self, part: Part) -> impl Iterator<Item = PersonId> {
        self.people.iter().filter(move |listed| listed.part == Some(part)).map(|listed| listed.person)
    }
}

/// Days after an activity in which messages still speak of it.
const AFTER: i32 = 2;

/// The activities of one organization up to the end of a window.
#[derive(Debug, Clone, Copy)]
pub struct Doings<'a> {
    window: &'a Window,
    so_far: &'a [HeldActivity<'a>],
}

impl<'a> Doings<'a> {
    /// Of the activities held before the window's end, in order.
    pub fn of(window: &'a Window, so_far: &'a [HeldActivity<'a>]) -> Self {
        Self { window, so_far }
    }

    /// Everything held before the window's end.
    pub fn so_far(&self) -> &'a [HeldActivity<'a>] {
        self.so_far
    }

    /// What was held before the window began.
    pub fn before(&self) -> &'a [HeldActivity<'a>] {
        &self.so_far[..self.since(0)]
    }

    /// What was held in the window.
    pub fn in_window(&self) -> &'a [HeldActivity<'a>] {
        &self.so_far[self.since(0)..]
    }

    /// What is decided in the window of that which chats show: the activities of which the day and the two days after it
    /// end in the window. What was held two days before the window belongs to it, what is held in its last two days to
    /// the next one: every activity to one window, with all that was posted of it.
    pub fn settled(&self) -> &'a [HeldActivity<'a>] {
        let end = self.so_far.partition_point(|held| held.activity.day < self.window.end_day.plus(-AFTER));
        &self.so_far[self.since(-AFTER).min(end)..end]
    }

    /// Everything that is decided by the end of the window, as [`Doings::settled`] has it.
    pub fn settled_so_far(&self) -> &'a [HeldActivity<'a>] {
        let end = self.so_far.partition_point(|held| held.activity.day < self.window.end_day.plus(-AFTER));
        &self.so_far[..end]
    }

    /// Whether people who are no staff posted notice, sheet and photos of an activity by the end of the window; photos are
    /// asked for where the chat tells pictures from words.
    ///
    /// # Errors
    /// Where no chat can show it, the reason.
    pub fn is_kept(&self, held: &HeldActivity<'_>) -> Result<bool, Undefined> {
        let posts = held.posts.as_ref().map_err(|&reason| reason)?;
        let shown = |cue| self.shown_by_members(posts, cue);
        Ok(shown(Cue::Notice) && shown(Cue::Sheet) && (shown(Cue::Photos) || !held.shows_pictures))
    }

    /// Of the activities of the window of which something is known, the share of which it is true.
    ///
    /// # Errors
    /// `too_few_events` where nothing was held, `not_recorded` where it is known of none.
    pub fn share_of_known(&self, known: impl Fn(&Activity) -> Option<bool>) -> Share {
        let known: Vec<bool> = self.in_window().iter().filter_map(|held| known(held.activity)).collect();
        match (self.in_window().is_empty(), known.is_empty()) {
            (true, _) => Err(Undefined::TooFewEvents),
            (false, true) => Err(Undefined::NotRecorded),
            _ => Ok(Portion { hits: known.iter().filter(|&&is_true| is_true).count() as u32, of: known.len() as u32 }),
        }
    }

    /// What was held in the window and has a list of names: nothing where nothing was held.
    ///
    /// # Errors
    /// `not_recorded` where something was held and nothing of it has a list.
    pub fn listed(&self) -> Result<Vec<&'a HeldActivity<'a>>, Undefined> {
        recorded(self.in_window(), |held| held.activity.has_list)
    }

    /// What was held in the window and has a list that says as what people came.
    ///
    /// # Errors
    /// `not_recorded` where something was held and no list says that.
    pub fn with_parts(&self) -> Result<Vec<&'a HeldActivity<'a>>, Undefined> {
        recorded(self.in_window(), HeldActivity::gives_parts)
    }

    /// Who came in a part to what was held in the window.
    ///
    /// # Errors
    /// Those of [`Doings::with_parts`].
    pub fn people_as(&self, part: Part) -> Result<BTreeSet<PersonId>, Undefined> {
        Ok(self.with_parts()?.into_iter().flat_map(|held| held.people_as(part)).collect())
    }

    /// Organizing acts by person, of what is [settled](Self::settled): to post a notice, photos or a record of an activity,
    /// each once, and to be listed as its organizer. Staff apart.
    ///
    /// # Errors
    /// `too_few_events` where nothing is settled or nobody did any; where nothing of it can be known, the reason.
    pub fn organizing_acts(&self) -> Result<BTreeMap<PersonId, u32>, Undefined> {
        let settled = self.settled();
        if settled.iter().all(|held| held.posts.is_err() && !held.gives_parts()) {
            return Err(settled
                .iter()
                .find_map(|held| held.posts.as_ref().err())
                .map_or(Undefined::TooFewEvents, |&r| r));
        }
        let mut acts: BTreeMap<PersonId, u32> = BTreeMap::new();
        for held in settled {
            let posts = held.posts.iter().flatten().filter(|post| self.counts(post) && !post.by_staff);
            let shown = posts.filter(|post| ORGANIZING.contains(&post.cue)).map(|post| (post.person, Some(post.cue)));
            let done: BTreeSet<_> = shown.chain(held.people_as(Part::Organizer).map(|person| (person, None))).collect();
            for (person, _) in done {
                *acts.entry(person).or_default() += 1;
            }
        }
        if acts.is_empty() { Err(Undefined::TooFewEvents) } else { Ok(acts) }
    }

    /// Whether somebody who is no staff had posted a thing of an activity by the end of the window.
    pub fn shown_by_members(&self, posts: &[Post], cue: Cue) -> bool {
        posts.iter().any(|post| post.cue == cue && !post.by_staff && self.counts(post))
    }

    fn counts(&self, post: &Post) -> bool {
        post.time < self.window.end
    }

    fn since(&self, days: i32) -> usize {
        self.so_far.partition_point(|held| held.activity.day < self.window.first_day.plus(days))
    }
}

/// What organizers post.
const ORGANIZING: [Cue; 3] = [Cue::Notice, Cue::Photos, Cue::Record];

/// Those of some activities of which something is recorded; no activities are none, and recorded.
fn recorded<'a>(
    held: &'a [HeldActivity<'a>],
    is_recorded: impl Fn(&HeldActivity<'a>) -> bool,
) -> Result<Vec<&'a HeldActivity<'a>>, Undefined> {
    let found: Vec<_> = held.iter().filter(|held| is_recorded(held)).collect();
    if found.is_empty() && !held.is_empty() { Err(Undefined::NotRecorded) } else { Ok(found) }
}
