//! One list an activity, or a long list with day or title beside each name.

use std::collections::BTreeMap;

use linli::Location;
use linli::diagnostic::{self, Diagnostics};
use linli::records::AttendanceStatus;
use linli::time::Day;

use super::columns::{Columns, Mark, NameCell, name_cell};
use super::part::Parts;
use super::preamble::Preamble;
use super::{Attendee, Heading, Occasion, UNDATED, dated, without_year};
use crate::grid::{Grid, Row};
use crate::table::read_status;
use crate::value;

/// A list being read.
struct List<'a> {
    grid: &'a Grid,
    columns: &'a Columns,
    preamble: &'a Preamble,
    /// The day of the whole sheet.
    own: Option<Day>,
    /// Whether whoever stands here has put their name down, and nothing says that they came.
    signs_up: bool,
    /// Whether handing in the form was signing in.
    signs_in: bool,
}

/// So many answers a question of a form can have.
const MOST_ANSWERS: usize = 50;

/// Reads the rows below the header.
pub(super) fn read(
    grid: &Grid,
    columns: &Columns,
    preamble: &Preamble,
    heading: &Heading,
    file: &str,
    odd: &mut Diagnostics,
) -> Option<Vec<Occasion>> {
    let signs_in = heading.title.contains("签到") || preamble.signs_in;
    let named_sign_up = heading.title.contains("报名") || heading.title.contains("接龙") || preamble.signs_up;
    let is_marked = columns.marks.iter().any(|&(_, mark)| mark != Mark::Spoken);
    let list = List {
        grid,
        columns,
        preamble,
        own: heading.day.or(preamble.day),
        signs_up: columns.applied.is_some() || named_sign_up && !signs_in && !is_marked,
        signs_in,
    };
    // Without a day beside the names the sheet itself must have one.
    let beside = columns.day.is_some()
        || columns.marks.iter().any(|&(_, mark)| mark == Mark::Time)
        || columns.submitted.is_some() && signs_in;
    if !beside {
        dated(heading, preamble, &Location::file(file), odd)?;
    }
    let mut lists: BTreeMap<(Day, String), Vec<Attendee>> = BTreeMap::new();
    let mut headcount = None;
    let mut left_out = 0_u64;
    let mut parts = Parts::default();
    for row in grid.rows().skip(columns.first) {
        let place = || Location::line(file, row.line);
        let cell = row.cell(columns.name);
        if cell.is_empty() {
            parts.read(&row, columns, &place(), odd);
            without_name(&row, columns, &place(), &mut headcount, odd);
            continue;
        }
        match name_cell(cell) {
            NameCell::Person(..) | NameCell::Heading(_) => {}
            NameCell::Total => {
                headcount = headcount.or_else(|| total(&row));
                continue;
            }
            NameCell::Remark => continue,
            NameCell::Crowd => {
                odd.push(
                    &diagnostic::HEADCOUNT_ONLY,
                    place(),
                    ("the row counts people and names none", "这一行只有人数，没有名字"),
                );
                continue;
            }
        }
        if row.cells().any(|(at, cell)| at != columns.name && value::people(cell).is_some()) {
            odd.push(
                &diagnostic::HEADCOUNT_ONLY,
                place(),
                ("the row counts people and names none", "这一行只有人数，没有名字"),
            );
            continue;
        }
        let Some((own, part)) = parts.read(&row, columns, &place(), odd) else { continue };
        let Some(status) = list.status(&row, &place(), odd) else {
            left_out += 1;
            continue;
        };
        let Some(day) = list.day(&row) else {
            odd.push(
                &diagnostic::BAD_TIME,
                place(),
                ("the day beside the name cannot be read", "名字旁边的日期看不懂"),
            );
            continue;
        };
        let written = columns.title.map(|at| row.cell(at)).filter(|cell| !cell.is_empty());
        // A question with several answers has them in one cell.
        for title in written.unwrap_or(&heading.title).split('┋').take(MOST_ANSWERS).map(value::trim) {
            let attendee = |name: &&str| Attendee { line: row.line, name: (*name).to_owned(), part, status };
            lists.entry((day, title.to_owned())).or_default().extend(own.iter().map(attendee));
        }
    }
    if lists.is_empty() {
        // A list of people who put their names down says nothing of what took place.
        if list.signs_up && left_out > 0 {
            return None;
        }
        // A printed sheet nobody signed: the activity is known, and its empty source is named with the others.
        let Some(day) = list.own else {
            odd.push(&diagnostic::NO_DATE, Location::file(file), UNDATED);
            return None;
        };
        lists.insert((day, heading.title.clone()), Vec::new());
    }
    let alone = lists.len() == 1;
    let occasions = lists.into_iter().map(|((day, title), names)| Occasion {
        day,
        second: preamble.second.filter(|_| alone),
        title: Some(title),
        venue: preamble.venue.clone(),
        headcount: headcount.filter(|_| alone),
        names: Some(names),
    });
    Some(occasions.collect())
}

