//! Headers matched to declared columns, and rows read through them.

use linli::diagnostic::{self, Diagnostics};
use linli::time::{Resolved, Timestamp, Zone};
use linli::{Error, Location, refusal};

use super::{Need, Others, TableFormat};
use crate::grid::{Grid, Row};
use crate::value::{self, Moment};

/// A file matched to a declared table.
#[derive(Debug)]
pub(crate) struct Table {
    /// The file, relative to the study folder.
    pub(crate) file: String,
    grid: Grid,
    /// Where each declared column stands.
    at: Vec<Option<usize>>,
    format: &'static TableFormat,
    /// Columns that are not declared and travel along, with their headers.
    extra: Vec<(usize, String)>,
    width: usize,
    /// Whether there is a column that means nothing here.
    is_foreign: bool,
}

/// One row of a [`Table`].
#[derive(Debug, Clone, Copy)]
pub(crate) struct TableRow<'a> {
    table: &'a Table,
    row: Row<'a>,
}

impl Table {
    /// Matches the first row of a grid to the columns of a table.
    pub(crate) fn new(
        format: &'static TableFormat,
        grid: Grid,
        file: String,
        odd: &mut Diagnostics,
    ) -> Result<Self, Error> {
        let mut table = Self {
            file,
            grid,
            at: vec![None; format.columns.len()],
            format,
            extra: Vec::new(),
            width: 0,
            is_foreign: false,
        };
        if table.grid.is_empty() {
            odd.push(&diagnostic::EMPTY_SOURCE, Location::file(&table.file), "the table has no rows");
            return Ok(table);
        }
        table.match_headers(odd)?;
        table.refuse_missing()?;
        Ok(table)
    }

    fn match_headers(&mut self, odd: &mut Diagnostics) -> Result<(), Error> {
        let first = self.grid.row(0);
        let place = || Location::line(&self.file, first.line);
        let mut seen: Vec<String> = Vec::new();
        for (at, header) in first.cells() {
            self.width = self.width.max(at + 1);
            let key = header_key(header);
            if is_private(&key) {
                odd.push(&diagnostic::PRIVATE_COLUMN, place(), of_column(header));
                continue;
            }
            let declared = self.format.columns.iter().position(|column| column.is_called(header));
            let taken = declared.is_some_and(|column| self.at[column].is_some());
            if taken || seen.contains(&key) {
                return Err(Error::refused(
                    &refusal::DOUBLE_COLUMN,
                    (
                        format!("two columns mean the same: `{header}` stands twice"),
                        format!("“{header}”这一列出现了两次"),
                    ),
                )
                .at(place())
                .with_hint("rename or take out one of them"));
            }
            match declared {
                Some(column) if self.format.columns[column].need == Need::Later => {
                    odd.push(&diagnostic::NOT_YET_READ, place(), of_column(header));
                }
                Some(column) => self.at[column] = Some(at),
                None if self.format.others == Others::Covariates => self.extra.push((at, header.to_owned())),
                None => {
                    self.is_foreign = true;
                    let known: Vec<&str> = self.format.columns.iter().map(|c| c.id).collect();
                    odd.push(
                        &diagnostic::UNKNOWN_COLUMN,
                        place(),
                        (
                            format!("column `{header}`; `{}` has {}", self.format.id, known.join(", ")),
                            format!("“{header}”这一列"),
                        ),
                    );
                }
            }
            seen.push(key);
        }
        Ok(())
    }

    fn refuse_missing(&self) -> Result<(), Error> {
        let missing = self.format.columns.iter().zip(&self.at).find(|(c, at)| c.need == Need::Required && at.is_none());
        let Some((column, _)) = missing else { return Ok(()) };
        let first = self.grid.row(0);
        let found: Vec<String> = first.cells().take(12).map(|(_, header)| format!("`{header}`")).collect();
        let also = column.also.first().map(|also| format!(" (or `{also}`)")).unwrap_or_default();
        Err(Error::refused(
            &refusal::MISSING_COLUMN,
            (
                format!("the column `{}`{also} is missing: {}", column.id, column.meaning),
                format!("缺“{}”这一列", column.also.first().unwrap_or(&column.id)),
            ),
        )
        .at(Location::line(&self.file, first.line))
        .with_hint(format!("the first line must hold the headers; found {}", found.join(", "))))
    }

