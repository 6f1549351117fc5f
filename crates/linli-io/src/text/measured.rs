//! How well the cues agree with careful readers of invented chats: printed, and held to what was measured.
//!
//! The rules were made with the four chats of one lane and the first of another in view; the second chat of that other lane
//! was only measured, never read, though its numbers were seen; a third lane was measured once, when the rules stood, and no
//! rule was changed by it. What a bare picture shows, the reader saw; here it is inferred from what stands around it.
//! Whom words call by name is checked from outside on the logs of another kind of chat.

use std::collections::{BTreeMap, BTreeSet};
use std::fs::File;

use linli::records::{Cue, Cues, MessageKind};

use super::{Callings, Context, Names, Seen, each_call, features, match_mentions};
use crate::chat::ReadOptions;
use crate::chat::tests::lane::{Lane, shared};
use crate::chat::tests::{Recorder, options};

/// Cue, its name in the annotation, least F of the four chats, of the chat looked at, of the one only measured, and of the two
/// that nobody saw: what was measured, rounded down.
const FLOORS: &[(Cue, &str, [f64; 4])] = &[
    (Cue::Notice, "notice", [0.84, 0.95, 0.70, 0.76]),
    (Cue::SignUp, "signup", [0.91, 0.87, 0.60, 0.72]),
    (Cue::Photos, "photos", [0.88, 0.96, 0.94, 0.89]),
    (Cue::Sheet, "sheet", [0.82, 0.83, 0.90, 0.79]),
    (Cue::Record, "record", [0.68, 0.85, 0.22, 0.23]),
    (Cue::Reflection, "reflection", [0.46, 0.66, 0.25, 0.43]),
    (Cue::Question, "question", [0.81, 0.75, 0.61, 0.73]),
    (Cue::Receipt, "receipt", [0.89, 0.66, 0.64, 0.66]),
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

/// How often both we and the reader say something, only we, only the reader.
#[derive(Default, Clone, Copy)]
struct Agreement {
    both: u32,
    only_ours: u32,
    only_theirs: u32,
}

impl Agreement {
    fn note(&mut self, ours: bool, theirs: bool) {
        match (ours, theirs) {
            (true, true) => self.both += 1,
            (true, false) => self.only_ours += 1,
            (false, true) => self.only_theirs += 1,
            (false, false) => {}
        }
    }

    fn precision(self) -> f64 {
        f64::from(self.both) / f64::from(self.both + self.only_ours)
    }

    fn recall(self) -> f64 {
        f64::from(self.both) / f64::from(self.both + self.only_theirs)
    }

    fn f(self) -> f64 {
        2.0 * f64::from(self.both) / f64::from(2 * self.both + self.only_ours + self.only_theirs)
    }

    /// Precision, recall, F and how many the reader has, as a row of a table.
    fn row(self, first: &str) -> String {
        let (precision, recall, f) = (self.precision(), self.recall(), self.f());
        format!("| {first} | {precision:.2} | {recall:.2} | {f:.2} | {} |", self.both + self.only_theirs)
    }
}

type Chats = [(String, Recorder)];

fn cues(lane: &Lane, chats: &Chats) -> BTreeMap<&'static str, Agreement> {
    let truth = lane.truth();
    let mut all: BTreeMap<&str, Agreement> = BTreeMap::new();
    for (group, recorder) in chats {
        for (index, ours) in settled(recorder).into_iter().enumerate() {
            let theirs = &truth[&(group.clone(), index + 1)].cues;
            for &(cue, name, _) in FLOORS {
                let there = theirs.iter().any(|cue| cue == name);
                all.entry(name).or_default().note(ours.has(cue), there);
            }
        }
    }
    all
}

