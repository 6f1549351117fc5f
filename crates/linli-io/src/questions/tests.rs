//! Questions put to the invented lane, whose answers are known.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use super::*;
use crate::testing::{Folder, shared};
use crate::{OpenOptions, Opened, open_with};

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap().map(Result::unwrap) {
        let target = to.join(entry.file_name());
        if entry.path().is_dir() {
            copy(&entry.path(), &target);
        } else {
            fs::write(target, fs::read(entry.path()).unwrap()).unwrap();
        }
    }
}

/// The lane as a folder of its own, with its truth beside.
fn lane() -> Option<(Folder, Truth)> {
    let data = shared("invented-lane-a")?;
    let folder = Folder::new("lane-who");
    for part in ["chats", "rosters", "sheets"] {
        copy(&data.join(part), &folder.study().join(part));
    }
    folder.write(
        "study.toml",
        "id = 'lane'\nzone = 'Asia/Shanghai'\nsecond_layer = ['胡同小苗骨干群']\nstaff = ['小林老师', '小高']\n"
            .as_bytes(),
    );
    Some((folder, Truth::read(&data.join("truth/people.csv"))))
}

fn open(folder: &Folder) -> Opened {
    open_with(&folder.study(), &OpenOptions::default()).unwrap_or_else(|error| panic!("{error}"))
}

/// Who is who in the lane: by group and display name, and by real name.
struct Truth {
    shown: BTreeMap<(String, String), String>,
    real: BTreeMap<String, String>,
}

impl Truth {
    fn read(path: &Path) -> Self {
        let text = fs::read_to_string(path).unwrap();
        let mut rows = csv::ReaderBuilder::new().from_reader(text.as_bytes());
        let groups: Vec<String> =
            rows.headers().unwrap().iter().map(|h| h.strip_prefix("name_in_").unwrap_or_default().to_owned()).collect();
        let (mut shown, mut real) = (BTreeMap::new(), BTreeMap::new());
        for row in rows.records().map(Result::unwrap) {
            real.insert(row[1].to_owned(), row[0].to_owned());
            for (group, names) in
                groups.iter().zip(row.iter()).filter(|(group, names)| !group.is_empty() && !names.is_empty())
            {
                for name in names.split(';').map(|name| name.split('[').next().unwrap_or_default()) {
                    shown.insert((group.clone(), name.to_owned()), row[0].to_owned());
                }
            }
        }
        // How sheets and talk write people otherwise; from the notes of who invented the lane.
        for (name, person) in [
            ("小丁", "p18"),
            ("李凤侠", "p10"),
            ("刘淑芹", "p06"),
            ("豆豆", "p79"),
            ("龚奶奶", "p76"),
            ("小悦", "p75"),
            ("杨师傅", "p44"),
            ("李文静（班主任）", "p61"),
        ] {
            real.insert(name.to_owned(), person.to_owned());
        }
        Self { shown, real }
    }

    /// The person behind an id of the study.
    fn of(&self, id: &str) -> Option<&str> {
        let (scope, name) = id.split_once('/').unwrap_or(("", id));
        let shown = self.shown.get(&(scope.to_owned(), name.to_owned()));
        // Staff have one id everywhere.
        let anywhere =
            || self.shown.iter().find(|((_, shown), _)| scope.is_empty() && shown == name).map(|(_, person)| person);
        shown.or_else(anywhere).or_else(|| self.real.get(name)).map(String::as_str)
    }
}

