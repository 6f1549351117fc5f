use std::collections::BTreeSet;
use std::io::Cursor;

use linli::diagnostic::Diagnostics;
use linli::plan::Tier;
use linli::records::{
    Bounds, ChatDraft, ChatMessage, Cue, Cues, Field, Fields, Flags, GroupId, How, Membership, MessageDraft,
    MessageKind, Overlap, Passage, PassageDraft, PseudonymKey, Records, RecordsBuilder, Role, Source, SourceKind,
    Status, Target,
};
use linli::time::{Day, SECOND, Timestamp};
use linli::{Plan, Study};

use super::super::tests::{Kept, Recorder, options};
use super::super::{
    Aim, ChatHead, Entrant, Event, Party, RawMessage, ReadOptions, Receiver, Reduced, Taken, format, read,
};
use super::*;
use crate::chat::tests::register::{cases, named};
use crate::draft::Draft;
use crate::groups::GroupBook;
use crate::identity::Identity;
use crate::import::{ChatFile, Import, Repeats};

fn written(bytes: &[u8], file: &str, form: Form) -> Vec<u8> {
    let mut writer = ChatLabWriter::new(Vec::new(), form, options().zone);
    read(Cursor::new(bytes), &named(file), None, &mut writer).unwrap();
    writer.finish().unwrap()
}

fn recorded(bytes: &[u8], file: &str) -> Recorder {
    let mut recorder = Recorder::default();
    read(Cursor::new(bytes), &named(file), None, &mut recorder).unwrap();
    recorder
}

/// Everything of a message but its line.
fn whole(message: &Kept) -> impl PartialEq + std::fmt::Debug + use<> {
    let Kept {
        time,
        author,
        author_id,
        kind,
        text,
        id,
        reply_to,
        quoted,
        mentioned_ids,
        recalled,
        event,
        aims,
        reduced,
        number,
        taken,
        ..
    } = message;
    let who = (*time, author.clone(), author_id.clone(), *kind, text.clone());
    let what = (id.clone(), reply_to.clone(), quoted.clone(), mentioned_ids.clone(), *recalled);
    (who, what, event.clone(), aims.clone(), (*reduced, *number, taken.clone()))
}

#[test]
fn every_sample_comes_back_from_chatlab_as_it_was() {
    for (id, file, bytes) in &cases() {
        let before = recorded(bytes, file);
        for form in [Form::Json, Form::JsonLines] {
            let bytes = written(bytes, file, form);
            let after = recorded(&bytes, "a");
            assert!(after.odd.is_empty(), "{id}/{file}: {:?}", after.odd);
            assert_eq!((&before.chats, &before.members), (&after.chats, &after.members), "{id}/{file}");
            assert_eq!(before.messages.len(), after.messages.len(), "{id}/{file} {form:?}");
            for (before, after) in before.messages.iter().zip(&after.messages) {
                assert_eq!(whole(before), whole(after), "{id}/{file} {form:?} line {}", before.line);
            }
            // What was written once is written the same again.
            assert_eq!(written(&bytes, "a", form), bytes, "{id}/{file} {form:?}");
        }
    }
}

#[test]
fn every_event_and_whatever_else_a_message_can_have_comes_back() {
    let time = Timestamp::from_micros(1_488_787_260 * SECOND + 5);
    let party = |name, id| Party { name, id };
    let entrants = [
        Entrant { words: "秦姨 2大1小", id: Some("u1"), at: Some(time) },
        Entrant { words: "老顾", id: None, at: None },
    ];
    let aims = [
        Aim { person: party("老顾", Some("u2")), how: How::Reply },
        Aim { person: party("小唐", None), how: How::Named },
        Aim { person: party("", Some("u3")), how: How::Mention },
    ];
    let (starter, kept) =
        (Some("秦姨"), Reduced { length: 7, cues: Cues::NONE.with(Cue::Record), flags: Flags::TO_ALL });
    let of = |kind| RawMessage::of(time, 1, "秦姨", kind);
    let messages = [
        RawMessage { event: Event::By(party("老顾", Some("u2"))), ..of(MessageKind::Join) },
        RawMessage { event: Event::By(party("老顾", None)), author_id: Some("u1"), ..of(MessageKind::Leave) },
        RawMessage { event: Event::Was("阿珍"), ..of(MessageKind::Rename) },
        RawMessage { event: Event::Titled("布: 周三"), author: "", ..of(MessageKind::GroupRename) },
        RawMessage { event: Event::Patted(party("老顾", Some("u2"))), ..of(MessageKind::Pat) },
        RawMessage { event: Event::List { starter, entrants: &entrants }, text: "周三", ..of(MessageKind::SignUp) },
        RawMessage { event: Event::List { starter: None, entrants: &[] }, ..of(MessageKind::SignUp) },
        RawMessage { text: "我们的灯笼", ..of(MessageKind::Picture) },
        RawMessage {
            quoted: Some("老顾"),
            mentioned_ids: &["u2", "u3"],
            text: "@老顾\u{2005}好",
            ..of(MessageKind::Text)
        },
        RawMessage { id: Some("7"), reply_to: Some("6"), recalled: true, ..of(MessageKind::Text) },
        RawMessage { aims: &aims, kept: Some(kept), number: Some(4), ..of(MessageKind::Announcement) },
        RawMessage { taken: &[Taken { number: 4, shared: 3 }], ..of(MessageKind::Text) },
        RawMessage { author: "", ..of(MessageKind::System) },
    ];
    let mut before = Recorder::default();
    let head = ChatHead { title: Some("布"), platform: None, exported_on: Day::from_ymd(2017, 3, 8) };
    before.chat(head).unwrap();
    for message in messages {
        before.message(message).unwrap();
    }
    for form in [Form::Json, Form::JsonLines] {
        let mut writer = ChatLabWriter::new(Vec::new(), form, options().zone);
        writer.chat(head).unwrap();
        for message in messages {
            writer.message(message).unwrap();
        }
        let after = recorded(&writer.finish().unwrap(), "a");
        assert_eq!(after.messages.len(), messages.len());
        for (before, after) in before.messages.iter().zip(&after.messages) {
            assert_eq!(whole(before), whole(after), "{form:?}");
        }
        assert_eq!((before.chats.clone(), before.odd.len()), (after.chats, after.odd.len()));
    }
}

