//! What a check says, read as prose, and what its advice is computed from.

use std::fmt::Write as _;
use std::path::Path;

use linli::plan::Language;
use linli::time::Day;
use linli_cli::{CheckOptions, Task, check};

use super::folder::{copy, open, place, study};

const PLAN: &str = "id = 'lane'\nzone = 'Asia/Shanghai'\n";

/// A chat in the official text form: a message of each writer on each day.
fn chat(days: &[&str], writers: &[&str]) -> String {
    let mut text = String::new();
    for day in days {
        write!(text, "—————  {day}  —————\n\n\n").unwrap();
        for (minute, writer) in writers.iter().enumerate() {
            write!(text, "{writer}  07:{minute:02}\n\n早\n\n").unwrap();
        }
    }
    text
}

/// With `LINLI_BLESS=1` in the environment the stored texts are rewritten; the difference is then read before it is kept.
#[test]
fn the_bundled_study_is_told_as_stored() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let dir = place("huaiyin").join("study");
    copy(&root.join("tests/cases/studies/huaiyin"), &dir);
    let checked = check(&open(&dir)).unwrap();
    for (name, language) in [("huaiyin.zh.txt", Language::Zh), ("huaiyin.en.txt", Language::En)] {
        let text = checked.text(CheckOptions { language: Some(language), all: false });
        // How much a run computes grows with every new indicator, and is told elsewhere.
        let text = text.replace(&checked.cells.to_string(), "…");
        let path = root.join("tests/cases/check").join(name);
        if std::env::var_os("LINLI_BLESS").is_some() {
            std::fs::write(&path, &text).unwrap();
        }
        let stored = std::fs::read_to_string(&path).unwrap_or_default();
        assert_eq!(text, stored, "{name}: see the note on LINLI_BLESS above this test");
    }
}

#[test]
fn what_settles_most_in_a_minute_comes_first() {
    let days = ["2017-03-01", "2017-03-02", "2017-03-03"];
    let dir = study(
        "advice",
        &[
            ("study.toml", PLAN),
            ("chats/布工坊.txt", &chat(&days, &["甲", "乙"])),
            ("chats/组长群.txt", &chat(&["2017-03-12", "2017-03-13"], &["丙", "甲"])),
            ("chats/旧群.txt", &chat(&["2017-01-05"], &["甲"])),
            ("sheets/布工坊/2017-03-06 剪纸.csv", "姓名,签字\n刘淑琴,√\n甲,√\n乙,\n"),
            ("sheets/布工坊/灯笼.csv", "姓名\n甲\n"),
            (
                "activities.csv",
                "组织,名称,日期,来历\n布工坊,一,2017-03-07,\n布工坊,二,2017-03-08,\n布工坊,三,2017-04-01,\n布工坊,四,2017-04-02,待确认\n布工坊,五,3月,\n",
            ),
        ],
    );
    let checked = check(&open(&dir)).unwrap();
    let tasks: Vec<&Task> = checked.advice.iter().map(|advice| &advice.task).collect();
    let rates: Vec<f64> = checked.advice.iter().map(|advice| advice.settles / advice.minutes).collect();
    assert!(rates.is_sorted_by(|a, b| a >= b), "{rates:?}");
    let sheets = |month: u32, count: usize| Task::RetypeSheets {
        organization: "布工坊".to_owned(),
        month: (2017, month),
        count,
    };
    for wanted in [
        Task::NameStaff { groups: 3 },
        Task::AnswerProposed { count: 1 },
        Task::NameSecondLayer { group: "组长群".to_owned() },
        Task::CopyMembers { groups: vec!["布工坊".to_owned(), "旧群".to_owned()] },
        sheets(3, 2),
        sheets(4, 1),
        Task::FirstSheet { organization: "旧群".to_owned() },
        Task::LinkNames { organization: "布工坊".to_owned(), unknown: 1, all: 2 },
        Task::ExportAgain { group: "旧群".to_owned(), until: Day::parse("2017-01-05").unwrap() },
        Task::DateFiles { files: vec!["sheets/布工坊/灯笼.csv".to_owned()], count: 1 },
    ] {
        assert!(tasks.contains(&&wanted), "{wanted:?} is not in {tasks:#?}");
    }
    let marked = tasks.iter().find_map(|task| match task {
        Task::MarkNames { count, place } => Some((*count, place.to_string())),
        _ => None,
    });
    assert_eq!(marked, Some((1, "sheets/布工坊/2017-03-06 剪纸.csv:4".to_owned())));
    let broken = tasks.iter().find_map(|task| match task {
        Task::CorrectRows { count, place } => Some((*count, place.to_string())),
        _ => None,
    });
    assert_eq!(broken, Some((1, "activities.csv:6".to_owned())));
    // Every task has words in both languages, and no resident's name is among them.
    for language in [Language::Zh, Language::En] {
        let text = checked.text(CheckOptions { language: Some(language), all: true });
        assert!(!text.contains("刘淑琴"), "{text}");
        assert_eq!(text.matches("     → ").count() - text.matches("      → ").count(), checked.advice.len(), "{text}");
    }
}

#[test]
fn a_hole_is_asked_about_and_a_holiday_is_none() {
    // Nine days with a message, never more than two empty days between them; then eleven empty days.
    let days = [
        "2017-03-01",
        "2017-03-02",
        "2017-03-05",
        "2017-03-06",
        "2017-03-07",
        "2017-03-08",
        "2017-03-09",
        "2017-03-10",
        "2017-03-11",
        "2017-03-23",
        "2017-03-24",
    ];
    let talk = chat(&days, &["甲", "乙"]);
    let holes = |files: &[(&str, &str)]| {
        let all: Vec<_> =
            [("study.toml", PLAN), ("chats/布工坊.txt", talk.as_str())].iter().chain(files).copied().collect();
        let checked = check(&open(&study("hole", &all))).unwrap();
        let holes = checked.advice.into_iter().filter_map(|advice| match advice.task {
            Task::AskHole(hole) => {
                Some(format!("{} {} {} {}", hole.before, hole.after, hole.days, hole.longest_before))
            }
            _ => None,
        });
        holes.collect::<Vec<_>>()
    };
    assert_eq!(holes(&[]), ["2017-03-11 2017-03-23 11 2"]);
    // Five of the days were a holiday: six are left, which is no more than three times two.
    let calendar = "开始,结束,类型\n2017-03-13,2017-03-17,节假日\n";
    assert!(holes(&[("calendar.csv", calendar)]).is_empty());
}
