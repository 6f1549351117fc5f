//! Which files are one group, and each message once. The chats are invented.

use linli::diagnostic::{self, DiagnosticCode};
use linli::records::{Flags, GroupId, How, Messages, Records};
use linli::time::Zone;
use linli::{Error, ErrorKind};

use crate::testing::Folder;
use crate::{OpenOptions, Opened, open_with};

const PLAN: &str = "id = 'lane'\nzone = 'Asia/Shanghai'\n";

fn try_open(files: &[(&str, &str)]) -> Result<Opened, Error> {
    let mut all = vec![("study.toml", PLAN)];
    all.extend_from_slice(files);
    open_with(&Folder::with_study("import", &all).study(), &OpenOptions::default())
}

fn opened(files: &[(&str, &str)]) -> Opened {
    try_open(files).unwrap_or_else(|error| panic!("{error}"))
}

/// A WeChat export of one day's messages, written `name hh:mm text`.
fn wechat(title: &str, day: &str, said: &[&str]) -> String {
    let said = said.iter().map(|line| {
        let [name, time, text] = line.splitn(3, ' ').collect::<Vec<_>>()[..] else { panic!("{line}") };
        format!("{name}  {time}\n\n{text}\n\n")
    });
    format!("{title} 微信群上的聊天记录如下，请查收。\n\n—————  {day}  —————\n\n\n{}", said.collect::<String>())
}

