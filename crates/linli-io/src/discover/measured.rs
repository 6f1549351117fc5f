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

/// Least share of what was held that is proposed, and the largest share of proposals that are false.
const FOUND: f64 = 0.75;
const FALSE: f64 = 0.05;

#[test]
#[expect(clippy::print_stdout, reason = "the measurement is what this test is for")]
fn proposals_against_a_reader() {
    let Some(lane) = Lane::a() else { return };
    let outcome = outcome(&lane, &lane.chats(), "2017-04-30");
    println!("{} of {} found, {} of {} false; missed {:?}", outcome.found(), outcome.held, outcome.wrong, outcome.proposed, outcome.missed);
    assert_eq!(outcome.held, 31, "the annotation");
    assert!(outcome.found() as f64 >= FOUND * outcome.held as f64, "{}", outcome.found());
    assert!(f64::from(outcome.wrong) <= FALSE * f64::from(outcome.proposed), "{}", outcome.wrong);
}

#[test]
#[expect(clippy::print_stdout, reason = "the measurement is what this test is for")]
fn proposals_of_chats_by_another_hand() {
    let lane = Lane::b();
    for chat in lane.chats().chunks(1) {
        let outcome = outcome(&lane, chat, "2018-05-13");
        println!("{}: {} of {} found, {} of {} false; missed {:?}", chat[0].0, outcome.found(), outcome.held, outcome.wrong, outcome.proposed, outcome.missed);
    }
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
