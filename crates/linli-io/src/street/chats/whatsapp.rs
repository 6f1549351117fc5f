//! WhatsApp's own export from an Android telephone in Chinese: minutes, no quotes, no word of what a medium was.

use linli::records::MessageKind;
use linli::simulate::{Act, Message};

use super::Telephone;

pub(super) fn write(telephone: &Telephone<'_>) -> String {
    let mut text = String::new();
    for (_, message) in telephone.held() {
        let (day, second) = telephone.street.zone.day_and_second(message.at);
        let (year, month, of_month) = day.ymd();
        let (hour, minute) = (second / 3600, second / 60 % 60);
        let half = if hour < 12 { "上午" } else { "下午" };
        let stamp = format!("{year}/{month}/{of_month} {half}{}:{minute:02}", (hour + 11) % 12 + 1);
        text.push_str(&format!("{stamp} - {}\n", body(telephone, message)));
    }
    text
}

fn body(telephone: &Telephone<'_>, message: &Message) -> String {
    let name = telephone.shown(message.author);
    if let Act::Joined(by) = message.act {
        let by = telephone.shown(by.unwrap_or(telephone.group.created_by));
        return format!("{by}添加了{name}");
    }
    let said = match message.act.kind() {
        MessageKind::Picture | MessageKind::Voice | MessageKind::Sticker => "<省略影音内容>".to_owned(),
        MessageKind::Link => format!("{} https://example.org/{}", telephone.said(message), message.words % 1000),
        _ => telephone.said(message),
    };
    format!("{name}: {said}")
}
