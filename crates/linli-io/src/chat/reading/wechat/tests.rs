//! The XML has the shape of formats.md §2.8 and §4; people, texts and ids are invented.

use linli::time::Timestamp;

use super::super::super::tests::{Recorder, options};
use super::*;

fn given(kind: Kind, words: &str) -> Recorder {
    let mut people = People::new(&options());
    people.meet("秦姨", Some("wxid_q"));
    people.meet("老顾、三", None);
    let mut recorder = Recorder::default();
    let time = Timestamp::from_micros(1_488_787_260_000_000);
    let frame = RawMessage { author_id: Some("wxid_t"), ..RawMessage::of(time, 1, "小唐", kind) };
    Post { frame, quotes: Quotes::ById }.give(words, &mut people, &mut recorder).unwrap();
    recorder
}

/// Author, kind, event.
fn events(kind: Kind, words: &str) -> Vec<(String, Kind, String)> {
    given(kind, words).messages.into_iter().map(|m| (m.author, m.kind, m.event)).collect()
}

fn event(author: &str, kind: Kind, event: &str) -> (String, Kind, String) {
    (author.to_owned(), kind, event.to_owned())
}

fn app(inside: &str) -> String {
    format!("wxid_t:\n<?xml version=\"1.0\"?>\n<msg><appmsg appid=\"\" sdkver=\"0\">{inside}</appmsg></msg>")
}

#[test]
fn one_line_about_several_is_several_messages() {
    let line = "\"小唐\"邀请\"老顾、三、六姐\"加入了群聊";
    let joined = |author| event(author, Kind::Join, "by 小唐");
    assert_eq!(events(Kind::System, line), [joined("老顾、三"), joined("六姐")]);
    // The same words in a text are a text.
    let text = given(Kind::Text, line);
    assert_eq!((text.messages[0].kind, text.messages[0].text.as_str()), (Kind::Text, line));
    let mine = "\"小唐\"邀请你和\"六姐\"加入了群聊";
    assert_eq!(events(Kind::System, mine), [joined("六姐"), joined("我")]);
}

#[test]
fn system_lines_never_become_people() {
    for line in ["六姐领取了你的红包", "\"六姐\"成为新群主", "\"$username$\"邀请\"$names$\"加入了群聊", "<x>", ""]
    {
        assert_eq!(events(Kind::System, line), [event("", Kind::System, "")], "{line}");
    }
    assert_eq!(events(Kind::System, "\"六姐\" 撤回了一条消息"), [event("六姐", Kind::Recall, "")]);
    let known = "\"$adder$\"邀请\"六姐\"加入了群聊";
    assert_eq!(events(Kind::System, known), [event("六姐", Kind::Join, "")]);
    assert_eq!(events(Kind::System, "你修改群名为“纸鸢”"), [event("我", Kind::GroupRename, "titled 纸鸢")]);
    assert_eq!(events(Kind::System, "你将\"六姐\"移出了群聊"), [event("六姐", Kind::Leave, "by 我")]);
}

#[test]
fn templates_with_their_people() {
    let member = |id: &str, name: &str| {
        format!("<member><username><![CDATA[{id}]]></username><nickname><![CDATA[{name}]]></nickname></member>")
    };
    let text = format!(
        "<sysmsg type=\"sysmsgtemplate\"><sysmsgtemplate><content_template type=\"tmpl_type_profile\"><plain></plain>\
         <template><![CDATA[\"$username$\"邀请\"$names$\"加入了群聊]]></template><link_list>\
         <link name=\"username\" type=\"link_profile\"><memberlist>{}</memberlist></link>\
         <link name=\"names\" type=\"link_profile\"><memberlist>{}{}</memberlist><separator>、</separator></link>\
         </link_list></content_template></sysmsgtemplate></sysmsg>",
        member("wxid_q", "秦姨"),
        member("wxid_6", "六、姐"),
        member("wxid_7", "")
    );
    let recorder = given(Kind::System, &text);
    let read: Vec<(&str, Option<&str>, &str)> =
        recorder.messages.iter().map(|m| (m.author.as_str(), m.author_id.as_deref(), m.event.as_str())).collect();
    assert_eq!(read, [("六、姐", Some("wxid_6"), "by 秦姨"), ("wxid_7", Some("wxid_7"), "by 秦姨")]);
    let revoked = "<sysmsg type=\"revokemsg\"><revokemsg><newmsgid>1</newmsgid><replacemsg><![CDATA[\"六姐\" \
                   撤回了一条消息]]></replacemsg></revokemsg></sysmsg>";
    assert_eq!(events(Kind::System, revoked), [event("六姐", Kind::Recall, "")]);
    let removed = "<sysmsg type=\"delchatroommember\"><delchatroommember><plain><![CDATA[你邀请\"六姐\"加入了群聊  ]]>\
                   </plain></delchatroommember></sysmsg>";
    assert_eq!(events(Kind::System, removed), [event("六姐", Kind::Join, "by 我")]);
}

