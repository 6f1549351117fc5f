use std::io::Cursor;

use linli::ErrorKind;
use linli::records::MessageKind::{File, Text};

use super::super::tests::{Recorder, options};
use super::*;

fn recorded(text: &[u8]) -> Recorder {
    let mut recorder = Recorder::default();
    let format = crate::chat::read(Cursor::new(text), &options(), None, &mut recorder).unwrap();
    assert_eq!(format.id, "mbox");
    recorder
}

/// Headers and quoting as RFC 5322, 2045, 2047 and 4155 describe them.
#[test]
fn answers_quotes_and_charsets() {
    let mut bytes = b"From gu@home.example Fri Jan 30 02:05:00 2026\nFrom: =?gb2312?B?wM+5yw==?= <Gu@home.example>\n\
        Date: Fri, 30 Jan 2026 10:05:00 +0800\nMessage-ID: <1@home.example>\nContent-Type: text/plain;\n charset=gb2312\n\
        Content-Transfer-Encoding: 8bit\n\n"
        .to_vec();
    bytes.extend_from_slice(&encoding_rs::GBK.encode("周六糊纸鸢\n>From 早上\n").0);
    bytes.extend_from_slice(
        b"\nFrom rosa@home.example Fri Jan 30 02:06:00 2026\nFrom: Rosa <rosa@home.example>\nDate: Fri, 30 Jan 2026 02:06:00 GMT\n\
        Message-ID: <2@home.example>\nReferences: <0@home.example>\n\t<1@home.example>\n\n\
        I come.\n\nOn Friday, Gu wrote:\n> kites\n>\n> glue\n\nSee you\n-- \nRosa, flat 3\n\
        \nFrom mei@home.example Fri Jan 30 02:07:00 2026\nFrom: mei@home.example\nDate: Fri, 30 Jan 2026 02:07:00 -0000\n\
        In-Reply-To: <2@home.example>\nContent-Type: multipart/mixed; boundary=\"a=b\"\n\nnothing\n--a=b\n\
        Content-Type: multipart/alternative; boundary=c\n\n--c\nContent-Type: text/plain; charset=utf-8\n\
        Content-Transfer-Encoding: quoted-printable\n\n=E5=A5=BD=\n, me too\n--c\nContent-Type: text/html\n\n<p>x</p>\n--c--\n\
        --a=b\nContent-Type: image/png\nContent-Transfer-Encoding: base64\n\niVBORw0KGgo=\n--a=b--\n",
    );
    let recorder = recorded(&bytes);
    assert_eq!(
        recorder.texts(),
        [("老顾", "周六糊纸鸢\nFrom 早上"), ("Rosa", "I come.\n\n\nSee you"), ("mei@home.example", "好, me too")]
    );
    let answers: Vec<_> = recorder.messages.iter().map(|m| (m.id.as_deref(), m.reply_to.as_deref())).collect();
    assert_eq!(
        answers,
        [
            (Some("1@home.example"), None),
            (Some("2@home.example"), Some("1@home.example")),
            (None, Some("2@home.example"))
        ]
    );
    assert_eq!(recorder.messages[0].author_id.as_deref(), Some("gu@home.example"));
    assert_eq!(recorder.times(), ["2026-01-30T10:05:00", "2026-01-30T10:06:00", "2026-01-30T10:07:00"]);
    assert!(recorder.odd.is_empty(), "{:?}", recorder.odd);
}

#[test]
fn html_alone_and_attachments_alone() {
    let recorder = recorded(
        b"From a@b Fri Jan 30 02:05:00 2026\nFrom: Gu <gu@home.example>\nDate: 30 Jan 2026 10:05:00\nContent-Type: text/html\n\
        \n<style>p{}</style><p>I &amp; you</p><blockquote>kites</blockquote>\n\
        \nFrom a@b Fri Jan 30 02:05:00 2026\nFrom: Gu <gu@home.example>\nDate: 30 Jan 2026 10:06:00\n\
        Content-Type: application/pdf\nContent-Transfer-Encoding: base64\n\nAAAA\n",
    );
    let told: Vec<_> = recorder.messages.iter().map(|m| (m.kind, m.text.as_str())).collect();
    assert_eq!(told, [(Text, "I & you"), (File, "")]);
    assert_eq!(recorder.times()[0], "2026-01-30T10:05:00");
}

#[test]
fn what_is_missing_is_told_and_what_is_too_long_refused() {
    let recorder = recorded(
        b"From a@b Fri Jan 30 02:05:00 2026\nFrom: Gu <gu@home.example>\n\nno date\n\nFrom here it is quiet\n\
        \nFrom a@b Fri Jan 30 02:05:00 2026\nDate: 30 Jan 2026 10:05:00\n\nnobody\n",
    );
    assert_eq!((recorder.codes("bad-time"), recorder.codes("empty-name")), (vec![1], vec![8]));
    let mut narrow = options();
    narrow.limits.line = 100;
    let long = format!("From a@b Fri Jan 30 02:05:00 2026\nFrom: Gu <g@b>\n\n{}", "kites and glue\n".repeat(10));
    let error = read(&mut long.as_bytes(), &narrow, &mut Recorder::default()).unwrap_err();
    assert_eq!((error.kind(), error.location().line), (ErrorKind::Limit, Some(10)));
    let error = read(&mut "x".repeat(200).as_bytes(), &narrow, &mut Recorder::default()).unwrap_err();
    assert_eq!((error.kind(), error.location().line), (ErrorKind::Limit, Some(1)));
}

#[test]
fn mails_made_to_be_slow_are_read_in_one_pass() {
    let head =
        |from: &str| format!("From a@b Fri Jan 30 02:05:00 2026\nFrom: {from} <g@b>\nDate: 30 Jan 2026 10:05:00\n\n");
    let bytes = head(&"=?a?b?".repeat(100_000)) + &"\n".repeat(400_000) + &">\n\n".repeat(100_000);
    let mut recorder = Recorder::default();
    read(&mut bytes.as_bytes(), &options(), &mut recorder).unwrap();
    assert_eq!((recorder.messages.len(), recorder.messages[0].text.len()), (1, 0));
}
