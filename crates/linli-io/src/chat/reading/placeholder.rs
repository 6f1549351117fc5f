//! What exports print in place of a picture, a voice message, a red packet.

use linli::records::MessageKind as Kind;

/// Words in square brackets, as WeChat prints them in simplified and traditional script and in English.
/// Words of faces (`[呲牙]`) are not here: they are text.
const BRACKETS: &[(&str, Kind)] = &[
    ("图片", Kind::Picture),
    ("圖片", Kind::Picture),
    ("照片", Kind::Picture),
    ("Photo", Kind::Picture),
    ("Image", Kind::Picture),
    ("语音", Kind::Voice),
    ("語音", Kind::Voice),
    ("Voice", Kind::Voice),
    ("Audio", Kind::Voice),
    ("视频", Kind::Video),
    ("小视频", Kind::Video),
    ("視頻", Kind::Video),
    ("影片", Kind::Video),
    ("Video", Kind::Video),
    ("动画表情", Kind::Sticker),
    ("動畫表情", Kind::Sticker),
    ("表情", Kind::Sticker),
    ("貼圖", Kind::Sticker),
    ("Sticker", Kind::Sticker),
    ("名片", Kind::Card),
    ("个人名片", Kind::Card),
    ("語音通話", Kind::Call),
    ("语音通话", Kind::Call),
    ("视频通话", Kind::Call),
    ("視頻通話", Kind::Call),
    ("群公告", Kind::Announcement),
    ("接龙", Kind::SignUp),
    ("投票", Kind::Poll),
    ("群投票", Kind::Poll),
    ("拍一拍", Kind::Pat),
    ("聊天记录", Kind::Forward),
    ("聊天記錄", Kind::Forward),
    ("Chat History", Kind::Forward),
    ("文件", Kind::File),
    ("檔案", Kind::File),
    ("File", Kind::File),
    ("链接", Kind::Link),
    ("連結", Kind::Link),
    ("Link", Kind::Link),
    ("小程序", Kind::Link),
    ("位置", Kind::Location),
    ("Location", Kind::Location),
    ("微信红包", Kind::RedPacket),
    ("红包", Kind::RedPacket),
    ("微信紅包", Kind::RedPacket),
    ("GIF表情", Kind::Sticker),
    ("分享", Kind::Link),
    ("视频号", Kind::Link),
    ("视频号直播", Kind::Link),
    ("红包封面", Kind::Link),
    ("合并转发", Kind::Forward),
    ("引用", Kind::Text),
    ("微信转账", Kind::Transfer),
    ("转账", Kind::Transfer),
    ("微信轉賬", Kind::Transfer),
];

/// The kind of a message that is nothing but placeholders in brackets, and the words of its author that remain.
///
/// Links, files, places, forwarded chats and money are printed as bracket and title in one line, an address below; the title is not what the
/// person said, but it is kept for what it shows of the activity (`[文件] 签到表`).
pub(in crate::chat) fn bracketed(message: &str) -> Option<(Kind, &str)> {
    let (kind, title) = linked(message).or_else(|| whole(message))?;
    // How much was given is nobody's business; a greeting is not an amount.
    let amount = kind == Kind::Transfer || (kind == Kind::RedPacket && is_amount(title));
    Some((kind, if amount { "" } else { title }))
}

fn is_amount(title: &str) -> bool {
    title.contains(['￥', '¥', '$']) || (title.contains('元') && title.contains(|c: char| c.is_ascii_digit()))
}

/// `[链接|title](address)`, `![图片](address)`, as chatlog prints what is no text. Of a forwarded chat nothing is kept.
fn linked(message: &str) -> Option<(Kind, &str)> {
    if message.starts_with("Type: ") && message.contains(" Content: ") {
        return Some((Kind::Other, ""));
    }
    let (inside, after) = message.strip_prefix('!').unwrap_or(message).strip_prefix('[')?.split_once(']')?;
    let (word, title) = inside.split_once('|').unwrap_or((inside, ""));
    let (_, kind) = BRACKETS.iter().find(|(known, _)| *known == word)?;
    let addressed = after.trim_end().strip_prefix('(').is_some_and(|after| after.ends_with(')'));
    let plain = after.trim().is_empty() && inside.contains('|');
    match kind {
        Kind::Forward if addressed || plain => Some((Kind::Forward, "")),
        _ if addressed || plain => Some((*kind, title.split('|').next().unwrap_or_default().trim_matches(' '))),
        _ => None,
    }
}