/// A row without a name: the sum may stand elsewhere, numbered lines may be empty, anything else is named.
fn without_name(
    row: &Row<'_>,
    columns: &Columns,
    place: &Location,
    headcount: &mut Option<u32>,
    odd: &mut Diagnostics,
) {
    let mut rest = row.cells().filter(|&(at, _)| Some(at) != columns.number);
    let Some((_, first)) = rest.next() else { return };
    match name_cell(first) {
        NameCell::Total => *headcount = headcount.or_else(|| total(row)),
        NameCell::Remark | NameCell::Crowd | NameCell::Heading(_) => {}
        NameCell::Person(..) => odd.push(&diagnostic::EMPTY_NAME, place.clone(), "the row has no name"),
    }
}

/// The number of people in a row of sums. `10+1` and a bare number may count anything.
fn total(row: &Row<'_>) -> Option<u32> {
    row.cells().find_map(|(_, cell)| {
        let folded = value::fold(cell);
        let bare = folded.trim_start_matches(|c: char| !c.is_ascii_digit());
        value::people(bare)
    })
}

impl List<'_> {
    /// The day of a row: as its own cell says, or the sheet, or the moment of signing in.
    fn day(&self, row: &Row<'_>) -> Option<Day> {
        let written = self.columns.day.map(|at| row.cell(at)).filter(|cell| !cell.is_empty());
        if let Some(written) = written {
            let year = self.columns.year.and_then(|at| year(row.cell(at))).or(self.preamble.year);
            let exact = self.grid.day(written).map(|moment| moment.day);
            // Any day serves as the anchor where the year is written.
            let anchor = self.own.or_else(|| Day::from_ymd(year?, 12, 31));
            return exact.or_else(|| without_year(written, year, anchor?));
        }
        let in_column = |at: usize| self.grid.day(row.cell(at)).map(|moment| moment.day);
        let timed =
            || self.columns.marks.iter().filter(|(_, mark)| *mark == Mark::Time).find_map(|&(at, _)| in_column(at));
        let handed_in = || self.columns.submitted.filter(|_| self.signs_in).and_then(in_column);
        self.own.or_else(timed).or_else(handed_in)
    }

    /// Whether somebody came. `None` leaves the row out: a name without the mark others have is neither here nor away,
    /// and whoever put their name down may have come or not.
    fn status(&self, row: &Row<'_>, place: &Location, odd: &mut Diagnostics) -> Option<AttendanceStatus> {
        let columns = self.columns;
        let mut applied = self.signs_up;
        let mut signed = !applied && columns.marks.iter().all(|&(_, mark)| mark == Mark::Spoken);
        for &(at, mark) in &columns.marks {
            let cell = row.cell(at);
            match read_status(cell) {
                Some(AttendanceStatus::Present) => signed |= mark != Mark::Spoken,
                Some(away) => return Some(away),
                None if is_application(cell) => applied = true,
                None if is_blank(cell) => {}
                // A remark says nothing, unless it is a time of arrival.
                None if mark == Mark::Spoken => signed |= value::time(cell).is_some(),
                // A signature, or a time.
                None => signed |= !cell.is_empty(),
            }
        }
        // A form handed in before the day cannot be signing in.
        let handed_in = columns.submitted.and_then(|at| self.grid.day(row.cell(at)));
        let early = handed_in.zip(self.own).is_some_and(|(moment, own)| moment.day < own);
        if signed && !early {
            return Some(AttendanceStatus::Present);
        }
        if applied || early {
            odd.push(&diagnostic::SIGN_UP_ONLY, place.clone(), "the name was put down beforehand");
        } else {
            odd.push(&diagnostic::NOT_SIGNED, place.clone(), "the name has no mark");
        }
        None
    }
}