    /// The rows below the header. Rows of examples are left out; rows longer than the header are named and left out.
    pub(crate) fn rows<'a>(&'a self, odd: &mut Diagnostics) -> Vec<TableRow<'a>> {
        let mut rows = Vec::new();
        for row in self.grid.rows().skip(1) {
            if row.cells().next().is_some_and(|(_, cell)| super::is_example(cell)) {
                continue;
            }
            if row.cells().any(|(at, _)| at >= self.width) {
                odd.push(
                    &diagnostic::RAGGED_ROW,
                    Location::line(&self.file, row.line),
                    (
                        format!("more cells than the {} headers", self.width),
                        format!("表头有{}列，这一行的格子更多", self.width),
                    ),
                );
            } else {
                rows.push(TableRow { table: self, row });
            }
        }
        rows
    }

    /// The columns that are not declared and travel along.
    pub(crate) fn extra(&self) -> &[(usize, String)] {
        &self.extra
    }

    /// Whether the file has a column that means nothing here.
    pub(crate) const fn is_foreign(&self) -> bool {
        self.is_foreign
    }

    /// Whether the file has this column.
    pub(crate) fn has(&self, column: &str) -> bool {
        self.position(column).is_some()
    }

    fn position(&self, column: &str) -> Option<usize> {
        let at = self.format.columns.iter().position(|c| c.id == column);
        debug_assert!(at.is_some(), "`{column}` is declared in `{}`", self.format.id);
        self.at[at?]
    }
}

impl<'a> TableRow<'a> {
    /// Where the row stands.
    pub(crate) fn location(&self) -> Location {
        Location::line(&self.table.file, self.row.line)
    }

    /// The text of a declared column; empty cells are not recorded.
    pub(crate) fn text(&self, column: &str) -> Option<&'a str> {
        let at = self.table.position(column)?;
        Some(self.row.cell(at)).filter(|text| !text.is_empty())
    }

    /// The text of a required column. A row without it is named and to be left out.
    pub(crate) fn required(&self, column: &str, odd: &mut Diagnostics) -> Option<&'a str> {
        let text = self.text(column);
        if text.is_none() {
            odd.push(&diagnostic::BAD_ROW, self.location(), format!("`{column}` is empty"));
        }
        text
    }

    /// The text of a column that is not declared.
    pub(crate) fn extra(&self, at: usize) -> Option<&'a str> {
        Some(self.row.cell(at)).filter(|text| !text.is_empty())
    }

    /// The day, and perhaps the time, in a column.
    pub(crate) fn moment(&self, column: &str, odd: &mut Diagnostics) -> Option<Moment> {
        let text = self.text(column)?;
        let moment = self.table.grid.day(text);
        if moment.is_none() {
            let text: String = text.chars().take(40).collect();
            odd.push(
                &diagnostic::BAD_TIME,
                self.location(),
                (
                    format!("`{column}` is `{text}`; write it as 2017-03-06 or 2017-03-06 14:00"),
                    format!("写的是“{text}”"),
                ),
            );
        }
        moment
    }

    /// What a reader makes of a column; what it cannot read is named, and the cell counts as not recorded.
    pub(crate) fn value<T>(
        &self,
        column: &str,
        expected: &str,
        odd: &mut Diagnostics,
        read: impl Fn(&str) -> Option<T>,
    ) -> Option<T> {
        let text = self.text(column)?;
        let value = read(text);
        if value.is_none() {
            let text: String = text.chars().take(40).collect();
            let detail = format!("`{column}` is `{text}`; expected {expected}; the cell was left out");
            odd.push(&diagnostic::BAD_ROW, self.location(), (detail, format!("写的是“{text}”，这一格认不出")));
        }
        value
    }

    /// The answer to a question, as a word of a closed list; another is quoted with those that are read.
    pub(crate) fn answer<T>(
        &self,
        column: &str,
        allowed: &str,
        odd: &mut Diagnostics,
        read: impl Fn(&str) -> Option<T>,
    ) -> Option<T> {
        let text = self.text(column)?;
        let answer = read(text);
        if answer.is_none() {
            let text: String = text.chars().take(40).collect();
            let detail = (format!("`{text}`; answer {allowed}"), format!("写的是“{text}”，要写 {allowed}"));
            odd.push(&diagnostic::BAD_ANSWER, self.location(), detail);
        }
        answer
    }
}

/// The instant of a local moment, with what the clock did that day.
pub(crate) fn instant(moment: Moment, zone: Zone, place: &Location, odd: &mut Diagnostics) -> Timestamp {
    let Some(second) = moment.second else { return zone.midnight(moment.day) };
    let resolved = zone.resolve(moment.day, second);
    match resolved {
        Resolved::Once(_) => {}
        Resolved::Gap(_) => odd.push(&diagnostic::TIME_GAP, place.clone(), moment.day.to_string()),
        Resolved::Fold(_) => odd.push(&diagnostic::TIME_FOLD, place.clone(), moment.day.to_string()),
    }
    resolved.timestamp()
}

