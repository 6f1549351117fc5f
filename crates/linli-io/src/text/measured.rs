//! How well the cues agree with a careful reader of invented chats: printed, and held to what was measured.
//!
//! The rules were made on two of the four chats and then looked at on the other two, where F was .67 for notices, .91 for
//! sign-ups, .80 for photos, .63 for sheets and .70 for questions before a few general turns of speech were added. Other chats
//! will agree no better than that. What a bare picture shows, the reader saw; here it is inferred from what stands around it.

use std::collections::BTreeMap;

use linli::records::{Cue, Cues};

use super::{Context, Names, Seen, features, match_mentions};
use crate::chat::tests::{Recorder, lane, options};

/// Cue, its name in the annotation, least precision and recall: what was measured, rounded down.
const FLOORS: &[(Cue, &str, f64, f64)] = &[
    (Cue::Notice, "notice", 0.87, 0.83),
    (Cue::SignUp, "signup", 0.92, 0.86),
    (Cue::Photos, "photos", 0.85, 0.93),
    (Cue::Sheet, "sheet", 0.79, 0.83),
    (Cue::Record, "record", 0.72, 0.59),
    (Cue::Reflection, "reflection", 0.52, 0.41),
    (Cue::Question, "question", 0.74, 0.92),
    (Cue::Receipt, "receipt", 0.95, 0.83),
];

/// The cues of a chat, each message beside the others.
fn settled(recorder: &Recorder) -> Vec<Cues> {
    let mut context = Context::new(options().zone);
    let mut authors: Vec<&str> = Vec::new();
    let mut cues: Vec<Cues> = Vec::new();
    for message in &recorder.messages {
        let author = authors.iter().position(|&a| a == message.author).unwrap_or_else(|| {
            authors.push(&message.author);
            authors.len() - 1
        });
        let features = features(&message.text, message.kind);
        let seen = Seen { time: message.time, author: author as u32, features };
        let own = context.see(&seen, |at, revised| cues[at as usize] = revised);
        cues.push(own);
    }
    cues
}

#[test]
#[expect(clippy::print_stdout, reason = "the measurement is what this test is for")]
fn cues_against_a_reader() {
    let Some(chats) = lane::chats() else { return };
    let truth = lane::truth();
    let mut counts: BTreeMap<&str, (u32, u32, u32)> = BTreeMap::new();
    for (group, recorder) in &chats {
        let settled = settled(recorder);
        for (index, ours) in settled.into_iter().enumerate() {
            let theirs = &truth[&(group.clone(), index + 1)].cues;
            for &(cue, name, ..) in FLOORS {
                let (both, only_ours, only_theirs) = counts.entry(name).or_default();
                let there = theirs.iter().any(|cue| cue == name);
                match (ours.has(cue), there) {
                    (true, true) => *both += 1,
                    (true, false) => *only_ours += 1,
                    (false, true) => *only_theirs += 1,
                    (false, false) => {}
                }
            }
        }
    }
    for &(_, name, least_precision, least_recall) in FLOORS {
        let (both, only_ours, only_theirs) = counts.get(name).copied().unwrap_or_default();
        let precision = f64::from(both) / f64::from(both + only_ours);
        let recall = f64::from(both) / f64::from(both + only_theirs);
        println!(
            "{name}: precision {precision:.3}, recall {recall:.3} ({both} right, {only_ours} too many, {only_theirs} missed)"
        );
        assert!(precision >= least_precision && recall >= least_recall, "{name}: {precision} {recall}");
    }
}

#[test]
fn mentions_find_the_one_addressed() {
    let Some(chats) = lane::chats() else { return };
    let (truth, people) = (lane::truth(), lane::people());
    let (mut found, mut told) = (0, 0);
    for (group, recorder) in &chats {
        let names: Names = people.keys().filter(|(g, _)| g == group).map(|(_, name)| name.as_str()).collect();
        for (index, message) in recorder.messages.iter().enumerate().filter(|(_, m)| m.text.contains('@')) {
            let annotated = &truth[&(group.clone(), index + 1)];
            for name in match_mentions(&message.text, &names) {
                found += 1;
                let person = &people[&(group.clone(), name.to_owned())];
                told += usize::from(annotated.addressees.contains(person));
            }
        }
    }
    // Ten @ stand in the files (grep); one of them introduces a newcomer to the others.
    assert_eq!((found, told), (10, 9));
}