#[test]
fn nobody_is_merged_and_the_first_questions_are_good_ones() {
    let Some((folder, truth)) = lane() else { return };
    let opened = open(&folder);
    // No id met stands for two people of the truth.
    let mut people: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for (id, sightings) in &opened.who.met {
        for seen in sightings {
            let place = (seen.scope.clone().unwrap_or_default(), seen.name.clone());
            let person = truth.shown.get(&place).or_else(|| truth.real.get(&seen.name));
            people.entry(id).or_default().extend(person.map(String::as_str));
        }
    }
    assert!(people.values().all(|all| all.len() <= 1), "{people:?}");

    let mut shown = String::new();
    let right = |question: &Question| {
        truth.of(&question.pair.one).is_some_and(|one| truth.of(&question.pair.other) == Some(one))
    };
    for (at, question) in opened.who.open().iter().enumerate().take(60) {
        let mark = if right(question) { "是" } else { "否" };
        writeln!(
            shown,
            "{} {mark} {:?} {:?} {} {} {}",
            at + 1,
            question.names,
            question.evidence[0],
            question.settles,
            question.share,
            question.cumulative
        )
        .unwrap();
    }
    let top = opened.who.open().iter().take(20).filter(|question| right(question)).count();
    assert!(top >= 18, "{top} of 20\n{shown}");
}

#[test]
fn answers_are_taken_up_and_kept_and_a_merge_can_be_taken_back() {
    let Some((folder, _)) = lane() else { return };
    let before = open(&folder);
    let path = folder.study().join(todo::TODO);
    assert_eq!(before.who.write_todo(&folder.study()).unwrap(), todo::Wrote::File(path.clone()));
    assert!(!before.who.open().is_empty());
    // The list alone changes nothing, not even what a run is said to have read.
    let asked = open(&folder);
    assert!(asked.study.records == before.study.records && asked.inputs == before.inputs);
    assert_eq!(asked.who.write_todo(&folder.study()).unwrap(), todo::Wrote::Unchanged(path.clone()));

    // A person answers three and notes something beside a fourth, in a spreadsheet that saves as GB18030.
    let text = fs::read_to_string(&path).unwrap();
    let mut lines: Vec<String> = text.trim_start_matches('\u{feff}').lines().map(str::to_owned).collect();
    lines[1].insert(0, '是');
    lines[2].insert_str(0, "yes");
    lines[3].insert(0, '否');
    lines[4].insert_str(0, "也许");
    let (answered, third) = (lines[1].clone(), lines[3].clone());
    let joined = lines.join("\r\n");
    fs::write(&path, encoding_rs::GB18030.encode(&joined).0).unwrap();
    let after = open(&folder);
    assert_eq!(after.study.records.people().len(), before.study.records.people().len() - 2);
    assert_eq!(after.study.records.message_count(), before.study.records.message_count());
    assert_eq!(after.inputs.len(), before.inputs.len() + 1);
    assert_eq!(after.study.diagnostics.count(&linli::diagnostic::BAD_ANSWER), 1);
    assert_eq!(after.who.write_todo(&folder.study()).unwrap(), todo::Wrote::File(path.clone()));
    let text = fs::read_to_string(&path).unwrap();
    let unquoted = |line: &str| line.replace('"', "");
    for kept in [&answered, &third] {
        assert!(text.lines().any(|line| unquoted(line) == unquoted(kept)), "{kept}");
    }
    assert!(text.contains("\n也许,"), "what cannot be read as an answer is kept");
    assert_eq!(open(&folder).study.records, after.study.records);

    // Taken back one by one, the records are those of before.
    let day = linli::time::Day::parse("2017-05-02").unwrap();
    let pairs: Vec<Pair> = after.who.decisions.same().map(|(pair, _)| pair.clone()).collect();
    assert_eq!(pairs.len(), 2);
    for pair in &pairs {
        let path = open(&folder).who.unmerge(&folder.study(), &pair.other, &pair.one, day).unwrap();
        assert!(
            fs::read_to_string(path).unwrap().ends_with(&format!("2017-05-02,unmerge,{},{}\n", pair.one, pair.other))
        );
    }
    assert_eq!(open(&folder).study.records, before.study.records);
}

