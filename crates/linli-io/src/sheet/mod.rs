//! Sign-in sheets as people retype them: `sheets/<organization>/<date title>.csv` or `.xlsx`.
//!
//! Three shapes: one list an activity, a long list with day or title beside each name, and a matrix with names down and
//! days across. A sheet may also give a number and no names. Names are kept as written: who 小丁 or 两口子 is, a person
//! says in aliases.csv.

mod columns;
mod count;
mod list;
mod matrix;
mod preamble;

use linli::Location;
use linli::diagnostic::{self, Diagnostics};
use linli::records::{AttendanceStatus, Part};
use linli::time::Day;

use self::columns::Columns;
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
#[derive(Debug, Clone, PartialEq, Eq)]
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
    let preamble = Preamble::read(grid, columns.header);
    if !columns.days.is_empty() {
        let anchor = dated(heading, &preamble, &place(), odd)?;
        return Some(Sheet::Matrix(matrix::read(grid, &columns, &preamble, anchor, file, odd)));
    }
    list::read(grid, &columns, &preamble, heading, file, odd).map(Sheet::Lists)
}

/// The day of a sheet, from its name or its title rows.
fn dated(heading: &Heading, preamble: &Preamble, place: &Location, odd: &mut Diagnostics) -> Option<Day> {
    let day = heading.day.or(preamble.day);
    if day.is_none() {
        odd.push(&diagnostic::NO_DATE, place.clone(), "name the file like `2017-03-06 剪纸.csv`");
    }
    day
}

#[cfg(test)]
mod tests {
    use super::*;

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
