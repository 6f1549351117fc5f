//! How well what is proposed agrees with a careful reader of invented chats: printed, and held to what was measured.

use std::collections::{BTreeMap, BTreeSet};

use linli::records::{MessageKind, PersonId};
use linli::time::Day;

use super::{Clue, Occasion, Watch};
use crate::chat::tests::lane::{self, Lane};
use crate::chat::tests::{Recorder, options};
use crate::text::{Context, Seen, days_spoken_of, features};

/// What a chat tells of, read alone.
fn occasions(recorder: &Recorder) -> Vec<Occasion> {
    let zone = options().zone;
    let mut context = Context::new(zone);
    let mut authors: BTreeMap<&str, u32> = BTreeMap::new();
    let mut cues = Vec::new();
    for message in &recorder.messages {
        let next = authors.len() as u32;
        let author = *authors.entry(&message.author).or_insert(next);
        let seen = Seen { time: message.time, author, features: features(&message.text, message.kind) };
        let own = context.see(&seen, |at, revised| cues[at as usize] = revised);
        cues.push(own);
    }
    let mut watch = Watch::new(zone);
    for (message, cues) in recorder.messages.iter().zip(cues).filter(|(_, cues)| Watch::tells(*cues)) {
        let person = PersonId::from_index(authors[message.author.as_str()] as usize);
        let days = days_spoken_of(&message.text, zone.day(message.time));
        watch.see(&Clue {
            time: message.time,
            person,
            cues,
            has_words: message.kind == MessageKind::Text,
            days: &days,
        });
    }
    watch.finish()
}

/// One held activity by the reader: its day, its organization, and the groups whose messages speak of it.
struct Held {
    day: Day,
    organization: String,
    groups: BTreeSet<String>,
}

fn held(lane: &Lane, until: &str) -> BTreeMap<String, Held> {
    let rows = |file: &str| csv::Reader::from_path(lane.truth_file(file)).unwrap().into_records().map(Result::unwrap);
    let mut held = BTreeMap::new();
    for row in rows("activities.csv") {
        let day = Day::parse(&row[3][..10]).unwrap();
        // What was planned for later was not held when the chats end, and what was called off was attended by nobody.
        if day <= Day::parse(until).unwrap() && !row[11].is_empty() {
            held.insert(row[0].to_owned(), Held { day, organization: row[1].to_owned(), groups: BTreeSet::new() });
        }
    }
    for row in rows("messages.csv") {
        for id in row[6].split(';') {
            if let Some(held) = held.get_mut(id) {
                held.groups.insert(row[0].to_owned());
            }
        }
    }
    held
}

/// What is proposed of some chats, against what was held.
struct Outcome {
    held: usize,
    missed: Vec<String>,
    proposed: u32,
    wrong: u32,
}

impl Outcome {
    fn found(&self) -> usize {
        self.held - self.missed.len()
    }

    fn row(&self, name: &str) -> String {
        format!("| {name} | {} | {} | {} | {} |\n", self.held, self.found(), self.proposed, self.wrong)
    }
}

fn outcome(lane: &Lane, chats: &[(String, Recorder)], until: &str) -> Outcome {
    let mut held = held(lane, until);
    held.retain(|_, held| chats.iter().any(|(group, _)| held.groups.contains(group) || held.organization == *group));
    let mut found: BTreeSet<&str> = BTreeSet::new();
    let (mut proposed, mut wrong) = (0, 0);
    // The group of leaders joins several organizations, and what they hold is none of its own.
    for (group, recorder) in chats.iter().filter(|(group, _)| group != "胡同小苗骨干群") {
        for occasion in occasions(recorder) {
            let here = |held: &Held| held.groups.contains(group) || held.organization == *group;
            let of_day: Vec<&str> = held
                .iter()
                .filter(|(_, held)| held.day == occasion.day && here(held))
                .map(|(id, _)| id.as_str())
                .collect();
            proposed += 1;
            wrong += u32::from(of_day.is_empty());
            found.extend(of_day);
        }
    }
    let missed = held.keys().filter(|id| !found.contains(id.as_str())).cloned().collect();
    Outcome { held: held.len(), missed, proposed, wrong }
}

/// Least share of what was held that is proposed, the same of chats that were only measured, and the largest share of proposals
/// that are false.
const FOUND: f64 = 0.75;
const FOUND_UNSEEN: f64 = 0.66;
const FALSE: f64 = 0.05;

