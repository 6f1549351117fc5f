//! Headers of one to five rows: merged cells stand once, at their first column, and what is below belongs to them.

use crate::grid::{Grid, Row};
use crate::value;

use super::columns::{NameCell, name_cell, question};

/// The rows that hold the headers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Header {
    /// The first.
    pub(super) start: usize,
    /// The first row of data.
    pub(super) end: usize,
}

/// How many rows of headers may stand above, and how many below the row with the names.
const MORE: usize = 2;

/// Bytes of a cell that can stand over several columns.
const LONGEST: usize = 200;

impl Header {
    /// The headers around the row that names the column of names.
    pub(super) fn around(grid: &Grid, row: usize, name: usize) -> Self {
        let rows = grid.rows().len();
        let below = (row + 1..rows.min(row + 1 + MORE))
            .take_while(|&at| continues(grid, grid.row(row), grid.row(at), name))
            .count();
        let above = (0..row).rev().take(MORE).take_while(|&at| heads(grid, grid.row(at))).count();
        Self { start: row - above, end: row + 1 + below }
    }

    /// Every column with what stands over it, from the top.
    pub(super) fn columns<'g>(&self, grid: &'g Grid) -> Vec<(usize, Vec<&'g str>)> {
        let rows: Vec<Row<'g>> = (self.start..self.end).map(|at| grid.row(at)).collect();
        let mut all: Vec<usize> = rows.iter().flat_map(|row| row.cells().map(|(at, _)| at)).collect();
        all.sort_unstable();
        all.dedup();
        // What was last seen in each row, for the cells that were merged with it.
        let mut last = vec![""; rows.len()];
        let mut columns = Vec::with_capacity(all.len());
        for at in all {
            let mut parts = Vec::new();
            for (depth, row) in rows.iter().enumerate() {
                let own = row.cell(at);
                // A long text is no header, and must not be repeated over thousands of columns.
                if let Some(last) = last.get_mut(depth).filter(|_| !own.is_empty() && own.len() <= LONGEST) {
                    *last = own;
                }
                let is_below = || rows.iter().skip(depth + 1).any(|row| !row.cell(at).is_empty());
                let part = if own.is_empty() && is_below() { last.get(depth).copied().unwrap_or("") } else { own };
                if !part.is_empty() {
                    parts.push(part);
                }
            }
            columns.push((at, parts));
        }
        columns
    }
}

/// Whether a row below the names is a second row of headers: no name, no sum, and a day, or a part of one, under a cell
/// that was merged with its neighbour or holds the rest of the day. A row of a list in which the name was forgotten has
/// its day under the header of days.
fn continues(grid: &Grid, header: Row<'_>, row: Row<'_>, name: usize) -> bool {
    let is_person = |cell: &str| matches!(name_cell(cell), NameCell::Person(..));
    let is_part = |cell: &str| {
        is_day(grid, cell)
            || month(cell).is_some()
            || day_of_month(cell).is_some()
            || HALVES.contains(&question(cell).as_str())
            || matches!(question(cell).as_str(), "签到" | "签名" | "签字" | "签到时间" | "签退时间")
    };
    let is_open = |above: &str| above.is_empty() || month(above).is_some() || is_day(grid, above) || !says(above);
    let has_day = |row: Row<'_>| row.cells().any(|(_, cell)| is_day(grid, cell) || month(cell).is_some());
    let dated = has_day(header) || has_day(row) || row.cells().any(|(_, cell)| HALVES.contains(&cell));
    row.cell(name).is_empty()
        && dated
        && row.cells().next().is_some_and(|(_, cell)| is_person(cell))
        && row.cells().all(|(at, cell)| header.cell(at).is_empty() || is_part(cell))
        && row.cells().any(|(at, cell)| is_part(cell) && is_open(header.cell(at)))
        // Under a header of days alone a day is one of a list.
        && row.cells().any(|(at, _)| !super::columns::DAYS.contains(&question(header.cell(at)).as_str()))
}

/// Whether a row above the names holds days: two of them with nothing but words for days before, or a month.
fn heads(grid: &Grid, row: Row<'_>) -> bool {
    let days = row.cells().filter(|(_, cell)| is_day(grid, cell)).count();
    let others = row.cells().skip(1).filter(|(_, cell)| !is_day(grid, cell) && month(cell).is_none()).count();
    days > 1 && others == 0 || row.cells().any(|(_, cell)| month(cell).is_some())
}

const HALVES: &[&str] = &["上午", "下午", "晚上"];

