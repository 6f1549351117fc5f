//! MemoTrace's CSV: seconds, accounts, quotes and joins, contents as WeChat keeps them.

use linli::records::MessageKind;
use linli::simulate::{Act, Message, Pointing};
use linli::time::SECOND;

use super::super::words;
use super::Telephone;

const HEADER: &str =
    "\u{feff}localId,TalkerId,Type,SubType,IsSender,CreateTime,Status,StrContent,StrTime,Remark,NickName,Sender\r\n";

pub(super) fn write(telephone: &Telephone<'_>) -> String {
    let mut text = HEADER.to_owned();
    for (number, (at, message)) in (1..).zip(telephone.held()) {
        let (kind, subtype, content) = content(telephone, at, message);
        let seconds = message.at.micros().div_euclid(SECOND);
        let time = telephone.street.zone.format(message.at).replace('T', " ");
        let is_own = u8::from(message.author == telephone.export.phone);
        let content = quoted(&content);
        let (name, account) = if kind == 10_000 {
            (String::new(), String::new())
        } else {
            (quoted(telephone.shown(message.author)), telephone.account(message.author))
        };
        text.push_str(&format!(
            "{number},3,{kind},{subtype},{is_own},{seconds},,{content},{time},,{name},{account}\r\n"
        ));
    }
    text
}

/// The number of a kind, that of its kind, and what WeChat keeps of it.
fn content(telephone: &Telephone<'_>, at: usize, message: &Message) -> (u32, u32, String) {
    let said = telephone.said(message);
    if let Act::Joined(by) = message.act {
        let name = telephone.shown(message.author);
        return (
            10_000,
            0,
            match by {
                Some(by) if by == telephone.export.phone => format!("你邀请\"{name}\"加入了群聊  "),
                Some(by) => format!("\"{}\"邀请\"{name}\"加入了群聊", telephone.shown(by)),
                None => format!(
                    "\" {name}\"通过扫描\"{}\"分享的二维码加入群聊",
                    telephone.shown(telephone.group.created_by)
                ),
            },
        );
    }
    match message.act.kind() {
        MessageKind::Picture => (3, 0, format!("<msg><img md5=\"{:032x}\" /></msg>", at as u128 + 1)),
        MessageKind::Voice => (34, 0, "<msg><voicemsg voicelength=\"4000\" /></msg>".to_owned()),
        MessageKind::Sticker => {
            (47, 0, format!("<msg><emoji fromusername=\"{}\" /></msg>", telephone.account(message.author)))
        }
        MessageKind::Link => {
            (49, 5, format!("<msg><appmsg><title>{}</title><type>5</type></appmsg></msg>", escaped(&said)))
        }
        MessageKind::SignUp => {
            (49, 53, format!("<msg><appmsg><title>{}</title><type>53</type></appmsg></msg>", escaped(&said)))
        }
        _ => match telephone.asked(message).filter(|_| message.pointing == Pointing::Quote) {
            Some((place, asked)) => (49, 57, quote(telephone, (place, asked), &said)),
            None => (1, 0, said),
        },
    }
}

fn quote(telephone: &Telephone<'_>, (place, asked): (usize, &Message), said: &str) -> String {
    format!(
        "<msg><appmsg><title>{}</title><type>57</type><refermsg><type>1</type><svrid>{}</svrid><chatusr>{}</chatusr>\
         <displayname>{}</displayname><content>{}</content></refermsg></appmsg></msg>",
        escaped(said),
        place + 1,
        telephone.account(asked.author),
        escaped(telephone.shown(asked.author)),
        escaped(&words::bare(telephone.street, asked)),
    )
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

fn quoted(cell: &str) -> String {
    if cell.contains(['"', ',', '\n', '\r']) { format!("\"{}\"", cell.replace('"', "\"\"")) } else { cell.to_owned() }
}
