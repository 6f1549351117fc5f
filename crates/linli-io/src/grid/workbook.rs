//! Worksheets of an `.xlsx` file, read cell by cell.

use std::collections::BTreeSet;
use std::io::{Cursor, Read, Seek};
use std::panic::{AssertUnwindSafe, catch_unwind};

use calamine::{DataRef, ExcelDateTime, Reader, SheetType, SheetVisible, Xlsx};
use linli::{Error, Location, refusal};

use super::archive::{self, ArchiveLimits, inspect};
use super::{Grid, GridLimits, Place};
use crate::value;

/// One visible worksheet.
#[derive(Debug)]
pub(crate) struct Worksheet {
    /// Its name.
    pub(crate) name: String,
    /// Its cells.
    pub(crate) grid: Grid,
    /// The rows in which a date is typed as text, below or above real dates of the same column.
    pub(crate) typed_dates: Vec<u64>,
}

/// The longest text that can be a date.
const LONGEST_DATE: usize = 40;

/// Which columns hold real dates, and where a text stands that says a date.
#[derive(Default)]
struct Dates {
    real: BTreeSet<u32>,
    typed: Vec<(u32, u64)>,
}

impl Dates {
    fn note(&mut self, column: u32, line: u64, cell: &DataRef<'_>) {
        let text = match cell {
            // Below one it is a time of day.
            DataRef::DateTime(moment) if moment.as_f64() >= 1.0 => {
                self.real.insert(column);
                return;
            }
            DataRef::String(text) => text.as_str(),
            DataRef::SharedString(text) => text,
            _ => return,
        };
        if text.len() <= LONGEST_DATE && value::moment(text).is_some() {
            self.typed.push((column, line));
        }
    }

    /// The rows with a date typed as text, in order.
    fn mixed(self) -> Vec<u64> {
        self.typed.into_iter().filter(|(column, _)| self.real.contains(column)).map(|(_, line)| line).collect()
    }
}

/// The last column a worksheet can have, which is XFD.
const COLUMNS: u32 = 16_384;

/// The last row a worksheet can have.
const ROWS: u32 = 1_048_576;

/// Refuses a file before it is read whole, where its beginning and its end say enough.
pub(crate) fn glance(reader: &mut (impl Read + Seek), file: &str) -> Result<(), Error> {
    archive::glance(reader, file, &ArchiveLimits::default())
}

/// Reads the visible worksheets of a workbook, in their order.
///
/// Cells are read one after another: a reader that makes room for the whole rectangle would make room for 17 thousand
/// million cells when somebody typed into the last corner.
pub(crate) fn read_workbook(bytes: &[u8], file: &str, limits: &GridLimits) -> Result<Vec<Worksheet>, Error> {
    inspect(Cursor::new(bytes), file, &ArchiveLimits::default())?;
    // The reader's own arithmetic may overflow on impossible cell names; that must not end the program.
    catch_unwind(AssertUnwindSafe(|| visible_sheets(bytes, file, limits))).unwrap_or_else(|_| {
        Err(Error::refused(&refusal::WORKBOOK_CELL, "the workbook has a cell that cannot be").at(Location::file(file)))
    })
}

fn visible_sheets(bytes: &[u8], file: &str, limits: &GridLimits) -> Result<Vec<Worksheet>, Error> {
    let broken = |error: calamine::XlsxError| {
        Error::refused(&refusal::WORKBOOK_BROKEN, "the workbook could not be read")
            .at(Location::file(file))
            .with_source(error)
    };
    let mut workbook = Xlsx::new(Cursor::new(bytes)).map_err(broken)?;
    let names: Vec<String> = workbook
        .sheets_metadata()
        .iter()
        .filter(|sheet| sheet.visible == SheetVisible::Visible && sheet.typ == SheetType::WorkSheet)
        .map(|sheet| sheet.name.clone())
        .collect();
    let mut sheets = Vec::new();
    let mut left = *limits;
    for name in names {
        let mut reader = workbook.worksheet_cells_reader(&name).map_err(broken)?;
        let mut grid = Grid { serials: true, ..Grid::default() };
        let mut dates = Dates::default();
        let (mut current, mut next) = (0, 0);
        while let Some(cell) = reader.next_cell().map_err(broken)? {
            let (row, column) = cell.get_position();
            let place = Place { file, line: u64::from(row) + 1 };
            if row >= ROWS {
                return Err(place.over(&refusal::TABLE_ROWS, "rows", ROWS as usize));
            }
            if row != current {
                grid.end_row(u64::from(current) + 1);
                (current, next) = (row, 0);
            }
            if column >= COLUMNS {
                let message = format!("the workbook has a cell beyond the last of {COLUMNS} columns");
                return Err(Error::refused(&refusal::WORKBOOK_CELL, message).at(Location::line(file, place.line)));
            }
            if column < next {
                let message = "the cells of a row are not in the order of their columns";
                return Err(Error::refused(&refusal::WORKBOOK_ORDER, message).at(Location::line(file, place.line)));
            }
            next = column + 1;
            dates.note(column, place.line, cell.get_value());
            grid.push(column as usize, &shown(cell.get_value()), &left, place)?;
        }
        grid.end_row(u64::from(current) + 1);
        left.cells = left.cells.saturating_sub(grid.cells.len());
        left.text = left.text.saturating_sub(grid.text.len());
        sheets.push(Worksheet { name, grid, typed_dates: dates.mixed() });
    }
    Ok(sheets)
}

