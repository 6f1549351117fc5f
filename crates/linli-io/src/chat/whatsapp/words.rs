//! What a line says after its date: a person speaking, or the program reporting. Only whole, strict patterns count: a
//! message that merely contains "added" or 加入 is a message.

use linli::records::MessageKind;

use super::super::reading::{is_mark, placeholder};
use super::speech;

/// What a line is.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Meaning<'a> {
    /// `name: text`
    Said { name: &'a str, text: &'a str },
    /// The program reports; who joined or left, where that is certain.
    Event { kind: MessageKind, who: &'a str },
}

const SYSTEM: Meaning<'static> = Meaning::Event { kind: MessageKind::System, who: "" };

/// How the program's own notices begin. The first one is shown with the group as its sender.
const NOTICES: &[&str] = &[
    "Messages and calls are end-to-end encrypted",
    "Messages to this chat and calls are now secured",
    "Messages to this group are now secured",
    "Messages you send to this group are now secured",
    "Your security code with ",
    "消息和通话已进行端到端加密",
    "消息和通话都进行端到端加密",
    "訊息和通話經端對端加密",
    "訊息和通話已受到端對端加密保護",
];

/// Words after which the program quotes a name or a topic, which may hold a colon.
const QUOTING: &[&str] = &[
    " created group \"",
    " changed the subject to \"",
    " changed the subject from \"",
    " changed the group name to \"",
];

/// Reads what follows the date.
pub(super) fn meaning(rest: &str) -> Meaning<'_> {
    if is_notice(rest) {
        return SYSTEM;
    }
    let Some((name, text)) = speech::split(rest) else { return event(rest) };
    let name = name.trim_end_matches(is_mark);
    if is_notice(text) || QUOTING.iter().any(|words| name.contains(words)) {
        return SYSTEM;
    }
    // iOS writes reports as messages of the group, with a mark of direction before them.
    match text.strip_prefix('\u{200E}').map(event) {
        Some(Meaning::Event { kind, who }) if kind != MessageKind::System => Meaning::Event { kind, who },
        _ => Meaning::Said { name, text },
    }
}

fn is_notice(text: &str) -> bool {
    let text = text.trim_start_matches(is_mark);
    NOTICES.iter().any(|notice| text.starts_with(notice))
}

/// What the program reports.
fn event(report: &str) -> Meaning<'_> {
    let report = report.trim_matches(|c| is_mark(c) || c == ' ' || c == '.');
    let joined = [" joined using this group's invite link", " joined using your invite", " joined using a group link"];
    let entered = ["使用此群组的邀请链接加入", "使用此群組的邀請連結加入", "通过此群组的邀请链接加入"];
    let left = [" left", "退出了群组", "已退出群组", "離開了群組", "已離開群組", "已離開"];
    let gone = left.iter().find_map(|end| report.strip_suffix(end));
    let come = joined.iter().chain(&entered).find_map(|end| report.strip_suffix(end));
    let brought = [" added ", "添加了", "新增了"].iter().find_map(|verb| Some(report.split_once(verb)?.1));
    let sent = [" removed ", "移除了"].iter().find_map(|verb| Some(report.split_once(verb)?.1));
    let (kind, who) = match (come.or(brought), gone.or(sent)) {
        (Some(who), None) => (MessageKind::Join, who),
        (None, Some(who)) => (MessageKind::Leave, who),
        _ => return SYSTEM,
    };
    let who = who.trim_matches(|c| is_mark(c) || c == ' ');
    if is_one_name(who) { Meaning::Event { kind, who } } else { SYSTEM }
}

/// Whether words name one person other than the exporter. Several names in one report cannot be told apart safely, as
/// names may hold the words that join them.
fn is_one_name(who: &str) -> bool {
    let own = ["You", "you", "您", "你"].contains(&who);
    let several = [" and ", ", ", "、", "和", "及", "与", "與", "\"", "“"].iter().any(|between| who.contains(between));
    !who.is_empty() && !own && !several && who.chars().count() <= 64
}

/// A message's kind, and its words.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Said<'a> {
    pub(super) kind: MessageKind,
    pub(super) text: &'a str,
}

/// Placeholders that are a whole message. Android's `<Media omitted>` does not say what was left out.
const OMITTED: &[(&str, MessageKind)] = &[
    ("<Media omitted>", MessageKind::Other),
    ("<省略影音内容>", MessageKind::Other),
    ("<省略多媒體檔案>", MessageKind::Other),
    ("<已省略多媒體檔案>", MessageKind::Other),
    ("image omitted", MessageKind::Picture),
    ("圖片已略去", MessageKind::Picture),
    ("图片已忽略", MessageKind::Picture),
    ("video omitted", MessageKind::Video),
    ("video note omitted", MessageKind::Video),
    ("影片已略去", MessageKind::Video),
    ("视频已忽略", MessageKind::Video),
    ("audio omitted", MessageKind::Voice),
    ("音訊已略去", MessageKind::Voice),
    ("音频已忽略", MessageKind::Voice),
    ("sticker omitted", MessageKind::Sticker),
    ("GIF omitted", MessageKind::Sticker),
    ("貼圖已略去", MessageKind::Sticker),
    ("document omitted", MessageKind::File),
    ("文件已略去", MessageKind::File),
    ("Contact card omitted", MessageKind::Card),
    ("This message was deleted", MessageKind::Recall),
    ("You deleted this message", MessageKind::Recall),
    ("此訊息已刪除", MessageKind::Recall),
    ("您已刪除此訊息", MessageKind::Recall),
    ("此消息已删除", MessageKind::Recall),
    ("您删除了此消息", MessageKind::Recall),
];