fn whole(message: &str) -> Option<(Kind, &str)> {
    let (kind, mut rest) = bracket(message)?;
    if !rest.is_empty() && is_titled(kind) {
        let (title, below) = rest.split_once('\n').unwrap_or((rest, ""));
        let addresses = below.split('\n').all(|line| line.is_empty() || line.starts_with("http"));
        return addresses.then_some((kind, title.trim_matches(' ')));
    }
    while !rest.is_empty() {
        let (next, after) = bracket(rest.trim_start_matches([' ', '\n']))?;
        if next != kind {
            return None;
        }
        rest = after;
    }
    Some((kind, ""))
}

/// A placeholder at the beginning, and what follows it. `[图片: name]` has the name after a colon.
fn bracket(text: &str) -> Option<(Kind, &str)> {
    let inside = text.strip_prefix('[')?;
    let (inside, after) = inside.split_once(']')?;
    let word = inside.split([':', '：', ' ']).next()?;
    let whole = BRACKETS.iter().find(|(known, _)| *known == inside);
    let (_, kind) = whole.or_else(|| BRACKETS.iter().find(|(known, _)| *known == word))?;
    Some((*kind, after))
}

const fn is_titled(kind: Kind) -> bool {
    matches!(kind, Kind::Link | Kind::File | Kind::Location | Kind::Forward | Kind::RedPacket | Kind::Transfer)
}

/// Whether a text is a sign-up list: its first line carries the tag, perhaps after some words.
pub(in crate::chat) fn is_sign_up(text: &str) -> bool {
    let first = text.split('\n').next().unwrap_or_default();
    first.contains("#接龙") || first.contains("#接龍") || first.contains("#Group Note")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_whole_placeholders_change_the_kind() {
        assert_eq!(bracketed("[图片: 0af5.jpg(请在附件中查看)]"), Some((Kind::Picture, "")));
        assert_eq!(bracketed("[图片: a.jpg]\n[图片: b.jpg]"), Some((Kind::Picture, "")));
        assert_eq!(bracketed("[语音]"), Some((Kind::Voice, "")));
        assert_eq!(bracketed("[Chat History]"), Some((Kind::Forward, "")));
        assert_eq!(bracketed("[图片: a.jpg] 大家看"), None);
        assert_eq!(bracketed("送大家一盆蒜苗 [图片: a.jpg]"), None);
        assert_eq!(bracketed("[呲牙]"), None);
        assert_eq!(bracketed("[语音][呲牙]"), None);
        assert_eq!(bracketed("[图片"), None);
    }

    #[test]
    fn titles_follow_links_files_and_money() {
        assert_eq!(bracketed("[链接] 倒春寒来袭"), Some((Kind::Link, "倒春寒来袭")));
        assert_eq!(bracketed("[微信红包]元宵节快乐"), Some((Kind::RedPacket, "元宵节快乐")));
        assert_eq!(bracketed("[文件: 计划书.doc(请在附件中查看)]"), Some((Kind::File, "")));
        assert_eq!(bracketed("[链接] 一\nhttp://a.example/s"), Some((Kind::Link, "一")));
        assert_eq!(bracketed("[链接] 一\n二"), None);
    }

    #[test]
    fn what_chatlog_prints_in_place_of_what_is_no_text() {
        assert_eq!(bracketed("[转账|发送 ￥8.88](买布)"), Some((Kind::Transfer, "")));
        assert_eq!(bracketed("[微信红包] 66.60元"), Some((Kind::RedPacket, "")));
        assert_eq!(bracketed("![图片](http://127.0.0.1/image/0af5)"), Some((Kind::Picture, "")));
        assert_eq!(bracketed("[语音](http://127.0.0.1/voice/1)"), Some((Kind::Voice, "")));
        assert_eq!(bracketed("[链接|倒春寒来袭](http://a.example/s)"), Some((Kind::Link, "倒春寒来袭")));
        assert_eq!(bracketed("[合并转发|纸鸢班的聊天记录](张三: 好)"), Some((Kind::Forward, "")));
        assert_eq!(bracketed("[GIF表情]"), Some((Kind::Sticker, "")));
        assert_eq!(bracketed("Type: 77 Content: <x/>"), Some((Kind::Other, "")));
        assert_eq!(bracketed("[图片](好看吗) 大家看"), None);
    }

    #[test]
    fn the_sign_up_tag_stands_in_the_first_line() {
        assert!(is_sign_up("#接龙\n周六清洗楼道\n\n1. 张三") && is_sign_up("打卡#接龙\n1. 张三"));
        assert!(!is_sign_up("大家看\n#接龙"));
    }
}