#[test]
fn quotes() {
    let text = app("<title>好的&amp;谢谢</title><type>57</type><refermsg><type>1</type><svrid>77</svrid>\
                    <fromusr>1@chatroom</fromusr><chatusr>wxid_q</chatusr><displayname>秦</displayname>\
                    <content>&lt;msg&gt;秘密&lt;/msg&gt;</content></refermsg>");
    let message = &given(Kind::Other, &text).messages[0];
    assert_eq!(
        (message.kind, message.text.as_str(), message.reply_to.as_deref()),
        (Kind::Text, "好的&谢谢", Some("77"))
    );
    let without = text.replace("<svrid>77</svrid>", "<svrid>0</svrid>");
    assert_eq!(given(Kind::Other, &without).messages[0].quoted.as_deref(), Some("秦姨"));
    let flat = "「秦姨：三点」\n- - - - - - - - - - - - - - -\n#接龙\n1. 甲";
    let message = &given(Kind::Text, flat).messages[0];
    assert_eq!((message.kind, message.quoted.as_deref()), (Kind::SignUp, Some("秦姨")));
}

#[test]
fn sign_up_lists() {
    let solitaire = "<extinfo><solitaire_info><![CDATA[<solitaire><au>wxid_q</au><content><s>1</s><i><u>wxid_q</u>\
                     <t>1667959229</t><r>12-2</r></i></content></solitaire>]]></solitaire_info></extinfo>";
    let title = "<title>#接龙\n周六\n\n1.  秦姨</title><type>53</type>";
    let with = given(Kind::SignUp, &app(&format!("{title}{solitaire}")));
    assert_eq!(with.messages[0].event, "list of wxid_q: 秦姨");
    let empty = "<extinfo><solitaire_info><![CDATA[]]></solitaire_info></extinfo>";
    let without = given(Kind::SignUp, &app(&format!("{title}{empty}")));
    assert_eq!((without.messages[0].kind, without.messages[0].event.as_str()), (Kind::SignUp, "list of : 秦姨"));
    assert_eq!(given(Kind::Text, "#接龙\n周六\n\n1. 秦姨\n2. 老顾").messages[0].event, "list of : 秦姨; 老顾");
}

#[test]
fn several_pats_in_one_message() {
    let record = |by: &str, whom: &str| {
        format!("<record><fromUser>{by}</fromUser><pattedUser>{whom}</pattedUser><templete>x</templete></record>")
    };
    let records = format!("{}{}", record("wxid_t", "wxid_q"), record("wxid_q", "wxid_9"));
    let text = app(&format!("<title>拍</title><type>62</type><patMsg><records>{records}</records></patMsg>"));
    assert_eq!(
        events(Kind::Pat, &text),
        [event("小唐", Kind::Pat, "patted 秦姨"), event("秦姨", Kind::Pat, "patted wxid_9")]
    );
    let pat = "<sysmsg type=\"pat\"><pat><fromusername>wxid_t</fromusername><pattedusername>wxid_q</pattedusername>\
               </pat></sysmsg>";
    assert_eq!(events(Kind::System, pat), [event("小唐", Kind::Pat, "patted 秦姨")]);
}

#[test]
fn nothing_inside_forwards_and_no_amounts() {
    let forward =
        app("<title>群聊的聊天记录</title><des>秘密</des><type>19</type><recorditem><![CDATA[<recordinfo>秘密\
                       </recordinfo>]]></recorditem>");
    let transfer = app("<title>微信转账</title><type>2000</type><wcpayinfo><feedesc>￥8.88</feedesc></wcpayinfo>");
    for (text, kind) in [(forward, Kind::Forward), (transfer, Kind::Transfer)] {
        let recorder = given(Kind::Other, &text);
        assert_eq!((recorder.messages[0].kind, recorder.messages[0].text.as_str()), (kind, ""));
    }
    let notice = app("<title>群公告</title><type>87</type><textannouncement>周六九点</textannouncement>");
    assert_eq!(given(Kind::Other, &notice).texts(), [("小唐", "周六九点")]);
    assert_eq!(given(Kind::Picture, "<msg><img aeskey=\"秘密\"/></msg>").texts(), [("小唐", "")]);
    assert_eq!(given(Kind::Text, "wxid_t:\n早").texts(), [("小唐", "早")]);
}
