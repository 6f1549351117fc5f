//! Long silences of chats: asked, answered, and read again.

use std::fmt::Write as _;

use super::*;
use crate::questions::todo::Wrote;

/// Nine days with a message, then eleven without, then two.
fn chat(more: &[&str]) -> String {
    let days = ["01", "02", "05", "06", "07", "08", "09", "10", "11", "23", "24"];
    let days = days.map(|day| format!("2017-03-{day}")).into_iter().chain(more.iter().map(|&day| day.to_owned()));
    let mut days: Vec<String> = days.collect();
    days.sort();
    days.iter().fold(String::new(), |mut text, day| {
        let _ = write!(text, "—————  {day}  —————\n\n\n甲  07:00\n\n早\n\n");
        text
    })
}

fn covers(opened: &Opened) -> Vec<String> {
    let group = opened.study.records.group("布工坊").unwrap();
    let spans = opened.study.records.group_coverage(group);
    spans.iter().map(|span| format!("{} {}", span.start, span.end)).collect()
}

#[test]
fn a_hole_is_asked_once_and_its_answer_holds() {
    let folder = Folder::with_study("holes", &[("study.toml", PLAN), ("chats/布工坊.txt", &chat(&[]))]);
    let answered = |answer: &str, more: &[&str]| {
        folder.write("chats/布工坊.txt", chat(more).as_bytes());
        let line = format!("答案 answer,备注 note,编号 id\n{answer},问过小林,2017-03-11 2017-03-23 布工坊\n");
        folder.write("proposed/holes.csv", line.as_bytes());
        let opened = opened(&folder);
        (opened.holes.open(&opened.study).unwrap().len(), covers(&opened), opened.inputs.len())
    };
    let first = opened(&folder);
    assert_eq!(first.holes.open(&first.study).unwrap().len(), 1);
    let Wrote::File(path) = first.holes.write(&first.study, &folder.study()).unwrap() else { panic!() };
    let text = std::fs::read_to_string(path).unwrap();
    assert!(text.contains("\n,布工坊,2017-03-11,2017-03-23,11,2,,2017-03-11 2017-03-23 布工坊\n"), "{text}");
    assert_eq!(opened(&folder).inputs.len(), first.inputs.len(), "a question is no input");

    let whole = vec!["2017-03-01 2017-03-25".to_owned()];
    let parted = vec!["2017-03-01 2017-03-12".to_owned(), "2017-03-23 2017-03-25".to_owned()];
    assert_eq!(answered("", &[]), (1, whole.clone(), first.inputs.len()));
    assert_eq!(answered("没人说话", &[]), (0, whole.clone(), first.inputs.len() + 1));
    assert_eq!(answered("缺", &[]), (0, parted, first.inputs.len() + 1));
    // Exported once more, the piece is there, and the answer out of date.
    assert_eq!(answered("缺", &["2017-03-15"]), (0, whole, first.inputs.len() + 1));
    // What was answered stays, with its note.
    let opened = opened(&folder);
    opened.holes.write(&opened.study, &folder.study()).unwrap();
    let text = std::fs::read_to_string(folder.study().join("proposed/holes.csv")).unwrap();
    assert!(text.contains("\n缺,") && text.contains("问过小林"), "{text}");
}

#[test]
fn odd_answers_about_holes_are_named() {
    let lines = "答案,编号\n缺,2017-03-11 2017-03-23 别的群\n缺,2017-03-23 2017-03-11 布工坊\n缺,随便\n也许,2017-03-11 2017-03-23 布工坊\n";
    let files = [("study.toml", PLAN), ("chats/布工坊.txt", &chat(&[])), ("proposed/holes.csv", lines)];
    let opened = opened(&Folder::with_study("odd-holes", &files));
    let count = |code| opened.study.diagnostics.count(code);
    assert_eq!((count(&diagnostic::UNKNOWN_NAME), count(&diagnostic::BAD_ROW)), (1, 2));
    assert_eq!(count(&diagnostic::BAD_ANSWER), 1);
    assert_eq!(opened.holes.open(&opened.study).unwrap().len(), 1);
}
