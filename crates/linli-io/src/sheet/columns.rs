//! Which row holds the headers, and what its columns are.

use linli::Location;
use linli::diagnostic::{self, Diagnostics};

use super::header::Header;
use super::part;
use crate::grid::Grid;
use crate::table::{header_key, is_private};

/// What the columns of a sheet are.
#[derive(Debug, Default)]
pub(super) struct Columns {
    /// Position of the first row below the headers.
    pub(super) first: usize,
    /// Position of the row with the header of names. What stands above may say a year, whether or not it is a header.
    pub(super) row: usize,
    pub(super) name: usize,
    /// Columns that say whether somebody came.
    pub(super) marks: Vec<(usize, Mark)>,
    /// A day beside each name.
    pub(super) day: Option<usize>,
    /// A year beside each day.
    pub(super) year: Option<usize>,
    /// A title beside each name.
    pub(super) title: Option<usize>,
    /// Running numbers, which say nothing.
    pub(super) number: Option<usize>,
    /// As what somebody is there: 身份.
    pub(super) role: Option<usize>,
    /// When somebody put their name down beforehand (报名时间). That is no attendance.
    pub(super) applied: Option<usize>,
    /// When a form was handed in.
    pub(super) submitted: Option<usize>,
    /// Days across.
    pub(super) days: Vec<DayColumn>,
}

/// A column of a matrix.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct DayColumn {
    pub(super) column: usize,
    /// The day as the headers write it.
    pub(super) written: String,
    /// What else stands in the headers above or below the day.
    pub(super) title: Option<String>,
}

/// How a column says whether somebody came.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Mark {
    /// A tick or a signature; an empty cell is not signed, where others did.
    Signed,
    /// Words: 正常, 迟到, 请假, 已报名.
    Status,
    /// The time of signing in.
    Time,
    /// Remarks: only words such as 没来, and a time of arrival, speak.
    Spoken,
}

const NAMES: &[&str] = &[
    "姓名",
    "名字",
    "谁",
    "参加人",
    "参与者",
    "参加者",
    "参与人",
    "签到人",
    "到场人员",
    "到会人员",
    "与会人员",
    "队员",
    "成员",
    "name",
    "fullname",
    "person",
    "attendee",
    "participant",
    "参会人",
    "人员",
];
/// Names people give themselves, read where there is no other name.
const NICKNAMES: &[&str] = &["提交者", "微信名", "微信昵称", "用户昵称", "昵称"];
/// Whose name else may stand on a sheet.
const OTHERS: &[&str] = &["紧急", "监护", "家长", "联系人", "负责人", "领队", "填表", "制表", "记录", "社工", "组织者"];
const SIGNED: &[&str] = &["签名", "签字", "签到", "本人签字", "签收", "打勾"];
const STATUS: &[&str] =
    &["状态", "出席", "出勤", "到场", "是否到", "是否到场", "是否签到", "考勤", "status", "签到状态", "出勤情况"];
const TIMES: &[&str] = &["签到时间", "打卡时间", "到场时间"];
const SPOKEN: &[&str] = &["到达时间", "几点来", "备注", "说明", "情况"];
const NUMBERS: &[&str] = &["序号", "编号", "no", "no.", "#", "号", "uid", "学号", "工号"];
const ROLES: &[&str] = &["身份", "角色", "类别", "人员类别", "身份类别", "职务", "职责", "role", "part"];
pub(super) const DAYS: &[&str] = &["日期", "活动日期", "活动时间", "签到日期", "参加日期", "date"];
pub(super) const YEARS: &[&str] = &["年份", "年度", "年"];
pub(super) const TITLES: &[&str] =
    &["活动", "活动名称", "活动标题", "参加的活动", "参加活动", "参加了哪些活动", "activity", "event"];
const APPLIED: &[&str] = &["报名时间", "报名日期"];
const SUBMITTED: &[&str] = &["提交答卷时间", "提交时间", "填写时间", "答题时间"];

/// How far down the headers may stand.
const TITLE_ROWS: usize = 30;

impl Columns {
    /// Finds the headers: the first row with a column of names; of signatures, or of nicknames, where there is none.
    pub(super) fn find(grid: &Grid, file: &str, odd: &mut Diagnostics) -> Option<Self> {
        let (row, name) = name_column(grid).or_else(|| stand_in(grid))?;
        let header = Header::around(grid, row, name);
        let mut columns = Self { first: header.end, row, name, ..Self::default() };
        let line = grid.row(row).line;
        for (at, parts) in header.columns(grid).into_iter().filter(|&(at, _)| at != name) {
            let keys: Vec<String> = parts.iter().rev().map(|part| question(part)).collect();
            let any = |words: &[&str]| keys.iter().any(|key| words.contains(&key.as_str()));
            if parts.iter().any(|part| is_private(part)) {
                let detail = format!("column `{}`", parts.join(" "));
                odd.push(&diagnostic::PRIVATE_COLUMN, Location::line(file, line), detail);
            } else if let Some((written, title)) = super::header::day(grid, &parts) {
                columns.days.push(DayColumn { column: at, written, title });
            } else if any(APPLIED) {
                columns.applied = Some(at);
            } else if any(SUBMITTED) {
                columns.submitted = Some(at);
            } else if any(TIMES) {
                columns.marks.push((at, Mark::Time));
            } else if any(SIGNED) {
                columns.marks.push((at, Mark::Signed));
            } else if any(STATUS) {
                columns.marks.push((at, Mark::Status));
            } else if any(SPOKEN) {
                columns.marks.push((at, Mark::Spoken));
            } else if any(NUMBERS) {
                columns.number = Some(at);
            } else if any(ROLES) {
                columns.role = Some(at);
            } else if any(DAYS) {
                columns.day = Some(at);
            } else if any(YEARS) {
                columns.year = Some(at);
            } else if any(TITLES) {
                columns.title = Some(at);
            }
        }
        // A column in which nobody has a mark was printed and not used.
        let used = |at: usize| grid.rows().skip(columns.first).any(|row| !row.cell(at).is_empty());
        columns.marks.retain(|&(at, _)| used(at));
        Some(columns)
    }