/// A ChatLab export of messages of 2017-03-06, written `name hh:mm:ss id text`; the id `-` is none.
fn chatlab(said: &[&str]) -> String {
    let zone = Zone::named("Asia/Shanghai").unwrap();
    let midnight = zone.midnight(linli::time::Day::parse("2017-03-06").unwrap()).micros() / 1_000_000;
    let lines = said.iter().map(|line| {
        let [name, time, id, text] = line.splitn(4, ' ').collect::<Vec<_>>()[..] else { panic!("{line}") };
        let seconds = time.split(':').fold(0, |all, part| 60 * all + part.parse::<i64>().unwrap());
        let id = if id == "-" { String::new() } else { format!(r#", "platformMessageId": "{id}""#) };
        let at = midnight + seconds;
        format!(
            r#"{{"_type": "message", "accountName": "{name}", "timestamp": {at}, "type": 0, "content": "{text}"{id}}}"#
        )
    });
    let head = r#"{"_type": "header", "chatlab": {"version": "0.0.2"}, "meta": {"name": "布工坊", "platform": "wechat", "type": "group"}}"#;
    format!("{head}\n{}\n", lines.collect::<Vec<_>>().join("\n"))
}

fn groups(opened: &Opened) -> Vec<(&str, usize)> {
    let records = &opened.study.records;
    let rows = records.groups().iter().enumerate();
    rows.map(|(at, group)| (group.id.as_str(), records.messages(GroupId::from_index(at)).len())).collect()
}

fn first(records: &Records) -> &Messages {
    records.messages(GroupId::from_index(0))
}

fn times(messages: &Messages) -> Vec<String> {
    let zone = Zone::named("Asia/Shanghai").unwrap();
    messages.iter().map(|message| zone.format(message.time).split(['T', ' ']).next_back().unwrap().to_owned()).collect()
}

fn count(opened: &Opened, code: &DiagnosticCode) -> u64 {
    opened.study.diagnostics.count(code)
}

#[test]
fn a_copy_and_a_later_export_are_the_same_group() {
    let first = wechat("甲", "2017-03-06", &["张姐 08:00 早上好", "李姐 08:01 早", "张姐 08:05 周六剪纸"]);
    let later = wechat("甲", "2017-03-06", &["李姐 08:01 早", "张姐 08:05 周六剪纸", "李姐 09:00 我来"]);
    for name in ["布工坊 (2).txt", "布工坊_20170430.txt", "布工坊 2017-03 - 副本.txt"] {
        let opened = opened(&[("chats/布工坊.txt", &first), (&format!("chats/{name}"), &later)]);
        assert_eq!(groups(&opened), [("布工坊", 4)], "{name}");
    }
    // The very same under any name.
    let opened = opened(&[("chats/布工坊.txt", &first), ("chats/从李姐手机导出.txt", &first)]);
    assert_eq!((groups(&opened), count(&opened, &diagnostic::SAME_EXPORT)), (vec![("布工坊", 3)], 1));
}

#[test]
fn months_of_the_same_people_are_one_group() {
    let march = wechat("甲", "2017-03-06", &["张姐 08:00 早上好", "李姐 08:01 早"]);
    let april = wechat("甲", "2017-04-05", &["李姐 08:00 四月了", "张姐 08:03 是啊"]);
    let opened = opened(&[("chats/布工坊 2017-03.txt", &march), ("chats/布工坊 2017-04.txt", &april)]);
    assert_eq!(groups(&opened), [("布工坊", 4)]);
}

#[test]
fn what_names_suggest_and_contents_do_not_show_is_asked() {
    let dance = wechat("舞蹈队", "2017-03-06", &["张姐 08:00 早上好", "李姐 08:01 早"]);
    let other = wechat("舞蹈队", "2017-03-06", &["老赵 10:00 今天跳吗", "老钱 10:01 跳"]);
    for names in [["舞蹈队.txt", "舞蹈队 (2).txt"], ["一队.txt", "二队.txt"]] {
        let paths = names.map(|name| format!("chats/{name}"));
        let files = [(paths[0].as_str(), dance.as_str()), (paths[1].as_str(), &other)];
        let error = try_open(&files).map(|_| ()).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Ambiguous, "{error}");
        assert!(error.hint().is_some_and(|hint| hint.contains("groups.csv")), "{error}");
        assert!(names.iter().all(|name| error.to_string().contains(name)), "{error}");
        // The answer settles it, either way.
        let two = format!("group,files\n南队,{}\n北队,{}\n", names[0], names[1]);
        let opened_two = opened(&[files[0], files[1], ("groups.csv", &two)]);
        assert_eq!(groups(&opened_two), [("北队", 2), ("南队", 2)]);
        let one = format!("group,files\n舞蹈队,{};{}\n", names[0], names[1]);
        assert_eq!(groups(&opened(&[files[0], files[1], ("groups.csv", &one)])), [("舞蹈队", 4)]);
    }
}

#[test]
fn groups_that_were_never_named_are_not_confused() {
    let one = wechat("群聊", "2017-03-06", &["张姐 08:00 早上好"]);
    let other = wechat("群聊", "2017-03-06", &["老赵 10:00 今天跳吗"]);
    assert_eq!(groups(&opened(&[("chats/甲.txt", &one), ("chats/乙.txt", &other)])), [("乙", 1), ("甲", 1)]);
}

#[test]
fn two_groups_in_one_file_are_two() {
    let both = wechat("布工坊", "2017-03-06", &["张姐 08:00 早上好"])
        + &wechat("舞蹈队", "2017-03-06", &["老赵 10:00 今天跳吗", "老钱 10:01 跳"]);
    assert_eq!(groups(&opened(&[("chats/全部.txt", &both)])), [("布工坊", 1), ("舞蹈队", 2)]);
}

#[test]
fn two_exports_in_one_file_are_put_together_or_asked() {
    let one = wechat("布工坊", "2017-03-06", &["张姐 08:00 早上好", "李姐 08:01 早", "张姐 08:05 周六剪纸"]);
    let later = wechat("布工坊", "2017-03-06", &["李姐 08:01 早", "张姐 08:05 周六剪纸", "李姐 09:00 我来"]);
    assert_eq!(groups(&opened(&[("chats/全部.txt", &(one.clone() + &later))])), [("全部", 4)]);
    let other = wechat("布工坊", "2017-03-06", &["老赵 10:00 今天跳吗", "老钱 10:01 跳"]);
    let error = try_open(&[("chats/全部.txt", &(one + &other))]).map(|_| ()).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Ambiguous, "{error}");
}

#[test]
fn like_messages_of_one_minute_stay_as_many_as_they_are() {
    let file = wechat("甲", "2017-03-06", &["张姐 08:00 收到", "李姐 08:00 收到", "张姐 08:00 收到"]);
    assert_eq!(groups(&opened(&[("chats/布工坊.txt", &file)])), [("布工坊", 3)]);
    assert_eq!(groups(&opened(&[("chats/布工坊.txt", &file), ("chats/布工坊 (1).txt", &file)])), [("布工坊", 3)]);
}

