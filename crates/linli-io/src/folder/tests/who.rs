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
    // é as one character in the chat, as e with an accent on the sheet and in aliases.csv.
    let folder = Folder::with_study(
        "nfc",
        &[
            ("study.toml", PLAN),
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
