//! One chat as telephones of seven languages export it.

use linli::records::MessageKind;

use super::super::tests::{Recorder, options};
use crate::chat::{ReadOptions, read};

/// What happens in the chat; times are of March 2023, day, hour, minute.
enum What {
    Says(&'static str, &'static str),
    Sends(&'static str, &'static str),
    TakesBack(&'static str),
    Adds(&'static str, &'static str),
    AddsThree(&'static str, [&'static str; 3]),
    Removes(&'static str, &'static str),
    Leaves(&'static str),
    Titles(&'static str, &'static str),
}
use What::{Adds, AddsThree, Leaves, Removes, Says, Sends, TakesBack, Titles};

const CHAT: &[(u32, u32, u32, What)] = &[
    (6, 0, 5, Adds("秦姨", "老顾")),
    (6, 9, 5, Says("秦姨", "早上好，周三下午两点做杯垫")),
    (6, 9, 6, Says("老顾", "收到")),
    (6, 12, 0, Says("老顾", "要带剪刀吗？\n针线呢？")),
    (6, 12, 30, Says("秦姨", "都带")),
    (7, 7, 59, AddsThree("秦姨", ["小唐", "梅子", "阿珍"])),
    (7, 8, 0, Says("小唐", "大家好")),
    (7, 8, 1, Says("梅子", "大家好: 我是梅子")),
    (7, 11, 59, Sends("小唐", "IMG-20230307-WA0001.jpg")),
    (8, 14, 0, Sends("秦姨", "PTT-20230308-WA0002.opus")),
    (8, 14, 1, Says("老顾", "到了")),
    (8, 14, 2, TakesBack("小唐")),
    (8, 14, 3, Says("小唐", "来了三个人")),
    (8, 17, 45, Says("秦姨", "今天实到5人")),
    (9, 13, 13, Titles("秦姨", "纸鸢胡同布艺组: 周三")),
    (9, 13, 14, Says("老顾", "好名字")),
    (10, 20, 0, Leaves("梅子")),
    (10, 20, 1, Says("小唐", "梅子 left?")),
    (11, 21, 30, Removes("秦姨", "阿珍")),
    (12, 22, 0, Says("老顾", "1. 秦姨\n2. 老顾")),
    (13, 23, 59, Says("秦姨", "晚安")),
    (31, 12, 5, Says("小唐", "下次什么时候")),
];

/// How a telephone writes: the head of a line, and each kind of report.
struct Locale {
    head: fn(u32, u32, u32) -> String,
    attached: fn(&str) -> String,
    taken_back: &'static str,
    adds: fn(&str, &str) -> String,
    three: fn([&str; 3]) -> String,
    removes: fn(&str, &str) -> String,
    leaves: &'static str,
    titles: fn(&str, &str) -> String,
    /// iOS writes reports as messages of the group.
    group: &'static str,
}

fn twelve(hour: u32) -> u32 {
    if hour.is_multiple_of(12) { 12 } else { hour % 12 }
}

fn either<'w>(hour: u32, before: &'w str, after: &'w str) -> &'w str {
    if hour < 12 { before } else { after }
}

const LOCALES: &[Locale] = &[
    // Chinese, Android.
    Locale {
        head: |d, h, m| format!("2023/3/{d} {}{}:{m:02} - ", either(h, "上午", "下午"), twelve(h)),
        attached: |name| format!("{name} (文件附件)"),
        taken_back: "此消息已删除",
        adds: |a, b| format!("{a}添加了{b}"),
        three: |[a, b, c]| format!("{a}、{b}和{c}"),
        removes: |a, b| format!("{a}移除了{b}"),
        leaves: "退出了群组",
        titles: |a, t| format!("{a}将群组名称从“布”更改为“{t}”"),
        group: "",
    },
    // English of the United States, iOS.
    Locale {
        head: |d, h, m| format!("[3/{d}/23, {}:{m:02}:00\u{202F}{}] ", twelve(h), either(h, "AM", "PM")),
        attached: |name| format!("\u{200E}<attached: {name}>"),
        taken_back: "\u{200E}This message was deleted.",
        adds: |a, b| format!("\u{200E}{a} added {b}"),
        three: |[a, b, c]| format!("{a}, {b}, and {c}"),
        removes: |a, b| format!("\u{200E}{a} removed {b}"),
        leaves: " left",
        titles: |a, t| format!("\u{200E}{a} changed the group name to “{t}”"),
        group: "纸鸢胡同布艺组: \u{200E}",
    },
    // German, Android.
    Locale {
        head: |d, h, m| format!("{d:02}.03.23, {h:02}:{m:02} - "),
        attached: |name| format!("{name} (Datei angehängt)"),
        taken_back: "Diese Nachricht wurde gelöscht.",
        adds: |a, b| format!("{a} hat {b} hinzugefügt."),
        three: |[a, b, c]| format!("{a}, {b} und {c}"),
        removes: |a, b| format!("{a} hat {b} entfernt."),
        leaves: " hat die Gruppe verlassen.",
        titles: |a, t| format!("{a} hat den Betreff von „布“ zu „{t}“ geändert."),
        group: "",
    },
    // Spanish, iOS.
    Locale {
        head: |d, h, m| format!("[{d}/3/23, {}:{m:02}:00 {}] ", twelve(h), either(h, "a.\u{A0}m.", "p.\u{A0}m.")),
        attached: |name| format!("\u{200E}<adjunto: {name}>"),
        taken_back: "\u{200E}Se eliminó este mensaje.",
        adds: |a, b| format!("\u{200E}{a} añadió a {b}."),
        three: |[a, b, c]| format!("{a}, {b} y {c}"),
        removes: |a, b| format!("\u{200E}{a} eliminó a {b}."),
        leaves: " salió del grupo.",
        titles: |a, t| format!("\u{200E}{a} cambió el nombre del grupo a “{t}”."),
        group: "纸鸢胡同布艺组: \u{200E}",
    },
    // Japanese, Android.
    Locale {
        head: |d, h, m| format!("2023/03/{d:02}, {}{}:{m:02} - ", either(h, "午前", "午後"), h % 12),
        attached: |name| format!("{name} (添付ファイル)"),
        taken_back: "このメッセージは削除されました。",
        adds: |a, b| format!("{a}が{b}を追加しました。"),
        three: |[a, b, c]| format!("{a}、{b}、{c}"),
        removes: |a, b| format!("{a}が{b}を削除しました。"),
        leaves: "が退出しました。",
        titles: |a, t| format!("{a}がグループ名を「布」から「{t}」に変更しました。"),
        group: "",
    },
    // Korean, Android.
    Locale {
        head: |d, h, m| format!("2023. 3. {d}. {} {}:{m:02} - ", either(h, "오전", "오후"), twelve(h)),
        attached: |name| format!("{name} (파일 첨부됨)"),
        taken_back: "삭제된 메시지입니다",
        adds: |a, b| format!("{a}님이 {b}님을 추가했습니다."),
        three: |[a, b, c]| format!("{a}, {b}, {c}"),
        removes: |a, b| format!("{a}님이 {b}님을 내보냈습니다."),
        leaves: "님이 나갔습니다.",
        titles: |a, t| format!("{a}님이 그룹 이름을 \"布\"에서 \"{t}\"(으)로 변경했습니다."),
        group: "",
    },
    // Indonesian, Android: points in the time.
    Locale {
        head: |d, h, m| format!("{d:02}/03/23 {h:02}.{m:02} - "),
        attached: |name| format!("{name} (file terlampir)"),
        taken_back: "Pesan ini dihapus",
        adds: |a, b| format!("{a} menambahkan {b}"),
        three: |[a, b, c]| format!("{a}, {b}, dan {c}"),
        removes: |a, b| format!("{a} mengeluarkan {b}"),
        leaves: " keluar",
        titles: |a, t| format!("{a} mengubah nama grup dari \"布\" menjadi \"{t}\""),
        group: "",
    },
];

fn written(locale: &Locale) -> String {
    let mut text = String::new();
    for (day, hour, minute, what) in CHAT {
        let said = match what {
            Says(who, words) => format!("{who}: {words}"),
            Sends(who, name) => format!("{who}: {}", (locale.attached)(name)),
            TakesBack(who) => format!("{who}: {}", locale.taken_back),
            Adds(by, who) => locale.group.to_owned() + &(locale.adds)(by, who),
            AddsThree(by, who) => locale.group.to_owned() + &(locale.adds)(by, &(locale.three)(*who)),
            Removes(by, who) => locale.group.to_owned() + &(locale.removes)(by, who),
            Leaves(who) => format!("{}{who}{}", locale.group, locale.leaves),
            Titles(by, title) => locale.group.to_owned() + &(locale.titles)(by, title),
        };
        text.push_str(&(locale.head)(*day, *hour, *minute));
        text.push_str(&said);
        text.push('\n');
    }
    text
}

/// Time, author, kind, text, event of every message.
fn events(text: &str) -> Vec<(String, String, MessageKind, String, String)> {
    let mut recorder = Recorder::default();
    let format = read(std::io::Cursor::new(text), &ReadOptions { me: None, ..options() }, None, &mut recorder).unwrap();
    assert_eq!(format.id, "whatsapp");
    assert!(recorder.odd.is_empty(), "{:?}", recorder.odd);
    let times = recorder.times();
    times.into_iter().zip(recorder.messages).map(|(at, m)| (at, m.author, m.kind, m.text, m.event)).collect()
}

#[test]
fn one_chat_in_seven_languages_gives_the_same_events() {
    let mut expected = Vec::new();
    for (day, hour, minute, what) in CHAT {
        let mut push = |author: &str, kind, text: &str, event: String| {
            expected.push((
                format!("2023-03-{day:02}T{hour:02}:{minute:02}:00"),
                author.to_owned(),
                kind,
                text.to_owned(),
                event,
            ));
        };
        match what {
            Says(who, words) => push(who, MessageKind::Text, words, String::new()),
            Sends(who, name) if name.starts_with("IMG") => push(who, MessageKind::Picture, "", String::new()),
            Sends(who, _) => push(who, MessageKind::Voice, "", String::new()),
            TakesBack(who) => push(who, MessageKind::Recall, "", String::new()),
            Adds(by, who) => push(who, MessageKind::Join, "", format!("by {by}")),
            AddsThree(by, all) => all.iter().for_each(|who| push(who, MessageKind::Join, "", format!("by {by}"))),
            Removes(by, who) => push(who, MessageKind::Leave, "", format!("by {by}")),
            Leaves(who) => push(who, MessageKind::Leave, "", String::new()),
            Titles(by, title) => push(by, MessageKind::GroupRename, "", format!("titled {title}")),
        }
    }
    assert_eq!(expected.len(), CHAT.len() + 2);
    for locale in LOCALES {
        let text = written(locale);
        assert_eq!(events(&text), expected, "{text}");
    }
}
