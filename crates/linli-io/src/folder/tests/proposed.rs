//! Activities that chats tell of: proposed, answered, confirmed.

use linli::records::{Activity, ActivityOrigin, Cue};

use super::*;
use crate::questions::todo::Wrote;

/// Announced on Monday 6 February 2017 for the Saturday, signed up for, and shown in pictures; of what was announced for
/// the 18th nothing more is heard.
const CHAT: &str = "包粽子群 微信群上的聊天记录如下，请查收。

—————  2017-02-06  —————


王阿姨  09:00

各位邻居，周六上午10点在活动室包粽子，要来的跟我说一声

老李  09:05

我报名

—————  2017-02-11  —————


王阿姨  11:30

[图片: 3ff386d188b111b08caa805ac1a6d47d.jpg(请在附件中查看)]

王阿姨  11:30

[图片: 72a2a4777c48d299d46d4491c963c3e8.jpg(请在附件中查看)]

老李  20:00

—————  2017-02-13  —————


王阿姨  09:00

各位邻居，18号下午两点大扫除，请大家都来
";

fn study(files: &[(&str, &str)]) -> Folder {
    let all = [&[("study.toml", PLAN), ("chats/包粽子群.txt", CHAT)], files].concat();
    Folder::with_study("proposed", &all)
}

fn held(opened: &Opened) -> Vec<(String, &str, ActivityOrigin)> {
    let row = |activity: &Activity| (activity.day.to_string(), activity.origin);
    let all = opened.study.records.activities();
    all.iter().map(|activity| (row(activity).0, activity.title.as_str(), activity.origin)).collect()
}

/// What `linli check` writes.
fn written(folder: &Folder) -> String {
    let opened = opened(folder);
    match opened.proposals.write(&opened.study, &folder.study()).unwrap() {
        Wrote::File(path) => std::fs::read_to_string(path).unwrap(),
        other => panic!("{other:?}"),
    }
}

#[test]
fn what_a_chat_tells_of_is_proposed_with_its_evidence() {
    let folder = study(&[]);
    let opened = opened(&folder);
    let made = "2月11日10:00 预告+报名+照片";
    assert_eq!(held(&opened), [("2017-02-11".to_owned(), made, ActivityOrigin::Proposed)]);
    let records = &opened.study.records;
    assert_eq!(opened.study.plan.zone().unwrap().format(records.activities()[0].start), "2017-02-11T10:00:00");
    let cues: Vec<Cue> = records.evidence_of(ActivityId::from_index(0)).iter().map(|one| one.cue).collect();
    // Two pictures of one writer and minute are one piece of evidence.
    assert_eq!(cues, [Cue::Notice, Cue::SignUp, Cue::Photos]);

    let text = written(&folder);
    let lines: Vec<&str> = text.lines().collect();
    assert_eq!(lines.len(), 2);
    assert!(lines[1].starts_with(",包粽子群,包粽子群,2017-02-11,10:00,2月11日10:00 预告+报名+照片,"), "{text}");
    assert!(lines[1].contains("预告 notice 2017-02-06 09:00 成员 member · 报名 sign_up 2017-02-06 09:05"), "{text}");
    assert!(lines[1].ends_with(",2017-02-11 包粽子群"), "{text}");
    assert!(!text.contains("王阿姨") && !text.contains("活动室"), "neither names nor words");
    // Without an answer it changes nothing, and is no input.
    let again = super::opened(&folder);
    assert_eq!(again.study.records, records.clone());
    assert!(again.inputs.iter().all(|input| !input.path.contains("proposed")));
    assert!(matches!(again.proposals.write(&again.study, &folder.study()), Ok(Wrote::Unchanged(_))));
}

