use std::collections::BTreeSet;
use std::fs::File;

use linli::ErrorKind;
use linli::records::MessageKind::{self, Join, Leave, Rename, System, Text};

use super::super::tests::{Recorder, lane, options};
use super::*;

fn recorded(file: &str, text: &str) -> Recorder {
    let mut recorder = Recorder::default();
    let options = ReadOptions { file: file.to_owned(), ..options() };
    read(&mut text.as_bytes(), &options, &mut recorder).unwrap();
    recorder
}

fn told(recorder: &Recorder) -> Vec<(MessageKind, &str, &str)> {
    recorder
        .messages
        .iter()
        .map(|m| (m.kind, m.author.as_str(), if m.text.is_empty() { &m.event } else { &m.text } as &str))
        .collect()
}

const EXPECTED: &[(MessageKind, &str, &str)] = &[
    (Join, "wang", ""),
    (Text, "wang", "早上好"),
    (Text, "li_si", "wang: 八点见"),
    (Text, "wang", "去买菜"),
    (Rename, "wang_away", "was wang"),
    (System, "", ""),
    (Leave, "zhao", "by li_si"),
    (Leave, "wang_away", ""),
];

/// The same morning as five programs write it; their forms are described in formats.md §6.6 and their own manuals.
#[test]
fn programs_write_the_same_in_their_own_ways() {
    let ubuntu = "=== wang [~w@home.example]  has joined #hutong\n[08:01] <wang> 早上好\n[08:02] <li_si> wang: 八点见\n\
                  [08:03]  * wang 去买菜\n=== wang is now known as wang_away\n=== mode/#hutong [+o li_si]  by Chan\n\
                  === zhao was kicked from #hutong by li_si [够了]\n=== wang_away [~w@home.example]  has left #hutong []\n";
    let irssi = "--- Log opened Mon Mar 06 08:00:01 2017\n08:00 -!- wang [~w@home.example] has joined #hutong\n\
                 08:01 < wang> 早上好\n08:02 <@li_si> wang: 八点见\n08:03  * wang 去买菜\n\
                 08:03 -!- wang is now known as wang_away\n08:03 -!- mode/#hutong [+o li_si] by Chan\n\
                 08:03 -!- zhao was kicked from #hutong by li_si [够了]\n08:04 -!- wang_away [~w@home.example] has quit [Ping]\n\
                 --- Log closed Mon Mar 06 09:00:00 2017\n";
    let znc = "[08:00:59] *** Joins: wang (~w@home.example)\n[08:01:00] <wang> 早上好\n[08:02:00] <li_si> wang: 八点见\n\
               [08:03:00] * wang 去买菜\n[08:03:01] *** wang is now known as wang_away\n\
               [08:03:02] *** ChanServ sets mode: +o li_si\n[08:03:03] *** zhao was kicked by li_si (够了)\n\
               [08:03:04] *** Quits: wang_away (~w@home.example) (Ping)\n";
    let weechat = "2017-03-06 08:00:59\t-->\twang (~w@home.example) has joined #hutong\n2017-03-06 08:01:00\twang\t早上好\n\
                   2017-03-06 08:02:00\t@li_si\twang: 八点见\n2017-03-06 08:03:00\t *\twang 去买菜\n\
                   2017-03-06 08:03:01\t--\twang is now known as wang_away\n2017-03-06 08:03:02\t--\tMode #hutong [+o li_si] by Chan\n\
                   2017-03-06 08:03:03\t<--\tli_si has kicked zhao from #hutong (够了)\n\
                   2017-03-06 08:03:04\t<--\twang_away (~w@home.example) has quit (Ping)\n";
    let hexchat = "**** BEGIN LOGGING AT Mon Mar  6 08:00:01 2017\n\nMar 06 08:00:59 *\twang (~w@home.example) has joined\n\
                   Mar 06 08:01:00 <wang>\t早上好\nMar 06 08:02:00 <li_si>\twang: 八点见\nMar 06 08:03:00 *\twang 去买菜\n\
                   Mar 06 08:03:01 *\twang is now known as wang_away\nMar 06 08:03:02 *\tChan·Serv gives channel operator status\n\
                   Mar 06 08:03:03 *\tli_si has kicked zhao from #hutong (够了)\n\
                   Mar 06 08:03:04 *\twang_away has quit (Ping)\n**** ENDING LOGGING AT Mon Mar  6 09:00:00 2017\n";
    let mirc = "Session Start: Mon Mar 06 08:00:00 2017\nSession Ident: #hutong\n[08:00] * wang (~w@home.example) has joined #hutong\n\
                [08:01] <wang> 早上好\n[08:02] <@li_si> wang: 八点见\n[08:03] * wang 去买菜\n\
                [08:03] * wang is now known as wang_away\n[08:03] * +Chan+ sets mode: +o li_si\n\
                [08:03] * zhao was kicked by li_si (够了)\n[08:04] * wang_away (~w@home.example) has quit IRC (Ping)\n";
    for log in [ubuntu, irssi, znc, weechat, hexchat, mirc] {
        let recorder = recorded("2017-03-06.log", log);
        assert_eq!(told(&recorder), EXPECTED, "{log}");
        assert!(recorder.odd.is_empty(), "{:?}", recorder.odd);
        assert_eq!(recorder.times()[1], "2017-03-06T08:01:00");
        let sample = Sample { file: "a", text: log, entries: &[] };
        assert!(sniff(&sample) >= 80, "{log}");
    }
}