/// How people and attendance machines write that there is nothing.
fn is_blank(cell: &str) -> bool {
    ["-", "--", "—", "——", "–", "/", "无", "无记录", "未打卡", "缺卡"].contains(&value::fold(cell).as_str())
}

/// Words for having put one's name down, or having taken it back.
fn is_application(cell: &str) -> bool {
    let key = crate::table::header_key(cell);
    [
        "报名",
        "已报名",
        "报名成功",
        "待签到",
        "待审核",
        "审核通过",
        "已通过",
        "未通过",
        "待参加",
        "已取消",
        "取消",
        "取消报名",
    ]
    .contains(&key.as_str())
}

/// `2017` and `2017年`.
fn year(cell: &str) -> Option<i32> {
    let year = value::whole(cell.trim_end_matches(['年', '度']))?;
    (1900..=2100).contains(&year).then_some(year as i32)
}

#[cfg(test)]
mod tests {
    use super::super::{Sheet, read as read_sheet};
    use super::*;
    use crate::grid::{GridLimits, read_csv};

    fn lists(text: &str, name: &str) -> (Vec<Occasion>, Diagnostics) {
        let mut odd = Diagnostics::new();
        let grid = read_csv(text, "s.csv", &GridLimits::default()).unwrap();
        match read_sheet(&grid, "s.csv", &Heading::read(name), &mut odd) {
            Some(Sheet::Lists(lists)) => (lists, odd),
            other => panic!("{other:?}"),
        }
    }

    fn names(occasion: &Occasion) -> Vec<(&str, AttendanceStatus)> {
        occasion.names.iter().flatten().map(|a| (a.name.as_str(), a.status)).collect()
    }

    #[test]
    fn titles_statuses_sums_and_crowds() {
        use AttendanceStatus::{Absent, Excused, Present};
        let text = "签到表,,\n时间：2017年2月10日 14:00,,地点：活动室\n序号,姓名,状态,几点来,电话\n1,甲,√,9点,1\n2,乙,,没来,\n3,丙,请假,,\n4,丁,,,\n5,,,,\n6,学生,26人,,\n,合计3人,,\n";
        let (lists, odd) = lists(text, "2017-02-10 灯笼");
        assert_eq!(lists.len(), 1);
        assert_eq!(names(&lists[0]), [("甲", Present), ("乙", Absent), ("丙", Excused)]);
        assert_eq!((lists[0].second, lists[0].venue.as_deref()), (Some(14 * 3600), Some("活动室")));
        assert_eq!((lists[0].headcount, lists[0].title.as_deref()), (Some(3), Some("灯笼")));
        assert_eq!(odd.count(&diagnostic::NOT_SIGNED), 1);
        assert_eq!(odd.count(&diagnostic::PRIVATE_COLUMN), 1);
        assert_eq!(odd.count(&diagnostic::HEADCOUNT_ONLY), 1);
        assert_eq!(odd.count(&diagnostic::EMPTY_NAME), 0);
    }

