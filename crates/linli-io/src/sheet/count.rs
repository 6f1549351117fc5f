//! Sheets that count people and name none.

use linli::Location;
use linli::diagnostic::{self, Diagnostics};
use linli::time::Day;

use super::columns::{DAYS, NameCell, TITLES, YEARS, name_cell, question};
use super::{Occasion, without_year};
use crate::grid::Grid;
use crate::table::header_key;
use crate::value;

const COUNTS: &[&str] = &[
    "到场人数",
    "人数",
    "参加人数",
    "参与人数",
    "总人数",
    "实到人数",
    "实到",
    "出席人数",
    "签到人数",
    "到会人数",
    "headcount",
    "受益人数",
    "服务人数",
    "参与人次",
    "受益人次",
];

/// The number of people a sheet gives: beside, or below, a word that means it.
pub(super) fn headcount(grid: &Grid) -> Option<u32> {
    let number = |text: &str| value::whole(text).or_else(|| value::people(text));
    for (at, row) in grid.rows().enumerate() {
        for (column, cell) in row.cells() {
            let (label, inside) = cell.split_once([':', '：']).unwrap_or((cell, ""));
            if !COUNTS.contains(&header_key(label).as_str()) {
                continue;
            }
            let below = || grid.rows().nth(at + 1).and_then(|next| number(next.cell(column)));
            let found = number(inside).or_else(|| number(row.cell(column + 1))).or_else(below);
            if found.is_some() {
                return found;
            }
        }
    }
    None
}

/// A register with a row an activity: its day, its title and how many came. `anchor` is the day of the file's name.
pub(super) fn register(grid: &Grid, anchor: Option<Day>, file: &str, odd: &mut Diagnostics) -> Option<Vec<Occasion>> {
    let named = |at: usize, words: &[&str]| {
        let mut cells = grid.rows().nth(at)?.cells().collect::<Vec<_>>().into_iter();
        cells.find(|(_, cell)| words.contains(&question(cell).as_str())).map(|(at, _)| at)
    };
    // The number may stand in a second or third row of headers.
    let (top, header, day, count) = (0..grid.rows().len().min(30)).find_map(|top| {
        let day = named(top, DAYS)?;
        let below = (top..top + 3)
            .take_while(|&at| at == top || grid.rows().nth(at).is_some_and(|row| row.cell(day).is_empty()));
        let (header, count) = below.into_iter().find_map(|at| Some((at, named(at, COUNTS)?)))?;
        Some((top, header, day, count))
    })?;
    let (title, year) = (named(top, TITLES), named(top, YEARS));
    let mut occasions = Vec::new();
    for row in grid.rows().skip(header + 1) {
        let place = || Location::line(file, row.line);
        let is_total = row.cells().any(|(_, cell)| matches!(name_cell(cell), NameCell::Total));
        let written = row.cell(day);
        if is_total || written.is_empty() {
            continue;
        }
        let year = year.and_then(|at| value::whole(row.cell(at).trim_end_matches('年'))).map(|year| year as i32);
        let exact = grid.day(written).map(|moment| moment.day);
        // Any day serves as the anchor where the year is written.
        let bare = || without_year(written, year, anchor.or_else(|| year.and_then(|y| Day::from_ymd(y, 12, 31)))?);
        let Some(day) = exact.or_else(bare) else {
            odd.push(
                &diagnostic::BAD_TIME,
                place(),
                ("the day of the activity cannot be read; write 2017-03-06", "活动的日期看不懂，写成 2017-03-06"),
            );
            continue;
        };
        let number = row.cell(count);
        let headcount = value::whole(number).or_else(|| value::people(number));
        if headcount.is_none() && !number.is_empty() {
            odd.push(
                &diagnostic::BAD_ROW,
                place(),
                ("the number of people cannot be read; the cell was left out", "人数看不懂，这一格没有算"),
            );
        }
        let title = title.map(|at| row.cell(at).to_owned());
        occasions.push(Occasion { day, second: None, title, venue: None, headcount, names: None });
    }
    if occasions.is_empty() {
        return None;
    }
    let detail = format!("{} activities are counted and nobody is named", occasions.len());
    odd.push(&diagnostic::HEADCOUNT_ONLY, Location::file(file), detail);
    Some(occasions)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::grid::{GridLimits, read_csv};

    #[test]
    fn a_register_of_an_office_gives_a_headcount_a_row() {
        let text = "志愿服务活动登记表,,,,,\n序号,年份,月份,活动日期,活动名称,服务人数\n1,2017,3,3月6日,剪纸,12\n\
                    2,2017,3,2017-03-13,唱歌,约18人\n3,2017,3,不详,下棋,5\n,总合计,,,,35\n";
        let grid = read_csv(text, "r.csv", &GridLimits::default()).unwrap();
        let mut odd = Diagnostics::new();
        let found = register(&grid, None, "r.csv", &mut odd).unwrap();
        let shown: Vec<_> =
            found.iter().map(|o| (o.day.to_string(), o.title.clone().unwrap(), o.headcount.unwrap())).collect();
        let of = |day: &str, title: &str, count: u32| (day.to_owned(), title.to_owned(), count);
        assert_eq!(shown, [of("2017-03-06", "剪纸", 12), of("2017-03-13", "唱歌", 18)]);
        assert_eq!((odd.count(&diagnostic::BAD_TIME), odd.count(&diagnostic::HEADCOUNT_ONLY)), (1, 1));
        // Merged headers: the number in the second row.
        let text = "登记表\n序号,活动日期,活动名称,受益对象,\n,,,类别,服务人数\n1,2017-03-06,剪纸,老人,12\n";
        let grid = read_csv(text, "r.csv", &GridLimits::default()).unwrap();
        let found = register(&grid, None, "r.csv", &mut odd).unwrap();
        assert_eq!((found.len(), found[0].headcount), (1, Some(12)));
    }
}
