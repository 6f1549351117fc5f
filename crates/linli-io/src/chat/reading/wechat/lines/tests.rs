//! The texts are those of formats.md §2.8, with invented names.

use super::*;

const fn named(text: &str) -> Name<'_> {
    Name::Named(text)
}

#[test]
fn joins() {
    let joined = |who, by| Line::Joined { who, by };
    for (line, expected) in [
        ("你邀请\"秦姨、老顾\"加入了群聊  ", joined(named("秦姨、老顾"), Some(Name::Me))),
        ("你邀请\"秦姨\"加入了群聊  撤销", joined(named("秦姨"), Some(Name::Me))),
        ("你邀请\"秦姨\"加入了群聊  $revoke$", joined(named("秦姨"), Some(Name::Me))),
        ("\"小唐\"邀请\"秦姨、老顾\"加入了群聊", joined(named("秦姨、老顾"), Some(named("小唐")))),
        ("\"小唐\"邀请你加入了群聊，群聊参与人还有：秦姨、老顾", joined(Name::Me, Some(named("小唐")))),
        ("\"小唐\"邀请你加入了群聊", joined(Name::Me, Some(named("小唐")))),
        ("\" 秦姨\"通过扫描\"小唐\"分享的二维码加入群聊", joined(named("秦姨"), Some(named("小唐")))),
        ("\"秦姨\"通过扫描你分享的二维码加入群聊", joined(named("秦姨"), Some(Name::Me))),
        ("\"小唐\"邀請\"秦姨\"加入了群組", joined(named("秦姨"), Some(named("小唐")))),
        ("“秦姨”通過掃描“小唐”分享的二維碼加入群聊", joined(named("秦姨"), Some(named("小唐")))),
        ("Rosa invited Piet to the group chat", joined(named("Piet"), Some(named("Rosa")))),
        ("You invited Piet、Ann to the group chat.   ", joined(named("Piet、Ann"), Some(Name::Me))),
        ("\"Piet\" joined group chat via the QR code you shared.", joined(named("Piet"), Some(Name::Me))),
        ("\"小唐\"邀请你和\"秦姨\"加入了群聊", Line::JoinedWithMe { who: named("秦姨"), by: named("小唐") }),
    ] {
        assert_eq!(read(line), expected, "{line}");
    }
}

#[test]
fn removals_titles_recalls_pats() {
    let left = |who, by| Line::Left { who, by };
    let titled = |by, title| Line::Titled { by, title };
    for (line, expected) in [
        ("你将\"秦姨\"移出了群聊", left(named("秦姨"), Some(Name::Me))),
        ("你被\"小唐\"移出群聊", left(Name::Me, Some(named("小唐")))),
        ("You removed \"Piet\" from the group chat", left(named("Piet"), Some(Name::Me))),
        ("\"小唐\"修改群名为“纸鸢“新”组”", titled(named("小唐"), "纸鸢“新”组")),
        ("你修改群名为“新名”", titled(Name::Me, "新名")),
        ("\"Rosa\" changed the group name to \"Kites\"", titled(named("Rosa"), "Kites")),
        ("你撤回了一条消息", Line::Recalled(Name::Me)),
        ("\"秦姨\" 撤回了一条消息", Line::Recalled(named("秦姨"))),
        ("\"秦姨\" 撤回了一條消息", Line::Recalled(named("秦姨"))),
        ("You've recalled a message", Line::Recalled(Name::Me)),
        ("\"秦姨\" 拍了拍 \"老顾\" 的肩膀", Line::Patted { by: named("秦姨"), whom: named("老顾") }),
        ("我拍了拍 \"老顾\"", Line::Patted { by: Name::Me, whom: named("老顾") }),
        ("\"秦姨\" 拍了拍我", Line::Patted { by: named("秦姨"), whom: Name::Me }),
        ("\"秦姨\" 拍了拍自己", Line::Patted { by: named("秦姨"), whom: Name::Themselves }),
        ("\"Rosa\" tickled me", Line::Patted { by: named("Rosa"), whom: Name::Me }),
    ] {
        assert_eq!(read(line), expected, "{line}");
    }
}

#[test]
fn everything_else_names_nobody() {
    for line in [
        "",
        "秦姨领取了你的红包",
        "\"秦姨\"成为新群主",
        "你已添加了秦姨，现在可以开始聊天了。",
        "大家邀请朋友加入了群聊吗",
        "\"小唐\"邀请\"秦姨\"加入了群聊，好不好",
        "他说\"小唐\"邀请\"秦姨\"加入了群聊",
        "秦姨 拍了拍 老顾",
        "\"\"邀请\"\"加入了群聊",
    ] {
        assert_eq!(read(line), Line::Other, "{line}");
    }
    assert_eq!(read(&"\"".repeat(LONGEST + 1)), Line::Other);
}

#[test]
fn templates_are_nobody() {
    let line = read("\"$username$\"邀请\"$names$\"加入了群聊");
    assert_eq!(line, Line::Joined { who: named("$names$"), by: Some(named("$username$")) });
    assert!(is_template(named("${wxid_a}")));
    assert!(is_template(named("$names$")) && !is_template(named("$")) && !is_template(Name::Me));
}