    #[test]
    fn a_long_list_gives_an_activity_for_each_day_and_title() {
        let text = "活动标题,姓名,日期\n剪纸,甲,2017-03-06\n剪纸,乙,2017/3/6\n唱歌,甲,2017-03-06\n剪纸,甲,3月\n";
        let (lists, odd) = lists(text, "名单");
        let titles: Vec<_> = lists.iter().map(|l| (l.title.as_deref().unwrap(), names(l).len())).collect();
        assert_eq!(titles, [("剪纸", 2), ("唱歌", 1)]);
        assert_eq!(odd.count(&diagnostic::BAD_TIME), 1);
    }

    #[test]
    fn a_file_named_by_its_day_takes_its_title_from_the_rows_above() {
        let text =
            "签到表\n活动名称：做布灯笼,,时间：2017年2月10日下午,,地点：活动室\n序号,姓名\n1,甲\n2,13800000000\n";
        let (found, odd) = lists(text, "2017-02-10");
        assert_eq!((found[0].title.as_deref(), found[0].second, names(&found[0]).len()), (Some("做布灯笼"), None, 1));
        assert_eq!(odd.count(&diagnostic::HEADCOUNT_ONLY), 1);
        let (found, _) = lists(text, "剪纸");
        assert_eq!((found[0].title.as_deref(), found[0].day.to_string().as_str()), (Some("剪纸"), "2017-02-10"));
    }

    #[test]
    fn a_remark_is_no_signature_and_an_arrival_is() {
        use AttendanceStatus::{Absent, Present};
        let (lists, odd) = lists("姓名,签字,备注\n甲,√,带剪刀\n乙,,家里有事\n丙,,9:10\n丁,,没来\n", "2017-03-06 a");
        assert_eq!(names(&lists[0]), [("甲", Present), ("丙", Present), ("丁", Absent)]);
        assert_eq!(odd.count(&diagnostic::NOT_SIGNED), 1);
    }

    #[test]
    fn forms_of_wenjuanxing_and_tencent() {
        let text = "序号,提交答卷时间,所用时间,来源,来源详情,来自IP,1、您的姓名,2、您参加的活动,3、您的手机号\n\
                    1,2017/3/6 9:01:12,35秒,微信,N/A,10.0.0.1,甲,剪纸┋唱歌,139\n\
                    2,2017/3/6 9:02:40,20秒,微信,N/A,10.0.0.2,乙,剪纸,(空)\n\
                    3,2017/3/6 9:05:00,20秒,微信,N/A,10.0.0.2,(跳过),剪纸,(空)\n";
        let (found, odd) = lists(text, "活动签到 问卷");
        let shown: Vec<_> =
            found.iter().map(|l| (l.day.to_string(), l.title.as_deref().unwrap(), names(l).len())).collect();
        assert_eq!(shown, [("2017-03-06".to_owned(), "剪纸", 2), ("2017-03-06".to_owned(), "唱歌", 1)]);
        assert_eq!(odd.count(&diagnostic::PRIVATE_COLUMN), 2);
        assert_eq!(odd.count(&diagnostic::EMPTY_NAME), 1);
        // The person is in 姓名; who handed the form in may be a neighbour. Before the day it was a sign-up.
        let text = "提交者（自动）,提交时间（自动）,姓名（必填）\n小花,2017-03-06 08:50,甲\n小花,2017-03-06 08:51,乙\n大树,2017-03-04 10:00,丙\n";
        let (found, odd) = lists(text, "2017-03-06 剪纸");
        assert_eq!(names(&found[0]).iter().map(|n| n.0).collect::<Vec<_>>(), ["甲", "乙"]);
        assert_eq!(odd.count(&diagnostic::SIGN_UP_ONLY), 1);
    }

