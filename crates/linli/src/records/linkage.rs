//! How far the names of one kind of source are known in the others. 对上人.
//!
//! Sheets have the names people were given, chats the names they chose. Where the two are not known to be one person's,
//! somebody who comes every week and says nothing looks like two: one who is silent, and one who is in no group.

use super::{AttendanceStatus, GroupId, Layer, OrganizationId, Part, PersonId, Records};

/// Of so many people, so many are known elsewhere.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Known {
    /// Known in another kind of source.
    pub known: u32,
    /// In all.
    pub of: u32,
}

impl Known {
    /// The share; `None` of nobody.
    pub fn share(self) -> Option<f64> {
        (self.of > 0).then(|| f64::from(self.known) / f64::from(self.of))
    }

    /// Whether the share is at least this; nobody is missing where there is nobody.
    pub fn reaches(self, least: f64) -> bool {
        self.share().is_none_or(|share| share >= least)
    }
}

/// The linkage of one organization.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Linkage {
    /// Of the people on lists of attendance, guests and staff apart: known in a first-layer chat or on a member list.
    pub attended: Known,
    /// Of the people who write in a first-layer chat or stand on a member list, staff apart: known on a list of attendance.
    pub present: Known,
}

impl Linkage {
    /// Those known on both sides, of the smaller side: where all of it is known, nothing is left to be joined. Strangers on
    /// a sheet do not spoil it while the group's own people are found, nor do members who never come.
    pub fn smaller(&self) -> Known {
        if self.attended.of < self.present.of { self.attended } else { self.present }
    }

    /// Whether what joins chats and sheets can be trusted. An organization without sheets, or without chats and lists, has
    /// nothing to join.
    pub fn joins(&self, least: f64) -> bool {
        self.smaller().reaches(least)
    }
}

impl Records {
    /// How far the names of an organization's sheets and chats are known to be the same people; `staff` by person.
    ///
    /// # Panics
    /// Where `staff` is not as long as there are people.
    pub fn linkage(&self, organization: OrganizationId, staff: &[bool]) -> Linkage {
        let attended = self.attended(organization, staff);
        if attended.is_empty() {
            return Linkage::default();
        }
        let present = self.present(organization, staff);
        let both = attended.iter().filter(|person| present.binary_search(person).is_ok()).count() as u32;
        let known = |of: &[PersonId]| Known { known: both, of: of.len() as u32 };
        Linkage { attended: known(&attended), present: known(&present) }
    }

    /// Of those who write in a second-layer group, staff apart, how many are known in a first-layer chat or on its list.
    ///
    /// # Panics
    /// Where `staff` is not as long as there are people.
    pub fn delegates_known(&self, group: GroupId, staff: &[bool]) -> Known {
        let mut homes = vec![false; self.people.len()];
        for organization in (0..self.organizations.len()).map(OrganizationId::from_index) {
            self.present(organization, staff).iter().for_each(|person| homes[person.index()] = true);
        }
        let mut writers: Vec<PersonId> = self.messages[group.index()].iter().map(|message| message.author).collect();
        writers.sort_unstable();
        writers.dedup();
        writers.retain(|person| !staff[person.index()]);
        let known = writers.iter().filter(|person| homes[person.index()]).count() as u32;
        Known { known, of: writers.len() as u32 }
    }

    /// Whose name is known on both sides of an organization, by person, staff among them: on a sheet, were it only as absent,
    /// and in a chat or on a list of members. `None` where it has no sheets, or no chats and lists: nothing is to be joined.
    pub(crate) fn known_on_both_sides(&self, organization: OrganizationId) -> Option<Vec<bool>> {
        let here = self.present(organization, &vec![false; self.people.len()]);
        let mut on_a_sheet = vec![false; self.people.len()];
        let range = self.activities_of(organization);
        let rows = range.flat_map(|at| self.attendance_of(super::ActivityId::from_index(at)));
        rows.for_each(|row| on_a_sheet[row.person.index()] = true);
        let both = !here.is_empty() && on_a_sheet.contains(&true);
        both.then(|| {
            let known = |person: &PersonId| on_a_sheet[person.index()];
            let mut linked = vec![false; self.people.len()];
            here.iter().filter(|person| known(person)).for_each(|person| linked[person.index()] = true);
            linked
        })
    }

    /// Who came to the organization's activities, guests and staff apart, ascending.
    fn attended(&self, organization: OrganizationId, staff: &[bool]) -> Vec<PersonId> {
        let range = self.activities_of(organization);
        let rows = range.flat_map(|at| self.attendance_of(super::ActivityId::from_index(at)));
        let resident = rows.filter(|row| {
            row.status == AttendanceStatus::Present && row.part != Some(Part::Guest) && !staff[row.person.index()]
        });
        sorted(resident.map(|row| row.person).collect())
    }

    /// Who writes in the organization's first-layer groups or stands on a list of members, staff apart, ascending.
    fn present(&self, organization: OrganizationId, staff: &[bool]) -> Vec<PersonId> {
        let mut here = vec![false; self.people.len()];
        for (at, group) in self.groups.iter().enumerate() {
            if group.layer == Layer::First && group.organization == Some(organization) {
                self.messages[at].iter().for_each(|message| here[message.author.index()] = true);
                let own = self.spells_in(GroupId::from_index(at)).iter().filter(|spell| spell.listed);
                own.for_each(|spell| here[spell.person.index()] = true);
            }
        }
        let whole = self.spells_without_group(organization).iter().filter(|spell| spell.listed);
        whole.for_each(|spell| here[spell.person.index()] = true);
        let all = (0..here.len()).filter(|&at| here[at] && !staff[at]);
        all.map(PersonId::from_index).collect()
    }
}

fn sorted(mut people: Vec<PersonId>) -> Vec<PersonId> {
    people.sort_unstable();
    people.dedup();
    people
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_smaller_side_decides() {
        let linkage = |both, attended, present| Linkage {
            attended: Known { known: both, of: attended },
            present: Known { known: both, of: present },
        };
        // Sixteen members, all known on the sheets among fifteen strangers.
        assert!(linkage(16, 31, 16).joins(0.9));
        // Nine of ten who came are members, of forty in all.
        assert!(linkage(9, 10, 40).joins(0.9) && !linkage(8, 10, 40).joins(0.9));
        assert!(!linkage(0, 22, 23).joins(0.1) && linkage(0, 22, 23).joins(0.0));
        assert!(linkage(0, 5, 0).joins(0.9), "nobody in the chat: nothing to join");
        assert_eq!(Known::default().share(), None);
    }
}
