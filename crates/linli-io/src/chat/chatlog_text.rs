//! chatlog as text: `name(account) 04-05 08:01:00`, the words under it. By default the date has no year.

use std::io::BufRead;

use linli::Error;
use linli::records::{Field, Fields};

use super::reading::stamped::{self, Head, Preamble, Shape};
use super::{ChatFormat, ReadOptions, Reading, Receiver, Sample};

/// What chatlog writes in each of its forms.
pub(super) const FIELDS: Fields = Fields::of(&[
    Field::Reply,
    Field::Mention,
    Field::Kind,
    Field::Length,
    Field::Named,
    Field::Cue,
    Field::Join,
    Field::Recall,
    Field::Seconds,
    Field::PersonId,
]);

pub(super) static FORMAT: ChatFormat = ChatFormat {
    id: "chatlog_text",
    title: "chatlog, text",
    title_zh: "chatlog 文本",
    note: "Seconds in local time, names and account ids; quotes as lines that begin with `> `. Where the dates have no year, \
           `year` in `sources` of study.toml says the year of the first message. Sign-up lists are lost: the tool writes only \
           that something was shared.",
    fields: FIELDS,
    settle: None,
    sniff,
    read: Reading::Stream(read),
};

const SHAPE: Shape = Shape { head, preamble: |_| Preamble::Strange, quote, is_system: stamped::is_system };

fn sniff(sample: &Sample<'_>) -> u8 {
    let first = sample.lines().find(|line| !line.trim().is_empty()).unwrap_or_default();
    let known = |line: &str| head(line).is_some_and(|head| head.id.is_some() || stamped::is_system(head.name));
    if known(first) && sample.lines().any(|line| head(line).is_some_and(|head| head.id.is_some())) { 80 } else { 0 }
}

fn read(reader: &mut dyn BufRead, options: &ReadOptions, receiver: &mut dyn Receiver) -> Result<(), Error> {
    stamped::read(SHAPE, reader, options, receiver)
}

/// `name(account) date time`. Own messages are signed `我`, without an account.
fn head(line: &str) -> Option<Head<'_>> {
    let (shown, at) = stamped::trailing(line.trim_start_matches('\u{FEFF}'))?;
    if shown.starts_with('>') {
        return None;
    }
    let (name, id) = stamped::bearer(shown);
    let own = id == Some("我");
    let id = id.filter(|id| !stamped::is_system(id) && !own);
    let known = id.is_some() || own || stamped::is_system(name) || matches!(name, "我" | "Me");
    (at.has_seconds && known).then_some(Head { at, name, id, words: None })
}

/// Lines that begin with `> ` are what is answered; the first of them says whose it is.
pub(super) fn quote(words: &str) -> (Option<&str>, &str) {
    let mut rest = words;
    while let Some(line) = rest.split('\n').next().filter(|line| line.starts_with('>')) {
        rest = rest.get(line.len()..).and_then(|after| after.strip_prefix('\n')).unwrap_or_default();
    }
    let first = words.split('\n').next().unwrap_or_default();
    let quoted = first.strip_prefix('>').map(str::trim).filter(|_| rest.len() < words.len());
    let whose = quoted.and_then(|line| {
        let shown = stamped::trailing(line).map_or(line, |(shown, _)| shown);
        let (name, id) = stamped::bearer(shown);
        id.map(|_| name).filter(|name| !name.is_empty())
    });
    (whose, rest)
}

#[cfg(test)]
mod tests {
    use linli::ErrorKind;

    use super::super::tests::{Recorder, options};
    use super::*;

    const TEXT: &str = "老顾(wxid_gu0001) 12-30 20:01:00\n周六糊纸鸢\n\n秦姨(wxid_qin001) 12-31 08:02:00\n> 老顾(wxid_gu0001) \
                        12-30 20:01:00\n> 周六糊纸鸢\n我去\n\n我 01-01 09:00:00\n好\n";

    #[test]
    fn the_year_is_asked_and_goes_on() {
        let mut recorder = Recorder::default();
        let error = read(&mut TEXT.as_bytes(), &options(), &mut recorder).unwrap_err();
        assert_eq!((error.kind(), error.location().line), (ErrorKind::Ambiguous, Some(1)));
        let mut told = options();
        told.year = Some(2016);
        read(&mut TEXT.as_bytes(), &told, &mut recorder).unwrap();
        assert_eq!(recorder.times(), ["2016-12-30T20:01:00", "2016-12-31T08:02:00", "2017-01-01T09:00:00"]);
        let answer = &recorder.messages[1];
        assert_eq!((answer.quoted.as_deref(), answer.text.as_str()), (Some("老顾"), "我去"));
        assert_eq!(answer.author_id.as_deref(), Some("wxid_qin001"));
    }
}