#[test]
fn minutes_and_seconds_meet_in_the_minute() {
    let minutes =
        wechat("甲", "2017-03-06", &["张姐 08:00 早上好", "李姐 08:00 早", "老赵 08:00 来晚了", "张姐 08:07 收到"]);
    let seconds =
        chatlab(&["张姐 08:00:12 1 早上好", "李姐 08:00:40 2 早", "张姐 08:07:03 3 收到", "张姐 08:07:30 4 收到"]);
    for [a, b] in [[&minutes, &seconds], [&seconds, &minutes]] {
        let opened = opened(&[("chats/布工坊.txt", a), ("chats/布工坊 (1).txt", b)]);
        // Whoever only the minutes know of keeps the place they had; both 收到 of the seconds count.
        let messages = first(&opened.study.records);
        assert_eq!(times(messages), ["08:00:12", "08:00:40", "08:00:40", "08:07:03", "08:07:30"]);
        assert_eq!(messages.iter().map(|m| m.length).collect::<Vec<_>>(), [3, 1, 3, 2, 2]);
        assert_eq!(count(&opened, &diagnostic::MINUTE_MERGE), 1);
        assert_eq!(count(&opened, &diagnostic::MATCHED_WITHOUT_ID), 1);
    }
}

#[test]
fn ids_decide_where_both_files_have_them() {
    // 2 was edited between the exports; 3 and 4 are two messages, of which each file has one.
    let one = chatlab(&["张姐 08:00:12 1 早上好", "李姐 08:00:40 2 周六来", "张姐 08:07:03 3 收到"]);
    let other = chatlab(&["张姐 08:00:12 1 早上好", "李姐 08:00:40 2 周六一定来", "张姐 08:07:03 4 收到"]);
    let opened_both = opened(&[("chats/布工坊.jsonl", &one), ("chats/布工坊 (1).jsonl", &other)]);
    assert_eq!(groups(&opened_both), [("布工坊", 4)]);
    assert_eq!(first(&opened_both.study.records).at(1).length, 5);
    // Each telephone counts for itself: the ids say nothing, the contents do.
    let said = ["张姐 08:00:12 # 早上好", "李姐 08:00:40 # 周六来", "张姐 08:07:03 # 收到", "李姐 08:09:00 # 好"];
    let counted = |from: usize| {
        let lines: Vec<String> = (from..).zip(said).map(|(id, line)| line.replace('#', &id.to_string())).collect();
        chatlab(&lines.iter().map(String::as_str).collect::<Vec<_>>())
    };
    let opened_both = opened(&[("chats/布工坊.jsonl", &counted(1)), ("chats/布工坊 (1).jsonl", &counted(900))]);
    assert_eq!(groups(&opened_both), [("布工坊", 4)]);
}

#[test]
fn the_same_messages_under_other_names_are_pointed_out() {
    let mine = wechat("甲", "2017-03-06", &["张姐 08:00 周六上午剪纸", "李姐 08:01 带上剪刀和红纸", "老赵 08:02 好"]);
    let hers = mine.replace("张姐", "张桂芬");
    let files = [("chats/布工坊.txt", mine.as_str()), ("chats/布工坊 (1).txt", &hers)];
    let opened_both = opened(&files);
    assert_eq!((groups(&opened_both), count(&opened_both, &diagnostic::OTHER_NAMES)), (vec![("布工坊", 4)], 1));
    // Once may be chance; three times is asked.
    let more = "张姐  08:10\n\n周日也来人吗各位\n\n张姐  08:12\n\n我先把桌子摆好了\n\n";
    let (mine, hers) = (mine + more, hers + &more.replace("张姐", "张桂芬"));
    let files = [("chats/布工坊.txt", mine.as_str()), ("chats/布工坊 (1).txt", &hers)];
    let error = try_open(&files).map(|_| ()).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Ambiguous, "{error}");
    assert!(["08:00:00", "布工坊 (1).txt"].iter().all(|part| error.to_string().contains(part)), "{error}");
    // What goes to logs names nobody.
    assert!(!["张姐", "张桂芬"].iter().any(|name| (error.to_string() + &error.zh()).contains(name)), "{error}");
    assert!(error.hint().is_some_and(|hint| hint.contains("aliases.csv")), "{error}");
    let aliases = "name,person\n张姐,张桂芬\n";
    let told = opened(&[files[0], files[1], ("aliases.csv", aliases)]);
    assert_eq!((groups(&told), count(&told, &diagnostic::OTHER_NAMES)), (vec![("布工坊", 5)], 0));
}

