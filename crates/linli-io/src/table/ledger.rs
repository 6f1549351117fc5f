//! 台账.xlsx: one workbook in place of the tables, made to be filled in by hand.
//!
//! A worksheet a table that this version reads, with headers in the language asked for, lists to choose from, a note on
//! every header and two example rows, which reading leaves out. The same language gives the same bytes.

mod words;

use linli::{Error, ErrorKind};
use rust_xlsxwriter::{
    Color, DataValidation, DataValidationErrorStyle, DocProperties, ExcelDateTime, Format, FormatAlign, Note, Workbook,
    Worksheet, XlsxError,
};

use self::words::{ColumnWords, WORDS, Words};
use super::{Column, Need, TABLES, TableFormat};

/// The language of headers, notes and choices.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LedgerLanguage {
    /// 中文.
    Zh,
    /// English.
    En,
}

impl LedgerLanguage {
    /// The name under which a study folder holds the workbook.
    pub const fn file_name(self) -> &'static str {
        match self {
            Self::Zh => "台账.xlsx",
            Self::En => "ledger.xlsx",
        }
    }
}

/// How a row of examples begins.
const EXAMPLE: [&str; 2] = ["例：", "e.g. "];
/// Worksheets that explain.
const NOTES: [&str; 2] = ["说明", "Notes"];
/// How far down the lists to choose from reach.
const LAST_ROW: u32 = 2000;

/// Whether a worksheet explains the others.
pub(crate) fn is_notes(sheet: &str) -> bool {
    NOTES.contains(&sheet.trim())
}

/// Whether a first cell is that of a row of examples.
pub(crate) fn is_example(cell: &str) -> bool {
    let folded = crate::value::fold(cell);
    folded.starts_with("例:") || folded.to_lowercase().starts_with("e.g.")
}

/// The workbook, empty but for its examples.
pub fn ledger(language: LedgerLanguage) -> Result<Vec<u8>, Error> {
    filled_ledger(language, &|_| Vec::new())
}

