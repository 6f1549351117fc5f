//! Sign-ups: who said on a list that they would come. Coming is another matter, and stands in the attendance.

use super::{ActivityId, Cue, GroupId, PersonId, Records};
use crate::time::Timestamp;

/// One name on one sign-up list of a chat. 接龙. However often a list is posted again, a name is on it once.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct SignUp {
    /// In which chat.
    pub group: GroupId,
    /// Which list: the position of its first post among the group's lists, from 0.
    pub list: u32,
    /// Who.
    pub person: PersonId,
    /// When the name came onto the list.
    pub time: Timestamp,
    /// Who posted the list with the name on it for the first time: often the person, often somebody for them.
    pub entered_by: PersonId,
    /// When the list was posted without the name, and without it ever after.
    pub withdrawn: Option<Timestamp>,
}

impl Records {
    /// The names on the sign-up lists of an activity, by group, list and person.
    ///
    /// A list is an activity's where one of the posts that brought a name onto it speaks for the activity.
    pub fn sign_ups_of(&self, activity: ActivityId) -> Vec<SignUp> {
        let posts = self.evidence_of(activity).iter().filter(|evidence| evidence.cue == Cue::SignUp);
        let posts: Vec<(GroupId, Timestamp)> = posts.map(|evidence| (evidence.group, evidence.time)).collect();
        if posts.is_empty() {
            return Vec::new();
        }
        let lists = self.sign_ups.chunk_by(|a, b| (a.group, a.list) == (b.group, b.list));
        let own = lists.filter(|list| list.iter().any(|name| posts.contains(&(name.group, name.time))));
        own.flatten().copied().collect()
    }
}
