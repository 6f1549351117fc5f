//! Names down, days across.

use std::collections::BTreeSet;

use linli::Location;
use linli::diagnostic::{self, Diagnostics};
use linli::records::AttendanceStatus;
use linli::time::Day;

use super::columns::{Columns, DayColumn};
use super::part::Parts;
use super::preamble::Preamble;
use super::{Attendee, Occasion, without_year};
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
    heading: &str,
    file: &str,
    odd: &mut Diagnostics,
) -> Vec<Occasion> {
    let header = Location::line(file, grid.row(columns.first - 1).line);
    let mut days: Vec<usize> = Vec::new();
    let mut occasions: Vec<Occasion> = Vec::new();
    for DayColumn { column, written, title } in &columns.days {
        let exact = grid.day(written).map(|moment| moment.day);
        let day = exact.or_else(|| without_year(written, preamble.year, anchor));
        // A half of the day is no title: the activity is the sheet's.
        let half = |title: &String| matches!(title.as_str(), "上午" | "下午" | "晚上");
        let title =
            title.as_ref().map(|t| if half(t) { format!("{heading} {t}").trim().to_owned() } else { t.clone() });
        // A spreadsheet shows 2.10 and keeps 2.1: out of order, such a day cannot be trusted.
        let follows = |day: Day| match occasions.last() {
            None => true,
            Some(last) => last.day < day || last.day == day && title.is_some() && last.title != title,
        };
        let Some(day) = day.filter(|&day| follows(day)) else {
            let detail = format!("`{written}` is no day after the column before; write 2017-03-06");
            odd.push(&diagnostic::BAD_TIME, header.clone(), detail);
            continue;
        };
        days.push(*column);
        let (venue, names) = (preamble.venue.clone(), Some(Vec::new()));
        occasions.push(Occasion { day, second: None, title, venue, headcount: None, names });
    }
    let mut used = BTreeSet::new();
    let mut left = MOST_MARKS;
    let mut parts = Parts::default();
    for row in grid.rows().skip(columns.first) {
        let place = Location::line(file, row.line);
        let Some((own, part)) = parts.read(&row, columns, &place, odd) else { continue };
        // Cells and days both ascend by column, so one walk through the row serves all days.
        let mut cells = row.cells().peekable();
        for (occasion, &column) in occasions.iter_mut().zip(&days) {
            while cells.next_if(|&(at, _)| at < column).is_some() {}
            let cell = cells.next_if(|&(at, _)| at == column).map_or("", |(_, text)| text);
            let status = match cell {
                // An empty cell says nothing unless the legend does.
                "" if preamble.blank_is_absent => AttendanceStatus::Absent,
                "" | "—" | "-" | "–" | "/" | "——" => continue,
                cell => {
                    used.insert(column);
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
            if left < own.len() {
                let detail = format!("more than {MOST_MARKS} marks; the rest of the matrix was left out");
                odd.push(&diagnostic::BAD_ROW, Location::line(file, row.line), detail);
                return used_alone(occasions, &days, &used);
            }
            left -= own.len();
            if let Some(names) = &mut occasion.names {
                let attendee = |name: &&str| Attendee { line: row.line, name: (*name).to_owned(), part, status };
                names.extend(own.iter().map(attendee));
            }
        }
    }
    used_alone(occasions, &days, &used)
}

/// A matrix can say something of every name on every day, written or not: more than this no group has.
const MOST_MARKS: usize = if cfg!(test) { 10_000 } else { 2_000_000 };

/// A column in which nobody has a mark was printed and not used: nobody knows that there was an activity.
fn used_alone(occasions: Vec<Occasion>, days: &[usize], used: &BTreeSet<usize>) -> Vec<Occasion> {
    let is_used = days.iter().map(|column| used.contains(column));
    occasions.into_iter().zip(is_used).filter_map(|(occasion, is_used)| is_used.then_some(occasion)).collect()
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
    fn merged_headers_give_days_and_titles() {
        let text = "排练考勤,,,,\n序号,姓名,2017年3月,,2017年4月\n,,6日,13日,3日\n1,甲,√,,√\n2,乙,△,√,×\n,合计,1,1,1\n";
        let (days, odd) = matrix(text, "2017-04-10 考勤");
        assert_eq!(
            days.iter().map(|d| d.day.to_string()).collect::<Vec<_>>(),
            ["2017-03-06", "2017-03-13", "2017-04-03"]
        );
        assert_eq!(days.iter().map(|d| d.names.iter().flatten().count()).collect::<Vec<_>>(), [2, 1, 2]);
        assert!(odd.is_empty(), "{odd:?}");
        let text = "姓名,2017-03-06,,2017-03-07\n,上午,下午,上午\n甲,√,√,△\n";
        let (days, _) = matrix(text, "2017-03-10 培训");
        let titles: Vec<_> = days.iter().map(|d| (d.day.to_string(), d.title.clone().unwrap())).collect();
        let of = |day: &str, title: &str| (day.to_owned(), title.to_owned());
        assert_eq!(
            titles,
            [of("2017-03-06", "培训 上午"), of("2017-03-06", "培训 下午"), of("2017-03-07", "培训 上午")]
        );
    }

    #[test]
    fn blanks_that_mean_absent_have_an_end() {
        let days: Vec<String> = (0..200).map(|at| Day::from_number(17_000 + at).to_string()).collect();
        let mut text = format!("考勤（空白未到）\n姓名,{}\n", days.join(","));
        text.push_str(&format!("甲,{}\n", vec!["√"; 200].join(",")));
        (0..100).for_each(|at| text.push_str(&format!("n{at}\n")));
        let (found, odd) = matrix(&text, "2017-12-31 考勤");
        assert_eq!(found.iter().flat_map(|o| o.names.iter().flatten()).count(), MOST_MARKS);
        assert_eq!(odd.count(&diagnostic::BAD_ROW), 1);
    }

    #[test]
    fn days_out_of_order_and_odd_marks_are_named() {
        let (days, odd) = matrix("姓名,3.8,3.1\n甲,也许,√\n", "2017-04-01 考勤");
        assert_eq!(days.len(), 1);
        assert_eq!(odd.count(&diagnostic::BAD_TIME), 1);
        assert_eq!(odd.count(&diagnostic::BAD_ROW), 1);
    }
}
