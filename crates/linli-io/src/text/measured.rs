//! How well the cues agree with a careful reader of invented chats: printed, and held to what was measured.
//!
//! The word lists were written with these chats in sight, so other chats will agree less. Most sheets and records that are
//! missed are pictures, whose words nobody has; the reader saw what they show.

use std::collections::BTreeMap;

use linli::records::Cue;

use super::{Names, features, match_mentions};
use crate::chat::tests::lane;

/// Cue, its name in the annotation, least precision and recall: what was measured, rounded down.
const FLOORS: &[(Cue, &str, f64, f64)] = &[
    (Cue::Notice, "notice", 0.83, 0.53),
    (Cue::SignUp, "signup", 0.94, 0.66),
    (Cue::Photos, "photos", 0.70, 0.81),
    (Cue::Sheet, "sheet", 0.75, 0.12),
    (Cue::Record, "record", 0.55, 0.22),
    (Cue::Reflection, "reflection", 0.45, 0.37),
    (Cue::Question, "question", 0.59, 0.76),
    (Cue::Receipt, "receipt", 0.80, 0.68),
];

#[test]
#[expect(clippy::print_stdout, reason = "the measurement is what this test is for")]
fn cues_against_a_reader() {
    let Some(chats) = lane::chats() else { return };
    let truth = lane::truth();
    let mut counts: BTreeMap<&str, (u32, u32, u32)> = BTreeMap::new();
    for (group, recorder) in &chats {
        for (index, message) in recorder.messages.iter().enumerate() {
            let theirs = &truth[&(group.clone(), index + 1)].cues;
            let ours = features(&message.text, message.kind).cues;
            for &(cue, name, ..) in FLOORS {
                let (both, only_ours, only_theirs) = counts.entry(name).or_default();
                match (ours.has(cue), theirs.iter().any(|cue| cue == name)) {
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
