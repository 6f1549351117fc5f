//! ChatLab 0.0.2: seconds, accounts, and which message answers which.

use linli::records::MessageKind;
use linli::simulate::{Act, Pointing};
use linli::time::SECOND;
use serde_json::json;

use super::Telephone;

pub(super) fn write(telephone: &Telephone<'_>) -> String {
    let zone = telephone.street.zone;
    let exported = zone.midnight(telephone.export.until).micros().div_euclid(SECOND);
    let head = json!({
        "version": "0.0.2",
        "exportedAt": exported,
        "generator": "linli simulate",
        "description": super::super::SYNTHETIC,
    });
    let meta = json!({ "name": telephone.group.name, "platform": "wechat", "type": "group" });
    let members: Vec<_> = telephone
        .group
        .members
        .iter()
        .map(|&person| json!({ "platformId": telephone.account(person), "accountName": telephone.shown(person) }))
        .collect();
    let messages: Vec<_> = telephone
        .held()
        .map(|(at, message)| {
            let said = telephone.said(message);
            let answers = telephone.asked(message).filter(|_| message.pointing == Pointing::Quote);
            let code = match (message.act.kind(), answers) {
                (MessageKind::Picture, _) => 1,
                (MessageKind::Voice, _) => 2,
                (MessageKind::Sticker, _) => 5,
                (MessageKind::Link, _) => 7,
                (MessageKind::Join, _) => 80,
                (_, Some(_)) => 25,
                _ => 0,
            };
            let name = telephone.shown(message.author);
            let mut row = json!({
                "sender": telephone.account(message.author),
                "accountName": name,
                "timestamp": message.at.micros().div_euclid(SECOND),
                "type": code,
                "content": if said.is_empty() { None } else { Some(said) },
                "platformMessageId": format!("m{}", at + 1),
            });
            if let Act::Joined(_) = message.act {
                row["sender"] = "system".into();
                row["accountName"] = "系统消息".into();
                row["content"] = format!("\"{name}\"加入了群聊").into();
            }
            if let Some((place, _)) = answers {
                row["replyToMessageId"] = format!("m{}", place + 1).into();
            }
            row
        })
        .collect();
    let lines = |rows: &[serde_json::Value]| rows.iter().map(ToString::to_string).collect::<Vec<_>>().join(",\n");
    format!(
        "{{\"chatlab\":{head},\n\"meta\":{meta},\n\"members\":[\n{}\n],\n\"messages\":[\n{}\n]}}\n",
        lines(&members),
        lines(&messages)
    )
}
