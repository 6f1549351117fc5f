//! Who is who, through the door people use: a folder of files.

use super::*;

/// A chat in WeChat's own text: day, and lines of name, time and text.
fn chat(title: &str, lines: &[(&str, &str)]) -> String {
    let mut text = format!("{title} 微信群上的聊天记录如下，请查收。\n\n—————  2017-02-06  —————\n\n");
    for (at, (name, said)) in lines.iter().enumerate() {
        writeln!(text, "\n{name}  {:02}:{:02}\n\n{said}", 8 + at / 60, at % 60).unwrap();
    }
    text
}

fn authors(folder: &Folder, opened: &Opened, group: usize, id: &str) -> usize {
    let records = &opened.study.records;
    let Some(person) = person(folder, records, id) else { return 0 };
    records.messages(GroupId::from_index(group)).iter().filter(|message| message.author == person).count()
}

#[test]
fn a_name_in_two_spellings_is_one_person() {
    // é as one character in the chat, as e with an accent on the sheet, in aliases.csv and in the plan.
    let folder = Folder::with_study(
        "nfc",
        &[
            ("study.toml", &format!("{PLAN}staff = ['Rene\u{301}e ']\n")),
            (
                "chats/布工坊.txt",
                &chat("布工坊", &[("Rene\u{301}e", "早"), ("Ren\u{e9}e", "好"), ("张姐 \u{a0}", "来")]),
            ),
            ("sheets/布工坊/2017-02-06 剪纸.csv", "姓名\nRene\u{301}e\n张姐\u{3000}\nAda\n"),
            ("aliases.csv", "名字,姓名\nAda\u{300},Rene\u{301}e\n"),
        ],
    );
    let opened = opened(&folder);
    assert_eq!(opened.study.records.people().len(), 3);
    assert_eq!(authors(&folder, &opened, 0, "Ren\u{e9}e"), 2);
    assert_eq!(opened.study.remarks().unwrap().count(&diagnostic::PLAN_NAME_UNSEEN), 0);
    assert_eq!(authors(&folder, &opened, 0, "布工坊/张姐"), 1);
}

#[test]
fn oneself_is_asked_for_where_it_could_be_somebody_known() {
    let own = chat("布工坊", &[("张姐", "早"), ("我", "早"), ("我", "下午来")]);
    // Nobody else is known: one unknown person, named in a diagnostic.
    let folder = Folder::with_study("alone", &[("study.toml", PLAN), ("chats/布工坊.txt", &own)]);
    let alone = opened(&folder);
    assert_eq!(places(&alone, &diagnostic::UNNAMED_EXPORTER), ["chats/布工坊.txt"]);
    assert_eq!(authors(&folder, &alone, 0, "布工坊/我@chats%2F布工坊.txt"), 2);

    let second = chat("舞蹈队", &[("李姐", "早")]);
    let staff = format!("{PLAN}staff = ['小林老师']\n");
    for files in [
        &[("study.toml", PLAN), ("chats/布工坊.txt", &own), ("chats/舞蹈队.txt", &second)][..],
        &[("study.toml", PLAN), ("chats/布工坊.txt", &own), ("rosters/布工坊 2017-02-06.txt", "张姐\n小林\n")],
        &[("study.toml", &staff), ("chats/布工坊.txt", &own)],
    ] {
        let error = refused(files);
        assert_eq!(
            (error.kind(), error.location().to_string()),
            (ErrorKind::Ambiguous, "chats/布工坊.txt:10".to_owned())
        );
        let hint = error.hint().unwrap();
        assert!(hint.contains("me = ") && hint.contains("[sources.\"chats/布工坊.txt\"]"), "{hint}");
    }

    // Said once for all chats; one file is from another phone.
    let plan = format!("{PLAN}me = '小林老师'\nstaff = ['小林老师']\n[sources.'舞蹈队.txt']\nme = '小高'\n");
    let second = chat("舞蹈队", &[("李姐", "早"), ("我", "好")]);
    let sheet = "姓名\n张姐\n我\n";
    let folder = Folder::with_study(
        "told",
        &[
            ("study.toml", &plan),
            ("chats/布工坊.txt", &own),
            ("chats/舞蹈队.txt", &second),
            ("sheets/布工坊/2017-02-06 剪纸.csv", sheet),
        ],
    );
    let told = opened(&folder);
    assert_eq!(authors(&folder, &told, 0, "小林老师") + authors(&folder, &told, 1, "小林老师"), 2);
    assert_eq!(authors(&folder, &told, 0, "舞蹈队/小高") + authors(&folder, &told, 1, "舞蹈队/小高"), 1);
    // Whoever wrote the sheet is not whoever exported the chat.
    assert_eq!(places(&told, &diagnostic::UNNAMED_EXPORTER), ["sheets/布工坊/2017-02-06 剪纸.csv:3"]);
}

