//! Where spells of membership stand, so that what is asked of one group or organization does not pass all of them.

use super::{GroupId, Layer, Membership, OrganizationId, Records};

/// Positions of spells; of spells by group the order of all is enough.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Places {
    /// Of staff, ascending.
    staff: Vec<u32>,
    /// Of those that name an organization, by organization.
    by_organization: Vec<u32>,
}

impl Places {
    /// Of spells in their order.
    pub(super) fn of(memberships: &[Membership]) -> Self {
        let among = |wanted: fn(&Membership) -> bool| {
            let all = (0_u32..).zip(memberships).filter(|(_, spell)| wanted(spell));
            all.map(|(at, _)| at).collect::<Vec<_>>()
        };
        let mut by_organization = among(|spell| spell.organization.is_some());
        by_organization.sort_by_key(|&at| memberships[at as usize].organization);
        Self { staff: among(|spell| spell.role.is_staff()), by_organization }
    }
}

impl Records {
    /// The spells that speak of a group, in the order of all: those of its organization as a whole, where it is of the first
    /// layer, and its own.
    pub(crate) fn memberships_of(&self, group: GroupId) -> impl Iterator<Item = &Membership> {
        let own = &self.groups[group.index()];
        let whole = own.organization.filter(|_| own.layer == Layer::First);
        let whole = whole.map_or(&[][..], |organization| self.spells_without_group(organization));
        whole.iter().chain(self.spells_in(group))
    }

    /// The spells in a group itself.
    pub(super) fn spells_in(&self, group: GroupId) -> &[Membership] {
        let start = self.memberships.partition_point(|spell| spell.group < Some(group));
        let end = self.memberships.partition_point(|spell| spell.group <= Some(group));
        &self.memberships[start..end]
    }

    /// The spells in an organization and in no group of its own.
    pub(super) fn spells_without_group(&self, organization: OrganizationId) -> &[Membership] {
        let key = |spell: &Membership| (spell.group, spell.organization);
        let start = self.memberships.partition_point(|spell| key(spell) < (None, Some(organization)));
        let end = self.memberships.partition_point(|spell| key(spell) <= (None, Some(organization)));
        &self.memberships[start..end]
    }

    /// The spells that name an organization or one of its groups, in the order of all.
    pub(crate) fn memberships_of_organization(
        &self,
        organization: OrganizationId,
    ) -> impl Iterator<Item = &Membership> {
        let named = &self.places.by_organization;
        let of = |at: &u32| self.memberships[*at as usize].organization;
        let start = named.partition_point(|at| of(at) < Some(organization));
        let end = named.partition_point(|at| of(at) <= Some(organization));
        let mut places = named[start..end].to_vec();
        for (at, group) in self.groups.iter().enumerate() {
            if group.organization == Some(organization) {
                let start = self.memberships.partition_point(|spell| spell.group < Some(GroupId::from_index(at)));
                places.extend((start as u32..).take(self.spells_in(GroupId::from_index(at)).len()));
            }
        }
        places.sort_unstable();
        places.dedup();
        places.into_iter().map(|at| &self.memberships[at as usize])
    }

    /// The spells as staff, in the order of all.
    pub(crate) fn staff_spells(&self) -> impl Iterator<Item = &Membership> {
        self.places.staff.iter().map(|&at| &self.memberships[at as usize])
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Bounds, PersonId, RecordsBuilder, Role, Status};
    use super::*;

    /// Every kind of spell: in a group, in an organization, in both, in neither, of two organizations and both layers.
    fn records() -> Records {
        let mut builder = RecordsBuilder::new();
        let organizations = ["合唱队", "布工坊"].map(|name| builder.organization(name));
        let groups = [("a", 0, Layer::First), ("b", 0, Layer::First), ("c", 1, Layer::First), ("d", 1, Layer::Second)];
        let groups = groups.map(|(name, of, layer)| {
            let group = builder.group(name);
            let row = builder.group_mut(group);
            (row.organization, row.layer) = (Some(organizations[of]), layer);
            group
        });
        let people: Vec<PersonId> = (0..7).map(|at| builder.person(&format!("p{at}")).unwrap()).collect();
        let mut at = 0;
        for group in groups.map(Some).into_iter().chain([None]) {
            for organization in organizations.map(Some).into_iter().chain([None]) {
                for role in [Role::Member, Role::Coach] {
                    at += 3;
                    builder.membership(Membership {
                        group,
                        organization,
                        person: people[at % people.len()],
                        role,
                        status: Status::Present,
                        start: Bounds::UNKNOWN,
                        end: Bounds::UNKNOWN,
                        reason: None,
                        listed: at % 2 == 0,
                    });
                }
            }
        }
        builder.finish(None).unwrap().0
    }

    #[test]
    fn what_is_found_by_place_is_what_passing_all_finds() {
        let records = records();
        let all = || records.memberships().iter();
        for (at, own) in records.groups().iter().enumerate() {
            let group = GroupId::from_index(at);
            let slow: Vec<_> = all().filter(|m| m.concerns(group, own.organization, records.groups())).collect();
            assert!(!slow.is_empty());
            assert_eq!(records.memberships_of(group).collect::<Vec<_>>(), slow, "{}", own.id);
        }
        for organization in (0..2).map(OrganizationId::from_index) {
            let through = |m: &Membership| m.group.and_then(|group| records.groups()[group.index()].organization);
            let slow: Vec<_> =
                all().filter(|m| m.organization == Some(organization) || through(m) == Some(organization)).collect();
            assert_eq!(records.memberships_of_organization(organization).collect::<Vec<_>>(), slow);
        }
        let slow: Vec<_> = all().filter(|m| m.role.is_staff()).collect();
        assert_eq!(records.staff_spells().collect::<Vec<_>>(), slow);
    }
}
