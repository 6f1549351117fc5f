//! Which row holds the headers, and what its columns are.

use linli::Location;
use linli::diagnostic::{self, Diagnostics};

use crate::grid::Grid;
use crate::table::{header_key, is_private};
use crate::value;

/// What the columns of a sheet are.
#[derive(Debug, Default)]
pub(super) struct Columns {
    /// Position of the header row.
    pub(super) header: usize,
    pub(super) name: usize,
    /// Columns that say whether somebody came, with what an empty cell means.
    pub(super) marks: Vec<(usize, Blank)>,
    /// A day beside each name.
    pub(super) day: Option<usize>,
    /// A title beside each name.
    pub(super) title: Option<usize>,
    /// Running numbers, which say nothing.
    pub(super) number: Option<usize>,
    /// Days across: column, and the header as written.
    pub(super) days: Vec<(usize, String)>,
}

/// What an empty cell in a column of marks means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Blank {
    /// Not signed, where others did.
    NotSigned,
    /// Nothing: only words such as 没来 speak.
    Nothing,
}

const NAMES: &[&str] = &["姓名", "名字", "谁", "参加人", "参与者", "队员", "成员", "name", "person", "参会人", "人员"];
const SIGNED: &[&str] = &["签名", "签字", "签到", "本人签字", "签收", "打勾"];
const STATUS: &[&str] =
    &["状态", "出席", "出勤", "到场", "是否到", "是否到场", "是否签到", "考勤", "status", "签到时间", "签到状态"];
const SPOKEN: &[&str] = &["到达时间", "几点来", "备注", "说明", "情况"];
const NUMBERS: &[&str] = &["序号", "编号", "no", "no.", "#", "号"];
const DAYS: &[&str] = &["日期", "活动日期", "date"];
const TITLES: &[&str] = &["活动", "活动名称", "活动标题", "activity", "event"];

/// How far down the headers may stand.
const TITLE_ROWS: usize = 30;

impl Columns {
    /// Finds the header row: the first one with a column of names, or of signatures where there is none.
    pub(super) fn find(grid: &Grid, file: &str, odd: &mut Diagnostics) -> Option<Self> {
        let is_name = |key: &str| NAMES.contains(&key) || key.ends_with("姓名");
        let first = |wanted: &dyn Fn(&str) -> bool| {
            grid.rows().take(TITLE_ROWS).enumerate().find_map(|(at, row)| {
                let (column, _) = row.cells().find(|(_, cell)| wanted(&header_key(cell)))?;
                Some((at, column))
            })
        };
        let (header, name) = first(&is_name).or_else(|| first(&|key| SIGNED.contains(&key)))?;
        let mut columns = Self { header, name, ..Self::default() };
        let row = grid.row(header);
        for (at, written) in row.cells().filter(|&(at, _)| at != name) {
            let key = header_key(written);
            let one = |words: &[&str]| words.contains(&key.as_str());
            if is_private(&key) {
                let detail = format!("column `{written}`");
                odd.push(&diagnostic::PRIVATE_COLUMN, Location::line(file, row.line), detail);
            } else if is_day(grid, written) {
                columns.days.push((at, written.to_owned()));
            } else if one(SIGNED) || one(STATUS) {
                columns.marks.push((at, Blank::NotSigned));
            } else if one(SPOKEN) {
                columns.marks.push((at, Blank::Nothing));
            } else if one(NUMBERS) {
                columns.number = Some(at);
            } else if one(DAYS) {
                columns.day = Some(at);
            } else if one(TITLES) {
                columns.title = Some(at);
            }
        }
        // A column in which nobody has a mark was printed and not used.
        let used = |at: usize| grid.rows().skip(header + 1).any(|row| !row.cell(at).is_empty());
        columns.marks.retain(|&(at, _)| used(at));
        Some(columns)
    }
}

fn is_day(grid: &Grid, header: &str) -> bool {
    value::month_and_day(header).is_some() || grid.day(header).is_some()
}

/// What the row of a name column is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum NameCell<'a> {
    /// A person, as written; with what the label before the name says of their part.
    Person(&'a str, Option<linli::records::Part>),
    /// A sum.
    Total,
    /// A remark.
    Remark,
    /// People who are counted and not named.
    Crowd,
}

/// Reads a cell of the name column.
pub(super) fn name_cell(cell: &str) -> NameCell<'_> {
    use linli::records::Part;
    const TOTALS: &[&str] =
        &["合计", "总计", "共计", "小计", "总合计", "一共", "总数", "总人数", "实到", "应到", "人数", "total"];
    const REMARKS: &[&str] = &["备注", "注:", "说明", "填表", "制表", "记录人"];
    const CROWDS: &[&str] = &["其余", "其他", "其它"];
    const LABELS: &[(&str, Part)] = &[
        ("教师", Part::Organizer),
        ("老师", Part::Organizer),
        ("讲师", Part::Organizer),
        ("主讲", Part::Organizer),
        ("主持", Part::Organizer),
        ("组织者", Part::Organizer),
        ("负责人", Part::Organizer),
        ("工作人员", Part::Helper),
        ("志愿者", Part::Helper),
    ];
    let key = header_key(cell);
    let begins = |words: &[&str]| words.iter().any(|word| key.starts_with(word));
    if begins(TOTALS) {
        return NameCell::Total;
    }
    if begins(REMARKS) || key == "注" {
        return NameCell::Remark;
    }
    if begins(CROWDS) || value::people(cell).is_some() {
        return NameCell::Crowd;
    }
    if let Some((label, name)) = cell.split_once([':', '：'])
        && let Some(&(_, part)) = LABELS.iter().find(|(word, _)| *word == value::trim(label))
        && !value::trim(name).is_empty()
    {
        return NameCell::Person(value::trim(name), Some(part));
    }
    NameCell::Person(cell, None)
}

#[cfg(test)]
mod tests {
    use super::*;
    use linli::records::Part;

    #[test]
    fn names_are_told_from_sums_and_crowds_and_kept_as_written() {
        for name in ["张三（3栋）", "王阿姨+1", "我", "贺文秀两口子", "一丁", "王其余"] {
            assert_eq!(name_cell(name), NameCell::Person(name, None));
        }
        assert_eq!(name_cell("合计10人"), NameCell::Total);
        assert_eq!(name_cell("备注：下雨"), NameCell::Remark);
        assert_eq!(name_cell("其余未签名"), NameCell::Crowd);
        assert_eq!(name_cell("约18人"), NameCell::Crowd);
        assert_eq!(name_cell("教师：单佳"), NameCell::Person("单佳", Some(Part::Organizer)));
        assert_eq!(name_cell("小名：单佳"), NameCell::Person("小名：单佳", None));
    }
}
