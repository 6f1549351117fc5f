//! The shared samples. Their numbers were counted with grep and by eye, not with this code.

use std::fs::File;

use linli::records::MessageKind;

use super::lane::{Lane, shared};
use super::{Recorder, options};

/// File, format, messages of people, reports of the program, authors.
const SAMPLES: &[(&str, &str, usize, usize, usize)] = &[
    ("chatminer_signal.txt", "signal", 2, 0, 2),
    ("chatminer_telegram_all.json", "telegram", 2, 0, 2),
    ("chatminer_telegram_single.json", "telegram", 2, 0, 2),
    ("chatminer_whatsapp_bracket_mmddyy_24hrs.txt", "whatsapp", 7, 2, 5),
    ("chatminer_whatsapp_ddmmyy_24hrs.txt", "whatsapp", 7, 2, 5),
    ("chatminer_whatsapp_mmddyy_24hrs.txt", "whatsapp", 7, 2, 5),
    ("chatminer_whatsapp_mmddyyyy_12hrs.txt", "whatsapp", 7, 2, 5),
    ("chatminer_whatsapp_yyyymmdd_24hrs.txt", "whatsapp", 7, 2, 5),
    ("rwhatsapp_sample.txt", "whatsapp", 7, 2, 2),
    ("whatstk_lorem-2000.txt", "whatsapp", 2000, 0, 4),
    ("whatstk_lorem-merge-part1.txt", "whatsapp", 300, 0, 4),
    ("whatstk_lorem-merge-part2.txt", "whatsapp", 300, 0, 5),
    ("whatstk_lorem.txt", "whatsapp", 500, 0, 4),
    ("whatstk_pokemon.txt", "whatsapp", 18, 2, 8),
];

fn read(name: &str) -> Option<(Recorder, &'static str)> {
    let file = File::open(shared("whatsapp-telegram-samples")?.join(name)).unwrap();
    let mut recorder = Recorder::default();
    let format = crate::chat::read(file, &options(), None, &mut recorder).unwrap();
    Some((recorder, format.id))
}

#[test]
fn every_sample_reads_with_no_options() {
    for &(name, id, said, reported, authors) in SAMPLES {
        let Some((recorder, format)) = read(name) else { return };
        let system = recorder.messages.iter().filter(|m| m.kind == MessageKind::System).count();
        let counts = (recorder.messages.len() - system, system, recorder.authors().len());
        assert_eq!((format, counts), (id, (said, reported, authors)), "{name}: {:?}", recorder.authors());
        assert!(recorder.odd.is_empty(), "{name}: {:?}", recorder.odd);
    }
}

#[test]
fn the_same_chat_in_five_locales_has_the_same_times() {
    let expected = [
        "2019-01-01T11:25:00",
        "2019-01-20T11:23:00",
        "2019-01-30T20:49:00",
        "2020-06-10T15:55:00",
        "2020-06-20T00:08:00",
        "2020-06-30T09:10:00",
        "2021-12-10T10:10:00",
        "2021-12-20T12:10:00",
        "2021-12-30T22:01:00",
    ];
    for &(name, ..) in SAMPLES.iter().filter(|sample| sample.0.starts_with("chatminer_whatsapp")) {
        let Some((recorder, _)) = read(name) else { return };
        assert_eq!(recorder.times(), expected, "{name}");
        assert_eq!(recorder.messages[1].text, "");
        assert_eq!(recorder.messages[2].text, "Lorem ipsum dolor sit amet,\nconsectetur adipiscing elit. Duis libero.");
        assert_eq!(recorder.messages[3].author, "John-John Doe");
    }
}

#[test]
fn first_and_last_times() {
    for (name, first, last) in [
        ("whatstk_lorem.txt", "2020-01-15T02:22:56", "2020-05-11T22:32:48"),
        ("whatstk_lorem-2000.txt", "2019-04-16T02:09:00", "2020-06-13T00:00:00"),
        ("rwhatsapp_sample.txt", "2017-07-12T22:35:00", "2018-09-28T13:30:00"),
        ("whatstk_pokemon.txt", "2016-04-15T15:04:00", "2016-10-31T12:23:00"),
        ("chatminer_signal.txt", "2019-12-24T12:23:00", "2020-01-17T21:49:00"),
        // 1544006350 is 2018-12-05 10:39:10 UTC.
        ("chatminer_telegram_all.json", "2018-12-05T18:39:10", "2018-12-05T18:49:24"),
    ] {
        let Some((recorder, _)) = read(name) else { return };
        let times = recorder.times();
        assert_eq!((times.first().unwrap().as_str(), times.last().unwrap().as_str()), (first, last), "{name}");
    }
}

#[test]
fn every_message_of_the_annotated_chats_has_its_author() {
    let Some(lane) = Lane::a() else { return };
    let (chats, truth, people) = (lane.chats(), lane.truth(), lane.people());
    for ((group, recorder), expected) in chats.iter().zip([344, 202, 117, 124]) {
        assert_eq!(recorder.messages.len(), expected, "{group}");
        assert_eq!(recorder.chats, [(Some(group.clone()), Some("wechat".to_owned()))]);
        assert!(recorder.odd.is_empty(), "{group}: {:?}", recorder.odd);
        for (index, message) in recorder.messages.iter().enumerate() {
            let person = people.get(&(group.clone(), message.author.clone()));
            assert_eq!(person, Some(&truth[&(group.clone(), index + 1)].person), "{group} {}", index + 1);
        }
    }
}

#[test]
fn kinds_and_quotes_of_the_annotated_chats() {
    let Some(chats) = Lane::a().map(|lane| lane.chats()) else { return };
    let count = |kind| chats.iter().flat_map(|(_, r)| &r.messages).filter(|m| m.kind == kind).count();
    // grep -c '^\[图片: [^]]*\]$' and its like over the four files; seven sign-up lists begin with #接龙 in the first group.
    assert_eq!(count(MessageKind::Picture), 111);
    assert_eq!((count(MessageKind::Voice), count(MessageKind::Video), count(MessageKind::File)), (12, 3, 1));
    assert_eq!((count(MessageKind::Link), count(MessageKind::RedPacket), count(MessageKind::Sticker)), (6, 1, 1));
    let quoted: Vec<&str> = chats.iter().flat_map(|(_, r)| &r.messages).filter_map(|m| m.quoted.as_deref()).collect();
    assert_eq!(quoted, ["郑老师"]);
}
