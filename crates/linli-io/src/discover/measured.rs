//! How well what is proposed agrees with a careful reader of invented chats: printed, and held to what was measured.

use std::collections::{BTreeMap, BTreeSet};

use linli::records::PersonId;
use linli::time::Day;

use super::{Clue, Occasion, Watch};
use crate::chat::tests::{lane, options};
use crate::text::{Context, Seen, days_spoken_of, features};

/// What a chat tells of, read alone.
fn occasions(recorder: &crate::chat::tests::Recorder) -> Vec<Occasion> {
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
        watch.see(&Clue { time: message.time, person, cues, days: &days });
    }
    watch.finish()
}

/// The days on which something was held that a message of the chat speaks of, by the reader.
fn held() -> BTreeMap<String, BTreeSet<Day>> {
    let folder = lane::shared("invented-lane-a").unwrap().join("truth");
    let mut day_of: BTreeMap<String, Day> = BTreeMap::new();
    for row in csv::Reader::from_path(folder.join("activities.csv")).unwrap().into_records() {
        let row = row.unwrap();
        // What was planned for May was not held when the chats end.
        let day = Day::parse(&row[3][..10]).unwrap();
        if day <= Day::parse("2017-04-30").unwrap() {
            day_of.insert(row[0].to_owned(), day);
        }
    }
    let mut held: BTreeMap<String, BTreeSet<Day>> = BTreeMap::new();
    for row in csv::Reader::from_path(folder.join("messages.csv")).unwrap().into_records() {
        let row = row.unwrap();
        let days = row[6].split(';').filter_map(|id| day_of.get(id));
        held.entry(row[0].to_owned()).or_default().extend(days);
    }
    held
}

#[test]
#[expect(clippy::print_stdout, reason = "the measurement is what this test is for")]
fn proposals_against_a_reader() {
    let Some(chats) = lane::chats() else { return };
    let held = held();
    let (mut found, mut proposed, mut all) = (0, 0, 0);
    // The group of leaders joins several organizations, and what is held is none of its own.
    for (group, recorder) in chats.iter().filter(|(group, _)| group != "胡同小苗骨干群") {
        let own = &held[group];
        let ours: BTreeSet<Day> = occasions(recorder).iter().map(|occasion| occasion.day).collect();
        let right = ours.intersection(own).count();
        println!("{group}: {right} of {} found; {} proposed", own.len(), ours.len());
        for (what, days) in [("missed", own - &ours), ("false", &ours - own)] {
            println!("  {what}: {}", days.iter().map(Day::to_string).collect::<Vec<_>>().join(" "));
        }
        (found, proposed, all) = (found + right, proposed + ours.len(), all + own.len());
    }
    println!("{found} of {all} found; {} of {proposed} false", proposed - found);
}