#[test]
fn the_programs_own_names_are_no_people() {
    let text = chat(
        "布工坊",
        &[
            ("系统消息", "张姐加入群聊"),
            ("10000", "x"),
            ("$username$", "y"),
            ("13800000000", "早"),
            ("社区小助手", "通知"),
        ],
    );
    let folder = Folder::with_study("system", &[("study.toml", PLAN), ("chats/布工坊.txt", &text)]);
    let opened = opened(&folder);
    assert_eq!(opened.study.records.people().len(), 2);
    assert_eq!(opened.study.records.message_count(), 2);
    assert_eq!(places(&opened, &diagnostic::SYSTEM_NAME).len(), 3);
    assert_eq!(places(&opened, &diagnostic::IDENTIFIER_NAME), ["chats/布工坊.txt:18"]);
    assert_eq!(places(&opened, &diagnostic::SERVICE_NAME), ["chats/布工坊.txt:22"]);
    // No detail shows a name.
    let details: Vec<_> =
        opened.study.diagnostics.iter().flat_map(|(_, _, all)| all.iter().map(|d| &d.detail)).collect();
    assert!(details.iter().all(|detail| !detail.contains("138") && !detail.contains("助手")), "{details:?}");
}

/// A chat in the ChatLab standard, with ids: writer's id, name, second of the day of 2017-02-06, text.
fn with_ids(lines: &[(&str, &str, u32, &str)]) -> String {
    let mut text = r#"{"_type":"header","chatlab":{"version":"0.0.2"},"meta":{"name":"布工坊","platform":"wechat","type":"group"}}"#.to_owned();
    for (id, name, second, said) in lines {
        let time = 1_486_339_200 + second;
        write!(text, "\n{{\"_type\":\"message\",\"sender\":\"{id}\",\"accountName\":\"{name}\",\"timestamp\":{time},\"type\":0,\"content\":\"{said}\"}}").unwrap();
    }
    text + "\n"
}

#[test]
fn a_changed_name_stays_one_person_and_a_name_taken_over_is_nobodys() {
    let text = with_ids(&[
        ("wxid_a", "凤霞", 0, "早"),
        ("wxid_a", "豆豆姥姥", 60, "改名了"),
        // Another account takes the name that the first one had.
        ("wxid_b", "凤霞", 120, "我也叫凤霞"),
        ("wxid_c", "冰姐", 180, "早"),
    ]);
    let sheet = "姓名\n豆豆姥姥\n冰姐\n凤霞\n";
    let folder = Folder::with_study(
        "renamed",
        &[("study.toml", PLAN), ("chats/布工坊.jsonl", &text), ("sheets/布工坊/2017-02-06 剪纸.csv", sheet)],
    );
    let opened = opened(&folder);
    let records = &opened.study.records;
    assert_eq!(authors(&folder, &opened, 0, "wechat:wxid_a"), 2);
    assert_eq!(authors(&folder, &opened, 0, "wechat:wxid_b"), 1);
    let came: BTreeSet<PersonId> = records.attendance().iter().map(|row| row.person).collect();
    let of = |id: &str| person(&folder, records, id).unwrap();
    // The name that two have borne is neither's on the sheet: a third until somebody says who it was.
    assert_eq!(came, BTreeSet::from([of("wechat:wxid_a"), of("wechat:wxid_c"), of("布工坊/凤霞")]));
    assert_eq!(places(&opened, &diagnostic::SHARED_NAME), ["sheets/布工坊/2017-02-06 剪纸.csv:4"]);
    // Whoever came under her new name stands on the same sheet; whether it was the other is asked.
    assert_eq!(opened.who.open_questions(), 1);
}

#[test]
fn names_ids_and_aliases_stand_wherever_a_person_is_asked_for() {
    let plan = format!("{PLAN}staff = ['p01']\n");
    let chat = chat("布工坊", &[("张姐", "早"), ("小林老师", "早")]);
    let folder = Folder::with_study(
        "names",
        &[
            ("study.toml", &plan),
            ("chats/布工坊.txt", &chat),
            ("people.csv", "编号,姓名\np07,张桂芬\np01,林晓岚\n"),
            ("aliases.csv", "名字,姓名\n张姐,张桂芬\n小林老师,p01\n"),
            ("activities.csv", "组织,名称,日期\n布工坊,甲,2017-02-06\n布工坊,乙,2017-02-07\n布工坊,丙,2017-02-08\n"),
            ("attendance.csv", "活动,姓名\n甲,p07\n乙,张姐\n丙,张桂芬\n"),
            ("memberships.csv", "姓名,组织,角色\n张姐,布工坊,队长\np07,布工坊,成员\n"),
            ("consent.csv", "姓名,用途\n张姐,辅导\np07,评估\n张桂芬,研究\n"),
        ],
    );
    let opened = opened(&folder);
    let records = &opened.study.records;
    let zhang = person(&folder, records, "p07").unwrap();
    assert_eq!(records.people().len(), 2);
    assert!(records.attendance().len() == 3 && records.attendance().iter().all(|row| row.person == zhang));
    assert!(records.consent().len() == 3 && records.consent().iter().all(|row| row.person == zhang));
    let staff: Vec<PersonId> =
        records.memberships().iter().filter(|m| m.role.is_staff()).map(|membership| membership.person).collect();
    assert_eq!(staff, [person(&folder, records, "p01").unwrap()]);
    assert_eq!(opened.study.named_staff().iter().filter(|named| **named).count(), 1);
    assert!(opened.study.diagnostics.iter().all(|(code, ..)| code.id == "no-sheet"), "{:?}", opened.study.diagnostics);
}

