//! What a check says, read as prose, and what its advice is computed from.

use std::fmt::Write as _;
use std::path::Path;
use std::process::Command;

use linli::diagnostic::NEW_KEY;
use linli::plan::Language;
use linli::time::Day;
use linli_cli::{CheckOptions, Nearest, RunOptions, Task, check, check_text, look};

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

/// A folder as it comes: mailed text in GBK, once under .doc, an old workbook, an empty file, half a JSON, a table without
/// headers, a zip with a chat, a photo and a note, lists without a day.
#[test]
fn a_messy_folder_is_told_as_stored() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let dir = place("messy").join("study");
    copy(&root.join("tests/cases/check/messy"), &dir);
    let options = RunOptions { dir: dir.clone(), ..RunOptions::default() };
    let seen = look(&options).unwrap();
    let found = seen.opened.as_ref().unwrap().found;
    assert_eq!(found.all(), found.read + found.refused + found.unknown + found.aside);
    let text = check_text(seen, CheckOptions { language: None, all: false }).unwrap();
    let path = root.join("tests/cases/check/messy.zh.txt");
    if std::env::var_os("LINLI_BLESS").is_some() {
        std::fs::write(&path, &text).unwrap();
    }
    assert_eq!(text, std::fs::read_to_string(&path).unwrap_or_default(), "see the note on LINLI_BLESS above");
    // What is asked would be of half a study: no list of questions is written.
    let (code, said, _) = linli(&dir, &["check", "."]);
    assert_eq!(code, Some(3));
    assert_eq!(said, text);
    assert!(!dir.join("aliases.todo.csv").exists());
    // A run names all of them as well, a line each.
    let (code, _, refused) = linli(&dir, &["run", "."]);
    assert_eq!((code, refused.lines().count()), (Some(3), found.refused), "{refused}");
    let english = ["cannot ", "file is", " the ", "export "];
    assert!(english.iter().all(|word| !refused.contains(word) && !text.contains(word)), "{refused}\n{text}");
}

/// What the binary answers: exit code, what it prints, what it complains of.
fn linli(at: &Path, arguments: &[&str]) -> (Option<i32>, String, String) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_linli"));
    let output = command.current_dir(at).args(arguments).env("LC_ALL", "C").output().unwrap();
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
    (output.status.code(), text(output.stdout), text(output.stderr))
}

#[test]
fn an_answer_that_is_none_is_quoted_at_the_line_where_it_stands_now() {
    let plan = format!("{PLAN}language = 'zh'\nstaff = ['小林老师']\n");
    let talk = chat(&["2017-03-01", "2017-03-02"], &["张姐", "李姐", "小林老师"]);
    let dir = study(
        "answers",
        &[
            ("study.toml", &plan),
            ("chats/布工坊.txt", &talk),
            ("sheets/布工坊/2017-03-06 剪纸.csv", "姓名\n张桂芬\n李淑兰\n"),
        ],
    );
    let at = dir.parent().unwrap();
    linli(at, &["check", "study"]);
    let list = dir.join("aliases.todo.csv");
    let written = std::fs::read_to_string(&list).unwrap();
    let lines: Vec<&str> = written.lines().collect();
    assert!(lines.len() >= 3, "{written}");
    let begun = lines.iter().enumerate().map(|(at, line)| match at {
        1 => format!("否{line}\n"),
        2 => format!("也许{line}\n"),
        _ => format!("{line}\n"),
    });
    std::fs::write(&list, begun.collect::<String>()).unwrap();
    let (code, said, complaints) = linli(at, &["check", "study"]);
    assert_eq!(code, Some(0), "{complaints}");
    let written = std::fs::read_to_string(&list).unwrap();
    let now = 1 + written.lines().position(|line| line.starts_with("也许")).unwrap();
    assert_ne!(now, 3, "the list was written anew, what is open first");
    let quoted = format!("aliases.todo.csv 第{now}行：写的是“也许”，要写 是 / 否");
    assert!(said.contains(&quoted), "{said}");
}

