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
    ("微信转账", Kind::Transfer),
    ("转账", Kind::Transfer),
    ("微信轉賬", Kind::Transfer),
];

/// The kind of a message that is nothing but placeholders in brackets, and the words of its author that remain.
///
/// Links, files, places, forwarded chats and money are printed as bracket and title in one line, an address below; the title is not what the
/// person said, but it is kept for what it shows of the activity (`[文件] 签到表`).
pub(in crate::chat) fn bracketed(message: &str) -> Option<(Kind, &str)> {
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
    fn the_sign_up_tag_stands_in_the_first_line() {
        assert!(is_sign_up("#接龙\n周六清洗楼道\n\n1. 张三") && is_sign_up("打卡#接龙\n1. 张三"));
        assert!(!is_sign_up("大家看\n#接龙"));
    }
}
