//! Drawn studies of half a year, in which people are lonely, led, away and asked.

use std::collections::BTreeSet;

use linli::Plan;
use linli::records::{AttendanceStatus, Cues, MessageKind, Role};
use linli::time::{DAY, Day, SECOND, Span, Zone};

use super::{GROUPS, MEMBERS};
use crate::draft::{ActivityRow, AttendanceRow, ConsentRow, Draft, MemberRow, MessageRow, day};
use crate::draw::{DAYS, FIRST_DAY, Random, draw};

fn member(person: &str) -> MemberRow {
    MemberRow {
        person: person.to_owned(),
        organization: Some("o".to_owned()),
        group: None,
        role: Role::Member,
        start: None,
        end: None,
        in_passing: false,
        away: false,
    }
}

/// One whom nobody answers and one whom the coach alone answers, on days on which and after which nobody else writes.
fn lonely(random: &mut Random, draft: &mut Draft) {
    let busy: BTreeSet<Day> = draft.messages.iter().map(|row| Zone::UTC.day(row.time)).collect();
    let days = (0..2 * DAYS).map(|at| day(FIRST_DAY).plus(at));
    let free: Vec<Day> = days.filter(|day| !busy.contains(day) && !busy.contains(&day.plus(1))).collect();
    let mut put = |id: u64, author: &str, at: Day, minute: i64| {
        draft.messages.push(MessageRow {
            group: "g".to_owned(),
            time: Zone::UTC.midnight(at).plus(minute * 60 * SECOND),
            author: author.to_owned(),
            id,
            reply_to: None,
            mentions: Vec::new(),
            kind: MessageKind::Text,
            cues: Cues::NONE,
            named: Vec::new(),
            repeated: false,
        });
    };
    let mut last = day(FIRST_DAY).plus(-2);
    for (at, &free) in free.iter().enumerate() {
        // Each has a day and a night of their own.
        if free.number() - last.number() < 2 || random.percent(40) {
            continue;
        }
        last = free;
        let id = 5000 + 10 * at as u64;
        if random.percent(60) {
            put(id, "lone", free, 1);
        } else {
            put(id, "led", free, 1);
            put(id + 1, "t", free, 30);
        }
    }
    draft.members.extend([member("lone"), member("led")]);
}

/// A study of half a year: two drawn ones, one after the other, of the same people; some agreed, some for a time, and some
/// are known by name alone.
pub(super) fn long(seed: u64) -> (Draft, Plan) {
    let (mut draft, mut plan) = draw(seed);
    let (later, _) = draw(seed + 5000);
    let mut random = Random::new(seed + 77);
    for mut row in later.messages {
        row.id += 1000;
        row.reply_to = row.reply_to.map(|id| id + 1000);
        row.time = row.time.plus(i64::from(DAYS) * DAY);
        draft.messages.push(row);
    }
    for mut row in later.activities {
        row.id = format!("later-{}", row.id);
        row.day = row.day.plus(DAYS);
        draft.activities.push(row);
    }
    for mut row in later.attendance {
        row.activity = format!("later-{}", row.activity);
        draft.attendance.push(row);
    }
    // Absent people are many and are asked: more sheets in both halves than the draw has.
    let mut people: Vec<String> = draft.members.iter().map(|row| row.person.clone()).collect();
    for at in 0..random.below(10) {
        let id = format!("more-{at}");
        draft.activities.push(ActivityRow::held(&id, "o", day(FIRST_DAY).plus(random.below(2 * DAYS as usize) as i32)));
        let status = *random.one(&[AttendanceStatus::Present, AttendanceStatus::Excused]);
        draft.attendance.push(AttendanceRow { activity: id, person: random.one(&people).clone(), status, part: None });
    }
    for group in &mut draft.groups {
        let again = group
            .covers
            .iter()
            .map(|span| linli::records::DaySpan { start: span.start.plus(DAYS), end: span.end.plus(DAYS) });
        group.covers.extend(again.collect::<Vec<_>>());
    }
    lonely(&mut random, &mut draft);
    people.extend(["lone".to_owned(), "led".to_owned()]);
    for _ in 0..random.below(3) {
        let start = day(FIRST_DAY).plus(random.below(190) as i32);
        let person = random.one(&people).clone();
        let row = member(&person);
        draft.members.push(MemberRow { start: Some(start), away: true, end: Some(start.plus(40)), ..row });
    }
    for person in people.iter().collect::<BTreeSet<_>>() {
        let at = |random: &mut Random| random.percent(30).then(|| day(FIRST_DAY).plus(random.below(200) as i32));
        if random.percent(70) {
            let purpose = (*random.one(&["coaching", "coaching", "coaching", "research"])).to_owned();
            let (from, until) = (at(&mut random), at(&mut random));
            draft.consent.push(ConsentRow { person: person.clone(), from, until, purpose });
        }
        if random.percent(20) {
            draft.by_name_alone.push(person.clone());
        }
    }
    plan.end = Some(day(FIRST_DAY).plus(2 * DAYS));
    plan.window = *random.one(&[Span::days(28), Span::days(28), Span::days(14), Span::days(84), Span::days(56)]);
    plan.step = plan.window;
    plan.presence = Span::days(84);
    plan.indicators = GROUPS.iter().chain(MEMBERS).map(|id| (*id).to_owned()).collect();
    plan.intervals.clear();
    (draft, plan)
}
