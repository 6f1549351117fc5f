//! Sign-in sheets as people retype them: a list an activity, a table of a quarter, or a number.

use std::collections::BTreeMap;

use linli::records::{Part, Serves};
use linli::simulate::{Activity, Attended, Kept, Street};
use linli::{Error, ErrorKind};
use rust_xlsxwriter::{DocProperties, ExcelDateTime, Workbook, XlsxError};

use super::chats::File;

/// The sheets of an organization.
pub(super) fn files(street: &Street, organization: usize) -> Result<Vec<File>, Error> {
    let own: Vec<&Activity> =
        street.activities.iter().filter(|activity| activity.organization == organization).collect();
    let mut files = Vec::new();
    let mut quarters: BTreeMap<(i32, u32), Vec<&Activity>> = BTreeMap::new();
    for activity in own {
        let name = format!("{} {}", activity.day, activity.title);
        match activity.kept {
            Kept::List => files.push(csv(&name, &list(street, activity))),
            Kept::Twice => {
                let rows = list(street, activity);
                files.push(workbook(&name, &rows)?);
                files.push(csv(&name, &rows));
            }
            Kept::Count => files.push(csv(&name, &count(activity))),
            Kept::Matrix => {
                let (year, month, _) = activity.day.ymd();
                quarters.entry((year, (month - 1) / 3 + 1)).or_default().push(activity);
            }
            _ => {}
        }
    }
    for ((year, quarter), activities) in quarters {
        files.push(workbook(&format!("{year}年第{quarter}季度考勤"), &matrix(street, &activities))?);
    }
    Ok(files)
}

type Rows = Vec<Vec<String>>;

/// Title, headers, a line a person. The column of telephone numbers is there, as on every such sheet, and empty.
fn list(street: &Street, activity: &Activity) -> Rows {
    let mut rows = vec![
        vec![format!("{}签到表", activity.title)],
        ["序号", "姓名", "身份", "联系电话"].map(str::to_owned).to_vec(),
    ];
    for (number, attended) in (1..).zip(activity.attended.iter().filter(|attended| attended.listed)) {
        let name = street.people[attended.person].name.clone();
        rows.push(vec![number.to_string(), name, part(activity, attended.part).to_owned(), String::new()]);
    }
    rows
}

/// As what somebody is there. What is held for others has people whom it serves.
const fn part(activity: &Activity, part: Part) -> &'static str {
    match (part, activity.serves) {
        (Part::Organizer, _) => "负责人",
        (Part::Helper, _) => "志愿者",
        (Part::Guest, _) => "嘉宾",
        (_, Serves::Others) => "服务对象",
        _ => "居民",
    }
}

fn count(activity: &Activity) -> Rows {
    let came = activity.attended.iter().filter(|attended| attended.came).count();
    vec![vec![activity.title.clone()], vec!["到场人数".to_owned(), came.to_string()]]
}

/// Names down, days across.
fn matrix(street: &Street, activities: &[&Activity]) -> Rows {
    let listed = |activity: &Activity, person: usize| {
        activity.attended.iter().any(|attended: &Attended| attended.listed && attended.person == person)
    };
    let mut people: Vec<usize> = Vec::new();
    for attended in activities.iter().flat_map(|activity| &activity.attended).filter(|attended| attended.listed) {
        if !people.contains(&attended.person) {
            people.push(attended.person);
        }
    }
    let mut header = vec!["序号".to_owned(), "姓名".to_owned()];
    header.extend(activities.iter().map(|activity| activity.day.to_string()));
    let mut rows = vec![header];
    for (number, &person) in (1..).zip(&people) {
        let mut row = vec![number.to_string(), street.people[person].name.clone()];
        row.extend(activities.iter().map(|activity| if listed(activity, person) { "√" } else { "" }.to_owned()));
        rows.push(row);
    }
    rows
}

/// As Excel saves it, with the mark of its bytes.
fn csv(name: &str, rows: &Rows) -> File {
    let width = rows.iter().map(Vec::len).max().unwrap_or_default();
    let mut text = "\u{feff}".to_owned();
    for row in rows {
        let mut cells = row.clone();
        cells.resize(width, String::new());
        text.push_str(&super::line(&cells));
    }
    File { name: format!("{name}.csv"), bytes: text.into_bytes() }
}

fn workbook(name: &str, rows: &Rows) -> Result<File, Error> {
    let bytes = written(rows)
        .map_err(|error| Error::new(ErrorKind::File, "the workbook could not be made").with_source(error))?;
    Ok(File { name: format!("{name}.xlsx"), bytes })
}

fn written(rows: &Rows) -> Result<Vec<u8>, XlsxError> {
    let mut workbook = Workbook::new();
    // No clock: the same workbook every time.
    let made = ExcelDateTime::from_ymd(2017, 1, 1)?;
    workbook.set_properties(&DocProperties::new().set_author("linli").set_creation_datetime(&made));
    let sheet = workbook.add_worksheet();
    for (line, row) in (0_u32..).zip(rows) {
        for (column, cell) in (0_u16..).zip(row) {
            sheet.write_string(line, column, cell)?;
        }
    }
    workbook.save_to_buffer()
}
