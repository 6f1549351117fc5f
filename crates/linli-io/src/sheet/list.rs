//! One list an activity, or a long list with day or title beside each name.

use std::collections::BTreeMap;

use linli::Location;
use linli::diagnostic::{self, Diagnostics};
use linli::records::AttendanceStatus;
use linli::time::Day;

use super::columns::{Blank, Columns, NameCell, name_cell};
use super::preamble::Preamble;
use super::{Attendee, Heading, Occasion, dated};
use crate::grid::{Grid, Row};
use crate::table::read_status;
use crate::value;

/// Reads the rows below the header.
pub(super) fn read(
    grid: &Grid,
    columns: &Columns,
    preamble: &Preamble,
    heading: &Heading,
    file: &str,
    odd: &mut Diagnostics,
) -> Option<Vec<Occasion>> {
    // Without a day beside the names the sheet itself must have one.
    let own = match columns.day {
        None => Some(dated(heading, preamble, &Location::file(file), odd)?),
        Some(_) => heading.day.or(preamble.day),
    };
    let mut lists: BTreeMap<(Day, String), Vec<Attendee>> = BTreeMap::new();
    let mut headcount = None;
    for row in grid.rows().skip(columns.header + 1) {
        let place = || Location::line(file, row.line);
        let cell = row.cell(columns.name);
        if cell.is_empty() {
            without_name(&row, columns, &place(), &mut headcount, odd);
            continue;
        }
        let (name, part) = match name_cell(cell) {
            NameCell::Person(name, part) => (name, part),
            NameCell::Total => {
                headcount = headcount.or_else(|| total(&row));
                continue;
            }
            NameCell::Remark => continue,
            NameCell::Crowd => {
                odd.push(&diagnostic::HEADCOUNT_ONLY, place(), "the row counts people and names none");
                continue;
            }
        };
        if row.cells().any(|(at, cell)| at != columns.name && value::people(cell).is_some()) {
            odd.push(&diagnostic::HEADCOUNT_ONLY, place(), "the row counts people and names none");
            continue;
        }
        let written = columns.day.map(|at| row.cell(at)).filter(|cell| !cell.is_empty());
        let Some(day) = written.map_or(own, |cell| grid.day(cell).map(|moment| moment.day)) else {
            odd.push(&diagnostic::BAD_TIME, place(), "the day beside the name cannot be read");
            continue;
        };
        let Some(status) = status(&row, columns, &place(), odd) else { continue };
        let title = columns.title.map(|at| row.cell(at)).filter(|cell| !cell.is_empty()).unwrap_or(&heading.title);
        lists.entry((day, title.to_owned())).or_default().push(Attendee {
            line: row.line,
            name: name.to_owned(),
            part,
            status,
        });
    }
    if lists.is_empty() {
        // A printed sheet nobody signed: the activity is known, and its empty source is named with the others.
        lists.insert((own?, heading.title.clone()), Vec::new());
    }
    let alone = lists.len() == 1;
    let occasions = lists.into_iter().map(|((day, title), names)| Occasion {
        day,
        second: preamble.second.filter(|_| alone),
        title: Some(title),
        venue: preamble.venue.clone(),
        headcount: headcount.filter(|_| alone),
        names: Some(names),
    });
    Some(occasions.collect())
}

/// A row without a name: the sum may stand elsewhere, numbered lines may be empty, anything else is named.
fn without_name(
    row: &Row<'_>,
    columns: &Columns,
    place: &Location,
    headcount: &mut Option<u32>,
    odd: &mut Diagnostics,
) {
    let mut rest = row.cells().filter(|&(at, _)| Some(at) != columns.number);
    let Some((_, first)) = rest.next() else { return };
    match name_cell(first) {
        NameCell::Total => *headcount = headcount.or_else(|| total(row)),
        NameCell::Remark | NameCell::Crowd => {}
        NameCell::Person(..) => odd.push(&diagnostic::EMPTY_NAME, place.clone(), "the row has no name"),
    }
}

/// The number of people in a row of sums. `10+1` and a bare number may count anything.
fn total(row: &Row<'_>) -> Option<u32> {
    row.cells().find_map(|(_, cell)| {
        let folded = value::fold(cell);
        let bare = folded.trim_start_matches(|c: char| !c.is_ascii_digit());
        value::people(bare)
    })
}