#[test]
fn merges_by_name_in_any_order_and_back() {
    let Some((folder, _)) = lane() else { return };
    let before = open(&folder);
    let who = &before.who;
    assert_eq!(who.find("张姐", None).unwrap_err().kind(), linli::ErrorKind::Ambiguous);
    assert_eq!(who.find("没有的人", None).unwrap_err().kind(), linli::ErrorKind::UnknownName);
    assert_eq!(who.find("张姐@双槐舞蹈队", None).unwrap(), "双槐舞蹈队/张姐");
    let of = |name: &str| who.find(name, Some("花布头布工坊")).unwrap();
    let merges =
        [("凤霞", "李凤霞"), ("豆豆姥姥", "李凤霞"), ("李凤侠", "李凤霞"), ("布头刘", "刘淑琴"), ("刘淑芹", "刘淑琴")];
    let day = linli::time::Day::parse("2017-05-02").unwrap();
    let log = folder.study().join(todo::LOG);
    let mut merged = Vec::new();
    for turn in 0..2 {
        let order: Vec<_> = if turn == 0 { merges.to_vec() } else { merges.iter().rev().copied().collect() };
        for (one, other) in &order {
            open(&folder).who.merge(&folder.study(), &of(one), &of(other), day).unwrap();
        }
        let opened = open(&folder);
        assert_eq!(opened.study.records.people().len(), before.study.records.people().len() - 5);
        assert!(opened.who.merge(&folder.study(), &of("凤霞"), &of("李凤霞"), day).is_err(), "they are one already");
        merged.push(opened.study.records);
        for (one, other) in order {
            open(&folder).who.unmerge(&folder.study(), &of(other), &of(one), day).unwrap();
        }
        assert_eq!(open(&folder).study.records, before.study.records);
        assert!(open(&folder).who.unmerge(&folder.study(), &of("凤霞"), &of("李凤霞"), day).is_err(), "nothing holds");
        fs::remove_file(&log).unwrap();
    }
    assert!(merged[0] == merged[1]);
}

/// A spreadsheet saves a CSV with the separator, the encoding and the order of columns of its own country and owner.
#[test]
fn a_log_that_a_spreadsheet_saved_goes_on() {
    let chat = "—————  2017-02-06  —————\n\n\n张姐  07:31\n\n早\n\n小张  07:32\n\n早\n\n老张  07:33\n\n早\n";
    let folder = Folder::with_study(
        "log-saved",
        &[("study.toml", "id = 'log'\nzone = 'Asia/Shanghai'\n"), ("chats/布工坊.txt", chat)],
    );
    let day = linli::time::Day::parse("2017-05-02").unwrap();
    let log = folder.study().join(todo::LOG);
    let people = || open(&folder).study.records.people().len();
    let rows = "布工坊/张姐;合并;=我的;布工坊/小张\r\n";
    for header in ["编号;决定;记一笔;另一个编号;日期\r\n", "id;decision;note;other_id;day\r\n"] {
        let text = format!("{header}{rows}");
        for bytes in [
            encoding_rs::GB18030.encode(&text).0.into_owned(),
            format!("\u{feff}{text}").into_bytes(),
            text.replace(';', "\t").encode_utf16().fold(vec![0xFF, 0xFE], |mut bytes, unit| {
                bytes.extend(unit.to_le_bytes());
                bytes
            }),
        ] {
            fs::write(&log, bytes).unwrap();
            assert_eq!(people(), 2, "{header}");
            open(&folder).who.merge(&folder.study(), "布工坊/张姐", "布工坊/老张", day).unwrap();
            assert_eq!(people(), 1, "{header}");
            open(&folder).who.unmerge(&folder.study(), "布工坊/小张", "布工坊/张姐", day).unwrap();
            assert_eq!(people(), 2, "{header}");
            let kept = fs::read_to_string(&log).unwrap();
            assert!(kept.contains("布工坊/张姐,合并,'=我的,布工坊/小张\n"), "{kept}");
            assert!(kept.contains("\n布工坊/小张,unmerge,,布工坊/张姐,2017-05-02\n"), "{kept}");
        }
    }
}