#[test]
fn joins_and_leaves_are_dated_and_say_who_invited() {
    let message =
        |id: u32, day: u32, rest: &str| format!(r#"{{"id": {id}, "date": "2018-12-{day:02}T10:00:00", {rest}}}"#);
    let service = |id, day, rest: &str| {
        message(id, day, &format!(r#""type": "service", "actor": "Rosa", "actor_id": "user1", {rest}"#))
    };
    let chat = [
        service(1, 5, r#""action": "invite_members", "members": ["Piet"]"#),
        message(2, 6, r#""type": "message", "from": "Piet", "from_id": "user2", "text": "Hello""#),
        service(3, 9, r#""action": "remove_members", "members": ["Piet"]"#),
        service(4, 12, r#""action": "invite_members", "members": ["Piet"]"#),
    ]
    .join(",");
    let chat = format!(r#"{{"name": "Kites", "type": "private_group", "id": 1, "messages": [{chat}]}}"#);
    let alone = opened(&[("chats/Kites.json", &chat)]);
    let twice = opened(&[("chats/Kites.json", &chat), ("chats/Kites (1).json", &chat)]);
    for opened in [alone, twice] {
        let records = &opened.study.records;
        let day = |day: Option<linli::time::Day>| day.map(|day| day.to_string()[8..].to_owned());
        let spells: Vec<_> =
            records.memberships().iter().map(|m| (day(m.start.latest), day(m.end.latest), m.listed)).collect();
        let on = |text: &str| Some(text.to_owned());
        assert_eq!(spells, [(on("05"), on("10"), false), (on("12"), None, false)]);
        let invited: Vec<_> = records.invitations().iter().map(|i| (i.person == i.by, i.day.to_string())).collect();
        assert_eq!(invited, [(false, "2018-12-05".to_owned()), (false, "2018-12-12".to_owned())]);
    }
}

#[test]
fn a_file_read_later_tells_who_a_name_is() {
    let with_ids = chatlab(&["张姐 08:00:12 1 早上好"]).replace(r#""accountName""#, r#""sender": "u1", "accountName""#);
    let names = wechat("甲", "2017-03-06", &["张姐 08:00 早上好", "张姐 09:00 人呢"]);
    for [a, b] in [[&with_ids, &names], [&names, &with_ids]] {
        let opened = opened(&[("chats/布工坊.txt", a), ("chats/布工坊 (1).txt", b)]);
        assert_eq!((opened.study.records.people().len(), groups(&opened)), (1, vec![("布工坊", 2)]));
    }
}

#[test]
fn a_new_title_is_noted_and_what_was_taken_back_is_no_turn() {
    let chat = "[15/03/17, 10:00:00] Rosa: Hello\n[15/03/17, 10:01:00] Kites: \u{200E}Rosa changed the subject to \"Boats\"\n\
                [15/03/17, 10:02:00] Piet: \u{200E}This message was deleted.\n[15/03/17, 10:03:00] Piet: Hi\n";
    let opened = opened(&[("chats/Kites.txt", chat)]);
    assert_eq!(count(&opened, &diagnostic::GROUP_RENAMED), 1);
    let messages = first(&opened.study.records);
    assert_eq!(messages.iter().filter(|message| message.is_turn()).count(), 2);
    assert_eq!(groups(&opened)[0].0, "Kites");
}

#[test]
fn an_archive_of_several_groups_is_told_apart_and_one_of_one_group_is_put_together() {
    let one = wechat("布工坊", "2017-03-06", &["张姐 08:00 早上好", "李姐 08:01 早"]);
    let later = wechat("布工坊", "2017-03-06", &["李姐 08:01 早", "李姐 09:00 我来"]);
    let dance = wechat("舞蹈队", "2017-03-06", &["老赵 10:00 今天跳吗"]);
    let read = |parts: &[(&str, &str)]| {
        let folder = Folder::with_study("archive", &[("study.toml", PLAN)]);
        folder.write("chats/三月.zip", &crate::testing::packed(parts));
        let opened = open_with(&folder.study(), &OpenOptions::default()).unwrap_or_else(|error| panic!("{error}"));
        groups(&opened).into_iter().map(|(name, messages)| (name.to_owned(), messages)).collect::<Vec<_>>()
    };
    let named = |name: &str, messages| (name.to_owned(), messages);
    assert_eq!(read(&[("a/1.txt", &one), ("b/2.txt", &dance)]), [named("布工坊", 2), named("舞蹈队", 1)]);
    assert_eq!(read(&[("a/1.txt", &one), ("b/1.txt", &later)]), [named("三月", 3)]);
    assert_eq!(read(&[("a/1.txt", &one)]), [named("三月", 2)]);
}

/// Overlaps as later, earlier and how much, and what was said before.
fn taken_up(messages: &Messages) -> (Vec<(u32, u32)>, Vec<usize>) {
    let pairs = messages.overlaps().iter().map(|overlap| (overlap.later, overlap.earlier)).collect();
    let repeated = (0..messages.len()).filter(|&at| messages.at(at).flags.has(Flags::REPEATED)).collect();
    (pairs, repeated)
}

#[test]
fn who_takes_up_whose_words_does_not_depend_on_how_the_chat_is_cut() {
    let day = "2017-03-06";
    let said = [
        "张姐 08:00 周三下午剪窗花，喜鹊登梅由蔡师傅教",
        "小唐 08:01 收到",
        "老李 08:05 三号楼水管漏了，谁有物业电话",
        "小唐 08:06 收到",
        "蔡师傅 08:30 喜鹊登梅我带样子来",
        "张姐 09:00 周三下午剪窗花，喜鹊登梅由蔡师傅教",
    ];
    let expected = (vec![(4, 0)], vec![5]);
    let whole = opened(&[("chats/布工坊.txt", &wechat("布工坊", day, &said))]);
    assert_eq!(taken_up(first(&whole.study.records)), expected);
    let (one, two) = (wechat("布工坊", day, &said[..5]), wechat("布工坊", day, &said[2..]));
    let groups = "group,files\n布工坊,a.txt;b.txt\n";
    for (a, b) in [(&one, &two), (&two, &one)] {
        let opened = opened(&[("chats/a.txt", a), ("chats/b.txt", b), ("groups.csv", groups)]);
        assert_eq!(taken_up(first(&opened.study.records)), expected);
    }
    // The latest first.
    let later = wechat("布工坊", "2017-03-07", &["老李 08:00 喜鹊登梅学会了没有"]);
    let early = wechat("布工坊", day, &said);
    let days = early.split_once("\n\n").unwrap().1;
    let backwards = format!("{later}{days}");
    let opened = opened(&[("chats/布工坊.txt", &backwards)]);
    assert_eq!(taken_up(first(&opened.study.records)), (vec![(4, 0), (6, 0), (6, 4)], vec![5]));
}

#[test]
fn a_plain_line_is_about_the_one_bearer_of_the_name_in_its_chat() {
    let sent = |by: &str| r#""sender": "BY", "accountName""#.replace("BY", by);
    let chat = |title: &str, by: &str| {
        let said = chatlab(&["张姐 08:00:12 1 早上好", "张姐 08:01:00 - 人呢"]);
        said.replace("布工坊", title).replacen(r#""accountName""#, &sent(by), 1)
    };
    let groups = "group,organization\n布工坊,石榴井\n舞蹈队,石榴井\n";
    let both =
        [("groups.csv", groups), ("chats/a.jsonl", &chat("布工坊", "u1")), ("chats/b.jsonl", &chat("舞蹈队", "u2"))];
    let opened = opened(&both);
    assert_eq!(opened.study.records.people().len(), 2);
    for group in 0..2 {
        let messages = opened.study.records.messages(GroupId::from_index(group));
        assert!(messages.len() == 2 && messages.at(0).author == messages.at(1).author);
    }
}

#[test]
fn an_account_is_joined_to_the_tables_by_the_name_it_is_shown_under() {
    let said = chatlab(&["张姐 08:00:12 1 早上好", "小林老师 08:01:00 2 早"]);
    let said = said.replace(r#""accountName": "张姐""#, r#""sender": "u1", "accountName": "张姐""#);
    let said = said.replace(r#""accountName": "小林老师""#, r#""sender": "u2", "accountName": "小林老师""#);
    let sheet = ("sheets/布工坊/2017-03-06 剪纸.csv", "姓名\n张姐\n小林老师\n");
    let plan = "id = 'study'\nzone = 'Asia/Shanghai'\nstaff = ['小林老师']\n";
    let all =
        [("study.toml", plan), ("people.csv", "id,name\np1,张姐\n"), ("chats/布工坊.jsonl", said.as_str()), sheet];
    let records = opened(&all).study.records;
    assert_eq!(records.people().len(), 2);
    // Two accounts of one name are nobody of a table.
    let two =
        said.replacen(r#""sender": "u2", "accountName": "小林老师""#, r#""sender": "u2", "accountName": "张姐""#, 1);
    assert_eq!(opened(&[all[0], all[1], ("chats/布工坊.jsonl", two.as_str()), sheet]).study.records.people().len(), 4);
}

#[test]
fn a_name_of_before_that_only_aliases_know_is_a_target() {
    let said = ["张姐 08:00 早上好", "老李 08:02 @小梅\u{2005}学会了没有", "老李 08:03 @小花\u{2005}呢"];
    let chat = wechat("布工坊", "2017-03-06", &said);
    let aliases = ("aliases.csv", "name,person,organization\n小梅,张姐,\n小花,张姐,舞蹈队\n小王,王姐,\n");
    let opened = opened(&[("chats/布工坊.txt", &chat), aliases]);
    let messages = first(&opened.study.records);
    let targets = |at: usize| messages.at(at).targets.iter().map(|target| target.person).collect::<Vec<_>>();
    assert_eq!(targets(1), [messages.at(0).author]);
    // In another organization, and of nobody here: no target.
    assert!(targets(2).is_empty());
    assert_eq!(count(&opened, &diagnostic::UNKNOWN_TARGET), 1);
    assert_eq!(opened.study.records.people().len(), 2);
}

#[test]
fn who_is_called_by_name_is_a_target() {
    let said = [
        "许队 08:00 【通知】周六8点集合",
        "张姐 08:01 许队，我去不了",
        "许队 08:02 好的张姐",
        "张姐 08:03 跟许队说一声",
        "许队 08:04 @张姐\u{2005}张姐，记得签到",
        "张姐 08:05 知道了。张姐",
    ];
    let opened = opened(&[("chats/舞蹈队.txt", &wechat("舞蹈队", "2017-03-06", &said))]);
    let messages = first(&opened.study.records);
    let hows: Vec<Vec<How>> = messages.iter().map(|m| m.targets.iter().map(|target| target.how).collect()).collect();
    assert_eq!(hows, [vec![], vec![How::Named], vec![How::Named], vec![], vec![How::Mention], vec![]]);
    assert_eq!(messages.at(1).targets[0].person, messages.at(0).author);
    assert_eq!(count(&opened, &diagnostic::UNKNOWN_TARGET), 0);
}

/// A messenger's export of so many chats of one message each, of one title or of none.
fn many(chats: usize, title: &str, first: usize) -> String {
    let one = |at: usize| {
        let id = first + at;
        format!(
            r#"{{"name": {title}, "type": "personal_chat", "id": {id}, "messages": [{{"id": {id}, "type": "message", "date_unixtime": "1544004060", "from": "Rosa", "from_id": "user1", "text": "{id}"}}]}}"#
        )
    };
    let list: Vec<String> = (0..chats).map(one).collect();
    format!(r#"{{"about": "", "chats": {{"about": "", "list": [{}]}}}}"#, list.join(","))
}

#[test]
fn a_file_of_very_many_chats_is_no_reason_to_compare_each_with_each() {
    // Looking at each pair once, let alone at what they say, would be 5 · 10⁸ steps.
    let records = opened(&[("chats/all.json", &many(30_000, "null", 0))]).study.records;
    assert_eq!(records.groups().len(), 30_000);
    // Two such files are compared chat by chat, and there is an end to it.
    let two = [("chats/a.json", many(12_000, r#""Kites""#, 0)), ("chats/b.json", many(12_000, r#""Kites""#, 50_000))];
    let error = try_open(&[(two[0].0, &two[0].1), (two[1].0, &two[1].1)]).map(|_| ()).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Limit, "{error}");
}

#[test]
fn ids_and_names_of_any_length_are_bounded() {
    let long = "x".repeat(1000);
    let message = |id: u32, from: &str, rest: &str| {
        format!(
            r#"{{"id": {id}, "type": "message", "date": "2018-12-05T10:0{id}:00", "from": "Rosa", "from_id": "{from}", "text": "a"{rest}}}"#
        )
    };
    let said = [message(1, &long, ""), message(2, "user1", "")].join(",");
    let chat = format!(r#"{{"name": "{long}", "type": "private_group", "id": 1, "messages": [{said}]}}"#);
    let opened = opened(&[("chats/Kites.json", &chat)]);
    assert_eq!((count(&opened, &diagnostic::LONG_NAME), groups(&opened)), (1, vec![("Kites", 2)]));
}

#[test]
fn what_was_remarked_in_a_reading_that_was_given_up_is_remarked_again() {
    // The file is out of order, so it is read twice.
    let late = wechat("甲", "2017-03-07", &["13800000000 08:00 早上好"]);
    let early = wechat("甲", "2017-03-06", &["13800000000 08:00 早"]);
    let opened = opened(&[("chats/布工坊.txt", &(late + early.split_once("\n\n").unwrap().1))]);
    assert_eq!(count(&opened, &diagnostic::IDENTIFIER_NAME), 1);
}
