//! What the list of an organization says of spells in its groups that pictures and joins leave open.

use std::collections::BTreeMap;

use crate::records::person::{Bounds, Membership, Status};
use crate::records::{GroupId, OrganizationId, PersonId, Source, SourceKind};
use crate::time::Day;

/// Gives spells in a group that begin or end on no known day the day that the list of its organization has for the person.
///
/// Two pictures of the member screen say that somebody left between them, and a join says nothing of an end; the list of
/// members may say on which day. Without it whoever moved in January would be called absent until a picture of the year after.
/// A day that the pictures contradict settles nothing, nor does one on which another row of the list goes on: a leader who
/// becomes a member leaves nothing.
pub(super) fn settle(memberships: &mut [Membership], sources: &[Source]) {
    let pictured = last_pictures(sources);
    // Being away ends no membership, and the end of a coach's work is none of a member's.
    let counts = |row: &Membership| row.status == Status::Present && !row.role.is_staff();
    let mut written: BTreeMap<(PersonId, OrganizationId), Vec<Membership>> = BTreeMap::new();
    for row in memberships.iter().filter(|row| counts(row) && row.group.is_none()) {
        let Some(organization) = row.organization else { continue };
        written.entry((row.person, organization)).or_default().push(*row);
    }
    for row in memberships.iter_mut().filter(|row| counts(row)) {
        let (Some(group), Some(organization)) = (row.group, row.organization) else { continue };
        let Some(own) = written.get(&(row.person, organization)) else { continue };
        let belongs = |day: Day| own.iter().any(|other| holds(other, day));
        if exact(row.end).is_none() {
            let seen = pictured.get(&group).filter(|_| row.listed && row.end == Bounds::UNKNOWN).map(|day| day.plus(1));
            let after = row.end.earliest.or(seen).max(row.start.earliest);
            let fits = |day: &Day| {
                after.is_none_or(|after| after <= *day)
                    && row.end.latest.is_none_or(|last| *day <= last)
                    && !belongs(*day)
            };
            row.end = own.iter().filter_map(|other| exact(other.end)).filter(fits).max().map_or(row.end, Bounds::on);
        }
        if exact(row.start).is_none() && row.start != Bounds::UNKNOWN {
            let fits = |day: &Day| {
                row.start.earliest.is_none_or(|first| first <= *day)
                    && row.start.latest.is_none_or(|last| *day <= last)
                    && !belongs(day.plus(-1))
            };
            let starts = own.iter().filter_map(|other| exact(other.start));
            row.start = starts.filter(fits).min().map_or(row.start, Bounds::on);
        }
    }
}

/// The day of the last picture of every group that has one.
fn last_pictures(sources: &[Source]) -> BTreeMap<GroupId, Day> {
    let mut last: BTreeMap<GroupId, Day> = BTreeMap::new();
    for source in sources.iter().filter(|source| source.kind == SourceKind::Roster) {
        let Some(day) = source.covers.iter().map(|days| days.start).max() else { continue };
        for &group in &source.groups {
            let known = last.entry(group).or_insert(day);
            *known = day.max(*known);
        }
    }
    last
}

fn holds(row: &Membership, day: Day) -> bool {
    row.start.latest.is_none_or(|start| start <= day) && row.end.earliest.is_none_or(|end| day < end)
}

fn exact(bounds: Bounds) -> Option<Day> {
    bounds.earliest.filter(|&day| bounds.latest == Some(day))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::records::{DaySpan, Fields, Role};

    fn day(number: i32) -> Day {
        Day::from_number(number)
    }

    fn between(earliest: i32, latest: i32) -> Bounds {
        Bounds { earliest: Some(day(earliest)), latest: Some(day(latest)) }
    }

    fn spell(group: bool, role: Role, start: Bounds, end: Bounds) -> Membership {
        Membership {
            group: group.then(|| GroupId::from_index(0)),
            organization: Some(OrganizationId::from_index(0)),
            person: PersonId::from_index(0),
            role,
            status: Status::Present,
            start,
            end,
            reason: None,
            listed: true,
        }
    }

    fn pictures(last: i32) -> Source {
        Source {
            label: "rosters/g".to_owned(),
            kind: SourceKind::Roster,
            format: "roster",
            groups: vec![GroupId::from_index(0)],
            organizations: Vec::new(),
            covers: vec![DaySpan { start: day(last), end: day(last + 1) }],
            exported_on: None,
            fields: Fields::NONE,
            rows: 1,
        }
    }

    /// The spell in the group, settled by rows of the organization's list; the last picture is of day 100.
    fn settled(own: Membership, list: &[Membership]) -> (Bounds, Bounds) {
        let mut all = vec![own];
        all.extend_from_slice(list);
        settle(&mut all, &[pictures(100)]);
        assert_eq!(&all[1..], list, "the list itself stays as it is");
        (all[0].start, all[0].end)
    }

    #[test]
    fn a_written_day_settles_what_lies_between_two_pictures() {
        let own = spell(true, Role::Member, Bounds::UNKNOWN, between(11, 90));
        let left = |on| spell(false, Role::Leader, Bounds::UNKNOWN, Bounds::on(day(on)));
        assert_eq!(settled(own, &[left(40)]).1, Bounds::on(day(40)));
        assert_eq!(settled(own, &[left(90)]).1, Bounds::on(day(90)));
        assert_eq!(settled(own, &[left(91)]).1, between(11, 90), "a picture had them no more");
        assert_eq!(settled(own, &[left(10)]).1, between(11, 90), "a picture had them still");
        let joined = spell(true, Role::Member, between(11, 90), Bounds::UNKNOWN);
        let since = |on| spell(false, Role::Member, Bounds::on(day(on)), Bounds::UNKNOWN);
        assert_eq!(settled(joined, &[since(40)]), (Bounds::on(day(40)), Bounds::UNKNOWN));
        assert_eq!(settled(joined, &[since(10)]).0, between(11, 90));
    }

    #[test]
    fn an_end_nobody_saw_is_settled_after_the_last_picture_or_the_join() {
        let left = |on| spell(false, Role::Member, Bounds::UNKNOWN, Bounds::on(day(on)));
        let pictured = spell(true, Role::Member, Bounds::UNKNOWN, Bounds::UNKNOWN);
        assert_eq!(settled(pictured, &[left(140)]).1, Bounds::on(day(140)));
        assert_eq!(settled(pictured, &[left(60)]).1, Bounds::UNKNOWN, "on the picture of day 100");
        let joined = Membership { listed: false, start: Bounds::on(day(50)), ..pictured };
        assert_eq!(settled(joined, &[left(60)]).1, Bounds::on(day(60)));
        assert_eq!(settled(joined, &[left(40)]).1, Bounds::UNKNOWN, "an earlier spell's end");
    }

    #[test]
    fn no_end_is_taken_from_a_change_of_role_an_absence_or_work() {
        let own = spell(true, Role::Member, Bounds::UNKNOWN, between(11, 90));
        let until = |role| spell(false, role, Bounds::UNKNOWN, Bounds::on(day(40)));
        let on = [until(Role::Leader), spell(false, Role::Member, Bounds::on(day(40)), Bounds::UNKNOWN)];
        assert_eq!(settled(own, &on).1, between(11, 90), "who was a leader is a member still");
        let away = Membership { status: Status::Away, ..until(Role::Member) };
        assert_eq!(settled(own, &[away]).1, between(11, 90));
        assert_eq!(settled(own, &[until(Role::Coach)]).1, between(11, 90));
    }
}