/// Whether somebody came. `None` leaves the row out: a name without the mark others have is neither here nor away.
fn status(row: &Row<'_>, columns: &Columns, place: &Location, odd: &mut Diagnostics) -> Option<AttendanceStatus> {
    let mut signed = columns.marks.iter().all(|&(_, blank)| blank == Blank::Nothing);
    for &(at, _) in &columns.marks {
        let cell = row.cell(at);
        match read_status(cell) {
            Some(AttendanceStatus::Present) => signed = true,
            Some(away) => return Some(away),
            // A signature, a time, a remark.
            None => signed |= !cell.is_empty(),
        }
    }
    if !signed {
        odd.push(&diagnostic::NOT_SIGNED, place.clone(), "the name has no mark");
        return None;
    }
    Some(AttendanceStatus::Present)
}

#[cfg(test)]
mod tests {
    use super::super::{Sheet, read as read_sheet};
    use super::*;
    use crate::grid::{GridLimits, read_csv};

    fn lists(text: &str, name: &str) -> (Vec<Occasion>, Diagnostics) {
        let mut odd = Diagnostics::new();
        let grid = read_csv(text, "s.csv", &GridLimits::default()).unwrap();
        match read_sheet(&grid, "s.csv", &Heading::read(name), &mut odd) {
            Some(Sheet::Lists(lists)) => (lists, odd),
            other => panic!("{other:?}"),
        }
    }

    fn names(occasion: &Occasion) -> Vec<(&str, AttendanceStatus)> {
        occasion.names.iter().flatten().map(|a| (a.name.as_str(), a.status)).collect()
    }

    #[test]
    fn titles_statuses_sums_and_crowds() {
        use AttendanceStatus::{Absent, Excused, Present};
        let text = "签到表,,\n时间：2017年2月10日 14:00,,地点：活动室\n序号,姓名,状态,几点来,电话\n1,甲,√,9点,1\n2,乙,,没来,\n3,丙,请假,,\n4,丁,,,\n5,,,,\n6,学生,26人,,\n,合计3人,,\n";
        let (lists, odd) = lists(text, "2017-02-10 灯笼");
        assert_eq!(lists.len(), 1);
        assert_eq!(names(&lists[0]), [("甲", Present), ("乙", Absent), ("丙", Excused)]);
        assert_eq!((lists[0].second, lists[0].venue.as_deref()), (Some(14 * 3600), Some("活动室")));
        assert_eq!((lists[0].headcount, lists[0].title.as_deref()), (Some(3), Some("灯笼")));
        assert_eq!(odd.count(&diagnostic::NOT_SIGNED), 1);
        assert_eq!(odd.count(&diagnostic::PRIVATE_COLUMN), 1);
        assert_eq!(odd.count(&diagnostic::HEADCOUNT_ONLY), 1);
        assert_eq!(odd.count(&diagnostic::EMPTY_NAME), 0);
    }

    #[test]
    fn a_long_list_gives_an_activity_for_each_day_and_title() {
        let text = "活动标题,姓名,日期\n剪纸,甲,2017-03-06\n剪纸,乙,2017/3/6\n唱歌,甲,2017-03-06\n剪纸,甲,3月\n";
        let (lists, odd) = lists(text, "名单");
        let titles: Vec<_> = lists.iter().map(|l| (l.title.as_deref().unwrap(), names(l).len())).collect();
        assert_eq!(titles, [("剪纸", 2), ("唱歌", 1)]);
        assert_eq!(odd.count(&diagnostic::BAD_TIME), 1);
    }

    #[test]
    fn signatures_alone_are_names_and_numbers_alone_a_headcount() {
        let (signed, _) = lists("签名\n甲\n乙\n", "2017-03-06 a");
        assert_eq!(names(&signed[0]).len(), 2);
        let (counted, odd) = lists("地点,人数\n礼堂,86\n", "2017-03-06 b");
        assert_eq!((counted[0].headcount, counted[0].names.as_ref()), (Some(86), None));
        assert_eq!(odd.count(&diagnostic::HEADCOUNT_ONLY), 1);
    }

    #[test]
    fn without_day_or_names_a_sheet_is_left_out_and_named() {
        for (text, name, code) in
            [("姓名\n甲\n", "剪纸", &diagnostic::NO_DATE), ("随便\n写的\n", "2017-03-06 a", &diagnostic::BAD_ROW)]
        {
            let mut odd = Diagnostics::new();
            let grid = read_csv(text, "s.csv", &GridLimits::default()).unwrap();
            assert_eq!(read_sheet(&grid, "s.csv", &Heading::read(name), &mut odd), None);
            assert_eq!(odd.count(code), 1);
        }
    }
}
