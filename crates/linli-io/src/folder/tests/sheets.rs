//! The sheets of the invented lane against what really took place, and workbooks that cannot be read.

use linli::plan::Tier;

use super::*;

/// For each sheet of the lane what it says otherwise than the truth: names on the sheet and not among those who came as
/// their real names are written, and people who came whose name the sheet does not write. Found by reading both by eye:
/// nicknames (小丁), misspellings (刘淑芹, 李凤侠, 李凤霞 for the one person), 我 and 两口子, people counted and not named,
/// a sheet that was copied (健康舞蹈第三课), and coaches who never sign.
const DIFFERENT: &[(&str, &[&str], &[&str])] = &[
    ("A01", &["李凤侠", "豆豆"], &["李凤霞", "李豆豆"]),
    ("A02", &[], &["韩冰"]),
    ("A04", &["刘淑芹", "小丁"], &["丁素云", "刘淑琴"]),
    ("A07", &[], &["冯桂兰", "殷秀兰", "金永福", "陶淑贞"]),
    ("A10", &["李文静（班主任）"], &["李文静"]),
    ("B01", &[], &["李国强", "陈雨桐"]),
    ("B03", &["任红", "崔莲"], &["陈雨桐"]),
    ("B04", &["于淑敏", "任红", "宋丽萍", "崔莲", "张丽娟", "杜金凤", "田桂英", "谢春华", "高淑珍"], &["陈雨桐"]),
    ("B06", &[], &["康秀珍", "梅素芳", "牛德山"]),
    ("B10", &["我"], &["李国强"]),
    ("C02", &[], &["孟凡"]),
    (
        "C07",
        &["小悦", "杨师傅", "贺文秀两口子", "鲁桂珍老头"],
        &["宁福全", "方小悦", "杨德顺", "武占元", "贺文秀", "龚淑兰"],
    ),
    ("D01", &[], &["林晓岚", "高远山"]),
];

/// Sheets that count: activity, number. The ceremony names nobody.
const COUNTED: &[(&str, u32)] = &[("A05", 15), ("A07", 10), ("B02", 86)];

/// Activity, organization and title, file, people who came.
type Truth = (String, String, Vec<String>);

fn truth(lane: &Path) -> Vec<Truth> {
    let table = |name: &str| {
        let text = fs::read_to_string(lane.join("truth").join(name)).unwrap();
        let mut reader = csv::Reader::from_reader(text.as_bytes());
        reader.records().map(Result::unwrap).collect::<Vec<_>>()
    };
    let names: BTreeMap<String, String> =
        table("people.csv").iter().map(|row| (row[0].to_owned(), row[1].to_owned())).collect();
    let rows = table("activities.csv");
    let with_sheet = rows.iter().filter(|row| !row[14].is_empty());
    with_sheet
        .map(|row| {
            let came = row[11].split(';').filter_map(|who| names.get(who.split(':').next()?)).cloned();
            (row[0].to_owned(), row[14].to_owned(), came.collect())
        })
        .collect()
}

#[test]
fn every_sheet_of_the_lane_says_who_came() {
    let Some(lane) = shared("invented-lane-a") else { return };
    let folder = Folder::new("lane-sheets");
    copy(&lane.join("sheets"), &folder.study().join("sheets"));
    // The register of the quarter spells the names right; here each sheet speaks for itself.
    fs::remove_file(folder.study().join("sheets/花布头布工坊/2017-03-29 第一季度考勤表.csv")).unwrap();
    folder.write("study.toml", format!("{PLAN}[release]\ntier = 'T0'\n").as_bytes());
    let study = opened(&folder).study;
    assert_eq!(study.plan.release.tier, Tier::T0);
    let (labels, records) = (study.person_labels().unwrap(), &study.records);
    let mut seen = 0;
    for (id, file, came) in truth(&lane) {
        let (organization, name) = file.split_once('/').unwrap();
        let (day, title) = crate::groups::stem(name).split_once(' ').unwrap();
        let own = records.organization(organization).unwrap();
        let at = records.activities_of(own).find(|&at| {
            let activity = &records.activities()[at];
            activity.day.to_string() == day && activity.title == title
        });
        let list = records.attendance_of(ActivityId::from_index(at.unwrap()));
        let present = list.iter().filter(|row| row.status == AttendanceStatus::Present);
        let label = |person: PersonId| labels[person.index()].rsplit('/').next().unwrap().to_owned();
        let written: BTreeSet<String> = present.map(|row| label(row.person)).collect();
        let came: BTreeSet<String> = came.into_iter().collect();
        let more: Vec<&str> = written.difference(&came).map(String::as_str).collect();
        let less: Vec<&str> = came.difference(&written).map(String::as_str).collect();
        let counted = COUNTED.iter().find(|row| row.0 == id).map(|row| row.1);
        assert_eq!(records.activities()[at.unwrap()].headcount, counted, "{id}");
        if id == "B02" {
            assert!(list.is_empty());
        } else {
            let expected = DIFFERENT.iter().find(|row| row.0 == id).map_or((&[][..], &[][..]), |row| (row.1, row.2));
            assert_eq!((&more[..], &less[..]), expected, "{id}");
        }
        seen += 1;
    }
    assert_eq!(seen, 18);
}

#[test]
fn a_workbook_that_cannot_be_read_is_an_error_where_a_sheet_must_stand() {
    for (path, says) in
        [("sheets/布工坊/2017-03-06 剪纸.xls", "old .xls"), ("台账.xls", "old .xls"), ("成员.xls", "old .xls")]
    {
        let folder = Folder::with_study("xls", &[("study.toml", PLAN), ("chats/布工坊.txt", CHAT)]);
        folder.write(path, b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1rest");
        let error = open(&folder.study()).map(|_| ()).unwrap_err();
        assert_eq!((error.kind(), error.location().to_string().as_str()), (ErrorKind::Input, path), "{error}");
        assert!(error.to_string().contains(says) && error.hint().is_some_and(|hint| hint.contains(".xlsx")), "{error}");
    }
    // Anywhere else it is a stray file.
    let folder = Folder::with_study("stray-xls", &[("study.toml", PLAN), ("chats/布工坊.txt", CHAT)]);
    folder.write("旧表.xls", b"\xd0\xcf\x11\xe0");
    assert_eq!(places(&opened(&folder), &diagnostic::UNKNOWN_FILE), ["旧表.xls"]);
}
