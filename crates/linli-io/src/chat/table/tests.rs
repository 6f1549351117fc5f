use std::io::Cursor;

use linli::records::MessageKind::{Join, Other, Picture, SignUp, Text};

use super::super::tests::{Recorder, options};
use super::*;
use crate::chat::{DateOrder, read as read_any};

fn recorded(text: &str, options: &ReadOptions) -> Result<Recorder, Error> {
    let mut recorder = Recorder::default();
    read_any(Cursor::new(text), options, None, &mut recorder).map(|format| assert_eq!(format.id, "table"))?;
    Ok(recorder)
}

#[test]
fn our_own_headers_with_any_delimiter() {
    for text in [
        "group,time,author,id,reply_to,mentions,kind,text\n布工坊,2017-03-06 14:00:05,秦姨,1,,,,\"早,\n上好\"\n\
         布工坊,2017/3/6 14:01,老顾,2,1,秦姨;小唐,picture,\n舞蹈队,1488787260000,小唐,3,,,,#接龙\n",
        "群;时间;发言人;编号;回复;提及;类型;内容\n布工坊;2017-03-06T14:00:05+08:00;秦姨;1;;;;\"早,\n上好\"\n\
         布工坊;2017年3月6日 下午2:01;老顾;2;1;\"秦姨;小唐\";图片;\n舞蹈队;1488787260;小唐;3;;;;#接龙\n",
        "\u{FEFF}Group\tTime\tAuthor\tId\tReply_to\tMentions\tKind\tText\n布工坊\t2017-03-06T06:00:05Z\t秦姨\t1\t\t\t\t\"早,\n上好\"\n\
         布工坊\t2017.3.6 14:01\t老顾\t2\t1\t[\"秦姨\",\"小唐\"]\timage\t\n舞蹈队\t1488787260000000\t小唐\t3\t\t\t\t#接龙\n",
    ] {
        let recorder = recorded(text, &options()).unwrap();
        assert!(recorder.odd.is_empty(), "{:?}", recorder.odd);
        assert_eq!(recorder.times(), ["2017-03-06T14:00:05", "2017-03-06T14:01:00", "2017-03-06T16:01:00"], "{text}");
        assert_eq!(recorder.texts(), [("秦姨", "早,\n上好"), ("老顾", ""), ("小唐", "#接龙")]);
        assert_eq!(recorder.messages.iter().map(|m| m.kind).collect::<Vec<_>>(), [Text, Picture, SignUp]);
        assert_eq!(recorder.messages[1].reply_to.as_deref(), Some("1"));
        assert_eq!(recorder.messages[1].aims, ["mention 秦姨", "mention 小唐"]);
        assert_eq!(recorder.messages.iter().map(|m| m.line).collect::<Vec<_>>(), [2, 4, 5]);
        let titles: Vec<Option<&str>> = recorder.chats.iter().map(|(title, _)| title.as_deref()).collect();
        assert_eq!(titles, [Some("布工坊"), Some("舞蹈队")]);
    }
}

#[test]
fn other_headers_are_declared() {
    let text = "when,who,uid,what\n2017-03-06 14:00,秦姨,u1,早\n2017-03-06 14:01,老顾,u2,=1+1\n";
    let columns = |pairs: &[(&str, &str)]| {
        let columns = pairs.iter().map(|(id, name)| ((*id).to_owned(), (*name).to_owned())).collect();
        ReadOptions { columns, ..options() }
    };
    let told = columns(&[("time", "when"), ("author", "who"), ("author_id", "uid"), ("text", "what")]);
    let recorder = recorded(text, &told).unwrap();
    assert_eq!(recorder.texts(), [("秦姨", "早"), ("老顾", "=1+1")]);
    assert_eq!(recorder.messages[0].author_id.as_deref(), Some("u1"));
    assert_eq!(recorder.chats, [(None, None)]);
    for (told, says) in [
        (columns(&[("time", "when")]), "no column of the table is the author"),
        (columns(&[("time", "at")]), "no column `at`"),
        (columns(&[("tyme", "when")]), "`time`"),
        (ReadOptions { file: "chats/a.csv".to_owned(), ..options() }, "the headers found are `when`, `who`"),
    ] {
        let error = recorded(text, &told).err().unwrap();
        assert!(error.to_string().contains(says), "{error}");
    }
}

