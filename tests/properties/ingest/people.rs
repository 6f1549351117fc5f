//! Other names for people, groups and files.

use super::desk::Desk;
use super::talk::{NAMES, Pace, talk, wechat};
use super::{CASES, one_group};
use crate::draw::Random;

/// The same people as another telephone shows them: remark names, some of them the same.
const REMARKS: [&str; 6] = ["张姐 对门", "李师傅", "小周", "王阿姨(跳舞)", "陈伯", "林老师"];

/// One person each, whatever a telephone calls them.
fn table() -> String {
    let rows = NAMES.iter().zip(REMARKS).enumerate().flat_map(|(at, (name, remark))| {
        let both = if *name == remark { vec![*name] } else { vec![*name, remark] };
        both.into_iter().map(move |shown| format!("{shown},p{at}\n")).collect::<Vec<_>>()
    });
    format!("name,person\n{}", rows.collect::<String>())
}

#[test]
fn two_telephones_together_are_the_whole() {
    let desk = Desk::new("telephones");
    let (groups, aliases) = (one_group(&["a.txt", "b.txt"]), table());
    for case in 0..CASES {
        let mut random = Random::new(case);
        let mut talk = talk(&mut random, Pace::Crowded);
        // A mention shows the name its writer saw, which the other telephone need not know.
        for said in &mut talk {
            said.text = said.text.rsplit('\u{2005}').next().unwrap_or_default().to_owned();
        }
        // One begins with the talk, the other ends with it, and they meet in between.
        // Each minute is whole on one of them: of like messages that are not, some are lost, as is known.
        let last = random.below(talk.len());
        let end = talk.partition_point(|said| said.minute() <= talk[last].minute());
        let start = random.below(end);
        let (one, other) = (wechat(&talk[..end], &NAMES), wechat(&talk[start..], &REMARKS));
        let read = |a: &str, b: &str| {
            let files = [("chats/a.txt", a), ("chats/b.txt", b), ("groups.csv", &groups), ("aliases.csv", &aliases)];
            desk.state(&files).without_covers()
        };
        let both = read(&one, &other);
        assert_eq!(both, read(&other, &one), "case {case}, in the other order");
        let whole = wechat(&talk, if random.percent(50) { &NAMES } else { &REMARKS });
        assert_eq!(both.nameless(), read(&whole, &whole).nameless(), "case {case}");
        assert_eq!(both.people, read(&whole, &whole).people, "case {case}");
    }
}

#[test]
fn files_and_groups_under_other_names_hold_the_same() {
    let desk = Desk::new("renamed");
    for case in 0..CASES {
        let mut random = Random::new(case);
        let talk = talk(&mut random, Pace::Crowded);
        let file = wechat(&talk, &NAMES);
        let read = |name: &str, text: &str, group: &str| {
            let groups = format!("group,files\n{group},{name}\n");
            desk.state(&[(&format!("chats/{name}"), text), ("groups.csv", &groups)])
        };
        let before = read("邻里花园.txt", &file, "邻里花园");
        let name = *random.one(&["1.txt", "第二次导出 (3).txt", "邻里花园_20170430.txt", "导出"]);
        assert_eq!(before, read(name, &file, "邻里花园"), "case {case}, {name}");
        // The chat was given another title.
        let titled = file.replacen("邻里花园", "邻里花园（二期）", 1);
        assert_eq!(before, read(name, &titled, "邻里花园"), "case {case}, another title");
        let renamed = read(name, &file, "花园互助群");
        assert_eq!(before.nameless(), renamed.nameless(), "case {case}, another group");
        assert_eq!(before.people.len(), renamed.people.len(), "case {case}");
    }
}

#[test]
fn an_alias_taken_back_leaves_no_trace() {
    let desk = Desk::new("alias");
    for case in 0..CASES {
        let mut random = Random::new(case);
        let talk = talk(&mut random, Pace::Crowded);
        let file = wechat(&talk, &NAMES);
        let apart = desk.state(&[("chats/a.txt", &file)]);
        let speak: Vec<usize> = (0..NAMES.len()).filter(|&who| talk.iter().any(|said| said.who == who)).collect();
        let (&one, &two) = (random.one(&speak), random.one(&speak));
        let aliases = format!("name,person\n{},合\n{},合\n", NAMES[one], NAMES[two]);
        let merged = desk.state(&[("chats/a.txt", &file), ("aliases.csv", &aliases)]);
        assert_eq!(merged.people.len() + usize::from(one != two), apart.people.len(), "case {case}");
        let authors = |state: &super::desk::State| state.messages[0].iter().map(|m| m.author).collect::<Vec<_>>();
        let together: Vec<_> = authors(&merged)
            .into_iter()
            .zip(&talk)
            .filter(|(_, said)| said.who == one || said.who == two)
            .map(|(author, _)| author)
            .collect();
        assert!(together.windows(2).all(|pair| pair[0] == pair[1]), "case {case}: two names, one person");
        assert_eq!(apart, desk.state(&[("chats/a.txt", &file)]), "case {case}, split again");
    }
}