    /// Whether a column says something by itself, and holds no name therefore.
    pub(super) fn is_known(&self, at: usize) -> bool {
        let single = [self.day, self.year, self.title, self.number, self.role, self.applied, self.submitted];
        single.contains(&Some(at))
            || self.marks.iter().any(|&(own, _)| own == at)
            || self.days.iter().any(|day| day.column == at)
    }
}

/// The row of the headers and the column of names.
pub(super) fn name_column(grid: &Grid) -> Option<(usize, usize)> {
    let first = |wanted: &dyn Fn(&str) -> bool| {
        grid.rows().take(TITLE_ROWS).enumerate().find_map(|(at, row)| {
            let (column, _) = row.cells().find(|(_, cell)| wanted(&question(cell)))?;
            Some((at, column))
        })
    };
    let ends = |key: &str| key.ends_with("姓名") && !OTHERS.iter().any(|word| key.starts_with(word));
    let found = first(&|key| NAMES.contains(&key) || ends(key))?;
    // 姓名 itself goes before 演员姓名 in the same row.
    let exact = grid.row(found.0).cells().find(|(_, cell)| NAMES.contains(&question(cell).as_str()));
    Some(exact.map_or(found, |(column, _)| (found.0, column)))
}

/// Which header a sheet without a column of names is read by: signatures are names too, and nicknames are better than none.
fn stand_in(grid: &Grid) -> Option<(usize, usize)> {
    [SIGNED, NICKNAMES].into_iter().find_map(|words| {
        grid.rows().take(TITLE_ROWS).enumerate().find_map(|(at, row)| {
            let (column, _) = row.cells().find(|(_, cell)| words.contains(&question(cell).as_str()))?;
            Some((at, column))
        })
    })
}

/// A header as it is compared: without the number and the politeness of a question of a form, `1、您的姓名` is 姓名.
pub(super) fn question(header: &str) -> String {
    let key = header_key(header);
    let digits = key.trim_start_matches(|c: char| c.is_ascii_digit());
    let bare = if digits.len() < key.len() { digits.strip_prefix(['、', '.', ':', '．']) } else { None };
    let mut rest = bare.unwrap_or(&key);
    for polite in ["请填写", "请输入", "请选择", "您的", "你的", "您", "本人"] {
        rest = rest.strip_prefix(polite).filter(|rest| !rest.is_empty()).unwrap_or(rest);
    }
    rest.trim_end_matches(['?', '？', ':']).to_owned()
}

/// What the row of a name column is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum NameCell<'a> {
    /// A person, as written; with what the label before the name says of their part.
    Person(&'a str, Option<linli::records::Part>),
    /// A word for the part of the names below, or of the one beside it.
    Heading(Option<linli::records::Part>),
    /// A sum.
    Total,
    /// A remark.
    Remark,
    /// People who are counted and not named.
    Crowd,
}

/// Reads a cell of the name column.
pub(super) fn name_cell(cell: &str) -> NameCell<'_> {
    use crate::value;
    const TOTALS: &[&str] =
        &["合计", "总计", "共计", "小计", "总合计", "一共", "总数", "总人数", "实到", "应到", "人数", "total"];
    const REMARKS: &[&str] = &["备注", "注:", "说明", "填表", "制表", "记录人", "例:"];
    const CROWDS: &[&str] = &["其余", "其他", "其它"];
    let key = header_key(cell);
    let begins = |words: &[&str]| words.iter().any(|word| key.starts_with(word));
    if begins(TOTALS) {
        return NameCell::Total;
    }
    if begins(REMARKS) || key == "注" {
        return NameCell::Remark;
    }
    // A number is no name: it counts people, or is a telephone number that slipped into the column.
    if begins(CROWDS) || value::people(cell).is_some() || key.bytes().all(|byte| byte.is_ascii_digit()) {
        return NameCell::Crowd;
    }
    if let Some(part) = part::heading(cell) {
        return NameCell::Heading(part);
    }
    if let Some((label, name)) = cell.split_once([':', '：'])
        && let Some(part) = part::part(label)
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
        assert_eq!(name_cell("13800000000"), NameCell::Crowd);
        assert_eq!(name_cell("教师：单佳"), NameCell::Person("单佳", Some(Part::Guest)));
        assert_eq!(name_cell("负责人：单佳"), NameCell::Person("单佳", Some(Part::Organizer)));
        assert_eq!(name_cell("工作人员："), NameCell::Heading(Some(Part::Guest)));
        assert_eq!(name_cell("小名：单佳"), NameCell::Person("小名：单佳", None));
    }

    #[test]
    fn questions_of_forms_are_headers() {
        for (header, key) in [
            ("1、您的姓名", "姓名"),
            ("12. 请填写您的姓名（必填）", "姓名"),
            ("提交者（自动）", "提交者"),
            ("2017年", "2017年"),
            ("3月6日", "3月6日"),
            ("您参加了哪些活动？（多选）", "参加了哪些活动"),
        ] {
            assert_eq!(question(header), key, "{header}");
        }
    }
}