/// A cell as a person sees it.
fn shown(value: &DataRef<'_>) -> String {
    match value {
        DataRef::Int(number) => number.to_string(),
        DataRef::Float(number) => number.to_string(),
        DataRef::String(text) | DataRef::DateTimeIso(text) | DataRef::DurationIso(text) => text.clone(),
        DataRef::SharedString(text) => (*text).to_owned(),
        DataRef::Bool(yes) => if *yes { "是" } else { "否" }.to_owned(),
        DataRef::DateTime(moment) => shown_moment(moment),
        DataRef::Error(_) | DataRef::Empty => String::new(),
    }
}

/// A date as `2017-03-06`, a time as `14:00`, both with a space between.
fn shown_moment(moment: &ExcelDateTime) -> String {
    let (year, month, day, hour, minute, second, _) = moment.to_ymd_hms_milli();
    let serial = moment.as_f64();
    let date = format!("{year:04}-{month:02}-{day:02}");
    let time =
        if second == 0 { format!("{hour:02}:{minute:02}") } else { format!("{hour:02}:{minute:02}:{second:02}") };
    if !(0.0..2_958_466.0).contains(&serial) {
        return serial.to_string();
    }
    match (serial < 1.0, serial.fract() == 0.0) {
        (true, _) => time,
        (false, true) => date,
        (false, false) => format!("{date} {time}"),
    }
}

#[cfg(test)]
mod tests {
    use linli::ErrorKind;

    use super::*;
    use crate::testing::{packed, rows, workbook_of};

    fn read(bytes: &[u8]) -> Result<Vec<Worksheet>, Error> {
        read_workbook(bytes, "w.xlsx", &GridLimits::default())
    }

    #[test]
    fn visible_sheets_dates_and_numbers() {
        let data = rows(&[&["姓名", "日期", "次数"], &["刘淑琴", "@42800", "#3"], &["", "@42800.5625", "@0.5"]]);
        let sheets = read(&workbook_of(&[("签到", "visible", &data), ("藏", "hidden", &data)])).unwrap();
        assert_eq!(sheets.len(), 1);
        let grid = &sheets[0].grid;
        assert_eq!(grid.row(1).cells().collect::<Vec<_>>(), [(0, "刘淑琴"), (1, "2017-03-06"), (2, "3")]);
        assert_eq!(grid.row(2).cells().collect::<Vec<_>>(), [(1, "2017-03-06 13:30"), (2, "12:00")]);
        assert_eq!(grid.day("42800").map(|moment| moment.day), linli::time::Day::parse("2017-03-06"));
        assert_eq!(sheets[0].name, "签到");
    }

    #[test]
    fn a_cell_in_the_last_corner_is_one_cell() {
        let data = r#"<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>2</v></c></row>"#;
        let sheets = read(&workbook_of(&[("s", "visible", data)])).unwrap();
        let rows: Vec<_> = sheets[0].grid.rows().map(|row| (row.line, row.cells().collect::<Vec<_>>())).collect();
        assert_eq!(rows, [(1, vec![(0, "1")]), (1_048_576, vec![(16_383, "2")])]);
    }

    #[test]
    fn impossible_cells_are_errors() {
        for (data, says) in [
            (r#"<row r="1"><c r="XFE1"><v>1</v></c></row>"#, "16384 columns|cell beyond"),
            (r#"<row r="1048577"><c r="A1048577"><v>1</v></c></row>"#, "1048576 rows"),
            (r#"<row r="1"><c r="ZZZZZZZZZZZZ1"><v>1</v></c></row>"#, "cannot be|columns"),
            (r#"<row r="1"><c r="A99999999999"><v>1</v></c></row>"#, "cannot be|rows"),
            (r#"<row r="1"><c r="A1" t="s"><v>7</v></c></row>"#, "could not be read"),
            (r#"<row r="1"><c r="B1"><v>1</v></c><c r="A1"><v>1</v></c></row>"#, "order of their columns"),
        ] {
            let error = read(&workbook_of(&[("s", "visible", data)])).unwrap_err().to_string();
            assert!(says.split('|').any(|part| error.contains(part)), "{data}: {error}");
        }
    }

    #[test]
    fn a_bomb_is_refused_before_it_is_unpacked_into_memory() {
        let long = format!("<row><c t=\"inlineStr\"><is><t>{}</t></is></c></row>", "x".repeat(4 << 20));
        let error = read(&workbook_of(&[("s", "visible", &long)])).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Limit);
        let parts = [("xl/sharedStrings.xml", "<sst uniqueCount=\"4000000000000\"/>")];
        assert_eq!(read(&packed(&parts)).unwrap_err().kind(), ErrorKind::Limit);
    }
}
