use linli::ErrorKind;
use linli::records::MessageKind::{Join, Leave, Other, Recall, Rename, System, Text};

use super::super::tests::{Recorder, options};
use super::*;
use crate::chat::DateOrder;

fn recorded(text: &str, order: Option<DateOrder>) -> Recorder {
    let mut recorder = Recorder::default();
    read(&mut text.as_bytes(), &ReadOptions { date_order: order, ..options() }, &mut recorder).unwrap();
    recorder
}

#[test]
fn messages_of_several_lines() {
    let recorder = recorded(
        "[15/01/20, 14:22:05] Jane : Doe: Hello\n\n[x] again: b\n\u{200E}[15/01/20, 14:23:00] 🌸: \u{200E}image omitted\n\
         [16/01/20, 00:00:00] Jane : Doe:.\n[16/01/20, 00:00:01] Jane : Doe: \u{200E}This message was deleted.",
        Some(DateOrder::DayFirst),
    );
    assert_eq!(
        recorder.texts(),
        [("Jane : Doe", "Hello\n\n[x] again: b"), ("🌸", ""), ("Jane : Doe", ""), ("Jane : Doe", "")]
    );
    assert_eq!(recorder.times()[..2], ["2020-01-15T14:22:05", "2020-01-15T14:23:00"]);
    assert_eq!(recorder.messages[3].kind, Recall);
    assert!(recorder.messages[3].recalled && !recorder.messages[2].recalled);
}

#[test]
fn reports_are_not_members() {
    let recorder = recorded(
        "chat\n\n2020/1/15 下午2:22 - 小王添加了张姐\n2020/1/15 下午2:23 - 张姐: <省略影音内容>\n\
         2020/1/15 下午2:24 - 群: 消息和通话已进行端到端加密。\nmore\n2020/1/15 下午2:25 - : x\n2020/2/30 下午2:25 - 张姐: x\ny\n",
        None,
    );
    let kinds: Vec<(&str, MessageKind)> = recorder.messages.iter().map(|m| (m.author.as_str(), m.kind)).collect();
    assert_eq!(kinds, [("张姐", Join), ("张姐", Other), ("", System)]);
    assert!(recorder.messages.iter().all(|m| m.text.is_empty() && m.kind != Text));
    assert_eq!((recorder.codes("unread-lines"), recorder.codes("empty-name")), (vec![1], vec![7]));
    assert_eq!(recorder.codes("bad-time"), [8]);
}

#[test]
fn an_open_order_is_asked() {
    let mut recorder = Recorder::default();
    let error = read(&mut "01/02/2020, 14:22 - A: b".as_bytes(), &options(), &mut recorder).unwrap_err();
    assert_eq!((error.kind(), error.location().line), (ErrorKind::Ambiguous, Some(1)));
}

#[test]
fn clock_changes_are_reported() {
    let zone = linli::time::Zone::named("America/New_York").unwrap();
    let mut recorder = Recorder::default();
    let text = "2017/3/12, 02:30 - A: b\n2017/11/5, 01:30 - A: c";
    read(&mut text.as_bytes(), &ReadOptions { zone, ..options() }, &mut recorder).unwrap();
    assert_eq!((recorder.codes("time-gap"), recorder.codes("time-fold")), (vec![1], vec![2]));
    assert_eq!(recorder.messages.len(), 2);
}

#[test]
fn sniffing() {
    let score = |text: &str| sniff(&Sample { file: "a.txt", text, entries: &[] });
    assert_eq!(score("15.04.2016, 15:04 - A: b"), 80);
    assert_eq!(score("notes\n15.04.2016, 15:04 - A: b\n15.04.2016, 15:05 - A: b"), 60);
    assert_eq!(score("张三  16:21\n\n好"), 0);
}

#[test]
fn the_exporter_is_somebody_only_where_a_person_says_who() {
    let text = "2023-03-06, 10:00 - You added Piet\n2023-03-06, 10:01 - Rosa added you\n2023-03-06, 10:02 - You left\n\
                2023-03-06, 10:03 - Rosa added you and Nora\n2023-03-06, 10:04 - +31 6 11111111 changed to +31 6 22222222";
    let told = |me: Option<&str>| {
        let mut recorder = Recorder::default();
        let options = ReadOptions { me: me.map(str::to_owned), ..options() };
        read(&mut text.as_bytes(), &options, &mut recorder).unwrap();
        recorder.messages.into_iter().map(|m| (m.kind, m.author, m.event)).collect::<Vec<_>>()
    };
    let line = |kind, author: &str, event: &str| (kind, author.to_owned(), event.to_owned());
    let renamed = line(Rename, "+31 6 22222222", "was +31 6 11111111");
    let nobody = line(System, "", "");
    assert_eq!(
        told(None),
        [line(Join, "Piet", ""), nobody.clone(), nobody, line(Join, "Nora", "by Rosa"), renamed.clone()]
    );
    assert_eq!(
        told(Some("Ann")),
        [
            line(Join, "Piet", "by Ann"),
            line(Join, "Ann", "by Rosa"),
            line(Leave, "Ann", ""),
            line(Join, "Ann", "by Rosa"),
            line(Join, "Nora", "by Rosa"),
            renamed
        ]
    );
}
