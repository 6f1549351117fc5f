//! Member lists as copied from a group's member screen: one name a line, the day in the file name. Numbered lists and
//! tables with a column of names are read too.
//!
//! WeChat shows neither joins nor leaves; two pictures of one group give them as intervals.

mod lines;

use std::collections::{BTreeMap, BTreeSet};

use linli::records::{
    Bounds, DaySpan, Field, Fields, GroupId, Membership, OrganizationId, PersonId, Role, Source, SourceKind, Status,
};
use linli::time::Day;
use linli::{Error, Location, diagnostic};

use crate::draft::Draft;
use crate::grid::Grid;
use crate::groups::{GroupBook, stem};
use crate::value;

/// One picture of a group's members.
#[derive(Clone, PartialEq, Eq)]
pub(crate) struct Picture {
    /// The file.
    pub(crate) file: String,
    /// The group, by its name.
    pub(crate) group: String,
    /// The day.
    pub(crate) day: Day,
    /// The names with their lines.
    pub(crate) names: Vec<(u64, String)>,
}

/// The longest line that can be a name; what is longer is another kind of file.
const LONGEST_LINE: usize = 4096;

impl Picture {
    /// Reads one text file. Without a day in its name it is left out.
    pub(crate) fn read(file: &str, text: &str, book: &mut GroupBook, draft: &mut Draft) -> Option<Self> {
        let is_table = std::path::Path::new(file).extension().is_some_and(|ending| ending.eq_ignore_ascii_case("csv"));
        Self::of(file, if is_table { lines::of_delimited(text, file) } else { lines::of_text(text) }, book, draft)
    }

    /// Reads a worksheet.
    pub(crate) fn read_sheet(file: &str, grid: &Grid, book: &mut GroupBook, draft: &mut Draft) -> Option<Self> {
        Self::of(file, lines::of_worksheet(grid), book, draft)
    }

    fn of(file: &str, lines: Vec<(u64, String)>, book: &mut GroupBook, draft: &mut Draft) -> Option<Self> {
        let place = Location::file(file);
        let Some((name, day)) = name_and_day(stem(file)) else {
            draft.odd.push(
                &diagnostic::NO_DATE,
                place,
                ("name the file like `布工坊 2017-03-06.txt`", "文件名写成“群名 2017-03-06.txt”的样子"),
            );
            return None;
        };
        let (mut names, mut seen) = (Vec::new(), BTreeSet::new());
        for (line, written) in lines {
            let at = || Location::line(file, line);
            if value::trim(&written).is_empty() {
                continue;
            }
            if written.len() > LONGEST_LINE || written.contains('\0') {
                draft.odd.push(&diagnostic::BAD_ROW, at(), "the line is no name");
                continue;
            }
            let Some(name) = draft.name(&written, &at()) else { continue };
            if seen.insert(name.to_string()) {
                names.push((line, name.into_owned()));
            } else {
                draft.odd.push(
                    &diagnostic::DUPLICATE_ROW,
                    at(),
                    ("the name stands twice on the list; it counts once", "名字写了两次，算一次"),
                );
            }
        }
        Some(Self { file: file.to_owned(), group: book.of_name(name), day, names })
    }
}

/// Puts the pictures of all groups into the study: a source each, and a spell for every stretch a name is on them.
pub(crate) fn apply(pictures: Vec<Picture>, draft: &mut Draft) -> Result<(), Error> {
    let mut by_group: BTreeMap<String, Vec<Picture>> = BTreeMap::new();
    for picture in pictures {
        by_group.entry(picture.group.clone()).or_default().push(picture);
    }
    for (name, mut pictures) in by_group {
        let Some(group) = draft.builder.known_group(&name) else {
            for picture in &pictures {
                draft.odd.push(
                    &diagnostic::UNKNOWN_NAME,
                    Location::file(&picture.file),
                    (
                        format!("there is no group `{name}` in chats/ or groups.csv; the list was left out"),
                        format!("chats 里没有叫“{name}”的群，这份名单没用上"),
                    ),
                );
            }
            continue;
        };
        pictures.sort_by(|a, b| (a.day, &a.file).cmp(&(b.day, &b.file)));
        let organization = draft.builder.group_mut(group).organization;
        let scope = draft.scope_of_group(group);
        let days: Vec<Day> = pictures.iter().map(|picture| picture.day).collect();
        let mut on: BTreeMap<PersonId, Vec<bool>> = BTreeMap::new();
        for (at, picture) in pictures.iter().enumerate() {
            for (line, written) in &picture.names {
                let place = Location::line(&picture.file, *line);
                if let Some(person) = draft.person(written, Some(&scope), Some(&name), &place)? {
                    on.entry(person).or_insert_with(|| vec![false; days.len()])[at] = true;
                }
            }
            draft.builder.source(source(picture, group));
        }
        for (person, on) in on {
            for (start, end) in spells(&days, &on) {
                draft.builder.membership(spell(group, organization, person, start, end));
            }
        }
    }
    Ok(())
}

