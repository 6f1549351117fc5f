//! What LINE reports and what it prints in place of pictures. Only whole, strict patterns count.

use linli::records::MessageKind as Kind;

use super::super::reading::placeholder;

/// What a report says: who it concerns, and by whom.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Report<'a> {
    pub(super) kind: Option<Kind>,
    pub(super) who: Vec<&'a str>,
    pub(super) by: Option<&'a str>,
    pub(super) title: Option<&'a str>,
}

/// What follows the name of the one person concerned.
const ONE: &[(&str, Kind)] = &[
    (" has joined the group", Kind::Join),
    (" joined the group", Kind::Join),
    (" joined the chat", Kind::Join),
    ("已加入群組", Kind::Join),
    ("已加入群组", Kind::Join),
    ("加入了群組", Kind::Join),
    ("加入了群组", Kind::Join),
    ("已加入聊天", Kind::Join),
    ("がグループに参加しました", Kind::Join),
    ("が参加しました", Kind::Join),
    (" has left the group", Kind::Leave),
    (" left the group", Kind::Leave),
    (" left the chat", Kind::Leave),
    ("已退出群組", Kind::Leave),
    ("已退出群组", Kind::Leave),
    ("退出了群組", Kind::Leave),
    ("退出了群组", Kind::Leave),
    ("已退群", Kind::Leave),
    ("がグループを退会しました", Kind::Leave),
    ("が退会しました", Kind::Leave),
    (" unsent a message", Kind::Recall),
    ("已收回訊息", Kind::Recall),
    ("已收回讯息", Kind::Recall),
    ("已收回消息", Kind::Recall),
    ("がメッセージの送信を取り消しました", Kind::Recall),
];

/// What stands between who did it and whom or what it concerns, and what follows.
const TWO: &[(&str, &str, Kind)] = &[
    (" added ", " to the group", Kind::Join),
    ("已將", "加入群組", Kind::Join),
    ("已将", "加入群组", Kind::Join),
    ("が", "をグループに追加しました", Kind::Join),
    (" removed ", " from the group", Kind::Leave),
    ("已將", "退出群組", Kind::Leave),
    ("已将", "退出群组", Kind::Leave),
    ("已讓", "退出群組", Kind::Leave),
    ("が", "をグループから退会させました", Kind::Leave),
    (" changed the group name to ", "", Kind::GroupRename),
    (" changed the group's name to ", "", Kind::GroupRename),
    ("已將群組名稱變更為", "", Kind::GroupRename),
    ("將群組名稱改為", "", Kind::GroupRename),
    ("将群组名称改为", "", Kind::GroupRename),
    ("がグループ名を", "に変更しました", Kind::GroupRename),
];

/// Reads a report; without a kind, it is of nobody in particular. An invitation makes nobody a member.
pub(super) fn report(text: &str) -> Report<'_> {
    let text = text.trim_matches([' ', '\t', '.', '。']);
    for &(between, after, kind) in TWO {
        let parts = text.strip_suffix(after).and_then(|text| text.split_once(between));
        let Some((by, whom)) = parts.filter(|(by, whom)| !by.is_empty() && !whom.is_empty()) else { continue };
        if kind == Kind::GroupRename {
            let title = Some(whom.trim_matches(['"', '「', '」', '“', '”', ' ']));
            return Report { kind: Some(kind), who: vec![by], title, by: None };
        }
        return Report { kind: Some(kind), who: people(whom), by: Some(by), title: None };
    }
    let one = ONE.iter().find_map(|&(after, kind)| Some((text.strip_suffix(after)?, kind)));
    match one.filter(|(who, _)| !who.is_empty()) {
        Some((who, kind)) => Report { kind: Some(kind), who: people(who), ..Report::default() },
        None => Report::default(),
    }
}

fn people(names: &str) -> Vec<&str> {
    names.split('、').flat_map(|names| names.split(", ")).map(str::trim).filter(|name| !name.is_empty()).collect()
}