/// Whom the reader says messages are for, against those named with @, those called by name, and both together.
fn addressees(lane: &Lane, chats: &Chats) -> [Agreement; 3] {
    let (truth, people) = (lane.truth(), lane.people());
    let mut all = [Agreement::default(); 3];
    for (group, recorder) in chats {
        let own = || people.keys().filter(|(g, _)| g == group).map(|(_, name)| name.as_str());
        let (names, callings): (Names, Callings<'_>) = (own().collect(), own().collect());
        let person = |name: &str| people[&(group.clone(), name.to_owned())].as_str();
        for (index, message) in recorder.messages.iter().enumerate() {
            let annotated = &truth[&(group.clone(), index + 1)];
            let mentioned: BTreeSet<&str> = match_mentions(&message.text, &names).into_iter().map(person).collect();
            let mut called: BTreeSet<&str> = BTreeSet::new();
            each_call(&message.text, message.kind, |call| {
                let meant: BTreeSet<&str> = callings.of(call).iter().map(|name| person(name)).collect();
                called.extend(meant.first().filter(|&&one| meant.len() == 1 && one != annotated.person));
            });
            if called.len() > 2 {
                called.clear();
            }
            let called: BTreeSet<&str> = called.difference(&mentioned).copied().collect();
            let together: BTreeSet<&str> = mentioned.union(&called).copied().collect();
            let theirs: BTreeSet<&str> =
                annotated.addressees.iter().map(String::as_str).filter(|a| !a.is_empty()).collect();
            for (agreement, ours) in all.iter_mut().zip([mentioned, called, together]) {
                for who in ours.union(&theirs) {
                    agreement.note(ours.contains(who), theirs.contains(who));
                }
            }
        }
    }
    all
}

/// In logs of a technical channel whose replies are annotated: calls by name in lines that answer something, and those among
/// them that call somebody whose line is answered. Also how many lines call somebody, and how many lines there are.
fn channel() -> Option<[u32; 4]> {
    let folder = shared("irc-reply-links-dev")?;
    let mut files: Vec<_> = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    let mut counts = [0_u32; 4];
    for log in files.iter().filter(|path| path.to_str().unwrap().ends_with(".raw.txt")) {
        let name = log.file_name().unwrap().to_str().unwrap();
        let read_options = ReadOptions { file: name.to_owned(), ..options() };
        let mut recorder = Recorder::default();
        let irc = crate::chat::format("irc").unwrap();
        crate::chat::read(File::open(log).unwrap(), &read_options, Some(irc), &mut recorder).unwrap();
        let links = std::fs::read_to_string(log.with_file_name(name.replace(".raw.", ".annotation."))).unwrap();
        let mut answered: BTreeMap<u64, Vec<u64>> = BTreeMap::new();
        for link in links.lines() {
            let mut lines = link.split(' ').filter_map(|line| line.parse::<u64>().ok());
            if let (Some(earlier), Some(later)) = (lines.next(), lines.next())
                && earlier != later
            {
                answered.entry(later + 1).or_default().push(earlier + 1);
            }
        }
        let writers: BTreeMap<u64, &str> = recorder.messages.iter().map(|m| (m.line, m.author.as_str())).collect();
        let callings: Callings<'_> = recorder.authors().into_iter().collect();
        for message in recorder.messages.iter().filter(|message| message.kind == MessageKind::Text) {
            let mut called: BTreeSet<&str> = BTreeSet::new();
            each_call(&message.text, message.kind, |call| {
                called.extend(
                    callings.of(call).first().filter(|&&name| callings.of(call).len() == 1 && name != message.author),
                );
            });
            counts[3] += 1;
            counts[2] += u32::from(!called.is_empty());
            let Some(answered) = answered.get(&message.line) else { continue };
            for name in called {
                counts[1] += 1;
                counts[0] += u32::from(answered.iter().any(|line| writers.get(line) == Some(&name)));
            }
        }
    }
    Some(counts)
}

/// Some chats of a lane.
type Set = (Lane, Vec<(String, Recorder)>);

/// The chats of the first lane, the chat of the second that was looked at, the one that was only measured, and the two that
/// nobody saw.
fn sets() -> Option<[Set; 4]> {
    let a = Lane::a()?;
    let [seen, unseen] = Lane::b().chats().try_into().ok()?;
    let chats = a.chats();
    let c = Lane::c().chats();
    Some([(a, chats), (Lane::b(), vec![seen]), (Lane::b(), vec![unseen]), (Lane::c(), c)])
}

#[test]
#[expect(clippy::print_stdout, reason = "the measurement is what this test is for")]
fn cues_against_readers() {
    let Some(sets) = sets() else { return };
    for (place, (lane, chats)) in sets.iter().enumerate() {
        let counts = cues(lane, chats);
        for &(_, name, floors) in FLOORS {
            println!("{}", counts[name].row(name));
            assert!(counts[name].f() >= floors[place], "{name} in {}: {}", chats[0].0, counts[name].f());
        }
    }
}

#[test]
#[expect(clippy::print_stdout, reason = "the measurement is what this test is for")]
fn who_is_spoken_to_against_a_reader() {
    let Some(lane) = Lane::a() else { return };
    let chats = lane.chats();
    let found = addressees(&lane, &chats);
    for (agreement, name) in found.iter().zip(["@", "by name", "together"]) {
        println!("{}", agreement.row(name));
    }
    // Ten @ stand in the files (grep); one of them introduces a newcomer to the others.
    assert_eq!((found[0].both, found[0].only_ours), (9, 1));
    assert!(found[1].precision() >= 0.9 && found[2].precision() >= 0.9 && found[1].both >= 50);
    let Some([right, answering, calling, lines]) = channel() else { return };
    println!("channel: {right} of {answering} right; {calling} of {lines} lines call somebody");
    assert!(f64::from(right) >= 0.9 * f64::from(answering) && answering > 500);
}

/// The tables of the page.
pub(crate) fn tables() -> Option<String> {
    let sets = sets()?;
    let [right, answering, calling, lines] = channel()?;
    let counts = sets.each_ref().map(|(lane, chats)| cues(lane, chats));
    let mut table = String::from(
        "| cue | precision | recall | F | in four chats | F in the choir | F in the patrol | F in the two unseen |\n\
         |---|---|---|---|---|---|---|---|\n",
    );
    for &(cue, name, _) in FLOORS {
        let others = |place: usize| {
            let own = counts[place][name];
            format!("{:.2} ({})", own.f(), own.both + own.only_theirs)
        };
        let row = counts[0][name].row(&format!("`{}`", cue.id()));
        table += &format!("{row} {} | {} | {} |\n", others(1), others(2), others(3));
    }
    table += "\n| cue | precision | recall | F | in the two unseen chats |\n|---|---|---|---|---|\n";
    for &(cue, name, _) in FLOORS {
        table += &format!("{}\n", counts[3][name].row(&format!("`{}`", cue.id())));
    }
    table += "\n| addressees | precision | recall | F | in the chats |\n|---|---|---|---|---|\n";
    let (lane, chats) = &sets[0];
    for (agreement, how) in addressees(lane, chats).iter().zip(["four chats, with @", "by name", "both"]) {
        table += &format!("{}\n", agreement.row(how));
    }
    for ((lane, chats), whose) in sets[1..].iter().zip(["the choir, both", "the patrol, both", "the two unseen, both"])
    {
        table += &format!("{}\n", addressees(lane, chats)[2].row(whose));
    }
    let share = f64::from(right) / f64::from(answering);
    table += &format!(
        "\nIn ten logs of a technical channel, {calling} of {lines} lines call somebody by name at their head. Of {answering} \
         such calls in lines whose replies are annotated, {right} ({share:.2}) name the writer of a line that is answered.\n"
    );
    Some(table)
}
