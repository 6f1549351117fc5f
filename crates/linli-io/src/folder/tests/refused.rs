//! Folders with files that cannot be read.

use std::fs;
use std::path::Path;

use linli::ErrorKind;

use super::{CHAT, PLAN};
use crate::testing::{Folder, packed, workbook_of};
use crate::{Looked, OpenOptions, Opened, look, open_with};

const GOOD: &[(&str, &str)] = &[
    ("study.toml", PLAN),
    ("chats/布工坊.txt", CHAT),
    ("sheets/布工坊/2017-03-06 剪纸.csv", "姓名\n张姐\n王婶\n"),
    ("rosters/布工坊 2017-03-01.txt", "张姐\n老李\n"),
    ("calendar.csv", "开始,结束,类型\n2017-03-13,2017-03-17,节假日\n"),
];

const BAD: &[(&str, &str)] = &[
    ("aliases.csv", "张桂芬,张姐\n"),
    ("rosters/舞蹈队 2017-03-01.xlsx", "nonsense"),
    ("chats/a.txt", ""),
    ("chats/b.json", "{\"a\": [1,"),
    ("sheets/布工坊/2017-03-13 灯笼.xlsx", "nonsense"),
];

fn looked(folder: &Folder) -> Looked {
    // The same key, so that the same people are the same.
    let key = folder.path().join("key");
    fs::write(&key, "0".repeat(64)).unwrap();
    look(&folder.study(), &OpenOptions { key: Some(key), ..OpenOptions::default() }).unwrap()
}

fn places(looked: &Looked) -> Vec<&str> {
    looked.refused.iter().filter_map(|error| error.location().file.as_deref()).collect()
}

fn opened(looked: Looked) -> Opened {
    looked.opened.unwrap()
}

#[test]
fn every_file_that_cannot_be_read_is_named_and_changes_nothing_else() {
    let all: Vec<_> = GOOD.iter().chain(BAD).copied().collect();
    let folder = Folder::with_study("refused", &all);
    let seen = looked(&folder);
    assert_eq!(places(&seen), BAD.iter().map(|(file, _)| *file).collect::<Vec<_>>());
    let error = open_with(&folder.study(), &OpenOptions::default()).unwrap_err();
    assert_eq!((error.each().count(), error.to_string().lines().count()), (BAD.len(), BAD.len()));
    assert!(error.each().all(|error| error.hint_zh().is_some()), "{error}");
    let without = opened(looked(&Folder::with_study("good", GOOD)));
    let (seen, found) = (opened(seen), without.found);
    assert_eq!(seen.study.records, without.study.records);
    assert_eq!((found.read, found.all()), (GOOD.len(), GOOD.len()));
    assert_eq!((seen.found.read, seen.found.refused), (GOOD.len(), BAD.len()));
}

#[test]
fn what_shows_only_when_all_is_read_leaves_one_file_out() {
    let mut files = GOOD.to_vec();
    files.push(("people.csv", "name,id\n王婶,p1\n王婶,p2\n"));
    let seen = looked(&Folder::with_study("late", &files));
    assert_eq!(places(&seen), ["sheets/布工坊/2017-03-06 剪纸.csv"]);
    assert_eq!(seen.refused[0].kind(), ErrorKind::Ambiguous);
    assert!(opened(seen).study.records.activities().is_empty());
}

#[test]
fn a_folder_of_nothing_but_bad_files_names_them() {
    let seen = looked(&Folder::with_study("all-bad", &[&[("study.toml", PLAN)], BAD].concat()));
    assert!(seen.opened.is_none());
    assert_eq!(places(&seen).len(), BAD.len());
}

#[test]
fn one_bad_worksheet_leaves_the_others() {
    let rows = crate::testing::rows;
    let book = workbook_of(&[
        ("活动", "visible", &rows(&[&["组织", "名称", "日期"], &["布工坊", "剪纸", "2017-03-06"]])),
        ("别名", "visible", &rows(&[&["甲", "乙"], &["丙", "丁"]])),
    ]);
    let folder = Folder::with_study("ledger", &[("study.toml", PLAN)]);
    folder.write("台账.xlsx", &book);
    let seen = looked(&folder);
    assert_eq!(places(&seen), ["台账.xlsx#别名"]);
    let seen = opened(seen);
    assert_eq!(seen.study.records.activities().len(), 1);
    assert_eq!((seen.found.read, seen.found.refused, seen.found.all()), (1, 1, 2));
}

/// Every file that is not hidden and not linli's own, below the places that are looked at; a folder where none belongs is one thing.
fn lying(dir: &Path, depth: usize) -> usize {
    let entries = fs::read_dir(dir).unwrap().flatten();
    let one = |entry: fs::DirEntry| {
        let name = entry.file_name().to_string_lossy().into_owned();
        let known = matches!(name.as_str(), "chats" | "rosters" | "sheets") || (depth == 1 && dir.ends_with("sheets"));
        match (entry.path().is_dir(), known) {
            _ if name.starts_with('.') || matches!(name.as_str(), "plan.lock" | "outcome" | "aliases.todo.csv") => 0,
            (true, true) => lying(&entry.path(), depth + 1),
            _ => 1,
        }
    };
    entries.map(one).sum()
}

#[test]
fn every_file_is_counted_once() {
    let all: Vec<_> = GOOD.iter().chain(BAD).copied().collect();
    let folder = Folder::with_study("counted", &all);
    folder.write("chats/舞蹈队.zip", &packed(&[("a.txt", CHAT), ("说明.txt", "买菜"), ("b.jpg", "x")]));
    for (file, content) in [
        ("照片.jpg", "x"),
        ("旧的/a.txt", "x"),
        ("chats/说明.docx", "x"),
        ("sheets/散.csv", "姓名\n甲\n"),
        ("sheets/布工坊/没有日期.csv", "姓名\n甲\n"),
        ("sheets/布工坊/2017-03-20 空.csv", ""),
        ("rosters/没有的群 2017-03-01.txt", "甲\n"),
        ("venues.csv", "venue\n活动室\n"),
        ("aliases.todo.csv", "答案,编号,另一个编号\n,a,b\n"),
        (".hidden", "x"),
        ("plan.lock", "x"),
        ("outcome/run.json", "{}"),
    ] {
        folder.write(file, content.as_bytes());
    }
    let found = opened(looked(&folder)).found;
    assert_eq!(found.all(), lying(&folder.study(), 0), "{found:?}");
    assert_eq!((found.read, found.refused, found.unknown, found.aside), (GOOD.len() + 1, BAD.len(), 4, 4));
}