#[test]
fn answers_are_read_and_kept() {
    let answered = |answer: &str, day: &str, title: &str| {
        let folder = study(&[]);
        let text = written(&folder).replacen("\n,", &format!("\n{answer},"), 1);
        let text =
            text.replacen(",2017-02-11,10:00,2月11日10:00 预告+报名+照片,", &format!(",{day},10:00,{title},"), 1);
        folder.write("proposed/activities.csv", text.as_bytes());
        let opened = opened(&folder);
        let found: Vec<_> = held(&opened).into_iter().map(|(day, title, at)| (day, title.to_owned(), at)).collect();
        let evidence = opened.study.records.evidence().len();
        // The answer stays in the file, and the same answer reads the same.
        let said = opened.proposals.write(&opened.study, &folder.study()).unwrap();
        assert!(matches!(said, Wrote::Unchanged(_)), "{answer}");
        (found, evidence)
    };
    let confirmed = |day: &str, title: &str| vec![(day.to_owned(), title.to_owned(), ActivityOrigin::Confirmed)];
    assert_eq!(answered("是", "2017-02-11", "包粽子"), (confirmed("2017-02-11", "包粽子"), 3));
    assert_eq!(answered("改", "2017/2/12", "包粽子"), (confirmed("2017-02-12", "包粽子"), 3));
    assert_eq!(answered("否", "2017-02-11", ""), (Vec::new(), 0));
    // A title nobody typed stays the one there is.
    let made = "2月11日10:00 预告+报名+照片";
    assert_eq!(answered("是", "2017-02-11", made), (confirmed("2017-02-11", made), 3));
    // A day that was typed over without 改 is not taken.
    assert_eq!(answered("yes", "2017-02-12", ""), (confirmed("2017-02-11", ""), 3));
}

#[test]
fn what_somebody_wrote_down_is_not_proposed() {
    let folder = study(&[("sheets/包粽子群/2017-02-11 包粽子.csv", "姓名\n王阿姨\n")]);
    let opened = opened(&folder);
    assert_eq!(held(&opened), [("2017-02-11".to_owned(), "包粽子", ActivityOrigin::Recorded)]);
    assert_eq!(opened.study.records.evidence().len(), 3);
    assert_eq!(opened.proposals.open(&opened.study), 0);
    assert!(matches!(opened.proposals.write(&opened.study, &folder.study()), Ok(Wrote::Nothing)));
}

/// A chat in which the activity is called off, and what follows.
fn called_off(said: &str, after: &str) -> Vec<(String, String)> {
    let off = format!("—————  2017-02-10  —————\n\n\n王阿姨  09:00\n\n{said}\n\n{after}—————  2017-02-11  —————");
    let chat = CHAT.replacen("—————  2017-02-11  —————", &off, 1);
    let folder = Folder::with_study("called-off", &[("study.toml", PLAN), ("chats/包粽子群.txt", &chat)]);
    let opened = opened(&folder);
    held(&opened).into_iter().map(|(day, title, _)| (day, title.to_owned())).collect()
}

#[test]
fn what_was_called_off_is_not_proposed() {
    // Pictures of that day show something else: nobody says that it was held.
    for said in ["【通知】明天包粽子取消", "周六包粽子改期，时间再通知", "活动暂停一次，大家注意身体"]
    {
        assert_eq!(called_off(said, ""), [], "{said}");
    }
    // Asked about, or one person's own coming, calls nothing off; and it can be announced again.
    assert_eq!(called_off("明天包粽子取消吗？", "").len(), 1);
    let again = "王阿姨  12:00\n\n各位邻居，明天上午11点照常包粽子，要来的跟我说一声\n\n";
    let found = called_off("【通知】明天包粽子取消", again);
    assert_eq!(found, [("2017-02-11".to_owned(), "2月11日11:00 预告+报名+照片".to_owned())]);
}

