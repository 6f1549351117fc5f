//! The next sign-in sheet: its names and its days.

use linli::ErrorKind;
use linli::time::Day;
use linli_cli::{FormOptions, form};

use super::folder::{open, study};

const PLAN: &str = "id = 'lane'\nzone = 'Asia/Shanghai'\nstaff = ['小林老师']\n";

fn day(text: &str) -> Day {
    Day::parse(text).unwrap()
}

#[test]
fn recent_names_then_members_and_the_usual_days() {
    // Three Wednesdays and a Sunday, which is a quarter and not a third; 戊 was last there long before.
    let dir = study(
        "form",
        &[
            ("study.toml", PLAN),
            ("sheets/布工坊/2016-10-05 旧.csv", "姓名\n戊\n甲\n"),
            ("sheets/布工坊/2017-04-05 剪纸.csv", "姓名\n丙\n甲\n小林老师\n"),
            ("sheets/布工坊/2017-04-12 剪纸.csv", "姓名,状态\n乙,到\n丁,请假\n"),
            ("sheets/布工坊/2017-04-19 剪纸.csv", "姓名\n甲\n"),
            ("sheets/布工坊/2017-04-23 春游.csv", "姓名\n甲\n"),
            ("sheets/舞蹈队/2017-04-20 排练.csv", "姓名\n甲\n庚\n"),
            ("activities.csv", "组织,名称,日期\n布工坊,母亲节,2017-05-13\n"),
            ("memberships.csv", "姓名,组织,结束\n己,布工坊,\n戊,布工坊,2017-01-31\n小林老师,布工坊,\n"),
        ],
    );
    let options = FormOptions {
        organization: "布工坊".to_owned(),
        on: Some(day("2017-05-01")),
        out: dir.join("../五月 布工坊.xlsx"),
        ..FormOptions::default()
    };
    let opened = open(&dir);
    let formed = form(&opened, &options).unwrap();
    let expected = ["2017-05-03", "2017-05-10", "2017-05-13", "2017-05-17", "2017-05-24", "2017-05-31"];
    assert_eq!(formed.days, expected.map(day));
    // 丙 甲 乙 came lately, 己 is a member; 丁 was excused, 戊 has left, 庚 dances, and 小林老师 is staff.
    assert_eq!(formed.names, 4);
    let error = form(&opened, &options).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::File);

    // Put into the folder as it is, it says nothing: no column is ticked.
    let before = opened.study.records.activities().len();
    std::fs::copy(&formed.out, dir.join("sheets/布工坊/五月.xlsx")).unwrap();
    let after = open(&dir).study;
    assert_eq!(after.records.activities().len(), before);
    assert_eq!(after.diagnostics.count(&linli::diagnostic::BAD_TIME), 0);
    assert_eq!(after.diagnostics.count(&linli::diagnostic::NO_DATE), 0);
}

/// The names printed, in their order.
fn printed(workbook: &std::path::Path) -> Vec<String> {
    use calamine::{Data, Reader, Xlsx, open_workbook};
    let mut book: Xlsx<_> = open_workbook(workbook).unwrap();
    let sheet = book.worksheet_range_at(0).unwrap().unwrap();
    let names = sheet.rows().skip(3).filter_map(|row| row.get(1)).filter(|cell| **cell != Data::Empty);
    names.map(ToString::to_string).filter(|name| !name.is_empty()).collect()
}

#[test]
fn real_names_are_printed_and_nobody_who_signs_nothing() {
    let chat = "—————  2017-04-05  —————\n\n\n张姐  07:31\n\n早\n\n小林老师  07:32\n\n早\n\n平安是福  07:33\n\n早\n";
    let dir = study(
        "form-names",
        &[
            ("study.toml", PLAN),
            ("chats/布工坊.txt", chat),
            ("rosters/布工坊 2017-04-05.txt", "张姐\n小林老师\n平安是福\n阿花\n"),
            ("sheets/布工坊/2017-04-05 剪纸.csv", "姓名\n张桂芬\n我\n教师：单佳\n小林老师\n小丁\n"),
            ("aliases.csv", "名字,姓名\n小丁,丁素云\n"),
        ],
    );
    let options = FormOptions {
        organization: "布工坊".to_owned(),
        days: vec![day("2017-05-03")],
        out: dir.join("../五月.xlsx"),
        ..FormOptions::default()
    };
    let formed = |out: &str| {
        let options = FormOptions { out: dir.join(out), ..options.clone() };
        form(&open(&dir), &options).unwrap();
        printed(&options.out)
    };
    // 小丁 is called as the aliases say; 我, the teacher and staff stay off.
    assert_eq!(formed("../一.xlsx"), ["丁素云", "张桂芬", "平安是福", "张姐", "阿花"].map(str::to_owned));
    // An alias says who 张姐 is, and a nickname on the member screen gives way to it.
    std::fs::write(dir.join("aliases.csv"), "名字,姓名\n小丁,丁素云\n张姐,张桂芬\n阿花,花月红\n").unwrap();
    assert_eq!(formed("../二.xlsx"), ["丁素云", "张桂芬", "平安是福", "花月红"].map(str::to_owned));
}

#[test]
fn an_organization_without_a_rhythm_needs_days() {
    let dir = study("form-days", &[("study.toml", PLAN), ("sheets/a/2017-04-05 剪纸.csv", "姓名\n甲\n")]);
    let out = dir.join("../a.xlsx");
    let opened = open(&dir);
    let options = FormOptions { organization: "b".to_owned(), out, ..FormOptions::default() };
    assert_eq!(form(&opened, &options).unwrap_err().kind(), ErrorKind::UnknownName);
    let days = vec![day("2018-01-10"), day("2018-01-03"), day("2018-01-03")];
    let formed = form(&opened, &FormOptions { organization: "a".to_owned(), days, ..options }).unwrap();
    assert_eq!(formed.days, [day("2018-01-03"), day("2018-01-10")]);
}