fn source(picture: &Picture, group: GroupId) -> Source {
    Source {
        label: picture.file.clone(),
        kind: SourceKind::Roster,
        format: "roster",
        groups: vec![group],
        organizations: Vec::new(),
        covers: vec![DaySpan { start: picture.day, end: picture.day.plus(1) }],
        exported_on: Some(picture.day),
        fields: Fields::of(&[Field::Roster]),
        rows: picture.names.len() as u64,
    }
}

fn spell(
    group: GroupId,
    organization: Option<OrganizationId>,
    person: PersonId,
    start: Bounds,
    end: Bounds,
) -> Membership {
    let (role, status) = (Role::Member, Status::Present);
    Membership { group: Some(group), organization, person, role, status, start, end, reason: None, listed: true }
}

/// The stretches of days on which somebody was seen, each from bounds to bounds (the first day after).
///
/// Before the first picture and after the last nothing is known. Whoever is on a picture and not on the one before
/// joined after that one and no later than this one; leaving likewise.
fn spells(days: &[Day], on: &[bool]) -> Vec<(Bounds, Bounds)> {
    let between = |earlier: Day, later: Day| Bounds { earliest: Some(earlier.plus(1).min(later)), latest: Some(later) };
    let mut spells = Vec::new();
    let mut open: Option<Bounds> = None;
    for (at, &seen) in on.iter().enumerate() {
        match (open, seen) {
            (None, true) => {
                open = Some(if at == 0 { Bounds::UNKNOWN } else { between(days[at - 1], days[at]) });
            }
            (Some(start), false) => {
                spells.push((start, between(days[at - 1], days[at])));
                open = None;
            }
            _ => {}
        }
    }
    spells.extend(open.map(|start| (start, Bounds::UNKNOWN)));
    spells
}

/// `布工坊 2017-03-06` is the group 布工坊 on that day.
fn name_and_day(stem: &str) -> Option<(&str, Day)> {
    let mut found = None;
    for (at, c) in stem.char_indices() {
        let before = stem[..at].chars().next_back();
        if c.is_ascii_digit() && !before.is_some_and(|b| b.is_ascii_digit()) {
            found = value::leading_day(&stem[at..])
                .filter(|(_, rest)| value::trim(rest).is_empty())
                .map(|(day, _)| (stem[..at].trim_end_matches([' ', '_', '-', '\u{3000}']), day))
                .or(found);
        }
    }
    found.filter(|(name, _)| !name.is_empty())
}

crate::redacted!(Picture);

#[cfg(test)]
mod tests {
    use super::*;

    fn day(number: i32) -> Day {
        Day::from_number(number)
    }

    #[test]
    fn names_end_in_a_day() {
        assert_eq!(name_and_day("布工坊 2017-03-06"), Some(("布工坊", Day::parse("2017-03-06").unwrap())));
        assert_eq!(name_and_day("3 号楼_2017.3.6").map(|(name, _)| name), Some("3 号楼"));
        assert_eq!(name_and_day("布工坊20170306").map(|(name, _)| name), Some("布工坊"));
        assert_eq!(name_and_day("布工坊"), None);
        assert_eq!(name_and_day("2017-03-06"), None);
        assert_eq!(name_and_day("布工坊 2017-03-06 旧"), None);
    }

    #[test]
    fn pictures_bound_joins_and_leaves() {
        let days = [day(10), day(20), day(30)];
        let bounds = |a, b| Bounds { earliest: Some(day(a)), latest: Some(day(b)) };
        assert_eq!(spells(&days, &[true, true, true]), [(Bounds::UNKNOWN, Bounds::UNKNOWN)]);
        assert_eq!(spells(&days, &[false, true, true]), [(bounds(11, 20), Bounds::UNKNOWN)]);
        assert_eq!(spells(&days, &[true, false, false]), [(Bounds::UNKNOWN, bounds(11, 20))]);
        // Gone and back: two spells.
        assert_eq!(
            spells(&days, &[true, false, true]),
            [(Bounds::UNKNOWN, bounds(11, 20)), (bounds(21, 30), Bounds::UNKNOWN)]
        );
        assert!(spells(&days, &[false, false, false]).is_empty());
    }
}
