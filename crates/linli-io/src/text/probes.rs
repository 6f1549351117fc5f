//! The rules on sentences and talks that were written before the rules: printed, and held to what was measured.
//!
//! They are made up to try turns of speech that no annotated chat happens to hold, and the baits that look like them.

use std::collections::BTreeMap;
use std::fs;
use std::path::PathBuf;

use linli::records::{Cue, Cues, MessageKind};
use serde_json::Value;

use super::{Callings, Context, Names, Seen, each_call, features, match_mentions};
use crate::chat::tests::options;

fn case(name: &str) -> Value {
    let path = PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../../tests/cases/cue")).join(name);
    serde_json::from_slice(&fs::read(path.with_extension("json")).unwrap()).unwrap()
}

fn texts(value: &Value) -> Vec<&str> {
    value.as_array().unwrap().iter().map(|text| text.as_str().unwrap()).collect()
}

/// The cue, how many of the sentences that show it may be missed, and how many that do not may be taken for it.
const SENTENCES: &[(Cue, usize, usize)] = &[
    (Cue::Notice, 0, 0),
    (Cue::SignUp, 3, 0),
    (Cue::Sheet, 0, 0),
    (Cue::Record, 0, 0),
    (Cue::Reflection, 4, 0),
    (Cue::Question, 0, 0),
    (Cue::Receipt, 2, 0),
];

#[test]
#[expect(clippy::print_stdout, reason = "the measurement is what this test is for")]
fn sentences_show_what_they_should() {
    for &(cue, most_missed, most_mistaken) in SENTENCES {
        let sentences = case(cue.id());
        let (shows, shows_not) = (texts(&sentences["shows"]), texts(&sentences["shows_not"]));
        let has = |text: &&&str| features(text, MessageKind::Text).cues.has(cue);
        let missed: Vec<_> = shows.iter().filter(|text| !has(text)).collect();
        let mistaken: Vec<_> = shows_not.iter().filter(has).collect();
        println!(
            "{}: {} of {} missed {missed:#?}, {} of {} mistaken {mistaken:#?}",
            cue.id(),
            missed.len(),
            shows.len(),
            mistaken.len(),
            shows_not.len()
        );
        assert!(missed.len() <= most_missed && mistaken.len() <= most_mistaken, "{}", cue.id());
    }
}

/// So many messages of the talks may show something else than they should.
const MISREAD: usize = 1;

#[test]
#[expect(clippy::print_stdout, reason = "the measurement is what this test is for")]
fn talks_show_what_they_should() {
    let talks = case("talk");
    let (mut count, mut misread) = (0, 0);
    for talk in talks["talks"].as_array().unwrap() {
        let zone = options().zone;
        let mut context = Context::new(zone);
        let mut authors: BTreeMap<&str, u32> = BTreeMap::new();
        let mut cues: Vec<Cues> = Vec::new();
        let said = talk["said"].as_array().unwrap();
        for message in said {
            let clock: Vec<i64> = message[0].as_str().unwrap().split(':').map(|part| part.parse().unwrap()).collect();
            let midnight = zone.midnight(linli::time::Day::from_ymd(2024, 5, 18).unwrap());
            let time = midnight.plus((clock[0] * 3600 + clock[1] * 60) * 1_000_000);
            let next = authors.len() as u32;
            let author = *authors.entry(message[1].as_str().unwrap()).or_insert(next);
            let text = message[2].as_str().unwrap();
            let kind = if text == "[图片]" { MessageKind::Picture } else { MessageKind::Text };
            let seen = Seen { time, author, features: features(text, kind) };
            let own = context.see(&seen, |at, revised| cues[at as usize] = revised);
            cues.push(own);
        }
        for (message, cues) in said.iter().zip(cues) {
            let found: Vec<&str> = cues.iter().map(Cue::id).collect();
            count += 1;
            if found != texts(&message[3]) {
                misread += 1;
                println!("{}: {message} shows {found:?}", talk["name"]);
            }
        }
    }
    println!("{misread} of {count} misread");
    assert!(misread <= MISREAD);
}

/// So many of the sentences may be for nobody that are for somebody, and for somebody that are not for them.
const CALLS: [usize; 2] = [3, 0];

#[test]
#[expect(clippy::print_stdout, reason = "the measurement is what this test is for")]
fn who_is_called_is_found() {
    let calls = case("called");
    let (callings, names): (Callings<'_>, Names) =
        (texts(&calls["names"]).into_iter().collect(), texts(&calls["names"]).into_iter().collect());
    let [mut missed, mut mistaken] = [0; 2];
    for call in calls["spoken_to"].as_array().unwrap() {
        let [text, whom] = texts(call)[..] else { panic!("{call}") };
        let mut found = match_mentions(text, &names);
        each_call(text, MessageKind::Text, |call| {
            if let [name] = callings.of(call)
                && !found.contains(name)
            {
                found.push(name);
            }
        });
        let whom: Vec<&str> = whom.split(';').filter(|name| !name.is_empty()).collect();
        let (not_found, wrong) =
            (whom.iter().any(|name| !found.contains(name)), found.iter().any(|name| !whom.contains(name)));
        if not_found || wrong {
            println!("{text}: {found:?} for {whom:?}");
        }
        missed += usize::from(not_found);
        mistaken += usize::from(wrong);
    }
    println!("{missed} missed, {mistaken} mistaken");
    assert!(missed <= CALLS[0] && mistaken <= CALLS[1]);
}