#[test]
fn commands_and_complaints_speak_the_studys_language() {
    let plan = format!("{PLAN}language = 'zh'\n[release]\ntier = 'T0'\n");
    let talk = chat(&["2017-03-01"], &["张姐", "张桂芬"]);
    let dir = study("tongue", &[("study.toml", &plan), ("chats/布工坊.txt", &talk)]);
    let at = dir.parent().unwrap();
    for (arguments, says) in [
        (&["merge", "study", "张姐", "张桂芬", "--day", "2017-05-01"][..], "要收回"),
        (&["unmerge", "study", "张姐", "张桂芬"], "没有说法了"),
        (&["export", "study", "-o", "a.jsonl"], "写好了"),
        (&["report", "study", "--out", "a.html"], "写好了 a.html"),
    ] {
        let (code, said, complaints) = linli(at, arguments);
        assert_eq!(code, Some(0), "{arguments:?}: {complaints}");
        assert!(said.contains(says) && !said.contains("wrote"), "{said}");
    }
    for (arguments, says, exit) in [
        (&["merge", "study", "甲", "乙"][..], "没有叫“甲”的人", 5),
        (&["merge", "study", "张姐", "张桂芬", "--day", "昨天"], "不是日期", 3),
        (&["form", "study", "--organization", "布工", "-o", "a.xlsx"], "没有叫“布工”的组织；是不是 `布工坊`", 5),
        (&["run", "study", "--indicators", "net_densty"], "没有叫“net_densty”的指标", 5),
        (&["check", "study", "--limit", "people=x"], "不是上限", 5),
    ] {
        let (code, _, said) = linli(at, arguments);
        assert!(code == Some(exit) && said.contains(says), "{arguments:?}: {code:?} {said}");
    }
    // A plan that cannot be read still says in which language.
    std::fs::write(dir.join("study.toml"), "id = 'a'\nlanguage = 'zh'\nzone = “Asia/Shanghai”\n").unwrap();
    let (code, _, said) = linli(at, &["check", "study"]);
    assert_eq!(code, Some(5));
    assert_eq!(said, "linli: study.toml 第3行：这一行用了中文标点 “”，要用英文输入法的标点；“” 改成 \"\n");
}

#[test]
fn people_add_up() {
    let talk = chat(&["2017-03-01"], &["甲", "乙"]);
    let dir = study(
        "people",
        &[
            ("study.toml", PLAN),
            ("chats/布工坊.txt", &talk),
            ("sheets/布工坊/2017-03-06 剪纸.csv", "姓名\n甲\n丙\n"),
            ("people.csv", "姓名\n丁\n甲\n"),
        ],
    );
    let people = check(&open(&dir)).unwrap().understood.people;
    assert_eq!((people.all, people.chats, people.activities, people.both), (4, 2, 2, 1));
    assert_eq!(people.chats + people.activities - people.both + people.elsewhere(), people.all);
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
        listed: 1,
        all: 4,
    };
    for wanted in [
        Task::NameInPlan { groups: 3, second_layer: vec!["组长群".to_owned()] },
        Task::AnswerProposed { count: 1, same_day: Vec::new() },
        Task::AddTalkRule {
            groups: ["布工坊", "旧群", "组长群"].map(str::to_owned).to_vec(), stated: 0, turns: 11
        },
        Task::CopyMembers { groups: vec!["布工坊".to_owned(), "旧群".to_owned()] },
        sheets(3, 2),
        sheets(4, 1),
        Task::FirstSheet { organization: "旧群".to_owned() },
        // Of the two who came one is known in the chat; nobody there is like 刘淑琴 but 乙, of whom nothing is known.
        Task::AnswerWho { unlinked: vec![("布工坊".to_owned(), 1, 2)], first: 0, all: 0, percent: 0 },
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
    // Who is whom stands among the first, before anything that is retyped.
    let place = |wanted: &dyn Fn(&Task) -> bool| tasks.iter().position(|task| wanted(task)).unwrap();
    assert!(
        place(&|task| matches!(task, Task::AnswerWho { .. }))
            < place(&|task| matches!(task, Task::RetypeSheets { .. }))
    );
    // Every task has words in both languages, and no resident's name is among them.
    for language in [Language::Zh, Language::En] {
        let text = checked.text(CheckOptions { language: Some(language), all: true });
        assert!(!text.contains("刘淑琴"), "{text}");
        assert_eq!(text.matches("     → ").count() - text.matches("      → ").count(), checked.advice.len(), "{text}");
    }
}

/// The tasks of a folder, and what is said of them in Chinese.
fn tasks(name: &str, files: &[(&str, &str)]) -> (Vec<Task>, String) {
    let checked = check(&open(&study(name, files))).unwrap();
    let text = checked.text(CheckOptions { language: Some(Language::Zh), all: true });
    (checked.advice.into_iter().map(|advice| advice.task).collect(), text)
}

