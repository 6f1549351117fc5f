//! Who belongs to a group in a window, as what, and whether its list of members speaks for the window at all.

use crate::records::{GroupId, Membership, OrganizationId, PersonId, Records, SourceKind, Status};
use crate::time::{Day, Window};

/// The memberships that matter to one group, by position among its people.
#[derive(Debug)]
pub(super) struct Belonging<'a> {
    people: &'a [PersonId],
    /// Spells in the group itself.
    own: Vec<(usize, Membership)>,
    /// Spells elsewhere, or nowhere in particular, in which somebody is staff.
    staff_elsewhere: Vec<(usize, Membership)>,
    /// Whom the plan names as staff, by person.
    named: &'a [bool],
    lists: Lists,
}

/// For which days a list of members speaks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Lists {
    None,
    /// Dated spells: for all days.
    Spells,
    /// Pictures of the member screen: from so long before the first to so long after the last.
    Pictures {
        first: Day,
        end: Day,
    },
}

/// What is known of everybody in one window, by position.
#[derive(Debug)]
pub(super) struct Standing {
    /// On a list of members during the window.
    pub(super) listed: Vec<bool>,
    /// In some spell that touches the window.
    pub(super) belongs: Vec<bool>,
    /// Out of a spell that was over before the window.
    pub(super) ended: Vec<bool>,
    /// Staff during the window.
    pub(super) staff: Vec<bool>,
    /// Away, or so new that silence means nothing yet.
    pub(super) excused: Vec<bool>,
}

/// Days of membership before silence can mean anything.
const NEWCOMER_DAYS: i32 = 28;

impl<'a> Belonging<'a> {
    pub(super) fn new(
        records: &Records,
        group: GroupId,
        people: &'a [PersonId],
        named: &'a [bool],
        presence_days: i32,
    ) -> Self {
        let organization = records.groups()[group.index()].organization;
        let (mut own, mut staff_elsewhere) = (Vec::new(), Vec::new());
        let at = |spell: &Membership| people.binary_search(&spell.person).ok().map(|position| (position, *spell));
        own.extend(records.memberships_of(group).filter_map(at));
        let elsewhere = |spell: &&Membership| !spell.concerns(group, organization, records.groups());
        staff_elsewhere.extend(records.staff_spells().filter(elsewhere).filter_map(at));
        let lists = lists(records, group, organization, own.iter().any(|(_, m)| m.listed), presence_days);
        Self { people, own, staff_elsewhere, named, lists }
    }

    /// Everybody, ascending.
    pub(super) fn people(&self) -> &'a [PersonId] {
        self.people
    }

    /// Spells of membership in the group, by position.
    pub(super) fn spells(&self) -> &[(usize, Membership)] {
        &self.own
    }

    /// Whom the plan names as staff, by position.
    pub(super) fn named(&self) -> Vec<bool> {
        self.people.iter().map(|person| self.named[person.index()]).collect()
    }

    /// Whether a list of members speaks for the window.
    pub(super) fn has_list(&self, window: &Window) -> bool {
        match self.lists {
            Lists::None => false,
            Lists::Spells => true,
            Lists::Pictures { first, end } => first < window.end_day && window.first_day < end,
        }
    }

    /// Whether a person was a member on a day.
    pub(super) fn is_member_on(&self, position: usize, day: Day) -> bool {
        self.own.iter().any(|(at, m)| *at == position && m.touches_days(day, day.plus(1)))
    }

    /// What is known of everybody in a window.
    pub(super) fn standing(&self, window: &Window) -> Standing {
        let none = || vec![false; self.people.len()];
        let mut standing = Standing { listed: none(), belongs: none(), ended: none(), staff: none(), excused: none() };
        let mut member_here = none();
        for &(at, ref membership) in &self.own {
            if membership.touches_days(window.first_day, window.end_day) {
                standing.listed[at] |= membership.listed;
                standing.belongs[at] = true;
                standing.staff[at] |= membership.role.is_staff();
                member_here[at] |= !membership.role.is_staff();
                let newcomer = window.end_day.plus(-NEWCOMER_DAYS);
                standing.excused[at] |=
                    membership.status == Status::Away || membership.start.latest.is_some_and(|day| day > newcomer);
            } else {
                standing.ended[at] |= membership.end.latest.is_some_and(|day| day <= window.first_day);
            }
        }
        for &(at, ref membership) in &self.staff_elsewhere {
            // A member here who coaches elsewhere is a member here.
            standing.staff[at] |= !member_here[at] && membership.touches_days(window.first_day, window.end_day);
        }
        for (staff, person) in standing.staff.iter_mut().zip(self.people) {
            *staff |= self.named[person.index()];
        }
        standing
    }
}

fn lists(
    records: &Records,
    group: GroupId,
    organization: Option<OrganizationId>,
    any_listed: bool,
    presence_days: i32,
) -> Lists {
    if !any_listed {
        return Lists::None;
    }
    let pictures = || records.sources().iter().filter(|s| s.kind == SourceKind::Roster && s.groups.contains(&group));
    let spells = records.sources().iter().any(|source| {
        let speaks = source.groups.contains(&group) || organization.is_some_and(|o| source.organizations.contains(&o));
        source.kind == SourceKind::Table && source.fields.has(crate::records::Field::Roster) && speaks
    });
    let days = pictures().flat_map(|s| &s.covers);
    match (days.clone().map(|d| d.start).min(), days.map(|d| d.end).max()) {
        (Some(first), Some(end)) if !spells => {
            Lists::Pictures { first: first.plus(-presence_days), end: end.plus(presence_days) }
        }
        _ => Lists::Spells,
    }
}

/// Who is staff of anything, by person: named in the plan, or staff by a role.
pub(crate) fn staff_anywhere(records: &Records, named: &[bool]) -> Vec<bool> {
    let mut staff = named.to_vec();
    staff.resize(records.people().len(), false);
    for spell in records.staff_spells() {
        staff[spell.person.index()] = true;
    }
    staff
}

/// Who is staff of an organization, by person: named in the plan, or staff by a role and no member there.
pub(crate) fn staff_of(records: &Records, organization: OrganizationId, named: &[bool]) -> Vec<bool> {
    let mut staff = vec![false; records.people().len()];
    let mut member = staff.clone();
    for spell in records.staff_spells() {
        staff[spell.person.index()] = true;
    }
    for spell in records.memberships_of_organization(organization).filter(|spell| !spell.role.is_staff()) {
        member[spell.person.index()] = true;
    }
    for ((staff, member), named) in staff.iter_mut().zip(member).zip(named) {
        *staff = *named || (*staff && !member);
    }
    staff
}
