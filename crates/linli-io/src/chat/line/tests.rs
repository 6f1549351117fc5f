use std::io::Cursor;

use linli::ErrorKind;
use linli::records::MessageKind::{Join, Leave, Picture, Recall, System, Text};

use super::super::tests::{Recorder, options};

fn recorded(text: &str) -> Recorder {
    let mut recorder = Recorder::default();
    let format = crate::chat::read(Cursor::new(text), &options(), None, &mut recorder).unwrap();
    assert_eq!(format.id, "line");
    recorder
}

#[test]
fn days_clocks_and_reports() {
    let recorder = recorded(
        "\u{FEFF}[LINE] 纸鸢班的聊天記錄\n儲存日期：2026/02/01 09:00\n\n2026/1/30（五）\n上午12:05\t老顧\t糊紙鳶\n\
         下午12:05\t\t六姐已加入群組。\n下午11:59\t秦姨\t[照片]\n\n2026/1/31（六）\n上午8:00\t\t秦姨已收回訊息\n\
         上午8:01\t\t六姐已退群\n上午8:02\t\t您已收回訊息\n",
    );
    assert_eq!(recorder.chats, [(Some("纸鸢班".to_owned()), Some("line".to_owned()))]);
    let told: Vec<_> = recorder.messages.iter().map(|m| (m.kind, m.author.as_str(), m.recalled)).collect();
    assert_eq!(
        told,
        [
            (Text, "老顧", false),
            (Join, "六姐", false),
            (Picture, "秦姨", false),
            (Recall, "秦姨", true),
            (Leave, "六姐", false),
            (System, "", false)
        ]
    );
    assert_eq!(
        recorder.times()[..4],
        ["2026-01-30T00:05:00", "2026-01-30T12:05:00", "2026-01-30T23:59:00", "2026-01-31T08:00:00"]
    );
    assert!(recorder.odd.is_empty(), "{:?}", recorder.odd);
}

#[test]
fn words_of_several_lines_stand_in_quotation_marks() {
    let recorder = recorded(
        "[LINE] Chat history in Kites\nSaved on: 1/31/2026, 09:00\n\nFri, 1/30/2026\n10:05\tGu\t\"Kites\n\n2026/2/3（二）\nbring \"\"glue\"\"\"\n\
         10:06\tRosa\t\"see you\"\n10:07\tRosa\t\"open\n\nSat, 1/31/2026\n08:00\tGu\tmorning\n",
    );
    assert_eq!(
        recorder.texts(),
        [
            ("Gu", "Kites\n\n2026/2/3（二）\nbring \"glue\""),
            ("Rosa", "\"see you\""),
            ("Rosa", "\"open"),
            ("Gu", "morning")
        ]
    );
    assert_eq!(recorder.times()[3], "2026-01-31T08:00:00");
}

#[test]
fn the_weekday_tells_the_day_from_the_month_or_it_is_asked() {
    // 3 April 2026 is a Friday; 5 May 2026 is a Tuesday in either order.
    let recorder =
        recorded("[LINE] Chat history in Kites\n\nFri, 03/04/2026\n10:05\tGu\ta\n\nTue, 05/05/2026\n10:05\tGu\tb\n");
    assert_eq!(recorder.times(), ["2026-04-03T10:05:00", "2026-05-05T10:05:00"]);
    // 1 August and 8 January 2027: neither is a Monday.
    let text = "[LINE] Chat history in Kites\n\nMon, 01/08/2027\n10:05\tGu\ta\n";
    let error = crate::chat::read(Cursor::new(text), &options(), None, &mut Recorder::default()).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Ambiguous);
}

#[test]
fn blanks_instead_of_tabs_are_refused() {
    let text = "[LINE] Chat history in Kites\nSaved on: 2026/01/31 09:00\n\n2026.01.30 Friday\n10:05 Gu Lao see you\n";
    let error = crate::chat::read(Cursor::new(text), &options(), None, &mut Recorder::default()).unwrap_err();
    assert_eq!((error.kind(), error.location().line), (ErrorKind::Input, Some(5)));
    assert!(error.to_string().contains("telephone"), "{error}");
}