/// A header as it is compared: without marks of form services, spaces and case.
pub(crate) fn header_key(header: &str) -> String {
    let mut key = value::fold(header).to_lowercase();
    for mark in [
        "(必填)",
        "(自动)",
        "(选填)",
        "(单选)",
        "(多选)",
        "(单选题)",
        "(多选题)",
        "(填空题)",
        "[单选题]",
        "[多选题]",
        "[填空题]",
        "*",
    ] {
        key = key.replace(mark, "");
    }
    key.trim_matches(|c: char| c.is_whitespace() || c == '\u{feff}' || c == ':').replace([' ', '\n'], "")
}

/// Whether a column holds numbers or addresses by which a person can be reached or recognised anywhere: telephone,
/// identity card, bank card, mail, accounts, the address of a machine. Such columns are never read, by any reader.
pub fn is_private(header: &str) -> bool {
    const WORDS: &[&str] = &[
        "电话",
        "手机",
        "联系方式",
        "身份证",
        "证件",
        "银行卡",
        "银行账号",
        "邮箱",
        "微信号",
        "qq号",
        "经度",
        "纬度",
        "phone",
        "mobile",
        "telephone",
        "idcard",
        "id_card",
        "passport",
        "e-mail",
        "email",
        "bankaccount",
        "bank_account",
    ];
    const WHOLE: &[&str] = &["tel", "ip", "来自ip", "ip地址", "qq", "ip_address", "latitude", "longitude"];
    let key = header_key(header);
    WORDS.iter().any(|word| key.contains(word)) || WHOLE.contains(&key.as_str())
}

/// A column by its header, in both languages.
fn of_column(header: &str) -> (String, String) {
    (format!("column `{header}`"), format!("“{header}”这一列"))
}

#[cfg(test)]
mod tests {
    use linli::ErrorKind;

    use super::*;
    use crate::grid::{GridLimits, read_csv};

    fn table(name: &str, text: &str) -> (Result<Table, Error>, Diagnostics) {
        let mut odd = Diagnostics::new();
        let grid = read_csv(text, "t.csv", &GridLimits::default()).unwrap();
        let table = Table::new(TableFormat::named(name).unwrap(), grid, "t.csv".to_owned(), &mut odd);
        (table, odd)
    }

    #[test]
    fn headers_in_both_languages_with_marks() {
        let (table, odd) =
            table("attendance", "\u{feff}活动（必填）, 姓名（自动）,联系电话,心情,Status\na,b,139,x,到\n");
        let table = table.unwrap();
        let row = table.rows(&mut Diagnostics::new())[0];
        assert_eq!((row.text("activity"), row.text("person"), row.text("status")), (Some("a"), Some("b"), Some("到")));
        assert_eq!(odd.count(&diagnostic::PRIVATE_COLUMN), 1);
        assert_eq!(odd.count(&diagnostic::UNKNOWN_COLUMN), 1);
    }

    #[test]
    fn missing_and_double_columns_are_errors_with_line_one() {
        let error = table("attendance", "活动,人数\na,3\n").0.unwrap_err();
        assert_eq!(error.location(), &Location::line("t.csv", 1));
        let text = error.to_string();
        assert!(text.contains("`person`") && text.contains("`姓名`") && text.contains("`人数`"), "{text}");
        let error = table("attendance", "activity,活动,person\na,a,b\n").0.unwrap_err();
        assert!(error.to_string().contains("stands twice"), "{error}");
        let error = table("people", "name,town,town\na,b,c\n").0.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Input);
    }

    #[test]
    fn long_rows_and_unreadable_cells_are_named() {
        let (table, mut odd) = table("calendar", "start,end,kind\n2017-01-27,2017-02-02,holiday\n1.27,,x\na,b,c,d\n");
        let table = table.unwrap();
        let rows = table.rows(&mut odd);
        assert_eq!(rows.len(), 2);
        assert_eq!(rows[1].moment("start", &mut odd), None);
        let lines: Vec<_> =
            odd.iter().flat_map(|(code, _, at)| at.iter().map(move |d| (code.id, d.location.line))).collect();
        assert_eq!(lines, [("bad-time", Some(3)), ("ragged-row", Some(4))]);
    }
}