#[test]
fn whom_a_table_names_is_nobody_s_other_name() {
    let plan = format!("{PLAN}staff = ['小林老师']\n");
    let chat = chat("布工坊", &[("张姐", "早"), ("小林老师", "早"), ("平安是福", "早"), ("马大姐", "早")]);
    let folder = Folder::with_study(
        "by-name-alone",
        &[
            ("study.toml", &plan),
            ("chats/布工坊.txt", &chat),
            ("people.csv", "编号,姓名\np07,张桂芬\np12,马大姐\n"),
            ("aliases.csv", "名字,姓名\n张姐,p07\n"),
            ("sheets/布工坊/2017-02-06 剪纸.csv", "姓名\n赵秀英\n张桂芬\n"),
        ],
    );
    let opened = opened(&folder);
    let records = &opened.study.records;
    let alone = |id: &str| records.people()[person(&folder, records, id).unwrap().index()].by_name_alone;
    // 平安是福 of the chat may be 赵秀英 of the sheet; whoever is in people.csv, in aliases.csv or staff is nobody else.
    assert!(alone("布工坊/平安是福") && alone("布工坊/赵秀英"));
    assert!(!alone("p07") && !alone("p12") && !alone("小林老师"));
}

#[test]
fn a_decision_about_somebody_who_is_gone_waits() {
    let log = "day,decision,id,other_id\n2017-05-01,merge,布工坊/张姐,布工坊/小林\n2017-05-02,合并,布工坊/张姐,舞蹈队/老张\n\
               2017-05-03,perhaps,a,b\n2017-05-03,merge,a,a\n";
    let folder =
        Folder::with_study("waits", &[("study.toml", PLAN), ("chats/布工坊.txt", CHAT), ("aliases.log.csv", log)]);
    let opened = opened(&folder);
    assert_eq!(opened.study.records.people().len(), 1);
    assert_eq!(places(&opened, &diagnostic::UNKNOWN_DECISION), ["aliases.log.csv:3"]);
    assert_eq!(places(&opened, &diagnostic::BAD_ROW), ["aliases.log.csv:4", "aliases.log.csv:5"]);

    // One that contradicts people.csv, or another answer, is asked about where it stands.
    let people = "编号,姓名\np1,张姐\np2,小林\n";
    let todo = "答案,编号,另一个编号\n是,p1,p2\n";
    let error = refused(&[
        ("study.toml", PLAN),
        ("chats/布工坊.txt", CHAT),
        ("people.csv", people),
        ("aliases.todo.csv", todo),
    ]);
    assert_eq!((error.kind(), error.location().to_string()), (ErrorKind::Ambiguous, "aliases.todo.csv:2".to_owned()));
    assert_eq!(error.code(), Some("one-and-two"));
}

#[test]
fn names_that_the_group_does_not_see_are_a_reason_to_ask_and_no_names() {
    let member = r#"{"_type":"member","platformId":"wxid_a","accountName":"王玉兰","groupNickname":"天天向上"}"#;
    let text = with_ids(&[("wxid_a", "天天向上", 0, "早"), ("wxid_c", "冰姐", 180, "早")]);
    let (head, rest) = text.split_once('\n').unwrap();
    let folder = Folder::with_study(
        "unseen",
        &[
            ("study.toml", &format!("{PLAN}[release]\ntier = 'T0'\n")),
            ("chats/布工坊.jsonl", &format!("{head}\n{member}\n{rest}")),
            ("sheets/布工坊/2017-02-06 剪纸.csv", "姓名\n王玉兰\n"),
        ],
    );
    let opened = opened(&folder);
    assert_eq!(opened.study.records.people().len(), 3, "nobody is merged for it");
    let mut labels = opened.study.person_labels().unwrap();
    labels.sort_unstable();
    assert_eq!(labels, ["冰姐", "天天向上", "王玉兰"]);
    assert_eq!(opened.who.open_questions(), 1);
    opened.who.write_todo(&folder.study()).unwrap();
    let todo = fs::read_to_string(folder.study().join("aliases.todo.csv")).unwrap();
    assert!(todo.contains("天天向上 [王玉兰]"), "{todo}");
}