#[test]
fn a_day_that_nobody_says_is_asked_for() {
    let fail = |file: &str, text: &str| {
        let options = ReadOptions { file: file.to_owned(), ..options() };
        read(&mut text.as_bytes(), &options, &mut Recorder::default()).unwrap_err()
    };
    let error = fail("channel.log", "[08:01] <wang> 早上好\n");
    assert_eq!((error.kind(), error.location().line), (ErrorKind::Ambiguous, Some(1)));
    assert!(error.to_string().contains("name of the file"), "{error}");
    let error = fail("channel.log", "Mar 06 08:01:00 <wang> 早上好\n");
    assert!(error.to_string().contains("year = "), "{error}");
    let told = ReadOptions { year: Some(2016), ..options() };
    let mut recorder = Recorder::default();
    let text = "Dec 31 23:59:00 <wang> 一\nJan 01 00:01:00 <wang> 二\n";
    read(&mut text.as_bytes(), &told, &mut recorder).unwrap();
    assert_eq!(recorder.times(), ["2016-12-31T23:59:00", "2017-01-01T00:01:00"]);
}

#[test]
fn odd_lines_are_counted_and_words_are_no_events() {
    let recorder = recorded(
        "2017-03-06",
        "[08:01] <> 谁\n[25:01] <wang> 晚了\n一行\n[08:02] <wang>\n[08:03]  * wang is now known as 王大厨\n\
         [08:03] * wang has joined the party\n[08:04] -NickServ- 请登录\n",
    );
    assert_eq!(
        told(&recorder),
        [
            (Text, "wang", ""),
            (Text, "wang", "is now known as 王大厨"),
            (Text, "wang", "has joined the party"),
            (System, "", "")
        ]
    );
    assert_eq!(
        (recorder.codes("empty-name"), recorder.codes("bad-time"), recorder.codes("bad-row")),
        (vec![1], vec![2], vec![3])
    );
    assert_eq!(recorder.messages[0].line, 4);
}

/// What `tests/cases/chat/irc/independent.py` prints: file, messages, joins, leaves, renames, authors.
const LOGS: &str = include_str!("../../../../../tests/cases/chat/irc/independent.txt");

#[test]
fn annotated_logs_read_as_an_independent_reader_reads_them() {
    let Some(folder) = lane::shared("irc-reply-links-dev") else { return };
    let mut logs = 0;
    for row in LOGS.lines().filter(|row| !row.starts_with('#')) {
        let name = row.split(' ').next().unwrap();
        let mut recorder = Recorder::default();
        let options = ReadOptions { file: name.to_owned(), ..options() };
        let format = crate::chat::read(File::open(folder.join(name)).unwrap(), &options, None, &mut recorder).unwrap();
        assert_eq!(format.id, "irc", "{name}");
        let count = |kind| recorder.messages.iter().filter(|m| m.kind == kind).count();
        let said: BTreeSet<u64> = recorder.messages.iter().filter(|m| m.kind == Text).map(|m| m.line).collect();
        let people: BTreeSet<&str> =
            recorder.messages.iter().filter(|m| m.kind == Text).map(|m| m.author.as_str()).collect();
        let found =
            format!("{name} {} {} {} {} {}", said.len(), count(Join), count(Leave), count(Rename), people.len());
        assert_eq!(found, row);
        // The only oddities are the clock of twelve hours that the oldest logs have, and one sign of formatting.
        let known = ["twelve-hours", "control-characters"];
        assert!(recorder.odd.iter().all(|(code, ..)| known.contains(code)), "{name}: {:?}", recorder.odd);
        let times: Vec<_> = recorder.messages.iter().map(|m| m.time).collect();
        assert!(times.is_sorted_by(|a, b| a.micros() <= b.micros() + 300_000_000), "{name}");
        annotated_lines_are_ours(&folder.join(name.replace(".raw.", ".annotation.")), &folder.join(name), &said);
        logs += 1;
    }
    assert_eq!(logs, 10);
}

/// Annotations count lines from 0. Those that are reports of the program are no messages.
fn annotated_lines_are_ours(annotation: &std::path::Path, log: &std::path::Path, said: &BTreeSet<u64>) {
    let log = std::fs::read_to_string(log).unwrap();
    let lines: Vec<&str> = log.split('\n').collect();
    let mut joined = 0;
    for row in std::fs::read_to_string(annotation).unwrap().lines() {
        for number in row.split(' ').take(2).map(|number| number.parse::<usize>().unwrap()) {
            if !lines[number].starts_with("===") {
                assert!(said.contains(&(number as u64 + 1)), "{number}: {}", lines[number].len());
                joined += 1;
            }
        }
    }
    assert!(joined > 400);
}
