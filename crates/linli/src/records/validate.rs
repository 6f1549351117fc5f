//! What can be said against the records once they are whole; everything at once.

use super::{ActivityOrigin, GroupId, Records, SourceKind};
use crate::diagnostic::{self, Diagnostics};
use crate::error::Location;

impl Records {
    /// Lists every oddity of the whole: activities without a sheet, people in no organization, empty sources.
    pub(super) fn validate(&self, diagnostics: &mut Diagnostics) {
        // What is only proposed is asked about first: until somebody says that it was held there is no list to miss.
        for activity in self.activities().iter().filter(|activity| activity.origin != ActivityOrigin::Proposed) {
            if !activity.has_list {
                let place = &self.organizations()[activity.organization.index()].id;
                diagnostics.push(
                    &diagnostic::NO_SHEET,
                    Location::default(),
                    format!("`{}` of `{place}` on {}", activity.title, activity.day),
                );
            }
        }
        for source in self.sources() {
            if source.rows == 0 {
                let is_form = source.kind == SourceKind::Sheet;
                let code = if is_form { &diagnostic::EMPTY_FORM } else { &diagnostic::EMPTY_SOURCE };
                diagnostics.push(code, Location::file(&source.label), "nothing was taken from it");
            }
        }
        for _ in 0..self.people_in_no_organization() {
            // Neither name nor pseudonym: a count is what helps here, `linli check` shows who in the team's tier.
            diagnostics.push(&diagnostic::NO_ORGANIZATION, Location::default(), "one person");
        }
    }

    /// How many people neither speak in a group of an organization, nor are members, nor come to an activity, nor coach one.
    fn people_in_no_organization(&self) -> usize {
        let mut placed = vec![false; self.people().len()];
        for membership in self.memberships() {
            let through_group = membership.group.and_then(|g| self.groups()[g.index()].organization);
            placed[membership.person.index()] |= membership.organization.is_some() || through_group.is_some();
        }
        for row in self.attendance() {
            placed[row.person.index()] = true;
        }
        for row in self.coaching() {
            placed[row.coach.index()] = true;
        }
        for (i, group) in self.groups().iter().enumerate() {
            if group.organization.is_some() {
                for message in self.messages(GroupId::from_index(i)).iter() {
                    placed[message.author.index()] = true;
                }
            }
        }
        placed.iter().filter(|&&p| !p).count()
    }
}