/// The day that the headers of a column give, as they write it, and what else they say.
pub(super) fn day(grid: &Grid, parts: &[&str]) -> Option<(String, Option<String>)> {
    let whole = parts.iter().position(|part| is_day(grid, part));
    let (written, used): (String, Vec<usize>) = if let Some(at) = whole {
        (parts.get(at).copied()?.to_owned(), vec![at])
    } else {
        let (above, of_year) = parts.iter().enumerate().find_map(|(at, part)| Some((at, month(part)?)))?;
        let (below, of_month) =
            parts.iter().enumerate().skip(above + 1).find_map(|(at, part)| Some((at, day_of_month(part)?)))?;
        (format!("{of_year}{of_month}日"), vec![above, below])
    };
    let rest: Vec<&str> =
        (0..).zip(parts).filter(|(at, part)| !used.contains(at) && says(part)).map(|(_, p)| *p).collect();
    Some((written, Some(rest.join(" ")).filter(|rest| !rest.is_empty())))
}

/// Whether a header beside a day is part of a title: not 日期, 签到 or a day of the week.
fn says(part: &str) -> bool {
    let key = question(part);
    let weekday = ["周", "星期", "礼拜"].iter().any(|word| key.starts_with(word)) && key.chars().count() <= 3;
    let common = ["日期", "活动日期", "时间", "签到", "签到情况", "出勤", "考勤", "出席", "签名", "签字"];
    !weekday && !common.contains(&key.as_str()) && month(part).is_none()
}

fn is_day(grid: &Grid, header: &str) -> bool {
    value::month_and_day(header).is_some() || grid.day(header).is_some()
}

/// `3月` and `2017年3月`.
fn month(part: &str) -> Option<String> {
    let folded = value::fold(part);
    let rest = folded.strip_suffix('月')?;
    let number = rest.rsplit('年').next()?;
    let year = rest.strip_suffix(number)?.trim_end_matches('年');
    let of_year = value::whole(number).filter(|month| (1..=12).contains(month));
    (of_year.is_some() && (year.is_empty() || value::whole(year).is_some_and(|y| (1900..=2100).contains(&y))))
        .then(|| folded.clone())
}

/// `6日`, `6号`, and `6` under a month.
fn day_of_month(part: &str) -> Option<u32> {
    let folded = value::fold(part);
    value::whole(folded.trim_end_matches(['日', '号'])).filter(|day| (1..=31).contains(day))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::grid::{GridLimits, read_csv};

    fn columns(text: &str) -> Vec<(usize, String)> {
        let grid = read_csv(text, "s.csv", &GridLimits::default()).unwrap();
        let at = |row: usize| grid.row(row).cells().find(|(_, cell)| *cell == "姓名").map(|(column, _)| (row, column));
        let (row, name) = (0..grid.rows().len()).find_map(at).unwrap();
        let header = Header::around(&grid, row, name);
        let days = header.columns(&grid).into_iter();
        days.filter_map(|(at, parts)| {
            day(&grid, &parts).map(|(day, title)| (at, format!("{day}/{}", title.unwrap_or_default())))
        })
        .collect()
    }

    #[test]
    fn merged_headers_of_two_and_three_rows() {
        let of = |all: &[(usize, &str)]| all.iter().map(|&(at, day)| (at, day.to_owned())).collect::<Vec<_>>();
        // Months over days; the cell of a month stands at its first day.
        let text = "序号,姓名,3月,,4月,备注\n,,6日,13日,3,\n1,甲,√,,√,\n";
        assert_eq!(columns(text), of(&[(2, "3月6日/"), (3, "3月13日/"), (4, "4月3日/")]));
        // Days over titles.
        let text = "2017年考勤,,,\n,日期,3.6,3.13\n序号,姓名,剪纸,唱歌\n1,甲,√,\n";
        assert_eq!(columns(text), of(&[(2, "3.6/剪纸"), (3, "3.13/唱歌")]));
        // Three rows: month, day, half of the day.
        let text = ",2017年3月,,,\n姓名,6日,,7日,\n,上午,下午,上午,下午\n甲,√,,,\n";
        assert_eq!(
            columns(text),
            of(&[
                (1, "2017年3月6日/上午"),
                (2, "2017年3月6日/下午"),
                (3, "2017年3月7日/上午"),
                (4, "2017年3月7日/下午")
            ])
        );
        // A list in which the first name was forgotten is a list.
        assert_eq!(columns("姓名,日期,活动\n,2017-03-06,剪纸\n甲,2017-03-06,剪纸\n"), []);
        assert_eq!(columns("时间,2017-03-06,至,2017-04-01\n姓名,签字,,\n甲,√,,\n"), []);
        // A row without a name that holds marks is no header.
        let text = "姓名,3.6,3.13\n,√,√\n甲,√,\n";
        assert_eq!(columns(text), of(&[(1, "3.6/"), (2, "3.13/")]));
    }
}
