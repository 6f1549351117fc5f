//! WeChat's own text, by mail: minutes, names as the telephone shows them, nothing of who came into the group.

use linli::records::MessageKind;
use linli::simulate::{Act, Message, Pointing};

use super::super::words;
use super::Telephone;

const RULE: &str = "- - - - - - - - - - - - - - -";

pub(super) fn write(telephone: &Telephone<'_>) -> String {
    let zone = telephone.street.zone;
    let mut text = format!("{} 微信群上的聊天记录如下，请查收。\n\n", telephone.group.name);
    let mut last = None;
    for (at, message) in telephone.held().filter(|(_, message)| !matches!(message.act, Act::Joined(_))) {
        let (day, second) = zone.day_and_second(message.at);
        if last != Some(day) {
            text.push_str(&format!("—————  {day}  —————\n\n\n"));
            last = Some(day);
        }
        let (hour, minute) = (second / 3600, second / 60 % 60);
        let name = telephone.shown(message.author);
        text.push_str(&format!("{name}  {hour:02}:{minute:02}\n\n{}\n\n", body(telephone, at, message)));
    }
    text
}

fn body(telephone: &Telephone<'_>, at: usize, message: &Message) -> String {
    match message.act.kind() {
        MessageKind::Picture => format!("[图片: {:032x}.jpg(请在附件中查看)]", at as u128 + 1),
        MessageKind::Voice => "[语音]".to_owned(),
        MessageKind::Sticker => "[动画表情]".to_owned(),
        MessageKind::Link => format!("[链接] {}", telephone.said(message)),
        _ => match telephone.asked(message).filter(|_| message.pointing == Pointing::Quote) {
            Some((_, asked)) => {
                let quoted = match words::bare(telephone.street, asked) {
                    text if text.is_empty() => "[图片]".to_owned(),
                    text => text,
                };
                format!("「{}：{quoted}」\n{RULE}\n{}", telephone.shown(asked.author), telephone.said(message))
            }
            None => telephone.said(message),
        },
    }
}
