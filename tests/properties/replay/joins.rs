//! Joins seen in passing as what they are among the rows of members.

use linli::records::Role;
use linli::time::Day;

use crate::draft::{Draft, MemberRow};

/// The study with a spell of membership for everybody who was invited: they joined that day, as what they are elsewhere.
pub(crate) fn with_joins(drawn: &Draft) -> Draft {
    let mut draft = drawn.clone();
    for row in &drawn.invitations {
        let staff = drawn.members.iter().filter(|m| m.person == row.person && m.role.is_staff());
        draft.members.push(MemberRow {
            person: row.person.clone(),
            organization: Some("o".to_owned()),
            group: Some(row.group.clone()),
            role: staff.map(|m| m.role).min().unwrap_or(Role::Member),
            start: Some(row.day),
            end: None,
            in_passing: true,
            away: false,
        });
    }
    let list = drawn.members.clone();
    for row in draft.members.iter_mut().filter(|row| row.in_passing && !row.role.is_staff()) {
        row.end = end_of_a_join(row, &list);
    }
    draft
}

/// A join says nothing of an end: the last day the list of the organization has for the person, on or after the join, on
/// which no other line of it goes on.
fn end_of_a_join(join: &MemberRow, list: &[MemberRow]) -> Option<Day> {
    let own = |row: &&MemberRow| {
        row.person == join.person
            && row.organization == join.organization
            && row.group.is_none()
            && !row.role.is_staff()
            && !row.away
    };
    let lines: Vec<&MemberRow> = list.iter().filter(own).collect();
    let goes_on = |day: Day| {
        lines.iter().any(|row| row.start.is_none_or(|start| start <= day) && row.end.is_none_or(|end| day < end))
    };
    let ends = lines.iter().filter_map(|row| row.end);
    ends.filter(|&end| join.start.is_none_or(|start| start <= end) && !goes_on(end)).max()
}