#[test]
fn whom_no_name_is_like_is_answered_with_a_name() {
    let text = chat("布工坊", &[("平安是福", "早"), ("平安是福", "下午来"), ("云淡风轻", "好")]);
    let folder = Folder::with_study(
        "lone",
        &[
            ("study.toml", PLAN),
            ("chats/布工坊.txt", &text),
            ("sheets/布工坊/2017-02-06 剪纸.csv", "姓名\n赵秀英\n钱美玲\n"),
        ],
    );
    let todo = folder.study().join("aliases.todo.csv");
    let before = opened(&folder);
    assert_eq!(before.who.open_questions(), 0);
    before.who.write_todo(&folder.study()).unwrap();
    let written = fs::read_to_string(&todo).unwrap();
    assert_eq!(written.lines().count(), 3, "{written}");
    assert!(written.lines().nth(1).unwrap().starts_with(",平安是福,布工坊 · 群聊 chat,,,"), "{written}");

    // One is named, one is not known: neither is asked again.
    let filled = written.replace("\n,平安是福", "\n赵秀英,平安是福").replace("\n,云淡风轻", "\n否,云淡风轻");
    fs::write(&todo, &filled).unwrap();
    let after = opened(&folder);
    assert_eq!(after.study.records.people().len(), 3);
    assert!(after.study.diagnostics.is_empty(), "{:?}", after.study.diagnostics);
    after.who.write_todo(&folder.study()).unwrap();
    assert_eq!(fs::read_to_string(&todo).unwrap(), filled);

    // A name nobody has waits, and 是 alone says nothing.
    fs::write(&todo, filled.replace("赵秀英,平安是福", "赵秀芝,平安是福").replace("否,云淡风轻", "是,云淡风轻"))
        .unwrap();
    let wrong = opened(&folder);
    assert_eq!(wrong.study.records.people().len(), 4);
    assert_eq!(places(&wrong, &diagnostic::UNKNOWN_DECISION), ["aliases.todo.csv:2"]);
    assert_eq!(places(&wrong, &diagnostic::BAD_ROW), ["aliases.todo.csv:3"]);
}

#[test]
fn accounts_of_the_program_and_of_services_are_told_by_their_ids() {
    let text = with_ids(&[
        ("10000", "群通知", 0, "x"),
        ("gh_0a1b2c", "邻里之家", 60, "开饭啦"),
        ("wxid_me", "我", 120, "好"),
        ("wxid_a", "凤霞", 180, "早"),
    ]);
    let sheet = "姓名\n凤霞\n我\n";
    let folder = Folder::with_study(
        "accounts",
        &[("study.toml", PLAN), ("chats/布工坊.jsonl", &text), ("sheets/布工坊/2017-02-06 剪纸.csv", sheet)],
    );
    let opened = opened(&folder);
    assert_eq!(opened.study.records.message_count(), 3);
    assert_eq!(places(&opened, &diagnostic::SYSTEM_NAME), ["chats/布工坊.jsonl:2"]);
    assert_eq!(places(&opened, &diagnostic::SERVICE_NAME), ["chats/布工坊.jsonl:3"]);
    // An id says who 我 is in the chat, so nothing is asked; the 我 of the sheet is somebody else.
    assert_eq!(authors(&folder, &opened, 0, "wechat:wxid_me"), 1);
    assert_eq!(opened.study.records.people().len(), 4);
    assert_eq!(places(&opened, &diagnostic::UNNAMED_EXPORTER), ["sheets/布工坊/2017-02-06 剪纸.csv:3"]);
}

#[test]
fn who_exported_stays_with_the_team() {
    let plan = format!("{PLAN}me = '小林老师'\n[sources.'布工坊.txt']\nme = '小高'\n");
    let folder = Folder::with_study(
        "exporter",
        &[("study.toml", &plan), ("chats/布工坊.txt", &chat("布工坊", &[("我", "早")]))],
    );
    let outcome = opened(&folder).study.run(&mut |_| std::ops::ControlFlow::Continue(())).unwrap();
    let released = outcome.research().unwrap();
    let text = linli::release::Release::plan(&released).to_toml();
    assert!(!text.contains("小林老师") && !text.contains("小高"), "{text}");
    let mut outcome = outcome;
    outcome.study.plan.release.tier = linli::plan::Tier::T0;
    assert!(linli::release::Release::plan(&outcome.team().unwrap()).to_toml().contains("小高"));
}
