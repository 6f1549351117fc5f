//! What QQ itself writes into a group.

use linli::Error;
use linli::records::MessageKind;

use super::super::{Event, Party, RawMessage, Receiver};
use super::shape::numbered;

/// The numbers under which the program itself speaks.
pub(in crate::chat) const SENDERS: &[&str] = &["10000", "1000000"];

/// Hands over a notice: an event of one person where the wording is known, else nobody's.
pub(in crate::chat) fn tell(text: &str, bare: RawMessage<'_>, receiver: &mut dyn Receiver) -> Result<(), Error> {
    let text = text.trim_end_matches(['。', '.', ' ']);
    let (kind, who, by) = read(text).unwrap_or((MessageKind::System, "", None));
    let (author, author_id) = numbered(who);
    let event = by.map_or(Event::None, |by| {
        let (name, id) = numbered(by);
        Event::By(Party { name, id })
    });
    receiver.message(RawMessage { kind, author, author_id, text: "", event, ..bare })
}

fn read(text: &str) -> Option<(MessageKind, &str, Option<&str>)> {
    // Several names cannot be told apart: a name may hold the mark between names.
    if text.contains(['\n', '、']) {
        return None;
    }
    let end = |ends: &[&str]| ends.iter().find_map(|end| text.strip_suffix(end)).filter(|who| !who.is_empty());
    if let Some(who) = end(&["加入了本群", "加入本群", "加入了群聊", "加入群聊"]) {
        let by = who.split_once("邀请").filter(|(by, who)| !by.is_empty() && !who.is_empty());
        return Some(by.map_or((MessageKind::Join, who, None), |(by, who)| (MessageKind::Join, who, Some(by))));
    }
    if let Some(who) = end(&["退出了本群", "退出本群", "退出了群聊", "退出群聊"]) {
        return Some((MessageKind::Leave, who, None));
    }
    end(&["撤回了一条消息"]).map(|who| (MessageKind::Recall, who, None))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn joins_leaves_recalls() {
        for (text, told) in [
            ("老顾加入本群", Some((MessageKind::Join, "老顾", None))),
            ("秦姨邀请老顾加入了本群", Some((MessageKind::Join, "老顾", Some("秦姨")))),
            ("老顾退出了本群", Some((MessageKind::Leave, "老顾", None))),
            ("老顾撤回了一条消息", Some((MessageKind::Recall, "老顾", None))),
            ("秦姨邀请老顾、小唐加入了本群", None),
            ("加入本群", None),
            ("请大家\n加入本群", None),
            ("群公告已更新", None),
        ] {
            assert_eq!(read(text), told, "{text}");
        }
    }
}
