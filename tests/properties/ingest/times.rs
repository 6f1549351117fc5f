//! Lines out of order, messages that come late, zones and weeks.

use linli_io::OpenOptions;

use super::desk::{Desk, State, day_first, plan};
use super::talk::{Ids, NAMES, Pace, Said, chatlab, lines, talk, wechat, whatsapp};
use super::{CASES, one_group};
use crate::draw::Random;

#[test]
fn lines_in_any_order_are_the_same_chat() {
    let desk = Desk::new("shuffled");
    for case in 0..CASES {
        let mut random = Random::new(case);
        let talk = talk(&mut random, Pace::OneASecond);
        let mut lines = lines(&talk, *random.one(&[Ids::Written, Ids::Left]));
        let in_order = desk.state(&[("chats/a.txt", &chatlab(&lines))]);
        if random.percent(50) {
            random.shuffle(&mut lines);
        } else {
            // Whole blocks change places, as where files were put one after another.
            let at = random.below(lines.len());
            lines.rotate_left(at);
        }
        assert_eq!(in_order, desk.state(&[("chats/a.txt", &chatlab(&lines))]), "case {case}");
    }
}

#[test]
fn a_late_message_stands_where_it_belongs() {
    let desk = Desk::new("late");
    for case in 0..CASES {
        let mut random = Random::new(case);
        let talk = talk(&mut random, Pace::OneASecond);
        let mut late: Vec<Said> = talk.clone();
        // With minutes only, a message is late that has its minute for itself.
        let at = random.below(talk.len());
        let lonely = talk.iter().filter(|said| said.minute() == talk[at].minute()).count() == 1;
        let moved = late.remove(at);
        late.push(moved);
        let write = |talk: &[Said]| match random.clone().below(2) {
            0 if lonely => wechat(talk, &NAMES),
            0 => chatlab(&lines(talk, Ids::Left)),
            _ => chatlab(&lines(talk, Ids::Written)),
        };
        let in_time = desk.state(&[("chats/a.txt", &write(&talk))]);
        assert_eq!(in_time, desk.state(&[("chats/a.txt", &write(&late))]), "case {case}");
        // Beside an export that has it in time.
        let (both, early) = ([write(&late), write(&talk)], write(&talk));
        let groups = one_group(&["a.txt", "b.txt"]);
        let beside = [("chats/a.txt", both[0].as_str()), ("chats/b.txt", &both[1]), ("groups.csv", &groups)];
        let alone = [("chats/a.txt", early.as_str()), ("groups.csv", &groups)];
        assert_eq!(desk.state(&alone), desk.state(&beside), "case {case}, beside another");
        // Or in a file of its own, which came afterwards.
        let groups = one_group(&["a.txt", "b.txt"]);
        let (rest, last) = late.split_at(late.len() - 1);
        let (rest, last) = (write(rest), write(last));
        let files = [("chats/a.txt", rest.as_str()), ("chats/b.txt", &last), ("groups.csv", &groups)];
        let told = [("chats/a.txt", write(&talk)), ("groups.csv", groups.clone())];
        let told: Vec<(&str, &str)> = told.iter().map(|(path, text)| (*path, text.as_str())).collect();
        assert_eq!(
            desk.state(&told).without_covers(),
            desk.state(&files).without_covers(),
            "case {case}, in its own file"
        );
    }
}

#[test]
fn what_is_said_twice_and_agrees_is_said_once() {
    let desk = Desk::new("zone");
    for case in 0..CASES {
        let mut random = Random::new(case);
        let talk = talk(&mut random, Pace::OneASecond);
        let file = whatsapp(&talk);
        let read = |plan: &str, options: &OpenOptions| {
            let files = [("study.toml", plan.as_bytes()), ("chats/a.txt", file.as_bytes())];
            State::of(&desk.opened_with(&files, options).study.records)
        };
        // The order of dates in the plan, in the options, and in both.
        let silent = plan("Asia/Shanghai");
        let told = format!("{silent}[sources.\"a.txt\"]\ndate_order = \"day-first\"\n");
        let by_option = read(&silent, &day_first());
        assert_eq!(by_option, read(&told, &OpenOptions::default()), "case {case}, in the plan");
        assert_eq!(by_option, read(&told, &day_first()), "case {case}, in both");
        // One zone under two names.
        assert_eq!(by_option, read(&plan("PRC"), &day_first()), "case {case}, the zone's other name");
        // A file that writes instants and one that writes local times agree on the zone.
        let instants: Vec<Said> = talk.iter().map(|said| Said { text: said.text.clone(), ..said.clone() }).collect();
        let instants = desk.state(&[("chats/a.txt", &chatlab(&lines(&instants, Ids::Left)))]);
        let times = |state: &State| state.messages[0].iter().map(|m| m.time).collect::<Vec<_>>();
        assert_eq!(times(&by_option), times(&instants), "case {case}, instants");
    }
}

#[test]
fn windows_begin_with_the_same_weeks_whatever_comes_first() {
    let desk = Desk::new("weeks");
    for case in 0..CASES {
        let mut random = Random::new(case);
        let talks = [talk(&mut random, Pace::Crowded), talk(&mut random, Pace::Crowded)];
        let exports: Vec<String> = talks.iter().map(|talk| wechat(talk, &NAMES)).collect();
        let windows = |first: &str, second: &str| {
            let groups = one_group(&["a.txt", "b.txt"]);
            let files = [("chats/a.txt", first), ("chats/b.txt", second), ("groups.csv", &groups)];
            let study = desk.opened(&files).study;
            let protocol = study.protocol().unwrap_or_else(|error| panic!("{error}"));
            let windows: Vec<_> = protocol.windows().iter().map(|window| (window.first_day, window.end_day)).collect();
            (windows, study.records.span())
        };
        let (one, span) = windows(&exports[0], &exports[1]);
        assert_eq!((one.clone(), span), windows(&exports[1], &exports[0]), "case {case}");
        assert!(!one.is_empty(), "case {case}");
        // A window of whole weeks begins on a Monday; a study shorter than one window is one window of its own days.
        let weeks = one.len() > 1;
        assert!(!weeks || one.iter().all(|(first, _)| *first == first.monday()), "case {case}: {one:?}");
    }
}