#[test]
fn what_another_organization_wrote_down_is_one_question() {
    let sheet = ("sheets/居委会/2017-02-11 社区包粽子.csv", "姓名\n甲\n");
    let folder = study(&[sheet]);
    let text = written(&folder);
    assert!(text.contains(",居委会 社区包粽子,"), "{text}");
    let opened_now = opened(&folder);
    let pairs = opened_now.proposals.same_day(&opened_now.study);
    assert_eq!(pairs, BTreeMap::from([(("包粽子群".to_owned(), "居委会".to_owned()), 1)]));
    let again = text.replacen("\n,", "\n同,", 1);
    folder.write("proposed/activities.csv", again.as_bytes());
    let opened = opened(&folder);
    assert_eq!(held(&opened), [("2017-02-11".to_owned(), "社区包粽子", ActivityOrigin::Recorded)]);
    assert_eq!(opened.study.records.evidence().len(), 3);
    assert_eq!(opened.proposals.open(&opened.study), 0);
    assert_eq!(opened.study.diagnostics.count(&diagnostic::NO_SHEET), 0);
    // Of two activities of that day the title says which.
    let two = study(&[sheet, ("sheets/学校/2017-02-11 布艺课.csv", "姓名\n乙\n")]);
    let text = written(&two).replacen("\n,", "\n同,", 1);
    two.write("proposed/activities.csv", text.as_bytes());
    assert_eq!(super::opened(&two).study.diagnostics.count(&diagnostic::UNKNOWN_NAME), 1);
    let text = text.replacen("2月11日10:00 预告+报名+照片", "布艺课", 1);
    two.write("proposed/activities.csv", text.as_bytes());
    let opened = super::opened(&two);
    let told: Vec<&str> = (0..2)
        .filter(|&at| !opened.study.records.evidence_of(ActivityId::from_index(at)).is_empty())
        .map(|at| opened.study.records.activities()[at].title.as_str())
        .collect();
    assert_eq!(told, ["布艺课"]);
}

#[test]
fn a_person_s_word_needs_no_evidence_and_odd_lines_are_named() {
    let text = "答案 answer,日期 day,名称 title,编号 id\n是,,下棋,2017-03-01 包粽子群\n是,,,2017-03-02 别的群\n是,,,随便\n也许,,,2017-03-03 包粽子群\n";
    let folder = study(&[("proposed/activities.csv", text)]);
    let opened = opened(&folder);
    assert_eq!(held(&opened)[1], ("2017-03-01".to_owned(), "下棋", ActivityOrigin::Confirmed));
    assert_eq!(held(&opened).len(), 2);
    let count = |code| opened.study.diagnostics.count(code);
    let odd = [&diagnostic::UNKNOWN_NAME, &diagnostic::BAD_ROW, &diagnostic::BAD_ANSWER].map(count);
    assert_eq!(odd, [1, 1, 1]);
    assert!(opened.inputs.iter().any(|input| input.path == "proposed/activities.csv"));
}

#[test]
fn sign_ups_are_kept_apart_from_who_came() {
    let chat = "包粽子群 微信群上的聊天记录如下，请查收。\n\n—————  2017-02-06  —————\n\n\n王阿姨  09:00\n\n#接龙\n周六10点包粽子\n1. 王阿姨\n\n老李  09:05\n\n#接龙\n周六10点包粽子\n1. 王阿姨\n2. 老李 带糯米\n3. 何姐（代报）\n4. 楼上两口子\n\n何姐  09:30\n\n#接龙\n周六10点包粽子\n1. 老李 带糯米\n2. 何姐（代报）\n\n何姐  09:40\n\n#接龙\n周日大扫除\n1. 何姐\n";
    let read = |files: &[(&str, &str)]| {
        let folder = Folder::with_study("signed", files);
        let opened = opened(&folder);
        let records = opened.study.records;
        assert!(records.attendance().is_empty());
        let all = ["王阿姨", "老李", "何姐"].map(|name| (name, person(&folder, &records, &format!("包粽子群/{name}"))));
        let name = |id: PersonId| all.iter().find(|(_, known)| *known == Some(id)).map_or("", |(name, _)| name);
        let zone = opened.study.plan.zone().unwrap();
        let mut rows: Vec<String> = Vec::new();
        for one in records.sign_ups() {
            let gone = one.withdrawn.map(|time| zone.format(time)[11..16].to_owned()).unwrap_or_default();
            let time = &zone.format(one.time)[11..16];
            rows.push(format!("{} {} {time} {} {gone}", one.list, name(one.person), name(one.entered_by)));
        }
        rows.sort();
        rows
    };
    let expected = ["0 何姐 09:05 老李 ", "0 王阿姨 09:00 王阿姨 09:30", "0 老李 09:05 老李 ", "1 何姐 09:40 何姐 "];
    assert_eq!(read(&[("study.toml", PLAN), ("chats/包粽子群.txt", chat)]), expected);
    // The same out of two files that hold it both.
    let twice = [("study.toml", PLAN), ("chats/包粽子群.txt", chat), ("chats/包粽子群 (2).txt", chat)];
    assert_eq!(read(&twice), expected);
}