#[test]
fn what_a_source_could_not_record_stays_unrecorded() {
    struct Said(Vec<Fields>);
    impl Receiver for Said {
        fn chat(&mut self, _: ChatHead<'_>) -> Result<(), Error> {
            Ok(())
        }
        fn recorded(&mut self, fields: Fields) -> Result<(), Error> {
            self.0.push(fields);
            Ok(())
        }
        fn member(&mut self, _: &str, _: Option<&str>) -> Result<(), Error> {
            Ok(())
        }
        fn message(&mut self, _: RawMessage<'_>) -> Result<(), Error> {
            Ok(())
        }
        fn odd(&mut self, _: &'static linli::diagnostic::DiagnosticCode, _: u64, _: &str) {}
    }
    let (_, _, bytes) = cases().into_iter().find(|(id, ..)| *id == "signal").unwrap();
    for form in [Form::Json, Form::JsonLines] {
        let mut said = Said(Vec::new());
        read(Cursor::new(written(&bytes, "a", form)), &options(), None, &mut said).unwrap();
        assert_eq!(said.0.last(), Some(&format("signal").unwrap().fields));
    }
}

/// SplitMix64.
struct Chance(u64);

impl Chance {
    fn below(&mut self, bound: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        ((z ^ (z >> 31)) >> 33) as usize % bound.max(1)
    }
}

/// A small set of records: one to three groups of one to six people, up to thirty messages of every kind.
fn drawn(chance: &mut Chance) -> Records {
    let mut builder = RecordsBuilder::new();
    for g in 0..=chance.below(3) {
        let group = builder.group(["纸鸢, \"胡同\"", "=布工坊", "second; 舞"][g]);
        builder.group_mut(group).platform = [None, Some("wechat".to_owned())][chance.below(2)].clone();
        let people: Vec<_> = (0..=chance.below(6))
            .map(|p| {
                let person = builder.person(&format!("{g}-{p}")).unwrap();
                builder.name_person(person, &[format!("+秦姨 {g}{p}"), format!("老顾,{g};{p}")][p % 2]);
                // Listed, so that somebody who is spoken to but never speaks is known to the file.
                builder.membership(Membership {
                    group: Some(group),
                    organization: None,
                    person,
                    role: Role::Member,
                    status: Status::Present,
                    start: Bounds::UNKNOWN,
                    end: Bounds::UNKNOWN,
                    listed: true,
                    reason: None,
                });
                person
            })
            .collect();
        for order in 0..=chance.below(30) {
            let kinds: Vec<MessageKind> =
                MessageKind::ALL.iter().copied().filter(|kind| *kind != MessageKind::System).collect();
            let mut targets: Vec<Target> = (0..chance.below(3))
                .map(|_| Target {
                    person: people[chance.below(people.len())],
                    how: [How::Reply, How::Mention, How::Named][chance.below(3)],
                })
                .collect();
            targets.sort();
            targets.dedup();
            let flags =
                [Flags::NONE, Flags::TO_ALL, Flags::RECALLED, Flags::TO_OTHERS, Flags::ADDRESSED, Flags::REPEATED]
                    [chance.below(6)];
            let flags = if targets.is_empty() { flags } else { flags.with(Flags::ADDRESSED) };
            let draft = MessageDraft {
                time: Timestamp::from_micros(
                    1_488_787_260 * SECOND + [0, 7, 123_456][chance.below(3)] + (order as i64) * 30_011 * SECOND,
                ),
                author: people[chance.below(people.len())],
                kind: kinds[chance.below(kinds.len())],
                length: chance.below(70_000) as u32,
                flags,
                cues: [Cues::NONE, Cues::NONE.with(Cue::Question), Cues::NONE.with(Cue::Notice).with(Cue::Photos)]
                    [chance.below(3)],
                order: order as u64,
                id: None,
                reply_to: None,
                targets: &targets,
            };
            let passage = match draft.kind {
                MessageKind::Join => Some(Passage::Joined),
                MessageKind::Leave => Some(Passage::Left),
                _ => None,
            };
            if let Some(passage) = passage {
                let by = people[chance.below(people.len())];
                let invited = passage == Passage::Joined && chance.below(2) == 0 && by != draft.author;
                let (person, time, day) = (draft.author, draft.time, options().zone.day(draft.time));
                builder.passage(PassageDraft { group, person, time, day, passage, by: invited.then_some(by) });
            }
            builder.message(group, draft).unwrap();
        }
        builder.source(Source {
            label: format!("{g}"),
            kind: SourceKind::Chat,
            format: "telegram",
            groups: vec![group],
            organizations: Vec::new(),
            covers: Vec::new(),
            exported_on: None,
            fields: Fields::of(&[
                Field::Reply,
                Field::Mention,
                Field::Kind,
                Field::Length,
                Field::Cue,
                Field::PersonId,
            ]),
            rows: 0,
        });
    }
    builder.finish(Some((&key(), "t"))).unwrap().0
}

fn key() -> PseudonymKey {
    PseudonymKey::from_hex(&"07".repeat(32)).unwrap()
}

/// The records as lines: what a chat format carries, with people by name.
fn lines(study: &Study) -> Vec<String> {
    let (records, names) = (&study.records, study.person_labels().unwrap());
    let mut lines = Vec::new();
    for (at, group) in records.groups().iter().enumerate() {
        let id = GroupId::from_index(at);
        lines.push(format!("group {} {:?}", group.id, group.platform));
        let mut members: Vec<String> = records
            .memberships()
            .iter()
            .filter(|m| m.group == Some(id))
            .map(|m| format!("member {} {} {:?} {:?}", names[m.person.index()], m.listed, m.start, m.end))
            .collect();
        let invited = records.invitations().iter().filter(|i| i.group == id);
        members.extend(invited.map(|i| format!("{} by {} on {}", names[i.person.index()], names[i.by.index()], i.day)));
        members.sort();
        lines.extend(members);
        for m in records.messages(id).iter() {
            let mut targets: Vec<String> =
                m.targets.iter().map(|t| format!("{:?} {}", t.how, names[t.person.index()])).collect();
            targets.sort();
            lines.push(format!(
                "{:?} {} {:?} {} {:?} {:?} {targets:?}",
                m.time,
                names[m.author.index()],
                m.kind,
                m.length,
                m.flags,
                m.cues
            ));
        }
    }
    lines
}

fn study(records: Records, tier: Tier) -> Study {
    let mut plan = Plan::new("t", "Asia/Shanghai");
    plan.release.tier = tier;
    Study::new(records, plan, Diagnostics::new())
}

/// Imports one file as a study folder would: a file of one chat is the group of the file's name.
fn imported(bytes: &[u8], name: &str) -> Records {
    imported_all(&[bytes], name, Repeats::Never)
}

/// Imports files of one name.
fn imported_all(files: &[&[u8]], name: &str, repeats: Repeats) -> Records {
    let plan = Plan::new("t", "Asia/Shanghai");
    let mut draft = Draft::new(options().zone, Identity::new(Vec::new(), Vec::new(), &plan.staff), Diagnostics::new());
    let mut book = GroupBook::new(Vec::new(), &plan);
    let rosters = std::collections::BTreeMap::new();
    let mut import = Import::new(&mut draft, &mut book, &rosters, repeats);
    for bytes in files {
        let mut chat = ChatFile::new(&mut import, "chats/a", name);
        let format = read(Cursor::new(bytes), &ReadOptions { ..options() }, None, &mut chat).unwrap();
        chat.finish(format.id, format.fields);
    }
    import.finish().unwrap();
    let (records, odd, _) = draft.finish(&plan, &key()).unwrap();
    let expected = |code: &str| files.len() > 1 && code == "same-export";
    let odd = odd.iter().filter(|(code, ..)| !expected(code.id));
    let told: Vec<String> = odd.map(|(code, count, _)| format!("{} × {count}", code.id)).collect();
    assert!(told.is_empty(), "{told:?}");
    records
}

#[test]
fn records_come_back_from_every_format_that_is_written() {
    for case in 0..512 {
        let mut chance = Chance(case);
        let before = study(drawn(&mut chance), Tier::T0);
        let expected = lines(&before);
        for &format in Export::ALL {
            let mut bytes = Vec::new();
            let exported = export(&before, format, &mut bytes).unwrap();
            assert_eq!(exported.messages, before.records.message_count() as u64);
            let after = study(imported(&bytes, &before.records.groups()[0].id), Tier::T0);
            assert_eq!(lines(&after), expected, "case {case}, {format:?}\n{}", String::from_utf8_lossy(&bytes));
        }
    }
}

/// A chat of three people, in which messages take words from earlier ones.
fn echoing(chance: &mut Chance) -> Records {
    let mut builder = RecordsBuilder::new();
    let group = builder.group("布工坊");
    let people: Vec<_> = ["秦姨", "老顾", "小唐"]
        .into_iter()
        .map(|name| {
            let person = builder.person(name).unwrap();
            builder.name_person(person, name);
            person
        })
        .collect();
    let mut chat = ChatDraft::new();
    for at in 0..20_u32 {
        let time = Timestamp::from_micros((1_488_787_260 + i64::from(at) * 61) * SECOND);
        let (writer, length) = (chance.below(3) as u32, 20 + at);
        let (kind, flags, cues) = (MessageKind::Text, Flags::NONE, Cues::NONE);
        chat.push(&ChatMessage { time, writer, kind, length, flags, cues, id: None, reply_to: None }).unwrap();
        let earlier: BTreeSet<u32> = (0..chance.below(9)).map(|_| chance.below(at.max(1) as usize) as u32).collect();
        for earlier in earlier.into_iter().filter(|&earlier| earlier < at) {
            chat.overlap(Overlap { later: at, earlier, shared: 2 + chance.below(11) as u8 }).unwrap();
        }
    }
    builder.chat(group, chat, &people).unwrap();
    builder.finish(Some((&key(), "t"))).unwrap().0
}

#[test]
fn what_messages_take_from_one_another_comes_back() {
    let overlaps = |records: &Records| records.messages(GroupId::from_index(0)).overlaps().to_vec();
    for case in 0..64 {
        let before = study(echoing(&mut Chance(case)), Tier::T0);
        let expected = overlaps(&before.records);
        assert!(!expected.is_empty());
        for &format in Export::ALL {
            let mut bytes = Vec::new();
            export(&before, format, &mut bytes).unwrap();
            assert_eq!(overlaps(&imported(&bytes, "布工坊")), expected, "case {case}, {format:?}");
            // Two copies say it once.
            let twice = imported_all(&[&bytes, &bytes], "布工坊", Repeats::Perhaps);
            assert_eq!(overlaps(&twice), expected, "case {case}, {format:?} twice");
        }
    }
}

#[test]
fn of_what_is_gone_or_came_later_nothing_was_taken() {
    let table = "time,author,kind,length,number,overlaps\n2017-03-06 08:00:00,秦姨,text,9,1,2x3;7x4\n\
                 2017-03-06 08:01:00,老顾,text,9,2,1x3;2x2;x;1x999;1\n";
    let records = imported(table.as_bytes(), "布工坊");
    let overlaps = records.messages(GroupId::from_index(0)).overlaps();
    assert_eq!(overlaps, [Overlap { later: 1, earlier: 0, shared: 3 }]);
}

#[test]
fn the_tier_says_how_people_are_called() {
    let records = drawn(&mut Chance(3));
    for &format in Export::ALL {
        let text = |tier| {
            let mut bytes = Vec::new();
            export(&study(records.clone(), tier), format, &mut bytes).map(|_| String::from_utf8(bytes).unwrap())
        };
        assert!(text(Tier::T0).unwrap().contains("秦姨"));
        assert!(!text(Tier::T1).unwrap().contains("秦姨") && !text(Tier::T1).unwrap().contains("老顾"));
        for tier in [Tier::T2, Tier::T3] {
            assert_eq!(text(tier).unwrap_err().kind(), ErrorKind::Plan);
        }
    }
}

#[test]
fn no_cell_of_a_table_begins_like_a_formula() {
    let mut bytes = Vec::new();
    export(&study(drawn(&mut Chance(5)), Tier::T0), Export::Table, &mut bytes).unwrap();
    let text = String::from_utf8(bytes).unwrap();
    assert!(text.contains("'+秦姨"), "{text}");
    let mut rows = csv::ReaderBuilder::new().from_reader(text.as_bytes());
    for record in rows.records() {
        assert!(record.unwrap().iter().all(|cell| !cell.starts_with(['=', '+', '-', '@'])), "{text}");
    }
}