/// Two people of one scope, with so many messages each.
fn two(names: [&str; 2], prepare: impl Fn(&mut Identity)) -> WhoIsWho {
    use linli::records::{MessageDraft, MessageKind, RecordsBuilder};
    let place = linli::Location::line("chats/a.txt", 1);
    let seen = crate::identity::Seen { scope: Some("a"), group: Some("a"), location: &place };
    let (mut who, mut builder) = (Identity::default(), RecordsBuilder::new());
    let group = builder.group("a");
    for name in names {
        let author = builder.person(&who.resolve(name, seen).unwrap()).unwrap();
        let draft = MessageDraft {
            time: linli::time::Timestamp::from_micros(1_500_000_000_000_000),
            author,
            kind: MessageKind::Text,
            length: 1,
            flags: linli::records::Flags::NONE,
            cues: linli::records::Cues::NONE,
            order: 1,
            id: None,
            reply_to: None,
            targets: &[],
        };
        builder.message(group, draft).unwrap();
    }
    prepare(&mut who);
    let (records, _) = builder.finish(None).unwrap();
    WhoIsWho::of(&who, &records, Said::default(), &|id| id.to_owned())
}

#[test]
fn a_change_of_name_without_an_id_is_asked_and_not_believed() {
    let strangers = two(["凤霞", "豆豆姥姥"], |_| {});
    assert!(strangers.open().is_empty());
    let renamed = two(["凤霞", "豆豆姥姥"], |who| who.note_rename("凤霞", "豆豆姥姥", "a"));
    assert_eq!(renamed.met.len(), 2, "they are still two");
    let [question] = renamed.open() else { panic!("{} questions", renamed.open().len()) };
    assert_eq!(question.evidence[1], "the chat shows a change of name");
    assert_eq!((question.pair.one.as_str(), question.pair.other.as_str()), ("a/凤霞", "a/豆豆姥姥"));
}

/// Answers every open question from the truth, as a coach would who knows everybody.
fn answered(folder: &Folder, truth: &Truth, most: usize) -> Opened {
    let opened = open(folder);
    opened.who.write_todo(&folder.study()).unwrap();
    let path = folder.study().join(todo::TODO);
    let text = fs::read_to_string(&path).unwrap();
    let questions: Vec<&Question> = opened.who.open().iter().take(most).collect();
    let mut lines: Vec<String> = text.lines().map(str::to_owned).collect();
    for (line, question) in lines.iter_mut().skip(1).zip(questions) {
        let person = truth.of(&question.pair.one);
        let is_one = person.is_some() && person == truth.of(&question.pair.other);
        line.insert(0, if is_one { '是' } else { '否' });
    }
    fs::write(&path, lines.join("\n") + "\n").unwrap();
    open(folder)
}

#[test]
fn answering_the_questions_joins_sheets_and_chats_and_nobody_wrongly() {
    let Some((folder, truth)) = lane() else { return };
    let linkage = |opened: &Opened| {
        let organizations = opened.study.records.organizations();
        let all = opened.study.linkage().into_iter().filter(|(_, linkage)| linkage.present.of > 0);
        all.map(|(at, linkage)| (organizations[at.index()].id.clone(), linkage.smaller())).collect::<Vec<_>>()
    };
    let known = |opened: &Opened| linkage(opened).iter().map(|(_, known)| known.known).sum::<u32>();
    let before = open(&folder);
    let twenty = answered(&folder, &truth, 20);
    let mut all = answered(&folder, &truth, usize::MAX);
    // Those that became one may be like others now.
    for _ in 0..3 {
        all = answered(&folder, &truth, usize::MAX);
    }
    assert!(all.who.open().is_empty());
    assert!(known(&before) <= 1 && known(&twenty) >= 12 && known(&all) >= 35);
    // Whoever stands for several names is one person of the truth.
    let mut people: BTreeMap<String, BTreeSet<&str>> = BTreeMap::new();
    for id in all.who.met.keys() {
        let classes = all.who.decisions.classes(|_| false).unwrap();
        let standing = classes.get(id).unwrap_or(id).clone();
        people.entry(standing).or_default().extend(truth.of(id));
    }
    assert!(people.values().all(|all| all.len() <= 1), "{people:?}");
    assert_eq!(all.study.records.message_count(), before.study.records.message_count());
    assert!(all.study.records.people().len() < before.study.records.people().len() - 40);
}
