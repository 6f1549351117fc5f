//! Sign-in sheets as people retype them: `sheets/<organization>/<date title>.csv` or `.xlsx`.
//!
//! Three shapes: one list an activity, a long list with day or title beside each name, and a matrix with names down and
//! days across. A sheet may also give a number and no names, once or in a register with a row an activity. What form
//! services export is a list; people who put their names down are told from people who came. Names are kept as written: who 小丁 or 两口子 is, a person
//! says in aliases.csv.

mod columns;
mod count;
mod form;
mod header;
mod list;
mod matrix;
mod part;
mod preamble;

use linli::Location;
use linli::diagnostic::{self, Diagnostics};
use linli::records::{AttendanceStatus, Part};
use linli::time::Day;

use self::columns::Columns;
pub use self::form::SignInForm;
use self::preamble::Preamble;
use crate::grid::Grid;
use crate::value;

/// One activity as a sheet gives it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Occasion {
    pub(crate) day: Day,
    /// The second of that day, where a title row says it.
    pub(crate) second: Option<u32>,
    /// Its title; a column of a matrix has none.
    pub(crate) title: Option<String>,
    pub(crate) venue: Option<String>,
    pub(crate) headcount: Option<u32>,
    /// The names; `None` where the sheet only counts.
    pub(crate) names: Option<Vec<Attendee>>,
}

/// One name on a sheet.
#[derive(Clone, PartialEq, Eq)]
pub(crate) struct Attendee {
    pub(crate) line: u64,
    pub(crate) name: String,
    pub(crate) part: Option<Part>,
    pub(crate) status: AttendanceStatus,
}

/// What a sheet turned out to be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Sheet {
    /// Activities with their own titles and lists.
    Lists(Vec<Occasion>),
    /// Days across; a day may be one that has a list of its own.
    Matrix(Vec<Occasion>),
}

/// What the name of a file or worksheet says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Heading {
    pub(crate) day: Option<Day>,
    pub(crate) title: String,
}

impl Heading {
    /// Reads `2017-03-06 剪纸`.
    pub(crate) fn read(name: &str) -> Self {
        let name = value::trim(name);
        let folded = value::fold(name);
        let dash = |c: char| c.is_whitespace() || matches!(c, '_' | '-' | '—' | '·');
        if let Some((day, rest)) = value::leading_day(&folded) {
            return Self { day: Some(day), title: rest.trim_matches(dash).to_owned() };
        }
        Self { day: value::find_day(&folded).map(|(day, _)| day), title: name.to_owned() }
    }
}

/// Reads one grid. What it holds cannot be told where it has neither a column of names nor a number of people.
pub(crate) fn read(grid: &Grid, file: &str, heading: &Heading, odd: &mut Diagnostics) -> Option<Sheet> {
    let place = || Location::file(file);
    let Some(columns) = Columns::find(grid, file, odd) else {
        if let Some(register) = count::register(grid, heading.day, file, odd) {
            return Some(Sheet::Lists(register));
        }
        let preamble = Preamble::read(grid, usize::MAX);
        let count = count::headcount(grid);
        if count.is_none() {
            odd.push(
                &diagnostic::BAD_ROW,
                place(),
                "there is neither a column of names (姓名) nor a number of people (到场人数)",
            );
            return None;
        }
        let day = dated(heading, &preamble, &place(), odd)?;
        odd.push(&diagnostic::HEADCOUNT_ONLY, place(), "the number is kept as the headcount");
        let title = Some(heading.title.clone());
        let occasion =
            Occasion { day, second: preamble.second, title, venue: preamble.venue, headcount: count, names: None };
        return Some(Sheet::Lists(vec![occasion]));
    };
    let preamble = Preamble::read(grid, columns.row);
    if !columns.days.is_empty() {
        // Days with their years need no day of the sheet.
        let exact = columns.days.iter().map(|day| grid.day(&day.written).map(|moment| moment.day));
        let last = exact.collect::<Option<Vec<Day>>>().and_then(|days| days.into_iter().max());
        let anchor = match last {
            Some(last) => last,
            None => dated(heading, &preamble, &place(), odd)?,
        };
        return Some(Sheet::Matrix(matrix::read(grid, &columns, &preamble, anchor, &heading.title, file, odd)));
    }
    let untitled = heading.title.is_empty();
    let named = preamble.title.clone().filter(|_| untitled).map(|title| Heading { title, ..heading.clone() });
    list::read(grid, &columns, &preamble, named.as_ref().unwrap_or(heading), file, odd).map(Sheet::Lists)
}

/// The column of names of a table, with its lines; sums, remarks and crowds are left out. `None` where no header calls it so.
pub(crate) fn names(grid: &Grid) -> Option<Vec<(u64, String)>> {
    let (header, name) = columns::name_column(grid)?;
    let rows = grid.rows().skip(header + 1);
    let people = rows.filter_map(|row| match columns::name_cell(row.cell(name)) {
        columns::NameCell::Person(written, _) if !written.is_empty() => Some((row.line, written.to_owned())),
        _ => None,
    });
    Some(people.collect())
}

