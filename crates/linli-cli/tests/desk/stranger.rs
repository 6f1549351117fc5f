//! From nothing to a first report, in Chinese, by somebody who has mailed chat text and a few retyped sheets.

use std::fs;
use std::path::Path;
use std::process::Command;

use super::folder::{copy, lane, place};

/// What the binary answers in a folder. A command that fails ends the test with what it said.
fn linli(at: &Path, arguments: &[&str]) -> String {
    let output = Command::new(env!("CARGO_BIN_EXE_linli")).current_dir(at).args(arguments).output().unwrap();
    let said = String::from_utf8(output.stderr).unwrap();
    assert!(output.status.success(), "linli {arguments:?}: {said}");
    String::from_utf8(output.stdout).unwrap()
}

#[test]
fn a_folder_of_mailed_chats_and_a_few_sheets_becomes_a_report() {
    let Some(lane) = lane() else { return };
    let home = place("stranger");
    let made = linli(&home, &["init", "--language", "zh", "双槐街道"]);
    assert!(made.contains("台账.xlsx") && made.contains("linli check 双槐街道"), "{made}");

    let study = home.join("双槐街道");
    copy(&lane.join("chats"), &study.join("chats"));
    let sheets = [
        "花布头布工坊/2017-02-10 做布灯笼.csv",
        "花布头布工坊/2017-02-15 杯垫.csv",
        "花布头布工坊/2017-03-08 三八节胸花.csv",
        "双槐舞蹈队/2017-02-11 元宵展演.csv",
        "石榴井老街坊饭桌/2017-02-25 饭桌.csv",
    ];
    for sheet in sheets {
        let target = study.join("sheets").join(sheet);
        fs::create_dir_all(target.parent().unwrap()).unwrap();
        fs::write(target, fs::read(lane.join("sheets").join(sheet)).unwrap()).unwrap();
    }

    let checked = linli(&home, &["check", "双槐街道"]);
    // README of the lane: 344 messages of the workshop, 202 of the dancers.
    for says in [
        "花布头布工坊：344条消息，2017-02-06 至 2017-04-30",
        "双槐舞蹈队：202条消息",
        "花布头布工坊：3次，其中3次有名单",
        "没有，都看懂了",
        "先做这3件",
        "staff = [",
        "second_layer = [\"胡同小苗骨干群\"]",
        "aliases.todo.csv",
        "linli run",
    ] {
        assert!(checked.contains(says), "`{says}` is not in\n{checked}");
    }
    // Read by somebody who knows no English: only names of files, keys and commands are not Chinese.
    let checked = checked.replace("sheets/", "").replace("aliases.todo.csv", "");
    let english = ["sheet", "message", "member", "the ", "row", "column"];
    assert!(english.iter().all(|word| !checked.contains(word)), "{checked}");
    for resident in ["刘淑琴", "布头刘", "张姐", "许凤珍"] {
        assert!(!checked.contains(resident), "{resident} is a resident");
    }

    let ran = linli(&home, &["run", "双槐街道"]);
    assert!(ran.contains("4个群") && ran.contains("787条消息") && ran.contains("report.html"), "{ran}");
    let report = fs::read_to_string(study.join("outcome/report.html")).unwrap();
    assert!(report.contains("花布头布工坊") && !report.contains("Time zone"), "the report is in Chinese alone");

    // The advice is followed: staff and second layer are named, and it is not given again.
    let plan = fs::read_to_string(study.join("study.toml")).unwrap();
    let plan = plan
        .replace("# staff = []", "staff = [\"小林老师\", \"小高\"]")
        .replace("# second_layer = []", "second_layer = [\"胡同小苗骨干群\"]");
    fs::write(study.join("study.toml"), plan).unwrap();
    let again = linli(&home, &["check", "双槐街道", "--all"]);
    assert!(!again.contains("staff = [") && again.contains("胡同小苗骨干群（第二层）"), "{again}");
    linli(&home, &["run", "双槐街道"]);
}

#[test]
fn a_folder_just_made_says_what_is_missing() {
    let home = place("just-made");
    linli(&home, &["init", "--language", "zh", "东巷"]);
    let output = Command::new(env!("CARGO_BIN_EXE_linli")).current_dir(&home).args(["check", "东巷"]).output().unwrap();
    let said = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(3), "{said}");
    assert!(said.contains("chats/") && said.contains("sheets/"), "{said}");
    // One line of what is wrong, in the study's own language too; before it, that a key was made.
    assert_eq!(said.lines().filter(|line| line.starts_with("linli: ")).count(), 1, "{said}");
    assert_eq!(said.lines().count(), 2, "{said}");
    assert!(said.contains(linli::refusal::NOTHING_RECORDED.meaning_zh.trim_end_matches('。')), "{said}");
    // A second init changes nothing.
    let output = Command::new(env!("CARGO_BIN_EXE_linli"))
        .current_dir(&home)
        .args(["init", "--language", "zh", "东巷"])
        .output()
        .unwrap();
    assert_eq!(output.status.code(), Some(7));
}