/// Beginnings that say the kind.
const BEGINNINGS: &[(&str, MessageKind)] = &[
    ("\u{200E}POLL:", MessageKind::Poll),
    ("\u{200E}Location: https://", MessageKind::Location),
    ("Location: https://maps.google.", MessageKind::Location),
    ("location: https://maps.google.", MessageKind::Location),
    ("\u{200E}Missed voice call", MessageKind::Call),
    ("\u{200E}Missed video call", MessageKind::Call),
];

/// Reads a whole message.
pub(super) fn said(text: &str) -> Said<'_> {
    let text =
        text.strip_suffix("<This message was edited>").map_or(text, |text| text.trim_end_matches([' ', '\u{200E}']));
    if let Some((_, kind)) = BEGINNINGS.iter().find(|(beginning, _)| text.starts_with(beginning)) {
        return Said { kind: *kind, text: "" };
    }
    let text = text.trim_start_matches(is_mark);
    let whole = text.trim_end_matches(|c| is_mark(c) || c == '.' || c == '。');
    if let Some((_, kind)) = OMITTED.iter().find(|(words, _)| *words == whole) {
        return Said { kind: *kind, text: "" };
    }
    match attachment(text) {
        Some((kind, caption)) => Said { kind, text: caption },
        None if placeholder::is_sign_up(text) => Said { kind: MessageKind::SignUp, text },
        None => Said { kind: MessageKind::Text, text },
    }
}

/// `IMG-1.jpg (file attached)` and `<attached: 1-PHOTO.jpg>`, with what was written below.
fn attachment(text: &str) -> Option<(MessageKind, &str)> {
    let (first, caption) = text.split_once('\n').unwrap_or((text, ""));
    let first = first.trim_end_matches(|c| is_mark(c) || c == ' ');
    let inside = ["<attached: ", "<附件："].iter().find_map(|start| first.strip_prefix(start)?.strip_suffix('>'));
    let ends = [" (file attached)", "（文件已附加）", " (檔案已附加)", "（檔案已附加）", " (文件附件)"];
    let name = inside.or_else(|| ends.iter().find_map(|end| first.strip_suffix(end)))?;
    let (_, extension) = name.trim_end_matches(is_mark).rsplit_once('.')?;
    let kind = match extension.to_ascii_lowercase().as_str() {
        "jpg" | "jpeg" | "png" | "heic" => MessageKind::Picture,
        "mp4" | "mov" | "3gp" => MessageKind::Video,
        "opus" | "m4a" | "mp3" | "aac" | "ogg" => MessageKind::Voice,
        "webp" | "gif" => MessageKind::Sticker,
        "vcf" => MessageKind::Card,
        _ => MessageKind::File,
    };
    Some((kind, caption))
}

#[cfg(test)]
mod tests {
    use super::*;
    use linli::records::MessageKind::{Card, Join, Leave, Other, Picture, Poll, Recall, Text, Voice};

    fn happened(rest: &str) -> (MessageKind, &str) {
        match meaning(rest) {
            Meaning::Event { kind, who } => (kind, who),
            Meaning::Said { name, .. } => (Text, name),
        }
    }

    #[test]
    fn joins_and_leaves_of_one_person() {
        assert_eq!(happened("Rosa left"), (Leave, "Rosa"));
        assert_eq!(happened("Rosa added +1 123 456"), (Join, "+1 123 456"));
        assert_eq!(happened("Rosa joined using this group's invite link"), (Join, "Rosa"));
        assert_eq!(happened("Rosa removed Piet"), (Leave, "Piet"));
        assert_eq!(happened("小王退出了群组"), (Leave, "小王"));
        assert_eq!(happened("布工坊: \u{200E}小王添加了张姐"), (Join, "张姐"));
    }

    #[test]
    fn everything_else_the_program_says() {
        let system = (MessageKind::System, "");
        for report in [
            "You were added",
            "Rosa added you",
            "Rosa added Piet and Nora",
            "+12 345 578 created group \"Groupname\"",
            "Rosa changed the subject to \"Monday: 10:00\"",
            "Kite makers: Messages and calls are end-to-end encrypted. No one outside",
            "Messages you send to this group are now secured with end-to-end encryption. Tap for more info.",
            "您已被移除",
            "",
        ] {
            assert_eq!(happened(report), system, "{report}");
        }
    }

    #[test]
    fn people_may_use_the_words() {
        assert_eq!(meaning("Rosa: Piet left"), Meaning::Said { name: "Rosa", text: "Piet left" });
        assert_eq!(happened("Rosa: I added Nora"), (Text, "Rosa"));
        assert_eq!(said("image omitted here"), Said { kind: Text, text: "image omitted here" });
    }

    #[test]
    fn media() {
        let kind = |text| said(text).kind;
        assert_eq!(kind("<Media omitted>"), Other);
        assert_eq!(kind("\u{200E}image omitted"), Picture);
        assert_eq!(kind("圖片已略去"), Picture);
        assert_eq!(kind("\u{200E}<attached: 00000012-AUDIO-2020.opus>"), Voice);
        assert_eq!(kind("This message was deleted."), Recall);
        assert_eq!(kind("a.vcf (file attached)"), Card);
        assert_eq!(kind("\u{200E}POLL:\nWhen?"), Poll);
        assert_eq!(said("\u{200E}IMG-1.jpg (file attached)\nOur lantern"), Said { kind: Picture, text: "Our lantern" });
        assert_eq!(said("Hello \u{200E}<This message was edited>"), Said { kind: Text, text: "Hello" });
    }
}