/// How a sheet gets its day.
const UNDATED: &str = "name the file like `2017-03-06 剪纸.csv`";

/// The day of a sheet, from its name or its title rows.
fn dated(heading: &Heading, preamble: &Preamble, place: &Location, odd: &mut Diagnostics) -> Option<Day> {
    let day = heading.day.or(preamble.day);
    if day.is_none() {
        odd.push(&diagnostic::NO_DATE, place.clone(), UNDATED);
    }
    day
}

/// A day that is written without its year: of the year given, or the last one of that name until `anchor`.
fn without_year(written: &str, year: Option<i32>, anchor: Day) -> Option<Day> {
    let (month, day) = value::month_and_day(written)?;
    if let Some(year) = year {
        return Day::from_ymd(year, month, day);
    }
    let (last, ..) = anchor.ymd();
    [last, last - 1].into_iter().filter_map(|year| Day::from_ymd(year, month, day)).find(|&found| found <= anchor)
}

crate::redacted!(Attendee);

#[cfg(test)]
mod tests {
    use super::*;

    /// Whatever stands in a file, reading it ends, and ends in an answer.
    #[test]
    fn damaged_sheets_never_stop_the_program() {
        use crate::grid::{GridLimits, read_csv, read_workbook};
        use crate::testing::{rows, workbook_of};
        let texts = [
            "2017年考勤（空白未到）,,,\n时间：2017年2月10日 14:00,,地点：活动室,\n序号,姓名,状态,2.10,3/1\n1,甲,√,△,\n2,\"乙\n丙\",没来,×,14:00\n,合计2人,,约3位,\n",
            "排练考勤,,,,\n序号,姓名,2017年3月,,2017年4月\n,,6日,13日,3日\n1,甲,√,,√\n,合计,1,1,1\n",
            "序号,提交答卷时间,1、您的姓名,2、您参加的活动\n1,2017/3/6 9:01:12,甲,剪纸┋唱歌\n2,2017/3/6 9:02,(空),剪纸\n",
            "登记表,,\n序号,年份,活动日期,活动名称,服务人数\n1,2017,3月6日,剪纸,12\n,总合计,,,12\n",
        ];
        let table = rows(&[&["姓名", "2017-03-06", "@42800"], &["甲", "√", "#1"], &["乙", "△", "@0.5"]]);
        let workbook = workbook_of(&[("3月6日", "visible", &table)]);
        let pieces =
            ["\"", ",", "\n", "年", "2017", "：", "\u{0}", "９", "姓名", "-", "\u{3000}", "99999999999", "人数"];
        let mut state = 1_u64;
        let mut next = |below: usize| {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            (state >> 33) as usize % below
        };
        let limits = GridLimits::default();
        let mut answers = [0_u32; 3];
        for round in 0..3000 {
            let mut damaged: Vec<char> = texts[round % texts.len()].chars().collect();
            for _ in 0..=next(4) {
                let at = next(damaged.len());
                let end = (at + next(6)).min(damaged.len());
                damaged.splice(at..end, pieces[next(pieces.len())].chars());
            }
            let damaged: String = damaged.into_iter().collect();
            let heading = Heading::read(&damaged.chars().skip(next(20)).take(12).collect::<String>());
            match read_csv(&damaged, "s.csv", &limits) {
                Ok(grid) => {
                    let sheet = read(&grid, "s.csv", &heading, &mut Diagnostics::new());
                    answers[usize::from(sheet.is_some())] += 1;
                }
                Err(_) => answers[2] += 1,
            }
            if round % 10 == 0 {
                let mut bytes = workbook.clone();
                for _ in 0..=next(3) {
                    let at = next(bytes.len());
                    bytes[at] = next(256) as u8;
                }
                for sheet in read_workbook(&bytes, "s.xlsx", &limits).unwrap_or_default() {
                    read(&sheet.grid, "s.xlsx", &heading, &mut Diagnostics::new());
                }
            }
        }
        assert!(answers.iter().all(|&count| count > 20), "{answers:?}");
    }

    #[test]
    fn headings() {
        let day = Day::parse("2017-03-06");
        for (name, title) in [
            ("2017-03-06 剪纸", "剪纸"),
            ("20170306剪纸", "剪纸"),
            ("2017年3月6日_剪纸", "剪纸"),
            ("2017.3.6 - 剪纸 (二)", "剪纸 (二)"),
            ("2017-03-06", ""),
        ] {
            assert_eq!(Heading::read(name), Heading { day, title: title.to_owned() }, "{name}");
        }
        assert_eq!(Heading::read("剪纸 2017-03-06"), Heading { day, title: "剪纸 2017-03-06".to_owned() });
        assert_eq!(Heading::read("剪纸").day, None);
    }
}
