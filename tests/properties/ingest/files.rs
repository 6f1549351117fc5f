//! Files twice, in another order, in pieces, packed, erased.

use std::collections::BTreeMap;
use std::io::{Cursor, Write};

use linli_io::OpenOptions;

use super::desk::{Desk, State};
use super::talk::{Ids, NAMES, Pace, Said, chatlab, lines, talk, wechat};
use super::{CASES, one_group};
use crate::draw::Random;

/// A format of text or of lines.
fn export(random: &mut Random, talk: &[Said]) -> String {
    match random.below(3) {
        0 => wechat(talk, &NAMES),
        1 => chatlab(&lines(talk, Ids::Left)),
        _ => chatlab(&lines(talk, Ids::Written)),
    }
}

#[test]
fn reading_a_file_twice_changes_nothing() {
    let desk = Desk::new("twice");
    for case in 0..CASES {
        let mut random = Random::new(case);
        let talk = talk(&mut random, Pace::Crowded);
        let file = export(&mut random, &talk);
        let once = desk.opened(&[("chats/布工坊.txt", &file)]);
        let again = desk.opened(&[("chats/布工坊.txt", &file)]);
        assert_eq!(once.study.records, again.study.records, "case {case}");
        let once = State::of(&once.study.records);
        let copy = *random.one(&["chats/布工坊 (2).txt", "chats/布工坊_20170430.txt", "chats/手机导出一份.txt"]);
        assert_eq!(once, desk.state(&[("chats/布工坊.txt", &file), (copy, &file)]), "case {case}, {copy}");
        let groups = one_group(&["a.txt", "b.txt"]);
        let told = desk.state(&[("chats/a.txt", &file), ("chats/b.txt", &file), ("groups.csv", &groups)]);
        assert_eq!(told, desk.state(&[("chats/b.txt", &file), ("groups.csv", &groups)]), "case {case}");
    }
}

#[test]
fn the_order_of_overlapping_exports_changes_nothing() {
    let desk = Desk::new("order");
    let names: Vec<String> = (0..6).map(|at| format!("{at}.txt")).collect();
    let groups = one_group(&names.iter().map(String::as_str).collect::<Vec<_>>());
    for case in 0..CASES {
        let mut random = Random::new(case);
        let talk = talk(&mut random, Pace::Crowded);
        let mut exports: Vec<String> = (0..2 + random.below(5))
            .map(|_| {
                let start = random.below(talk.len());
                let part: Vec<Said> = talk[start..=start + random.below(talk.len() - start)]
                    .iter()
                    // Telephones miss messages.
                    .filter(|_| !random.percent(10))
                    .cloned()
                    .collect();
                export(&mut random, if part.is_empty() { &talk } else { &part })
            })
            .collect();
        let read = |exports: &[String]| {
            let paths: Vec<String> = names.iter().map(|name| format!("chats/{name}")).collect();
            let mut files: Vec<(&str, &str)> =
                paths.iter().zip(exports).map(|(path, text)| (path.as_str(), text.as_str())).collect();
            files.push(("groups.csv", &groups));
            desk.state(&files)
        };
        let first = read(&exports);
        random.shuffle(&mut exports);
        assert_eq!(first, read(&exports), "case {case}");
        // And one of them twice.
        if exports.len() < 6 {
            exports.push(random.one(&exports).clone());
            assert_eq!(first, read(&exports), "case {case}, one twice");
        }
    }
}

/// Where a conversation can be cut so that it can be put together again: of two pieces that are nothing but parts of one
/// minute nobody can say which came first, and without ids two like messages of one minute on either side of a cut count
/// once, which is a known loss.
fn cuts(random: &mut Random, talk: &[Said], ids: Ids) -> Vec<usize> {
    let mut cuts: Vec<usize> = (0..=random.below(3)).map(|_| 1 + random.below(talk.len() - 1)).collect();
    cuts.sort_unstable();
    cuts.dedup();
    let minute = |at: usize| talk[at].minute();
    let like = |a: &Said, b: &Said| a.minute() == b.minute() && a.who == b.who && a.text == b.text;
    let mut from = 0;
    cuts.retain(|&cut| {
        let (mine, theirs) = talk.split_at(cut);
        let twins = ids == Ids::Left && mine.iter().any(|a| theirs.iter().any(|b| like(a, b)));
        let fits = minute(from) < minute(cut - 1) && minute(cut) < minute(talk.len() - 1) && !twins;
        if fits {
            from = cut;
        }
        fits
    });
    cuts
}

