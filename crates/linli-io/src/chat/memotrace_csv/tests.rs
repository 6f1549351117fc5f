use linli::records::MessageKind::{Join, Picture, Recall, SignUp, System, Text};

use super::super::tests::{Recorder, options};
use super::*;

const HEAD: &str =
    "localId,TalkerId,Type,SubType,IsSender,CreateTime,Status,StrContent,StrTime,Remark,NickName,Sender\n";

fn recorded(text: &str) -> Recorder {
    let mut recorder = Recorder::default();
    read(&mut text.as_bytes(), &options(), &mut recorder).unwrap();
    recorder
}

#[test]
fn contents_are_told_by_type() {
    let quote = "\"<msg><appmsg><title>好</title><type>57</type><refermsg><svrid>9</svrid><chatusr>wxid_a</chatusr>\
                 <displayname>旧名</displayname></refermsg></appmsg></msg>\"";
    let recorder = recorded(&format!(
        "{HEAD}1,7,1,0,0,1700000000,,\"周六来\n的报名\",2023-11-15 06:13:20,备注甲,秦姨,wxid_a\n\
         2,7,3,0,0,1700000060,,<msg/>,2023-11-15 06:14:20,,老顾,wxid_b\n\
         3,7,49,57,1,1700000120,,{quote},2023-11-15 06:15:20,我,我,wxid_me\n\
         4,7,10000,0,0,1700000180,,\"\"\"秦姨\"\"邀请\"\"六姐、小唐\"\"加入了群聊\",2023-11-15 06:16:20,,,\n\
         5,7,10000,4,0,1700000240,,老顾领取了你的红包,2023-11-15 06:17:20,,,\n\
         6,7,10000,0,0,1700000300,,\"\"\"老顾\"\" 撤回了一条消息\",2023-11-15 06:18:20,,,\n\
         7,7,49,53,0,1700000360,,\"<msg><appmsg><title>#接龙\n周六\n\n1. 六姐</title><type>53</type></appmsg></msg>\",,,六姐,wxid_c\n"
    ));
    let told: Vec<_> = recorder.messages.iter().map(|m| (m.kind, m.author.as_str(), m.event.as_str())).collect();
    assert_eq!(
        told,
        [
            (Text, "秦姨", ""),
            (Picture, "老顾", ""),
            (Text, "我", ""),
            (Join, "六姐", "by 秦姨"),
            (Join, "小唐", "by 秦姨"),
            (System, "", ""),
            (Recall, "老顾", ""),
            (SignUp, "六姐", "list of : 六姐"),
        ]
    );
    assert_eq!(recorder.messages[0].text, "周六来\n的报名");
    // The quoted person is called as in this file, not as the writer's telephone calls them.
    assert_eq!((recorder.messages[2].quoted.as_deref(), recorder.messages[2].text.as_str()), (Some("秦姨"), "好"));
    assert_eq!(recorder.times()[0], "2023-11-15T06:13:20");
    assert!(recorder.odd.is_empty(), "{:?}", recorder.odd);
}

#[test]
fn older_files_and_shifted_columns() {
    let old = "localId,TalkerId,Type,SubType,IsSender,CreateTime,Status,StrContent\n\
               1,1,1,0,1,1700000000,,好\n2,1,1,0,0,1700000001,,好\n3,1,,1,0,0,1700000002,好\n";
    let recorder = recorded(old);
    assert_eq!(recorder.texts(), [("我", "好")]);
    assert_eq!((recorder.codes("empty-name"), recorder.codes("bad-row")), (vec![3], vec![4]));
}