/// Whether the program names the exporter so.
pub(super) fn is_exporter(name: &str) -> bool {
    matches!(name, "You" | "您" | "你" | "あなた")
}

/// Words in brackets that LINE prints and WeChat does not.
const BRACKETS: &[(&str, Kind)] = &[
    ("[写真]", Kind::Picture),
    ("[Photos]", Kind::Picture),
    ("[Album]", Kind::Picture),
    ("[相簿]", Kind::Picture),
    ("[相册]", Kind::Picture),
    ("[アルバム]", Kind::Picture),
    ("[動画]", Kind::Video),
    ("[貼圖]", Kind::Sticker),
    ("[贴图]", Kind::Sticker),
    ("[スタンプ]", Kind::Sticker),
    ("[語音訊息]", Kind::Voice),
    ("[语音讯息]", Kind::Voice),
    ("[Voice message]", Kind::Voice),
    ("[ボイスメッセージ]", Kind::Voice),
    ("[ファイル]", Kind::File),
    ("[聯絡資訊]", Kind::Card),
    ("[Contact]", Kind::Card),
    ("[連絡先]", Kind::Card),
    ("[位置資訊]", Kind::Location),
    ("[位置情報]", Kind::Location),
    ("[Poll]", Kind::Poll),
    ("[記事本]", Kind::Announcement),
    ("[Notes]", Kind::Announcement),
    ("[ノート]", Kind::Announcement),
];

/// The kind of what somebody said, and the words of it that are theirs.
pub(super) fn said(text: &str) -> (Kind, &str) {
    if let Some((_, kind)) = BRACKETS.iter().find(|(bracket, _)| *bracket == text) {
        return (*kind, "");
    }
    if text.starts_with('☎') {
        return (Kind::Call, "");
    }
    let bare = text.trim_end_matches(['.', '。']);
    if matches!(bare, "已收回訊息" | "您已收回訊息" | "unsent a message" | "You unsent a message") {
        return (Kind::Recall, "");
    }
    match placeholder::bracketed(text) {
        Some(found) => found,
        None if placeholder::is_sign_up(text) => (Kind::SignUp, text),
        None => (Kind::Text, text),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reports_name_whom_they_concern() {
        let told = |text| {
            let report = report(text);
            (report.kind, report.who.join("|"), report.by.or(report.title).unwrap_or_default().to_owned())
        };
        for (text, kind, who, other) in [
            ("六姐已加入群組。", Kind::Join, "六姐", ""),
            ("Rosa joined the group.", Kind::Join, "Rosa", ""),
            ("秦姨がグループに参加しました。", Kind::Join, "秦姨", ""),
            ("老顧已將六姐、秦姨加入群組", Kind::Join, "六姐|秦姨", "老顧"),
            ("Gu added Rosa to the group.", Kind::Join, "Rosa", "Gu"),
            ("六姐已退群", Kind::Leave, "六姐", ""),
            ("Gu removed Rosa from the group.", Kind::Leave, "Rosa", "Gu"),
            ("Rosa left the group.", Kind::Leave, "Rosa", ""),
            ("Rosa unsent a message.", Kind::Recall, "Rosa", ""),
            ("Gu changed the group name to \"三号楼\".", Kind::GroupRename, "Gu", "三号楼"),
        ] {
            assert_eq!(told(text), (Some(kind), who.to_owned(), other.to_owned()), "{text}");
        }
        for notice in ["老顧邀請六姐加入群組", "Gu invited Rosa to the group.", "", "已退群"] {
            assert_eq!(report(notice), Report::default(), "{notice}");
        }
    }

    #[test]
    fn kinds_of_what_is_said() {
        assert_eq!(said("[貼圖]"), (Kind::Sticker, ""));
        assert_eq!(said("[照片]"), (Kind::Picture, ""));
        assert_eq!(said("☎ 通話時間 1:23"), (Kind::Call, ""));
        assert_eq!(said("我拍了[照片]"), (Kind::Text, "我拍了[照片]"));
    }
}
