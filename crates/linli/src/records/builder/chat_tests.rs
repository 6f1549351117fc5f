//! A chat handed over whole is the same as its messages one by one.

use super::*;
use crate::records::{How, Overlap, Passage, Records, Target};
use crate::time::{Day, Zone};

/// Time, writer, id, the id answered, whom it mentions.
type Row = (i64, usize, Option<u64>, Option<u64>, Option<usize>);

/// Out of order, with answers backwards and forwards, to nobody, and several in one instant.
const ROWS: [Row; 8] = [
    (50, 2, Some(1), None, None),
    (10, 0, Some(2), Some(1), Some(2)),
    (10, 1, None, None, None),
    (70, 1, Some(4), Some(2), None),
    (10, 0, Some(5), None, Some(1)),
    (60, 2, None, Some(99), None),
    (50, 0, Some(7), Some(4), Some(2)),
    (20, 1, Some(8), None, None),
];

fn people(builder: &mut RecordsBuilder) -> Vec<PersonId> {
    // Not in the order of their ids.
    ["b", "c", "a"].iter().map(|id| builder.person(id).unwrap()).collect()
}

fn whole(rows: &[Row]) -> Records {
    let mut builder = RecordsBuilder::new();
    let (group, people) = (builder.group("g"), people(&mut builder));
    handed_over(&mut builder, group, rows, &people);
    builder.finish(None).unwrap().0
}

fn handed_over(builder: &mut RecordsBuilder, group: GroupId, rows: &[Row], people: &[PersonId]) {
    let mut chat = ChatDraft::new();
    for &(time, writer, id, reply_to, _) in rows {
        let (kind, flags, cues) = (MessageKind::Text, Flags::NONE, Cues::NONE);
        let time = Timestamp::from_micros(time);
        chat.push(&ChatMessage { time, writer: writer as u32, kind, length: 3, flags, cues, id, reply_to }).unwrap();
    }
    for (position, row) in rows.iter().enumerate() {
        if let Some(named) = row.4 {
            chat.aim(position, &[Target { person: people[named], how: How::Mention }], Flags::ADDRESSED).unwrap();
        }
    }
    assert_eq!((chat.len(), chat.at(0).is_some()), (rows.len(), !rows.is_empty()));
    builder.chat(group, chat, people).unwrap();
}

fn one_by_one(rows: &[Row]) -> Records {
    let mut builder = RecordsBuilder::new();
    let (group, people) = (builder.group("g"), people(&mut builder));
    for (order, &(time, writer, id, reply_to, named)) in (0..).zip(rows) {
        let targets: Vec<Target> = named.iter().map(|&at| Target { person: people[at], how: How::Mention }).collect();
        let flags = if targets.is_empty() { Flags::NONE } else { Flags::ADDRESSED };
        let (time, kind, cues) = (Timestamp::from_micros(time), MessageKind::Text, Cues::NONE);
        let (author, targets) = (people[writer], &targets[..]);
        let draft = MessageDraft { time, author, kind, length: 3, flags, cues, order, id, reply_to, targets };
        builder.message(group, draft).unwrap();
    }
    builder.finish(None).unwrap().0
}

#[test]
fn a_chat_is_its_messages() {
    for end in 0..=ROWS.len() {
        assert_eq!(whole(&ROWS[..end]), one_by_one(&ROWS[..end]), "{end}");
    }
    let mut in_order = ROWS;
    in_order.sort_by_key(|row| row.0);
    assert_eq!(whole(&in_order), one_by_one(&in_order));
}

#[test]
fn two_chats_of_a_group_come_in_any_order() {
    let build = |parts: [&[Row]; 2]| {
        let mut builder = RecordsBuilder::new();
        let (group, people) = (builder.group("g"), people(&mut builder));
        for rows in parts {
            handed_over(&mut builder, group, rows, &people);
        }
        builder.finish(None).unwrap().0
    };
    let (one, two) = ROWS.split_at(3);
    let records = build([one, two]);
    assert_eq!(records, build([two, one]));
    let messages = records.messages(GroupId::from_index(0));
    assert_eq!(messages.len(), 8);
    assert_eq!(messages.iter().filter(|m| !m.targets.is_empty()).count(), 4);
}