/// The four chats of one lane, each chat of another, and the two of the lane that nobody saw.
fn outcomes() -> Option<Vec<(&'static str, Outcome)>> {
    let a = Lane::a()?;
    let mut all = vec![("four chats", outcome(&a, &a.chats(), "2017-04-30"))];
    let b = Lane::b();
    for (name, chat) in ["the choir", "the patrol"].into_iter().zip(b.chats().chunks(1)) {
        all.push((name, outcome(&b, chat, "2018-05-13")));
    }
    let c = Lane::c();
    all.push(("the two unseen", outcome(&c, &c.chats(), "2020-01-12")));
    Some(all)
}

#[test]
#[expect(clippy::print_stdout, reason = "the measurement is what this test is for")]
fn proposals_against_readers() {
    let Some(outcomes) = outcomes() else { return };
    for (name, outcome) in &outcomes {
        println!("{name}: {}", outcome.row(""));
        println!("missed {:?}", outcome.missed);
        let least = if ["the patrol", "the two unseen"].contains(name) { FOUND_UNSEEN } else { FOUND };
        assert!(outcome.found() as f64 >= least * outcome.held as f64, "{}", outcome.found());
        assert!(f64::from(outcome.wrong) <= FALSE * f64::from(outcome.proposed), "{}", outcome.wrong);
    }
    assert_eq!(outcomes[0].1.held, 31, "the annotation");
}

#[test]
fn the_published_numbers_are_the_current_ones() {
    let (Some(tables), Some(outcomes)) = (crate::text::measured::tables(), outcomes()) else { return };
    let mut proposed = String::from(
        "| chats | truly held | of these proposed | proposals | of these false |\n|---|---|---|---|---|\n",
    );
    for (name, outcome) in &outcomes {
        proposed += &outcome.row(name);
    }
    let page = concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/concepts/measured.md");
    let written = std::fs::read_to_string(page).unwrap();
    let with = |written: &str, mark: &str, table: &str| {
        let (before, rest) = written.split_once(&format!("<!-- {mark} -->\n")).unwrap();
        let (_, after) = rest.split_once("<!-- end -->").unwrap();
        format!("{before}<!-- {mark} -->\n{table}<!-- end -->{after}")
    };
    let now = with(&with(&written, "measured", &tables), "proposed", &proposed);
    if std::env::var_os("LINLI_BLESS").is_some() {
        std::fs::write(page, now).unwrap();
    } else {
        assert_eq!(written, now, "LINLI_BLESS=1 writes the page anew");
    }
}

/// What a chat of one writer proposes: each message is a day of May 2024, an hour and a text; `[图片]` is a picture.
fn proposed_of(said: &[(u32, u32, &str)]) -> Vec<String> {
    let mut recorder = Recorder::default();
    let mut file = String::new();
    for (day, hour, text) in said {
        file += &format!("组长 2024-05-{day:02} {hour:02}:00\n{text}\n\n");
    }
    let _ = crate::chat::read(std::io::Cursor::new(file), &options(), None, &mut recorder).unwrap();
    occasions(&recorder).iter().map(|occasion| occasion.day.to_string()).collect()
}

#[test]
fn what_is_called_off_is_not_proposed_and_what_is_moved_is_where_it_went() {
    let told = (6, 9, "周六上午九点公园捡垃圾，能去的说一声");
    let pictures = [(11, 11, "[图片]"), (11, 11, "[图片]")];
    assert_eq!(proposed_of(&[&[told], &pictures[..]].concat()), ["2024-05-11"]);
    let off = (10, 20, "明天有雨，周六捡垃圾取消");
    assert_eq!(proposed_of(&[&[told, off], &pictures[..]].concat()), [""; 0]);
    let moved = (10, 20, "周六捡垃圾改到周日上午九点");
    let later = [(12, 11, "[图片]"), (12, 11, "[图片]")];
    assert_eq!(proposed_of(&[&[told, moved], &later[..]].concat()), ["2024-05-12"]);
}

#[test]
fn other_chats_propose_nothing() {
    let Some(folder) = lane::shared("whatsapp-telegram-samples") else { return };
    let mut read = 0;
    for entry in std::fs::read_dir(folder).unwrap() {
        let mut recorder = crate::chat::tests::Recorder::default();
        let file = std::fs::File::open(entry.unwrap().path()).unwrap();
        if crate::chat::read(file, &options(), None, &mut recorder).is_ok() {
            recorder.messages.sort_by_key(|message| message.time);
            assert_eq!(occasions(&recorder).len(), 0);
            read += 1;
        }
    }
    assert!(read > 5, "{read}");
}