#[test]
fn a_file_in_pieces_is_the_file() {
    let desk = Desk::new("pieces");
    for case in 0..CASES {
        let mut random = Random::new(case);
        let talk = talk(&mut random, Pace::Crowded);
        let ids = *random.one(&[Ids::Written, Ids::Left]);
        let write = |talk: &[Said]| match ids {
            Ids::Written => chatlab(&lines(talk, ids)),
            Ids::Left => wechat(talk, &NAMES),
        };
        let whole = write(&talk);
        let mut from = 0;
        let mut pieces = Vec::new();
        for cut in cuts(&mut random, &talk, ids).into_iter().chain([talk.len()]) {
            pieces.push(write(&talk[from..cut]));
            from = cut;
        }
        // Under names that say nothing of their order.
        let mut names: Vec<String> = (0..pieces.len()).map(|at| format!("chats/{at}.txt")).collect();
        random.shuffle(&mut names);
        let groups = one_group(&["0.txt", "1.txt", "2.txt", "3.txt"]);
        let mut files: Vec<(&str, &str)> =
            names.iter().zip(&pieces).map(|(name, piece)| (name.as_str(), piece.as_str())).collect();
        files.push(("groups.csv", &groups));
        let one = desk.state(&[("chats/0.txt", &whole), ("groups.csv", &groups)]);
        assert_eq!(one.without_covers(), desk.state(&files).without_covers(), "case {case}, {ids:?}");
    }
}

#[test]
fn what_was_erased_is_as_if_it_had_never_been_read() {
    let desk = Desk::new("erase");
    for case in 0..CASES {
        let mut random = Random::new(case);
        let (one, other) = (talk(&mut random, Pace::Crowded), talk(&mut random, Pace::Crowded));
        let (one, other) = (export(&mut random, &one), export(&mut random, &other));
        let groups = "group,files\n邻里花园,a.txt\n布工坊,b.txt\n";
        let alone = desk.state(&[("chats/a.txt", &one), ("groups.csv", groups)]);
        let both = desk.state(&[("chats/a.txt", &one), ("chats/b.txt", &other), ("groups.csv", groups)]);
        assert_eq!(alone, desk.state(&[("chats/a.txt", &one), ("groups.csv", groups)]), "case {case}");
        // A group says nothing of another.
        let own = |state: &State| {
            let at = state.groups.iter().position(|group| group.id == "邻里花园").unwrap();
            state.nameless().swap_remove(at)
        };
        assert_eq!(own(&alone), own(&both), "case {case}");
    }
}

fn packed(parts: &BTreeMap<&str, &str>) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, text) in parts {
        zip.start_file(*name, zip::write::SimpleFileOptions::default()).unwrap();
        zip.write_all(text.as_bytes()).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

#[test]
fn a_chat_that_an_archive_holds_twice_counts_once() {
    let desk = Desk::new("archive");
    for case in 0..CASES {
        let mut random = Random::new(case);
        let talk = talk(&mut random, Pace::Crowded);
        let file = export(&mut random, &talk);
        let once = packed(&BTreeMap::from([("一/聊天.txt", file.as_str())]));
        let second = *random.one(&["二/聊天.txt", "一/聊天 (2).txt", "另一份.txt"]);
        let twice = packed(&BTreeMap::from([("一/聊天.txt", file.as_str()), (second, &file), ("a.jpg", "…")]));
        let read = |bytes: &[u8]| {
            let opened = desk.opened_with(&[("chats/布工坊.zip", bytes)], &OpenOptions::default());
            State::of(&opened.study.records)
        };
        assert_eq!(read(&once), read(&twice), "case {case}, {second}");
        assert_eq!(read(&once), desk.state(&[("chats/布工坊.txt", &file)]), "case {case}, packed or not");
    }
}