    #[test]
    fn a_sign_up_is_no_attendance() {
        use AttendanceStatus::{Absent, Present};
        let text = "活动标题,用户姓名,用户手机号,报名时间,状态,签到时间,备注\n\
                    剪纸,甲,1,2017-03-01 10:00,已签到,2017-03-06 13:55,\n\
                    剪纸,乙,2,2017-03-01 11:00,已报名,,\n\
                    剪纸,丙,3,2017-03-02 09:00,已报名,未签到,\n\
                    剪纸,丁,4,2017-03-02 09:30,已取消,,家里有事\n";
        let (found, odd) = lists(text, "2017-03-06 活动导出");
        assert_eq!(names(&found[0]), [("甲", Present), ("丙", Absent)]);
        assert_eq!((odd.count(&diagnostic::SIGN_UP_ONLY), odd.count(&diagnostic::NOT_SIGNED)), (2, 0));
        // Without a day in the name, the day of signing in.
        let (found, _) = lists(text, "活动导出");
        assert_eq!((found[0].day.to_string().as_str(), names(&found[0]).len()), ("2017-03-06", 1));
        // Nobody has signed in yet, or the list says of itself what it is: nothing took place as far as it says.
        for (text, name) in [
            ("姓名,报名时间,签到时间\n甲,2017-03-01 10:00,\n", "2017-03-06 剪纸"),
            ("姓名\n甲\n", "2017-03-06 剪纸报名表"),
            ("剪纸活动报名表\n姓名\n甲\n", "2017-03-06 剪纸"),
        ] {
            let mut odd = Diagnostics::new();
            let grid = read_csv(text, "s.csv", &GridLimits::default()).unwrap();
            assert_eq!(read_sheet(&grid, "s.csv", &Heading::read(name), &mut odd), None, "{text}");
            assert_eq!(odd.count(&diagnostic::SIGN_UP_ONLY), 1);
        }
    }

    #[test]
    fn statuses_as_attendance_machines_write_them() {
        use AttendanceStatus::{Absent, Excused, Present};
        let (found, _) = lists(
            "学号,姓名,签到时间,状态\n1,甲,08:31,正常\n2,乙,09:10,迟到\n3,丙,,缺勤\n4,丁,未签到,\n5,戊,,请假\n6,己,--,\n7,庚,缺卡,旷课\n",
            "2017-03-06 课",
        );
        assert_eq!(
            names(&found[0]).iter().map(|n| n.1).collect::<Vec<_>>(),
            [Present, Present, Absent, Absent, Excused, Absent]
        );
    }

    #[test]
    fn days_without_a_year_take_the_year_that_is_written() {
        let text = "年份,活动日期,活动名称,姓名\n2016,3月5日,剪纸,甲\n2017,3月5日,剪纸,乙\n";
        let (found, odd) = lists(text, "名单");
        assert_eq!(found.iter().map(|l| l.day.to_string()).collect::<Vec<_>>(), ["2016-03-05", "2017-03-05"]);
        assert!(odd.is_empty());
        // No year is guessed where none is written.
        let mut odd = Diagnostics::new();
        let grid = read_csv("日期,姓名\n3月5日,甲\n", "s.csv", &GridLimits::default()).unwrap();
        assert_eq!(read_sheet(&grid, "s.csv", &Heading::read("名单"), &mut odd), None);
        assert_eq!(odd.count(&diagnostic::BAD_TIME), 1);
    }

    #[test]
    fn signatures_alone_are_names_and_numbers_alone_a_headcount() {
        let (signed, _) = lists("签名\n甲\n乙\n", "2017-03-06 a");
        assert_eq!(names(&signed[0]).len(), 2);
        let (counted, odd) = lists("地点,人数\n礼堂,86\n", "2017-03-06 b");
        assert_eq!((counted[0].headcount, counted[0].names.as_ref()), (Some(86), None));
        assert_eq!(odd.count(&diagnostic::HEADCOUNT_ONLY), 1);
    }

    #[test]
    fn without_day_or_names_a_sheet_is_left_out_and_named() {
        for (text, name, code) in
            [("姓名\n甲\n", "剪纸", &diagnostic::NO_DATE), ("随便\n写的\n", "2017-03-06 a", &diagnostic::BAD_ROW)]
        {
            let mut odd = Diagnostics::new();
            let grid = read_csv(text, "s.csv", &GridLimits::default()).unwrap();
            assert_eq!(read_sheet(&grid, "s.csv", &Heading::read(name), &mut odd), None);
            assert_eq!(odd.count(code), 1);
        }
    }
}