/// A row to be written: columns, and what stands in them.
pub(crate) type Filled = Vec<(&'static str, String)>;

/// The workbook with rows below the examples, by the name of a table.
pub(crate) fn filled_ledger(language: LedgerLanguage, rows: &dyn Fn(&str) -> Vec<Filled>) -> Result<Vec<u8>, Error> {
    written(language, rows)
        .map_err(|error| Error::new(ErrorKind::File, "the workbook could not be made").with_source(error))
}

fn written(language: LedgerLanguage, rows: &dyn Fn(&str) -> Vec<Filled>) -> Result<Vec<u8>, XlsxError> {
    let mut workbook = Workbook::new();
    // No clock: the same workbook every time.
    let made = ExcelDateTime::from_ymd(2017, 1, 1)?;
    workbook.set_properties(&DocProperties::new().set_author("linli").set_creation_datetime(&made));
    explain(workbook.add_worksheet(), language)?;
    for format in TABLES.iter().copied().filter(|format| format.is_by_hand()) {
        let words = WORDS.iter().find(|words| words.table == format.id);
        fill(workbook.add_worksheet(), format, words, language, &rows(format.id))?;
    }
    workbook.save_to_buffer()
}

/// The worksheet that explains.
fn explain(sheet: &mut Worksheet, language: LedgerLanguage) -> Result<(), XlsxError> {
    let at = language as usize;
    let head: &[&str] = match language {
        LedgerLanguage::Zh => &[
            "台账：想填哪张填哪张，全空着也行。",
            "以“例：”开头的行是例子，读的时候跳过，可以删掉。",
            "橙色的列必须填；别的不知道就空着，空着是“没有记录”，不是“没有”。",
            "鼠标放在表头上有说明；有下拉箭头的从单子里选。",
            "不要写电话、身份证号。这个文件里有名字，只在团队里用，不要转发。",
        ],
        LedgerLanguage::En => &[
            "Fill in any of these tables, or none.",
            "Rows that begin with `e.g.` are examples; reading leaves them out.",
            "Orange columns are needed; leave the others empty where you do not know: empty is not recorded, which is not none.",
            "Headers have notes; cells with an arrow have lists to choose from.",
            "No telephone or identity numbers. This file holds names: it is the team's own, and not to be forwarded.",
        ],
    };
    sheet.set_name(NOTES[at])?.set_column_width(0, 18)?.set_column_width(1, 90)?;
    let mut row = 0;
    for line in head {
        sheet.write_string(row, 0, *line)?;
        row += 1;
    }
    let bold = Format::new().set_bold();
    for format in TABLES.iter().copied().filter(|format| format.is_by_hand()) {
        row += 1;
        let note = WORDS.iter().find(|words| words.table == format.id).map_or(format.meaning, |words| words.note);
        let (name, note) = match language {
            LedgerLanguage::Zh => (format.title_zh, note),
            LedgerLanguage::En => (format.id, format.meaning),
        };
        sheet.write_string_with_format(row, 0, name, &bold)?.write_string(row, 1, note)?;
    }
    Ok(())
}

fn fill(
    sheet: &mut Worksheet,
    format: &TableFormat,
    words: Option<&Words>,
    language: LedgerLanguage,
    rows: &[Filled],
) -> Result<(), XlsxError> {
    let at = language as usize;
    sheet.set_name([format.title_zh, format.id][at])?.set_freeze_panes(1, 0)?;
    let header =
        |color: u32| Format::new().set_bold().set_align(FormatAlign::Center).set_background_color(Color::RGB(color));
    let (needed, may) = (header(0x00F8_CBAD), header(0x00DD_EBF7));
    let example = Format::new().set_italic().set_font_color(Color::RGB(0x0080_8080));
    let days = Format::new().set_num_format("yyyy-mm-dd");
    let columns = format.columns.iter().filter(|column| column.need != Need::Later);
    for (position, column) in (0_u16..).zip(columns) {
        let said = words.and_then(|words| words.columns.iter().find(|said| said.id == column.id));
        let style = if column.need == Need::Required { &needed } else { &may };
        sheet.write_string_with_format(0, position, title(column, language), style)?;
        sheet.set_column_width(position, 14)?;
        let note = said.filter(|_| language == LedgerLanguage::Zh).map_or(column.meaning, |said| said.note);
        sheet.insert_note(0, position, &Note::new(note).add_author_prefix(false).set_author("linli"))?;
        if said.is_some_and(|said| said.is_day) {
            sheet.set_column_format(position, &days)?;
        }
        if let Some(list) = said.filter(|said| !said.choices.is_empty()) {
            sheet.add_data_validation(1, position, LAST_ROW, position, &choices(list, language)?)?;
        }
        for (line, shown) in (1_u32..).zip(said.map_or([""; 2], |said| said.examples[at])) {
            // The first cell says that the row is an example.
            let mark = if position == 0 { EXAMPLE[at] } else { "" };
            sheet.write_string_with_format(line, position, format!("{mark}{shown}"), &example)?;
        }
        for (line, row) in (3_u32..).zip(rows) {
            if let Some((_, text)) = row.iter().find(|(id, _)| *id == column.id) {
                sheet.write_string(line, position, text)?;
            }
        }
    }
    Ok(())
}

/// The header of a column. The first other name of every column is its Chinese one.
fn title(column: &Column, language: LedgerLanguage) -> &'static str {
    match language {
        LedgerLanguage::Zh => column.also.first().copied().unwrap_or(column.id),
        LedgerLanguage::En => column.id,
    }
}

