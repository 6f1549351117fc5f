//! Names down, days across.

use linli::Location;
use linli::diagnostic::{self, Diagnostics};
use linli::records::AttendanceStatus;
use linli::time::Day;

use super::columns::{Columns, NameCell, name_cell};
use super::preamble::Preamble;
use super::{Attendee, Occasion};
use crate::grid::Grid;
use crate::table::read_status;
use crate::value;

/// Reads a matrix: an activity for every day across.
///
/// `anchor` is the day the sheet was made: a day without a year is the last one of that name until then.
pub(super) fn read(
    grid: &Grid,
    columns: &Columns,
    preamble: &Preamble,
    anchor: Day,
    file: &str,
    odd: &mut Diagnostics,
) -> Vec<Occasion> {
    let header = Location::line(file, grid.row(columns.header).line);
    let mut days: Vec<(usize, Day)> = Vec::new();
    for (column, written) in &columns.days {
        let day = grid.day(written).map(|moment| moment.day).or_else(|| without_year(written, preamble.year, anchor));
        match day {
            // A spreadsheet shows 2.10 and keeps 2.1: out of order, such a day cannot be trusted.
            Some(day) if days.last().is_none_or(|&(_, last)| last < day) => days.push((*column, day)),
            _ => odd.push(
                &diagnostic::BAD_TIME,
                header.clone(),
                format!("`{written}` is no day after the column before; write 2017-03-06"),
            ),
        }
    }
    let mut occasions: Vec<Occasion> = days
        .iter()
        .map(|&(_, day)| Occasion {
            day,
            second: None,
            title: None,
            venue: preamble.venue.clone(),
            headcount: None,
            names: Some(Vec::new()),
        })
        .collect();
    for row in grid.rows().skip(columns.header + 1) {
        let NameCell::Person(name, part) = name_cell(row.cell(columns.name)) else { continue };
        if name.is_empty() {
            continue;
        }
        // Cells and days both ascend by column, so one walk through the row serves all days.
        let mut cells = row.cells().peekable();
        for (occasion, &(column, _)) in occasions.iter_mut().zip(&days) {
            while cells.next_if(|&(at, _)| at < column).is_some() {}
            let cell = cells.next_if(|&(at, _)| at == column).map_or("", |(_, text)| text);
            let status = match cell {
                // An empty cell says nothing unless the legend does.
                "" if preamble.blank_is_absent => AttendanceStatus::Absent,
                "" | "—" | "-" | "–" | "/" | "——" => continue,
                cell => {
                    let timed = || value::time(cell).map(|_| AttendanceStatus::Present);
                    let Some(status) = read_status(cell).or_else(timed) else {
                        let cell: String = cell.chars().take(20).collect();
                        let detail =
                            format!("`{cell}` in a matrix; expected √, △, × or nothing; the cell was left out");
                        odd.push(&diagnostic::BAD_ROW, Location::line(file, row.line), detail);
                        continue;
                    };
                    status
                }
            };
            if let Some(names) = &mut occasion.names {
                names.push(Attendee { line: row.line, name: name.to_owned(), part, status });
            }
        }
    }
    occasions
}

fn without_year(written: &str, year: Option<i32>, anchor: Day) -> Option<Day> {
    let (month, day) = value::month_and_day(written)?;
    if let Some(year) = year {
        return Day::from_ymd(year, month, day);
    }
    let (last, ..) = anchor.ymd();
    [last, last - 1].into_iter().filter_map(|year| Day::from_ymd(year, month, day)).find(|&found| found <= anchor)
}

#[cfg(test)]
mod tests {
    use super::super::{Heading, Sheet, read as read_sheet};
    use super::*;
    use crate::grid::{GridLimits, read_csv};
    use AttendanceStatus::{Absent, Excused, Present};

    fn matrix(text: &str, name: &str) -> (Vec<Occasion>, Diagnostics) {
        let mut odd = Diagnostics::new();
        let grid = read_csv(text, "s.csv", &GridLimits::default()).unwrap();
        match read_sheet(&grid, "s.csv", &Heading::read(name), &mut odd) {
            Some(Sheet::Matrix(days)) => (days, odd),
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn marks_blanks_and_years() {
        let body = "姓名,12.28,1.4,次数\n甲,√,△,1\n乙,,×,0\n丙,—,1,1\n合计,1,1,\n";
        let (days, odd) = matrix(body, "2017-01-10 考勤");
        assert_eq!(days.iter().map(|d| d.day.to_string()).collect::<Vec<_>>(), ["2016-12-28", "2017-01-04"]);
        let marks = |day: &Occasion| day.names.iter().flatten().map(|a| (a.name.clone(), a.status)).collect::<Vec<_>>();
        assert_eq!(marks(&days[0]), [("甲".to_owned(), Present)]);
        assert_eq!(marks(&days[1]).iter().map(|m| m.1).collect::<Vec<_>>(), [Excused, Absent, Present]);
        assert!(odd.is_empty());
        let (days, _) = matrix(&format!("2016年考勤（空白未到）\n{body}").replace("1.4", "12.30"), "2017-01-10 考勤");
        assert_eq!(days[1].day.to_string(), "2016-12-30");
        assert_eq!(marks(&days[0]), [("甲".to_owned(), Present), ("乙".to_owned(), Absent)]);
    }

    #[test]
    fn days_out_of_order_and_odd_marks_are_named() {
        let (days, odd) = matrix("姓名,3.8,3.1\n甲,也许,√\n", "2017-04-01 考勤");
        assert_eq!(days.len(), 1);
        assert_eq!(odd.count(&diagnostic::BAD_TIME), 1);
        assert_eq!(odd.count(&diagnostic::BAD_ROW), 1);
    }
}