#[test]
fn names_that_match_nobody_are_answered_with_the_nearest() {
    let days = ["2017-03-01", "2017-03-02", "2017-03-03"];
    let talk = chat(&days, &["林老师", "甲"]);
    let leaders = chat(&days[..1], &["甲", "乙"]);
    let plan = format!("{PLAN}staff = ['小林老师', '老高']\nsecond_layer = ['骨干组']\n");
    let files = |plan| {
        [
            ("study.toml", plan),
            ("chats/布工坊.txt", talk.as_str()),
            ("chats/骨干群.txt", leaders.as_str()),
            ("rosters/布工房 2017-03-01.txt", "甲\n"),
            ("rosters/布工坊.txt", "甲\n"),
            ("sheets/2017-03-06 剪纸.csv", "姓名\n甲\n"),
            ("sheets/布工坊/灯笼.csv", "姓名\n甲\n"),
            ("sheets/布工坊/三月.csv", "姓名,2017-03-08,2017-03-15\n甲,,\n"),
        ]
    };
    let near =
        |shown: &str| Some(Nearest { shown: shown.to_owned(), group: Some("布工坊".to_owned()), messages: 3 });
    let (found, text) = tasks("unseen", &files(&plan));
    for wanted in [
        Task::CorrectStaff { entry: 1, nearest: near("林＊＊") },
        Task::CorrectStaff { entry: 2, nearest: None },
        Task::CorrectSecondLayer { written: "骨干组".to_owned(), nearest: Some("骨干群".to_owned()) },
        Task::RenameRoster {
            file: "rosters/布工房 2017-03-01.txt".to_owned(), nearest: Some("布工坊".to_owned())
        },
        Task::DateRosters { files: vec!["rosters/布工坊.txt".to_owned()], count: 1 },
        Task::DateFiles { files: vec!["sheets/布工坊/灯笼.csv".to_owned()], count: 1 },
        Task::PlaceSheets { files: vec!["sheets/2017-03-06 剪纸.csv".to_owned()], count: 1 },
    ] {
        assert!(found.contains(&wanted), "{wanted:?} is not in {found:#?}");
    }
    // A list of an unknown group is no row to correct.
    assert!(!found.iter().any(|task| matches!(task, Task::CorrectRows { .. })), "{found:#?}");
    assert!(text.contains("一个勾也没有") && text.contains("工作人员　还没写谁是"), "{text}");
    assert!(!text.contains("林老师"), "the name is veiled: {text}");
    // The team's own study says the name.
    let (found, _) = tasks("unseen-team", &files(&format!("{plan}[release]\ntier = 'T0'\n")));
    assert!(found.contains(&Task::CorrectStaff { entry: 1, nearest: near("林老师") }), "{found:#?}");
}

#[test]
fn the_me_of_a_sheet_has_a_key_of_its_own() {
    let sheet = ("sheets/布工坊/2017-03-06 剪纸.csv", "姓名\n甲\n我\n");
    let (_, text) = tasks("me", &[("study.toml", PLAN), sheet]);
    let key = "[sources.\"sheets/布工坊/2017-03-06 剪纸.csv\"]";
    assert!(text.contains(key), "{text}");
    // What is said is what works.
    let plan = format!("{PLAN}{key}\nme = '小林'\n");
    let (_, text) = tasks("me-told", &[("study.toml", &plan), sheet]);
    assert!(!text.contains("“我”"), "{text}");
}

#[test]
fn the_plan_lines_that_are_advised_are_read_and_end_the_advice() {
    let talk = chat(&["2017-03-01", "2017-03-02", "2017-03-03"], &["甲", "乙"]);
    let (found, text) = tasks("talk", &[("study.toml", PLAN), ("chats/布工坊.txt", &talk)]);
    assert!(found.iter().any(|task| matches!(task, Task::AddTalkRule { .. })), "{found:#?}");
    let at = text.find("[ties.explicit]").unwrap();
    let lines: Vec<&str> = text[at..].lines().take(5).map(str::trim).collect();
    let plan = format!("{PLAN}{}\n", lines.join("\n"));
    let (found, _) = tasks("talk-told", &[("study.toml", &plan), ("chats/布工坊.txt", &talk)]);
    assert!(!found.iter().any(|task| matches!(task, Task::AddTalkRule { .. })), "{found:#?}");
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
    let answer = "答案,编号\n没人说话,2017-03-11 2017-03-23 布工坊\n";
    assert!(holes(&[("proposed/holes.csv", answer)]).is_empty());
}

#[test]
fn the_day_of_reading_can_be_said_and_a_new_key_is() {
    for (language, says) in [("en", NEW_KEY.meaning), ("zh", NEW_KEY.meaning_zh)] {
        let plan = format!("{PLAN}language = '{language}'\n");
        let talk = chat(&["2017-03-01", "2017-03-09"], &["甲", "乙"]);
        let dir = study(&format!("key-{language}"), &[("study.toml", &plan), ("chats/布工坊.txt", &talk)]);
        // Whatever fails afterwards: the key lies there.
        let (code, _, complains) = linli(&dir, &["check", ".", "--as-of", "2017-03-02"]);
        assert_eq!(code, Some(3), "{complains}");
        assert_eq!(complains.matches(says).count(), 1, "{complains}");
        for command in [&["check", "."][..], &["export", ".", "--out", "../messages.jsonl"]] {
            let asked = |day: &str| linli(&dir, &[command, &["--as-of", day]].concat());
            assert_eq!(asked("2017-03-02").0, Some(3), "{command:?}");
            let (code, _, complains) = asked("2017-03-09");
            assert_eq!((code, complains.as_str()), (Some(0), ""), "{command:?}");
        }
        assert_eq!(linli(&dir, &["check", ".", "--as-of", "yesterday"]).0, Some(2));
        let (_, _, complains) = linli(&dir, &["check", ".", "--key", "../another.key"]);
        assert!(complains.contains("another.key") && complains.contains(says), "{complains}");
    }
}