/// A list to choose from. Another word is asked about and not refused: it may be one that reading knows too.
fn choices(said: &ColumnWords, language: LedgerLanguage) -> Result<DataValidation, XlsxError> {
    let words: Vec<&str> = said.choices.iter().map(|&(en, zh)| [zh, en][language as usize]).collect();
    let list = DataValidation::new().allow_list_strings(&words)?;
    Ok(list.set_error_style(DataValidationErrorStyle::Warning))
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use linli::records::{Channel, Decision, MilestoneKind, Money};

    use super::*;
    use crate::grid::{GridLimits, read_workbook};
    use crate::testing::Folder;

    const PLAN: &str = "id = 'lane'\nzone = 'Asia/Shanghai'\n";
    const BOTH: [LedgerLanguage; 2] = [LedgerLanguage::Zh, LedgerLanguage::En];

    #[test]
    fn the_words_speak_of_declared_columns() {
        for words in WORDS {
            let format = TableFormat::named(words.table).unwrap();
            for said in words.columns {
                assert!(format.columns.iter().any(|column| column.id == said.id), "{}.{}", words.table, said.id);
            }
        }
        for format in TABLES.iter().filter(|format| format.is_by_hand()) {
            for column in format.columns {
                let header = title(column, LedgerLanguage::Zh);
                assert!(!header.is_ascii(), "{}.{} has the Chinese header {header}", format.id, column.id);
            }
        }
    }

    #[test]
    fn the_workbook_is_the_same_every_time_and_empty_for_a_reader() {
        for language in BOTH {
            let bytes = ledger(language).unwrap();
            assert!(bytes == ledger(language).unwrap());
            let sheets = read_workbook(&bytes, "l.xlsx", &GridLimits::default()).unwrap();
            assert_eq!(sheets.len(), 1 + TABLES.iter().filter(|format| format.is_by_hand()).count());
            // With one line of chat the study opens as if the workbook were not there.
            let folder = Folder::with_study(
                "ledger",
                &[("study.toml", PLAN), ("chats/a.txt", "—————  2017-02-06  —————\n\n\n甲  07:31\n\n早\n")],
            );
            folder.write(language.file_name(), &bytes);
            let study = crate::open(&folder.study()).unwrap();
            assert!(study.diagnostics.is_empty(), "{:?}", study.diagnostics);
            assert_eq!((study.records.people().len(), study.records.organizations().len()), (1, 1));
            assert!(study.records.activities().is_empty() && study.records.calendar().is_empty());
        }
    }

    type Shown = Vec<(&'static str, &'static str)>;

    /// A row of coaching, grants, expenses or milestones for each word to choose.
    fn papers(table: &str, words: &dyn Fn(&str, &str) -> Vec<&'static str>) -> Vec<Shown> {
        let of =
            |column: &str, row: &dyn Fn(&'static str) -> Shown| words(table, column).into_iter().map(row).collect();
        match table {
            "coaching" => of("channel", &|how| {
                let when = [("at", "2017-03-02 09:00"), ("channel", how), ("minutes", "90")];
                [("coach", "庚"), ("organization", "布工坊")].into_iter().chain(when).collect()
            }),
            "grants" => {
                of("decision", &|how| vec![("organization", "布工坊"), ("decision", how), ("amount_asked", "1,000.5")])
            }
            "expenses" => of("receipt", &|how| {
                let what = [("organization", "布工坊"), ("date", "2017-03-02"), ("amount", "86.5")];
                what.into_iter().chain([("receipt", how), ("activity", "2017-03-02")]).collect()
            }),
            "milestones" => {
                of("kind", &|what| vec![("organization", "布工坊"), ("date", "2017-03-02"), ("kind", what)])
            }
            _ => Vec::new(),
        }
    }

    /// Every word of those lists arrived.
    fn papers_arrived(records: &linli::Records) {
        let channels: BTreeSet<_> = records.coaching().iter().filter_map(|row| row.channel).collect();
        assert_eq!(channels.len(), Channel::ALL.len());
        let decisions: BTreeSet<_> = records.grants().iter().filter_map(|row| row.decision).collect();
        assert_eq!(decisions.len(), Decision::ALL.len());
        assert!(records.grants().iter().all(|row| row.asked == Some(Money::from_fen(100_050))));
        let receipts: BTreeSet<_> = records.expenses().iter().filter_map(|row| row.receipt).collect();
        assert!(receipts.len() == 2 && records.expenses().iter().all(|row| row.activity.is_some()));
        let kinds: BTreeSet<_> = records.milestones().iter().map(|row| row.kind).collect();
        assert_eq!(kinds.len(), MilestoneKind::ALL.len());
    }

    #[test]
    fn every_word_to_choose_is_understood_and_what_is_filled_in_arrives() {
        for language in BOTH {
            let of = language as usize;
            let words = |table: &str, column: &str| {
                let sheet = WORDS.iter().find(|words| words.table == table).unwrap();
                let said = sheet.columns.iter().find(|said| said.id == column).unwrap();
                said.choices.iter().map(|&(en, zh)| [zh, en][of]).collect::<Vec<_>>()
            };
            let rows = |table: &str| -> Vec<Vec<(&'static str, &'static str)>> {
                match table {
                    "activities" => {
                        let long = words(table, "initiated_by").into_iter().zip(["01", "02", "03", "04"]);
                        let mut rows: Vec<Vec<(&str, &str)>> =
                            long.map(|(word, _)| vec![("organization", "布工坊"), ("initiated_by", word)]).collect();
                        let days = ["2017-03-01 14:00", "2017-03-02", "2017-03-03", "2017-03-04"];
                        for (row, day) in rows.iter_mut().zip(days) {
                            row.extend([("title", day), ("start", day), ("headcount", "12")]);
                        }
                        for column in ["incentive", "guests", "serves", "origin"] {
                            for (row, word) in rows.iter_mut().zip(words(table, column).into_iter().cycle()) {
                                row.push((column, word));
                            }
                        }
                        rows
                    }
                    "attendance" => {
                        let of = |column| words(table, column).into_iter().cycle();
                        let all = ["甲", "乙", "丙", "丁"].into_iter().zip(of("part")).zip(of("status"));
                        all.map(|((name, part), status)| {
                            vec![("activity", "2017-03-02"), ("person", name), ("part", part), ("status", status)]
                        })
                        .collect()
                    }
                    "memberships" => {
                        let status = words(table, "status").into_iter().cycle();
                        let all =
                            words(table, "role").into_iter().zip(status).zip(["甲", "乙", "丙", "丁", "戊", "己"]);
                        all.map(|((role, status), name)| {
                            vec![("person", name), ("organization", "布工坊"), ("role", role), ("status", status)]
                        })
                        .collect()
                    }
                    "calendar" => words(table, "kind")
                        .into_iter()
                        .map(|kind| vec![("start", "2017-05-01"), ("kind", kind)])
                        .collect(),
                    "consent" => {
                        words(table, "purpose").into_iter().map(|to| vec![("person", "甲"), ("purpose", to)]).collect()
                    }
                    "groups" => {
                        let layers = words(table, "layer").into_iter().zip(["群一", "群二"]);
                        layers.map(|(layer, name)| vec![("group", name), ("layer", layer)]).collect()
                    }
                    "organizations" => vec![
                        vec![("organization", "布工坊"), ("kind", "服务"), ("community", "东巷")],
                        vec![("organization", "群一")],
                    ],
                    "people" => vec![vec![("name", "庚")]],
                    "aliases" => vec![vec![("name", "阿庚"), ("person", "庚")]],
                    _ => papers(table, &words),
                }
            };
            let folder = Folder::with_study("filled", &[("study.toml", PLAN)]);
            let owned =
                |row: Vec<(&'static str, &str)>| row.into_iter().map(|(id, text)| (id, text.to_owned())).collect();
            let filled = |table: &str| -> Vec<Filled> { rows(table).into_iter().map(owned).collect() };
            folder.write(language.file_name(), &filled_ledger(language, &filled).unwrap());
            let study = crate::open(&folder.study()).unwrap();
            let records = &study.records;
            assert!(
                study.diagnostics.iter().all(|(code, ..)| code.id == "no-sheet" || code.id == "no-organization"),
                "{:?}",
                study.diagnostics
            );
            assert_eq!((records.activities().len(), records.attendance().len()), (4, 4));
            let initiators: BTreeSet<_> = records.activities().iter().filter_map(|a| a.initiated_by).collect();
            assert_eq!(initiators.len(), 4);
            assert_eq!(records.activities().iter().filter(|a| a.incentive == Some(true)).count(), 2);
            let origins: BTreeSet<_> = records.activities().iter().map(|a| a.origin).collect();
            assert_eq!(origins.len(), 3);
            let roles: BTreeSet<_> = records.memberships().iter().map(|m| m.role).collect();
            // The six, and whoever coaches.
            assert_eq!((roles.len(), records.memberships().len()), (6, 7));
            papers_arrived(records);
            assert_eq!(
                records.calendar().iter().map(|c| c.kind.as_str()).collect::<Vec<_>>(),
                ["deadline", "holiday", "inspection"]
            );
            assert_eq!(records.consent().len(), 3);
            assert_eq!(records.groups().iter().map(|g| g.layer.id()).collect::<Vec<_>>(), ["first", "second"]);
            assert_eq!(records.organizations()[0].community.as_deref(), Some("东巷"));
        }
    }
}
