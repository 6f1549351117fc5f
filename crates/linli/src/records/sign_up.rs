//! Sign-ups: who said on a list that they would come. Coming is another matter, and stands in the attendance.

use super::{GroupId, PersonId};
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