#[test]
fn what_is_not_this_builders_is_refused() {
    let mut builder = RecordsBuilder::with_limits(Limits { messages: 2, ..Limits::default() });
    let (group, people) = (builder.group("g"), people(&mut builder));
    let chat = |time, writer| {
        let mut chat = ChatDraft::new();
        let (kind, flags, cues) = (MessageKind::Text, Flags::NONE, Cues::NONE);
        let message = ChatMessage {
            time: Timestamp::from_micros(time),
            writer,
            kind,
            length: 0,
            flags,
            cues,
            id: None,
            reply_to: None,
        };
        chat.push(&message).unwrap();
        chat
    };
    assert!(builder.chat(group, chat(0, 3), &people).is_err());
    assert!(builder.chat(group, chat(i64::MAX, 0), &people).is_err());
    assert!(builder.chat(GroupId::from_index(7), chat(0, 0), &people).is_err());
    assert!(builder.chat(group, chat(0, 0), &[PersonId::from_index(9)]).is_err());
    let mut aimed = chat(0, 0);
    assert!(aimed.aim(1, &[], Flags::NONE).is_err());
    aimed.aim(0, &[Target { person: people[1], how: How::Mention }], Flags::NONE).unwrap();
    assert!(aimed.aim(0, &[], Flags::NONE).is_err());
    builder.chat(group, aimed, &people).unwrap();
    builder.chat(group, chat(0, 0), &people).unwrap();
    assert_eq!(builder.chat(group, chat(0, 0), &people).unwrap_err().kind(), ErrorKind::Limit);
}

#[test]
fn joins_and_leaves_become_spells_with_inviters() {
    let mut builder = RecordsBuilder::new();
    let (group, people) = (builder.group("g"), people(&mut builder));
    let day = |number| Day::from_number(number);
    let mut pass = |who: usize, number: i32, passage, by: Option<usize>| {
        let time = Zone::UTC.midnight(day(number));
        let by = by.map(|by| people[by]);
        builder.passage(PassageDraft { group, person: people[who], time, day: day(number), passage, by });
    };
    pass(1, 20, Passage::Joined, Some(2));
    pass(1, 10, Passage::Left, None);
    pass(0, 5, Passage::Joined, Some(2));
    pass(0, 5, Passage::Joined, Some(2));
    builder.membership(Membership {
        group: None,
        organization: None,
        person: people[0],
        role: crate::records::Role::SocialWorker,
        status: crate::records::Status::Present,
        start: crate::records::Bounds::UNKNOWN,
        end: crate::records::Bounds::UNKNOWN,
        listed: false,
        reason: None,
    });
    let records = builder.finish(None).unwrap().0;
    let (b, c, a) = (PersonId::from_index(1), PersonId::from_index(2), PersonId::from_index(0));
    let spells: Vec<_> = records
        .memberships()
        .iter()
        .filter(|m| m.group.is_some())
        .map(|m| (m.person, m.start.latest, m.end.latest, m.role.id()))
        .collect();
    assert_eq!(
        spells,
        [
            // Staff stay staff when they come in.
            (b, Some(day(5)), None, "social_worker"),
            (c, None, Some(day(11)), "member"),
            (c, Some(day(20)), None, "member"),
        ]
    );
    let invited: Vec<_> = records.invitations().iter().map(|i| (i.person, i.day, i.by)).collect();
    assert_eq!(invited, [(b, day(5), a), (c, day(20), a)]);
}

#[test]
fn overlaps_follow_their_messages_into_order_and_behind_another_chat() {
    let mut builder = RecordsBuilder::new();
    let (group, people) = (builder.group("g"), people(&mut builder));
    let hand_over = |builder: &mut RecordsBuilder, times: &[i64], overlaps: &[(u32, u32)]| {
        let mut chat = ChatDraft::new();
        for &time in times {
            let (kind, flags, cues) = (MessageKind::Text, Flags::NONE, Cues::NONE);
            let time = Timestamp::from_micros(time);
            chat.push(&ChatMessage { time, writer: 0, kind, length: 3, flags, cues, id: None, reply_to: None })
                .unwrap();
        }
        for &(later, earlier) in overlaps {
            chat.overlap(Overlap { later, earlier, shared: 3 }).unwrap();
        }
        chat.flag(0, Flags::REPEATED);
        chat.flag(times.len(), Flags::REPEATED);
        let beyond = Overlap { later: times.len() as u32, earlier: 0, shared: 2 };
        assert!(chat.overlap(beyond).is_err());
        builder.chat(group, chat, &people).unwrap();
    };
    // At 40 and 30 what was said at 10; then another chat of the group, at 35 what was said at 5.
    hand_over(&mut builder, &[40, 10, 30], &[(0, 1), (2, 1)]);
    hand_over(&mut builder, &[5, 35], &[(1, 0)]);
    let (records, _) = builder.finish(None).unwrap();
    let messages = records.messages(records.group("g").unwrap());
    let pairs = |overlaps: &[Overlap]| overlaps.iter().map(|o| (o.later, o.earlier, o.shared)).collect::<Vec<_>>();
    assert_eq!(pairs(messages.overlaps()), [(2, 1, 3), (3, 0, 3), (4, 1, 3)]);
    assert_eq!(pairs(messages.overlaps_of(3)), [(3, 0, 3)]);
    assert_eq!(messages.overlaps_of(1), []);
    let repeated: Vec<usize> = (0..5).filter(|&at| messages.at(at).flags.has(Flags::REPEATED)).collect();
    assert_eq!(repeated, [0, 4]);
}