#[test]
fn a_time_that_can_be_two_days_is_asked() {
    let text = "time,author,text\n03/04/2017 14:00,秦姨,早\n";
    let error = recorded(text, &options()).err().unwrap();
    assert_eq!((error.kind(), error.location().line), (ErrorKind::Ambiguous, Some(2)));
    for (order, day) in [(DateOrder::DayFirst, "2017-04-03"), (DateOrder::MonthFirst, "2017-03-04")] {
        let told = ReadOptions { date_order: Some(order), ..options() };
        assert_eq!(recorded(text, &told).unwrap().times(), [format!("{day}T14:00:00")]);
    }
}

#[test]
fn bad_rows_are_named_and_left_out() {
    let text = "group,time,author,kind\na,2017-03-06 14:00,秦姨,join\na,noon,秦姨,\na,2017-03-06 14:01,,\n\
                ,2017-03-06 14:02,秦姨,\na,2017-03-06 14:03,秦姨,dance\na,2017-03-06 14:04,秦姨,,more\na,,老顾,member\n";
    let recorder = recorded(text, &options()).unwrap();
    assert_eq!(recorder.messages.iter().map(|m| m.kind).collect::<Vec<_>>(), [Join, Other]);
    assert_eq!((recorder.codes("bad-time"), recorder.codes("empty-name")), (vec![3], vec![4]));
    assert_eq!((recorder.codes("bad-row"), recorder.codes("ragged-row")), (vec![5], vec![7]));
    assert_eq!(recorder.codes("unknown-kind"), [6]);
    assert_eq!(recorder.members, [("老顾".to_owned(), None)]);
    let mixed = "group,time,author\na,2017-03-06,x\nb,2017-03-06,x\na,2017-03-06,x\n";
    let error = recorded(mixed, &options()).err().unwrap();
    assert_eq!(error.location().line, Some(4));
    assert!(error.to_string().contains("sort the table"), "{error}");
}

#[test]
fn an_open_quotation_mark_is_named_with_its_line() {
    let text = "time,author,text\n2017-03-06,x,a\n2017-03-06,x,\"b\n2017-03-06,x,c\n";
    let error = recorded(text, &options()).err().unwrap();
    assert_eq!((error.code(), error.location().line), (Some("open-quote"), Some(3)));
    // One that closes at the end of the file, and an inch mark, open nothing.
    for text in ["time,author,text\n2017-03-06,x,\"a\nb\"", "time,author,text\n2017-03-06,x,5\" pipe\n"] {
        assert_eq!(recorded(text, &options()).unwrap().messages.len(), 1);
    }
}

#[test]
fn clocks_show_midnight_twice_and_a_leap_second() {
    let recorder = recorded("time,author\n2016-12-31 24:00,x\n2016-12-31T23:59:60,x\n-5,x\n", &options()).unwrap();
    assert_eq!(recorder.times(), ["2017-01-01T00:00:00", "2016-12-31T23:59:59"]);
    let codes = ["hour-24", "leap-second", "bad-time"].map(|code| recorder.codes(code));
    assert_eq!(codes, [vec![2], vec![3], vec![4]]);
}

#[test]
fn an_open_quotation_mark_ends_at_the_limit() {
    let text = format!("time,author,text\n2017-03-06,x,\"{}", "y\n".repeat(1 << 20));
    let error = recorded(&text, &options()).err().unwrap();
    assert_eq!(error.kind(), ErrorKind::Limit);
    assert!(error.to_string().contains("never close"), "{error}");
}
